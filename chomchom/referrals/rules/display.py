"""What a screen says of a referral: a pure function of its facts and the present moment.

It is never stored, so "overdue" and "needs an answer" cannot go stale and a past screen can be rebuilt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chomchom.kernel.deeds import SEOUL
from chomchom.referrals.rules.machine import ReferralState, Urgency

S = ReferralState


class Display(StrEnum):
    """The words of the lists; finer than the state."""

    DRAFT = "draft"
    UNSEEN = "unseen"
    UNSEEN_LATE = "unseen_late"
    WAITING = "waiting"
    ANSWER_LATE = "answer_late"
    TIME_OVER = "time_over"
    QUESTION = "question"
    WAITLISTED = "waitlisted"
    WAITLIST_REVIEW = "waitlist_review"
    DECLINE_REVIEW = "decline_review"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    HOLD_REVIEW = "hold_review"
    OUTCOME_DUE = "outcome_due"
    COMPLETED = "completed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    VOIDED = "voided"


class Tone(StrEnum):
    """How loud a word is; the page always adds a shape or a word to the colour."""

    QUIET = "quiet"
    WAITING = "waiting"
    ATTENTION = "attention"
    LATE = "late"
    GOOD = "good"


class WaitingFor(StrEnum):
    """Who has to do something next."""

    NOBODY = "nobody"
    SENDER = "sender"
    RECEIVER = "receiver"
    LEAD = "lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayFacts:
    """What the display is computed from."""

    state: ReferralState
    urgency: Urgency
    state_at: datetime
    sent_at: datetime | None = None
    seen_at: datetime | None = None
    seen_due_at: datetime | None = None
    answer_due_at: datetime | None = None
    expires_at: datetime | None = None
    outcome_ask_at: datetime | None = None
    review_on: date | None = None
    question_open: bool = False
    outcome_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The word, how loud it is, whose turn it is, and since or beyond when."""

    display: Display
    tone: Tone
    waiting_for: WaitingFor
    days: int
    overdue: bool


ENDS = {
    S.DECLINED: Display.DECLINED,
    S.FAILED: Display.FAILED,
    S.WITHDRAWN: Display.WITHDRAWN,
    S.EXPIRED: Display.EXPIRED,
    S.VOIDED: Display.VOIDED,
}


def _days(since: datetime | None, now: datetime) -> int:
    if since is None:
        return 0
    return max(0, (now.astimezone(SEOUL).date() - since.astimezone(SEOUL).date()).days)


def _shown(
    word: Display, tone: Tone, waiting_for: WaitingFor, *, since: datetime | None, now: datetime, overdue: bool = False
) -> Shown:
    return Shown(display=word, tone=tone, waiting_for=waiting_for, days=_days(since, now), overdue=overdue)


def _past(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def _while_sent(facts: DisplayFacts, now: datetime) -> Shown:
    """A referral that waits for its answer."""
    to = WaitingFor.RECEIVER
    if _past(facts.expires_at, now):
        return _shown(Display.TIME_OVER, Tone.LATE, WaitingFor.SENDER, since=facts.expires_at, now=now, overdue=True)
    if facts.question_open:
        return _shown(Display.QUESTION, Tone.ATTENTION, WaitingFor.SENDER, since=facts.state_at, now=now)
    if _past(facts.answer_due_at, now):
        return _shown(Display.ANSWER_LATE, Tone.LATE, to, since=facts.answer_due_at, now=now, overdue=True)
    if facts.seen_at is None and _past(facts.seen_due_at, now):
        return _shown(Display.UNSEEN_LATE, Tone.LATE, to, since=facts.seen_due_at, now=now, overdue=True)
    word = Display.UNSEEN if facts.seen_at is None else Display.WAITING
    return _shown(word, Tone.WAITING, to, since=facts.sent_at, now=now)


def _while_waitlisted(facts: DisplayFacts, now: datetime) -> Shown:
    if _past(facts.expires_at, now):
        return _shown(Display.TIME_OVER, Tone.LATE, WaitingFor.SENDER, since=facts.expires_at, now=now, overdue=True)
    if facts.review_on is not None and facts.review_on <= now.astimezone(SEOUL).date():
        return _shown(Display.WAITLIST_REVIEW, Tone.ATTENTION, WaitingFor.RECEIVER, since=facts.state_at, now=now)
    return _shown(Display.WAITLISTED, Tone.WAITING, WaitingFor.RECEIVER, since=facts.state_at, now=now)


def _while_taken(facts: DisplayFacts, now: datetime) -> Shown:
    """Accepted, begun or held: late only where the outcome is asked for and nobody knows."""
    if facts.state is S.ON_HOLD:
        due = facts.review_on is not None and facts.review_on <= now.astimezone(SEOUL).date()
        word, tone = (Display.HOLD_REVIEW, Tone.ATTENTION) if due else (Display.ON_HOLD, Tone.WAITING)
        return _shown(word, tone, WaitingFor.RECEIVER, since=facts.state_at, now=now)
    if not facts.outcome_known and _past(facts.outcome_ask_at, now):
        return _shown(
            Display.OUTCOME_DUE, Tone.ATTENTION, WaitingFor.RECEIVER, since=facts.outcome_ask_at, now=now, overdue=True
        )
    word = Display.ACCEPTED if facts.state is S.ACCEPTED else Display.IN_PROGRESS
    return _shown(word, Tone.GOOD, WaitingFor.RECEIVER, since=facts.state_at, now=now)


def display(facts: DisplayFacts, *, now: datetime) -> Shown:
    """What the lists say of a referral at this moment."""
    match facts.state:
        case S.DRAFT:
            return _shown(Display.DRAFT, Tone.QUIET, WaitingFor.SENDER, since=facts.state_at, now=now)
        case S.SENT:
            return _while_sent(facts, now)
        case S.WAITLISTED:
            return _while_waitlisted(facts, now)
        case S.DECLINE_PROPOSED:
            return _shown(Display.DECLINE_REVIEW, Tone.ATTENTION, WaitingFor.LEAD, since=facts.state_at, now=now)
        case S.ACCEPTED | S.IN_PROGRESS | S.ON_HOLD:
            return _while_taken(facts, now)
        case S.COMPLETED if not facts.outcome_known:
            return _shown(Display.OUTCOME_DUE, Tone.ATTENTION, WaitingFor.SENDER, since=facts.state_at, now=now)
        case S.COMPLETED:
            return _shown(Display.COMPLETED, Tone.GOOD, WaitingFor.NOBODY, since=facts.state_at, now=now)
        case _:
            return _shown(ENDS[facts.state], Tone.QUIET, WaitingFor.NOBODY, since=facts.state_at, now=now)
