"""Where projects come from and what becomes of them."""

from __future__ import annotations

import random
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from chomchom.kernel.verdicts import Refused
from chomchom.planning.actions import lineage, tree, versions
from chomchom.planning.models import Lineage, PlanVersion, Project, ProjectName
from chomchom.planning.rules.lineage import (
    Edge,
    LineageKind,
    StepFacts,
    check_no_circle,
    check_step,
    descendants,
    family,
    forebears,
    heirs,
)
from chomchom.planning.rules.tree import ProjectState, RunBy
from chomchom.planning.rules.versions import DifferenceKind, Held, differences
from chomchom.store.acting import acting
from tests.planning.plans import become, enter, hand_over

KEEP = StepFacts(
    kind=LineageKind.KEEPS,
    sources=1,
    targets=1,
    states=(ProjectState.CONFIRMED,),
    into_later_term=True,
    into_same_term=False,
)
STEPS = [
    ({"states": (ProjectState.CLOSED,)}, "closed-project-goes-nowhere"),
    ({"sources": 2}, "lineage-needs-one"),
    ({"targets": 2}, "lineage-needs-one"),
    ({"into_later_term": False}, "lineage-goes-forward"),
    ({"into_later_term": False, "into_same_term": True}, "keeping-leads-into-the-next-plan"),
    ({"kind": LineageKind.MERGES}, "merge-needs-two"),
    ({"kind": LineageKind.SPLITS}, "split-needs-two"),
    ({"kind": LineageKind.CLOSES}, "lineage-needs-one"),
]


@pytest.mark.parametrize(("change", "code"), STEPS)
def test_one_spoiled_condition_stops_a_step(change, code):
    check_step(KEEP)
    with pytest.raises(Refused, match=code):
        check_step(replace(KEEP, **change))


def test_a_line_never_closes_to_a_circle_whatever_is_tried():
    """Property: of any edges tried in any order, those let in never lead back."""
    luck = random.Random(7)
    for _round in range(60):
        ids = [UUID(int=luck.getrandbits(128)) for _ in range(luck.randint(2, 12))]
        edges: list[Edge] = []
        for _ in range(80):
            source, target = luck.choice(ids), luck.choice(ids)
            try:
                check_no_circle(edges, source=source, target=target)
            except Refused:
                assert source == target or source in descendants(edges, target)
                continue
            edges.append(Edge(source, target))
        for one in ids:
            assert one not in descendants(edges, one)
            assert one not in forebears(edges, one)
            assert heirs(edges, one)
            assert {one} | descendants(edges, one) | forebears(edges, one) == family(edges, one)


def test_the_database_has_the_last_word_on_a_circle(plans, deeds):
    with acting(deeds.jiu()) as deed:
        a, b = enter(deed, plans, "가"), enter(deed, plans, "나")
        lineage.lead_into(deed, project_ids=[a], target_id=b, becoming=become(LineageKind.CONVERTS))
    with pytest.raises(Refused, match="closed-project-goes-nowhere"), acting(deeds.jiu()) as deed:
        lineage.lead_into(deed, project_ids=[b], target_id=a, becoming=become(LineageKind.CONVERTS))
    Project.objects.filter(pk=a).update(state=ProjectState.DRAFT)
    with pytest.raises(Refused, match="lineage-in-a-circle"), acting(deeds.jiu()) as deed:
        lineage.lead_into(deed, project_ids=[b], target_id=a, becoming=become(LineageKind.CONVERTS))
    assert Lineage.objects.count() == 1


def test_after_any_number_of_renames_every_name_is_in_the_history(plans, deeds):
    names = ["마을 밥상", "이웃 식탁", "함께 밥 먹기", "동네 부엌", "나눔 부엌"]
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans, names[0])
        for version, name in enumerate(names[1:], start=1):
            lineage.rename(deed, project_id=made, name=name, reason="명칭 변경", seen_version=version)
    assert set(ProjectName.objects.filter(project=made).values_list("name", flat=True)) == set(names)
    assert Project.objects.get(pk=made).name == names[-1]
    assert Lineage.objects.filter(from_project=made, kind=LineageKind.RENAMES).count() == len(names) - 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "마을 밥상"}, "name-is-the-same"),
        ({"reason": "  "}, "plan-change-needs-a-reason"),
        ({"seen_version": 7}, "project-changed-meanwhile"),
        ({"project_id": uuid4()}, "project-not-found"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_renaming_with_one_thing_wrong_changes_nothing(plans, deeds, change, code):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans)
    fine = {"project_id": made, "name": "이웃 식탁", "reason": "명칭 변경", "seen_version": 1}
    with pytest.raises(Refused, match=code), acting(deeds.jiu()) as deed:
        lineage.rename(deed, **(fine | change))
    assert ProjectName.objects.count() == 1
    with acting(deeds.jiu()) as deed:
        lineage.rename(deed, **fine)


