"""The privacy officer's lists: requests with their clock, lists for destruction with their proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chomchom.kernel.days import days_left
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import verdict
from chomchom.people import access, sentences
from chomchom.people.models import DataRequest, DestructionProposal
from chomchom.people.rules import keeping
from chomchom.store.acting import require
from chomchom.store.paging import Page, page

RUNNING = (keeping.RequestState.OPEN, keeping.RequestState.EXTENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """One request about data, without the person's name."""

    request_id: UUID
    person_id: UUID
    kind: str
    kind_label: str
    state: str
    state_label: str
    received_on: date
    due_on: date
    days_left: int
    overdue: bool
    open: bool
    can_extend: bool
    stops: bool
    asked_by_label: str
    way_label: str
    note: str
    answer: str
    ground_label: str
    answered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """One list for destruction."""

    proposal_id: UUID
    kind: str
    kind_label: str
    state: str
    state_label: str
    count: int
    done_count: int | None
    proof: str
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    done_at: datetime | None
    can_decide: bool
    can_carry_out: bool
    why_not: str


def requests(deed: Deed, *, open_only: bool = True, after: str = "") -> Page[RequestRow]:
    """Requests by the day they are due. One query."""
    require(deed)
    rows = access.visible_requests(deed)
    if open_only:
        rows = rows.filter(state__in=RUNNING)
    found = page(rows, order=("due_on", "id"), after=after)
    return Page(tuple(_request_row(row, on=deed.day) for row in found.rows), found.next)


def request(deed: Deed, request_id: UUID) -> RequestRow:
    """One request; raises `no-such-request`."""
    require(deed)
    return _request_row(access.load_request(deed, request_id), on=deed.day)


def _request_row(row: DataRequest, *, on: date) -> RequestRow:
    running = row.state in RUNNING
    left = days_left(row.due_on, on=on)
    return RequestRow(
        request_id=row.pk,
        person_id=row.person_id,
        kind=row.kind,
        kind_label=str(sentences.REQUEST_KIND[row.kind]),
        state=row.state,
        state_label=str(sentences.REQUEST_STATE[row.state]),
        received_on=row.received_on,
        due_on=row.due_on,
        days_left=left,
        overdue=running and left < 0,
        open=running,
        can_extend=row.state == keeping.RequestState.OPEN,
        stops=row.kind == keeping.RequestKind.STOP and row.state == keeping.RequestState.GRANTED,
        asked_by_label=str(sentences.SIGNED_BY[row.asked_by]),
        way_label=str(sentences.WAY[row.way]),
        note=row.note,
        answer=row.answer,
        ground_label=str(sentences.DENY_GROUND[row.ground]) if row.ground else "",
        answered_on=row.answered_at.astimezone(SEOUL).date() if row.answered_at else None,
    )


def proposals(deed: Deed, *, after: str = "") -> Page[ProposalRow]:
    """Lists for destruction, newest first. One query."""
    require(deed)
    found = page(access.visible_proposals(deed), order=("-proposed_at", "id"), after=after)
    return Page(tuple(_proposal_row(deed, row) for row in found.rows), found.next)


def proposal(deed: Deed, proposal_id: UUID) -> ProposalRow:
    """One list; raises `no-such-proposal`."""
    require(deed)
    return _proposal_row(deed, access.load_proposal(deed, proposal_id))


def _proposal_row(deed: Deed, row: DestructionProposal) -> ProposalRow:
    other = verdict(keeping.check_other_eyes, proposed_by=row.proposed_by, approved_by=deed.actor_id)
    officer = verdict(access.check_is_privacy_officer, deed)
    may = verdict(access.check_may_carry_out, deed)
    waiting = row.state == keeping.ProposalState.PROPOSED
    why_not = next((one.code for one in (officer, other) if not one), "") if waiting else ""
    return ProposalRow(
        proposal_id=row.pk,
        kind=row.kind,
        kind_label=str(sentences.RECORD_KIND[row.kind]),
        state=row.state,
        state_label=str(sentences.PROPOSAL_STATE[row.state]),
        count=row.count,
        done_count=row.done_count,
        proof=row.proof,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        done_at=row.done_at,
        can_decide=waiting and bool(other) and bool(officer),
        can_carry_out=row.state == keeping.ProposalState.APPROVED and bool(may),
        why_not=str(sentences.REFUSALS[why_not][1]) if why_not else "",
    )
