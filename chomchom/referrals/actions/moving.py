"""The moves of a referral. Each one: load and lock, on which side, is it possible, write, ledger, tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About, Code, Event
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import Item, of_streams, record, record_many
from chomchom.people import public as people
from chomchom.referrals import access, events, rules, sharing
from chomchom.referrals.actions.hours import hours_on
from chomchom.referrals.actions.telling import ANSWER, WORK, tell_receiver, tell_sender
from chomchom.referrals.models import Referral, Step
from chomchom.referrals.rules import (
    OVER,
    REFERRALS,
    DeclineCode,
    DeclinedBy,
    FailCode,
    HoldCode,
    ReferralState,
    Side,
    VoidCode,
    WithdrawCode,
)
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import whole

MOST_NOTE = 500


def check_words(text: str) -> None:
    """Raises `referral-text-too-long`, and what `people` refuses in free text (`rrn-not-kept`)."""
    if len(text) > MOST_NOTE:
        raise Refused("referral-text-too-long", most=MOST_NOTE)
    people.check_text(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A referral after a move, with what it came from."""

    referral: Referral
    side: Side
    step_id: int


Change = Callable[[Referral], None]


def move(
    deed: Deed,
    *,
    referral_id: UUID,
    name: str,
    event: Callable[[Referral], Event],
    reason: str = "",
    note: str = "",
    change: Change | None = None,
    voids: Sequence[int] = (),
) -> Moved:
    """Make one named move. The row is locked, so that of two who answer at once the second hears that it is answered."""
    referral = access.load_referral(deed, referral_id, lock=True)
    side = access.side_for(deed, referral, wanted=frozenset(Side(who) for who in REFERRALS.move(name).who))
    was = ReferralState(referral.state)
    target = rules.check_move(name, was, side=side, reason=reason)
    check_words(note)
    about = people.about([referral.person_id], deed.day).get(referral.person_id)
    _change(referral, target, at=deed.at, reason=reason, change=change)
    step = Step.objects.create(
        referral=referral,
        move=name,
        from_state=was,
        to_state=target,
        at=deed.at,
        actor_id=deed.actor_id,
        side=side,
        by_link=deed.link_id is not None,
        reason=reason,
        note=note.strip(),
    )
    happened, about = event(referral), about or About(dong=referral.dong)
    record_many(deed, [Item(event=happened, stream=referral.pk, about=about, voids=seq) for seq in voids or (None,)])
    if target in OVER:
        sharing.close_for_all(deed, referral)
    return Moved(referral=referral, side=side, step_id=step.pk)


def _change(referral: Referral, target: ReferralState, *, at: datetime, reason: str, change: Change | None) -> None:
    referral.state = target
    referral.state_at = at
    referral.reason = reason
    if change is not None:
        change(referral)
    if target in OVER or target in (ReferralState.COMPLETED, ReferralState.FAILED):
        referral.ended_at = at
        referral.question_open = False
    referral.save()


def _setting(**fields: object) -> Change:
    """A change that only writes these fields."""

    def change(referral: Referral) -> None:
        for name, held in fields.items():
            setattr(referral, name, held)

    return change


def _origin(referral: Referral) -> dict[str, Any]:
    return {
        "origin_kind": Code(referral.origin_kind) if referral.origin_kind else None,
        "origin_id": referral.origin_id,
    }


def _core(referral: Referral) -> dict[str, Any]:
    return {
        "referral_id": referral.pk,
        "service_id": referral.service_id,
        "need": Code(referral.need),
        "over_criteria": referral.over_criteria,
    }


def mark_seen(deed: Deed, *, referral_id: UUID) -> None:
    """Note that the receiver has opened it; only the first time counts."""
    referral = access.load_referral(deed, referral_id)
    if Side.RECEIVER not in access.sides_of(deed, referral) or referral.seen_at is not None:
        return
    if Referral.objects.filter(pk=referral.pk, seen_at__isnull=True).update(seen_at=deed.at):
        record(deed, events.ReferralSeen(referral_id=referral.pk), stream=referral.pk)


def accept(deed: Deed, *, referral_id: UUID, note: str = "") -> None:
    """The receiver takes it: from now on it answers for the person."""

    def change(referral: Referral) -> None:
        asks = rules.outcome_asks(deed.at, hours=hours_on(deed.day), days=working_days())
        referral.accepted_at = referral.answered_at = deed.at
        referral.seen_at = referral.seen_at or deed.at
        referral.question_open = False
        referral.review_on = None
        referral.outcome_ask_at = asks[0]

    done = move(
        deed,
        referral_id=referral_id,
        name="accept",
        note=note,
        change=change,
        event=lambda one: events.ReferralAccepted(**_core(one), **_origin(one)),
    )
    tell_sender(deed, done.referral, template="referral-accepted", key=str(done.step_id))
    if deed.link_id is not None:
        tell_receiver(deed, done.referral, template="referral-work-link", key=str(done.step_id), purpose=WORK)


