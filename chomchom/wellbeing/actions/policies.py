"""What the city sets: ladders by kind of alert, quiet hours, and who is on duty at night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import value
from chomchom.store.ids import new_id
from chomchom.wellbeing import access
from chomchom.wellbeing.events import DutySaved, LadderSaved
from chomchom.wellbeing.models import Duty, Ladder
from chomchom.wellbeing.rules.ladder import Quiet, Rung, Step, check_chain, check_ladder, unfold
from chomchom.wellbeing.rules.words import AlertKind, Channel, DutyKind


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


def save_ladder(deed: Deed, *, kind: AlertKind, rungs: Sequence[Rung]) -> int:
    """Set the ladder of one kind of alert from now on. Alerts that run keep the one they were raised with.

    Raises Refused: may-not-change-ladder, ladder-empty, ladder-step-without-time, ladder-too-long,
    ladder-ends-with-machine, chain-without-people.
    """
    access.check_may_change_ladder(deed)
    check_ladder(rungs)
    check_chain(people_behind(deed))
    row = Ladder.objects.create(
        kind=kind,
        rungs=[
            {
                "channel": str(r.channel),
                "after_minutes": r.after_minutes,
                "times": r.times,
                "every_minutes": r.every_minutes,
            }
            for r in rungs
        ],
        saved_at=deed.at,
        saved_by=deed.actor_id,
    )
    record(deed, LadderSaved(kind=kind, steps=sum(r.times for r in rungs)), stream=new_id())
    return row.pk


def people_behind(deed: Deed) -> int:
    """How many people or posts an escalation could reach now: who is on duty, and who holds the desk."""
    return Duty.objects.filter(active=True, until_at__gt=deed.at).count() + len(access.desk_accounts(deed))


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One post of the roster. `account_id` or `phone`: one of them must lead to somebody."""

    kind: DutyKind
    from_at: datetime
    until_at: datetime
    label: str
    phone: str = ""
    account_id: UUID | None = None
    place: int = 1


def save_duty(deed: Deed, *, since: datetime, until: datetime, lines: Sequence[DutyLine]) -> int:
    """Replace the roster between two moments. A span in which nobody stands is refused.

    Raises Refused: may-not-change-ladder, duty-without-contact, duty-outside-span, chain-without-people.
    """
    access.check_may_change_ladder(deed)
    check_chain(len(lines))
    for line in lines:
        if line.account_id is None and not line.phone.strip():
            raise Refused("duty-without-contact", label=line.label)
        if line.from_at < since or line.until_at > until or line.until_at <= line.from_at:
            raise Refused("duty-outside-span", label=line.label)
    Duty.objects.filter(active=True, from_at__gte=since, from_at__lt=until).update(active=False)
    Duty.objects.bulk_create(
        Duty(
            kind=line.kind, from_at=line.from_at, until_at=line.until_at, place=line.place, label=line.label,
            account_id=line.account_id, phone=line.phone,
        )
        for line in lines
    )  # fmt: skip
    event = DutySaved(from_on=since.astimezone(SEOUL).date(), until_on=until.astimezone(SEOUL).date(), posts=len(lines))
    record(deed, event, stream=new_id())
    return len(lines)


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
