"""Korean working days and the clocks that run on them.

A clock says its unit, whether its first day counts and what happens when it
ends on a day off; all of that comes from law or from the city, so nothing
here has a default the caller did not choose, except the general rule of the
Civil Act (first day not counted, art. 157; an end on a day off moves to the
next working day, art. 161).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from chomchom.kernel.deeds import SEOUL

_SATURDAY = 5
_DAY = timedelta(days=1)


class ClockUnit(StrEnum):
    """What a clock counts."""

    CALENDAR = "calendar"
    WORKING = "working"


class FirstDay(StrEnum):
    """Whether the day of the event is day one or day nought."""

    COUNTED = "counted"
    NOT_COUNTED = "not_counted"


class OnHoliday(StrEnum):
    """Where an end that falls on a day off moves."""

    NEXT = "next"
    PREVIOUS = "previous"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A number of days with the three rules that turn it into a date."""

    count: int
    unit: ClockUnit = ClockUnit.CALENDAR
    first_day: FirstDay = FirstDay.NOT_COUNTED
    on_holiday: OnHoliday = OnHoliday.NEXT

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("a clock runs forward: count is never negative")


class WorkingDays:
    """The days an office is open: Monday to Friday without the holidays given."""

    def __init__(self, holidays: Iterable[date]) -> None:
        self._holidays = frozenset(holidays)

    def is_working_day(self, day: date) -> bool:
        """True on a weekday that is no holiday."""
        return day.weekday() < _SATURDAY and day not in self._holidays

    def on_or_after(self, day: date) -> date:
        """The first working day that is not before `day`."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The last working day that is not after `day`."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """The working day that lies `count` working days after (or, negative, before) `start`; `start` is day nought."""
        step = _DAY if count >= 0 else -_DAY
        day, left = start, abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and with `end`; negative when `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + _DAY * offset for offset in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def add_days(
        self,
        start: date,
        count: int,
        *,
        first_day: FirstDay = FirstDay.NOT_COUNTED,
        on_holiday: OnHoliday = OnHoliday.NEXT,
    ) -> date:
        """`count` calendar days from `start` by the first-day rule, moved off a day off by `on_holiday`."""
        return self.due(Clock(count=count, first_day=first_day, on_holiday=on_holiday), start)

    def due(self, clock: Clock, start: date) -> date:
        """The last day on which a thing started on `start` is still in time."""
        counted = clock.first_day is FirstDay.COUNTED and clock.count > 0
        if clock.unit is ClockUnit.CALENDAR:
            return self._moved(start + _DAY * (clock.count - counted), clock.on_holiday)
        if counted:
            start -= _DAY
        return self._moved(self.add_working_days(start, clock.count), clock.on_holiday)

    def _moved(self, day: date, rule: OnHoliday) -> date:
        if rule is OnHoliday.NEXT:
            return self.on_or_after(day)
        if rule is OnHoliday.PREVIOUS:
            return self.on_or_before(day)
        return day


def days_left(due: date, *, on: date) -> int:
    """Calendar days from `on` to `due`: 0 is the last day, negative is late."""
    return (due - on).days


def end_of(day: date) -> datetime:
    """The moment a deadline "by the end of `day`" passes: midnight in Seoul that begins the next day."""
    return datetime.combine(day + _DAY, time.min, tzinfo=SEOUL)
