"""Whether the person was helped, by whoever saw it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About, Code
from chomchom.ledger.public import record
from chomchom.people import public as people
from chomchom.referrals import access, rules
from chomchom.referrals.actions.moving import check_words
from chomchom.referrals.actions.telling import tell_sender
from chomchom.referrals.events import OutcomeReported
from chomchom.referrals.models import Result
from chomchom.referrals.rules import Outcome, OutcomeFacts, OutcomeSource, ReferralState, Side


def report_outcome(
    deed: Deed,
    *,
    referral_id: UUID,
    outcome: Outcome | str,
    source: OutcomeSource | str,
    happened_on: date | None = None,
    note: str = "",
) -> None:
    """Write down what came of it. The ledger entry belongs to the day it happened.

    Raises `outcome-before-acceptance`, `outcome-source-not-yours`, `outcome-in-the-future`, `outcome-before-start`.
    """
    referral = access.load_referral(deed, referral_id, lock=True)
    side = access.side_for(deed, referral, wanted=frozenset({Side.SENDER, Side.LEAD, Side.RECEIVER}))
    day = happened_on or deed.day
    rules.check_outcome(
        OutcomeFacts(
            state=ReferralState(referral.state),
            source=OutcomeSource(source),
            by_receiver=side is Side.RECEIVER,
            happened_on=day,
            accepted_on=referral.accepted_at and rules.day_of(referral.accepted_at),
            today=deed.day,
        )
    )
    check_words(note)
    result = Result.objects.create(
        referral=referral,
        outcome=Outcome(outcome),
        source=OutcomeSource(source),
        happened_on=day,
        recorded_at=deed.at,
        recorded_by=deed.actor_id,
        note=note.strip(),
    )
    referral.outcome_known = True
    referral.outcome_ask_at = None
    referral.save(update_fields=["outcome_known", "outcome_ask_at"])
    event = OutcomeReported(
        referral_id=referral.pk,
        service_id=referral.service_id,
        need=Code(referral.need),
        outcome=Outcome(outcome),
        source=OutcomeSource(source),
        happened_on=day,
    )
    about = people.about([referral.person_id], day).get(referral.person_id)
    record(deed, event, stream=referral.pk, about=about or About(dong=referral.dong), occurred_on=day)
    if side is Side.RECEIVER:
        tell_sender(deed, referral, template="referral-progress", key=f"outcome:{result.pk}")
