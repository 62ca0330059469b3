"""Which rows exist for a deed. The table is docs/access.md; a test reads it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.people.access.roles import AGENCIES, EVERY_FIELD, HOLDERS, KEEPERS, OFFICERS, OWN_FIELDS, READERS
from chomchom.people.models import (
    Consent,
    ContactLock,
    DataRequest,
    DestructionProposal,
    Household,
    LikelyPair,
    Merge,
    NamedReader,
    Person,
    PersonAlias,
)
from chomchom.people.rules.sharing import FieldGroup
from chomchom.store import grants


def _in_areas(deed: Deed, rows: QuerySet) -> QuerySet:
    """Rows whose dong lies in the posting's areas; no areas and not the whole city is nothing."""
    return rows if deed.whole_city else rows.filter(dong__in=sorted(deed.areas))


def in_force_for(deed: Deed, *, recipients: Collection[str], consent_ids: Collection[UUID] = ()) -> QuerySet[Consent]:
    """Consents and legal bases that hold on the deed's day for these recipients or by these ids."""
    return Consent.objects.filter(
        Q(recipient__in=list(recipients)) | Q(pk__in=list(consent_ids)),
        from_on__lte=deed.day,
        until_on__gte=deed.day,
        withdrawn_on__isnull=True,
    )


def held_bases(deed: Deed) -> QuerySet[Consent]:
    """The bases on which the deed's holder sees anything at all."""
    if deed.link_id is None:
        return in_force_for(deed, recipients=[str(deed.agency_id)])
    named = [UUID(basis) for basis in grants.bases_of(deed, deed.link_id) if len(basis) == 32]
    return in_force_for(deed, recipients=[], consent_ids=named)


def visible_to(deed: Deed) -> QuerySet[Person]:
    """The persons this deed may list, search, count, open and export; each once, however many records were merged.

    A holder that brought in a record which leads to another since goes on seeing its own record where it has no right
    to the other.
    """
    persons = Person.objects.all()
    if deed.has(Role.SYSTEM):
        return persons
    if deed.has(*READERS):
        named = NamedReader.objects.filter(account_id=deed.actor_id).values("person_id")
        rows = _in_areas(deed, persons).filter(Q(restricted="") | Q(pk__in=named), is_alias=False)
        return unlocked_for(deed, rows)
    if deed.has(*HOLDERS) and deed.holder is not None:
        own = Q(agency_id=deed.agency_id) if deed.agency_id and deed.link_id is None else Q(pk__in=[])
        rows = persons.filter(grants.held_by(deed, deed.holder), restricted="", stopped_on__isnull=True)
        return unlocked_for(deed, rows.filter(_based(deed) | own))
    return persons.none()


def _based(deed: Deed) -> Q:
    """A consent or legal basis of the person, also one written on a record that leads to this one."""
    bases = held_bases(deed)
    led = PersonAlias.objects.filter(canonical=OuterRef("pk"), alias_id__in=bases.values("person_id"))
    return Q(Exists(bases.filter(person=OuterRef("pk")))) | Q(Exists(led))


def unlocked_for(deed: Deed, rows: QuerySet[Person]) -> QuerySet[Person]:
    """Without those whose record this account may not meet (conflict of interest)."""
    locked = ContactLock.objects.filter(account_id=deed.actor_id, lifted_at__isnull=True)
    return rows.exclude(pk__in=locked.values("person_id"))


def visible_pairs(deed: Deed) -> QuerySet[LikelyPair]:
    """Pairs that may be one person: an officer sees those of which both records are visible."""
    if deed.has(Role.SYSTEM):
        return LikelyPair.objects.all()
    if not deed.has(*OFFICERS):
        return LikelyPair.objects.none()
    seen = visible_to(deed).values("pk")
    return LikelyPair.objects.filter(one__in=seen, other__in=seen)


