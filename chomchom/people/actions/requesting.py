"""열람·정정·삭제·처리정지: requests of a person about their data, with a clock (개인정보 보호법 제35~37조)."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions.registering import about_of
from chomchom.people.events import (
    ProcessingResumed,
    ProcessingStopped,
    RequestAnswered,
    RequestExtended,
    RequestReceived,
)
from chomchom.people.models import DataRequest, Person
from chomchom.people.rules import keeping, sharing
from chomchom.people.rules.texts import check_text
from chomchom.rulebook import holidays
from chomchom.rulebook.public import clock
from chomchom.store.acting import require
from chomchom.store.constraints import refusing


def receive_request(
    deed: Deed,
    *,
    person_id: UUID,
    kind: str,
    asked_by: str = sharing.SignedBy.SELF,
    way: str = sharing.Way.PAPER,
    note: str = "",
) -> UUID:
    """Take in a request; its clock (`people.request_clock`) starts today. Raises `request-already-open`."""
    require(deed)
    person = access.load_for_keeping(deed, person_id)
    access.check_may_receive_request(deed)
    check_text(note)
    due = holidays.working_days().due(clock("people.request_clock", on=deed.day), deed.day)
    with refusing("one_open_request_a_kind", "request-already-open"):
        request = DataRequest.objects.create(
            person_id=person.pk,
            kind=keeping.RequestKind(kind),
            state=keeping.RequestState.OPEN,
            received_on=deed.day,
            due_on=due,
            asked_by=sharing.SignedBy(asked_by),
            way=sharing.Way(way),
            note=note.strip(),
            received_by=deed.actor_id,
            received_at=deed.at,
        )
    event = RequestReceived(request_id=request.pk, kind=keeping.RequestKind(kind), due_on=due)
    ledger.record(deed, event, stream=request.pk, about=about_of(person, on=deed.day))
    return request.pk


def extend_request(deed: Deed, *, request_id: UUID, why: str) -> None:
    """Say once that the answer needs longer, with the reason the person is told."""
    require(deed)
    request = access.load_request(deed, request_id, lock=True)
    access.check_is_privacy_officer(deed)
    check_text(why)
    if not why.strip():
        raise Refused("answer-needs-words")
    request.state = keeping.REQUEST_STATES.target("extend", keeping.RequestState(request.state))
    request.due_on = holidays.working_days().due(clock("people.request_extension_clock", on=deed.day), request.due_on)
    request.answer = why.strip()
    request.save(update_fields=["state", "due_on", "answer"])
    event = RequestExtended(request_id=request.pk, due_on=request.due_on)
    ledger.record(deed, event, stream=request.pk, about=_about(deed, request))


def answer_request(deed: Deed, *, request_id: UUID, move: str, ground: str = "", answer: str = "") -> None:
    """Answer a request: `grant`, `grant_partly`, `deny` (these two with a ground and words) or `take_back`.

    A granted stop takes effect at once: nothing of the person is shared any more.
    """
    require(deed)
    request = access.load_request(deed, request_id, lock=True)
    access.check_is_privacy_officer(deed)
    check_text(answer)
    needs = keeping.REQUEST_STATES.move(move).reason
    if needs and not (ground and answer.strip()):
        raise Refused("answer-needs-words")
    request.state = keeping.REQUEST_STATES.target(move, keeping.RequestState(request.state))
    request.ground = keeping.DenyGround(ground) if needs else ""
    request.answer, request.answered_by, request.answered_at = answer.strip(), deed.actor_id, deed.at
    request.save(update_fields=["state", "ground", "answer", "answered_by", "answered_at"])
    if request.kind == keeping.RequestKind.STOP and move == "grant":
        _stop(deed, request.person_id)
    event = RequestAnswered(
        request_id=request.pk,
        kind=keeping.RequestKind(request.kind),
        state=keeping.RequestState(request.state),
        ground=keeping.DenyGround(request.ground) if request.ground else None,
        days=(deed.day - request.received_on).days,
    )
    ledger.record(deed, event, stream=request.pk, about=_about(deed, request))


def _stop(deed: Deed, person_id: UUID) -> None:
    person = access.load_for_keeping(deed, person_id, lock=True)
    person.stopped_on = deed.day
    person.save(update_fields=["stopped_on"])
    ledger.record(deed, ProcessingStopped(), stream=person.pk, about=about_of(person, on=deed.day))


def resume_processing(deed: Deed, *, person_id: UUID) -> None:
    """The person allowed the use of their data again."""
    require(deed)
    person = access.load_for_keeping(deed, person_id, lock=True)
    access.check_is_privacy_officer(deed)
    if person.stopped_on is None:
        raise Refused("not-stopped")
    person.stopped_on = None
    person.save(update_fields=["stopped_on"])
    ledger.record(deed, ProcessingResumed(), stream=person.pk, about=about_of(person, on=deed.day))


def _about(deed: Deed, request: DataRequest) -> About:
    """The person may be destroyed by the time the answer is written."""
    person = Person.objects.filter(pk=request.person_id).first()
    return about_of(person, on=deed.day) if person else About(person_id=request.person_id)
