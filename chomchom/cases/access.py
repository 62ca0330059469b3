"""Who sees that there is a case, who reads it, who moves it; follows docs/access.md line by line."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from chomchom.cases.models import Case, CaseQuerySet, Conference, ConferenceItem, FormRecord, Goal, Plan
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
        return rows.of_team(deed.actor_id, deed.agency_id, on=deed.day)
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


def check_may_answer_second_look(deed: Deed, case: Case) -> None:
    """A second reader is a team head, an officer of the city, or a case manager of the team. Raises `case-not-yours-to-answer`."""
    if deed.has(Role.TEAM_HEAD, Role.CITY_OFFICER, Role.CASE_MANAGER) and may_read(deed, case):
        return
    raise Refused("case-not-yours-to-answer")


DONGS_FORMS = ("f1", "f2", "f12")


def check_may_write_form(deed: Deed, case: Case, form: str) -> None:
    """A form: whoever may write on the case; those of the dong's own steps also its officer. Raises `case-not-yours-to-write`."""
    if form in DONGS_FORMS:
        check_may_move(deed, case)
    else:
        check_may_write(deed, case)


def load_form(deed: Deed, record_id: UUID, *, lock: bool = False) -> tuple[FormRecord, Case]:
    """A form with its case. Not there and not yours to read are alike: `case-form-not-found`."""
    rows = FormRecord.objects.filter(pk=record_id, case__in=readable_by(deed))
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise Refused("case-form-not-found")
    return row, load_case(deed, row.case_id)


def may_read_sensitive(deed: Deed) -> bool:
    """Holders of a grant read what was agreed, never what a form marks as sensitive."""
    return not deed.has(*GRANTED)


def load_plan(deed: Deed, plan_id: UUID, *, lock: bool = False) -> tuple[Plan, Case]:
    """A version of a plan with its case. Not there and not yours to read are alike: `case-plan-not-found`."""
    rows = Plan.objects.filter(pk=plan_id, case__in=readable_by(deed))
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise Refused("case-plan-not-found")
    return row, load_case(deed, row.case_id)


def load_goal(deed: Deed, goal_id: UUID, *, lock: bool = False) -> tuple[Goal, Case]:
    """A goal with its case. Raises `case-plan-not-found`."""
    rows = Goal.objects.filter(pk=goal_id, plan__case__in=readable_by(deed)).select_related("plan")
    row = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if row is None:
        raise Refused("case-plan-not-found")
    return row, load_case(deed, row.plan.case_id)


CALLS = (Role.CASE_MANAGER, Role.TEAM_HEAD)


def conferences_for(deed: Deed) -> QuerySet[Conference]:
    """Conferences of the own team, and those with a case this deed reads; holders of a grant get their copy on paper."""
    if deed.has(*GRANTED) or not deed.has(*CALLS, *READS_IN_AREA):
        return Conference.objects.none()
    seen = ConferenceItem.objects.filter(case__in=readable_by(deed)).values("conference_id")
    own = Q(made_by=deed.actor_id) | Q(pk__in=seen)
    return Conference.objects.filter(own | Q(team_id=deed.agency_id) if deed.agency_id is not None else own)


def load_conference(deed: Deed, conference_id: UUID, *, lock: bool = False) -> Conference:
    """One conference. Raises `conference-not-found`."""
    rows = conferences_for(deed).filter(pk=conference_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Refused("conference-not-found")
    return found


def load_item(deed: Deed, item_id: UUID, *, lock: bool = False) -> ConferenceItem:
    """One case of an agenda, where its content may be read. Raises `conference-not-found`."""
    rows = ConferenceItem.objects.filter(pk=item_id, case__in=readable_by(deed)).select_related("case", "conference")
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Refused("conference-not-found")
    return found


def check_may_call(deed: Deed) -> None:
    """A conference is called and written down by case managers and team heads. Raises `conference-not-yours`."""
    if not deed.has(*CALLS):
        raise Refused("conference-not-yours")


def check_may_cover(deed: Deed, account_id: UUID) -> None:
    """An absence is entered by who is away, or by a team head. Raises `absence-not-yours`."""
    if deed.has(Role.TEAM_HEAD) or (deed.has(Role.CASE_MANAGER) and deed.actor_id == account_id):
        return
    raise Refused("absence-not-yours")
