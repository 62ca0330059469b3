"""What other rooms and pages ask about taking part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from chomchom.enrolment import access
from chomchom.enrolment.models import Enrolment
from chomchom.enrolment.rules import DropOutReason, EnrolmentState, NextStep
from chomchom.enrolment.sentences import DROP_OUT, NEXT_STEPS, STATES
from chomchom.kernel.deeds import Deed
from chomchom.people import public as persons


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One enrolment, ready to show."""

    id: UUID
    person_id: UUID
    household_id: UUID
    dong: str
    programme: str
    mode: str
    consent_id: UUID
    limits: dict[str, int]
    state: EnrolmentState
    state_word: str
    from_on: date
    until_on: date | None
    left_on: date | None
    reason: DropOutReason | None
    reason_word: str
    next_step: NextStep | None
    next_step_word: str
    named_by: UUID | None


@dataclass(frozen=True, slots=True)
class Span:
    """One person's time in a programme, without whom: for figures about staying."""

    id: UUID
    mode: str
    from_on: date
    left_on: date | None
    reason: DropOutReason | None


@dataclass(frozen=True, slots=True)
class LeaverCount:
    """How many left for one reason, and how many of them have a next step."""

    reason: DropOutReason
    reason_word: str
    people: int


def enrolment(deed: Deed, enrolment_id: UUID) -> EnrolmentRow:
    """One enrolment. Raises Refused("enrolment-not-found")."""
    return _row(access.load_enrolment(deed, enrolment_id))


def enrolments(
    deed: Deed, *, ids: Iterable[UUID] = (), person_id: UUID | None = None, person_ids: Iterable[UUID] = ()
) -> list[EnrolmentRow]:
    """The enrolments of these ids, or of a person, newest first; those the deed may not see are left out."""
    rows = access.visible_to(deed)
    wanted, of_people = list(ids), list(person_ids)
    if wanted:
        rows = rows.filter(pk__in=wanted)
    if person_id is not None:
        rows = rows.filter(person_id__in=persons.ids_meaning(person_id))
    if of_people:
        rows = rows.filter(person_id__in=of_people)
    if not (wanted or of_people or person_id):
        return []
    return [_row(row) for row in rows.order_by("-from_on", "-pk")]


def in_programme(
    deed: Deed, *, programme: str, state: EnrolmentState | None = None, dong: str = ""
) -> list[EnrolmentRow]:
    """Everybody visible in a programme, by default those not left, by dong and day."""
    rows = access.visible_to(deed).filter(programme=programme)
    rows = rows.filter(state=state) if state else rows.open()
    if dong:
        rows = rows.filter(dong=dong)
    return [_row(row) for row in rows.order_by("dong", "from_on", "pk")]


def count_in(deed: Deed, *, programme: str) -> dict[str, int]:
    """How many visible enrolments of a programme stand in each state."""
    rows = access.visible_to(deed).filter(programme=programme).order_by().values_list("state")
    return dict(rows.annotate(many=Count("id")))


def leavers(deed: Deed, *, programme: str, since: date, until: date) -> list[LeaverCount]:
    """Who left between two days (both included), by reason."""
    rows = access.visible_to(deed).filter(programme=programme, state=EnrolmentState.LEFT)
    counted = dict(
        rows.filter(left_on__gte=since, left_on__lte=until).order_by().values_list("reason").annotate(n=Count("id"))
    )
    return [LeaverCount(r, str(DROP_OUT[r]), counted[r]) for r in DropOutReason if r in counted]


def spans(deed: Deed, *, programme: str) -> list[Span]:
    """Everybody's time in a programme, those who left too. One query."""
    rows = access.visible_to(deed).filter(programme=programme).values_list("pk", "mode", "from_on", "left_on", "reason")
    return [
        Span(pk, mode, began, left, DropOutReason(reason) if reason and left else None)
        for pk, mode, began, left, reason in rows.order_by("pk").iterator()
    ]


def _row(row: Enrolment) -> EnrolmentRow:
    state = EnrolmentState(row.state)
    reason = DropOutReason(row.reason) if row.reason else None
    step = NextStep(row.next_step) if row.next_step else None
    return EnrolmentRow(
        id=row.pk, person_id=row.person_id, household_id=row.household_id, dong=row.dong, programme=row.programme,
        mode=row.mode, consent_id=row.consent_id, limits=row.limits, state=state, state_word=str(STATES[state]),
        from_on=row.from_on, until_on=row.until_on, left_on=row.left_on, reason=reason,
        reason_word=str(DROP_OUT[reason]) if reason else "", next_step=step,
        next_step_word=str(NEXT_STEPS[step]) if step else "", named_by=row.named_by,
    )  # fmt: skip
