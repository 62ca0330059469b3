"""Asking the rows, at the moment of use, whether something may be shared. Nothing is cached."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.people import access
from chomchom.people.models import Consent, Person
from chomchom.people.rules import sharing
from chomchom.store.acting import require


def facts_of(consent: Consent) -> sharing.ConsentFacts:
    """A row as the facts a rule reads."""
    return sharing.ConsentFacts(
        consent_id=consent.pk,
        kind=sharing.BasisKind(consent.kind),
        purpose=sharing.Purpose(consent.purpose),
        recipient=consent.recipient,
        fields=frozenset(sharing.FieldGroup(group) for group in consent.fields),
        from_on=consent.from_on,
        until_on=consent.until_on,
        withdrawn_on=consent.withdrawn_on,
    )


def sharing_basis(
    deed: Deed, *, person_id: UUID, recipient: UUID | str, purpose: str, on: date
) -> sharing.Basis | None:
    """The consent or legal basis on which a person may be shared with a recipient for a purpose on a day, or None.

    `recipient` is an agency's id or one of the words of `RecipientKind`. A stop of processing (처리정지) leaves none.
    """
    require(deed)
    kind, agency_id = sharing.recipient_kind(recipient)
    ids = access.ids_meaning(person_id)
    rows = Consent.objects.filter(
        person__in=ids, recipient=str(agency_id or kind), purpose=sharing.purpose_of(purpose), withdrawn_on__isnull=True
    )
    if Person.objects.filter(pk__in=ids, stopped_on__isnull=False).exists():
        return None
    return sharing.basis_of((facts_of(row) for row in rows), on=on)


def consent_holds(deed: Deed, *, consent_id: UUID, person_id: UUID) -> bool:
    """Whether this consent is this person's and in force on the deed's day."""
    require(deed)
    row = Consent.objects.filter(pk=consent_id, person__in=access.ids_meaning(person_id)).first()
    return row is not None and sharing.in_force(facts_of(row), on=deed.day)
