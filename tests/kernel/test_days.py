"""Working days and clocks over 설, 추석 and substitute holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.kernel.days import Clock, ClockUnit, FirstDay, OnHoliday, WorkingDays, days_left, end_of

# 2026: 설 Mon 16 – Wed 18 February; 3·1절 falls on a Sunday and Monday 2 March is the substitute; 추석 Thu 24 – Sat 26 September.
HOLIDAYS = [
    date(2026, 2, 16),
    date(2026, 2, 17),
    date(2026, 2, 18),
    date(2026, 3, 1),
    date(2026, 3, 2),
    date(2026, 9, 24),
    date(2026, 9, 25),
    date(2026, 9, 26),
]
DAYS = WorkingDays(HOLIDAYS)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
counts = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 14), False),
        (date(2026, 2, 17), False),
        (date(2026, 2, 19), True),
        (date(2026, 3, 2), False),
    ],
)
def test_a_working_day_is_a_weekday_that_is_no_holiday(day: date, works: bool) -> None:
    assert DAYS.is_working_day(day) is works


@pytest.mark.parametrize(
    ("clock", "start", "due"),
    [
        # ten calendar days, first day not counted, end on 설날 moves behind the holidays
        (Clock(count=10), date(2026, 2, 6), date(2026, 2, 19)),
        (Clock(count=10, on_holiday=OnHoliday.PREVIOUS), date(2026, 2, 6), date(2026, 2, 13)),
        (Clock(count=10, on_holiday=OnHoliday.SAME), date(2026, 2, 6), date(2026, 2, 16)),
        (Clock(count=10, first_day=FirstDay.COUNTED, on_holiday=OnHoliday.SAME), date(2026, 2, 6), date(2026, 2, 15)),
        # three working days over 설
        (Clock(count=3, unit=ClockUnit.WORKING), date(2026, 2, 13), date(2026, 2, 23)),
        (Clock(count=3, unit=ClockUnit.WORKING, first_day=FirstDay.COUNTED), date(2026, 2, 13), date(2026, 2, 20)),
        # a Sunday holiday with its substitute on Monday
        (Clock(count=1), date(2026, 2, 28), date(2026, 3, 3)),
        # one working day before 추석 that runs into Saturday
        (Clock(count=1, unit=ClockUnit.WORKING), date(2026, 9, 23), date(2026, 9, 28)),
        # nothing to count: the same day if it works, else the next
        (Clock(count=0), date(2026, 2, 13), date(2026, 2, 13)),
        (Clock(count=0), date(2026, 2, 17), date(2026, 2, 19)),
        (Clock(count=0, unit=ClockUnit.WORKING), date(2026, 2, 17), date(2026, 2, 19)),
    ],
)
def test_a_clock_ends_where_its_rules_say(clock: Clock, start: date, due: date) -> None:
    assert DAYS.due(clock, start) == due


def test_a_clock_never_runs_backward() -> None:
    with pytest.raises(ValueError, match="never negative"):
        Clock(count=-1)


@given(start=days, count=counts, unit=st.sampled_from(ClockUnit), first=st.sampled_from(FirstDay))
def test_a_deadline_that_moves_forward_is_always_a_working_day(
    start: date, count: int, unit: ClockUnit, first: FirstDay
) -> None:
    due = DAYS.due(Clock(count=count, unit=unit, first_day=first), start)
    assert DAYS.is_working_day(due)


@given(start=days, count=counts)
def test_working_days_are_never_sooner_than_calendar_days(start: date, count: int) -> None:
    assert DAYS.add_working_days(start, count) >= start + timedelta(days=count)


@given(start=days, count=st.integers(1, 60))
def test_adding_and_counting_working_days_agree(start: date, count: int) -> None:
    end = DAYS.add_working_days(start, count)
    assert DAYS.is_working_day(end)
    assert DAYS.working_days_between(start, end) == count
    assert DAYS.working_days_between(end, start) == -count


@given(start=days, count=counts, unit=st.sampled_from(ClockUnit))
def test_one_more_day_never_makes_a_deadline_earlier(start: date, count: int, unit: ClockUnit) -> None:
    shorter, longer = (DAYS.due(Clock(count=n, unit=unit), start) for n in (count, count + 1))
    assert shorter <= longer


@given(start=days, count=st.integers(1, 60), unit=st.sampled_from(ClockUnit))
def test_counting_the_first_day_never_makes_a_deadline_later(start: date, count: int, unit: ClockUnit) -> None:
    counted, plain = (DAYS.due(Clock(count=count, unit=unit, first_day=rule), start) for rule in FirstDay)
    assert counted <= plain


@given(start=days, count=counts)
def test_one_more_holiday_never_makes_a_deadline_earlier(start: date, count: int) -> None:
    clock = Clock(count=count)
    plain = DAYS.due(clock, start)
    assert WorkingDays([*HOLIDAYS, plain]).due(clock, start) > plain


@given(start=days, count=counts)
def test_days_back_undo_days_forward(start: date, count: int) -> None:
    start = DAYS.on_or_after(start)
    assert DAYS.add_working_days(DAYS.add_working_days(start, count), -count) == start


def test_the_last_day_has_none_left_and_the_next_is_late() -> None:
    assert [days_left(date(2026, 7, 8), on=date(2026, 7, day)) for day in (4, 8, 9)] == [4, 0, -1]


def test_a_day_ends_at_midnight_in_seoul() -> None:
    assert end_of(date(2026, 7, 8)) == datetime(2026, 7, 8, 15, 0, tzinfo=UTC)


def test_add_days_is_the_clock_in_calendar_days() -> None:
    assert DAYS.add_days(date(2026, 2, 6), 10) == date(2026, 2, 19)
