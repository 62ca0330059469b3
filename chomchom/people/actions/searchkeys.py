"""The keyed hashes that find a person or household without opening anything."""

from __future__ import annotations

from datetime import date
from functools import cache

from chomchom.people.models import NameGram, Person
from chomchom.people.rules.identity import normalised_address, tidy_address
from chomchom.rulebook import dongs
from chomchom.store import sealing


@cache
def _names_of(dong: str) -> tuple[str, ...]:
    found = dongs.dong(dong)
    return (found.name, *(old.name for old in found.former))


def address_index(dong: str, address: str) -> bytes | None:
    """The blind index of an address inside a dong; None where nothing of an address is left."""
    plain = normalised_address(address, dong_names=_names_of(dong))
    return sealing.blind("address", f"{dong}:{plain}") if plain else None


def stored_address(dong: str, address: str) -> str:
    """An address as it is written down beside its dong."""
    return tidy_address(address, dong_names=_names_of(dong))


def name_index(name: str) -> bytes:
    """The blind index of a whole name."""
    return sealing.blind("name", name)


def phone_index(digits: str) -> bytes | None:
    """The blind index of a phone number's digits."""
    return sealing.blind("phone", digits) if digits else None


def birth_index(born: date | None) -> bytes | None:
    """The blind index of a birth date."""
    return sealing.blind("birth", born.isoformat()) if born else None


def put_keys(person: Person, *, name: str, phone: str, born: date | None) -> None:
    """Set the hashes of a person from plain values; a restricted person has none."""
    if person.restricted:
        person.name_index = person.phone_index = person.birth_index = None
        return
    person.name_index, person.phone_index = name_index(name), phone_index(phone)
    person.birth_index = birth_index(born)


def grams_of(person: Person, name: str) -> list[NameGram]:
    """The unsaved gram rows of a person; none for a restricted one."""
    if person.restricted:
        return []
    return [NameGram(person=person, dong=person.dong, gram=gram) for gram in sealing.grams(name)]


def renew_grams(person: Person) -> None:
    """Write the gram rows of a person anew."""
    NameGram.objects.filter(person=person).delete()
    NameGram.objects.bulk_create(grams_of(person, str(person.name)))
