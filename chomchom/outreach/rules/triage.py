"""How pressing a signal is, until when somebody must look, and why.

Laws kept here: what we do not know never lowers a grade; one more source never lowers it either; 미확인 is never below
주의; only a person lowers or ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from chomchom.kernel.deeds import SEOUL
from chomchom.outreach.rules.words import Door, Grade, Reason, Seen, worst

SEVERE_ITEMS = frozenset({"power_cut", "water_cut", "gas_cut"})
"""Crisis items that say a home stands without supply today (단전, 단수, 단가스)."""

DOOR_FLOOR: dict[Door, Grade] = {
    Door.ALERT: Grade.CAUTION,
    Door.PROVINCE: Grade.CAUTION,
    Door.REPORT: Grade.UNKNOWN,
    Door.DISCOVERY: Grade.WATCH,
    Door.WALK_IN: Grade.WATCH,
    Door.PHONE: Grade.WATCH,
    Door.AGENCY: Grade.CAUTION,
    Door.CRISIS_APP: Grade.CAUTION,
    Door.HOSPITAL: Grade.CAUTION,
    Door.SCHOOL: Grade.CAUTION,
    Door.POLICE: Grade.UNKNOWN,
    Door.FIRE: Grade.UNKNOWN,
    Door.METER_READER: Grade.CAUTION,
    Door.POST: Grade.CAUTION,
    Door.COMPANION: Grade.CAUTION,
    Door.SELF: Grade.CAUTION,
    Door.WATCH: Grade.CAUTION,
    Door.SITE_CHECK: Grade.CAUTION,
}
"""The least a signal of this door is worth when nobody says more."""

REASON_FLOOR: dict[str, Grade] = {
    "supply-cut": Grade.CAUTION,
    "meter-steady": Grade.UNKNOWN,
    "meter-zero": Grade.UNKNOWN,
    "no-data": Grade.UNKNOWN,
    "feed-lost": Grade.UNKNOWN,
    "number-dead": Grade.UNKNOWN,
    "call-unanswered": Grade.UNKNOWN,
    "unconfirmed": Grade.UNKNOWN,
    "trip-overdue": Grade.UNKNOWN,
    "nobody-reached": Grade.SEVERE,
    "call-needs-help": Grade.SEVERE,
    "called-119": Grade.SEVERE,
    "found-deceased": Grade.SEVERE,
}
"""Reasons that are worth a grade by themselves."""

REASONS_KEPT = 6


@dataclass(frozen=True, slots=True)
class Limits:
    """The city's clock of triage (rulebook outreach.*): minutes, hours of the day, working days."""

    severe_minutes: int
    morning_until: int
    morning_cutoff: int
    day_until: int
    day_cutoff: int
    watch_working_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageFacts:
    """What is known when a signal arrives. `before` is the grade the episode already had."""

    door: Door
    claimed: Grade | None = None
    before: Grade | None = None
    other_doors: frozenset[Door] = frozenset()
    seen: frozenset[Seen] = frozenset()
    items: frozenset[str] = frozenset()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Triage:
    """The decision: grade, due time, reasons in the order they are shown."""

    grade: Grade
    due_at: datetime
    reasons: tuple[Reason, ...]


def grade_of(facts: TriageFacts) -> Grade:
    """The grade a signal gives its episode; never below what the episode had."""
    grades = [DOOR_FLOOR[facts.door] if facts.claimed is None else facts.claimed]
    if facts.before is not None:
        grades.append(facts.before)
    grades += [REASON_FLOOR[reason.code] for reason in facts.reasons if reason.code in REASON_FLOOR]
    grades += _grades_of_seen(facts.seen)
    if facts.items & SEVERE_ITEMS or len(facts.items) >= 4:
        grades.append(Grade.CAUTION)
    if facts.other_doors - {facts.door}:
        grades.append(Grade.CAUTION)  # two who do not know of each other say the same
    return worst(*grades)


def _grades_of_seen(seen: frozenset[Seen]) -> list[Grade]:
    grades = []
    if seen & {Seen.MAIL, Seen.LIGHT, Seen.UNSEEN, Seen.QUARREL}:
        grades.append(Grade.CAUTION)
    if Seen.SMELL in seen or (Seen.UNSEEN in seen and seen & {Seen.MAIL, Seen.LIGHT}):
        grades.append(Grade.SEVERE)
    return grades


def triage(facts: TriageFacts, *, at: datetime, limits: Limits, working: Callable[[date], bool]) -> Triage:
    """Grade, due time and reasons of an episode after a signal."""
    grade = grade_of(facts)
    reasons = list(facts.reasons) + [Reason(f"seen-{what}") for what in sorted(facts.seen)]
    if facts.items:
        reasons.append(Reason("crisis-items", {"count": len(facts.items)}))
    if not reasons:
        reasons.append(Reason(f"door-{facts.door.value.replace('_', '-')}"))
    return Triage(grade, due_for(grade, at=at, limits=limits, working=working), tuple(reasons))


def merge_reasons(new: Iterable[Reason], old: Iterable[Reason]) -> tuple[Reason, ...]:
    """New reasons first, one of each code, not more than a screen holds."""
    kept: dict[str, Reason] = {}
    for reason in (*new, *old):
        kept.setdefault(reason.code, reason)
    return tuple(kept.values())[:REASONS_KEPT]


def due_for(grade: Grade, *, at: datetime, limits: Limits, working: Callable[[date], bool]) -> datetime:
    """Until when somebody must have looked. Never None: an open episode always has a due time.

    심각 counts minutes; 미확인 takes the next half day, also on a holiday; 주의 the next half working day; 관심 the end
    of a few working days.
    """
    if grade is Grade.SEVERE:
        return at + timedelta(minutes=limits.severe_minutes)
    if grade is Grade.UNKNOWN:
        return _next_slot(at, limits=limits, counts=lambda _: True)
    if grade is Grade.CAUTION:
        return _next_slot(at, limits=limits, counts=working)
    day = at.astimezone(SEOUL).date()
    for _ in range(limits.watch_working_days):
        day = _next_day(day, working)
    return _moment(day, limits.day_until)


def _next_slot(at: datetime, *, limits: Limits, counts: Callable[[date], bool]) -> datetime:
    local = at.astimezone(SEOUL)
    today = local.date()
    if counts(today):
        if local.hour < limits.morning_cutoff:
            return _moment(today, limits.morning_until)
        if local.hour < limits.day_cutoff:
            return _moment(today, limits.day_until)
    return _moment(_next_day(today, counts), limits.morning_until)


def _next_day(day: date, counts: Callable[[date], bool]) -> date:
    day += timedelta(days=1)
    for _ in range(31):  # a calendar without a working day in a month is broken; never loop for ever
        if counts(day):
            return day
        day += timedelta(days=1)
    return day


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SEOUL)


def shows_minutes(grade: Grade) -> bool:
    """Minutes are shown only for 심각; everything else is 오전, 오늘, 내일 (practice.md 10)."""
    return grade is Grade.SEVERE
