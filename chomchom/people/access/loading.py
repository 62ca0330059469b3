"""From an id to a row, under a deed. Not yours reads like not there."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.people.access.roles import OFFICERS
from chomchom.people.access.rows import (
    unlocked_for,
    visible_households,
    visible_merges,
    visible_pairs,
    visible_proposals,
    visible_requests,
    visible_to,
)
from chomchom.people.models import (
    Consent,
    DataRequest,
    DestructionProposal,
    Household,
    LikelyPair,
    Merge,
    Person,
    PersonAlias,
)


def load_person(deed: Deed, person_id: UUID, *, lock: bool = False) -> Person:
    """One person under a deed, also through an alias or an open break-glass. Not yours reads like not there."""
    found = _one(visible_to(deed), person_id, lock=lock)
    if found is None and deed.has(*OFFICERS):
        opened = unlocked_for(deed, Person.objects.filter(pk__in=accounts.open_emergencies(deed)))
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
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Refused("no-such-consent")
    # Written on a record that was merged, it belongs to the person that record leads to.
    if not deed.has(Role.PRIVACY_OFFICER) and _one(visible_to(deed), found.person_id, lock=False) is None:
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


def load_pair(deed: Deed, pair_id: UUID, *, lock: bool = False) -> LikelyPair:
    """One pair of which this deed sees both records."""
    rows = visible_pairs(deed).filter(pk=pair_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Refused("no-such-pair")
    return found


def load_merge(deed: Deed, merge_id: UUID, *, lock: bool = False) -> Merge:
    """One merge whose kept record this deed sees."""
    rows = visible_merges(deed).filter(pk=merge_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Refused("no-such-merge")
    return found


def load_two(deed: Deed, one: UUID, other: UUID) -> dict[UUID, Person]:
    """Two records under a deed by their own ids, locked in one order, so that two merges at once cannot meet halfway.

    Only records that lead nowhere else; raises `no-such-person` where one of them is not to be seen.
    """
    rows = visible_to(deed).filter(pk__in=[one, other]).order_by("pk").select_for_update(of=("self",))
    found = {person.pk: person for person in rows}
    if {one, other} - found.keys():
        raise Refused("no-such-person")
    return found
