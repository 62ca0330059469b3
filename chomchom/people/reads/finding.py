"""Finding a person by two syllables of the name, a phone number or a birth date, without opening a sealed field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.people import access
from chomchom.people.models import NameGram, Person
from chomchom.people.reads.cards import PersonCard, cards
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
        ids = _by_name(deed, rows, wanted, most=most)
    else:
        ids = _ids(_holding(rows, wanted), most=most)
    found = cards(deed, ids)
    return [found[one] for one in ids if one in found]


def _holding(rows: QuerySet[Person], name: str) -> QuerySet[Person]:
    """Of few rows, those whose name holds these syllables."""
    for gram in sealing.grams(name):
        rows = rows.filter(Exists(NameGram.objects.filter(person=OuterRef("pk"), gram=gram)))
    return rows


def _ids(rows: QuerySet[Person], *, most: int) -> list[UUID]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def _by_name(deed: Deed, rows: QuerySet[Person], name: str, *, most: int) -> list[UUID]:
    """Whole names first, then names that hold these syllables."""
    exact = _ids(rows.filter(name_index=sealing.blind("name", name)), most=most)
    if len(exact) >= most:
        return exact
    grams = sealing.grams(name)
    held = NameGram.objects.filter(gram__in=grams)
    if not deed.whole_city and deed.areas:
        held = held.filter(dong__in=sorted(deed.areas))
    proposed = _proposed(held, grams=len(grams), most=most)
    more = _ids(rows.filter(pk__in=proposed).exclude(pk__in=exact), most=most - len(exact))
    return exact + more


def _proposed(held: QuerySet[NameGram], *, grams: int, most: int) -> list[UUID]:
    """Ids of persons whose name holds every gram; `visible_to` still decides which of them are shown."""
    if grams == 1:
        return list(held.order_by("person_id").values_list("person_id", flat=True)[: most * 4])
    whole_names = held.values("person_id").annotate(n=Count("id")).filter(n=grams).order_by("person_id")
    return list(whole_names.values_list("person_id", flat=True)[: most * 4])


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
