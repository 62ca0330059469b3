"""Days and clock times as minutes print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = "월화수목금토일"  # Korean data: days of the week from Monday
_APART, _BETWEEN = r"\s*[.년/-]\s*", r"\s*[.월/-]\s*"  # Korean data: what stands between the parts of a date
# Korean data: the weekday beside a date
_WEEKDAY = r"\s*일?\s*\.?\s*,?\s*(?:\(\s*([월화수목금토일])(?:요일)?\s*\)|([월화수목금토일])요일)?"
_FULL = re.compile(rf"(?<!\d)(\d{{4}}|['’‘`]\d{{2}}){_APART}(\d{{1,2}}){_BETWEEN}(\d{{1,2}})(?!\d){_WEEKDAY}")
# Two figures without an apostrophe are a year only where nothing else can be meant: before two points or a weekday.
_SHORT = re.compile(rf"(?<![\d.-])(\d{{2}})\s*\.\s*(\d{{1,2}})\s*\.\s*(\d{{1,2}})(?!\d){_WEEKDAY}")
# Korean data: a day whose year stands elsewhere
_NO_YEAR = re.compile(rf"(?<![\d.-])()(\d{{1,2}})\s*(?:월|\.|/)\s*(\d{{1,2}})(?!\d){_WEEKDAY}")
# Korean data: clock times
_CLOCK = re.compile(
    r"(오전|오후|낮|저녁|밤)?\s*(?<!\d)(\d{1,2})\s*(?::\s*(\d{2})|시(?!간)\s*(?:(\d{1,2})\s*분|(반))?)|(정오)"
)
_AFTER_NOON = ("오후", "저녁", "밤", "낮")  # Korean data: halves of the day
NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A date as printed, the day it says (None where no calendar has it), the weekday beside it or nothing."""

    text: str
    day: date | None
    weekday: str


def days_in(text: str) -> Iterator[PrintedDay]:
    """Every date of a text that has its year; one with a year of two figures only where its weekday stands beside."""
    for found in _FULL.finditer(text):
        yield _printed(found, year_of(found[1]))
    for found in _SHORT.finditer(text):
        if found[4] or found[5]:
            yield _printed(found, year_of(found[1]))


def _printed(found: re.Match[str], year: int) -> PrintedDay:
    try:
        day = date(year, int(found[2]), int(found[3]))
    except ValueError:
        day = None
    return PrintedDay(found[0].strip(" ,"), day, found[4] or found[5] or "")


def year_of(printed: str) -> int:
    """The year: four digits, or two."""
    return int(printed) if len(printed) == 4 else 2000 + int(printed[-2:])


def read_times(text: str, *, not_before: date | None = None) -> tuple[str | None, str | None]:
    """Start and end as ISO text in Korean time; a time that was not printed is left out, an impossible date is None.

    A day without a year is the first such day from `not_before`; without that it is None.
    """
    found, day = _first(text, not_before)
    if found is None or day is None:
        return None, None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    times = [(time, one[1]) for one in _CLOCK.finditer(rest) if (time := _clock(one)) is not None]
    if not times:
        return day.isoformat(), None
    start, end = times[0][0], times[1][0] if len(times) > 1 else None
    if end is not None and end < start and end < NOON and not times[1][1]:
        end += NOON  # 오후 4시~6시: the half of the day is said once
    return f"{day}T{_written(start)}", f"{day}T{_written(end)}" if end is not None else None


def _first(text: str, not_before: date | None) -> tuple[re.Match[str] | None, date | None]:
    for pattern in (_FULL, _SHORT):
        if found := pattern.search(text):
            return found, _printed(found, year_of(found[1])).day
    found = _NO_YEAR.search(text) if not_before else None
    if found is None or not_before is None:
        return None, None
    day = _printed(found, not_before.year).day
    if day is not None and day < not_before - timedelta(days=1):
        day = _printed(found, not_before.year + 1).day
    return found, day


def _clock(found: re.Match[str]) -> int | None:
    """Minutes after midnight; None for a time no clock shows."""
    if found[6]:
        return NOON
    # Korean data: halves of the hour
    hour, minute = int(found[2]), int(found[3] or found[4] or (30 if found[5] is not None else 0))
    hour += 12 if found[1] in _AFTER_NOON and hour < (6 if found[1] == "낮" else 12) else 0  # Korean data: noon and on
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _written(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
