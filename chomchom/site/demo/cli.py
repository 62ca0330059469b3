"""`chomchom demo …`: load the demo city, move or freeze its clock."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import psycopg
from django.conf import settings

from chomchom.kernel.deeds import SEOUL
from chomchom.site import databases
from chomchom.site.terminal import complain, tell
from chomchom.site.terminal import gettext as _

CITY_NAME = "안산시 (시연)"


def register(commands: argparse._SubParsersAction) -> None:
    """Hang `demo` on the command line."""
    demo = commands.add_parser("demo", help=_("시연 도시를 넣고 시계를 옮깁니다"))
    deeds = demo.add_subparsers(dest="demo_deed", required=True)
    load = deeds.add_parser("load", help=_("시연 도시를 넣습니다 (빈 데이터베이스에만)"))
    load.add_argument("--households", type=int, default=300, help=_("가구 수 (300–100000)"))
    load.add_argument("--seed", type=int, default=20260529, help=_("같은 씨앗은 같은 도시를 만듭니다"))
    load.set_defaults(run=_load)
    clock = deeds.add_parser("clock", help=_("시연 도시의 시계를 옮기거나 멈춥니다"))
    clock.add_argument("--offset-hours", type=float, help=_("데이터베이스 시계보다 몇 시간 앞뒤인지"))
    clock.add_argument("--freeze", help=_("이 시각에 멈춥니다 (예: 2026-06-22T09:00)"))
    clock.set_defaults(run=_clock)


def _owner() -> str:
    return databases.read_addresses(settings.DATA_DIR)["owner"]


def _load(options: argparse.Namespace) -> int:
    if not 1 <= options.households <= 100_000:
        complain(_("가구 수는 1에서 100000 사이여야 합니다."))
        return 2
    if databases.has_people(_owner()):
        complain(_("이 데이터베이스에는 이미 자료가 있어 시연 도시를 넣지 않습니다."))
        return 1
    with psycopg.connect(_owner()) as owner:
        owner.execute("update store_city set demo = true, name = %s", [CITY_NAME])
    from chomchom.site.demo import city

    begun = time.monotonic()
    with _one_wait_for_the_disk():
        city.load(
            options.households, seed=options.seed, say=lambda line: tell(f"  {line} ({time.monotonic() - begun:.1f}s)")
        )
    _write_logins()
    return 0


@contextmanager
def _one_wait_for_the_disk() -> Iterator[None]:
    """A thousand invented deeds do not wait for the disk one by one; when all are done one write waits for them all.

    The log is written in order, so that write, by the owner and with its wait, takes everything before it along. What a
    crash in between would lose is the end of an invented city.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")
    with psycopg.connect(_owner()) as owner:
        owner.execute("set synchronous_commit = on")
        owner.execute("update store_city set demo = true")


def _write_logins() -> None:
    """Who can be picked on the first page, for `./run` to print."""
    from chomchom.accounts import public as accounts
    from chomchom.store.acting import machine_acting

    with machine_acting("demo") as deed:
        people = accounts.picker(deed.day)
    lines = [_("시연: 첫 화면에서 한 사람을 고르면 비밀번호 없이 들어갑니다.")]
    lines += [f"  {one.name}  {one.role_label}  {one.agency_name}" for one in people]
    (settings.DATA_DIR / "demo-logins.txt").write_text("\n".join(lines) + "\n")


def _clock(options: argparse.Namespace) -> int:
    """Only a demo's clock moves."""
    frozen = datetime.fromisoformat(options.freeze).replace(tzinfo=SEOUL) if options.freeze else None
    with psycopg.connect(_owner()) as owner:
        moved = owner.execute(
            "update store_city set frozen_at = %s, clock_offset = coalesce(%s, clock_offset) where demo",
            [frozen, None if options.offset_hours is None else timedelta(hours=options.offset_hours)],
        ).rowcount
    if not moved:
        complain(_("시연용으로 표시된 데이터베이스에서만 시계를 옮길 수 있습니다."))
        return 1
    return 0
