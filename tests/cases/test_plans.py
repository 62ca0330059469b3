"""The service plan: drafted, signed, approved, checked goal by goal; and S6, the closing that refuses until it is explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from chomchom.cases import actions, rules
from chomchom.cases.actions import plans as acts
from chomchom.cases.models import AftercareDate, Case, Goal, Plan
from chomchom.cases.reads import plans as reads
from chomchom.cases.rules import Book, CaseState, Confirmation, GoalState, Grade, ReasonCode, SignedBy
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.store.acting import acting
from tests.cases.test_actions import go, refused
from tests.cases.test_web import come  # noqa: F401

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 30)


def goal(number: int = 1, **more) -> acts.GoalIn:
    said = {"area": "social", "text": f"목표 {number}", "measure": "한 주에 만나는 사람", "target": Decimal(4),
            "due_on": DUE, "start": Decimal(0)}  # fmt: skip
    return acts.GoalIn(**said | more)


def service(**more) -> acts.ServiceIn:
    return acts.ServiceIn(**{"name": "말벗 방문", "provider": "하늘종합사회복지관", "public": False} | more)


def do(deed, action, **what):
    with acting(deed) as acted:
        return action(acted, **what)


@pytest.fixture
def planning(taken, manager, deeds):
    """박샘's case in full, selected after a conference, its plan being made."""
    head = deeds.head()
    go(manager, taken, "assess")
    go(manager, taken, "call-conference", confirmed=[Confirmation.AREAS_RATED])
    both = [Confirmation.TWO_BODIES, Confirmation.DECISION_WRITTEN]
    go(head, taken, "select", confirmed=both, grade=Grade.HIGH_COMPLEXITY)
    go(manager, taken, "plan")
    Case.objects.filter(pk=taken).update(book=Book.FULL)
    return taken


@pytest.fixture
def in_force(planning, manager, deeds):
    """The plan of three goals and a service, signed and approved; its goals in order."""
    plan = do(manager, acts.begin_plan, case_id=planning)
    for number in (1, 2, 3):
        do(manager, acts.add_goal, plan_id=plan, goal=goal(number))
    do(manager, acts.add_service, plan_id=plan, service=service())
    do(manager, acts.sign_plan, plan_id=plan, signed_by=SignedBy.SELF)
    go(deeds.head(), planning, "approve-plan")
    return list(Goal.objects.order_by("number"))


def test_a_plan_in_full_is_approved_only_whole(planning, manager, deeds) -> None:
    head = deeds.head()
    approve = {"case_id": planning, "name": "approve-plan", "confirmed": list(Confirmation)}
    assert refused(head, actions.move, **approve) == "case-unrecorded-goal-with-measure"
    plan = do(manager, acts.begin_plan, case_id=planning)
    assert do(manager, acts.begin_plan, case_id=planning) == plan, "an open draft is gone on with"
    assert refused(manager, acts.sign_plan, plan_id=plan, signed_by=SignedBy.SELF) == "case-plan-lacks-goal"
    do(manager, acts.add_goal, plan_id=plan, goal=goal())
    assert refused(head, actions.move, **approve) == "case-unrecorded-service-with-provider"
    assert refused(manager, acts.sign_plan, plan_id=plan, signed_by=SignedBy.SELF) == "case-plan-lacks-service"
    do(manager, acts.add_service, plan_id=plan, service=service())
    assert refused(head, actions.move, **approve) == "case-unrecorded-consent-signed"
    do(manager, acts.sign_plan, plan_id=plan, signed_by=SignedBy.SELF)
    assert refused(manager, acts.add_goal, plan_id=plan, goal=goal(2)) == "case-plan-not-draft"
    assert go(head, planning, "approve-plan") is CaseState.ACTIVE
    row = Plan.objects.get()
    assert (row.state, row.approved_by, row.approved_on) == ("in_force", head.actor_id, head.day)
    case = Case.objects.get(pk=planning)
    assert (case.due_code, case.due_on) == ("check", date(2026, 7, 22))


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ({"text": " "}, "case-goal-incomplete"),
        ({"measure": ""}, "case-goal-incomplete"),
        ({"target": None}, "case-goal-incomplete"),
        ({"due_on": None}, "case-goal-incomplete"),
        ({"due_on": date(2026, 6, 21)}, "case-goal-incomplete"),
        ({"weight": 0}, "case-goal-weight"),
        ({"weight": 101}, "case-goal-weight"),
        ({"text": "440311-2123456"}, "rrn-not-kept"),
    ],
)
def test_nearest_misses_of_a_goal(planning, manager, spoiled, code) -> None:
    plan = do(manager, acts.begin_plan, case_id=planning)
    assert refused(manager, acts.add_goal, plan_id=plan, goal=goal(**spoiled)) == code
    do(manager, acts.add_goal, plan_id=plan, goal=goal(due_on=date(2026, 6, 22)))


