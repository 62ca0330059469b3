"""Which days a figure speaks about: a year or a month of the plan, in Korean days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from chomchom.kernel.verdicts import Refused
from chomchom.planning.rules.definitions import PeriodRule

NAMED = re.compile(r"(20\d{2})(?:-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, or a month of it (0: the whole year)."""

    year: int
    month: int = 0

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        after = date(self.year + (self.month in (0, 12)), 1 if self.month in (0, 12) else self.month + 1, 1)
        return after - timedelta(days=1)

    def before(self) -> Period:
        """The period of the same kind before this one."""
        if not self.month:
            return Period(self.year - 1)
        return Period(self.year - (self.month == 1), self.month - 1 or 12)

    def months(self) -> list[Period]:
        """The months of a year."""
        return [Period(self.year, month) for month in range(1, 13)] if not self.month else [self]


def period_named(name: str) -> Period:
    """The period of `2026` or `2026-05`; raises `no-such-plan-period`."""
    found = NAMED.fullmatch(name)
    if found is None:
        raise Refused("no-such-plan-period", name=name[:20])
    return Period(int(found[1]), int(found[2] or 0))


def days_of(period: Period, rule: PeriodRule, *, plan_first: date) -> tuple[date | None, date]:
    """First (None: from the beginning) and last day that are counted."""
    if rule is PeriodRule.AT_END:
        return None, period.last
    if rule is PeriodRule.CUMULATIVE:
        return plan_first, period.last
    return period.first, period.last
