"""What is in force now: ladders, quiet and office hours, limits, who is on duty, and how a person wants to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from chomchom import silence
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import value
from chomchom.wellbeing.models import Alert, Duty, Home, Ladder
from chomchom.wellbeing.rules.ladder import Quiet, Rung, Step, unfold
from chomchom.wellbeing.rules.policy import Wish
from chomchom.wellbeing.rules.words import AlertKind, Channel, ContactMode


def limits_on(day: date) -> silence.Limits:
    """The city's limits of the grades on a day."""
    found = value("wellbeing.grades", on=day)
    return silence.Limits(**{name: found[name] for name in found})


@dataclass(frozen=True, slots=True)
class InForce:
    """A ladder as it stands on a day. `quiet` is its own; None where the city's quiet hours hold. `row` is the city's
    own setting, None where the rulebook's ladder stands."""

    rungs: tuple[Rung, ...]
    quiet: Quiet | None = None
    row: Ladder | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The single steps; an alert takes a copy."""
        return unfold(self.rungs)


def ladders_in_force(deed: Deed) -> dict[AlertKind, InForce]:
    """Every kind's ladder as it stands today: the city's newest whose day has come, else the rulebook's. One query."""
    own = {row.kind: row for row in Ladder.objects.filter(from_on__lte=deed.day).order_by("from_on", "saved_at", "pk")}
    shipped = value("wellbeing.ladders", on=deed.day)
    return {
        kind: _of_row(own[str(kind)]) if str(kind) in own else InForce(rungs_of(shipped[str(kind)]))
        for kind in AlertKind
    }


def _of_row(row: Ladder) -> InForce:
    return InForce(rungs_of(row.rungs), quiet_of(row), row)


def quiet_of(row: Ladder | Alert) -> Quiet | None:
    """The quiet hours kept with a ladder or with an alert that took a copy of one; None where the city's hold."""
    if row.quiet_since is None or row.quiet_until is None:
        return None
    return Quiet(row.quiet_since, row.quiet_until)


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


def rungs_of(kept: Sequence[Mapping[str, object]]) -> tuple[Rung, ...]:
    """Rungs as they are kept, read back."""
    return tuple(
        Rung(
            Channel(str(r["channel"])),
            int(str(r["after_minutes"])),
            int(str(r.get("times", 1))),
            int(str(r.get("every_minutes", 30))),
        )
        for r in kept
    )


def unwanted_hours(home: Home) -> Quiet | None:
    """The hours in which this person does not want to be rung: those outside the ones they named."""
    if home.ring_from is None or home.ring_until is None:
        return None
    return Quiet(since=home.ring_until, until=home.ring_from)


def days_of(home: Home) -> frozenset[int]:
    """The weekdays on which this person wants to be rung, Monday 0."""
    return frozenset(day for day in range(7) if home.ring_days >> day & 1)


def wish_of(home: Home) -> Wish:
    """How the person of a home wants to be asked."""
    return Wish(
        mode=ContactMode(home.contact_mode), days=days_of(home), unwanted=unwanted_hours(home), language=home.language,
        calls_a_week=home.calls_a_week, limit_hours=home.limit_hours,
        machine_refused=home.machine_refused_at is not None,
    )  # fmt: skip
