"""What the operator looks at: which machines live, how old the last good backup and drill are, what runs out.

Ages come from the database's clock; a machine that never spoke is as red as one that stopped.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate.contrib.django import app

from chomchom.kernel.deeds import Deed
from chomchom.notices import public as notices
from chomchom.rulebook import holidays
from chomchom.site.signs import READ, SignRow, rows_to_signs
from chomchom.store.acting import require

HEARTBEAT_RED = 60
BACKUP_RED = 26 * 3600
DRILL_RED = 31 * 86400
MONTHS_RED = 7 * 86400
HEAD_RED = 15 * 60
HOLIDAYS_SOON = 90
DISK_LOW, DISK_RED = 0.15, 0.05
# A job that runs each minute is missed after two of its rounds and a minute for the queue.
ROUNDS_MISSED, QUEUE_PATIENCE = 2, 60


class Light(StrEnum):
    """How a machine does."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """One line of the operator's page; `urgent` lines are what a crisis signal needs to reach a person."""

    code: str
    name: str
    light: Light
    says: str
    urgent: bool = False

    @property
    def tone(self) -> str:
        """The colour of the badge."""
        return {Light.GREEN: "success", Light.YELLOW: "warning", Light.RED: "danger"}[self.light]

    @property
    def word(self) -> str:
        """The light in a word, for those who do not see the colour."""
        return {Light.GREEN: _("정상"), Light.YELLOW: _("살펴볼 것"), Light.RED: _("지금 조치")}[self.light]


def health(deed: Deed) -> list[HealthRow]:
    """All lines, the urgent ones first. At most six queries."""
    require(deed)
    with connection.cursor() as cursor:
        cursor.execute(READ)
        signs = rows_to_signs(cursor.fetchall())
    return [
        _workers(),
        *_periodic(),
        _failed_jobs(),
        _unheard(deed),
        _head(signs),
        _backup(signs),
        _drill(signs),
        _months(signs),
        _deadman(signs),
        _holidays(deed.day),
        _disk(Path(settings.DATA_DIR)),
    ]


def alarm(rows: list[HealthRow]) -> list[HealthRow]:
    """The lines for which somebody should be woken."""
    return [row for row in rows if row.urgent and row.light is Light.RED]


