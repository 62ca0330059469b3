"""What the city sets: ladders by kind of alert, and who is on duty at night."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.store.ids import new_id
from chomchom.wellbeing import access
from chomchom.wellbeing.events import DutySaved, LadderSaved
from chomchom.wellbeing.models import Duty, Ladder
from chomchom.wellbeing.rules.ladder import Quiet, Rung, check_chain, check_ladder, check_quiet
from chomchom.wellbeing.rules.words import AlertKind, DutyKind


def save_ladder(
    deed: Deed,
    *,
    kind: AlertKind,
    rungs: Sequence[Rung],
    quiet: Quiet | None = None,
    from_on: date | None = None,
    preset: str = "",
) -> int:
    """Set the ladder of one kind of alert from a day on (today where none is given). Alerts that run keep the one they
    were raised with, and the ladders before stay in the record.

    `quiet` are the hours in which a machine does not ring for it (None: the city's); `preset` is the code of another
    city's published ladder it was taken from. Raises Refused: may-not-change-ladder, ladder-empty,
    ladder-step-without-time, ladder-too-long, ladder-ends-with-machine, ladder-from-past, quiet-not-whole,
    chain-without-people.
    """  # fmt: skip
    access.check_may_change_ladder(deed)
    check_ladder(rungs)
    check_quiet(quiet)
    if from_on is not None and from_on < deed.day:
        raise Refused("ladder-from-past")
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
        from_on=from_on or deed.day,
        quiet_since=quiet.since if quiet else None,
        quiet_until=quiet.until if quiet else None,
        preset=preset,
        saved_at=deed.at,
        saved_by=deed.actor_id,
    )
    event = LadderSaved(kind=kind, steps=sum(r.times for r in rungs), from_on=row.from_on)
    record(deed, event, stream=new_id())
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
