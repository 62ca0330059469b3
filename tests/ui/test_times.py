"""Time is said as people say it, in Korean time, whatever clock the server has."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from chomchom.ui import times

NOON = datetime(2026, 7, 8, 12, 0, tzinfo=times.SEOUL)


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (timedelta(seconds=20), "방금"),
        (timedelta(seconds=-20), "방금"),
        (timedelta(minutes=18), "18분 전"),
        (timedelta(hours=2, minutes=59), "2시간 전"),
        (timedelta(hours=7), "오늘 05:00"),
        (timedelta(hours=16), "어제 20:00"),
        (timedelta(days=3), "7. 5.(일) 12:00"),
        (timedelta(days=300), "2025. 9. 11.(목) 12:00"),
        (timedelta(days=-1), "내일 12:00"),
    ],
)
def test_what_happened_is_said_by_its_distance(gap: timedelta, said: str) -> None:
    assert times.past(NOON - gap, at=NOON).text == said


@pytest.mark.parametrize(
    ("gap", "precision", "said", "overdue"),
    [
        (timedelta(minutes=18), "minutes", "12:18까지 · 18분 남음", False),
        (timedelta(hours=3), "minutes", "오늘 15:00까지", False),
        (timedelta(hours=6), "clock", "오늘 18:00까지", False),
        (timedelta(hours=22), "clock", "내일 10:00까지", False),
        (timedelta(hours=22), "part", "내일 오전까지", False),
        (timedelta(hours=6), "part", "오늘까지", False),
        (timedelta(minutes=-5), "clock", "5분 지남", True),
        (timedelta(hours=-5), "part", "5시간 지남", True),
        (timedelta(days=-3), "clock", "3일 지남", True),
    ],
)
def test_a_deadline_says_how_long_or_how_late(
    gap: timedelta, precision: times.Precision, said: str, overdue: bool
) -> None:
    answer = times.due(NOON + gap, at=NOON, precision=precision)
    assert (answer.text, answer.overdue) == (said, overdue)


def test_the_day_is_korean_also_when_the_moment_is_not() -> None:
    late_evening_in_utc = datetime(2026, 7, 7, 15, 30, tzinfo=UTC)
    assert times.past(late_evening_in_utc, at=NOON).text == "오늘 00:30"
    assert times.exact(late_evening_in_utc) == "2026. 7. 8.(수) 00:30"


def test_whole_days_have_no_clock() -> None:
    today = date(2026, 7, 8)
    assert times.due_day(date(2026, 7, 9), today=today).text == "내일까지"
    assert times.due_day(date(2026, 7, 5), today=today).text == "3일 지남"
    assert times.due_day(date(2026, 7, 5), today=today).overdue
    assert times.on_day(date(2027, 1, 1), today=today).text == "2027. 1. 1.(금)"