def how_long(seconds: float | None) -> str:
    """A length of time as people say it."""
    if seconds is None:
        return _("한 번도 없음")
    minutes = int(max(seconds, 0)) // 60
    if minutes < 1:
        return _("방금")
    if minutes < 60:
        return ngettext("%(n)d분 전", "%(n)d분 전", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)d시간 전", "%(n)d시간 전", hours) % {"n": hours}
    return ngettext("%(n)d일 전", "%(n)d일 전", hours // 24) % {"n": hours // 24}


def _ask(query: str, params: list[Any] | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, params or [])
        return cursor.fetchall()


def _workers() -> HealthRow:
    [(age,)] = _ask("select extract(epoch from clock_timestamp() - max(last_heartbeat)) from procrastinate_workers")
    alive = age is not None and age <= HEARTBEAT_RED
    return HealthRow(
        code="worker", name=_("작업자"), light=Light.GREEN if alive else Light.RED, urgent=True,
        says=_("마지막 신호: {when}").format(when=how_long(age)),
    )  # fmt: skip


def _periodic() -> list[HealthRow]:
    """Each repeating job against its own rhythm: the sweep that stopped is seen, whichever it is."""
    tasks = {}
    for (name, _id), periodic in app.periodic_registry.periodic_tasks.items():
        tasks[name] = _rhythm(periodic.croniter)
    found = dict(
        _ask(
            "select j.task_name, extract(epoch from clock_timestamp() - max(e.at)) from procrastinate_jobs j"
            " join procrastinate_events e on e.job_id = j.id and e.type = 'succeeded'"
            " where j.task_name = any(%s) group by 1",
            [list(tasks)],
        )
    )
    rows = []
    for name, rhythm in sorted(tasks.items()):
        age = found.get(name)
        late = age is None or age > ROUNDS_MISSED * rhythm + QUEUE_PATIENCE
        # A nightly job has not run yet on the first day; only quick rounds carry crisis signals.
        quick = rhythm <= 600
        light = Light.GREEN if not late else Light.RED if quick else Light.YELLOW
        says = _("마지막 성공: {when}").format(when=how_long(None if age is None else float(age)))
        rows.append(HealthRow(code=f"job:{name}", name=_job_name(name), light=light, says=says, urgent=quick))
    return rows


def _rhythm(cron) -> float:
    """Seconds between two rounds of a cron line."""
    first = cron.get_next(float)
    return cron.get_next(float) - first


def _job_name(task: str) -> str:
    room, _dot, name = task.removeprefix("chomchom.").partition(".jobs.")
    return f"{room} · {name}"


def _failed_jobs() -> HealthRow:
    [(count,)] = _ask(
        "select count(*) from procrastinate_jobs j where j.status = 'failed' and exists (select from procrastinate_events e"
        " where e.job_id = j.id and e.type = 'failed' and e.at > clock_timestamp() - interval '1 day')"
    )
    return HealthRow(
        code="failed-jobs", name=_("실패한 작업"), light=Light.YELLOW if count else Light.GREEN,
        says=ngettext("하루 동안 %(n)d건", "하루 동안 %(n)d건", count) % {"n": count},
    )  # fmt: skip


def _unheard(deed: Deed) -> HealthRow:
    count = notices.red_count(deed)
    return HealthRow(
        code="unheard", name=_("닿지 않은 알림"), light=Light.RED if count else Light.GREEN,
        says=ngettext("%(n)d건", "%(n)d건", count) % {"n": count},
    )  # fmt: skip


def _aged(sign: SignRow | None, *, code: str, name: str, red_after: float) -> HealthRow:
    age = sign.age if sign else None
    light = Light.RED if age is None or age > red_after else Light.YELLOW if sign and sign.failed else Light.GREEN
    says = _("마지막 성공: {when}").format(when=how_long(age))
    if sign and sign.failed:
        says += " · " + _("마지막 시도 실패: {why}").format(why=sign.code)
    return HealthRow(code=code, name=name, light=light, says=says)


def _head(signs: dict[str, SignRow]) -> HealthRow:
    return _aged(signs.get("ledger-head"), code="ledger-head", name=_("장부의 머리(바깥 기록)"), red_after=HEAD_RED)


def _backup(signs: dict[str, SignRow]) -> HealthRow:
    return _aged(signs.get("backup"), code="backup", name=_("백업"), red_after=BACKUP_RED)


def _drill(signs: dict[str, SignRow]) -> HealthRow:
    return _aged(signs.get("drill"), code="drill", name=_("되살리기 연습"), red_after=DRILL_RED)


def _months(signs: dict[str, SignRow]) -> HealthRow:
    name = _("보관 기간이 끝난 달의 파기")
    return _aged(signs.get("months"), code="months", name=name, red_after=MONTHS_RED)


def _deadman(signs: dict[str, SignRow]) -> HealthRow:
    name = _("바깥 감시(생존 신호)")
    sign = signs.get("deadman")
    if sign is None or sign.code == "off":
        says = _("설정되지 않음: CHOMCHOM_DEADMAN_URL")
        return HealthRow(code="deadman", name=name, light=Light.YELLOW, says=says)
    return _aged(sign, code="deadman", name=name, red_after=180)


def _holidays(day: date) -> HealthRow:
    days = holidays.runs_out_in(day)
    light = Light.RED if days <= 0 else Light.YELLOW if days <= HOLIDAYS_SOON else Light.GREEN
    says = ngettext("%(n)d일치 남음", "%(n)d일치 남음", days) % {"n": days}
    return HealthRow(code="holidays", name=_("공휴일 표"), light=light, says=says)


def _disk(folder: Path) -> HealthRow:
    usage = shutil.disk_usage(folder if folder.exists() else folder.parent)
    left = usage.free / usage.total
    light = Light.RED if left < DISK_RED else Light.YELLOW if left < DISK_LOW else Light.GREEN
    says = _("{percent}% 남음 ({size} GB)").format(percent=int(left * 100), size=usage.free // 10**9)
    return HealthRow(code="disk", name=_("디스크"), light=light, says=says)
