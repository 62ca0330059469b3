"""Which decisions a project's page shows: its own, whatever it was called, and no namesake's of another plan."""

from __future__ import annotations

from chomchom.council import public as council
from chomchom.planning.actions import tree
from chomchom.planning.models import Project
from chomchom.planning.reads.project import project_page
from chomchom.planning.web.decided import decisions_of
from chomchom.store.acting import acting
from tests.council.conftest import room as room
from tests.council.room import Room
from tests.planning.plans import Plans, enter


def decide(deeds, room: Room, *, code: str, name: str) -> None:
    matter = council.Matter(subject=council.Subject.PROJECT, code=code, name=name)
    with acting(deeds.jiu()) as deed:
        council.record_decision(
            deed, meeting_id=room.meeting, decision=council.DecisionIn(matter=matter, kind="continue_review")
        )


def shown(deeds, project_id) -> list[str]:
    with acting(deeds.jiu()) as deed:
        return [row.name for row in decisions_of(deed, project_page(deed, project_id))]


def test_a_project_finds_its_decisions_by_code_and_by_every_name(room, plans: Plans, deeds):
    from chomchom.planning.actions import lineage

    with acting(deeds.jiu()) as deed:
        kitchen = enter(deed, plans, "마을 부엌", code="1-2-3", strategy_id=plans.first)
        version = Project.objects.get(pk=kitchen).version
        lineage.rename(deed, project_id=kitchen, name="마을 밥상", reason="분과 의견", seen_version=version)
        other = enter(deed, plans, "온 마을", code="1-2-4", strategy_id=plans.first)
    decide(deeds, room, code="Ⅰ-2-3", name="부엌 사업")
    decide(deeds, room, code="", name="마을부엌")
    decide(deeds, room, code="1-2-5", name="딴 사업")
    assert sorted(shown(deeds, kitchen)) == ["마을부엌", "부엌 사업"]
    assert shown(deeds, other) == []


def test_the_same_code_in_the_next_plan_is_another_project(room, plans: Plans, deeds):
    with acting(deeds.jiu()) as deed:
        later = enter(deed, plans, "새 사업", term_id=plans.sixth, code="1-2-3", strategy_id=plans.next_first)
        assert tree.Project.objects.get(pk=later).term_id == plans.sixth
    decide(deeds, room, code="1-2-3", name="마을 부엌")
    assert shown(deeds, later) == []
