"""Who sees that there is a case, who reads it, who moves it; follows docs/access.md line by line."""

from __future__ import annotations

from uuid import UUID

from chomchom.cases.models import Case, CaseQuerySet
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.people import public as people
from chomchom.store.grants import held_by

SEES = (
    Role.DESK,
    Role.DONG_OFFICER,
    Role.CASE_MANAGER,
    Role.TEAM_HEAD,
    Role.CITY_OFFICER,
    Role.PROGRAMME_OFFICER,
)
READS_IN_AREA = (Role.DONG_OFFICER, Role.TEAM_HEAD, Role.CITY_OFFICER)
GRANTED = (Role.AGENCY_WORKER, Role.AGENCY_LEAD)
TAKES_IN = (Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER)
PAGES = (*SEES, *GRANTED)


def visible_to(deed: Deed) -> CaseQuerySet:
    """Cases that exist for this deed: that there is one, its state, owner and next date."""
    if deed.has(Role.SYSTEM):
        return Case.objects.all()
    if deed.has(*SEES):
        return Case.objects.all() if deed.whole_city else Case.objects.in_dongs(deed.areas)
    if deed.has(*GRANTED):
        return Case.objects.filter(held_by(deed, deed.holder))
    return Case.objects.none()


def readable_by(deed: Deed) -> CaseQuerySet:
    """Cases whose content this deed may read; a case manager's own are the team's."""
    rows = visible_to(deed)
    if deed.has(Role.SYSTEM, *READS_IN_AREA, *GRANTED):
        return rows
    if deed.has(Role.CASE_MANAGER):
        return rows.of_team(deed.actor_id, deed.agency_id)
    return rows.none()


def load_case(deed: Deed, case_id: UUID, *, lock: bool = False) -> Case:
    """One case. Not there, not yours and about somebody restricted read alike: `case-not-found`."""
    rows = visible_to(deed).filter(pk=case_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None or (not deed.has(Role.SYSTEM) and not people.cards(deed, [found.person_id])):
        raise Refused("case-not-found")
    return found


def may_read(deed: Deed, case: Case) -> bool:
    """Whether this deed reads what stands in the case, and not only that it exists."""
    return readable_by(deed).filter(pk=case.pk).exists()


def check_may_read(deed: Deed, case: Case) -> None:
    """Raises `case-not-yours-to-read`."""
    if not may_read(deed, case):
        raise Refused("case-not-yours-to-read")


def check_may_take_in(deed: Deed, *, dong: str) -> None:
    """Raises `case-take-in-not-yours`."""
    if not deed.has(*TAKES_IN) or not deed.covers(dong):
        raise Refused("case-take-in-not-yours")


def check_may_write(deed: Deed, case: Case) -> None:
    """Notes and hand-over: the case's own manager or team, a team head, and for 사후관리 the dong. Raises `case-not-yours-to-write`."""
    if deed.has(Role.TEAM_HEAD) and deed.covers(case.dong):
        return
    if deed.has(Role.CASE_MANAGER) and readable_by(deed).filter(pk=case.pk).exists():
        return
    raise Refused("case-not-yours-to-write")


def check_may_move(deed: Deed, case: Case) -> None:
    """Steps: whoever may write, and the dong officer, whose own steps are the table's. Raises `case-not-yours-to-write`."""
    if deed.has(Role.DONG_OFFICER) and deed.covers(case.dong):
        return
    check_may_write(deed, case)


def check_may_name_owner(deed: Deed, case: Case) -> None:
    """Raises `case-owner-not-yours-to-name`."""
    if deed.has(Role.TEAM_HEAD) and deed.covers(case.dong):
        return
    if deed.has(Role.CASE_MANAGER) and readable_by(deed).filter(pk=case.pk).exists():
        return
    raise Refused("case-owner-not-yours-to-name")
