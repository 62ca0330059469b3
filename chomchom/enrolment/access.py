"""Who may see and change an enrolment (docs/access.md)."""

from __future__ import annotations

from uuid import UUID

from chomchom.enrolment.models import Enrolment, EnrolmentQuerySet
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.store import grants

OFFICERS = (
    Role.DESK,
    Role.DONG_OFFICER,
    Role.CASE_MANAGER,
    Role.TEAM_HEAD,
    Role.CITY_OFFICER,
    Role.PROGRAMME_OFFICER,
)
PROVINCE_PROGRAMMES = ("wellbeing",)


def visible_to(deed: Deed) -> EnrolmentQuerySet:
    """The enrolments this deed may see; list, count and export all use it."""
    rows = Enrolment.objects.all()
    if deed.has(Role.SYSTEM):
        return rows
    if deed.has(*OFFICERS):
        return rows if deed.whole_city else rows.filter(dong__in=sorted(deed.areas))
    if deed.has(Role.PROVINCE):
        return rows.filter(programme__in=PROVINCE_PROGRAMMES)
    if deed.has(Role.AGENCY_WORKER, Role.AGENCY_LEAD):
        return rows.filter(grants.held_by(deed, deed.holder))
    return rows.none()


def load_enrolment(deed: Deed, enrolment_id: UUID, *, lock: bool = False) -> Enrolment:
    """The enrolment of that id, if this deed sees it. Raises Refused("enrolment-not-found")."""
    rows = visible_to(deed).filter(pk=enrolment_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Refused("enrolment-not-found")
    return found


def check_may_enrol(deed: Deed, *, dong: str) -> None:
    """May this deed bring a person of this dong in, or let one leave?"""
    allowed = deed.has(Role.SYSTEM, Role.PROVINCE) or (deed.has(*OFFICERS) and deed.covers(dong))
    if not allowed:
        raise Refused("may-not-enrol")
