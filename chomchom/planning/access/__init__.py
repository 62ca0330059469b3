"""Who sees and changes the plan. It is public inside the house and names no citizen; the office and the city write it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.planning.models import Indicator, Priority, Project, Result, Strategy, Term

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


def load_strategy(deed: Deed, strategy_id: UUID) -> Strategy:
    """One strategy; raises `strategy-not-found`."""
    strategy = visible_strategies(deed).filter(pk=strategy_id).first()
    if strategy is None:
        raise Refused("strategy-not-found")
    return strategy


def load_priority(deed: Deed, priority_id: UUID) -> Priority:
    """One priority; raises `strategy-not-found`."""
    rows = Priority.objects.filter(strategy__in=visible_strategies(deed))
    priority = rows.filter(pk=priority_id).first()
    if priority is None:
        raise Refused("strategy-not-found")
    return priority


def check_may_change_plan(deed: Deed) -> None:
    """The city and the council office change, place and hand over; raises `may-not-change-plan`."""
    if not deed.has(*WRITERS) or deed.link_id is not None:
        raise Refused("may-not-change-plan")


def one_at_a_time(lock: int) -> None:
    """Wait until nobody else holds this lock; it is given back when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


DEFINERS = frozenset({Role.CITY_OFFICER, Role.PROGRAMME_OFFICER, Role.COUNCIL_OFFICE})
ENTERERS = DEFINERS
APPROVERS = frozenset({Role.CITY_OFFICER})
OPENERS = frozenset(
    {
        Role.DESK,
        Role.DONG_OFFICER,
        Role.CASE_MANAGER,
        Role.TEAM_HEAD,
        Role.CITY_OFFICER,
        Role.PROGRAMME_OFFICER,
    }
)


def visible_indicators(deed: Deed) -> QuerySet[Indicator]:
    """The indicators somebody may know of: all, or none; figures hold nobody."""
    return Indicator.objects.all() if may_see_plan(deed) else Indicator.objects.none()


def load_indicator(deed: Deed, indicator_id: UUID, *, lock: bool = False) -> Indicator:
    """One indicator with its project; raises `indicator-not-found`."""
    rows = visible_indicators(deed).select_related("project__term")
    indicator = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=indicator_id).first()
    if indicator is None:
        raise Refused("indicator-not-found")
    return indicator


def load_results(deed: Deed, result_ids: Sequence[UUID], *, lock: bool = False) -> list[Result]:
    """Results with their definitions, in the order asked for; raises `result-not-found` where one is missing."""
    rows = Result.objects.filter(definition__indicator__in=visible_indicators(deed), pk__in=result_ids)
    rows = rows.select_related("definition__indicator__project")
    found = {one.pk: one for one in (rows.select_for_update(of=("self",)) if lock else rows).order_by("pk")}
    if any(one not in found for one in result_ids):
        raise Refused("result-not-found")
    return [found[one] for one in dict.fromkeys(result_ids)]


def load_result(deed: Deed, result_id: UUID, *, lock: bool = False) -> Result:
    """One result with its definition; raises `result-not-found`."""
    return load_results(deed, [result_id], lock=lock)[0]


def _check(deed: Deed, roles: frozenset[Role], code: str) -> None:
    if not deed.has(*roles) or deed.link_id is not None:
        raise Refused(code)


def check_may_define(deed: Deed) -> None:
    """City, programme and council office write definitions and bring tables in; raises `may-not-define`."""
    _check(deed, DEFINERS, "may-not-define")


def check_may_approve(deed: Deed) -> None:
    """The city approves definitions and sets targets; raises `may-not-approve-definition`."""
    _check(deed, APPROVERS, "may-not-approve-definition")


def check_may_enter(deed: Deed) -> None:
    """City, programme and council office enter results; raises `may-not-enter-result`."""
    _check(deed, ENTERERS, "may-not-enter-result")


def check_may_release(deed: Deed) -> None:
    """The city checks, approves and publishes results; raises `may-not-release-result`."""
    _check(deed, APPROVERS, "may-not-release-result")


def check_may_open(deed: Deed) -> None:
    """Only who may see the records behind a figure opens it; raises `entries-not-yours`."""
    _check(deed, OPENERS, "entries-not-yours")


def open_dongs(deed: Deed) -> list[str] | None:
    """The dong whose entries this deed may see in a list; None is the whole city, an empty list nothing."""
    if not deed.has(*OPENERS) or deed.link_id is not None:
        return []
    return None if deed.whole_city else sorted(deed.areas)
