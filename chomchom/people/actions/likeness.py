"""Persons as they are compared with each other: opened in memory, never written anywhere."""

from __future__ import annotations

from functools import cache

from django.db.models import Count

from chomchom.kernel.deeds import Deed
from chomchom.linkage.persons import Agreement, Record, likely
from chomchom.linkage.places import read_place
from chomchom.people.actions import searchkeys
from chomchom.people.models import LikeToken, Person
from chomchom.rulebook import dongs
from chomchom.rulebook.public import value, whole
from chomchom.store import sealing


@cache
def dong_names(dong: str) -> tuple[str, ...]:
    """The names a dong has and had before 2017, which old addresses still carry."""
    found = dongs.dong(dong)
    return (found.name, *(old.name for old in found.former))


def record_of(person: Person) -> Record:
    """A stored person as linkage compares them; the household has to be loaded."""
    home = person.household
    return Record(
        key=str(person.pk),
        name=str(person.name),
        born=person.born,
        phone=str(person.phone),
        sex=str(person.sex),
        place=read_place(str(home.address), dong=person.dong, dong_names=dong_names(person.dong)),
        household=str(person.household_id) if home.address_index is not None else "",
    )


def facts_of(one: Record, other: Record) -> bytes:
    """A keyed hash of everything two records say: it changes when one of them is corrected."""
    said = sorted(
        "|".join((r.name, str(r.born), r.phone, r.sex, *(getattr(r.place, part) for part in r.place.__slots__)))
        for r in (one, other)
    )
    return sealing.blind("pair", "||".join(said))


def near_ones(deed: Deed, new: Record) -> list[tuple[Record, Agreement]]:
    """Stored persons that are likely the one about to be written down, slips of name and birth date forgiven.

    Three queries, however many persons the city has: the keyed hashes the new one would have, the persons that share
    most of them, their households. As far as row security lets the deed reach.
    """
    keys = searchkeys.like_keys(name=new.name, born=new.born, phone=new.phone)
    if not keys:
        return []
    most = whole("people.look_at_most", on=deed.day)
    shared = LikeToken.objects.filter(token__in=keys).values("person_id").annotate(shared=Count("id"))
    ids = list(shared.order_by("-shared", "person_id").values_list("person_id", flat=True)[:most])
    persons = Person.objects.filter(pk__in=ids, is_alias=False, restricted="").select_related("household")
    return likely(new, map(record_of, persons), least=float(value("people.look_least", on=deed.day)) / 100)
