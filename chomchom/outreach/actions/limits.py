"""The city's clock for triage, read from the rulebook for one day."""

from __future__ import annotations

from datetime import date, datetime

from chomchom.outreach.rules.triage import Limits, due_for
from chomchom.outreach.rules.words import Grade
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import whole


def limits_on(day: date) -> Limits:
    """The limits in force on a day."""
    return Limits(
        severe_minutes=whole("outreach.severe_due_minutes", on=day),
        morning_until=whole("outreach.morning_until_hour", on=day),
        morning_cutoff=whole("outreach.morning_cutoff_hour", on=day),
        day_until=whole("outreach.day_until_hour", on=day),
        day_cutoff=whole("outreach.day_cutoff_hour", on=day),
        watch_working_days=whole("outreach.watch_working_days", on=day),
    )


def new_due(grade: Grade, *, at: datetime, day: date) -> datetime:
    """The due time a grade gives from now."""
    return due_for(grade, at=at, limits=limits_on(day), working=working_days().is_working_day)
