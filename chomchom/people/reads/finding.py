"""Finding a person by two syllables of the name, a phone number or a birth date, without opening a sealed field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.people import access
from chomchom.people.models import NameGram, Person, PersonAlias
from chomchom.people.reads.cards import PersonCard, cards_of
from chomchom.people.rules import identity
from chomchom.rulebook import dongs
from chomchom.rulebook.public import whole
from chomchom.store import sealing
from chomchom.store.acting import require


@dataclass(frozen=True, slots=True)
class PersonFact:
    """That a person is recorded, for the privacy officer: no more than a mask and a dong."""

    person_id: UUID
    masked_name: str
    dong_name: str


def find(
    deed: Deed, *, name: str | None = None, phone: str | None = None, birth_date: date | None = None
) -> list[PersonCard]:
    """The visible persons that match all that is given, whole names first, at most `people.search_at_most`.

    Raises `may-not-search`, `two-letters-needed`, `nothing-to-search`, `birth-date-alone`, `phone-unreadable`.
    """
    require(deed)
    access.check_may_search(deed)
    wanted, digits = (name or "").strip(), identity.plain_phone(phone or "")
    identity.check_search(name=wanted, phone=digits, birth_date=birth_date)
    most = whole("people.search_at_most", on=deed.day)
    rows = access.visible_to(deed)
    if digits:
        rows = rows.filter(phone_index=sealing.blind("phone", digits))
    if birth_date is not None:
        rows = rows.filter(birth_index=sealing.blind("birth", birth_date.isoformat()))
    if wanted and not (digits or birth_date):
        persons = _by_name(deed, rows, wanted, most=most)
    else:
        persons = list(_holding(rows, wanted).order_by("pk")[:most])
    if deed.has(*access.READERS) and len(persons) < most:
        known = {person.pk for person in persons}
        led = _led_to(deed, wanted=wanted, digits=digits, born=birth_date)
        persons += [person for person in led if person.pk not in known][: most - len(persons)]
    return list(_once(cards_of(deed, persons), access.canonical_ids(person.pk for person in persons)))


def _once(found: dict[UUID, PersonCard], meaning: dict[UUID, UUID]) -> Iterator[PersonCard]:
    """Two records that are one person by now are shown as the one that counts, if both were found."""
    for one, card in found.items():
        if meaning[one] == one or meaning[one] not in found:
            yield card


def _led_to(deed: Deed, *, wanted: str, digits: str, born: date | None) -> list[Person]:
    """Persons one of whose merged records carries this very name, number or day. One query."""
    keys = {
        "name_index": sealing.blind("name", wanted) if wanted else None,
        "phone_index": sealing.blind("phone", digits) if digits else None,
        "birth_index": sealing.blind("birth", born.isoformat()) if born else None,
    }
    records = Person.objects.filter(is_alias=True, **{field: key for field, key in keys.items() if key is not None})
    led = PersonAlias.objects.filter(alias_id__in=records.values("pk")).values("canonical_id")
    return list(
        access.visible_to(deed).filter(pk__in=led).order_by("pk")[: whole("people.search_at_most", on=deed.day)]
    )


def _holding(rows: QuerySet[Person], name: str) -> QuerySet[Person]:
    """Of few rows, those whose name holds these syllables."""
    for gram in sealing.grams(name):
        rows = rows.filter(Exists(NameGram.objects.filter(person=OuterRef("pk"), gram=gram)))
    return rows


def _by_name(deed: Deed, rows: QuerySet[Person], name: str, *, most: int) -> list[Person]:
    """Whole names first, then names that hold these syllables. Two queries."""
    exact = list(rows.filter(name_index=sealing.blind("name", name)).order_by("pk")[:most])
    if len(exact) >= most:
        return exact
    rest = rows.filter(pk__in=_proposed(deed, sealing.grams(name), most=most))
    more = rest.exclude(pk__in=[person.pk for person in exact]).order_by("pk")[: most - len(exact)]
    return exact + list(more)


def _proposed(deed: Deed, grams: list[bytes], *, most: int) -> QuerySet[NameGram, UUID]:
    """Ids of persons whose name holds every gram; `visible_to` still decides which of them are shown."""
    held = NameGram.objects.filter(gram__in=grams)
    if not deed.whole_city and deed.areas:
        held = held.filter(dong__in=sorted(deed.areas))
    if len(grams) == 1:
        return held.order_by("person_id").values_list("person_id", flat=True)[: most * 4]
    whole_names = held.values("person_id").annotate(n=Count("id")).filter(n=len(grams))
    return whole_names.order_by("person_id").values_list("person_id", flat=True)[: most * 4]


def named_to(deed: Deed) -> list[PersonCard]:
    """The hidden records this account is named on; no search leads to them. At most four queries."""
    require(deed)
    if not deed.has(*access.READERS):
        return []
    return list(cards_of(deed, list(access.visible_to(deed).exclude(restricted="").order_by("pk"))).values())


def find_exact(deed: Deed, *, name: str, birth_date: date) -> list[PersonFact]:
    """Whole name and birth date, for the privacy officer who takes in a request: facts only, and logged."""
    require(deed)
    access.check_is_privacy_officer(deed)
    identity.check_search(name=name.strip(), phone="", birth_date=birth_date)
    rows = Person.objects.filter(
        name_index=sealing.blind("name", name), birth_index=sealing.blind("birth", birth_date.isoformat())
    ).order_by("pk")[:10]
    facts = [PersonFact(row.pk, identity.masked_name(row.name), dongs.dong(row.dong).name) for row in rows]
    for fact in facts:
        accounts.note_access(
            deed, subject_id=fact.person_id, record_kind="person", record_id=fact.person_id, purpose="request"
        )
    return facts
