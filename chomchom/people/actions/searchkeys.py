"""The keyed hashes that find a person or household without opening anything."""

from __future__ import annotations

from datetime import date
from functools import cache

from chomchom.linkage.hangul import plain_name, southern
from chomchom.people.models import LikeToken, NameGram, Person
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


LONGEST_NAME = 6
"""Syllables of a name that are tried one by one; of a longer name (foreign ones) the first ones."""
TOKEN_BYTES = 8


def like_keys(*, name: str, born: date | None, phone: str) -> list[bytes]:
    """Keyed hashes under which the records of one person meet although a syllable or a digit is wrong.

    Each is a name with one syllable left open (김○늘), or whole, together with the year or the day of birth or the end
    of the phone number; and the surname with the whole birth date. None is enough to find somebody by hand.
    """
    heard = southern(plain_name(name).replace(" ", ""))
    open_names = [f"{heard[:at]}*{heard[at + 1 :]}" for at in range(min(len(heard), LONGEST_NAME))]
    words = []
    for form in (heard, *open_names) if len(heard) > 1 else ():
        if born:
            words += [f"{form}|{born:%Y}", f"{form}|{born:%m-%d}"]
        if phone:
            words.append(f"{form}|{phone[-4:]}")
    if heard and born:
        words.append(f"{heard[0]}|{born.isoformat()}")
    return [sealing.blind("like", word)[:TOKEN_BYTES] for word in dict.fromkeys(words)]


def tokens_of(person: Person) -> list[LikeToken]:
    """The unsaved rows under which somebody with a slip in the name meets this person; none for a hidden record."""
    if person.restricted:
        return []
    keys = like_keys(name=str(person.name), born=person.born, phone=str(person.phone))
    return [LikeToken(person=person, token=key) for key in keys]


def write_entries(person: Person) -> None:
    """Write the search entries of a new person."""
    NameGram.objects.bulk_create(grams_of(person, str(person.name)))
    LikeToken.objects.bulk_create(tokens_of(person))


def drop_entries(person: Person) -> None:
    """Take the search entries of a person away."""
    NameGram.objects.filter(person=person).delete()
    LikeToken.objects.filter(person=person).delete()


def renew_entries(person: Person) -> None:
    """Write the search entries of a person anew."""
    drop_entries(person)
    write_entries(person)
