"""What is in force now: ladders, quiet and office hours, limits, and who is on duty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from chomchom import silence
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import value
from chomchom.wellbeing.models import Duty, Ladder
from chomchom.wellbeing.rules.ladder import Quiet, Rung, Step, unfold
from chomchom.wellbeing.rules.words import AlertKind, Channel


def limits_on(day: date) -> silence.Limits:
    """The city's limits of the grades on a day."""
    found = value("wellbeing.grades", on=day)
    return silence.Limits(**{name: found[name] for name in found})


def rungs_in_force(kind: AlertKind, *, on: date) -> list[Rung]:
    """The city's own ladder for this kind of alert, else the one of the rulebook."""
    row = Ladder.objects.filter(kind=kind).order_by("-saved_at", "-pk").first()
    return _rungs(row.rungs if row else value("wellbeing.ladders", on=on)[str(kind)])


def ladders_in_force(deed: Deed) -> dict[AlertKind, list[Step]]:
    """Every kind's steps as they stand now; an alert takes a copy."""
    own = {}
    for row in Ladder.objects.order_by("saved_at", "pk"):
        own[row.kind] = row.rungs
    shipped = value("wellbeing.ladders", on=deed.day)
    return {kind: list(unfold(_rungs(own.get(str(kind)) or shipped[str(kind)]))) for kind in AlertKind}


def quiet_hours(on: date) -> Quiet:
    """The hours in which no machine rings, by the city's setting."""
    since, until = value("wellbeing.quiet_hours", on=on)
    return Quiet(time.fromisoformat(since), time.fromisoformat(until))


def is_office_time(at: datetime) -> bool:
    """Whether the offices are open: a working day, within office hours."""
    local = at.astimezone(SEOUL)
    since, until = value("wellbeing.office_hours", on=local.date())
    return working_days().is_working_day(local.date()) and time.fromisoformat(
        since
    ) <= local.time() < time.fromisoformat(until)


def on_duty(at: datetime) -> list[Duty]:
    """Who stands in at a moment, in the order in which they are told."""
    return list(Duty.objects.filter(active=True, from_at__lte=at, until_at__gt=at).order_by("place", "from_at", "pk"))


def _rungs(kept: Sequence[Mapping[str, object]]) -> list[Rung]:
    return [
        Rung(
            Channel(str(r["channel"])),
            int(str(r["after_minutes"])),
            int(str(r.get("times", 1))),
            int(str(r.get("every_minutes", 30))),
        )
        for r in kept
    ]
