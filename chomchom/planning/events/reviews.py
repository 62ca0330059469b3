"""What reviews, candidates, overlaps and the library write into the ledger."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from chomchom.kernel.events import Code, Event
from chomchom.planning.rules.asks import DataState, ProvinceState
from chomchom.planning.rules.candidates import CandidateState, Judgement, Proposer
from chomchom.planning.rules.evidence import ClaimState, EvidenceKind
from chomchom.planning.rules.pairs import PairVerdict, ThingKind
from chomchom.planning.rules.reviews import CardState


class ReviewRoundOpened(Event):
    """A review round began, with so many cards of so many rows."""

    tag: ClassVar[str] = "planning:review-round:opened"

    round_id: UUID
    term_id: UUID
    year: int
    cards: int
    rows: int
    due_on: date


class ReviewRoundClosed(Event):
    """A review round ended, with so many of its cards final."""

    tag: ClassVar[str] = "planning:review-round:closed"

    round_id: UUID
    cards: int
    final: int


class CardWritten(Event):
    """Somebody filled a row of a card, or said why there is nothing to fill in."""

    tag: ClassVar[str] = "planning:review-card:written"

    card_id: UUID
    project_id: UUID
    row: Code
    excused: bool


class CardMoved(Event):
    """A card went on, or back."""

    tag: ClassVar[str] = "planning:review-card:moved"

    card_id: UUID
    project_id: UUID
    move: Code
    state: CardState


class CardQuoted(Event):
    """An opinion of a meeting was brought beside a row of a card."""

    tag: ClassVar[str] = "planning:review-card:quoted"

    card_id: UUID
    row: Code
    opinion_id: UUID
    meeting_id: UUID | None = None


class CandidateProposed(Event):
    """Somebody proposed a programme for the plan."""

    tag: ClassVar[str] = "planning:candidate:proposed"

    candidate_id: UUID
    term_id: UUID
    proposer: Proposer
    origin_id: UUID | None = None


class CandidateJudged(Event):
    """A criterion was judged for a candidate, or a consideration for a card."""

    tag: ClassVar[str] = "planning:candidate:judged"

    subject_id: UUID
    criterion: Code
    judgement: Judgement
    evidence_id: UUID | None = None


class CandidateMoved(Event):
    """A candidate went on, was decided on, or was taken up again."""

    tag: ClassVar[str] = "planning:candidate:moved"

    candidate_id: UUID
    move: Code
    state: CandidateState
    decision_id: UUID | None = None
    placed_in: UUID | None = None


class ExistingImported(Event):
    """A list of programmes that run already went in."""

    tag: ClassVar[str] = "planning:existing:imported"

    import_id: UUID
    new: int
    changed: int
    same: int
    faulty: int


class OverlapStated(Event):
    """Somebody said that two things overlap, and it was written down."""

    tag: ClassVar[str] = "planning:overlap:stated"

    overlap_id: UUID
    subject_id: UUID
    other_id: UUID | None = None


class OverlapJudged(Event):
    """A person said of two things that they are the same, different or joined."""

    tag: ClassVar[str] = "planning:overlap:judged"

    one_kind: ThingKind
    one_id: UUID
    other_kind: ThingKind
    other_id: UUID
    verdict: PairVerdict
    score_percent: int | None = None


class EvidenceEntered(Event):
    """A source entered the library, or a newer value replaced an older one."""

    tag: ClassVar[str] = "planning:evidence:entered"

    evidence_id: UUID
    kind: EvidenceKind
    year: int
    replaces: UUID | None = None


class ClaimEntered(Event):
    """A claim without a figure was written down."""

    tag: ClassVar[str] = "planning:claim:entered"

    claim_id: UUID
    project_id: UUID | None = None


class ClaimSettled(Event):
    """A claim was backed by evidence, dropped, or opened again."""

    tag: ClassVar[str] = "planning:claim:settled"

    claim_id: UUID
    state: ClaimState
    evidence_id: UUID | None = None


class DataAsked(Event):
    """Data was asked for."""

    tag: ClassVar[str] = "planning:data-request:asked"

    request_id: UUID
    due_on: date


class DataRequestMoved(Event):
    """Data that was asked for came, was asked for again, or is not needed any more."""

    tag: ClassVar[str] = "planning:data-request:moved"

    request_id: UUID
    state: DataState
    with_file: bool = False


class ProvinceRequestEntered(Event):
    """A request to the province was written."""

    tag: ClassVar[str] = "planning:province-request:entered"

    request_id: UUID
    project_id: UUID | None = None


class ProvinceRequestMoved(Event):
    """A request to the province was sent, answered or closed."""

    tag: ClassVar[str] = "planning:province-request:moved"

    request_id: UUID
    state: ProvinceState
