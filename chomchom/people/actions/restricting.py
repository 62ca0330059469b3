"""Hiding a record from everybody but named accounts."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions import searchkeys
from chomchom.people.actions.registering import about_of
from chomchom.people.events import PersonRestricted, PersonUnrestricted, ReaderNamed
from chomchom.people.models import NamedReader, NameGram, Person
from chomchom.people.rules import identity
from chomchom.store import grants
from chomchom.store.acting import require


def restrict(deed: Deed, *, person_id: UUID, because: str) -> None:
    """Hide a person: no search key is left, grants end, only named accounts open the file. The team head is named first."""
    require(deed)
    person = access.load_person(deed, person_id, lock=True)
    access.check_may_restrict(deed)
    if person.restricted:
        raise Refused("already-restricted")
    person.restricted = identity.RestrictReason(because)
    searchkeys.put_keys(person, name="", phone="", born=None)
    person.save()
    NameGram.objects.filter(person=person).delete()
    grants.revoke(deed, record_id=person.pk)
    NamedReader.objects.get_or_create(
        person=person, account_id=deed.actor_id, defaults={"named_by": deed.actor_id, "named_at": deed.at}
    )
    event = PersonRestricted(because=identity.RestrictReason(because))
    ledger.record(deed, event, stream=person.pk, about=about_of(person, on=deed.day))


def name_reader(deed: Deed, *, person_id: UUID, account_id: UUID) -> None:
    """Let one more account open a hidden record."""
    require(deed)
    person = _restricted(deed, person_id)
    NamedReader.objects.get_or_create(
        person=person, account_id=account_id, defaults={"named_by": deed.actor_id, "named_at": deed.at}
    )
    ledger.record(deed, ReaderNamed(account_id=account_id), stream=person.pk, about=about_of(person, on=deed.day))


def unrestrict(deed: Deed, *, person_id: UUID) -> None:
    """Make a hidden record an ordinary one; it can be found again."""
    require(deed)
    person = _restricted(deed, person_id)
    person.restricted = ""
    searchkeys.put_keys(person, name=person.name, phone=person.phone, born=person.born)
    person.save()
    searchkeys.renew_grams(person)
    person.readers.all().delete()
    ledger.record(deed, PersonUnrestricted(), stream=person.pk, about=about_of(person, on=deed.day))


def _restricted(deed: Deed, person_id: UUID) -> Person:
    person = access.load_person(deed, person_id, lock=True)
    access.check_may_restrict(deed)
    if not person.restricted:
        raise Refused("not-restricted")
    return person
