"""Commands: read, check and write minutes. They need no database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from chomchom.council.papers import Form, content_of, minutes_of, paper_of, read_paper, write_paper
from chomchom.council.rules.reading import as_json
from chomchom.council.sentences import finding_sentence
from chomchom.kernel.verdicts import Refused


def register(commands: Any) -> None:
    """Add this room's commands to the command line's sub-parsers."""
    minutes = commands.add_parser("minutes", help=_("회의록을 읽고, 살피고, 문서로 씁니다"))
    what = minutes.add_subparsers(dest="what", required=True)
    for name, run, words in (
        ("read", read, _("회의록을 기록(JSON)으로 읽습니다")),
        ("check", check, _("회의록에서 서로 맞지 않는 곳을 찾습니다")),
        ("write", write, _("회의록을 읽어 문서로 다시 씁니다")),
    ):
        command = what.add_parser(name, help=words)
        command.add_argument("path", type=Path, help=_("회의록 파일: 글(txt), HWPX, HTML"))
        command.set_defaults(run=run)
        if run is write:
            forms = [str(form) for form in Form]
            command.add_argument("--to", choices=forms, required=True, help=_("문서의 종류"))
            command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=_("쓸 파일"))


def read(options: argparse.Namespace) -> int:
    """Print the records as JSON and nothing else."""
    found = as_json(read_paper(options.path), say=finding_sentence)
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0


def check(options: argparse.Namespace) -> int:
    """Print what does not agree, each with its lines and what to do."""
    minutes = read_paper(options.path)
    for finding in minutes.findings:
        lines = ", ".join(map(str, finding.lines))
        place = _("{lines}행").format(lines=lines) if lines else _("전체")
        print(f"{place}: {finding_sentence(finding)} [{finding.code}]")
    for one in minutes.corrections:
        words = _("{line}행: ‘{raw}’는 ‘{suggest}’의 잘못 같습니다. 원문을 보고 고칠지 정해 주세요.")
        if not one.suggest:
            words = _("{line}행: ‘{raw}’는 잘렸거나 잘못 읽힌 말 같습니다. 원문을 확인해 주세요.")
        print(words.format(line=one.line, raw=one.raw, suggest=one.suggest) + " [correction]")
    for row in minutes.unread:
        print(_("{line}행: 읽지 못했습니다: {text}").format(line=row.line, text=row.text) + " [unread]")
    if not (minutes.findings or minutes.corrections or minutes.unread):
        print(_("맞지 않는 곳이 없습니다."))
    return 0


def write(options: argparse.Namespace) -> int:
    """Read minutes and write them as a paper; an unfinished file is never left behind."""
    paper = paper_of(content_of(options.path), filename=options.path.name)
    written = write_paper(minutes_of(paper), Form(options.to), paper=paper)
    part = options.output.with_name(options.output.name + ".part")
    try:
        part.write_bytes(written)
        part.replace(options.output)
    except OSError as lost:
        part.unlink(missing_ok=True)
        raise Refused("file-not-writable", name=str(options.output)) from lost
    print(_("{name}: {size}바이트를 썼습니다.").format(name=options.output, size=len(written)))
    return 0
