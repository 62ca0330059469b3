"""Who may see and do what with persons. The table is docs/access.md; a test reads it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.people.models import (
    Consent,
    DataRequest,
    DestructionProposal,
    Household,
    NamedReader,
    Person,
    PersonAlias,
)
from chomchom.people.rules.sharing import FieldGroup
from chomchom.store import grants

OFFICERS = (Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER)
READERS = (*OFFICERS, Role.PROGRAMME_OFFICER)
AGENCIES = (Role.AGENCY_WORKER, Role.AGENCY_LEAD)
HOLDERS = (*AGENCIES, Role.NEIGHBOUR, Role.COMPANION, Role.LINK, Role.CITIZEN)
KEEPERS = (Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER, Role.SYSTEM)
NOTERS = (*READERS, *HOLDERS, Role.PROVINCE, Role.SYSTEM)
"""Who may note that a household exists: everybody who may bring a signal."""
OWN_WORK = "own-work"
"""The basis of a grant to the agency that registered the person itself."""
OWN_FIELDS = frozenset(
    {FieldGroup.NAME, FieldGroup.CONTACT, FieldGroup.ADDRESS, FieldGroup.BIRTH, FieldGroup.HOUSEHOLD}
)
EVERY_FIELD = frozenset(FieldGroup)

# Visible rows ----------------------------------------------------------------------------------------------------


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
    """The persons this deed may list, search, count, open and export."""
    persons = Person.objects.all()
    if deed.has(Role.SYSTEM):
        return persons
    if deed.has(*READERS):
        named = NamedReader.objects.filter(account_id=deed.actor_id).values("person_id")
        return _in_areas(deed, persons).filter(Q(restricted="") | Q(pk__in=named))
    if deed.has(*HOLDERS) and deed.holder is not None:
        based = Exists(held_bases(deed).filter(person=OuterRef("pk")))
        own = Q(agency_id=deed.agency_id) if deed.agency_id and deed.link_id is None else Q(pk__in=[])
        rows = persons.filter(grants.held_by(deed, deed.holder), restricted="", stopped_on__isnull=True)
        return rows.filter(Q(based) | own)
    return persons.none()


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
    for person_id, groups in held_bases(deed).filter(person__in=list(allowed)).values_list("person_id", "fields"):
        allowed[person_id] |= frozenset(FieldGroup(group) for group in groups)
    return allowed


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
    """The canonical id and every id that leads to it."""
    canonical = canonical_ids([person_id])[person_id]
    return [canonical, *PersonAlias.objects.filter(canonical_id=canonical).values_list("alias_id", flat=True)]


def load_person(deed: Deed, person_id: UUID, *, lock: bool = False) -> Person:
    """One person under a deed, also through an alias or an open break-glass. Not yours reads like not there."""
    found = _one(visible_to(deed), person_id, lock=lock)
    if found is None and deed.has(*OFFICERS):
        opened = Person.objects.filter(pk__in=accounts.open_emergencies(deed))
        found = _one(opened, person_id, lock=lock)
    if found is None:
        raise Refused("no-such-person")
    return found


def _one(rows: QuerySet[Person], person_id: UUID, *, lock: bool) -> Person | None:
    """The person an id means, if it is among these rows."""
    rows = rows.filter(pk__in=PersonAlias.meaning([person_id])).order_by()
    return next(iter(rows.select_for_update(of=("self",)) if lock else rows), None)


def load_for_keeping(deed: Deed, person_id: UUID, *, lock: bool = False) -> Person:
    """One person whose consents, requests and keeping are at stake: the privacy officer reaches everybody's."""
    if not deed.has(Role.PRIVACY_OFFICER):
        return load_person(deed, person_id, lock=lock)
    found = _one(Person.objects.all(), person_id, lock=lock)
    if found is None:
        raise Refused("no-such-person")
    return found


