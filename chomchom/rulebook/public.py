"""The rulebook's front desk: ask for a number by name and day.

    value("outreach.check_due_hours", on=deed.day)

Nothing answers without a day, because the same case is judged by the number
that stood on its day. The tables of holidays, dong and incomes have modules of
their own beside this one.
"""

from __future__ import annotations

from pathlib import Path

from chomchom.rulebook import holidays, incomes, values
from chomchom.rulebook.dated import Certainty, DatedValue, NotInForce, Parameter, RulebookFault, UnknownParameter
from chomchom.rulebook.values import clock, dated, parameter, parameters, source, value, whole

__all__ = [
    "Certainty",
    "DatedValue",
    "NotInForce",
    "Parameter",
    "RulebookFault",
    "UnknownParameter",
    "clock",
    "dated",
    "parameter",
    "parameters",
    "source",
    "use_city_folder",
    "value",
    "whole",
]


def use_city_folder(folder: Path | None) -> None:
    """Lay a city's own files over the shipped ones (None: shipped only). Called once, when a process starts."""
    values.use_city_folder(folder)
    holidays.table.cache_clear()
    incomes.tables.cache_clear()
