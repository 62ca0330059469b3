"""The tree: what stands where, who writes it, and what approval asks for."""

from __future__ import annotations

import dataclasses
import threading
from uuid import uuid4

import pytest
from django.db import connection

from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.planning import access
from chomchom.planning.actions import tree
from chomchom.planning.actions.tree import ProjectIn
from chomchom.planning.models import Project
from chomchom.planning.rules.tree import (
    ConfirmFacts,
    IndicatorFacts,
    Placement,
    ProjectKind,
    ProjectState,
    RunBy,
    check_may_confirm,
)
from chomchom.store.acting import acting
from tests.planning.plans import enter, make_plans


def test_a_project_is_kept_as_numbers_and_its_entry_holds_no_name(plans, deeds):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans, code="I-4-10", strategy_id=plans.first)
    row = Project.objects.get(pk=made)
    assert (row.code, row.code_sort, row.state) == ("1-4-10", "000100040010", ProjectState.DRAFT)
    entry = Entry.objects.get(tag="planning:project:entered")
    assert "마을" not in str(entry.payload)
    assert entry.payload["project_id"] == str(made)


SPOILED = [
    ({"code": "열두 번째"}, "code-unreadable"),
    ({"code": "Ⅱ-4-10"}, "code-of-another-strategy"),
    ({"strategy_id": "next"}, "strategy-of-another-plan"),
    ({"priority_id": "other"}, "priority-of-another-strategy"),
    ({"name": " · "}, "project-needs-a-name"),
    ({"placement": Placement.PART_OF}, "part-needs-its-project"),
    ({"placement": Placement.OTHER_AREA}, "other-area-needs-its-name"),
    ({"kind": ProjectKind.TASK}, "task-needs-a-project"),
    ({"strategy_id": "gone"}, "strategy-not-found"),
]


@pytest.mark.parametrize(("change", "code"), SPOILED, ids=[code for _change, code in SPOILED])
def test_one_spoiled_fact_keeps_a_project_out(plans, deeds, change, code):
    fine = ProjectIn(name="마을 밥상", code="Ⅰ-4-10", strategy_id=plans.first)
    with acting(deeds.jiu()) as deed:
        other = tree.enter_priority(deed, strategy_id=plans.second, number=4, name="영역")
    named = {"next": plans.next_first, "other": other, "gone": uuid4()}
    change = {key: named.get(value, value) if isinstance(value, str) else value for key, value in change.items()}
    with pytest.raises(Refused, match=code), acting(deeds.jiu()) as deed:
        tree.enter_project(deed, term_id=plans.fifth, project=dataclasses.replace(fine, **change))
    assert not Project.objects.exists()
    with acting(deeds.jiu()) as deed:
        tree.enter_project(deed, term_id=plans.fifth, project=fine)


def test_what_another_body_runs_never_counts_for_the_city(plans, deeds):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans, "안부 살핌", run_by=RunBy.PROVINCE, counts_in_score=True)
    assert Project.objects.get(pk=made).counts_in_score is False


def test_one_code_belongs_to_one_living_project(plans, deeds):
    with acting(deeds.jiu()) as deed:
        enter(deed, plans, code="Ⅰ-1-1", strategy_id=plans.first)
    with pytest.raises(Refused, match="code-taken"), acting(deeds.jiu()) as deed:
        enter(deed, plans, "다른 사업", code="1-1-1", strategy_id=plans.first)


def test_a_task_stands_below_a_project_of_its_plan_only(plans, deeds):
    with acting(deeds.jiu()) as deed:
        project = enter(deed, plans, code="Ⅰ-1-1", strategy_id=plans.first)
        task = enter(deed, plans, "조리 교실", kind=ProjectKind.TASK, parent_id=project)
    for term, parent in ((plans.sixth, project), (plans.fifth, task)):
        with pytest.raises(Refused, match="task-needs-a-project"), acting(deeds.jiu()) as deed:
            enter(deed, plans, "과업", term_id=term, kind=ProjectKind.TASK, parent_id=parent)


WRITERS = {Role.CITY_OFFICER, Role.COUNCIL_OFFICE}


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_and_who_changes_the_plan(plans, deeds, role):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans)
    deed = deeds(role, whole_city=True)
    with acting(deed):
        seen = access.visible_to(deed).filter(pk=made).exists()
    assert seen == (role in access.READERS)
    if role in WRITERS:
        with acting(deed):
            tree.place_project(deed, project_id=made, strategy_id=plans.first, seen_version=1)
    else:
        with pytest.raises(Refused, match="may-not-change-plan"), acting(deed):
            tree.place_project(deed, project_id=made, strategy_id=plans.first, seen_version=1)
        assert Project.objects.get(pk=made).strategy_id is None


def test_a_link_carries_no_right_to_the_plan(plans, deeds):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans)
    link = deeds.jiu(link_id=uuid4())
    with acting(link):
        assert not access.visible_to(link).exists()
    with pytest.raises(Refused, match="may-not-change-plan"), acting(link):
        tree.place_project(link, project_id=made, strategy_id=None, seen_version=1)


