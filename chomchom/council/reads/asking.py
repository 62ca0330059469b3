"""Askings by link and proposals, for the office, for whoever holds a link, and for the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from chomchom.accounts import public as accounts
from chomchom.council.access import decisions as access
from chomchom.council.access import load_meeting
from chomchom.council.facts import asking_facts
from chomchom.council.models import Asking, Decision, Opinion, Proposal
from chomchom.council.reads.opinions import MeetingHead, head_of, meeting_words
from chomchom.council.rules import asking as rules
from chomchom.council.rules.asking import CRITERIA, AskedState, ProposalState
from chomchom.council.rules.subjects import Matter, Subject, said
from chomchom.council.sentences import decisions as words
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.notices.public import LinkRow
from chomchom.store.acting import require
from chomchom.store.paging import Page, page


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """One asking as the office sees it."""

    id: UUID
    kind_label: str
    who: str
    state: str
    state_label: str
    until: date
    issued_at: datetime
    issued_by: str
    reminders: int
    reminded_at: datetime | None
    answered_at: datetime | None
    items: int
    waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPage:
    """Who was asked about a meeting, who answered, and who is still waited for."""

    head: MeetingHead
    rows: tuple[AskedRow, ...]

    @property
    def waiting(self) -> int:
        """How many have not answered yet and still can."""
        return sum(one.waiting for one in self.rows)

    @property
    def answered(self) -> int:
        """How many answered."""
        return sum(one.state == AskedState.ANSWERED for one in self.rows)


def asked_page(deed: Deed, meeting_id: UUID) -> AskedPage:
    """The askings of a meeting, newest first. Raises `meeting-not-found`, `council-office-only`."""
    require(deed)
    access.check_may_decide(deed)
    meeting = load_meeting(deed, meeting_id)
    return AskedPage(head=head_of(deed, meeting), rows=_asked(deed, meeting_id=meeting.pk))


def asked_for_proposals(deed: Deed) -> tuple[AskedRow, ...]:
    """Who was asked to propose programmes outside a meeting, newest first, the last hundred."""
    require(deed)
    return _asked(deed, meeting_id=None)


def _asked(deed: Deed, *, meeting_id: UUID | None) -> tuple[AskedRow, ...]:
    here = Q(meeting=None) if meeting_id is None else Q(meeting_id=meeting_id)
    rows = access.visible_askings(deed).filter(here).select_related("seat").prefetch_related("items")
    found = list(rows.order_by("-issued_at", "-id")[:100])
    names = accounts.accounts_named({row.issued_by for row in found})
    return tuple(_asked_row(deed, row, names) for row in found)


def _asked_row(deed: Deed, row: Asking, names: dict[UUID, str]) -> AskedRow:
    state = rules.asked_state(asking_facts(row), at=deed.at)
    who = f"{row.organisation} {row.seat.person_name if row.seat else row.holder_name}".strip()
    return AskedRow(
        id=row.pk,
        kind_label=str(words.ASKED[row.kind]),
        who=who,
        state=state,
        state_label=str(words.ASKED_STATES[state]),
        until=rules.last_day(row.until),
        issued_at=row.issued_at,
        issued_by=names.get(row.issued_by, ""),
        reminders=row.reminders,
        reminded_at=row.reminded_at,
        answered_at=row.answered_at,
        items=len(row.items.all()),
        waiting=state is AskedState.WAITING,
    )


def matters_of(deed: Deed, meeting_id: UUID) -> list[tuple[str, str, Matter]]:
    """What a meeting spoke about, as choices for an asking: key, words, matter. Decisions first, then other subjects."""
    require(deed)
    meeting = load_meeting(deed, meeting_id)
    found: dict[str, Matter] = {}
    decided = Decision.objects.filter(meeting=meeting, amended_by=None).order_by("position")
    spoken = access.visible_opinions(deed).filter(meeting=meeting).order_by("position")
    rows: list[Decision | Opinion] = [*decided, *spoken]
    for row in rows:
        matter = Matter(subject=Subject(row.subject), code=row.code, name=row.name, subject_id=row.subject_id)
        found.setdefault(row.key, matter)
    return [(key, said(one.code, one.name) or str(words.SUBJECTS[one.subject]), one) for key, one in found.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItemRow:
    """One thing somebody is asked about."""

    id: UUID
    label: str
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFace:
    """What stands behind a link: what is asked by when, or that it was answered."""

    kind: str
    meeting_title: str
    message: str
    organisation: str
    until: date
    items: tuple[AskedItemRow, ...]
    answered: bool
    opinions: int
    number: str


def link_face(deed: Deed, link: LinkRow) -> LinkFace:
    """The page of a link, before and after it was answered. Names no member. Raises `asking-not-found`."""
    require(deed)
    row = access.load_asking(deed, link.subject_id)
    proposal = Proposal.objects.filter(asking=row).first() if row.answered_at else None
    return LinkFace(
        kind=row.kind,
        meeting_title=meeting_words(row.meeting) if row.meeting else "",
        message=row.message,
        organisation=row.organisation,
        until=rules.last_day(row.until),
        items=tuple(
            AskedItemRow(
                id=one.pk,
                label=str(words.SUBJECTS[one.subject]),
                heading=said(one.code, one.name) or str(words.SUBJECTS[one.subject]),
            )
            for one in row.items.all()
        ),
        answered=row.answered_at is not None,
        opinions=Opinion.objects.filter(link_id=link.id).count() if row.answered_at else 0,
        number=rules.proposal_number(proposal.year, proposal.serial) if proposal else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field of a proposal with its question."""

    name: str
    question: str
    text: str
    criterion: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """A proposal as lists and the plan read it; who proposed is shown to the office only."""

    id: UUID
    number: str
    name: str
    state: str
    state_label: str
    received_at: datetime
    organisation: str
    proposer: str
    contact: str
    by_link: bool
    answer: str
    candidate_id: UUID | None
    fields: tuple[FieldRow, ...]

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state == ProposalState.RECEIVED


