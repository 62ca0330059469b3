"""What the council decided reaches the plan once, under the decision it came from; proposals become candidates."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chomchom.council import public as council
from chomchom.council.models import DecisionChange, Proposal
from chomchom.council.rules.deciding import ChangeKind, Modifier
from chomchom.council.rules.subjects import Matter, Subject
from chomchom.flows import actions, reads
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.planning import public as planning
from chomchom.planning.models import Candidate, Claim, Indicator, Lineage, Project
from chomchom.store.acting import acting
from tests.conftest import MONDAY
from tests.council.conftest import room as room
from tests.council.room import Room, approve
from tests.planning.conftest import plans as plans
from tests.planning.plans import Plans, enter

KITCHEN = Matter(subject=Subject.PROJECT, code="1-2-3", name="마을 부엌")


@pytest.fixture
def kitchen(plans, deeds):
    """A project of the fifth plan that the council decides about."""
    with acting(deeds.jiu()) as deed:
        return enter(deed, plans, "마을 부엌", code="1-2-3", strategy_id=plans.first)


def decide(deeds, room: Room, *changes: council.ChangeIn, modifiers=(), approved: bool = True) -> dict[str, object]:
    """A decision with what it changes; the changes by kind."""
    with acting(deeds.jiu()) as deed:
        council.record_decision(
            deed, meeting_id=room.meeting,
            decision=council.DecisionIn(
                matter=KITCHEN, kind="continue_review", direction="이름과 지표를 고쳐 이어 감", modifiers=modifiers, changes=changes
            ),
        )  # fmt: skip
    if approved:
        approve(room.meeting)
    return {row.kind: row.pk for row in DecisionChange.objects.all()}


def make(deeds, change_id, **more):
    with acting(deeds.jiu()) as deed:
        return actions.apply_change(deed, change_id=change_id, **more)


RENAME = council.ChangeIn(kind=ChangeKind.RENAME, to="마을 밥상")
INDICATOR = council.ChangeIn(
    kind=ChangeKind.ADD_INDICATOR, to="민간 연계율", owner_name="복지정책과", due_on=date(2026, 7, 3)
)


def test_a_new_name_carries_the_decision_and_is_made_once(room, kitchen, deeds):
    made = decide(deeds, room, RENAME, modifiers=(Modifier.RENAME,))
    assert make(deeds, made["rename"], project_id=kitchen) == kitchen
    project = Project.objects.get(pk=kitchen)
    assert project.name == "마을 밥상"
    [old, new] = project.names.order_by("from_on", "pk")
    assert (old.name, new.name, new.reason) == ("마을 부엌", "마을 밥상", "이름과 지표를 고쳐 이어 감")
    assert new.decision_id == DecisionChange.objects.get().decision_id
    with pytest.raises(Refused, match="decision-change-gone"):
        make(deeds, made["rename"], project_id=kitchen)


def test_a_decision_of_minutes_that_wait_changes_nothing(room, kitchen, deeds):
    made = decide(deeds, room, RENAME, modifiers=(Modifier.RENAME,), approved=False)
    with pytest.raises(Refused, match="decision-change-gone"):
        make(deeds, made["rename"], project_id=kitchen)
    assert Project.objects.get(pk=kitchen).name == "마을 부엌"


def test_better_indicators_become_drafts_with_owner_and_day(room, kitchen, deeds):
    made = decide(deeds, room, INDICATOR, modifiers=(Modifier.INDICATORS,))
    indicator = Indicator.objects.get(pk=make(deeds, made["add_indicator"], project_id=kitchen))
    assert (indicator.name, indicator.owner_name, indicator.due_on) == ("민간 연계율", "복지정책과", date(2026, 7, 3))
    assert indicator.decision_id == DecisionChange.objects.get().decision_id
    assert indicator.state == "draft"


def _line_of(project_id):
    """Kind and end of the one step that leads on from a project, and the decision it carries."""
    step = Lineage.objects.get(from_project=project_id)
    assert step.decision_id == DecisionChange.objects.get().decision_id
    return step.kind, step.to_project_id


def test_a_conversion_asks_into_which_plan_and_leaves_its_line(room, kitchen, plans: Plans, deeds):
    made = decide(deeds, room, council.ChangeIn(kind=ChangeKind.CONVERT, to="함께 밥상"))
    with pytest.raises(Refused, match="change-needs-a-plan"):
        make(deeds, made["convert"], project_id=kitchen)
    new = make(deeds, made["convert"], project_id=kitchen, term_id=plans.sixth)
    assert _line_of(kitchen) == ("converts", new)
    assert Project.objects.get(pk=new).name == "함께 밥상"


def test_a_merger_asks_with_what_and_leaves_its_line(room, kitchen, plans: Plans, deeds):
    with acting(deeds.jiu()) as deed:
        other = enter(deed, plans, "온 마을", code="1-2-4", strategy_id=plans.first)
    made = decide(deeds, room, council.ChangeIn(kind=ChangeKind.MERGE, to="온 마을"))
    with pytest.raises(Refused, match="merger-needs-a-project"):
        make(deeds, made["merge"], project_id=kitchen)
    assert make(deeds, made["merge"], project_id=kitchen, into=other) == other
    assert _line_of(kitchen) == ("merges", other)


def test_an_end_closes_the_project_and_leaves_its_line(room, kitchen, deeds):
    made = decide(deeds, room, council.ChangeIn(kind=ChangeKind.CLOSE))
    make(deeds, made["close"], project_id=kitchen)
    assert _line_of(kitchen) == ("closes", None)
    assert Project.objects.get(pk=kitchen).state == "closed"


def test_what_only_a_person_can_do_is_only_ticked_off(room, kitchen, deeds):
    made = decide(deeds, room, council.ChangeIn(kind=ChangeKind.CHECK_OVERLAP), modifiers=(Modifier.OVERLAP,))
    assert make(deeds, made["check_overlap"]) is None
    row = DecisionChange.objects.get()
    assert (row.applied_at, row.applied_to) == (MONDAY, None)


def test_a_refused_change_leaves_both_rooms_as_they_were(room, kitchen, deeds):
    made = decide(deeds, room, council.ChangeIn(kind=ChangeKind.RENAME, to="마을 부엌"), modifiers=(Modifier.RENAME,))
    with pytest.raises(Refused, match="name-is-the-same"):
        make(deeds, made["rename"], project_id=kitchen)
    assert DecisionChange.objects.get().applied_at is None


def test_only_the_office_brings_a_decision_into_the_plan(room, kitchen, deeds):
    made = decide(deeds, room, RENAME, modifiers=(Modifier.RENAME,))
    for who in (
        deeds.head(),
        deeds(Role.COUNCIL_MEMBER, name="윤새론"),
        deeds(Role.PROGRAMME_OFFICER, name="사업담당"),
    ):
        with pytest.raises(Refused), acting(who) as deed:
            actions.apply_change(deed, change_id=made["rename"], project_id=kitchen)
    assert Project.objects.get(pk=kitchen).name == "마을 부엌"


def test_the_list_finds_the_project_and_what_it_became(room, kitchen, plans: Plans, deeds):
    decide(deeds, room, RENAME, INDICATOR, modifiers=(Modifier.RENAME, Modifier.INDICATORS))
    with acting(deeds.jiu()) as deed:
        rows = reads.to_make(deed)
    assert [row.says for row in rows] == [
        "이름을 ‘마을 밥상’(으)로 바꿉니다.", "지표 ‘민간 연계율’을(를) 정합니다. · 담당 복지정책과 · 2026. 7. 3.(금)까지"
    ]  # fmt: skip
    assert rows[0].projects == ((kitchen, "5기 Ⅰ-2-3 마을 부엌"),)
    with acting(deeds.jiu()) as deed:
        becoming = planning.Becoming(kind=planning.LineageKind.KEEPS, reason="이어 감", on=MONDAY.date())
        [heir] = planning.hand_over(
            deed, project_ids=[kitchen], term_id=plans.sixth, names=["마을 부엌"], becoming=becoming
        )
        [first, *_rest] = reads.to_make(deed)
    assert next(key for key, _label in first.projects) == heir


def test_one_project_named_by_many_changes_is_looked_up_once(room, kitchen, deeds):
    decide(deeds, room, RENAME, modifiers=(Modifier.RENAME,))

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen, acting(deeds.jiu()) as deed:
            reads.to_make(deed)
        return len(seen)

    one = queries()
    decision = DecisionChange.objects.get().decision
    DecisionChange.objects.bulk_create(
        DecisionChange(decision=decision, position=number, kind="check_overlap") for number in range(2, 9)
    )
    assert queries() == one


def test_a_proposal_becomes_a_candidate_once_with_the_proposers_words(room, plans: Plans, deeds):
    with acting(deeds(Role.COUNCIL_MEMBER, name="윤새론")) as deed:
        proposal_id = council.propose(
            deed,
            council.ProposalIn(
                said={
                    "name": "함께 걷기", "target": "혼자 사는 어르신", "problem": "밖에 나올 일이 없음", "means": "매주 걷기 모임",
                    "necessity": "나들이가 한 달에 한 번도 안 되는 분이 많음", "partnership": "복지관과 동",
                }
            ),
        )  # fmt: skip
    with acting(deeds.jiu()) as deed:
        candidate_id = actions.take_up(deed, proposal_id=proposal_id, term=6)
    candidate = Candidate.objects.get(pk=candidate_id)
    assert (candidate.name, candidate.target_group, candidate.means) == (
        "함께 걷기",
        "혼자 사는 어르신",
        "매주 걷기 모임",
    )
    answers = {one.criterion.code: one.text for one in candidate.answers.select_related("criterion")}
    assert answers == {"need": "나들이가 한 달에 한 번도 안 되는 분이 많음", "partnership": "복지관과 동"}
    assert Proposal.objects.get().candidate_id == candidate_id
    with pytest.raises(Refused, match="proposal-already-answered"), acting(deeds.jiu()) as deed:
        actions.take_up(deed, proposal_id=proposal_id, term=6)
    assert Candidate.objects.count() == 1


SAID = "연계율은 2025년 117%로 나타남. 이용자가 대폭 늘었음."


@pytest.fixture
def spoken(room, kitchen, deeds):
    """An opinion about the kitchen with a figure and a claim."""
    with acting(deeds.jiu()) as deed:
        opinion = council.OpinionIn(matter=KITCHEN, text=SAID, source="tf")
        council.give_opinion(deed, meeting_id=room.meeting, opinion=opinion)
    return kitchen


def test_what_a_meeting_claimed_reaches_the_project_once_with_where_it_was_said(room, spoken, deeds):
    with acting(deeds.jiu()) as deed:
        found, rows = reads.to_back(deed, room.meeting)
        assert {(one.row.text, one.row.figure, one.entered) for one in rows} == {
            ("이용자가 대폭 늘었음.", False, False), ("2025 연계율 117%", True, False),
        }  # fmt: skip
        assert all(one.projects[0][0] == spoken for one in rows)
        claim = next(one.row for one in rows if not one.row.figure)
        made = [actions.enter_said(deed, meeting_id=room.meeting, key=claim.key, project_id=spoken) for _ in range(2)]
        assert made[0] == made[1]
        assert [one.entered for one in reads.to_back(deed, room.meeting)[1] if not one.row.figure] == [True]
        with pytest.raises(Refused, match="said-gone"):
            actions.enter_said(deed, meeting_id=room.meeting, key="0" * 16, project_id=spoken)
        with pytest.raises(Refused, match="change-needs-a-project"):
            actions.enter_said(deed, meeting_id=room.meeting, key=claim.key, project_id=None)
    row = Claim.objects.get()
    assert (row.text, row.project_id, row.meeting_id) == ("이용자가 대폭 늘었음.", spoken, room.meeting)
    assert row.said_in.startswith(found.body_name)
    with acting(deeds(Role.COUNCIL_MEMBER, name="위원")) as deed, pytest.raises(Refused, match="council-office-only"):
        actions.enter_said(deed, meeting_id=room.meeting, key=claim.key, project_id=spoken)


def test_the_page_of_what_was_said_takes_one_press(room, spoken, deeds, come_in):
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    page = reverse("flows:said", args=[room.meeting])
    assert page in office.get(reverse("flows:planned")).content.decode()
    assert "수치나 출처가 없는 말" in office.get(page).content.decode()
    with acting(deeds.jiu()) as deed:
        key = reads.to_back(deed, room.meeting)[1][0].row.key
    answer = office.post(reverse("flows:said-back", args=[room.meeting, key]), {"project": str(spoken)}, follow=True)
    assert "올렸음" in answer.content.decode()
    assert Claim.objects.count() == 1
