"""What is due next on a case, and on which day.

Calendar days, the first not counted, an end on a day off moves to the next working day; months end on the same day of
the month or on its last. Every number comes from the rulebook as it stood on the day the clock began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chomchom.kernel.days import Clock, WorkingDays


class DueCode(StrEnum):
    """What has to happen next."""

    ASSESS = "assess"  # 욕구·위기도 조사
    SELECT = "select"  # 대상 선정
    PLAN = "plan"  # 서비스 제공계획
    REASSESS = "reassess"  # 재조사
    AFTERCARE = "aftercare"  # 사후관리
    REVIEW = "review"  # 보류 검토
    CONTACT = "contact"  # 다시 연락


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The clocks of a case as they stood when it was taken in."""

    assess: Clock
    select: Clock
    plan: Clock
    whole_plan: Clock
    reassess_months: int
    aftercare_months: int


@dataclass(frozen=True, slots=True)
class Due:
    """The next deadline: what, and the last day on which it is in time."""

    code: DueCode
    day: date


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or the last day of that month."""
    years, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + years, month + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first.replace(day=min(start.day, (after - timedelta(days=1)).day)), after - timedelta(days=1))


def next_due(
    state: str,
    *,
    clocks: Clocks,
    days: WorkingDays,
    taken_in_on: date,
    conference_on: date | None = None,
    selected_on: date | None = None,
    plan_on: date | None = None,
    closed_on: date | None = None,
    review_on: date | None = None,
) -> Due | None:
    """What is due next in this state; None where nothing runs."""
    if state in ("intake", "assessing"):
        return Due(DueCode.ASSESS, days.due(clocks.assess, taken_in_on))
    if state == "conference" and conference_on is not None:
        return Due(DueCode.SELECT, days.due(clocks.select, conference_on))
    if state in ("selected", "planning"):
        whole = days.due(clocks.whole_plan, taken_in_on)
        own = days.due(clocks.plan, selected_on) if selected_on is not None else whole
        return Due(DueCode.PLAN, min(whole, own))
    if state == "active" and plan_on is not None:
        return Due(DueCode.REASSESS, days.on_or_after(add_months(plan_on, clocks.reassess_months)))
    if state in ("closed", "aftercare") and closed_on is not None:
        return Due(DueCode.AFTERCARE, days.on_or_after(add_months(closed_on, clocks.aftercare_months)))
    if state in ("on_hold", "refused") and review_on is not None:
        return Due(DueCode.REVIEW if state == "on_hold" else DueCode.CONTACT, review_on)
    return None