def _proposal(deed: Deed, row: Proposal) -> ProposalRow:
    office = access.may_see_proposer(deed)
    return ProposalRow(
        id=row.pk,
        number=rules.proposal_number(row.year, row.serial),
        name=row.name,
        state=row.state,
        state_label=str(words.PROPOSAL_STATES[row.state]),
        received_at=row.received_at,
        organisation=row.organisation,
        proposer=str(row.proposer_name) if office else "",
        contact=str(row.proposer_contact) if office else "",
        by_link=row.asking_id is not None,
        answer=row.answer,
        candidate_id=row.candidate_id,
        fields=tuple(
            FieldRow(name=name, question=str(question), text=getattr(row, name), criterion=name in CRITERIA)
            for name, question in words.PROPOSAL_FIELDS.items()
            if name != "name"
        ),
    )


PROPOSAL_ORDER = ("-received_at", "-id")


def proposals(deed: Deed, *, state: ProposalState | None = None, after: str = "", size: int = 30) -> Page[ProposalRow]:
    """Proposed programmes, newest first. Raises `bad-page`."""
    require(deed)
    rows = access.visible_proposals(deed)
    if state is not None:
        rows = rows.filter(state=state)
    found = page(rows, order=PROPOSAL_ORDER, after=after, size=size)
    return Page(tuple(_proposal(deed, row) for row in found.rows), found.next)


def proposal(deed: Deed, proposal_id: UUID) -> ProposalRow:
    """One proposal. Raises `proposal-not-found`."""
    require(deed)
    return _proposal(deed, access.load_proposal(deed, proposal_id))


def proposals_of(deed: Deed, ids: Iterable[UUID]) -> dict[UUID, ProposalRow]:
    """Some proposals by id, for the plan's candidates; those somebody may not see are left out."""
    require(deed)
    rows = access.visible_proposals(deed).filter(pk__in=list(ids))
    return {row.pk: _proposal(deed, row) for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a proposal, for whoever holds its link."""

    number: str
    name: str
    received_on: str
    state: str
    state_label: str
    answer: str


def receipt(deed: Deed, link: LinkRow) -> Receipt:
    """The receipt behind a link to one proposal. Raises `proposal-not-found`."""
    require(deed)
    row = Proposal.objects.filter(pk=link.subject_id).first()
    if row is None or deed.link_id != link.id:
        raise Refused("proposal-not-found")
    return Receipt(
        number=rules.proposal_number(row.year, row.serial),
        name=row.name,
        received_on=row.received_at.astimezone(SEOUL).date().isoformat(),
        state=row.state,
        state_label=str(words.PROPOSAL_STATES[row.state]),
        answer=row.answer,
    )