def load_household(deed: Deed, household_id: UUID, *, lock: bool = False) -> Household:
    """One household under a deed."""
    rows = visible_households(deed).filter(pk=household_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Refused("no-such-household")
    return found


def load_consent(deed: Deed, consent_id: UUID, *, lock: bool = False) -> Consent:
    """One consent of a person this deed may see, or for the privacy officer anybody's."""
    rows = Consent.objects.filter(pk=consent_id)
    if not deed.has(Role.PRIVACY_OFFICER):
        rows = rows.filter(person__in=visible_to(deed).values("pk"))
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Refused("no-such-consent")
    return found


def load_request(deed: Deed, request_id: UUID, *, lock: bool = False) -> DataRequest:
    """One request under a deed."""
    rows = visible_requests(deed).filter(pk=request_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Refused("no-such-request")
    return found


def load_proposal(deed: Deed, proposal_id: UUID, *, lock: bool = False) -> DestructionProposal:
    """One list for destruction under a deed."""
    rows = visible_proposals(deed).filter(pk=proposal_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Refused("no-such-proposal")
    return found


# May I ---------------------------------------------------------------------------------------------------------------


def check_may_search(deed: Deed) -> None:
    """Whether this deed may look for persons at all."""
    if not deed.has(*READERS, *AGENCIES, Role.SYSTEM):
        raise Refused("may-not-search")


def check_may_register(deed: Deed, *, dong: str) -> None:
    """Whether this deed may write down a person or household in this dong."""
    if deed.has(Role.SYSTEM) or (deed.has(*AGENCIES) and deed.agency_id):
        return
    if not deed.has(*READERS):
        raise Refused("may-not-register")
    if not deed.covers(dong):
        raise Refused("dong-not-yours")


def check_may_note_household(deed: Deed) -> None:
    """Whether this deed may note that there is a household at an address."""
    if not deed.has(*NOTERS):
        raise Refused("may-not-register")


def check_may_change(deed: Deed) -> None:
    """Whether this deed may change persons and households it sees, and note hazards: officers."""
    if not deed.has(*READERS, Role.SYSTEM):
        raise Refused("may-not-change-person")


def check_may_reveal(deed: Deed, person: Person, *, group: FieldGroup) -> None:
    """Whether this deed may see a name or number unmasked: officers, and holders whose basis names the group."""
    if deed.has(*READERS) or (deed.has(*HOLDERS) and group in fields_for(deed, [person])[person.pk]):
        return
    raise Refused("not-agreed-to-share", fields=group.value)


def check_may_restrict(deed: Deed) -> None:
    """Whether this deed may hide a record: team heads."""
    if not deed.has(Role.TEAM_HEAD):
        raise Refused("may-not-restrict")


def check_may_record_consent(deed: Deed) -> None:
    """Whether this deed may write down a consent."""
    if not deed.has(*READERS, Role.CITIZEN, Role.SYSTEM):
        raise Refused("may-not-record-consent")


def check_may_withdraw(deed: Deed) -> None:
    """Whether this deed may write down that a consent was taken back."""
    if not deed.has(*READERS, Role.CITIZEN, Role.PRIVACY_OFFICER, Role.SYSTEM):
        raise Refused("may-not-record-consent")


def check_may_claim(deed: Deed) -> None:
    """Whether this deed may share on a legal ground without consent: officers."""
    if not deed.has(*OFFICERS):
        raise Refused("may-not-claim")


def check_may_receive_request(deed: Deed) -> None:
    """Whether this deed may take in a request about data."""
    if not deed.has(*READERS, Role.CITIZEN, Role.PRIVACY_OFFICER):
        raise Refused("may-not-receive-request")


def check_is_privacy_officer(deed: Deed) -> None:
    """Whether this deed is the privacy officer's."""
    if not deed.has(Role.PRIVACY_OFFICER):
        raise Refused("privacy-officer-only")


def check_may_end_keeping(deed: Deed) -> None:
    """Whether this deed may say that a person's data are no longer needed."""
    if not deed.has(*KEEPERS):
        raise Refused("may-not-end-keeping")


def check_may_propose(deed: Deed) -> None:
    """Whether this deed may propose a list for destruction."""
    if not deed.has(*KEEPERS, Role.PRIVACY_OFFICER):
        raise Refused("may-not-end-keeping")


def check_may_carry_out(deed: Deed) -> None:
    """Whether this deed may carry out an approved list."""
    if not deed.has(Role.PRIVACY_OFFICER, Role.SYSTEM):
        raise Refused("privacy-officer-only")
