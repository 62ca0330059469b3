"""Beginning, pausing and leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from chomchom.enrolment import access, rules
from chomchom.enrolment.events import Enrolled, LeavingReported, Left, Paused, Resumed
from chomchom.enrolment.models import Enrolment
from chomchom.enrolment.rules import DropOutReason, EnrolFacts, EnrolmentState, NextStep
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About, Code
from chomchom.ledger.public import Item, record, record_many
from chomchom.people import public as people
from chomchom.store.columns import insert_new
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnrolment:
    """One row of a bulk enrolment whose consents were checked by the caller."""

    person_id: UUID
    household_id: UUID
    dong: str
    programme: str
    consent_id: UUID
    mode: str
    from_on: date
    limits: dict[str, int] = field(default_factory=dict)


def enrol(
    deed: Deed,
    *,
    person_id: UUID,
    programme: str,
    consent_id: UUID,
    mode: str,
    limits: dict[str, int] | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> UUID:
    """Let a person take part from a day on. Raises Refused: no consent that holds, already in, dates the wrong way."""
    card = people.card(deed, person_id)
    access.check_may_enrol(deed, dong=card.dong)
    begins = from_on or deed.day
    rules.check_may_begin(
        EnrolFacts(
            consent_holds=people.consent_holds(deed, consent_id=consent_id, person_id=person_id),
            already_in=Enrolment.objects.open()
            .filter(person_id__in=people.ids_meaning(person_id), programme=programme)
            .exists(),
            from_on=begins,
            until_on=until_on,
            today=deed.day,
        )
    )
    with refusing("one_open_enrolment_per_person_and_programme", "already-enrolled"):
        row = Enrolment.objects.create(
            person_id=person_id,
            household_id=card.household_id,
            dong=card.dong,
            programme=Code(programme),
            mode=Code(mode),
            consent_id=consent_id,
            limits=_whole(limits or {}),
            from_on=begins,
            until_on=until_on,
            enrolled_by=deed.actor_id,
        )
    event = Enrolled(enrolment_id=row.pk, programme=Code(programme), mode=Code(mode), from_on=begins)
    record(deed, event, stream=row.pk, about=_about(deed, row))
    return row.pk


def enrol_many(deed: Deed, rows: Sequence[NewEnrolment]) -> list[UUID]:
    """Enrol a set at once, such as a city that moves in; who is already in is left as is.

    Returns the ids in the order of the rows, also of those that were in before.
    """
    for row in rows:
        access.check_may_enrol(deed, dong=row.dong)
    made = [
        Enrolment(
            id=new_id(), person_id=r.person_id, household_id=r.household_id, dong=r.dong, programme=Code(r.programme),
            mode=Code(r.mode), consent_id=r.consent_id, limits=_whole(r.limits), from_on=r.from_on,
            enrolled_by=deed.actor_id,
        )
        for r in rows
    ]  # fmt: skip
    insert_new(made)
    wanted = {(r.person_id, r.programme) for r in rows}
    people_ids = {person for person, _ in wanted}
    found = {
        (e.person_id, e.programme): e.pk for e in Enrolment.objects.open().filter(person_id__in=people_ids).iterator()
    }
    about = people.about(list(people_ids), deed.day)
    fresh = [m for m in made if found[m.person_id, m.programme] == m.pk]
    record_many(
        deed,
        (
            Item(
                event=Enrolled(enrolment_id=m.pk, programme=Code(m.programme), mode=Code(m.mode), from_on=m.from_on),
                stream=m.pk,
                about=about.get(m.person_id, About(dong=m.dong, person_id=m.person_id)),
                occurred_on=m.from_on,
            )
            for m in fresh
        ),
    )
    return [found[r.person_id, r.programme] for r in rows]


def pause(deed: Deed, *, enrolment_id: UUID) -> None:
    """Let taking part rest (a hospital stay, a journey)."""
    row = _load(deed, enrolment_id)
    row.state = rules.ENROLMENT_STATES.target("pause", EnrolmentState(row.state))
    row.save(update_fields=["state"])
    record(deed, Paused(enrolment_id=row.pk, programme=Code(row.programme)), stream=row.pk, about=_about(deed, row))


def resume(deed: Deed, *, enrolment_id: UUID) -> None:
    """Let taking part go on, also where somebody was reported as leaving by mistake."""
    row = _load(deed, enrolment_id)
    row.state = rules.ENROLMENT_STATES.target("resume", EnrolmentState(row.state))
    row.reason = ""
    row.save(update_fields=["state", "reason"])
    record(deed, Resumed(enrolment_id=row.pk, programme=Code(row.programme)), stream=row.pk, about=_about(deed, row))


def report_leaving(deed: Deed, *, enrolment_id: UUID, reason: DropOutReason | None) -> None:
    """Note that a person is said to be gone; they stay on the work list until somebody decides what comes next."""
    row = _load(deed, enrolment_id)
    row.state = rules.ENROLMENT_STATES.target("report_leaving", EnrolmentState(row.state))
    row.reason = reason or ""
    row.save(update_fields=["state", "reason"])
    event = LeavingReported(enrolment_id=row.pk, programme=Code(row.programme), reason=reason)
    record(deed, event, stream=row.pk, about=_about(deed, row))


def leave(
    deed: Deed,
    *,
    enrolment_id: UUID,
    reason: DropOutReason | None,
    next_step: NextStep | None,
    named_by: UUID | None = None,
    note: str = "",
) -> None:
    """End taking part, with a reason and a next step, or with the person who accepts that there is none."""
    row = _load(deed, enrolment_id)
    row.state = rules.check_may_leave(EnrolmentState(row.state), reason=reason, next_step=next_step, named_by=named_by)
    row.left_on = deed.day
    row.reason, row.next_step, row.named_by, row.note = str(reason), str(next_step), named_by, note
    row.save()
    event = Left(
        enrolment_id=row.pk,
        programme=Code(row.programme),
        reason=DropOutReason(row.reason),
        next_step=NextStep(row.next_step),
        days_in=max((deed.day - row.from_on).days, 0),
    )
    record(deed, event, stream=row.pk, about=_about(deed, row))


def _load(deed: Deed, enrolment_id: UUID) -> Enrolment:
    row = access.load_enrolment(deed, enrolment_id, lock=True)
    access.check_may_enrol(deed, dong=row.dong)
    return row


def _about(deed: Deed, row: Enrolment) -> About:
    return people.about([row.person_id], deed.day).get(row.person_id, About(dong=row.dong, person_id=row.person_id))


def _whole(limits: dict[str, int]) -> dict[str, int]:
    return {str(Code(name)): int(value) for name, value in limits.items()}
