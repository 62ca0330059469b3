"""Links to resources outside the network: written down in one go, their outcome later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About, Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.network import public as network
from chomchom.people import public as people
from chomchom.referrals import access, rules
from chomchom.referrals.events import OutsideLinked, OutsideOutcome
from chomchom.referrals.models import OutsideReferral
from chomchom.referrals.rules import Outcome, OutsideFacts, OutsideWay


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideIn:
    """A link as it is written down; `resource` is who helps, in a few words."""

    idem_key: UUID
    person_id: UUID
    need: str
    resource: str
    way: OutsideWay
    agreed: bool
    linked_on: date
    over_criteria: bool = False


def link_outside(deed: Deed, wanted: OutsideIn) -> UUID:
    """Write down a link outside the network; the same form sent twice makes one.

    Raises what `rules.check_outside` raises, `referral-outside-your-area`, `outside-not-yours`, `need-unknown`,
    and what `people` refuses in free text.
    """
    access.check_may_link_outside(deed)
    known = OutsideReferral.objects.filter(idem_key=wanted.idem_key).first()
    if known is not None:
        return known.pk
    card = people.card(deed, wanted.person_id)
    access.check_may_send(deed, dong=card.dong)
    if wanted.need not in {one.code for one in network.needs()}:
        raise Refused("need-unknown", need=wanted.need)
    people.check_text(wanted.resource)
    rules.check_outside(
        OutsideFacts(
            resource=wanted.resource,
            way=wanted.way,
            agreed=wanted.agreed,
            linked_on=wanted.linked_on,
            today=deed.day,
        )
    )
    row = OutsideReferral.objects.create(
        idem_key=wanted.idem_key,
        person_id=card.person_id,
        need=wanted.need,
        dong=card.dong,
        over_criteria=wanted.over_criteria,
        resource=wanted.resource.strip(),
        way=wanted.way,
        linked_on=wanted.linked_on,
        recorded_at=deed.at,
        recorded_by=deed.actor_id,
    )
    event = OutsideLinked(outside_id=row.pk, need=Code(row.need), way=wanted.way, over_criteria=row.over_criteria)
    record(deed, event, stream=row.pk, about=_about(deed, row), occurred_on=row.linked_on)
    return row.pk


def end_outside(deed: Deed, *, outside_id: UUID, outcome: Outcome, happened_on: date) -> None:
    """Write down what came of it for the person. Raises `outside-not-found`, `outcome-before-start`, `outcome-in-the-future`."""
    row = access.load_outside(deed, outside_id, lock=True)
    rules.check_outside_outcome(outcome, happened_on=happened_on, linked_on=row.linked_on, today=deed.day)
    row.outcome, row.outcome_on = outcome, happened_on
    row.save(update_fields=["outcome", "outcome_on"])
    event = OutsideOutcome(outside_id=row.pk, need=Code(row.need), outcome=outcome, happened_on=happened_on)
    record(deed, event, stream=row.pk, about=_about(deed, row), occurred_on=happened_on)


def _about(deed: Deed, row: OutsideReferral) -> About:
    return people.about([row.person_id], deed.day).get(row.person_id) or About(dong=row.dong)
