"""The days a page of figures speaks about: today or a month, in Korean days.

Only whole days and months can be asked for. Free spans would let somebody subtract two tables and read a
number that was masked in both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chomchom.kernel.verdicts import Refused

_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")


class PeriodKind(StrEnum):
    """Which kind of span."""

    TODAY = "today"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `first` to `last`, both counted; `name` is how it is asked for again."""

    kind: PeriodKind
    name: str
    first: date
    last: date

    def before(self) -> Period:
        """The span of the same kind before this one, cut to the same number of days when this one still runs."""
        if self.kind is PeriodKind.TODAY:
            day = self.first - timedelta(days=1)
            return Period(kind=self.kind, name="", first=day, last=day)
        end = self.first - timedelta(days=1)
        start = end.replace(day=1)
        whole = self.last == _last_day(self.first)
        last = end if whole else min(end, start + (self.last - self.first))
        return Period(kind=self.kind, name="", first=start, last=last)


def _last_day(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)


def period_named(name: str, *, today: date) -> Period:
    """The period called `today`, `month` (this one so far) or `2026-05`, never beyond today.

    Raises `no-such-period` for anything else and for what lies ahead.
    """
    if name == "today":
        return Period(kind=PeriodKind.TODAY, name=name, first=today, last=today)
    if name in ("", "month"):
        return Period(kind=PeriodKind.MONTH, name="month", first=today.replace(day=1), last=today)
    match = _MONTH.fullmatch(name)
    first = date(int(match[1]), int(match[2]), 1) if match else None
    if first is None or first > today:
        raise Refused("no-such-period")
    return Period(kind=PeriodKind.MONTH, name=name, first=first, last=min(today, _last_day(first)))
