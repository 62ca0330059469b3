"""Who sees and changes the plan. It is public inside the house and names no citizen; the office and the city write it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.planning.models import Project, Strategy, Term

READERS = frozenset(
    {
        Role.DESK,
        Role.DONG_OFFICER,
        Role.CASE_MANAGER,
        Role.TEAM_HEAD,
        Role.CITY_OFFICER,
        Role.PROGRAMME_OFFICER,
        Role.AGENCY_LEAD,
        Role.COUNCIL_OFFICE,
        Role.COUNCIL_MEMBER,
        Role.RESEARCHER,
        Role.PRIVACY_OFFICER,
        Role.SYSTEM,
    }
)
WRITERS = frozenset({Role.CITY_OFFICER, Role.COUNCIL_OFFICE})


def may_see_plan(deed: Deed) -> bool:
    """Whether somebody may know of the plan at all. A link deed sees none."""
    return deed.has(*READERS) and deed.link_id is None


def visible_to(deed: Deed) -> QuerySet[Project]:
    """The projects somebody may know of: all, or none."""
    return Project.objects.all() if may_see_plan(deed) else Project.objects.none()


def visible_terms(deed: Deed) -> QuerySet[Term]:
    """The plans somebody may know of: all, or none."""
    return Term.objects.all() if may_see_plan(deed) else Term.objects.none()


def visible_strategies(deed: Deed) -> QuerySet[Strategy]:
    """The strategies somebody may know of: all, or none."""
    return Strategy.objects.all() if may_see_plan(deed) else Strategy.objects.none()


def load_project(deed: Deed, project_id: UUID, *, lock: bool = False) -> Project:
    """One project; raises `project-not-found`."""
    rows = visible_to(deed)
    project = (rows.select_for_update() if lock else rows).filter(pk=project_id).first()
    if project is None:
        raise Refused("project-not-found")
    return project


def load_term(deed: Deed, number: int) -> Term:
    """The plan of that number (5, 6 …); raises `term-not-found`."""
    term = visible_terms(deed).filter(number=number).first()
    if term is None:
        raise Refused("term-not-found")
    return term


def check_may_change_plan(deed: Deed) -> None:
    """The city and the council office change, place and hand over; raises `may-not-change-plan`."""
    if not deed.has(*WRITERS) or deed.link_id is not None:
        raise Refused("may-not-change-plan")