def visible_merges(deed: Deed) -> QuerySet[Merge]:
    """Merges whose kept record this officer sees."""
    if deed.has(Role.SYSTEM):
        return Merge.objects.all()
    if not deed.has(*OFFICERS):
        return Merge.objects.none()
    return Merge.objects.filter(kept__in=visible_to(deed).values("pk"))


def visible_households(deed: Deed) -> QuerySet[Household]:
    """The households this deed may see: by area, or granted by themselves."""
    rows = Household.objects.all()
    if deed.has(Role.SYSTEM):
        return rows
    if deed.has(*READERS):
        return _in_areas(deed, rows)
    if deed.has(*HOLDERS) and deed.holder is not None:
        return rows.filter(grants.held_by(deed, deed.holder))
    return rows.none()


def visible_requests(deed: Deed) -> QuerySet[DataRequest]:
    """열람·정정·처리정지 requests: the privacy officer's."""
    return DataRequest.objects.all() if deed.has(Role.PRIVACY_OFFICER, Role.SYSTEM) else DataRequest.objects.none()


def visible_proposals(deed: Deed) -> QuerySet[DestructionProposal]:
    """Lists for destruction: the privacy officer's, and one's own proposals."""
    if deed.has(Role.PRIVACY_OFFICER, Role.SYSTEM):
        return DestructionProposal.objects.all()
    if deed.has(*KEEPERS):
        return DestructionProposal.objects.filter(proposed_by=deed.actor_id)
    return DestructionProposal.objects.none()


def fields_for(deed: Deed, persons: Iterable[Person]) -> dict[UUID, frozenset[FieldGroup]]:
    """Which field groups of each visible person this deed may read. One query for holders, none for officers."""
    rows = list(persons)
    if deed.has(Role.SYSTEM, *READERS):
        return {person.pk: EVERY_FIELD for person in rows}
    if deed.holder is None:
        return {person.pk: frozenset() for person in rows}
    allowed = {person.pk: OWN_FIELDS if _own_work(deed, person) else frozenset() for person in rows}
    for person_id, means, groups in _bases_over(deed, list(allowed)):
        for one in {person_id, means} & allowed.keys():
            allowed[one] |= frozenset(FieldGroup(group) for group in groups)
    return allowed


def _bases_over(deed: Deed, ids: list[UUID]) -> Iterable[tuple[UUID, UUID, list[str]]]:
    """The holder's bases for these persons, also those written on records that lead to them: (record, person, fields)."""
    led = PersonAlias.objects.filter(canonical__in=ids)
    means = Subquery(PersonAlias.objects.filter(alias_id=OuterRef("person_id")).values("canonical_id"))
    rows = held_bases(deed).filter(Q(person__in=ids) | Q(person__in=led.values("alias_id")))
    return rows.annotate(means=Coalesce(means, "person_id", output_field=UUIDField())).values_list(
        "person_id", "means", "fields"
    )


def _own_work(deed: Deed, person: Person) -> bool:
    """Whether the deed's agency registered this person itself."""
    return (
        deed.link_id is None
        and deed.has(*AGENCIES)
        and person.agency_id is not None
        and person.agency_id == deed.agency_id
    )


def canonical_ids(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Each id with the id it means since merges. One query."""
    wanted = list(ids)
    leads = PersonAlias.objects.filter(alias_id__in=wanted).values_list("alias_id", "canonical_id")
    return {one: one for one in wanted} | dict(leads)


def ids_meaning(person_id: UUID) -> list[UUID]:
    """The canonical id first, then every id that leads to it. One query."""
    mine = PersonAlias.objects.filter(alias_id=person_id).values("canonical_id")
    led = PersonAlias.objects.filter(Q(canonical_id=person_id) | Q(canonical_id__in=mine)).order_by("pk")
    pairs = list(led.values_list("alias_id", "canonical_id"))
    return [pairs[0][1], *(alias for alias, _ in pairs)] if pairs else [person_id]
