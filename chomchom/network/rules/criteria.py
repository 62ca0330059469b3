"""모의판정: a household held against the public income lines of a year. Only the official result decides; this never does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chomchom.kernel.verdicts import Refused
from chomchom.rulebook import incomes
from chomchom.rulebook.dated import NotInForce

MOST_WON = 100_000_000_000
MOST_PERSONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """What is known of a household: persons, recognised income a month, and what it owns, in won."""

    persons: int
    income: int
    property: int = 0
    financial: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One public line of the year: its limit, by how much it is exceeded (0: not), and what it is drawn from."""

    code: str
    name: str
    percent: int
    limit: int
    over_by: int
    property_most: int | None
    financial_most: int | None
    property_over_by: int
    financial_over_by: int
    source: str

    @property
    def over(self) -> bool:
        """Whether income or what is owned lies above the line; equal is not above."""
        return bool(self.over_by or self.property_over_by or self.financial_over_by)

    @property
    def owned_unknown(self) -> bool:
        """Whether the table holds no limit of property for this line, so that it was not looked at."""
        return self.property_most is None and self.financial_most is None


def years() -> tuple[int, ...]:
    """The years whose median income is loaded, newest first."""
    return tuple(sorted({row.first_day.year for row in incomes.tables().median}, reverse=True))


def judge(household: Household, *, on: date) -> tuple[Line, ...]:
    """Every line in force on a day, lowest first.

    Raises `household-impossible`, and `income-year-missing` where the year's table or the size is not loaded.
    """
    amounts = (household.income, household.property, household.financial)
    if not 1 <= household.persons <= MOST_PERSONS or any(not 0 <= won <= MOST_WON for won in amounts):
        raise Refused("household-impossible")
    found = []
    for code in dict.fromkeys(row.code for row in incomes.tables().criteria):
        try:
            rule = incomes.criterion(code, on=on)
        except NotInForce:
            continue
        try:
            test = incomes.held_against(code, size=household.persons, income=household.income, on=on)
        except NotInForce as missing:
            raise Refused("income-year-missing", year=on.year, persons=household.persons) from missing
        found.append(_line(rule, test, household))
    return tuple(sorted(found, key=lambda line: (line.limit, line.code)))


def _line(rule: incomes.Criterion, test: incomes.LineTest, household: Household) -> Line:
    return Line(
        code=rule.code,
        name=rule.name,
        percent=rule.percent,
        limit=test.line,
        over_by=test.over_by,
        property_most=rule.property_most,
        financial_most=rule.financial_most,
        property_over_by=_over(household.property, rule.property_most),
        financial_over_by=_over(household.financial, rule.financial_most),
        source=rule.source,
    )


def _over(owned: int, most: int | None) -> int:
    return max(0, owned - most) if most is not None else 0
