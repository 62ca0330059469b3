"""When a place is open: a weekly pattern like a calendar's, read from what an office writes and held against a moment.

"평일 09:00-18:00", "토 09:00-13:00", "첫째·셋째 수 10:00-12:00", "공휴일 10:00-16:00", "쉼 2026-08-01~2026-08-05".
A public holiday is closed unless a line says 공휴일.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused

HOLIDAY = 7
"""Stands beside the weekdays 0 (Monday) to 6: a public holiday, whichever weekday it falls on."""

DAY_NAMES = "월화수목금토일"  # Korean data: the weekdays, Monday first
GROUPS: dict[str, frozenset[int]] = {  # Korean data: how offices write days together
    "매일": frozenset(range(8)),
    "평일": frozenset(range(5)),
    "주말": frozenset({5, 6}),
    "공휴일": frozenset({HOLIDAY}),
}
WEEKS = {"첫째": 1, "둘째": 2, "셋째": 3, "넷째": 4, "다섯째": 5}  # Korean data: weeks of a month
CLOSED = ("쉼", "휴관", "휴무")  # Korean data: how offices write a day off
MOST_LINES = 30
DAY_MINUTES = 24 * 60
LOOK_AHEAD = 31
"""Days within which the next opening is looked for."""

_TIMES = re.compile(r"(\d{1,2}):(\d{2})\s*[-~]\s*(\d{1,2}):(\d{2})$")
_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*[~]\s*(\d{4}-\d{2}-\d{2}))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One line: open on these days (in these weeks of the month; empty: all) between two minutes of the day.

    With `closed` it is a span of days off, both ends included, and the rest is empty.
    """

    days: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    opens: int = 0
    closes: int = 0
    closed: bool = False
    first: date | None = None
    last: date | None = None


Week = tuple[Opening, ...]


def parse_hours(text: str) -> Week:
    """What an office wrote, one line a pattern (line breaks or /). Raises `hours-line-unreadable` with the line's number."""
    lines = [line.strip() for line in re.split(r"[\n/]", text)]
    filled = [(number, line) for number, line in enumerate(lines, start=1) if line]
    if len(filled) > MOST_LINES:
        raise Refused("hours-too-many-lines", most=MOST_LINES)
    return tuple(opening for number, line in filled for opening in _line(number, line))


def _line(number: int, line: str) -> Iterable[Opening]:
    head, _gap, rest = line.partition(" ")
    if head in CLOSED:
        return [_closed(number, line, rest)]
    spans: list[tuple[int, int]] = []
    words = line
    while found := _TIMES.search(words):
        spans.append(_span(number, line, found))
        words = words[: found.start()].rstrip(" ,·")
    days, weeks = _days(words)
    if not spans or not days:
        raise Refused("hours-line-unreadable", row=number, line=line[:40])
    return [Opening(days=days, weeks=weeks, opens=opens, closes=closes) for opens, closes in reversed(spans)]


def _span(number: int, line: str, found: re.Match[str]) -> tuple[int, int]:
    hours = [int(part) for part in found.groups()]
    opens, closes = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if hours[1] > 59 or hours[3] > 59 or not opens < closes <= DAY_MINUTES:
        raise Refused("hours-line-unreadable", row=number, line=line[:40])
    return opens, closes


def _closed(number: int, line: str, rest: str) -> Opening:
    found = _DATES.match(rest.strip())
    try:
        first = date.fromisoformat(found[1]) if found else None
        last = date.fromisoformat(found[2]) if found and found[2] else first
    except ValueError:
        first = last = None
    if first is None or last is None or last < first:
        raise Refused("hours-line-unreadable", row=number, line=line[:40])
    return Opening(closed=True, first=first, last=last)


