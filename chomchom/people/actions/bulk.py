"""Many persons at once: loading a city, and writing the search keys anew after the keys changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions import searchkeys
from chomchom.people.actions.registering import NewPerson, about_person, check_new, households_at, person_from
from chomchom.people.events import HouseholdRegistered, PersonRegistered
from chomchom.people.models import Household, LikeToken, NameGram, Person
from chomchom.people.rules import identity
from chomchom.store.acting import require
from chomchom.store.ids import new_id

AT_ONCE = 5000


def register_many(deed: Deed, rows: Sequence[NewPerson]) -> list[UUID]:
    """Write down many persons, in order; rows with one address share a household. Officers and machines only.

    Nobody is looked for first: the caller has matched its rows before. All or nothing; raises what `register_person`
    raises. About 100,000 persons a minute.
    """
    require(deed)
    if not deed.has(*access.READERS, "system"):
        raise Refused("may-not-register")
    ids: list[UUID] = []
    for start in range(0, len(rows), AT_ONCE):
        ids += _register_some(deed, rows[start : start + AT_ONCE])
    return ids


def _register_some(deed: Deed, rows: Sequence[NewPerson]) -> list[UUID]:
    for row in rows:
        access.check_may_register(deed, dong=row.dong)
        check_new(row, on=deed.day)
    homes = _homes_for(deed, rows)
    persons, grams, tokens, items = [], [], [], []
    for row, home in zip(rows, homes, strict=True):
        person = person_from(deed, row, home=home)
        persons.append(person)
        grams += searchkeys.grams_of(person, person.name)
        tokens += searchkeys.tokens_of(person)
        about = about_person(person, born=row.birth_date, kind=row.household_kind, on=deed.day)
        items.append(ledger.Item(event=PersonRegistered(household_id=home), stream=person.pk, about=about))
    _insert(Person, persons)
    _insert(NameGram, grams)
    _insert(LikeToken, tokens)
    ledger.record_many(deed, items)
    return [person.pk for person in persons]


def _homes_for(deed: Deed, rows: Sequence[NewPerson]) -> list[UUID]:
    """A household for each row: the named one, the known one at the address, or a new one."""
    known = households_at(deed, places={(row.dong, row.address) for row in rows if row.address})
    by_index = {searchkeys.address_index(*place): pk for place, pk in known.items()}
    new: list[Household] = []
    homes: list[UUID] = []
    for row in rows:
        index = searchkeys.address_index(row.dong, row.address)
        home = row.household_id or (by_index.get(index) if index is not None else None)
        if home is None:
            household = Household(
                pk=new_id(),
                dong=row.dong,
                kind=str(row.household_kind),
                address=searchkeys.stored_address(row.dong, row.address),
                address_index=index,
                registered_at=deed.at,
            )
            new.append(household)
            home = household.pk
            if index is not None:
                by_index[index] = home
        homes.append(home)
    _insert(Household, new)
    ledger.record_many(deed, [_household_item(household) for household in new])
    return homes


def _household_item(household: Household) -> ledger.Item:
    kind = identity.HouseholdKind(household.kind)
    return ledger.Item(
        event=HouseholdRegistered(household_id=household.pk, kind=kind),
        stream=household.pk,
        about=About(dong=household.dong, household_kind=kind),
    )


def _insert(model: Any, rows: Sequence[Any]) -> None:
    """One INSERT of whole columns. COPY is not possible into a table with row security."""
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not (field.primary_key and rows[0].pk is None)]
    names = ", ".join(f'"{field.column}"' for field in fields)
    arrays = ", ".join(f"%s::{field.db_type(connection).split(' GENERATED')[0]}[]" for field in fields)
    columns = [[field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows] for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT * FROM unnest({arrays})',  # noqa: S608 - own names
            columns,
        )


def reindex(deed: Deed, *, after: UUID | None = None, size: int = 1000) -> UUID | None:
    """Write the search keys of some persons and their households anew, after the blind key changed.

    Returns the last id done, None when nothing is left; call again from there.
    """
    require(deed)
    if not deed.has("system"):
        raise Refused("may-not-change-person")
    rows = Person.objects.order_by("pk").select_related("household")
    some = list((rows.filter(pk__gt=after) if after else rows)[:size])
    for person in some:
        searchkeys.put_keys(person, name=person.name, phone=person.phone, born=person.born)
        household = person.household
        household.address_index = searchkeys.address_index(household.dong, household.address)
    Person.objects.bulk_update(some, ["name_index", "phone_index", "birth_index"])
    Household.objects.bulk_update(
        {person.household_id: person.household for person in some}.values(), ["address_index"]
    )
    NameGram.objects.filter(person__in=some).delete()
    LikeToken.objects.filter(person__in=some).delete()
    _insert(NameGram, [gram for person in some for gram in searchkeys.grams_of(person, person.name)])
    _insert(LikeToken, [token for person in some for token in searchkeys.tokens_of(person)])
    return some[-1].pk if some else None
