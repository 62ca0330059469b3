"""What this room writes into the ledger: each move of a referral, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from chomchom.kernel.events import Code, Event
from chomchom.referrals.rules import (
    DeclineCode,
    DeclinedBy,
    FailCode,
    HoldCode,
    Outcome,
    OutcomeSource,
    OutsideWay,
    Side,
    Urgency,
    VoidCode,
    WithdrawCode,
)


class ReferralSent(Event):
    """An agency was asked. `origin_*` say what the referral grew out of (an episode, a case, a programme)."""

    tag: ClassVar[str] = "referrals:referral:sent"

    referral_id: UUID
    service_id: UUID
    receiver_id: UUID
    need: Code
    urgency: Urgency
    over_criteria: bool
    origin_kind: Code | None = None
    origin_id: UUID | None = None


class ReferralSeen(Event):
    """The receiver opened it for the first time."""

    tag: ClassVar[str] = "referrals:referral:seen"

    referral_id: UUID


class ReferralAccepted(Event):
    """The receiver took it; responsibility passes."""

    tag: ClassVar[str] = "referrals:referral:accepted"

    referral_id: UUID
    service_id: UUID
    need: Code
    over_criteria: bool
    origin_kind: Code | None = None
    origin_id: UUID | None = None


class ReferralWaitlisted(Event):
    """The receiver put it on a waiting list."""

    tag: ClassVar[str] = "referrals:referral:waitlisted"

    referral_id: UUID
    service_id: UUID
    need: Code
    over_criteria: bool


class DeclineProposed(Event):
    """The receiver says that it cannot; the lead looks at it a second time."""

    tag: ClassVar[str] = "referrals:referral:decline-proposed"

    referral_id: UUID
    service_id: UUID
    need: Code
    code: DeclineCode
    over_criteria: bool


class ReferralDeclined(Event):
    """It ended with a no; for want of capacity it enters the deficit register."""

    tag: ClassVar[str] = "referrals:referral:declined"

    referral_id: UUID
    service_id: UUID
    need: Code
    code: DeclineCode
    declined_by: DeclinedBy
    over_criteria: bool
    origin_kind: Code | None = None
    origin_id: UUID | None = None


class ReferralAskedAgain(Event):
    """The lead did not agree with a proposed decline."""

    tag: ClassVar[str] = "referrals:referral:asked-again"

    referral_id: UUID


class ReferralStarted(Event):
    """The service began."""

    tag: ClassVar[str] = "referrals:referral:started"

    referral_id: UUID


class ReferralHeld(Event):
    """The work stands still."""

    tag: ClassVar[str] = "referrals:referral:held"

    referral_id: UUID
    code: HoldCode


class ReferralResumed(Event):
    """The work goes on."""

    tag: ClassVar[str] = "referrals:referral:resumed"

    referral_id: UUID


class ReferralCompleted(Event):
    """The receiver says that the work is done; whether it helped is the outcome."""

    tag: ClassVar[str] = "referrals:referral:completed"

    referral_id: UUID
    service_id: UUID
    need: Code
    over_criteria: bool


class ReferralFailed(Event):
    """The work ended without meeting the need."""

    tag: ClassVar[str] = "referrals:referral:failed"

    referral_id: UUID
    service_id: UUID
    need: Code
    code: FailCode
    over_criteria: bool


class ReferralExpired(Event):
    """Nobody answered in time."""

    tag: ClassVar[str] = "referrals:referral:expired"

    referral_id: UUID
    service_id: UUID
    need: Code
    over_criteria: bool
    origin_kind: Code | None = None
    origin_id: UUID | None = None


class ReferralWithdrawn(Event):
    """The sender took it back."""

    tag: ClassVar[str] = "referrals:referral:withdrawn"

    referral_id: UUID
    code: WithdrawCode


class ReferralVoided(Event):
    """It was a slip of the hand."""

    tag: ClassVar[str] = "referrals:referral:voided"

    referral_id: UUID
    code: VoidCode


class OutcomeReported(Event):
    """Whether the person was helped, as one source says."""

    tag: ClassVar[str] = "referrals:outcome:reported"

    referral_id: UUID
    service_id: UUID
    need: Code
    outcome: Outcome
    source: OutcomeSource
    happened_on: date


class QuestionAsked(Event):
    """The receiver has a question before answering."""

    tag: ClassVar[str] = "referrals:question:asked"

    referral_id: UUID


class QuestionAnswered(Event):
    """Somebody wrote back."""

    tag: ClassVar[str] = "referrals:question:answered"

    referral_id: UUID
    side: Side


class OutsideLinked(Event):
    """A person was linked to somebody outside the network."""

    tag: ClassVar[str] = "referrals:outside:linked"

    outside_id: UUID
    need: Code
    way: OutsideWay
    over_criteria: bool


class OutsideOutcome(Event):
    """What came of a link outside the network for the person."""

    tag: ClassVar[str] = "referrals:outside:ended"

    outside_id: UUID
    need: Code
    outcome: Outcome
    happened_on: date


class OverlapAsked(Event):
    """Somebody asked whether a person already gets something similar; the answer is yes or no."""

    tag: ClassVar[str] = "referrals:overlap:asked"

    need: Code
    found: bool
