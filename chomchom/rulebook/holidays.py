"""The table of Korean public holidays, and how long it still lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from chomchom.kernel.days import WorkingDays
from chomchom.rulebook import values
from chomchom.rulebook.dated import Certainty, RulebookFault, read_yaml

TABLE = Path(__file__).parent / "tables" / "holidays.yaml"


class HolidayKind(StrEnum):
    """Why an office is closed on a weekday."""

    PUBLIC = "public"
    SUBSTITUTE = "substitute"
    TEMPORARY = "temporary"
    ELECTION = "election"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """One day off with its name and where we know it from."""

    day: date
    name: str
    kind: HolidayKind
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """All holidays we know and the days within which the table is complete."""

    first_day: date
    last_day: date
    holidays: tuple[Holiday, ...]


def _holiday(raw: dict[str, Any]) -> Holiday:
    try:
        return Holiday(
            day=raw["day"],
            name=raw["name"],
            kind=HolidayKind(raw["kind"]),
            source=raw["source"],
            certainty=Certainty(raw["certainty"]),
        )
    except (KeyError, ValueError, TypeError) as fault:
        raise RulebookFault(f"holiday {raw!r}: {fault}") from fault


def read_table(path: Path) -> HolidayTable:
    """The table in one file: ascending days, each once, within the days it says it covers."""
    raw = read_yaml(path)
    holidays = tuple(_holiday(row) for row in raw["holidays"])
    days = [holiday.day for holiday in holidays]
    if days != sorted(set(days)):
        raise RulebookFault(f"{path.name}: days must be ascending and each written once")
    if days and not raw["covers"]["from"] <= days[0] <= days[-1] <= raw["covers"]["until"]:
        raise RulebookFault(f"{path.name}: a holiday lies outside the days the table covers")
    return HolidayTable(raw["covers"]["from"], raw["covers"]["until"], holidays)


@cache
def table() -> HolidayTable:
    """The holidays in use: the shipped table, or the city's `tables/holidays.yaml` in its place."""
    city = values.city_folder()
    own = city / "tables" / "holidays.yaml" if city is not None else None
    return read_table(own if own is not None and own.exists() else TABLE)


def working_days() -> WorkingDays:
    """Working days by the holidays in use."""
    return WorkingDays(holiday.day for holiday in table().holidays)


def runs_out_in(on: date) -> int:
    """Days from `on` until the table says nothing more; 0 or less means it has run out."""
    return (table().last_day - on).days


def runs_out_soon(on: date) -> bool:
    """True when a clerk must load the next year's holidays now (`rulebook.holiday_warning_days`)."""
    return runs_out_in(on) <= values.whole("rulebook.holiday_warning_days", on=on)
