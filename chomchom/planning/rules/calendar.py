"""The steps the law asks of a plan: on which day each is due, planned back where the law only names the end."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from chomchom.kernel.days import OnHoliday, WorkingDays
from chomchom.kernel.verdicts import Refused


class Step(StrEnum):
    """One step, in the order they come."""

    SURVEY = "survey"
    INDICATORS = "indicators"
    ANNOUNCE = "announce"
    DELIBERATE = "deliberate"
    REPORT_ASSEMBLY = "report_assembly"
    SUBMIT = "submit"
    YEARLY_PLAN = "yearly_plan"
    RESULT_REPORT = "result_report"


OF_TERM = (
    Step.SURVEY, Step.INDICATORS, Step.ANNOUNCE, Step.DELIBERATE, Step.REPORT_ASSEMBLY, Step.SUBMIT,
)  # fmt: skip
OF_YEAR = (Step.YEARLY_PLAN, Step.RESULT_REPORT)


class Standing(StrEnum):
    """Where a step stands on a day."""

    DONE = "done"
    DONE_LATE = "done_late"
    LATE = "late"
    SOON = "soon"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A step with its day; `year` is 0 for a step of the whole plan, else the year the paper is about."""

    step: Step
    year: int
    on: date
    planned_back: bool


def due_days(
    rules: Mapping[Step, Mapping[str, Any]], *, first_year: int, last_year: int, days: WorkingDays
) -> list[Due]:
    """Every step of a plan with its day, by day."""
    found = [_of_term(step, rules, first_year=first_year, days=days) for step in OF_TERM]
    for year in range(first_year, last_year + 1):
        found += [
            Due(step=step, year=year, on=_fixed(rules[step], base=year, days=days), planned_back=False)
            for step in OF_YEAR
        ]
    return sorted(found, key=lambda due: (due.on, due.year, list(Step).index(due.step)))


def _of_term(step: Step, rules: Mapping[Step, Mapping[str, Any]], *, first_year: int, days: WorkingDays) -> Due:
    rule = rules[step]
    if "before" not in rule:
        return Due(step=step, year=0, on=_fixed(rule, base=first_year, days=days), planned_back=False)
    after = _of_term(Step(rule["before"]), rules, first_year=first_year, days=days)
    day = _off_holiday(after.on - timedelta(days=rule["days"]), rule, days)
    return Due(step=step, year=0, on=day, planned_back=True)


def _fixed(rule: Mapping[str, Any], *, base: int, days: WorkingDays) -> date:
    year, month = base + rule["year"], rule["month"]
    day = monthrange(year, month)[1] if rule["day"] == "last" else rule["day"]
    return _off_holiday(date(year, month, day), rule, days)


def _off_holiday(day: date, rule: Mapping[str, Any], days: WorkingDays) -> date:
    where = OnHoliday(rule["on_holiday"])
    if where is OnHoliday.NEXT:
        return days.on_or_after(day)
    return days.on_or_before(day) if where is OnHoliday.PREVIOUS else day


def standing(due: date, *, done_on: date | None, today: date, soon_days: int) -> Standing:
    """Where a step stands; a step without proof of its day is late from the day after."""
    if done_on is not None:
        return Standing.DONE if done_on <= due else Standing.DONE_LATE
    if today > due:
        return Standing.LATE
    return Standing.SOON if (due - today).days <= soon_days else Standing.AHEAD


def check_done(*, done_on: date, today: date) -> None:
    """Raises `done-in-the-future`."""
    if done_on > today:
        raise Refused("done-in-the-future")


def check_announcement(*, announced_on: date, deliberated_on: date, least_days: int) -> None:
    """Raises `announced-too-short` where the draft was not open for comment long enough before it was deliberated."""
    if (deliberated_on - announced_on).days < least_days:
        raise Refused("announced-too-short", days=(deliberated_on - announced_on).days, least=least_days)


class Chapter(StrEnum):
    """What a plan has to hold (제36조 제1항)."""

    NEEDS = "needs"
    INDICATORS = "indicators"
    STRATEGIES = "strategies"
    DELIVERY = "delivery"
    BLIND_SPOTS = "blind_spots"
    FINANCE = "finance"
    STATISTICS = "statistics"
    FRAUD = "fraud"
    OTHER = "other"


def open_chapters(asked: Iterable[str], written: Iterable[str]) -> list[Chapter]:
    """The chapters that are asked for and not yet written, in the order of the law."""
    done = set(written)
    return [Chapter(one) for one in asked if one not in done]
