"""When a referral is late: working days for ordinary ones, the same day for urgent ones (`practice.md` 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from chomchom.kernel.days import WorkingDays, end_of
from chomchom.kernel.deeds import SEOUL
from chomchom.referrals.rules.machine import Urgency

DAY_STARTS = time(9)
DAY_ENDS = time(18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The city's dated choices; the rulebook holds them with their source."""

    seen_working_days: int
    remind_working_days: int
    expire_working_days: int
    urgent_cutoff_hour: int
    urgent_next_day_hour: int
    urgent_remind_hours: int
    urgent_expire_working_days: int
    waitlist_days: int
    outcome_ask_days: int
    outcome_ask_again_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The four moments of one sending. Each is a moment in time, never "no deadline"."""

    seen_due_at: datetime
    remind_at: datetime
    answer_due_at: datetime
    expires_at: datetime


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=SEOUL)


def plan_clocks(urgency: Urgency, *, sent_at: datetime, hours: Hours, days: WorkingDays) -> Clocks:
    """The moments that follow from sending at `sent_at`."""
    here = sent_at.astimezone(SEOUL)
    if urgency is Urgency.URGENT:
        return _urgent_clocks(here, hours, days)
    today = here.date()
    remind_on = days.add_working_days(today, hours.remind_working_days)
    return Clocks(
        seen_due_at=_at(days.add_working_days(today, hours.seen_working_days), DAY_ENDS),
        remind_at=_at(remind_on, DAY_STARTS),
        answer_due_at=_at(remind_on, DAY_ENDS),
        expires_at=end_of(days.add_working_days(today, hours.expire_working_days)),
    )


def _urgent_clocks(here: datetime, hours: Hours, days: WorkingDays) -> Clocks:
    """Answered the same day; what comes late in the day or on a holiday, by noon of the next working day."""
    today = here.date()
    if days.is_working_day(today) and here.hour < hours.urgent_cutoff_hour:
        answer_due_at = _at(today, DAY_ENDS)
        remind_at = max(here, _at(today, DAY_STARTS)) + timedelta(hours=hours.urgent_remind_hours)
    else:
        next_day = days.add_working_days(today, 1)
        answer_due_at = _at(next_day, time(hours.urgent_next_day_hour))
        remind_at = _at(next_day, DAY_STARTS)
    return Clocks(
        seen_due_at=min(remind_at, answer_due_at),
        remind_at=min(remind_at, answer_due_at),
        answer_due_at=answer_due_at,
        expires_at=end_of(days.add_working_days(today, hours.urgent_expire_working_days)),
    )


def expires_after_waitlisting(at: datetime, *, hours: Hours, days: WorkingDays) -> datetime:
    """A place on a waiting list is looked at again after so many days; it ends on a working day."""
    day = at.astimezone(SEOUL).date() + timedelta(days=hours.waitlist_days)
    return end_of(days.on_or_after(day))


def outcome_asks(accepted_at: datetime, *, hours: Hours, days: WorkingDays) -> tuple[datetime, datetime]:
    """The two mornings on which both sides are asked what became of it."""
    start = accepted_at.astimezone(SEOUL).date()
    first, second = (
        _at(days.on_or_after(start + timedelta(days=wait)), DAY_STARTS)
        for wait in (hours.outcome_ask_days, hours.outcome_ask_again_days)
    )
    return first, second


def day_of(moment: datetime) -> date:
    """The day in Korea on which a moment falls."""
    return moment.astimezone(SEOUL).date()
