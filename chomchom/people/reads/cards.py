"""Persons and households as cards: masked, flat, as many queries for thirty as for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.people import access, sentences
from chomchom.people.models import Contact, Hazard, Household, Person, PersonAlias, with_household
from chomchom.people.rules import identity
from chomchom.people.rules.sharing import FieldGroup
from chomchom.rulebook import dongs
from chomchom.store.acting import require, widened


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """One person as a page shows it. What the reader may not see is empty, never hidden by the page."""

    person_id: UUID
    masked_name: str
    age: int | None
    sex: str
    sex_label: str
    dong: str
    dong_name: str
    household_id: UUID
    household_kind: str
    household_kind_label: str
    address_line: str
    address_short: str
    phone_masked: str
    contact_rule: str
    contact_first: str
    contact_hours: str
    voice_ok: bool
    contact_note: str
    hazard: str
    language: str
    language_label: str
    interpreter: bool
    restricted: bool
    stopped: bool
    ended_on: date | None
    end_label: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdCard:
    """One household: where, what kind, what a visitor should know, and who of it the reader may see."""

    household_id: UUID
    dong: str
    dong_name: str
    kind: str
    kind_label: str
    address_line: str
    address_short: str
    hazard: str
    persons: tuple[PersonLine, ...]

    @property
    def member_ids(self) -> tuple[UUID, ...]:
        """The ids of the persons the reader may see."""
        return tuple(line.person_id for line in self.persons)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in one line."""

    person_id: UUID
    masked_name: str
    age: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """A guardian, emergency contact or helper, masked."""

    contact_id: UUID
    kind: str
    kind_label: str
    relation_label: str
    masked_name: str
    phone_masked: str
    may_be_told: bool
    order: int


@dataclass(frozen=True, slots=True)
class HazardRow:
    """One thing a visitor should know, to be cleared when it is gone."""

    hazard_id: UUID
    sentence: str
    review_on: date
    overdue: bool


def card(deed: Deed, person_id: UUID) -> PersonCard:
    """One person; raises `no-such-person` also for what this deed may not see. Opens through break-glass too."""
    require(deed)
    person = access.load_person(deed, person_id)
    return cards_of(deed, [person])[person.pk]


