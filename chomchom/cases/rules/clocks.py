"""What is due next on a case, and on which day.

Which clocks run in which step, from which day, and that the earliest of them counts, are dated values of the rulebook
(`cases.deadlines`). A clock stands still while a case is on hold for a reason that pauses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from chomchom.kernel.days import Clock, ClockUnit, OnHoliday, WorkingDays

_DAY = timedelta(days=1)


class DueCode(StrEnum):
    """What has to happen next."""

    ASSESS = "assess"  # 욕구·위기도 조사
    SELECT = "select"  # 대상 선정
    PLAN = "plan"  # 서비스 제공계획
    CHECK = "check"  # 점검
    REASSESS = "reassess"  # 재조사
    RENEW = "renew"  # 재조사 마치기
    CLOSE = "close"  # 종결 결정
    AFTERCARE = "aftercare"  # 사후관리
    REVIEW = "review"  # 보류 검토
    CONTACT = "contact"  # 다시 연락


class Anchor(StrEnum):
    """A day of a case from which a clock runs."""

    TAKEN_IN = "taken_in"
    CONFERENCE = "conference"
    SELECTED = "selected"
    PLAN = "plan"
    LAST_STEP = "last_step"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One clock and the day it runs from: days, or whole months."""

    since: Anchor
    clock: Clock | None = None
    months: int = 0


Deadlines = Mapping[DueCode, tuple[Term, ...]]
"""What ends each step, as it stood when the case was taken in; of several terms the earliest counts."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which the clocks stood still: from the first to the day before `until`; still running where that is None."""

    first: date
    until: date | None = None

    def days_within(self, start: date, end: date) -> Iterable[date]:
        """The days of this pause that lie after `start` and not after `end`."""
        first = max(self.first, start + _DAY)
        last = min(end, self.until - _DAY) if self.until is not None else end
        return (first + _DAY * offset for offset in range(max(0, (last - first).days + 1)))


@dataclass(frozen=True, slots=True)
class Due:
    """The next deadline: what, and the last day on which it is in time."""

    code: DueCode
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days of a case that decide its next deadline."""

    anchors: Mapping[Anchor, date] = field(default_factory=dict)
    pauses: tuple[Pause, ...] = ()
    check_on: date | None = None
    aftercare_on: date | None = None
    review_on: date | None = None


STEP_DUE: dict[str, DueCode] = {
    "intake": DueCode.ASSESS,
    "assessing": DueCode.ASSESS,
    "conference": DueCode.SELECT,
    "selected": DueCode.PLAN,
    "planning": DueCode.PLAN,
    "active": DueCode.REASSESS,
    "reassessing": DueCode.RENEW,
    "closing_review": DueCode.CLOSE,
}
"""What each running state waits for."""


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or the last day of that month."""
    years, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + years, month + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first.replace(day=min(start.day, (after - _DAY).day)), after - _DAY)


def end_of_term(term: Term, start: date, *, days: WorkingDays, pauses: Iterable[Pause] = ()) -> date:
    """The last day in time of one clock that began on `start`; paused days are not counted."""
    held, still = tuple(pauses), 0
    while True:
        end = _unmoved(term, start, still, days)
        counted = sum(_counts(term, day, days) for pause in held for day in pause.days_within(start, end))
        if counted == still:
            return _moved(term, end, days)
        still = counted


def _unmoved(term: Term, start: date, still: int, days: WorkingDays) -> date:
    if term.clock is None:
        return add_months(start, term.months) + _DAY * still
    return days.due(replace(term.clock, count=term.clock.count + still, on_holiday=OnHoliday.SAME), start)


def _counts(term: Term, day: date, days: WorkingDays) -> bool:
    return term.clock is None or term.clock.unit is ClockUnit.CALENDAR or days.is_working_day(day)


def _moved(term: Term, end: date, days: WorkingDays) -> date:
    rule = term.clock.on_holiday if term.clock is not None else OnHoliday.NEXT
    if rule is OnHoliday.NEXT:
        return days.on_or_after(end)
    return days.on_or_before(end) if rule is OnHoliday.PREVIOUS else end


def next_due(state: str, *, deadlines: Deadlines, days: WorkingDays, on: Days) -> Due | None:
    """What is due next in this state; None where nothing runs."""
    code = STEP_DUE.get(state)
    if code is not None:
        ends = [
            end_of_term(term, on.anchors[term.since], days=days, pauses=on.pauses)
            for term in deadlines.get(code, ())
            if term.since in on.anchors
        ]
        found = Due(code, min(ends)) if ends else None
        if state == "active" and on.check_on is not None and (found is None or on.check_on <= found.day):
            return Due(DueCode.CHECK, on.check_on)
        return found
    if state in ("closed", "aftercare") and on.aftercare_on is not None:
        return Due(DueCode.AFTERCARE, on.aftercare_on)
    if state in ("on_hold", "refused") and on.review_on is not None:
        return Due(DueCode.REVIEW if state == "on_hold" else DueCode.CONTACT, on.review_on)
    return None


def aftercare_days(closed_on: date, *, after_months: Iterable[int], days: WorkingDays) -> tuple[date, ...]:
    """The days on which a closed case is looked at again, each moved off a day off."""
    return tuple(days.on_or_after(add_months(closed_on, months)) for months in after_months)