def test_moving_a_card_takes_a_foreign_code_off_and_its_tasks_along(plans, deeds):
    with acting(deeds.jiu()) as deed:
        project = enter(deed, plans, code="Ⅰ-1-1", strategy_id=plans.first)
        task = enter(deed, plans, "과업", kind=ProjectKind.TASK, parent_id=project, strategy_id=plans.first)
        version = tree.place_project(deed, project_id=project, strategy_id=plans.second, seen_version=1)
    row = Project.objects.get(pk=project)
    assert (row.strategy_id, row.code, row.version, version) == (plans.second, "", 2, 2)
    assert Project.objects.get(pk=task).strategy_id == plans.second
    entry = Entry.objects.get(tag="planning:project:placed")
    assert entry.payload["from_strategy_id"] == str(plans.first)


def test_moving_to_where_it_stands_writes_nothing(plans, deeds):
    with acting(deeds.jiu()) as deed:
        project = enter(deed, plans, strategy_id=plans.first)
        assert tree.place_project(deed, project_id=project, strategy_id=plans.first, seen_version=1) == 1
    assert not Entry.objects.filter(tag="planning:project:placed").exists()


def test_two_people_move_one_card_and_the_second_is_told(real_db, deeds):
    with acting(deeds.jiu()) as deed:
        plans = make_plans(deed)
        project = enter(deed, plans, term_id=plans.sixth)
    said: list[str] = []
    ready = threading.Barrier(2)

    def move(strategy_id):
        ready.wait()
        try:
            with acting(deeds.jiu()) as deed:
                tree.place_project(deed, project_id=project, strategy_id=strategy_id, seen_version=1)
            said.append("moved")
        except Refused as refusal:
            said.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=[to]) for to in (plans.next_first, plans.next_second)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    assert sorted(said) == ["moved", "project-changed-meanwhile"]
    assert Project.objects.get(pk=project).version == 2
    assert Entry.objects.filter(tag="planning:project:placed").count() == 1


MEASURED = IndicatorFacts(code="Ⅰ-4-10.1", defined=True, has_source=True, has_collector=True)
FINE = ConfirmFacts(
    state=ProjectState.DRAFT,
    placement=Placement.OWN,
    counts_in_score=True,
    numbered=True,
    has_department=True,
    indicators=(MEASURED,),
)
BLOCKED = [
    ({"state": ProjectState.CONFIRMED}, "wrong-state"),
    ({"numbered": False}, "confirm-needs-a-code"),
    ({"has_department": False}, "confirm-needs-a-department"),
    ({"indicators": ()}, "confirm-needs-an-indicator"),
    ({"indicators": (MEASURED, dataclasses.replace(MEASURED, defined=False))}, "confirm-needs-definitions"),
    ({"indicators": (dataclasses.replace(MEASURED, has_source=False),)}, "confirm-needs-sources"),
    ({"indicators": (dataclasses.replace(MEASURED, has_collector=False),)}, "confirm-needs-collectors"),
]


@pytest.mark.parametrize(("change", "code"), BLOCKED, ids=[code for _change, code in BLOCKED])
def test_one_missing_condition_is_enough_to_refuse_approval(change, code):
    check_may_confirm(FINE)
    with pytest.raises(Refused, match=code):
        check_may_confirm(dataclasses.replace(FINE, **change))


@pytest.mark.parametrize("change", [{"placement": Placement.PART_OF}, {"counts_in_score": False}], ids=str)
def test_what_is_measured_elsewhere_needs_no_indicator_of_its_own(change):
    check_may_confirm(dataclasses.replace(FINE, indicators=(), **change))


def test_a_project_without_indicator_is_not_approved_and_nothing_is_written(plans, deeds):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans, code="Ⅰ-1-1", strategy_id=plans.first, department="노인복지과")
    with pytest.raises(Refused, match="confirm-needs-an-indicator"), acting(deeds.jiu()) as deed:
        tree.confirm_project(deed, project_id=made, seen_version=1)
    assert Project.objects.get(pk=made).state == ProjectState.DRAFT


def test_an_approved_project_stays_where_it_is_until_the_approval_is_taken_back(plans, deeds):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans, code="Ⅰ-1-1", strategy_id=plans.first, department="노인복지과", run_by=RunBy.PROVINCE)
        tree.confirm_project(deed, project_id=made, seen_version=1)
    with pytest.raises(Refused, match="confirmed-project-stays"), acting(deeds.jiu()) as deed:
        tree.place_project(deed, project_id=made, strategy_id=plans.second, seen_version=2)
    with acting(deeds.jiu(reason="board-review")) as deed:
        tree.reopen_project(deed, project_id=made, seen_version=2)
        tree.place_project(deed, project_id=made, strategy_id=plans.second, seen_version=3)
    assert Entry.objects.filter(tag="planning:project:state-changed").count() == 2