def test_nearest_misses_of_a_plan(planning, manager, deeds, taken) -> None:
    plan = do(manager, acts.begin_plan, case_id=planning)
    for deed, code in (
        (deeds.haneul(), "case-not-yours-to-write"),
        (deeds.doyun(), "case-plan-not-found"),
        (deeds.desk(), "case-plan-not-found"),
    ):
        assert refused(deed, acts.add_goal, plan_id=plan, goal=goal()) == code
    assert refused(manager, acts.add_service, plan_id=plan, service=service(provider="")) == "case-service-incomplete"
    crossed = service(first_day=date(2026, 7, 2), last_day=date(2026, 7, 1))
    assert refused(manager, acts.add_service, plan_id=plan, service=crossed) == "case-days-crossed"
    head = {"plan_id": plan, "first_day": date(2026, 6, 22), "last_day": date(2026, 12, 22), "overall": "함께",
            "own_part": "", "next_check_on": date(2026, 7, 22)}  # fmt: skip
    version = Plan.objects.get().version
    do(manager, acts.write_plan, **head, version=version)
    assert refused(manager, acts.write_plan, **head, version=version) == "case-changed-meanwhile"
    made = do(manager, acts.add_goal, plan_id=plan, goal=goal())
    do(manager, acts.drop_line, plan_id=plan, line_id=made)
    assert refused(manager, acts.drop_line, plan_id=plan, line_id=made) == "case-plan-line-not-found"


def test_no_plan_before_a_selection(taken, manager) -> None:
    assert refused(manager, acts.begin_plan, case_id=taken) == "case-plan-too-early"


def found(goals, *states, values=()):
    return [
        acts.GoalFound(goal_id=one.pk, state=state, value=value)
        for one, state, value in zip(goals, states, values or [None] * len(goals), strict=True)
    ]


def test_s6_a_closing_waits_until_the_remainder_is_handed_on(in_force, planning, manager, deeds, town) -> None:
    """Two of three goals reached, one late; it closes once goal 3 says where its need goes."""
    wednesday = replace(manager, at=manager.at + timedelta(days=2))
    head = replace(deeds.head(), at=wednesday.at)
    review = {"case_id": planning, "name": "review-closing", "reason": ReasonCode.GOALS_REACHED}
    assert refused(wednesday, actions.move, **review) == "case-unrecorded-every-goal-judged"
    states = (GoalState.REACHED, GoalState.REACHED, GoalState.LATE)
    short = found(in_force, *states)[:2]
    assert refused(wednesday, acts.check_plan, case_id=planning, found=short) == "case-check-lacks-goal"
    do(wednesday, acts.check_plan, case_id=planning, found=found(in_force, *states, values=(4, 4, 2)))
    assert go(wednesday, planning, "review-closing", reason=ReasonCode.GOALS_REACHED) is CaseState.CLOSING_REVIEW
    ticked = {"case_id": planning, "name": "close", "confirmed": list(Confirmation)}
    assert refused(head, actions.move, **ticked) == "case-unrecorded-rest-explained"
    rest = {"goal_id": in_force[2].pk, "reason": "주 두 번까지 늘었음", "passed_to": "하늘종합사회복지관에 이관"}
    assert refused(wednesday, acts.explain_goal, **rest | {"passed_to": ""}) == "case-rest-incomplete"
    assert refused(wednesday, acts.explain_goal, **rest | {"goal_id": in_force[0].pk}) == "case-goal-reached-already"
    do(wednesday, acts.explain_goal, **rest)
    assert go(head, planning, "close") is CaseState.CLOSED
    dates = list(AftercareDate.objects.order_by("number").values_list("due_on", flat=True))
    assert dates == [date(2026, 9, 28), date(2026, 12, 24)]
    case = Case.objects.get(pk=planning)
    assert (case.due_code, case.due_on) == ("aftercare", date(2026, 9, 28))
    checked = ledger.facts(tags=["cases:plan:checked"]).get().payload
    assert (checked["goals"], checked["reached"]) == (3, 2)


