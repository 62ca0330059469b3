"""Writing down persons and households, after looking whether they are there already."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from chomchom.kernel.deeds import Deed, Reach
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions import searchkeys
from chomchom.people.events import HouseholdRegistered, PersonRegistered
from chomchom.people.models import Household, NameGram, Person
from chomchom.people.rules import identity
from chomchom.people.rules.texts import check_text
from chomchom.rulebook import dongs
from chomchom.store import grants
from chomchom.store.acting import require, widened
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id

LIKENESS_AT_MOST = 20


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
        found.setdefault(bytes(index), pk)
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
        address=" ".join(address.split()),
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


def register_person(
    deed: Deed,
    *,
    name: str,
    dong: str,
    birth_date: date | None = None,
    phone: str = "",
    sex: str = identity.Sex.UNKNOWN,
    address: str = "",
    household_kind: str = identity.HouseholdKind.UNKNOWN,
    household_id: UUID | None = None,
    language: str = "",
    interpreter: bool = False,
    contact_first: str = identity.ContactFirst.ANY,
    contact_hours: str = identity.ContactHours.ANY,
    voice_ok: bool = True,
    contact_note: str = "",
    not_same: Collection[UUID] = (),
) -> UUID:
    """Write down a person in the household at the address (or in the one named).

    Looks first: raises `look-first` with the candidates while a likely same person is not named in `not_same`. Also
    raises `name-missing`, `phone-unreadable`, `birth-date-impossible`, `dong-unknown`, `rrn-not-kept`.
    """
    require(deed)
    access.check_may_register(deed, dong=dong)
    check_dong(dong)
    check_text(name, contact_note, address)
    identity.check_language(language)
    identity.check_birth_date(birth_date, on=deed.day)
    plain, digits = identity.spoken_name(name), identity.plain_phone(phone)
    _one_at_a_time(plain)
    home = household_id or household_at(deed, dong=dong, address=address)
    likes = gather_likes(deed, name=plain, phone=digits, born=birth_date, household_id=home)
    identity.check_looked_first(likes, not_same=not_same)
    home = household_id or ensure_household(deed, dong=dong, address=address, kind=household_kind)
    person = Person(
        pk=new_id(),
        household_id=home,
        dong=dong,
        name=plain,
        phone=digits,
        birth_date=birth_date.isoformat() if birth_date else "",
        sex=identity.Sex(sex),
        language=language,
        interpreter=interpreter,
        contact_first=identity.ContactFirst(contact_first),
        contact_hours=identity.ContactHours(contact_hours),
        voice_ok=voice_ok,
        contact_note=contact_note.strip(),
        agency_id=deed.agency_id if deed.has(*access.AGENCIES) else None,
        registered_at=deed.at,
    )
    searchkeys.put_keys(person, name=plain, phone=digits, born=birth_date)
    _let_holder_in(deed, person.pk)
    person.save(force_insert=True)
    NameGram.objects.bulk_create(searchkeys.grams_of(person, plain))
    about = about_person(person, born=birth_date, kind=household_kind, on=deed.day)
    ledger.record(deed, PersonRegistered(household_id=home), stream=person.pk, about=about)
    return person.pk


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
    kind = Household.objects.filter(pk=person.household_id).values_list("kind", flat=True).first() or ""
    return about_person(person, born=person.born, kind=kind, on=on)


def _one_at_a_time(name: str) -> None:
    """Two desks registering the same name at the same moment: the second looks after the first has written."""
    key = int.from_bytes(searchkeys.name_index(name)[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def gather_likes(
    deed: Deed, *, name: str, phone: str, born: date | None, household_id: UUID | None
) -> list[identity.Likeness]:
    """Who shares at least two of name, phone, birth date and household, as far as this deed's reach goes."""
    keys = {"name_index": searchkeys.name_index(name)}
    keys |= {"phone_index": index for index in [searchkeys.phone_index(phone)] if index}
    keys |= {"birth_index": index for index in [searchkeys.birth_index(born)] if index}
    pairs = Q(pk__in=[])
    for first, second in (("name_index", "birth_index"), ("name_index", "phone_index"), ("phone_index", "birth_index")):
        if first in keys and second in keys:
            pairs |= Q(**{first: keys[first], second: keys[second]})
    if household_id is not None:
        at_home = Q(name_index=keys["name_index"])
        if "birth_index" in keys:
            at_home |= Q(birth_index=keys["birth_index"])
        pairs |= Q(household_id=household_id) & at_home
    found = Person.objects.filter(pairs).order_by("registered_at", "pk")[:LIKENESS_AT_MOST]
    rows = found.values_list("pk", "name_index", "phone_index", "birth_index", "household_id")
    return [
        identity.Likeness(
            person_id=pk,
            name=_equal(name_key, keys.get("name_index")),
            phone=_equal(phone_key, keys.get("phone_index")),
            birth_date=_equal(birth_key, keys.get("birth_index")),
            household=household_id is not None and home == household_id,
        )
        for pk, name_key, phone_key, birth_key, home in rows
    ]


def _equal(stored: bytes | memoryview | None, wanted: bytes | None) -> bool:
    return stored is not None and wanted is not None and bytes(stored) == wanted