def waitlist(deed: Deed, *, referral_id: UUID, review_on: date | None = None, note: str = "") -> None:
    """The receiver puts it on a waiting list and says when it looks again; the list has a clock of its own."""
    _check_review(deed, review_on)

    def change(referral: Referral) -> None:
        referral.answered_at = deed.at
        referral.seen_at = referral.seen_at or deed.at
        referral.question_open = False
        referral.review_on = review_on
        referral.expires_at = rules.expires_after_waitlisting(deed.at, hours=hours_on(deed.day), days=working_days())
        referral.reminded_at = None

    done = move(
        deed,
        referral_id=referral_id,
        name="waitlist",
        note=note,
        change=change,
        event=lambda one: events.ReferralWaitlisted(**_core(one)),
    )
    tell_sender(deed, done.referral, template="referral-waitlisted", key=str(done.step_id))


def propose_decline(deed: Deed, *, referral_id: UUID, code: DeclineCode | str, note: str = "") -> None:
    """The receiver says that it cannot, and why. It is a proposal: the lead decides."""

    def change(referral: Referral) -> None:
        referral.answered_at = deed.at
        referral.seen_at = referral.seen_at or deed.at
        referral.question_open = False
        referral.declined_by = rules.declined_by(DeclineCode(referral.reason))

    done = move(
        deed,
        referral_id=referral_id,
        name="propose_decline",
        reason=str(code),
        note=note,
        change=change,
        event=lambda one: events.DeclineProposed(**_core(one), code=DeclineCode(one.reason)),
    )
    tell_sender(deed, done.referral, template="referral-decline-proposed", key=str(done.step_id), urgent=True)


def confirm_decline(
    deed: Deed,
    *,
    referral_id: UUID,
    code: DeclineCode | str,
    declined_by: DeclinedBy | None = None,
    note: str = "",
) -> None:
    """The lead agrees: it is declined. The lead may set the reason right, and whose no it was."""

    def change(referral: Referral) -> None:
        referral.declined_by = declined_by or rules.declined_by(DeclineCode(referral.reason))

    done = move(
        deed,
        referral_id=referral_id,
        name="confirm_decline",
        reason=str(code),
        note=note,
        change=change,
        event=lambda one: events.ReferralDeclined(
            **_core(one), **_origin(one), code=DeclineCode(one.reason), declined_by=DeclinedBy(one.declined_by)
        ),
    )
    tell_sender(deed, done.referral, template="referral-declined", key=str(done.step_id))


def ask_again(deed: Deed, *, referral_id: UUID, note: str = "") -> None:
    """The lead does not agree and asks again; the clocks of an answer start anew."""

    def change(referral: Referral) -> None:
        clocks = rules.plan_clocks(
            rules.Urgency(referral.urgency), sent_at=deed.at, hours=hours_on(deed.day), days=working_days()
        )
        referral.seen_due_at = clocks.seen_due_at
        referral.remind_at = clocks.remind_at
        referral.answer_due_at = clocks.answer_due_at
        referral.expires_at = clocks.expires_at
        referral.reminded_at = None
        referral.declined_by = ""

    done = move(
        deed,
        referral_id=referral_id,
        name="ask_again",
        note=note,
        change=change,
        event=lambda one: events.ReferralAskedAgain(referral_id=one.pk),
    )
    tell_receiver(deed, done.referral, template="referral-asked-again", key=str(done.step_id), purpose=ANSWER)


def start(deed: Deed, *, referral_id: UUID, note: str = "") -> None:
    """The service begins."""
    move(
        deed,
        referral_id=referral_id,
        name="start",
        note=note,
        event=lambda one: events.ReferralStarted(referral_id=one.pk),
    )


def hold(deed: Deed, *, referral_id: UUID, code: HoldCode | str, review_on: date | None = None, note: str = "") -> None:
    """The work stands still for a reason, and is looked at again on a day (default: the rulebook's)."""
    _check_review(deed, review_on)
    again = review_on or deed.day + timedelta(days=whole("referrals.hold_review_days", on=deed.day))
    done = move(
        deed,
        referral_id=referral_id,
        name="hold",
        reason=str(code),
        note=note,
        change=_setting(review_on=again),
        event=lambda one: events.ReferralHeld(referral_id=one.pk, code=HoldCode(one.reason)),
    )
    tell_sender(deed, done.referral, template="referral-progress", key=str(done.step_id))


