"""Writing and sending a referral, behind the gate of consent or legal basis."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.network import public as network
from chomchom.network.public import ServiceRow
from chomchom.people import public as people
from chomchom.referrals import access, rules, sharing
from chomchom.referrals.actions.hours import hours_on
from chomchom.referrals.actions.telling import ANSWER, tell_receiver
from chomchom.referrals.events import ReferralSent
from chomchom.referrals.models import Referral, Step
from chomchom.referrals.rules import ReferralState, SharingBasis, Side, Urgency
from chomchom.rulebook.holidays import working_days
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralIn:
    """What is asked of which service for whom; `origin` is a tag and an id this room does not look into."""

    person_id: UUID
    service_id: UUID
    urgency: Urgency
    ask: str
    over_criteria: bool = False
    origin_kind: str = ""
    origin_id: UUID | None = None
    lead_id: UUID | None = None


def send(
    deed: Deed,
    *,
    person_id: UUID,
    service_id: UUID,
    urgency: Urgency | str,
    ask: str,
    origin_kind: str = "",
    origin_id: UUID | None = None,
    over_criteria: bool = False,
    lead_id: UUID | None = None,
) -> UUID:
    """Write a referral and send it at once; the id of the referral.

    Raises what `send_draft` raises. The lead (default: the sender) answers for the person until the agency accepts.
    """
    wanted = ReferralIn(
        person_id=person_id,
        service_id=service_id,
        urgency=Urgency(urgency),
        ask=ask,
        over_criteria=over_criteria,
        origin_kind=origin_kind,
        origin_id=origin_id,
        lead_id=lead_id,
    )
    referral_id = draft(deed, wanted)
    send_draft(deed, referral_id=referral_id)
    return referral_id


def draft(deed: Deed, wanted: ReferralIn) -> UUID:
    """Write a referral without sending it. It blocks nobody and nobody else sees it through a grant."""
    people.check_text(wanted.ask)
    card = people.card(deed, wanted.person_id)
    access.check_may_send(deed, dong=card.dong)
    service = network.service(deed, wanted.service_id)
    referral = Referral(
        id=new_id(),
        person_id=card.person_id,
        service_id=service.id,
        agency_id=service.agency_id,
        need=service.need,
        dong=card.dong,
        urgency=wanted.urgency,
        over_criteria=wanted.over_criteria,
        ask=wanted.ask.strip(),
        state=ReferralState.DRAFT,
        state_at=deed.at,
        origin_kind=wanted.origin_kind,
        origin_id=wanted.origin_id,
        sender_id=deed.actor_id,
        sender_agency_id=deed.agency_id if deed.has(*access.AGENCIES) else None,
        lead_id=wanted.lead_id or deed.actor_id,
        created_at=deed.at,
    )
    sharing.keep_for_sender(deed, referral)
    referral.save(force_insert=True)
    return referral.pk


def send_draft(deed: Deed, *, referral_id: UUID) -> None:
    """Send a draft: the gate, the clocks, the grant, the ledger, the notice.

    Raises the refusals of `rules.check_can_send`, and `referral-already-sent` for the same person and service.
    """
    referral = access.load_referral(deed, referral_id, lock=True)
    access.side_for(deed, referral, wanted=frozenset({Side.SENDER}))
    service = network.service(deed, referral.service_id)
    basis = sharing.basis_for(deed, person_id=referral.person_id, agency_id=referral.agency_id)
    rules.check_can_send(sharing.gather_send_facts(referral, service=service, basis=basis))
    check_not_sent_already(deed, person_id=referral.person_id, service=service, besides=referral.pk)
    _begin(deed, referral, basis=basis)
    with refusing("one_open_referral_per_person_and_service", "referral-already-sent"):
        referral.save()
    sharing.open_for(deed, referral, holder=referral.agency_id)
    _write_step(deed, referral)
    record(
        deed,
        _sent(referral),
        stream=referral.pk,
        about=people.about([referral.person_id], deed.day)[referral.person_id],
    )
    template = "referral-urgent" if referral.urgency == Urgency.URGENT else "referral-received"
    tell_receiver(deed, referral, template=template, key="1", purpose=ANSWER)


def check_not_sent_already(deed: Deed, *, person_id: UUID, service: ServiceRow, besides: UUID) -> None:
    """Raises `referral-already-sent-to` (naming the agency) to who may see the other referral, else without a name."""
    ids = people.ids_meaning(person_id)
    others = Referral.objects.open().filter(person_id__in=ids, service_id=service.id).exclude(pk=besides)
    if access.visible_to(deed).filter(pk__in=others.values("pk")).exists():
        raise Refused("referral-already-sent-to", agency=service.agency_name)
    if others.exists():
        raise Refused("referral-already-sent")


def _begin(deed: Deed, referral: Referral, *, basis: people.Basis | None) -> None:
    clocks = rules.plan_clocks(
        Urgency(referral.urgency), sent_at=deed.at, hours=hours_on(deed.day), days=working_days()
    )
    shown = SharingBasis(kind=basis.kind, fields=frozenset(basis.fields)) if basis else None
    referral.state = ReferralState.SENT
    referral.state_at = referral.sent_at = deed.at
    referral.seen_due_at = clocks.seen_due_at
    referral.remind_at = clocks.remind_at
    referral.answer_due_at = clocks.answer_due_at
    referral.expires_at = clocks.expires_at
    referral.basis_id = basis.consent_id if basis else None
    referral.shared = list(rules.shared_fields(shown))


def _write_step(deed: Deed, referral: Referral) -> None:
    Step.objects.create(
        referral=referral,
        move="send",
        from_state=ReferralState.DRAFT,
        to_state=ReferralState.SENT,
        at=deed.at,
        actor_id=deed.actor_id,
        side=Side.SENDER,
    )


def _sent(referral: Referral) -> ReferralSent:
    return ReferralSent(
        referral_id=referral.pk,
        service_id=referral.service_id,
        receiver_id=referral.agency_id,
        need=Code(referral.need),
        urgency=Urgency(referral.urgency),
        over_criteria=referral.over_criteria,
        origin_kind=Code(referral.origin_kind) if referral.origin_kind else None,
        origin_id=referral.origin_id,
    )
