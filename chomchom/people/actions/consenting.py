"""Consents and legal bases: given, claimed, taken back; and opening a record on one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chomchom.kernel.days import end_of
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions.bases import facts_of, sharing_basis
from chomchom.people.actions.registering import about_of
from chomchom.people.events import ConsentGiven, ConsentWithdrawn, LegalBasisClaimed, PersonShared
from chomchom.people.models import Consent, Contact, Person, with_household
from chomchom.people.rules import identity, sharing
from chomchom.people.rules.texts import check_text
from chomchom.rulebook.public import whole
from chomchom.store import grants
from chomchom.store.acting import require
from chomchom.store.columns import insert_all


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentIn:
    """One consent to be written down; see `give_consent`."""

    person_id: UUID
    purpose: str
    recipient: UUID | str
    fields: Collection[str]
    until_on: date
    from_on: date | None = None
    way: str = sharing.Way.PAPER
    signed_by: str = sharing.SignedBy.SELF
    required: bool = False
    note: str = ""


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
    given = ConsentIn(
        person_id=person_id, purpose=purpose, recipient=recipient, fields=fields, until_on=until_on, from_on=from_on,
        way=way, signed_by=signed_by, required=required, note=note,
    )  # fmt: skip
    consent = _checked_consent(deed, person, given)
    consent.save(force_insert=True)
    _record_given(deed, consent)
    return consent.pk


def give_consents(deed: Deed, given: Sequence[ConsentIn]) -> list[UUID]:
    """Write down many consents at once, such as those of a service that moves in; all or none, in order.

    Raises what `give_consent` raises.
    """
    require(deed)
    access.check_may_record_consent(deed)
    persons = with_household(deed, access.visible_to(deed)).in_bulk({one.person_id for one in given})
    if missing := [one for one in given if one.person_id not in persons]:
        raise Refused("no-such-person", count=len(missing))
    consents = [_checked_consent(deed, persons[one.person_id], one) for one in given]
    insert_all(consents)
    abouts = {pk: about_of(person, on=deed.day) for pk, person in persons.items()}
    ledger.record_many(
        deed,
        [
            ledger.Item(event=_given(consent), stream=consent.person_id, about=abouts[consent.person_id])
            for consent in consents
        ],
    )
    return [consent.pk for consent in consents]


def _checked_consent(deed: Deed, person: Person, given: ConsentIn) -> Consent:
    """The row of one consent, after everything that can be wrong with it."""
    check_text(given.note)
    consent = _basis_row(
        deed, person, purpose=given.purpose, recipient=given.recipient, fields=given.fields, note=given.note
    )
    consent.kind, consent.way, consent.signed_by = (
        sharing.BasisKind.CONSENT,
        sharing.Way(given.way),
        sharing.SignedBy(given.signed_by),
    )
    consent.from_on, consent.until_on, consent.required = given.from_on or deed.day, given.until_on, given.required
    sharing.check_consent(
        _facts_of_new(deed, consent),
        on=deed.day,
        longest_years=whole("people.consent_longest_years", on=deed.day),
        guardian_below=whole("people.guardian_below_age", on=deed.day),
    )
    return consent


def _facts_of_new(deed: Deed, consent: Consent) -> sharing.NewConsent:
    """What decides whether this consent can be recorded."""
    person = consent.person
    return sharing.NewConsent(
        fields=sharing.field_groups(consent.fields),
        from_on=consent.from_on,
        until_on=consent.until_on,
        signed_by=sharing.SignedBy(consent.signed_by),
        age=identity.age_on(person.born, on=deed.day),
        has_guardian=consent.signed_by == sharing.SignedBy.GUARDIAN
        and Contact.objects.filter(
            person__in=access.ids_meaning(person.pk), kind=identity.ContactKind.GUARDIAN
        ).exists(),
        required=consent.required,
    )


def _basis_row(
    deed: Deed, person: Person, *, purpose: str, recipient: UUID | str, fields: Collection[str], note: str
) -> Consent:
    """An unsaved row with what consents and legal bases have in common."""
    kind, agency_id = sharing.recipient_kind(recipient)
    return Consent(
        person=person,
        purpose=sharing.purpose_of(purpose),
        recipient_kind=kind,
        recipient=str(agency_id or kind),
        fields=sorted(sharing.field_groups(fields)),
        note=note.strip(),
        given_at=deed.at,
        recorded_by=deed.actor_id,
    )


def _record_given(deed: Deed, consent: Consent) -> None:
    ledger.record(deed, _given(consent), stream=consent.person_id, about=about_of(consent.person, on=deed.day))


def _given(consent: Consent) -> ConsentGiven:
    kind, agency_id = sharing.recipient_kind(consent.recipient)
    return ConsentGiven(
        consent_id=consent.pk,
        purpose=sharing.Purpose(consent.purpose),
        recipient_kind=kind,
        recipient_id=agency_id,
        until_on=consent.until_on,
        way=sharing.Way(consent.way),
        signed_by=sharing.SignedBy(consent.signed_by),
    )


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
    """Share without consent on a legal ground, a few days (`people.claim_longest_days`); the privacy officer sees it.

    Raises `claim-needs-words`, `claim-too-long`, `claim-not-for-sensitive`.
    """
    require(deed)
    person = access.load_person(deed, person_id, lock=True)
    access.check_may_claim(deed)
    check_text(note)
    if not note.strip():
        raise Refused("claim-needs-words")
    longest = whole("people.claim_longest_days", on=deed.day)
    claim = _basis_row(deed, person, purpose=purpose, recipient=recipient, fields=fields, note=note)
    claim.kind, claim.ground = sharing.BasisKind.LAW, sharing.LegalGround(ground)
    claim.way, claim.signed_by = sharing.Way.ELECTRONIC, sharing.SignedBy.SELF
    claim.from_on, claim.until_on = deed.day, until_on or deed.day + timedelta(days=longest)
    groups = sharing.field_groups(claim.fields)
    sharing.check_claim(from_on=claim.from_on, until_on=claim.until_on, longest_days=longest, fields=groups)
    claim.save(force_insert=True)
    _record_claimed(deed, claim)
    return claim.pk


def _record_claimed(deed: Deed, claim: Consent) -> None:
    kind, agency_id = sharing.recipient_kind(claim.recipient)
    event = LegalBasisClaimed(
        consent_id=claim.pk,
        purpose=sharing.Purpose(claim.purpose),
        ground=sharing.LegalGround(claim.ground),
        recipient_kind=kind,
        recipient_id=agency_id,
        until_on=claim.until_on,
    )
    ledger.record(deed, event, stream=claim.person_id, about=about_of(claim.person, on=deed.day))


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
    records = access.ids_meaning(consent.person_id)
    agency_id = UUID(consent.recipient)
    if access.in_force_for(deed, recipients=[consent.recipient]).filter(person_id__in=records).exists():
        return 0
    others = Person.objects.filter(pk__in=records).exclude(agency_id=agency_id).values_list("pk", flat=True)
    own = set(records) - set(others)
    return sum(grants.revoke(deed, record_id=one, holder=agency_id) for one in records if one not in own)


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

    `recipient` is who the holder stands for (default: the holder itself). Raises `no-basis-held`.
    """
    require(deed)
    person = access.load_person(deed, person_id)
    to = recipient if recipient is not None else holder
    basis = sharing_basis(deed, person_id=person.pk, recipient=to, purpose=purpose, on=deed.day)
    if basis is None:
        raise Refused("no-basis-held", recipient=str(to), purpose=str(purpose))
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
