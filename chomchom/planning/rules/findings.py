"""What does not look right in a plan's figures. A finding is a question with a place; it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class FindingCode(StrEnum):
    """Which question is asked."""

    SHARE_OVER_HUNDRED = "share-over-hundred"
    NO_VALUE = "no-value-in-a-plan-year"
    BUDGET_WITHOUT_YEAR = "budget-rate-without-year"
    BUDGET_OVERSPENT = "budget-over-hundred"
    NO_NUMBER = "no-numeric-result"
    BELOW_TWO_YEARS = "below-target-two-years"
    LOWERED_AFTER_MISS = "target-lowered-after-a-miss"
    LOWERED = "target-lowered"
    RUN_BY_OTHERS = "run-by-another-body"
    NO_INDICATOR = "project-without-indicator"
    NO_DEFINITION = "indicator-without-definition"
    NO_COLLECTOR = "indicator-without-collector"
    NO_TARGET = "no-target-in-a-plan-year"


@dataclass(frozen=True, slots=True)
class Finding:
    """One question: about which indicator (empty: the project), which years, with which numbers."""

    code: FindingCode
    indicator: str = ""
    years: tuple[int, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """One year of one indicator. `running`: it has not ended, so what is not there yet is not missing."""

    year: int
    running: bool = False
    value: Fraction | None = None
    over_hundred: bool = False
    achievement: Fraction | None = None
    target: Decimal | None = None
    target_before: Decimal | None = None
    easier: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFacts:
    """One indicator with its years up to now."""

    name: str
    defined: bool
    collector: bool
    numeric: bool = True
    years: Sequence[YearFacts] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """One project as the checks see it; `budget` is year → (executed or None, available)."""

    run_by_city: bool
    indicators: Sequence[IndicatorFacts] = ()
    budget: Mapping[int, tuple[int | None, int]] = field(default_factory=dict)


def findings(project: ProjectFacts) -> list[Finding]:
    """Everything that asks for a look, in the order in which a page tells it."""
    found: list[Finding] = []
    if not project.run_by_city:
        found.append(Finding(FindingCode.RUN_BY_OTHERS))
    if not project.indicators:
        found.append(Finding(FindingCode.NO_INDICATOR))
    for one in project.indicators:
        found += _of_indicator(one)
    return found + _of_budget(project)


def _of_indicator(one: IndicatorFacts) -> list[Finding]:
    if not one.defined:
        return [Finding(FindingCode.NO_DEFINITION, one.name)]
    found = [] if one.collector else [Finding(FindingCode.NO_COLLECTOR, one.name)]
    if not one.numeric:
        return [*found, Finding(FindingCode.NO_NUMBER, one.name)]
    past = sorted(one.years, key=lambda year: year.year)
    over_now = [year for year in past if not year.running]
    if over_now and all(year.value is None for year in past):
        found.append(Finding(FindingCode.NO_NUMBER, one.name, tuple(year.year for year in over_now)))
    elif lacking := tuple(year.year for year in over_now if year.value is None):
        found.append(Finding(FindingCode.NO_VALUE, one.name, lacking))
    if over := tuple(year.year for year in past if year.over_hundred):
        found.append(Finding(FindingCode.SHARE_OVER_HUNDRED, one.name, over))
    if untold := tuple(year.year for year in past if year.target is None):
        found.append(Finding(FindingCode.NO_TARGET, one.name, untold))
    return found + _below(one.name, past) + _lowered(one.name, past)


def _below(name: str, years: Sequence[YearFacts]) -> list[Finding]:
    """The longest run of two or more years, one after the other, under 100 %."""
    run: list[int] = []
    longest: list[int] = []
    for year in years:
        missed = year.achievement is not None and year.achievement < 100 and not year.running
        run = [*run, year.year] if missed and (not run or run[-1] == year.year - 1) else [year.year] if missed else []
        longest = run if len(run) >= len(longest) else longest
    return [Finding(FindingCode.BELOW_TWO_YEARS, name, tuple(longest))] if len(longest) >= 2 else []


def _lowered(name: str, years: Sequence[YearFacts]) -> list[Finding]:
    by_year = {year.year: year for year in years}
    found = []
    for year in years:
        if not year.easier:
            continue
        past = by_year.get(year.year - 1)
        missed = past is not None and past.achievement is not None and past.achievement < 100
        code = FindingCode.LOWERED_AFTER_MISS if missed else FindingCode.LOWERED
        facts = {"old": _plain(year.target_before), "new": _plain(year.target), "reason": year.reason}
        found.append(Finding(code, name, (year.year,), facts))
    return found


def _of_budget(project: ProjectFacts) -> list[Finding]:
    found = []
    if untold := tuple(year for year, (spent, _has) in sorted(project.budget.items()) if spent is None):
        found.append(Finding(FindingCode.BUDGET_WITHOUT_YEAR, years=untold))
    if over := tuple(
        year for year, (spent, has) in sorted(project.budget.items()) if spent is not None and spent > has
    ):
        found.append(Finding(FindingCode.BUDGET_OVERSPENT, years=over))
    return found


def _plain(number: Decimal | None) -> str:
    return f"{number.normalize():,f}" if number is not None else ""
