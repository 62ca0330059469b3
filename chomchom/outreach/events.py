"""What outreach writes into the ledger. No names, no text: ids, codes, numbers."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.events import Code, Event
from chomchom.outreach.rules.register import ActivityKind, ActorKind, LinkResult, Payer, Resource
from chomchom.outreach.rules.words import (
    AttemptResult,
    Channel,
    CheckResult,
    Door,
    DropoutReason,
    EpisodeState,
    FinderKind,
    Grade,
    HowKnown,
    IncidentCause,
    NextStep,
    NotDone,
    Outcome,
    SharingBasis,
    VisitorKind,
)


class SignalReceived(Event):
    """A hint of crisis arrived and met its episode. The entry's sector is the finder's."""

    tag = "outreach:signal:received"
    signal_id: UUID
    episode_id: UUID
    door: Door
    finder: FinderKind
    grade: Grade
    joined: bool  # met an episode that was already open
    incident_id: UUID | None = None
    round_id: UUID | None = None


class IncidentOpened(Event):
    """Many homes of one door fell silent at once."""

    tag = "outreach:incident:opened"
    incident_id: UUID
    door: Door
    homes: int


class IncidentEnded(Event):
    """A person ended an area incident."""

    tag = "outreach:incident:ended"
    incident_id: UUID
    cause: IncidentCause
    settled: int
    released: int
    minutes: int


class AttemptLogged(Event):
    """Somebody tried to reach the person; the result is a fact."""

    tag = "outreach:attempt:logged"
    episode_id: UUID
    channel: Channel
    result: AttemptResult
    minutes_since_signal: int
    first: bool


class SiteCheckAsked(Event):
    """Somebody was asked to go to the door."""

    tag = "outreach:site-check:asked"
    episode_id: UUID
    site_check_id: UUID
    visitor: VisitorKind
    basis: SharingBasis
    minutes_since_signal: int


class VisitorSetOut(Event):
    """The visitor is on the way."""

    tag = "outreach:site-check:set-out"
    episode_id: UUID
    site_check_id: UUID
    minutes_since_signal: int


class SiteCheckReported(Event):
    """The visitor told what was found. `first_at_door` marks the moment from signal to a person at the door."""

    tag = "outreach:site-check:reported"
    episode_id: UUID
    site_check_id: UUID
    visitor: VisitorKind
    result: CheckResult
    minutes_since_signal: int
    minutes_since_asked: int
    at_door: bool
    first_at_door: bool
    not_done: NotDone | None = None


class SiteCheckCameBack(Event):
    """No answer until the due time: the episode is on the board again."""

    tag = "outreach:site-check:came-back"
    episode_id: UUID
    site_check_id: UUID
    visitor: VisitorKind


class SiteCheckWithdrawn(Event):
    """The visit is not needed any more."""

    tag = "outreach:site-check:withdrawn"
    episode_id: UUID
    site_check_id: UUID
    visitor: VisitorKind


class EpisodeEnded(Event):
    """A person ended an episode. Door and finder are those of its first signal, so that the finder is credited."""

    tag = "outreach:episode:ended"
    episode_id: UUID
    state: EpisodeState
    outcome: Outcome
    how_known: HowKnown | None = None
    door: Door
    finder: FinderKind
    minutes_since_signal: int
    batch: bool = False
    dropout: DropoutReason | None = None
    next_step: NextStep | None = None
    case_id: UUID | None = None
    referral_id: UUID | None = None


class EpisodeRegraded(Event):
    """A person set another grade."""

    tag = "outreach:episode:regraded"
    episode_id: UUID
    before: Grade
    after: Grade


class EpisodeLinked(Event):
    """An episode of a place was linked to a person or home."""

    tag = "outreach:episode:linked"
    episode_id: UUID
    household_id: UUID | None = None
    joined_into: UUID | None = None


class RoundConfirmed(Event):
    """A discovery round went in."""

    tag = "outreach:round:confirmed"
    round_id: UUID
    new: int
    known: int
    faulty: int
    repeated: int


class RoundDestroyed(Event):
    """The purpose of a round is over; its personal data were destroyed."""

    tag = "outreach:round:destroyed"
    round_id: UUID
    signals: int


class ReportTold(Event):
    """The finder was told 확인됨."""

    tag = "outreach:report:told"
    report_id: UUID
    finder: FinderKind


class ActivityEntered(Event):
    """A line of a paper diary: counts for the sector of who did it."""

    tag = "outreach:activity:entered"
    activity_id: UUID
    kind: ActivityKind
    actor: ActorKind
    count: int
    resource: Resource
    agency_id: UUID | None = None


class GoodsLinked(Event):
    """One-off goods or money were given, refused, or not to be had."""

    tag = "outreach:goods:linked"
    goods_id: UUID
    resource: Resource
    payer: Payer
    amount_won: int
    result: LinkResult
    over_criteria: bool
    episode_id: UUID | None = None


class IncomeHeldAgainstLine(Event):
    """A trial calculation: income against a public line. 0 means not above it; the income itself stays out."""

    tag = "outreach:consultation:held"
    episode_id: UUID
    criterion: Code
    household_size: int
    over_by_won: int


class DeficitEntered(Event):
    """A need nobody could meet."""

    tag = "outreach:deficit:entered"
    deficit_id: UUID
    need: Code
    over_criteria: bool
