"""Who sees a referral and on which side of it they stand. The table is docs/access.md."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.referrals.models import OutsideReferral, Referral, ReferralQuerySet
from chomchom.referrals.rules import SHARING, ReferralState, Side
from chomchom.store import grants

OFFICERS = frozenset(
    {
        Role.DESK,
        Role.DONG_OFFICER,
        Role.CASE_MANAGER,
        Role.TEAM_HEAD,
        Role.CITY_OFFICER,
        Role.PROGRAMME_OFFICER,
    }
)
AGENCIES = frozenset({Role.AGENCY_WORKER, Role.AGENCY_LEAD})
HOLDERS = AGENCIES | {Role.LINK}


def visible_to(deed: Deed) -> ReferralQuerySet:
    """The referrals somebody may list, search, count and open.

    Officers: of their area. An agency or link: what was granted to it and still is (a grant ends with the sharing), and
    an agency what it sent itself.
    """
    rows = Referral.objects.all()
    if deed.has(Role.SYSTEM):
        return rows
    if deed.has(*OFFICERS):
        return rows if deed.whole_city else rows.filter(dong__in=sorted(deed.areas))
    if deed.has(*HOLDERS) and deed.holder is not None:
        held = grants.held_by(deed, deed.holder)
        received = held & Q(agency_id=deed.agency_id, state__in=sorted(SHARING))
        if deed.has(*AGENCIES):
            return rows.filter(received | (held & Q(sender_agency_id=deed.agency_id)))
        return rows.filter(received)
    return Referral.objects.none()


def load_referral(deed: Deed, referral_id: UUID, *, lock: bool = False) -> Referral:
    """One referral; raises `referral-not-found`, also for one that is somebody else's."""
    if not visible_to(deed).filter(pk=referral_id).exists():
        raise Refused("referral-not-found")
    rows = Referral.objects.select_for_update() if lock else Referral.objects.all()
    found = rows.filter(pk=referral_id).first()
    if found is None:
        raise Refused("referral-not-found")
    return found


def sides_of(deed: Deed, referral: Referral) -> frozenset[Side]:
    """On which sides of a visible referral somebody stands.

    Officers of the area stand in for the sender and the lead, because people go on leave and referrals do not.
    """
    if deed.has(Role.SYSTEM):
        return frozenset({Side.SYSTEM})
    if deed.has(*OFFICERS):
        covered = deed.whole_city or referral.dong in deed.areas
        return frozenset({Side.SENDER, Side.LEAD}) if covered else frozenset()
    sides: set[Side] = set()
    if deed.has(*HOLDERS) and deed.agency_id is not None and deed.agency_id == referral.agency_id:
        sides.add(Side.RECEIVER)
    if deed.has(*AGENCIES) and deed.agency_id is not None and deed.agency_id == referral.sender_agency_id:
        sides |= {Side.SENDER, Side.LEAD}
    return frozenset(sides)


def side_for(deed: Deed, referral: Referral, *, wanted: frozenset[Side]) -> Side:
    """The side on which this deed makes a move; raises `wrong-side-of-referral`."""
    held = sides_of(deed, referral) & wanted
    if not held:
        raise Refused("wrong-side-of-referral")
    return sorted(held)[0]


def check_may_send(deed: Deed, *, dong: str) -> None:
    """Officers of the dong, and agencies for people they may see; raises `may-not-send-referral`, `referral-outside-your-area`."""
    if deed.has(*OFFICERS):
        if not deed.covers(dong):
            raise Refused("referral-outside-your-area")
        return
    if deed.has(*AGENCIES) and deed.agency_id is not None and deed.link_id is None:
        return
    raise Refused("may-not-send-referral")


def check_may_ask_overlap(deed: Deed) -> None:
    """Public officers ask whether somebody already gets something similar; raises `overlap-not-yours-to-ask`."""
    if not deed.has(*OFFICERS):
        raise Refused("overlap-not-yours-to-ask")


def check_may_link_outside(deed: Deed) -> None:
    """Public officers write down links outside the network; raises `outside-not-yours`."""
    if not deed.has(*OFFICERS):
        raise Refused("outside-not-yours")


def visible_outside(deed: Deed) -> QuerySet[OutsideReferral]:
    """The links outside the network of people in the officer's area."""
    rows = OutsideReferral.objects.all()
    if not deed.has(*OFFICERS):
        return rows.none()
    return rows if deed.whole_city else rows.filter(dong__in=sorted(deed.areas))


def load_outside(deed: Deed, outside_id: UUID, *, lock: bool = False) -> OutsideReferral:
    """One link outside; raises `outside-not-found`."""
    rows = visible_outside(deed)
    row = (rows.select_for_update() if lock else rows).filter(pk=outside_id).first()
    if row is None:
        raise Refused("outside-not-found")
    return row


def check_may_withdraw_draft(deed: Deed, referral: Referral) -> None:
    """A draft is its writer's until it is sent; raises `referral-not-found` for anybody else's."""
    if referral.state == ReferralState.DRAFT and referral.sender_id != deed.actor_id:
        raise Refused("referral-not-found")
