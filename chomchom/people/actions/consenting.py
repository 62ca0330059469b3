"""Consents and legal bases: given, claimed, taken back; and opening a record on one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from chomchom.kernel.days import end_of
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions.registering import about_of
from chomchom.people.events import ConsentGiven, ConsentWithdrawn, LegalBasisClaimed, PersonShared
from chomchom.people.models import Consent
from chomchom.people.actions.bases import facts_of, sharing_basis
from chomchom.people.rules import identity, sharing
from chomchom.people.rules.texts import check_text
from chomchom.rulebook.public import whole
from chomchom.store import grants
from chomchom.store.acting import require


def give_consent(
    deed: Deed,
    *,
    person_id: UUID,
    purpose: str,
    recipient: UUID | str,
    fields: Collection[str],
    until_on: date,
    from_on: date | None = None,
    way: str = sharing.Way.PAPER,
    signed_by: str = sharing.SignedBy.SELF,
    required: bool = False,
    note: str = "",
) -> UUID:
    """Write down that a person (or guardian) agreed to one purpose and one recipient until a day.

    Raises `sensitive-apart`, `consent-too-long`, `consent-ends-before-it-starts`, `guardian-must-sign`,
    `guardian-not-recorded`, `recipient-unknown`, `purpose-unknown`, `fields-missing`.
    """
    require(deed)
    person = access.load_person(deed, person_id, lock=True)
    access.check_may_record_consent(deed)
    check_text(note)
    kind, agency_id = sharing.recipient_kind(recipient)
    groups, start = sharing.field_groups(fields), from_on or deed.day
    new = sharing.NewConsent(
        fields=groups,
        from_on=start,
        until_on=until_on,
        signed_by=sharing.SignedBy(signed_by),
        age=identity.age_on(person.born, on=deed.day),
        has_guardian=person.contacts.filter(kind=identity.ContactKind.GUARDIAN).exists(),
        required=required,
    )
    sharing.check_consent(
        new,
        on=deed.day,
        longest_years=whole("people.consent_longest_years", on=deed.day),
        guardian_below=whole("people.guardian_below_age", on=deed.day),
    )
    consent = Consent.objects.create(
        person=person,
        kind=sharing.BasisKind.CONSENT,
        purpose=sharing.purpose_of(purpose),
        recipient_kind=kind,
        recipient=str(agency_id or kind),
        fields=sorted(groups),
        required=required,
        from_on=start,
        until_on=until_on,
        way=sharing.Way(way),
        signed_by=new.signed_by,
        note=note.strip(),
        given_at=deed.at,
        recorded_by=deed.actor_id,
    )
    event = ConsentGiven(
        consent_id=consent.pk,
        purpose=sharing.Purpose(consent.purpose),
        recipient_kind=kind,
        recipient_id=agency_id,
        until_on=until_on,
        way=sharing.Way(way),
        signed_by=new.signed_by,
    )
    ledger.record(deed, event, stream=person.pk, about=about_of(person, on=deed.day))
    return consent.pk


def claim_legal_basis(
    deed: Deed,
    *,
    person_id: UUID,
    purpose: str,
    recipient: UUID | str,
    fields: Collection[str],
    ground: str,
    note: str,
    until_on: date | None = None,
) -> UUID:
    """Share without consent on a legal ground, for a few days (`people.claim_longest_days`); reported to the privacy officer.

    Raises `claim-needs-words`, `claim-too-long`, `claim-not-for-sensitive`.
    """
    require(deed)
    person = access.load_person(deed, person_id, lock=True)
    access.check_may_claim(deed)
    check_text(note)
    if not note.strip():
        raise Refused("claim-needs-words")
    kind, agency_id = sharing.recipient_kind(recipient)
    groups = sharing.field_groups(fields)
    longest = whole("people.claim_longest_days", on=deed.day)
    end = until_on or deed.day + timedelta(days=longest)
    sharing.check_claim(from_on=deed.day, until_on=end, longest_days=longest, fields=groups)
    claim = Consent.objects.create(
        person=person,
        kind=sharing.BasisKind.LAW,
        ground=sharing.LegalGround(ground),
        purpose=sharing.purpose_of(purpose),
        recipient_kind=kind,
        recipient=str(agency_id or kind),
        fields=sorted(groups),
        from_on=deed.day,
        until_on=end,
        way=sharing.Way.ELECTRONIC,
        signed_by=sharing.SignedBy.SELF,
        note=note.strip(),
        given_at=deed.at,
        recorded_by=deed.actor_id,
    )
    event = LegalBasisClaimed(
        consent_id=claim.pk,
        purpose=sharing.Purpose(claim.purpose),
        ground=sharing.LegalGround(ground),
        recipient_kind=kind,
        recipient_id=agency_id,
        until_on=end,
    )
    ledger.record(deed, event, stream=person.pk, about=about_of(person, on=deed.day))
    return claim.pk


def withdraw_consent(deed: Deed, *, consent_id: UUID) -> int:
    """Take a consent back. Sharing stops at once: every grant that rested on it ends in this transaction.

    Returns how many grants ended. Raises `consent-already-withdrawn`, `no-such-consent`.
    """
    require(deed)
    consent = access.load_consent(deed, consent_id, lock=True)
    access.check_may_withdraw(deed)
    sharing.check_withdrawable(facts_of(consent))
    consent.withdrawn_on, consent.withdrawn_at, consent.withdrawn_by = deed.day, deed.at, deed.actor_id
    consent.save(update_fields=["withdrawn_on", "withdrawn_at", "withdrawn_by"])
    ended = grants.end_basis(deed, basis=basis_code(consent_id)) + _close_to(deed, consent)
    kind, agency_id = sharing.recipient_kind(consent.recipient)
    event = ConsentWithdrawn(
        consent_id=consent.pk,
        purpose=sharing.Purpose(consent.purpose),
        recipient_kind=kind,
        recipient_id=agency_id,
        grants_ended=ended,
    )
    ledger.record(deed, event, stream=consent.person_id, about=about_of(consent.person, on=deed.day))
    return ended


def _close_to(deed: Deed, consent: Consent) -> int:
    """Close the person's own record to an agency that has no other basis left."""
    if consent.recipient_kind != sharing.RecipientKind.AGENCY:
        return 0
    others = access.in_force_for(deed, recipients=[consent.recipient]).filter(person_id=consent.person_id)
    agency_id = UUID(consent.recipient)
    if others.exists() or consent.person.agency_id == agency_id:
        return 0
    return grants.revoke(deed, record_id=consent.person_id, holder=agency_id)


