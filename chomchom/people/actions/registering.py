"""Writing down persons and households, after looking whether they are there already."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from chomchom.kernel.deeds import Deed, Reach
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.linkage.persons import Record
from chomchom.linkage.places import read_place
from chomchom.people import access
from chomchom.people.actions import searchkeys
from chomchom.people.actions.likeness import dong_names, near_ones
from chomchom.people.actions.telling_apart import remember_apart
from chomchom.people.events import HouseholdRegistered, PersonRegistered
from chomchom.people.models import Household, Person
from chomchom.people.rules import identity
from chomchom.people.rules.texts import check_text
from chomchom.rulebook import dongs
from chomchom.store import grants
from chomchom.store.acting import require, widened
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id

LIKENESS_AT_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """One person to be written down."""

    name: str
    dong: str
    birth_date: date | None = None
    phone: str = ""
    sex: str = identity.Sex.UNKNOWN
    address: str = ""
    household_kind: str = identity.HouseholdKind.UNKNOWN
    household_id: UUID | None = None
    language: str = ""
    interpreter: bool = False
    contact_first: str = identity.ContactFirst.ANY
    contact_hours: str = identity.ContactHours.ANY
    voice_ok: bool = True
    contact_note: str = ""


def household_at(deed: Deed, *, dong: str, address: str) -> UUID | None:
    """The household at an address, however it was written, or None. Its id alone says nothing about who lives there."""
    access.check_may_note_household(deed)
    found = _households_by_index(deed, [searchkeys.address_index(dong, address)])
    return next(iter(found.values()), None)


def households_at(deed: Deed, *, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    """Many (dong, address) at once for an import: those that are known, with their household. One query."""
    access.check_may_note_household(deed)
    wanted = {place: searchkeys.address_index(*place) for place in places}
    found = _households_by_index(deed, wanted.values())
    return {place: found[index] for place, index in wanted.items() if index is not None and index in found}


def _households_by_index(deed: Deed, indexes: Iterable[bytes | None]) -> dict[bytes, UUID]:
    """Addresses are met across the whole city, so that two reports on one door become one household."""
    wanted = [index for index in indexes if index is not None]
    if not wanted:
        return {}
    rows = Household.objects.filter(address_index__in=wanted).order_by("separate", "registered_at")
    with widened(deed, because="meet-at-one-door"):
        pairs = list(rows.values_list("address_index", "pk"))
    found: dict[bytes, UUID] = {}
    for index, pk in pairs:
        found.setdefault(bytes(index or b""), pk)
    return found


def ensure_household(
    deed: Deed, *, dong: str, address: str, kind: str = identity.HouseholdKind.UNKNOWN, separate: bool = False
) -> UUID:
    """The household at an address, written down if it is new. `separate` writes a second one at the same address.

    Raises `dong-unknown`, `rrn-not-kept`, `may-not-register`.
    """
    require(deed)
    access.check_may_note_household(deed)
    check_dong(dong)
    check_text(address)
    if not separate and (known := household_at(deed, dong=dong, address=address)) is not None:
        _let_holder_in(deed, known)
        return known
    household = Household(
        pk=new_id(),
        dong=dong,
        kind=identity.HouseholdKind(kind),
        address=searchkeys.stored_address(dong, address),
        address_index=searchkeys.address_index(dong, address),
        separate=separate,
        agency_id=deed.agency_id if deed.has(*access.AGENCIES) else None,
        registered_at=deed.at,
    )
    try:
        with refusing("one_household_an_address", "household-already-there"), widened(deed, because="meet-at-one-door"):
            household.save(force_insert=True)
    except Refused:  # somebody wrote it down in this very moment
        return ensure_household(deed, dong=dong, address=address, kind=kind)
    _let_holder_in(deed, household.pk)
    about = About(dong=dong, household_kind=household.kind)
    ledger.record(
        deed,
        HouseholdRegistered(household_id=household.pk, kind=identity.HouseholdKind(household.kind)),
        stream=household.pk,
        about=about,
    )
    return household.pk


def _let_holder_in(deed: Deed, record_id: UUID) -> None:
    """An agency or link that brought a record in may reach it."""
    if deed.reach is Reach.GRANTED and deed.holder is not None:
        grants.grant(deed, record_id=record_id, holder=deed.holder, basis=access.OWN_WORK)


def check_dong(dong: str) -> None:
    """A dong is one of the 25 codes; raises `dong-unknown`."""
    if not dongs.is_dong(dong):
        raise Refused("dong-unknown")


def register_person(deed: Deed, *, not_same: Collection[UUID] = (), **given: Any) -> UUID:
    """Write down a person, given by the keywords of `NewPerson`, in the household at the address (or the one named).

    Looks first: raises `look-first` with the candidates while a likely same person is not named in `not_same`. Also
    raises `dong-not-yours`, `name-missing`, `phone-unreadable`, `birth-date-impossible`, `rrn-not-kept`.
    """
    require(deed)
    new = NewPerson(**given)
    access.check_may_register(deed, dong=new.dong)
    check_new(new, on=deed.day)
    _one_at_a_time(identity.spoken_name(new.name))
    home = new.household_id or household_at(deed, dong=new.dong, address=new.address)
    near = [UUID(record.key) for record, _ in near_ones(deed, _as_record(new, household_id=home))]
    identity.check_looked_first(gather_likes(new, household_id=home), near=near, not_same=not_same)
    home = new.household_id or ensure_household(deed, dong=new.dong, address=new.address, kind=new.household_kind)
    person = person_from(deed, new, home=home)
    _let_holder_in(deed, person.pk)
    person.save(force_insert=True)
    searchkeys.write_entries(person)
    remember_apart(deed, person, not_same)
    about = about_person(person, born=new.birth_date, kind=new.household_kind, on=deed.day)
    ledger.record(deed, PersonRegistered(household_id=home), stream=person.pk, about=about)
    return person.pk


def check_new(new: NewPerson, *, on: date) -> None:
    """Whether these values can be written down at all."""
    check_dong(new.dong)
    check_text(new.name, new.contact_note, new.address)
    identity.check_language(new.language)
    identity.check_birth_date(new.birth_date, on=on)


def person_from(deed: Deed, new: NewPerson, *, home: UUID) -> Person:
    """The unsaved row of a new person with its search keys."""
    person = Person(
        pk=new_id(),
        household_id=home,
        dong=new.dong,
        name=identity.spoken_name(new.name),
        phone=identity.plain_phone(new.phone),
        birth_date=new.birth_date.isoformat() if new.birth_date else "",
        sex=identity.Sex(new.sex),
        language=new.language,
        interpreter=new.interpreter,
        contact_first=identity.ContactFirst(new.contact_first),
        contact_hours=identity.ContactHours(new.contact_hours),
        voice_ok=new.voice_ok,
        contact_note=new.contact_note.strip(),
        agency_id=deed.agency_id if deed.has(*access.AGENCIES) else None,
        registered_at=deed.at,
    )
    searchkeys.put_keys(person, name=person.name, phone=person.phone, born=new.birth_date)
    return person


def about_person(person: Person, *, born: date | None, kind: str, on: date) -> About:
    """What the ledger may know of a person."""
    return About(
        dong=person.dong,
        age_band=identity.age_band(identity.age_on(born, on=on)),
        household_kind=str(kind),
        person_id=person.pk,
    )


def about_of(person: Person, *, on: date) -> About:
    """What the ledger may know of a stored person; one query unless the household is loaded."""
    if Person.household.is_cached(person):
        kind = person.household.kind
    else:
        kind = Household.objects.filter(pk=person.household_id).values_list("kind", flat=True).first() or ""
    return about_person(person, born=person.born, kind=kind, on=on)


def _one_at_a_time(name: str) -> None:
    """Two desks registering the same name at the same moment: the second looks after the first has written."""
    key = int.from_bytes(searchkeys.name_index(name)[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def gather_likes(new: NewPerson, *, household_id: UUID | None) -> list[identity.Likeness]:
    """Who shares at least two of name, phone, birth date and household, as far as row security lets this deed reach."""
    keys = {
        "name_index": searchkeys.name_index(identity.spoken_name(new.name)),
        "phone_index": searchkeys.phone_index(identity.plain_phone(new.phone)),
        "birth_index": searchkeys.birth_index(new.birth_date),
    }
    known = {field: key for field, key in keys.items() if key is not None}
    pairs = Q(pk__in=[])
    for one, other in combinations(known, 2):
        pairs |= Q(**{one: known[one], other: known[other]})
    if household_id is not None:
        for field in known.keys() & {"name_index", "birth_index"}:
            pairs |= Q(household_id=household_id, **{field: known[field]})
    found = Person.objects.filter(pairs, is_alias=False).order_by("registered_at", "pk")[:LIKENESS_AT_MOST]
    return [
        identity.Likeness(
            person_id=pk,
            name=_equal(name_key, keys["name_index"]),
            phone=_equal(phone_key, keys["phone_index"]),
            birth_date=_equal(birth_key, keys["birth_index"]),
            household=home == household_id,
        )
        for pk, name_key, phone_key, birth_key, home in found.values_list("pk", *keys, "household_id")
    ]


def _as_record(new: NewPerson, *, household_id: UUID | None) -> Record:
    """The person about to be written down as linkage compares them."""
    return Record(
        key="",
        name=identity.spoken_name(new.name),
        born=new.birth_date,
        phone=identity.plain_phone(new.phone),
        sex=str(new.sex),
        place=read_place(new.address, dong=new.dong, dong_names=dong_names(new.dong)),
        household=str(household_id or ""),
    )


def _equal(stored: bytes | memoryview | None, wanted: bytes | None) -> bool:
    return stored is not None and wanted is not None and bytes(stored) == wanted
