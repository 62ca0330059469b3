"""Correcting what is known of a person, a household, their contacts and what a visitor should know."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions import searchkeys
from chomchom.people.actions.registering import about_of, check_dong
from chomchom.people.events import (
    ContactAdded,
    ContactRemoved,
    HazardCleared,
    HazardNoted,
    HouseholdChanged,
    PersonChanged,
    PersonMoved,
)
from chomchom.people.models import Contact, Hazard, Household, NameGram, Person
from chomchom.people.rules import identity
from chomchom.people.rules.sharing import FieldGroup
from chomchom.people.rules.texts import check_text
from chomchom.rulebook.public import whole
from chomchom.store.acting import require
from chomchom.store.constraints import refusing


def _load(deed: Deed, person_id: UUID, *, version: int | None) -> Person:
    """The person, locked, as the caller saw it; raises `changed-meanwhile` where somebody else was first."""
    require(deed)
    person = access.load_person(deed, person_id, lock=True)
    access.check_may_change(deed)
    if version is not None and person.version != version:
        raise Refused("changed-meanwhile")
    person.version += 1
    return person


def change_identity(
    deed: Deed,
    *,
    person_id: UUID,
    name: str,
    birth_date: date | None,
    phone: str,
    sex: str,
    version: int | None = None,
) -> None:
    """Correct name, birth date, phone and sex; the search keys follow. Raises what `register_person` raises."""
    person = _load(deed, person_id, version=version)
    check_text(name)
    identity.check_birth_date(birth_date, on=deed.day)
    person.name, person.phone = identity.spoken_name(name), identity.plain_phone(phone)
    person.birth_date, person.sex = birth_date.isoformat() if birth_date else "", identity.Sex(sex)
    searchkeys.put_keys(person, name=person.name, phone=person.phone, born=birth_date)
    person.save()
    searchkeys.renew_entries(person)
    ledger.record(deed, PersonChanged(group=FieldGroup.NAME), stream=person.pk, about=about_of(person, on=deed.day))


def change_contact_rule(
    deed: Deed,
    *,
    person_id: UUID,
    contact_first: str,
    contact_hours: str,
    voice_ok: bool,
    language: str = "",
    interpreter: bool = False,
    note: str = "",
    version: int | None = None,
) -> None:
    """Say how, when and in which language a person wants to be approached."""
    person = _load(deed, person_id, version=version)
    check_text(note)
    identity.check_language(language)
    person.contact_first = identity.ContactFirst(contact_first)
    person.contact_hours = identity.ContactHours(contact_hours)
    person.voice_ok, person.language, person.interpreter = voice_ok, language, interpreter
    person.contact_note = note.strip()
    person.save()
    ledger.record(deed, PersonChanged(group=FieldGroup.CONTACT), stream=person.pk, about=about_of(person, on=deed.day))


def change_household(
    deed: Deed, *, household_id: UUID, kind: str, dong: str, address: str, separate: bool = False
) -> None:
    """Correct a household's kind and address; its persons' dong follows. Raises `household-already-there`."""
    require(deed)
    household = access.load_household(deed, household_id, lock=True)
    access.check_may_change(deed)
    check_dong(dong)
    check_text(address)
    household.kind, household.dong, household.separate = identity.HouseholdKind(kind), dong, separate
    household.address = searchkeys.stored_address(dong, address)
    household.address_index = searchkeys.address_index(dong, address)
    with refusing("one_household_an_address", "household-already-there"):
        household.save()
    persons = household.persons.all()
    persons.update(dong=dong)
    NameGram.objects.filter(person__in=persons.values("pk")).update(dong=dong)
    about = About(dong=dong, household_kind=household.kind)
    event = HouseholdChanged(household_id=household.pk, kind=identity.HouseholdKind(household.kind))
    ledger.record(deed, event, stream=household.pk, about=about)


def move_person(deed: Deed, *, person_id: UUID, household_id: UUID) -> None:
    """A person now lives in another household of the city."""
    person = _load(deed, person_id, version=None)
    home = Household.objects.filter(pk=household_id).first()
    if home is None:
        raise Refused("no-such-household")
    before, person.household_id, person.dong = person.household_id, home.pk, home.dong
    person.save()
    searchkeys.renew_entries(person)
    ledger.record(
        deed,
        PersonMoved(from_household_id=before, to_household_id=home.pk),
        stream=person.pk,
        about=about_of(person, on=deed.day),
    )


def add_contact(
    deed: Deed,
    *,
    person_id: UUID,
    kind: str,
    relation: str,
    name: str,
    phone: str = "",
    may_be_told: bool = False,
    order: int = 1,
) -> UUID:
    """Add a guardian, emergency contact, relative or helper; `may_be_told` says that they may hear there is trouble."""
    person = _load(deed, person_id, version=None)
    check_text(name)
    contact = Contact.objects.create(
        person=person,
        kind=identity.ContactKind(kind),
        relation=identity.Relation(relation),
        name=identity.spoken_name(name),
        phone=identity.plain_phone(phone),
        may_be_told=may_be_told,
        order=order,
        added_at=deed.at,
    )
    ledger.record(
        deed,
        ContactAdded(contact_id=contact.pk, kind=identity.ContactKind(kind)),
        stream=person.pk,
        about=about_of(person, on=deed.day),
    )
    return contact.pk


def remove_contact(deed: Deed, *, person_id: UUID, contact_id: UUID) -> None:
    """Take a contact off; its data are destroyed at once."""
    person = _load(deed, person_id, version=None)
    if not Contact.objects.filter(person__in=access.ids_meaning(person.pk), pk=contact_id).delete()[0]:
        raise Refused("no-such-contact")
    ledger.record(deed, ContactRemoved(contact_id=contact_id), stream=person.pk, about=about_of(person, on=deed.day))


def note_hazard(deed: Deed, *, household_id: UUID, kind: str, note: str = "", confirmed_on: date | None = None) -> UUID:
    """Note what a visitor should know, with the day it has to be looked at again (`people.hazard_review_months`)."""
    require(deed)
    household = access.load_household(deed, household_id)
    access.check_may_change(deed)
    check_text(note)
    seen = confirmed_on or deed.day
    if seen > deed.day:
        raise Refused("day-after-today")
    hazard = Hazard.objects.create(
        household=household,
        kind=identity.HazardKind(kind),
        note=note.strip(),
        confirmed_on=seen,
        review_on=_months_later(seen, whole("people.hazard_review_months", on=deed.day)),
        noted_by=deed.actor_id,
        noted_at=deed.at,
    )
    ledger.record(
        deed,
        HazardNoted(hazard_id=hazard.pk, kind=identity.HazardKind(kind), review_on=hazard.review_on),
        stream=household.pk,
        about=About(dong=household.dong, household_kind=household.kind),
    )
    return hazard.pk


def clear_hazard(deed: Deed, *, household_id: UUID, hazard_id: UUID) -> None:
    """Say that a hazard is gone."""
    require(deed)
    household = access.load_household(deed, household_id)
    access.check_may_change(deed)
    if not household.hazards.filter(pk=hazard_id, cleared_on__isnull=True).update(cleared_on=deed.day):
        raise Refused("no-such-hazard")
    about = About(dong=household.dong, household_kind=household.kind)
    ledger.record(deed, HazardCleared(hazard_id=hazard_id), stream=household.pk, about=about)


def _months_later(day: date, months: int) -> date:
    """The same day some months on, or the last day of that month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
