"""Asking for a dated value by name and day."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from chomchom.kernel.days import Clock, ClockUnit, FirstDay, OnHoliday
from chomchom.rulebook.dated import DatedValue, Parameter, RulebookFault, UnknownParameter, read_folder

FOLDER = Path(__file__).parent
_city: list[Path] = []


def use_city_folder(folder: Path | None) -> None:
    """Lay a city's own files over the shipped ones, or (None) use the shipped ones only."""
    _city[:] = [folder] if folder is not None else []
    parameters.cache_clear()


def city_folder() -> Path | None:
    """The folder of the city's own files, when one is in use."""
    return _city[0] if _city else None


@cache
def parameters() -> dict[str, Parameter]:
    """Every parameter by name. Raises RulebookFault when a file is wrong."""
    return read_folder(FOLDER, city=city_folder())


def parameter(name: str) -> Parameter:
    """The parameter called `name`. Raises UnknownParameter."""
    try:
        return parameters()[name]
    except KeyError:
        raise UnknownParameter(f"no rulebook file knows {name!r}") from None


def dated(name: str, *, on: date) -> DatedValue:
    """The row of `name` in force on `on`. Raises UnknownParameter, NotInForce."""
    return parameter(name).at(on)


def value(name: str, *, on: date) -> Any:
    """The value of `name` on `on`; lists come as tuples, mappings read-only. Raises UnknownParameter, NotInForce."""
    return dated(name, on=on).value


def whole(name: str, *, on: date) -> int:
    """The value of `name` on `on`, which must be a whole number. Raises RulebookFault when it is not."""
    found = value(name, on=on)
    if type(found) is not int:
        raise RulebookFault(f"{name} is {found!r} on {on}, not a whole number")
    return found


def source(name: str, *, on: date) -> str:
    """Where the value of `name` on `on` comes from. Raises UnknownParameter, NotInForce."""
    return dated(name, on=on).source


def clock(name: str, *, on: date) -> Clock:
    """The clock written as `{count, unit, first_day, on_holiday}` under `name`. Raises RulebookFault when it is no clock."""
    found = value(name, on=on)
    try:
        return Clock(
            count=found["count"],
            unit=ClockUnit(found["unit"]),
            first_day=FirstDay(found["first_day"]),
            on_holiday=OnHoliday(found["on_holiday"]),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise RulebookFault(f"{name} is no clock on {on}: {fault}") from fault