def basis_code(consent_id: UUID) -> str:
    """How a grant names the consent or legal basis it rests on, so that a withdrawal finds it."""
    return consent_id.hex


def open_to(
    deed: Deed,
    *,
    person_id: UUID,
    holder: UUID,
    purpose: str,
    recipient: UUID | str | None = None,
    until: datetime | None = None,
    records: Collection[UUID] = (),
) -> sharing.Basis:
    """Let an agency or a link reach a person, the household and further records, as long as the basis lasts.

    `recipient` is who the holder stands for (default: the holder itself). Raises `no-basis-to-share`.
    """
    require(deed)
    person = access.load_person(deed, person_id)
    to = recipient if recipient is not None else holder
    basis = sharing_basis(deed, person_id=person.pk, recipient=to, purpose=purpose, on=deed.day)
    if basis is None:
        raise Refused("no-basis-to-share", recipient=str(to), purpose=str(purpose))
    last = end_of(basis.until)
    end = min(until, last) if until is not None else last
    for record_id in (person.pk, person.household_id, *records):
        grants.grant(deed, record_id=record_id, holder=holder, basis=basis_code(basis.consent_id), until=end)
    ledger.record(
        deed,
        PersonShared(consent_id=basis.consent_id, holder_id=holder),
        stream=person.pk,
        about=about_of(person, on=deed.day),
    )
    return basis