def cards(deed: Deed, ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """The persons of these ids that this deed may see, by the id asked for. Absent and not yours are alike.

    At most two queries (holders: four), however many ids; hazards are asked for only where there are any.
    """
    require(deed)
    wanted = set(ids)
    leads = PersonAlias.objects.filter(alias_id__in=wanted)
    rows = with_household(deed, access.visible_to(deed))
    persons = list(
        rows.filter(pk__in=PersonAlias.meaning(wanted)).annotate(
            warned=Exists(Hazard.objects.filter(household=OuterRef("household_id"), cleared_on__isnull=True)),
            asked_as=ArraySubquery(leads.filter(canonical_id=OuterRef("pk")).values("alias_id")),
        )
    )
    found = cards_of(deed, persons)
    meant = {person.pk: person.pk for person in persons if not (person.is_alias and person.pk not in wanted)}
    meant |= {alias: person.pk for person in persons for alias in person.asked_as}
    return {asked: found[meant[asked]] for asked in wanted if asked in meant}


def cards_of(deed: Deed, persons: Sequence[Person]) -> dict[UUID, PersonCard]:
    """Cards of persons this deed has been found to see, in their order. Two queries, for holders three."""
    homes = _homes_of(persons)
    warned = {person.household_id for person in persons if getattr(person, "warned", True)}
    hazards = hazard_lines(warned, on=deed.day)
    fields = access.fields_for(deed, persons)
    return {
        person.pk: _card(
            person,
            homes.get(person.household_id),
            hazard=hazards.get(person.household_id, ""),
            allowed=fields[person.pk],
            on=deed.day,
        )
        for person in persons
    }


def _homes_of(persons: Sequence[Person]) -> dict[UUID, Household]:
    """The households of persons; no query where they came with their persons."""
    if all(Person.household.is_cached(person) for person in persons):
        return {person.household_id: person.household for person in persons}
    return Household.objects.in_bulk({person.household_id for person in persons})


def _card(
    person: Person, home: Household | None, *, hazard: str, allowed: frozenset[FieldGroup], on: date
) -> PersonCard:
    kind = home.kind if home is not None and FieldGroup.HOUSEHOLD in allowed else "unknown"
    address = home.address if home is not None and FieldGroup.ADDRESS in allowed else ""
    contact = FieldGroup.CONTACT in allowed
    return PersonCard(
        person_id=person.pk,
        masked_name=identity.masked_name(person.name),
        age=identity.age_on(person.born, on=on) if FieldGroup.BIRTH in allowed else None,
        sex=person.sex,
        sex_label=str(sentences.SEX[person.sex]),
        dong=person.dong,
        dong_name=dongs.dong(person.dong).name,
        household_id=person.household_id,
        household_kind=kind,
        household_kind_label=str(sentences.HOUSEHOLD_KIND[kind]),
        address_line=address,
        address_short=identity.short_address(address),
        phone_masked=identity.masked_phone(person.phone) if contact else "",
        contact_rule=contact_rule(person),
        contact_first=person.contact_first,
        contact_hours=person.contact_hours,
        voice_ok=person.voice_ok,
        contact_note=person.contact_note if contact else "",
        hazard=hazard,
        language=person.language,
        language_label=str(sentences.LANGUAGE.get(person.language, person.language)),
        interpreter=person.interpreter,
        restricted=bool(person.restricted),
        stopped=person.stopped_on is not None,
        ended_on=person.ended_on,
        end_label=str(sentences.END_REASON[person.end_reason]) if person.end_reason else "",
        version=person.version,
    )


def contact_rule(person: Person) -> str:
    """How a person wants to be approached, as one line: 문자 먼저, 오전만; empty where anything goes."""
    parts = []
    if person.contact_first != identity.ContactFirst.ANY:
        parts.append(str(sentences.CONTACT_FIRST[person.contact_first]))
    if person.contact_hours != identity.ContactHours.ANY:
        parts.append(str(sentences.CONTACT_HOURS[person.contact_hours]))
    if not person.voice_ok:
        parts.append(str(sentences.NO_VOICE))
    if person.interpreter:
        language = sentences.LANGUAGE.get(person.language, person.language)
        parts.append(str(sentences.INTERPRETER).format(language=language))
    return ", ".join(parts)


def hazard_lines(homes: Iterable[UUID], *, on: date) -> dict[UUID, str]:
    """What a visitor should know at each door, as one line: 개가 있음 (2026-05 확인)."""
    some = list(homes)
    if not some:
        return {}
    rows = Hazard.objects.filter(household__in=some, cleared_on__isnull=True).order_by("noted_at", "pk")
    lines: dict[UUID, list[str]] = {}
    for row in rows:
        lines.setdefault(row.household_id, []).append(_hazard_sentence(row, on=on))
    return {home: ", ".join(some) for home, some in lines.items()}


def _hazard_sentence(row: Hazard, *, on: date) -> str:
    said = sentences.HAZARD_SEEN if on <= row.review_on else sentences.HAZARD_OLD
    what = row.note or str(sentences.HAZARD_KIND[row.kind])
    return str(said).format(what=what, month=f"{row.confirmed_on:%Y-%m}")


def hazards(deed: Deed, household_id: UUID) -> list[HazardRow]:
    """What a visitor should know at one door, one row a hazard. Two queries."""
    require(deed)
    home = access.load_household(deed, household_id)
    rows = home.hazards.filter(cleared_on__isnull=True).order_by("noted_at", "pk")
    return [
        HazardRow(row.pk, _hazard_sentence(row, on=deed.day), row.review_on, deed.day > row.review_on) for row in rows
    ]


def household_cards(deed: Deed, ids: Iterable[UUID]) -> dict[UUID, HouseholdCard]:
    """The households of these ids that this deed may see, with their visible persons. At most five queries."""
    require(deed)
    homes = access.visible_households(deed).in_bulk(set(ids))
    hazards = hazard_lines(homes, on=deed.day)
    persons = list(
        access.visible_to(deed).filter(household__in=homes, ended_on__isnull=True).order_by("registered_at", "pk")
    )
    fields = access.fields_for(deed, persons)
    lines: dict[UUID, list[PersonLine]] = {}
    for person in persons:
        age = identity.age_on(person.born, on=deed.day) if FieldGroup.BIRTH in fields[person.pk] else None
        line = PersonLine(person.pk, identity.masked_name(person.name), age)
        lines.setdefault(person.household_id, []).append(line)
    return {
        pk: HouseholdCard(
            household_id=pk,
            dong=home.dong,
            dong_name=dongs.dong(home.dong).name,
            kind=home.kind,
            kind_label=str(sentences.HOUSEHOLD_KIND[home.kind]),
            address_line=home.address,
            address_short=identity.short_address(home.address),
            hazard=hazards.get(pk, ""),
            persons=tuple(lines.get(pk, ())),
        )
        for pk, home in homes.items()
    }


def emergency_contacts(deed: Deed, person_id: UUID) -> list[ContactRow]:
    """Guardians, emergency contacts and helpers of a person in the order they are to be called. Masked."""
    require(deed)
    person = access.load_person(deed, person_id)
    if not deed.has("system", *access.READERS):
        return []
    return [
        ContactRow(
            contact_id=row.pk,
            kind=row.kind,
            kind_label=str(sentences.CONTACT_KIND[row.kind]),
            relation_label=str(sentences.RELATION[row.relation]),
            masked_name=identity.masked_name(row.name),
            phone_masked=identity.masked_phone(row.phone),
            may_be_told=row.may_be_told,
            order=row.order,
        )
        for row in Contact.objects.filter(person__in=access.ids_meaning(person.pk)).order_by("order", "added_at", "pk")
    ]


def about(ids: Iterable[UUID], on: date) -> dict[UUID, About]:
    """What the ledger may know of each person: dong, age band, household kind, canonical id. Three queries."""
    wanted = access.canonical_ids(ids)
    rows = Person.objects.filter(pk__in=set(wanted.values())).only("dong", "birth_date", "household_id")
    persons = {person.pk: person for person in rows}
    homes = {person.household_id for person in persons.values()}
    kinds = dict(Household.objects.filter(pk__in=homes).values_list("pk", "kind"))
    return {
        asked: About(
            dong=persons[one].dong,
            age_band=identity.age_band(identity.age_on(persons[one].born, on=on)),
            household_kind=kinds.get(persons[one].household_id, ""),
            person_id=one,
        )
        for asked, one in wanted.items()
        if one in persons
    }


def merged_ids(deed: Deed) -> dict[UUID, UUID]:
    """Every id that was merged away with the id it means now; ids only, for counting each person once."""
    # Figures are the same for every reader, also for one who may see no person.
    with widened(deed, because="count-each-person-once"):
        return dict(PersonAlias.objects.values_list("alias_id", "canonical_id"))
