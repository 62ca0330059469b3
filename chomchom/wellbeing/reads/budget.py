"""Budgets that were tried, in words an officer can weigh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from chomchom.kernel.deeds import Deed
from chomchom.rulebook.public import whole
from chomchom.wellbeing import access
from chomchom.wellbeing.models import BudgetTrial, Feed
from chomchom.wellbeing.rules.words import Source
from chomchom.wellbeing.sentences import SOURCES

SHOWN = 12


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One trial: waiting, without enough data, or with its figures."""

    source_word: str
    budget_days: int
    asked_at: datetime
    done: bool
    enough: bool
    homes: int = 0
    days: int = 0
    cases: int = 0
    alarms_a_week: float = 0.0
    calls_a_person: float = 0.0
    days_between: float | None = None
    found_in_24: int = 0  # per cent
    found_in_48: int = 0
    busiest_tenth: int = 0
    city_homes: int = 0  # homes with this source connected in the whole city
    city_a_day: float = 0.0  # alarms a day, all of these homes together
    desk_a_day: int = 0  # what the desk can take


def trials(deed: Deed) -> list[TrialRow]:
    """The newest trials, each also for the whole city and beside what the desk can take. Raises Refused("may-not-try-budget")."""
    access.check_may_try_budget(deed)
    connected = Feed.objects.filter(connected=True, home__active=True).order_by().values_list("source")
    homes = dict(connected.annotate(n=Count("pk")))
    desk = whole("wellbeing.desk_alarms_a_day", on=deed.day)
    return [
        _row(row, homes.get(row.source, 0), desk) for row in BudgetTrial.objects.order_by("-asked_at", "-pk")[:SHOWN]
    ]


def _row(row: BudgetTrial, city_homes: int, desk: int) -> TrialRow:
    told = row.result
    word = str(SOURCES[Source(row.source)])
    if not told:
        return TrialRow(word, row.budget_days, row.asked_at, row.done_at is not None, enough=False)
    return TrialRow(
        word, row.budget_days, row.asked_at, done=True, enough=True, homes=told["homes"], days=told["days"],
        cases=told["cases"], alarms_a_week=round(told["alarms_a_week"], 1),
        calls_a_person=round(told["calls_a_person"], 2),
        days_between=round(told["days_between"]) if told["days_between"] else None,
        found_in_24=round(100 * told["found_in_24"]), found_in_48=round(100 * told["found_in_48"]),
        busiest_tenth=round(100 * told["busiest_tenth"]), city_homes=city_homes, desk_a_day=desk,
        city_a_day=round(told["alarms_a_week"] / 7 / told["homes"] * city_homes, 1),
    )  # fmt: skip
