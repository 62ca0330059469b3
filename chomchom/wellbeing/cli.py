"""Commands: load readings, sweep, take due steps."""

from __future__ import annotations

import argparse
import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from chomchom.formats.written import write_csv
from chomchom.kernel.deeds import machine_deed
from chomchom.kernel.verdicts import Refused
from chomchom.store.acting import acting, city_now
from chomchom.telephony.prompts import LANGUAGES, NoVoice, Prompts, draft
from chomchom.ui.refusals import sentence
from chomchom.wellbeing import public, rounds
from chomchom.wellbeing.deliveries import from_file
from chomchom.wellbeing.rules.words import FaultCode, Source
from chomchom.wellbeing.sentences import FAULTS
from chomchom.wellbeing.telephony import prompts_folder


def register(commands: Any) -> None:
    """Add this room's commands to the command line's sub-parsers."""
    readings = commands.add_parser("readings", help=_("검침 자료를 올립니다"))
    load = readings.add_subparsers(dest="what", required=True).add_parser("load", help=_("CSV나 Parquet 한 파일"))
    load.add_argument("path", type=Path, help=_("파일 또는 폴더"))
    load.add_argument(
        "--source", choices=[str(source) for source in Source], help=_("전기, 수도, 통신 가운데 무엇인지")
    )
    load.add_argument(
        "--shift-to", type=date.fromisoformat, metavar="YYYY-MM-DD", help=_("옛 자료의 마지막 날을 이 날로 옮깁니다")
    )
    load.add_argument(
        "--timezone", default="Asia/Seoul", help=_("자료가 온 곳의 시간대 (옮길 때 하루의 시각을 지킵니다)")
    )
    where = load.add_mutually_exclusive_group()
    where.add_argument("--map", type=Path, metavar="FILE", help=_("계량기와 댁 번호의 표 (CSV: meter,home)"))
    where.add_argument("--map-demo", action="store_true", help=_("시연 도시의 댁에 차례로 잇습니다"))
    load.add_argument("--faults", type=Path, metavar="FILE", help=_("받지 않은 줄을 이 파일에 적습니다"))
    load.set_defaults(run=load_readings)
    prompts = commands.add_parser("prompts", help=_("전화에서 들려줄 말"))
    what = prompts.add_subparsers(dest="what", required=True)
    drafts = what.add_parser("draft", help=_("espeak-ng로 초안을 만듭니다 (녹음한 것은 덮지 않습니다)"))
    drafts.add_argument("--language", choices=sorted(LANGUAGES), default="ko", help=_("말"))
    drafts.set_defaults(run=draft_prompts)
    what.add_parser("list", help=_("무엇이 녹음이고 무엇이 초안인지 봅니다")).set_defaults(run=list_prompts)
    commands.add_parser("sweep", help=_("모든 댁의 새 시간을 살펴 위험신호를 올립니다")).set_defaults(run=sweep)
    commands.add_parser("steps", help=_("때가 된 단계를 밟고 전화를 겁니다")).set_defaults(run=steps)


def load_readings(options: argparse.Namespace) -> int:
    """Load one file, or every file of a folder that holds a series."""
    paths = sorted(options.path.glob("*.parquet")) if options.path.is_dir() else [options.path]
    worst = 0
    for path in paths:
        try:
            worst = max(worst, _load_one(path, options))
        except Refused as refused:
            print(f"{path.name}: {sentence(refused.code, refused.facts)}")
            worst = 1
    return worst


def _load_one(path: Path, options: argparse.Namespace) -> int:
    source = Source(options.source) if options.source else None
    with acting(machine_deed("readings-cli", at=city_now())) as deed:
        until = deed.at + timedelta(minutes=10)
        given = from_file(
            path, filename=path.name, source=source, until=until, shift_to=options.shift_to, timezone=options.timezone
        )
        homes = public.demo_homes(deed, given.delivery) if options.map_demo else _map(options.map)
        told = public.load_readings(deed, given.delivery, homes=homes)
    if told.already:
        print(_("{name}: 이미 받은 파일입니다. 바뀐 것이 없습니다.").format(name=path.name))
        return 0
    refused = told.refused + given.refused
    words = _("{name}: {total}줄 가운데 {taken}줄을 받고 {refused}줄을 받지 않았습니다.")
    print(words.format(name=path.name, total=told.total + given.refused, taken=told.taken, refused=refused))
    for code, many in sorted(told.by_code.items()):
        print(f"  {FAULTS[FaultCode(code)]}: {many}")
    if options.faults:
        rows = [(fault.row, str(FAULTS[fault.code])) for fault in told.faults] + list(given.fault_rows())
        options.faults.write_bytes(write_csv([_("줄"), _("까닭")], rows))
    return 0


def _map(path: Path | None) -> dict[str, int] | None:
    if path is None:
        return None
    with path.open(newline="", encoding="utf-8-sig") as lines:
        return {row["meter"]: int(row["home"]) for row in csv.DictReader(lines)}


def draft_prompts(options: argparse.Namespace) -> int:
    """Let espeak-ng speak the prompts of a language; they are drafts until the city records its own."""
    try:
        made = draft(prompts_folder(), options.language)
    except NoVoice:
        print(_("espeak-ng가 없습니다. 설치하거나 녹음한 파일을 넣어 주세요."))
        return 1
    print(_("초안 {n}개를 만들었습니다: {folder}").format(n=len(made), folder=prompts_folder() / options.language))
    return 0


def list_prompts(options: argparse.Namespace) -> int:
    """Which prompts are recordings, which drafts, and which are missing."""
    words = {"recording": _("녹음"), "draft": _("초안(기계음)"), "missing": _("없음(신호음)")}
    for language in sorted(LANGUAGES):
        for name, known in Prompts(prompts_folder()).describe(language).items():
            print(f"{language}/{name}: {words[known]}")
    return 0


def sweep(options: argparse.Namespace) -> int:
    """Sweep now."""
    told = rounds.run_sweep()
    print(
        _("{n}댁을 살폈습니다.").format(n=told.homes)
        + " "
        + _("위험신호 {raised}건, 더 심해진 것 {worsened}건, 끊긴 자료 {silent}건, 못 살핀 것 {faults}건.").format(
            raised=told.raised, worsened=told.worsened, silent=told.silent_feeds, faults=told.faults
        )
    )
    return 0


def steps(options: argparse.Namespace) -> int:
    """Take the steps that are due and make the calls that wait."""
    told = rounds.run_steps()
    made = rounds.run_calls()
    print(
        _("단계 {taken}건, 기다림 {held}건, 끝남 {ended}건, 전화 {made}통, 못 한 것 {faults}건.").format(
            taken=told.taken, held=told.held, ended=told.ended, made=made, faults=told.faults
        )
    )
    return 0
