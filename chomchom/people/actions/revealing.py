"""Showing a name or number unmasked: one deliberate press, written into the access log first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.people import access
from chomchom.people.models import Contact
from chomchom.people.rules import identity
from chomchom.people.rules.sharing import FieldGroup
from chomchom.store.acting import require


@dataclass(frozen=True, slots=True)
class Revealed:
    """Unmasked values; those the basis does not cover are empty."""

    person_id: UUID
    name: str
    phone: str
    birth_date: date | None


def reveal(deed: Deed, person_id: UUID, purpose: str) -> Revealed:
    """Name, phone and birth date of a person as far as this deed may see them.

    Raises `purpose-missing`, `no-such-person`, `not-agreed-to-share`. Nothing is shown when the log cannot be written.
    """
    require(deed)
    person = access.load_person(deed, person_id)
    access.check_may_reveal(deed, person, group=FieldGroup.NAME)
    _log(deed, person_id=person.pk, kind="person", record_id=person.pk, purpose=purpose)
    allowed = access.fields_for(deed, [person])[person.pk]
    born = person.birth_date if FieldGroup.BIRTH in allowed else ""
    return Revealed(
        person_id=person.pk,
        name=person.name,
        phone=identity.shown_phone(person.phone) if FieldGroup.CONTACT in allowed else "",
        birth_date=date.fromisoformat(born) if born else None,
    )


def phone_of(deed: Deed, person_id: UUID, purpose: str) -> str:
    """A person's number in digits, to call or to send to; empty where none is known. Logged like `reveal`."""
    require(deed)
    person = access.load_person(deed, person_id)
    if not deed.has("system"):
        access.check_may_reveal(deed, person, group=FieldGroup.CONTACT)
    _log(deed, person_id=person.pk, kind="phone", record_id=person.pk, purpose=purpose)
    return str(person.phone)


def contact_phone(deed: Deed, contact_id: UUID, purpose: str) -> tuple[str, str]:
    """Name and number (digits) of a guardian or emergency contact. Logged on the person's file."""
    require(deed)
    contact = Contact.objects.filter(pk=contact_id).first()
    if contact is None:
        raise Refused("no-such-contact")
    person = access.load_person(deed, contact.person_id)
    if not deed.has("system", *access.READERS):
        raise Refused("not-agreed-to-share", fields=FieldGroup.CONTACT.value)
    _log(deed, person_id=person.pk, kind="contact", record_id=contact.pk, purpose=purpose)
    return str(contact.name), str(contact.phone)


def _log(deed: Deed, *, person_id: UUID, kind: str, record_id: UUID, purpose: str) -> None:
    if not purpose.strip():
        raise Refused("purpose-missing")
    accounts.note_access(deed, subject_id=person_id, record_kind=kind, record_id=record_id, purpose=purpose)