def resume(deed: Deed, *, referral_id: UUID, note: str = "") -> None:
    """The work goes on."""
    move(
        deed,
        referral_id=referral_id,
        name="resume",
        note=note,
        change=_setting(review_on=None),
        event=lambda one: events.ReferralResumed(referral_id=one.pk),
    )


def complete(deed: Deed, *, referral_id: UUID, note: str = "") -> None:
    """The receiver says that the work is done. Whether it helped is asked apart; access ends some days later."""
    until = _access_until(deed)
    done = move(
        deed,
        referral_id=referral_id,
        name="complete",
        note=note,
        change=_setting(access_until=until),
        event=lambda one: events.ReferralCompleted(**_core(one)),
    )
    sharing.close_after(deed, done.referral, until=until)
    tell_sender(deed, done.referral, template="referral-progress", key=str(done.step_id))


def fail(deed: Deed, *, referral_id: UUID, code: FailCode | str, note: str = "") -> None:
    """The work ended without meeting the need."""
    until = _access_until(deed)
    done = move(
        deed,
        referral_id=referral_id,
        name="fail",
        reason=str(code),
        note=note,
        change=_setting(access_until=until),
        event=lambda one: events.ReferralFailed(**_core(one), code=FailCode(one.reason)),
    )
    sharing.close_after(deed, done.referral, until=until)
    tell_sender(deed, done.referral, template="referral-progress", key=str(done.step_id), urgent=True)


def withdraw(deed: Deed, *, referral_id: UUID, code: WithdrawCode | str, note: str = "") -> None:
    """The sender takes it back; a receiver who knew of it is told that there is nothing more to do."""
    access.check_may_withdraw_draft(deed, access.load_referral(deed, referral_id))
    done = move(
        deed,
        referral_id=referral_id,
        name="withdraw",
        reason=str(code),
        note=note,
        event=lambda one: events.ReferralWithdrawn(referral_id=one.pk, code=WithdrawCode(one.reason)),
    )
    if done.referral.sent_at is not None:
        tell_receiver(deed, done.referral, template="referral-withdrawn", key=str(done.step_id))


def end_for_lost_basis(deed: Deed, *, person_id: UUID, agency_id: UUID) -> tuple[UUID, ...]:
    """The consent or legal ground is gone: what was open with this agency ends, and both sides hear why.

    Only where no other basis holds by now. Gives the referrals that ended.
    """
    if sharing.basis_for(deed, person_id=person_id, agency_id=agency_id) is not None:
        return ()
    rows = Referral.objects.open().filter(person_id__in=people.ids_meaning(person_id), agency_id=agency_id)
    return tuple(_end_for_lost_basis(deed, pk) for pk in rows.order_by("pk").values_list("pk", flat=True))


def _end_for_lost_basis(deed: Deed, referral_id: UUID) -> UUID:
    done = move(
        deed,
        referral_id=referral_id,
        name="basis_ended",
        reason=WithdrawCode.CONSENT_WITHDRAWN,
        event=lambda one: events.ReferralWithdrawn(referral_id=one.pk, code=WithdrawCode(one.reason)),
    )
    tell_receiver(deed, done.referral, template="referral-withdrawn", key=str(done.step_id))
    tell_sender(deed, done.referral, template="referral-consent-withdrawn", key=str(done.step_id))
    return done.referral.pk


def void(deed: Deed, *, referral_id: UUID, code: VoidCode | str, note: str = "") -> None:
    """Mark a slip of the hand. The row stays and says so; every ledger entry of it is voided, so figures leave it out."""
    standing = [entry.seq for entry in of_streams(deed, [referral_id]) if entry.voids is None]
    done = move(
        deed,
        referral_id=referral_id,
        name="void",
        reason=str(code),
        note=note,
        event=lambda one: events.ReferralVoided(referral_id=one.pk, code=VoidCode(one.reason)),
        voids=standing,
    )
    if done.referral.sent_at is not None:
        tell_receiver(deed, done.referral, template="referral-withdrawn", key=str(done.step_id))


def _access_until(deed: Deed) -> datetime:
    return deed.at + timedelta(days=whole("referrals.access_days_after_completed", on=deed.day))


def _check_review(deed: Deed, review_on: date | None) -> None:
    if review_on is not None and review_on <= deed.day:
        raise Refused("referral-review-in-the-past")