def test_a_check_moves_the_next_date_and_shows_how_far(in_force, planning, manager) -> None:
    states = (GoalState.ONGOING,) * 3
    do(manager, acts.check_plan, case_id=planning, found=found(in_force, *states, values=(1, 2, 4)))
    case = Case.objects.get(pk=planning)
    assert (case.due_code, case.due_on) == ("check", date(2026, 7, 22))
    with acting(manager) as deed:
        plan = reads.plans_of(deed, case).current
    assert plan is not None
    assert [line.percent for line in plan.goals] == [25, 50, 100]
    assert plan.percent == 58
    assert len(plan.checks) == 1


def test_a_new_version_takes_over_what_goes_on(in_force, planning, manager) -> None:
    states = (GoalState.REACHED, GoalState.STOPPED, GoalState.LATE)
    do(manager, acts.check_plan, case_id=planning, found=found(in_force, *states))
    second = do(manager, acts.begin_plan, case_id=planning)
    assert [str(one.text) for one in Goal.objects.filter(plan_id=second)] == ["목표 3"]
    assert Plan.objects.get(pk=second).services.count() == 1
    assert Plan.objects.get(state="in_force").number == 1, "until the new one is approved"


NUMBERS = st.decimals(0, 1000, places=1)


@settings(deadline=None)  # a busy machine is no fault of the rule
@given(NUMBERS, NUMBERS, NUMBERS)
def test_progress_lies_between_nothing_and_all(start: Decimal, target: Decimal, value: Decimal) -> None:
    percent = rules.progress(start=start, target=target, value=value)
    assert percent is not None
    assert 0 <= percent <= 100
    assert rules.progress(start=start, target=target, value=target) == 100


def test_a_plan_without_goals_is_never_judged() -> None:
    assert not rules.every_goal_judged([])
    assert not rules.rest_explained([])
    with pytest.raises(Refused):
        rules.check_goal(text="x", measure="y", target=None, due_on=DUE, weight=1, today=date(2026, 6, 22))


def test_the_pages_of_a_plan(come, planning) -> None:  # noqa: F811
    client = come("정유진")
    where = reverse("cases:case", args=[planning]) + "?tab=plan"
    assert "계획 세우기" in client.get(where).content.decode()
    client.post(reverse("cases:plan-begin", args=[planning]))
    plan = Plan.objects.get()
    short = client.post(reverse("cases:plan-goal", args=[plan.pk]), {"area": "social", "text": "", "measure": "x"})
    assert short.status_code == 422
    said = {
        "area": "social",
        "text": "이웃과 지내기",
        "measure": "만난 사람",
        "target": "4",
        "due_on": "2026-09-30",
        "weight": "1",
    }
    client.post(reverse("cases:plan-goal", args=[plan.pk]), said)
    client.post(reverse("cases:plan-service", args=[plan.pk]), {"name": "말벗", "public": "no", "provider": "복지관"})
    page = client.get(where).content.decode()
    assert "이웃과 지내기" in page
    assert "복지관" in page
    client.post(reverse("cases:plan-sign", args=[plan.pk]), {"signed_by": "self"})
    come("남건우").post(reverse("cases:move", args=[planning]), {"name": "approve-plan"})
    page = client.get(where).content.decode()
    assert "시행 중" in page
    one = Goal.objects.get()
    check = {"goal": [str(one.pk)], "value": ["2"], "state": ["late"], "problem": ["비가 많이 옴"]}
    client.post(reverse("cases:plan-check", args=[planning]), check)
    page = client.get(where).content.decode()
    assert "목표 1개 가운데 0개 달성" in page
    assert "비가 많이 옴" in page
    client.post(reverse("cases:goal-rest", args=[one.pk]), {"reason": "비", "passed_to": "복지관에 이관"})
    assert "복지관에 이관" in client.get(where).content.decode()
