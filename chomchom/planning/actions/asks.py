"""Writes of what the office asks of others: data requests with their answers, and requests to the province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.documents import public as documents
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access as plan
from chomchom.planning.access import reviews as access
from chomchom.planning.access.standing import fillers_on
from chomchom.planning.actions.library import ROOM, FileIn
from chomchom.planning.events.reviews import (
    DataAsked,
    DataRequestMoved,
    ProvinceRequestEntered,
    ProvinceRequestMoved,
)
from chomchom.planning.models import DataRequest, ProvinceRequest
from chomchom.planning.rules import asks as rules
from chomchom.planning.rules.asks import DATA_MOVES, PROVINCE_MOVES, Answer, DataState, ProvinceState
from chomchom.store.acting import require


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestIn:
    """What is asked, of whom, who follows it up, and until when."""

    what: str
    asked_of: str
    due_on: date
    owner_id: UUID
    why: str = ""
    candidate_id: UUID | None = None
    project_id: UUID | None = None


def ask_data(deed: Deed, *, given: DataRequestIn) -> UUID:
    """Ask a department or an agency for data.

    Raises `may-not-enter-evidence`, `data-request-needs-what`, `data-request-needs-whom`, `review-due-in-the-past`,
    `card-assignee-unknown`, `candidate-not-found`, `project-not-found`.
    """
    require(deed)
    access.check_may_enter(deed)
    rules.check_data_request(what=given.what, asked_of=given.asked_of, due_on=given.due_on, today=deed.day)
    if given.owner_id not in fillers_on(deed):
        raise Refused("card-assignee-unknown")
    if given.candidate_id is not None:
        access.load_candidate(deed, given.candidate_id)
    if given.project_id is not None:
        plan.load_project(deed, given.project_id)
    made = DataRequest.objects.create(
        what=given.what.strip(), why=given.why.strip(), asked_of=given.asked_of.strip(), due_on=given.due_on,
        owner_id=given.owner_id, candidate_id=given.candidate_id, project_id=given.project_id, asked_by=deed.actor_id,
        asked_at=deed.at,
    )  # fmt: skip
    record(deed, DataAsked(request_id=made.pk, due_on=made.due_on), stream=made.pk)
    return made.pk


def answer_data(deed: Deed, *, request_id: UUID, text: str, file: FileIn | None, seen_version: int) -> None:
    """Write down what came, in words or with a file.

    Raises `data-request-not-found`, `may-not-answer-data-request`, `request-changed`, `wrong-state`,
    `data-answer-empty` and what `documents.keep` refuses.
    """
    require(deed)
    found = access.load_data_request(deed, request_id, lock=True)
    access.check_may_answer_data(deed, found)
    _check_seen(found.version, seen_version)
    rules.check_data_answer(text=text, has_file=file is not None)
    found.state = DATA_MOVES.target("answer", DataState(found.state))
    if file is not None:
        owner = documents.Owner(room=ROOM, record_id=found.pk)
        found.answer_file = documents.keep(
            deed, owner=owner, purpose="data-answer", filename=file.name, content=file.content
        )
    found.answer, found.answered_by, found.answered_at = text.strip(), deed.actor_id, deed.at
    _save_data(deed, found, with_file=file is not None)


def _check_seen(version: int, seen: int) -> None:
    if version != seen:
        raise Refused("request-changed")


def _save_data(deed: Deed, found: DataRequest, *, with_file: bool = False) -> None:
    found.version += 1
    found.save()
    event = DataRequestMoved(request_id=found.pk, state=DataState(found.state), with_file=with_file)
    record(deed, event, stream=found.pk)


def move_data(
    deed: Deed, *, request_id: UUID, move: str, note: str, seen_version: int, due_on: date | None = None
) -> None:
    """Take a data request back, or ask again until a new day.

    Raises `may-not-enter-evidence`, `data-request-not-found`, `request-changed`, `wrong-state`,
    `data-move-needs-reason`, `review-due-in-the-past`.
    """
    require(deed)
    access.check_may_enter(deed)
    found = access.load_data_request(deed, request_id, lock=True)
    _check_seen(found.version, seen_version)
    target = DATA_MOVES.target(move, DataState(found.state))
    if not note.strip():
        raise Refused("data-move-needs-reason")
    if target is DataState.ASKED:
        if due_on is None or due_on < deed.day:
            raise Refused("review-due-in-the-past")
        found.due_on, found.reminded_on = due_on, None
    found.state, found.note = target, note.strip()
    _save_data(deed, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceRequestIn:
    """What is asked of the province."""

    title: str
    text: str
    asked_of: str
    project_id: UUID | None = None


def enter_province_request(deed: Deed, *, given: ProvinceRequestIn) -> UUID:
    """Write a request to the province, as a draft.

    Raises `may-not-enter-evidence`, `province-request-needs-words`, `project-not-found`.
    """
    require(deed)
    access.check_may_enter(deed)
    rules.check_province_request(title=given.title, text=given.text, asked_of=given.asked_of)
    if given.project_id is not None:
        plan.load_project(deed, given.project_id)
    made = ProvinceRequest.objects.create(
        title=given.title.strip(), text=given.text.strip(), asked_of=given.asked_of.strip(),
        project_id=given.project_id, entered_by=deed.actor_id, entered_at=deed.at,
    )  # fmt: skip
    record(deed, ProvinceRequestEntered(request_id=made.pk, project_id=given.project_id), stream=made.pk)
    return made.pk


def _province(deed: Deed, request_id: UUID, move: str, seen_version: int) -> ProvinceRequest:
    require(deed)
    access.check_may_enter(deed)
    found = access.load_province_request(deed, request_id, lock=True)
    _check_seen(found.version, seen_version)
    found.state = PROVINCE_MOVES.target(move, ProvinceState(found.state))
    return found


def _save_province(deed: Deed, found: ProvinceRequest) -> None:
    found.version += 1
    found.save()
    event = ProvinceRequestMoved(request_id=found.pk, state=ProvinceState(found.state))
    record(deed, event, stream=found.pk)


def send_province_request(
    deed: Deed, *, request_id: UUID, sent_on: date, due_on: date | None, document_no: str, seen_version: int
) -> None:
    """Write down that it was sent, by which letter, and until when an answer is hoped for; sending again forgets no answer.

    Raises `may-not-enter-evidence`, `province-request-not-found`, `request-changed`, `wrong-state`,
    `province-days-wrong`.
    """
    move = "send"
    found = access.load_province_request(deed, request_id)
    if found.state != ProvinceState.DRAFT:
        move = "send_again"
    found = _province(deed, request_id, move, seen_version)
    rules.check_sent(sent_on=sent_on, due_on=due_on, today=deed.day)
    found.sent_on, found.due_on, found.document_no = sent_on, due_on, document_no.strip()
    _save_province(deed, found)


def answer_province_request(
    deed: Deed, *, request_id: UUID, answered_on: date, kind: Answer, text: str, effect: str, seen_version: int
) -> None:
    """Write down what the province answered and what that changes in the plan.

    Raises `may-not-enter-evidence`, `province-request-not-found`, `request-changed`, `wrong-state`,
    `province-days-wrong`, `province-answer-empty`.
    """
    found = _province(deed, request_id, "answer", seen_version)
    rules.check_answered(sent_on=found.sent_on or deed.day, answered_on=answered_on, today=deed.day, text=text)
    found.answered_on, found.answer_kind, found.answer = answered_on, kind, text.strip()
    found.effect = effect.strip()
    _save_province(deed, found)


def close_province_request(deed: Deed, *, request_id: UUID, note: str, seen_version: int) -> None:
    """End a request. Raises `may-not-enter-evidence`, `province-request-not-found`, `request-changed`, `wrong-state`, `province-move-needs-reason`."""
    found = _province(deed, request_id, "close", seen_version)
    if not note.strip():
        raise Refused("province-move-needs-reason")
    found.note = note.strip()
    _save_province(deed, found)
