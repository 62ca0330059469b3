"""Opening hours in words: the week as lines, whether it is open now, and when it opens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from chomchom.kernel.deeds import SEOUL
from chomchom.network import rules, sentences
from chomchom.network.rules import HOLIDAY, Opening, Week
from chomchom.rulebook import holidays


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A week in words; `now` is None where no hours are known."""

    lines: tuple[str, ...] = ()
    now: bool | None = None
    line: str = ""


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday by the table in use."""
    return any(one.day == day for one in holidays.table().holidays)


def hours_of(week: Week, at: datetime) -> Hours:
    """What a page says of a week at a moment."""
    if not week:
        return Hours()
    until = rules.open_until(week, at, is_holiday=is_holiday)
    if until is not None:
        said = _("지금 열림 · %(clock)s까지") % {"clock": rules.clock(until)}
        return Hours(lines=tuple(map(line_of, week)), now=True, line=said)
    ahead = rules.opens_next(week, at, is_holiday=is_holiday)
    said = _("지금 닫힘")
    if ahead is not None:
        said += " · " + _("%(day)s %(clock)s에 엽니다") % {"day": _day(ahead[0], at), "clock": rules.clock(ahead[1])}
    return Hours(lines=tuple(map(line_of, week)), now=False, line=said)


def _day(day: date, at: datetime) -> str:
    today = at.astimezone(SEOUL).date()
    if day == today:
        return _("오늘")
    return _("내일") if day == today + timedelta(days=1) else date_format(day, "MONTH_DAY_FORMAT")


def line_of(one: Opening) -> str:
    """One line of a week: 평일 09:00–18:00."""
    if one.closed:
        span = str(one.first) if one.first == one.last else f"{one.first}–{one.last}"
        return _("쉬는 날 %(days)s") % {"days": span}
    weeks = " ".join(str(sentences.WEEKS[week]) for week in sorted(one.weeks))
    return f"{weeks} {_days(one.days)} {rules.clock(one.opens)}–{rules.clock(one.closes)}".strip()


def _days(days: frozenset[int]) -> str:
    if days == frozenset(range(8)):
        return _("매일")
    if days == frozenset(range(5)):
        return _("평일")
    if days == frozenset({5, 6}):
        return _("주말")
    return "·".join(str(sentences.DAYS[day]) for day in sorted(days, key=lambda day: (day == HOLIDAY, day)))
