"""What the receiver may reach, and on what basis: grants that begin with sending and end with the sharing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.network.public import ReferralWay, ServiceRow, ServiceState
from chomchom.notices.public import links
from chomchom.people import public as people
from chomchom.referrals.models import Referral
from chomchom.referrals.rules import ReferralState, SendFacts, SharingBasis
from chomchom.store import grants

PURPOSE = people.Purpose.REFERRAL
OWN_WORK = "own-work"


def basis_for(deed: Deed, *, person_id: UUID, agency_id: UUID) -> people.Basis | None:
    """The consent or legal basis that lets this agency be asked, as it stands today."""
    return people.sharing_basis(deed, person_id=person_id, recipient=agency_id, purpose=PURPOSE, on=deed.day)


def open_for(deed: Deed, referral: Referral, *, holder: UUID, until: datetime | None = None) -> None:
    """Let a holder (the agency, or one link) reach the referral and the person, no longer than the basis lasts.

    Where the basis has ended meanwhile nothing is opened, and the page behind says so.
    """
    if basis_for(deed, person_id=referral.person_id, agency_id=referral.agency_id) is None:
        return
    people.open_to(
        deed,
        person_id=referral.person_id,
        holder=holder,
        purpose=PURPOSE,
        recipient=referral.agency_id,
        until=until,
        records=[referral.pk],
    )


def close_for_all(deed: Deed, referral: Referral) -> None:
    """End the sharing at once: the grants of the agency and of all links, and the links themselves.

    The person stays open to the agency only where another referral of the same person still runs there.
    """
    for link_id in links.revoke_for(deed, subject_id=referral.pk):
        for record_id in grants.record_ids(deed, link_id):
            grants.revoke(deed, record_id=record_id, holder=link_id)
    grants.revoke(deed, record_id=referral.pk)
    others = Referral.objects.open().filter(person_id=referral.person_id, agency_id=referral.agency_id)
    if referral.basis_id is not None and not others.exclude(pk=referral.pk).exists():
        grants.end_basis(deed, basis=people.basis_code(referral.basis_id))
    keep_for_sender(deed, referral)


def keep_for_sender(deed: Deed, referral: Referral) -> None:
    """An agency that sent a referral reads it on, without end: it is its own work."""
    if referral.sender_agency_id is not None:
        grants.grant(deed, record_id=referral.pk, holder=referral.sender_agency_id, basis=OWN_WORK, until=None)


def close_after(deed: Deed, referral: Referral, *, until: datetime) -> None:
    """Let the sharing end by itself some days after the work is done; links end with it."""
    open_for(deed, referral, holder=referral.agency_id, until=until)


def gather_send_facts(referral: Referral, *, service: ServiceRow, basis: people.Basis | None) -> SendFacts:
    """Everything the gate looks at."""
    return SendFacts(
        state=ReferralState(referral.state),
        service_active=service.state is ServiceState.ACTIVE,
        agency_active=service.agency_active,
        covers_dong=service.whole_city or referral.dong in service.dongs,
        over_criteria=referral.over_criteria,
        service_takes_over_criteria=service.over_criteria_ok,
        basis=SharingBasis(kind=basis.kind, fields=frozenset(basis.fields)) if basis else None,
        ask_length=len(str(referral.ask)),
        agency_name=service.agency_name,
        reachable=service.referral_way is ReferralWay.ACCOUNT or bool(service.contact_email or service.contact_phone),
    )
