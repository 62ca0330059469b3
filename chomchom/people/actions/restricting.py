"""Hiding a record from everybody but named accounts."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions import searchkeys
from chomchom.people.actions.registering import about_of
from chomchom.people.actions.telling_apart import forget_pairs
from chomchom.people.events import PersonRestricted, PersonUnrestricted, ReaderNamed
from chomchom.people.models import NamedReader, Person
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
    for record in _records_of(person):
        record.restricted = identity.RestrictReason(because)
        searchkeys.put_keys(record, name="", phone="", born=None)
        record.save()
        searchkeys.drop_entries(record)
        grants.revoke(deed, record_id=record.pk)
        forget_pairs([record.pk])
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
    for record in _records_of(person):
        record.restricted = ""
        searchkeys.put_keys(record, name=record.name, phone=record.phone, born=record.born)
        record.save()
        searchkeys.renew_entries(record)
        record.readers.all().delete()
    ledger.record(deed, PersonUnrestricted(), stream=person.pk, about=about_of(person, on=deed.day))


def _records_of(person: Person) -> list[Person]:
    """The person's row and those that lead to it since merges: their keys find the same person."""
    led = access.ids_meaning(person.pk)[1:]
    return [person, *Person.objects.filter(pk__in=led).select_for_update(of=("self",))]


def _restricted(deed: Deed, person_id: UUID) -> Person:
    person = access.load_person(deed, person_id, lock=True)
    access.check_may_restrict(deed)
    if not person.restricted:
        raise Refused("not-restricted")
    return person
