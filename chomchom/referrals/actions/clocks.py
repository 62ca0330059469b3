"""What the clocks do. Each step asks for everything that is overdue, however long, and may be run again.

The state of a clock lies in the referral's own columns; the run looks at them, never at when it last ran.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import F

from chomchom.kernel.deeds import Deed
from chomchom.referrals import access, events, rules
from chomchom.referrals.actions.hours import hours_on
from chomchom.referrals.actions.moving import _core, _origin, move
from chomchom.referrals.actions.telling import ANSWER, OUTCOME, tell_receiver, tell_sender
from chomchom.referrals.models import Referral
from chomchom.referrals.rules import DeclinedBy, ReferralState
from chomchom.rulebook.holidays import working_days

S = ReferralState


class Clock(StrEnum):
    """Which clock of a referral is due."""

    EXPIRE = "expire"
    REMIND = "remind"
    UNSEEN = "unseen"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Due:
    """One referral with one clock that is due."""

    referral_id: UUID
    clock: Clock


def due_now(deed: Deed, *, limit: int = 200) -> list[Due]:
    """Everything that is due, oldest first; four queries."""
    at = deed.at
    rows = access.visible_to(deed)
    unanswered = rows.filter(state=S.SENT, expires_at__gt=at)
    found = {
        Clock.EXPIRE: rows.filter(state__in=[S.SENT, S.WAITLISTED], expires_at__lte=at).order_by("expires_at"),
        Clock.REMIND: unanswered.filter(remind_at__lte=at, reminded_at__isnull=True).order_by("remind_at"),
        Clock.UNSEEN: unanswered.filter(
            seen_due_at__lte=at, seen_at__isnull=True, unseen_told_at__isnull=True, remind_at__gt=at
        ).order_by("seen_due_at"),
        Clock.OUTCOME: rows.filter(
            state__in=[S.ACCEPTED, S.IN_PROGRESS, S.ON_HOLD, S.COMPLETED],
            outcome_known=False,
            outcome_ask_at__lte=at,
            outcome_asks__lt=2,
        ).order_by("outcome_ask_at"),
    }
    return [
        Due(referral_id, clock)
        for clock, due in found.items()
        for referral_id in due.values_list("pk", flat=True)[:limit]
    ]


def expire(deed: Deed, *, referral_id: UUID) -> bool:
    """End an unanswered referral whose time is over; False where somebody answered meanwhile."""
    referral = access.load_referral(deed, referral_id, lock=True)
    if referral.state not in (S.SENT, S.WAITLISTED) or _ahead(referral.expires_at, deed.at):
        return False

    def change(one: Referral) -> None:
        one.declined_by = DeclinedBy.SYSTEM

    done = move(
        deed,
        referral_id=referral_id,
        name="expire",
        reason="time_over",
        change=change,
        event=lambda one: events.ReferralExpired(**_core(one), **_origin(one)),
    )
    tell_sender(deed, done.referral, template="referral-expired", key=str(done.step_id), urgent=True)
    tell_receiver(deed, done.referral, template="referral-expired", key=str(done.step_id))
    return True


def _ahead(moment: datetime | None, at: datetime) -> bool:
    return moment is None or moment > at


def remind(deed: Deed, *, referral_id: UUID) -> bool:
    """Remind the receiver once, with a fresh link, and let the sender know that it waits."""
    due = Referral.objects.filter(pk=referral_id, state=S.SENT, reminded_at__isnull=True, remind_at__lte=deed.at)
    if not due.update(reminded_at=deed.at):
        return False
    referral = access.load_referral(deed, referral_id)
    key = deed.day.isoformat()
    tell_receiver(deed, referral, template="referral-reminder", key=key, purpose=ANSWER)
    tell_sender(deed, referral, template="referral-reminder", key=key)
    return True


def tell_unseen(deed: Deed, *, referral_id: UUID) -> bool:
    """Say once that nobody has opened it."""
    due = Referral.objects.filter(pk=referral_id, state=S.SENT, seen_at__isnull=True, unseen_told_at__isnull=True)
    if not due.update(unseen_told_at=deed.at):
        return False
    referral = access.load_referral(deed, referral_id)
    tell_receiver(deed, referral, template="referral-unseen", key=deed.day.isoformat(), purpose=ANSWER)
    tell_sender(deed, referral, template="referral-unseen", key=deed.day.isoformat())
    return True


def ask_for_outcome(deed: Deed, *, referral_id: UUID) -> bool:
    """Ask both sides what became of it, at most twice; the second time is planned with the first."""
    referral = access.load_referral(deed, referral_id, lock=True)
    if referral.outcome_known or referral.accepted_at is None or _ahead(referral.outcome_ask_at, deed.at):
        return False
    again = rules.outcome_asks(referral.accepted_at, hours=hours_on(deed.day), days=working_days())[1]
    referral.outcome_ask_at = again if again > deed.at else referral.outcome_ask_at
    referral.outcome_asks = F("outcome_asks") + 1
    referral.save(update_fields=["outcome_ask_at", "outcome_asks"])
    referral.refresh_from_db()
    key = str(referral.outcome_asks)
    tell_receiver(deed, referral, template="referral-outcome-asked", key=key, purpose=OUTCOME)
    tell_sender(deed, referral, template="referral-outcome-asked", key=key)
    return True