def test_a_project_goes_into_the_next_plan_and_stays_in_its_own(plans, deeds):
    with acting(deeds.jiu()) as deed:
        old = enter(deed, plans, "안부 살핌", code="Ⅰ-4-10", strategy_id=plans.first, run_by=RunBy.PROVINCE)
    (new,) = hand_over(deeds.jiu(), LineageKind.KEEPS, [old], plans.sixth, [])
    row = Project.objects.get(pk=new)
    assert (row.name, row.code, row.strategy_id, row.run_by, row.counts_in_score) == (
        "안부 살핌", "", None, "province", False,
    )  # fmt: skip
    assert Project.objects.get(pk=old).state == ProjectState.DRAFT


def test_a_split_inside_a_plan_closes_the_whole_and_a_merger_its_parts(plans, deeds):
    with acting(deeds.jiu()) as deed:
        old = enter(deed, plans, "주거 지원")
    parts = hand_over(deeds.jiu(), LineageKind.SPLITS, [old], plans.fifth, ["집 고치기", "집 찾기"])
    (whole,) = hand_over(deeds.jiu(), LineageKind.MERGES, parts, plans.fifth, ["집 살피기"])
    states = dict(Project.objects.values_list("pk", "state"))
    assert [states[one] for one in (old, *parts, whole)] == ["closed", "closed", "closed", "draft"]
    edges = [Edge(*pair) for pair in Lineage.objects.values_list("from_project_id", "to_project_id")]
    assert heirs(edges, old) == {whole}
    assert forebears(edges, whole) == {old, *parts}


def test_a_closed_project_is_found_and_goes_no_further(plans, deeds):
    with acting(deeds.jiu()) as deed:
        old = enter(deed, plans, code="Ⅰ-1-1", strategy_id=plans.first)
        lineage.close(deed, project_id=old, becoming=become(LineageKind.CLOSES), seen_version=1)
        again = enter(deed, plans, "새 사업", code="Ⅰ-1-1", strategy_id=plans.first)
    assert Project.objects.get(pk=old).closed_on.isoformat() == "2026-06-22"
    with pytest.raises(Refused, match="closed-project-goes-nowhere"):
        hand_over(deeds.jiu(), LineageKind.KEEPS, [old], plans.sixth, [])
    assert again != old


def test_a_plan_is_established_once_and_changed_with_what_differs(plans, deeds):
    today = deeds.jiu().day
    with pytest.raises(Refused, match="plan-has-no-projects"), acting(deeds.jiu()) as deed:
        versions.record_version(deed, term_number=5, reason="수립", decided_on=today)
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans, code="Ⅰ-1-1", strategy_id=plans.first, department="복지정책과", run_by=RunBy.OTHER)
        tree.confirm_project(deed, project_id=made, seen_version=1)
        assert versions.record_version(deed, term_number=5, reason="수립", decided_on=today) == 1
    with pytest.raises(Refused, match="plan-did-not-change"), acting(deeds.jiu()) as deed:
        versions.record_version(deed, term_number=5, reason="변경", decided_on=today)
    with acting(deeds.jiu()) as deed:
        lineage.rename(deed, project_id=made, name="이웃 식탁", reason="명칭 변경", seen_version=2)
        assert versions.record_version(deed, term_number=5, reason="변경", decided_on=today) == 2
    first, second = PlanVersion.objects.order_by("number")
    (found,) = differences([Held(**one) for one in first.contents], [Held(**one) for one in second.contents])
    assert (found.kind, found.before, found.after) == (DifferenceKind.RENAMED, "마을 밥상", "이웃 식탁")