def _days(words: str) -> tuple[frozenset[int], frozenset[int]]:
    """The days and weeks that words name; no days where one of them is no day."""
    weeks = frozenset(WEEKS[word] for word in re.findall("|".join(WEEKS), words))
    rest = re.sub("|".join(WEEKS), " ", words)
    days: set[int] = set()
    for word in re.split(r"[\s,·]+", rest):
        # Korean data: 요일 may follow a weekday's letter
        short = word.removesuffix("요일")
        if not short:
            continue
        if short in GROUPS:
            days |= GROUPS[short]
        elif len(short) == 1 and short in DAY_NAMES:
            days.add(DAY_NAMES.index(short))
        elif (pair := re.fullmatch(f"([{DAY_NAMES}])[-~]([{DAY_NAMES}])", short)) is not None:
            start, end = DAY_NAMES.index(pair[1]), DAY_NAMES.index(pair[2])
            days |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
        else:
            return frozenset(), weeks
    return frozenset(days), weeks


def write_hours(week: Week) -> str:
    """The pattern as an office would write it; `parse_hours` reads it back as the same pattern."""
    return "\n".join(_written(one) for one in week)


def _written(one: Opening) -> str:
    if one.closed:
        # Korean data: the line of a day off
        return f"쉼 {one.first}" + (f"~{one.last}" if one.last != one.first else "")
    named = {whole: name for name, whole in GROUPS.items()}
    words = named.get(one.days) or "·".join(
        DAY_NAMES[day] if day < HOLIDAY else "공휴일"  # Korean data: a public holiday
        for day in sorted(one.days)
    )
    weeks = "·".join(name for name, number in WEEKS.items() if number in one.weeks)
    return f"{weeks} {words} {clock(one.opens)}-{clock(one.closes)}".strip()


def clock(minute: int) -> str:
    """540 → 09:00, 1440 → 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def spans_on(week: Week, day: date, *, holiday: bool) -> tuple[tuple[int, int], ...]:
    """The minutes between which it is open on a day, in order."""
    if any(one.closed and one.first and one.last and one.first <= day <= one.last for one in week):
        return ()
    wanted = HOLIDAY if holiday else day.weekday()
    nth = (day.day - 1) // 7 + 1
    return tuple(
        sorted(
            (one.opens, one.closes)
            for one in week
            if not one.closed and wanted in one.days and (not one.weeks or nth in one.weeks)
        )
    )


IsHoliday = Callable[[date], bool]


def open_until(week: Week, moment: datetime, *, is_holiday: IsHoliday) -> int | None:
    """The minute until which it is open now, or None where it is closed."""
    here = moment.astimezone(SEOUL)
    minute = here.hour * 60 + here.minute
    spans = spans_on(week, here.date(), holiday=is_holiday(here.date()))
    return max((closes for opens, closes in spans if opens <= minute < closes), default=None)


def opens_next(week: Week, moment: datetime, *, is_holiday: IsHoliday) -> tuple[date, int] | None:
    """The day and minute of the next opening after a moment, or None where none comes within a month."""
    here = moment.astimezone(SEOUL)
    minute = here.hour * 60 + here.minute
    for ahead in range(LOOK_AHEAD + 1):
        day = here.date() + timedelta(days=ahead)
        for opens, _closes in spans_on(week, day, holiday=is_holiday(day)):
            if ahead or opens > minute:
                return day, opens
    return None


def as_data(week: Week) -> list[dict[str, Any]]:
    """The pattern as plain values, to be kept; `from_data` reads it back."""
    return [
        {"closed": [str(one.first), str(one.last)]}
        if one.closed
        else {"days": sorted(one.days), "weeks": sorted(one.weeks), "opens": one.opens, "closes": one.closes}
        for one in week
    ]


def from_data(kept: Sequence[dict[str, Any]]) -> Week:
    """A kept pattern."""
    return tuple(
        Opening(closed=True, first=date.fromisoformat(row["closed"][0]), last=date.fromisoformat(row["closed"][1]))
        if "closed" in row
        else Opening(
            days=frozenset(row["days"]), weeks=frozenset(row["weeks"]), opens=row["opens"], closes=row["closes"]
        )
        for row in kept
    )
