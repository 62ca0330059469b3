"""Opening hours: what an office writes, read, kept, written again and held against a moment."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.network import rules
from chomchom.network.reads.hours import hours_of, is_holiday
from chomchom.network.rules import HOLIDAY, Opening

WEEK = rules.parse_hours(
    "평일 09:00-12:00, 13:00-18:00\n토 09:00-13:00 / 첫째·셋째 수 19:00-21:00\n쉼 2026-08-01~2026-08-05"
)


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("day", "clock", "until"),
    [
        ("2026-06-22", "08:59", None),
        ("2026-06-22", "09:00", 720),
        ("2026-06-22", "12:00", None),
        ("2026-06-22", "17:59", 1080),
        ("2026-06-22", "18:00", None),
        ("2026-06-27", "12:59", 780),  # Saturday
        ("2026-06-28", "10:00", None),  # Sunday
        ("2026-06-17", "20:00", 1260),  # third Wednesday
        ("2026-06-24", "20:00", None),  # fourth Wednesday
        ("2026-06-03", "10:00", None),  # a polling day: a public holiday, and no line says 공휴일
        ("2026-08-05", "10:00", None),  # the last day off
        ("2026-08-06", "10:00", 720),
    ],
)
def test_a_week_is_held_against_a_moment(day, clock, until):
    assert rules.open_until(WEEK, at(day, clock), is_holiday=is_holiday) == until


def test_a_line_for_public_holidays_opens_on_them_only():
    week = rules.parse_hours("평일·공휴일 10:00-16:00")
    assert rules.open_until(week, at("2026-06-03", "11:00"), is_holiday=is_holiday) == 960
    assert rules.open_until(week, at("2026-06-06", "11:00"), is_holiday=is_holiday) == 960  # 현충일, a Saturday
    assert rules.open_until(week, at("2026-06-13", "11:00"), is_holiday=is_holiday) is None  # any other Saturday


def test_the_next_opening_skips_the_night_the_weekend_and_days_off():
    assert rules.opens_next(WEEK, at("2026-06-22", "07:00"), is_holiday=is_holiday) == (date(2026, 6, 22), 540)
    assert rules.opens_next(WEEK, at("2026-06-22", "12:30"), is_holiday=is_holiday) == (date(2026, 6, 22), 780)
    assert rules.opens_next(WEEK, at("2026-06-27", "14:00"), is_holiday=is_holiday) == (date(2026, 6, 29), 540)
    assert rules.opens_next(WEEK, at("2026-07-31", "20:00"), is_holiday=is_holiday) == (date(2026, 8, 6), 540)
    assert rules.opens_next((), at("2026-07-31", "20:00"), is_holiday=is_holiday) is None


@pytest.mark.parametrize(
    "line",
    ["평일", "09:00-18:00", "평일 9시-18시", "평일 18:00-09:00", "평일 09:60-18:00", "평일 09:00-25:00", "가끔 09:00-18:00",
     "쉼", "쉼 2026-13-01", "쉼 2026-08-05~2026-08-01", "월-x 09:00-18:00"],
)  # fmt: skip
def test_a_line_nobody_can_read_is_named_with_its_number(line):
    with pytest.raises(Refused) as no:
        rules.parse_hours(f"토 09:00-13:00\n{line}")
    assert no.value.code == "hours-line-unreadable"
    assert no.value.facts["row"] == 2


@pytest.mark.parametrize(
    ("written", "days"),
    [("월-금", {0, 1, 2, 3, 4}), ("금~월", {4, 5, 6, 0}), ("월,수 금요일", {0, 2, 4}), ("매일", set(range(8))),
     ("주말", {5, 6}), ("공휴일", {HOLIDAY})],
)  # fmt: skip
def test_days_as_offices_write_them(written, days):
    assert rules.parse_hours(f"{written} 10:00-11:00")[0].days == days


minutes = st.integers(0, 1440)
openings = st.builds(
    lambda days, weeks, span: Opening(days=days, weeks=weeks, opens=min(span), closes=max(span)),
    st.frozensets(st.integers(0, 7), min_size=1),
    st.frozensets(st.integers(1, 5)),
    st.sets(minutes, min_size=2, max_size=2),
)
off = st.builds(
    lambda span: Opening(closed=True, first=min(span), last=max(span)),
    st.tuples(*[st.dates(date(2026, 1, 1), date(2027, 12, 31))] * 2),
)


@given(st.lists(openings | off, max_size=6))
def test_whatever_is_written_is_read_back_the_same(week):
    week = tuple(week)
    assert rules.parse_hours(rules.write_hours(week)) == week
    assert rules.from_data(rules.as_data(week)) == week


def test_the_page_says_whether_it_is_open_and_when_it_opens(db):
    assert hours_of(WEEK, at("2026-06-22", "10:00")).line == "지금 열림 · 12:00까지"
    assert hours_of(WEEK, at("2026-06-22", "20:00")).line == "지금 닫힘 · 내일 09:00에 엽니다"
    assert hours_of((), at("2026-06-22", "20:00")).now is None
    assert hours_of(WEEK, at("2026-06-22", "10:00")).lines[0] == "평일 09:00–12:00"
