"""Median income and the lines drawn from it, by household size and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from chomchom.rulebook import values
from chomchom.rulebook.dated import Certainty, NotInForce, RulebookFault, UnknownParameter, read_yaml

TABLE = Path(__file__).parent / "tables" / "incomes.yaml"


class Rounding(StrEnum):
    """What happens to the fraction of a line."""

    FLOOR = "floor"
    HALF_UP = "half_up"
    CEIL = "ceil"


@dataclass(frozen=True, slots=True, kw_only=True)
class MedianIncome:
    """One year's table: won a month by household size, first size one person."""

    first_day: date
    last_day: date
    sizes: tuple[int, ...]
    each_further: int | None
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A share of the median income that decides something."""

    code: str
    name: str
    first_day: date
    percent: int
    rounding: Rounding
    to: int
    source: str
    certainty: Certainty
    property_most: int | None = None  # won a household may own, where the city's table says so
    financial_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTest:
    """An income held against a line, in won a month. `over_by` is 0 at or below the line."""

    criterion: str
    size: int
    line: int
    income: int
    over_by: int

    @property
    def over(self) -> bool:
        """True when the income is above the line; equal is not above."""
        return self.over_by > 0


@dataclass(frozen=True, slots=True)
class IncomeTables:
    """All years and all criteria, oldest first."""

    median: tuple[MedianIncome, ...]
    criteria: tuple[Criterion, ...]


def _median(raw: dict[str, Any]) -> MedianIncome:
    sizes = tuple(raw["sizes"])
    if any(type(won) is not int for won in sizes) or list(sizes) != sorted(set(sizes)):
        raise RulebookFault(f"{TABLE.name}: sizes of {raw['from']} must be whole won, rising with the size")
    return MedianIncome(
        first_day=raw["from"],
        last_day=raw["until"],
        sizes=sizes,
        each_further=raw.get("each_further"),
        source=raw["source"],
        certainty=Certainty(raw["certainty"]),
    )


def _criterion(raw: dict[str, Any]) -> Criterion:
    return Criterion(
        code=raw["code"],
        name=raw["name"],
        first_day=raw["from"],
        percent=raw["percent"],
        rounding=Rounding(raw["rounding"]),
        to=raw["to"],
        property_most=raw.get("property_most"),
        financial_most=raw.get("financial_most"),
        source=raw["source"],
        certainty=Certainty(raw["certainty"]),
    )


def read_tables(path: Path) -> IncomeTables:
    """The tables in one file. Years may not overlap, a criterion may not begin twice on one day."""
    raw = read_yaml(path)
    try:
        median = tuple(_median(row) for row in raw["median"])
        criteria = tuple(_criterion(row) for row in raw["criteria"])
    except (KeyError, TypeError, ValueError) as fault:
        raise RulebookFault(f"{path.name}: {fault}") from fault
    for earlier, later in pairwise(median):
        if earlier.last_day >= later.first_day:
            raise RulebookFault(f"{path.name}: the years from {earlier.first_day} and {later.first_day} overlap")
    if len({(row.code, row.first_day) for row in criteria}) != len(criteria):
        raise RulebookFault(f"{path.name}: a criterion begins twice on one day")
    return IncomeTables(median, criteria)


@cache
def tables() -> IncomeTables:
    """The tables in use: the shipped ones, or the city's `tables/incomes.yaml` in their place."""
    city = values.city_folder()
    own = city / "tables" / "incomes.yaml" if city is not None else None
    return read_tables(own if own is not None and own.exists() else TABLE)


def median(size: int, *, on: date) -> int:
    """Standard median income of a household of `size` persons on `on`, won a month.

    Raises NotInForce when the year is not loaded or the size is beyond what was published.
    """
    if size < 1:
        raise ValueError("a household has at least one person")
    for year in tables().median:
        if year.first_day <= on <= year.last_day:
            if size <= len(year.sizes):
                return year.sizes[size - 1]
            if year.each_further is not None:
                return year.sizes[-1] + year.each_further * (size - len(year.sizes))
            raise NotInForce(f"no median income for {size} persons on {on}; the table has {len(year.sizes)}")
    raise NotInForce(f"no median income on {on}; load the year first")


def line(percent: int, size: int, on: date, *, rounding: Rounding = Rounding.FLOOR, to: int = 1) -> int:
    """`percent` of the median income for `size` persons on `on`, won a month, rounded to steps of `to` won."""
    hundredths, step = median(size, on=on) * percent, 100 * to
    if rounding is Rounding.FLOOR:
        return hundredths // step * to
    if rounding is Rounding.CEIL:
        return -(-hundredths // step) * to
    return (2 * hundredths + step) // (2 * step) * to


def criterion(code: str, *, on: date) -> Criterion:
    """The criterion `code` as it stands on `on`. Raises UnknownParameter, NotInForce."""
    versions = [row for row in tables().criteria if row.code == code]
    if not versions:
        raise UnknownParameter(f"no income criterion is called {code!r}")
    for row in sorted(versions, key=lambda row: row.first_day, reverse=True):
        if row.first_day <= on:
            return row
    raise NotInForce(f"the criterion {code} has no value on {on}")


def held_against(code: str, *, size: int, income: int, on: date) -> LineTest:
    """A household's recognised income held against the line of criterion `code` on `on`."""
    rule = criterion(code, on=on)
    won = line(rule.percent, size, on, rounding=rule.rounding, to=rule.to)
    return LineTest(criterion=code, size=size, line=won, income=income, over_by=max(0, income - won))
