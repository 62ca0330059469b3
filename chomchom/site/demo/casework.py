"""A case of the demo that is kept here in full: assessed, brought to a conference, planned, checked once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from chomchom.cases import public as cases
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.site.demo.bodies import id_of
from chomchom.store.acting import acting

LEVELS = {"economy": 3, "housing": 2, "health": 1, "mental": 1, "social": 2, "work": 2, "legal": 1}
AREAS = ("economy", "housing", "health", "mental", "daily", "family", "social", "education", "work", "safety", "legal")


def walk(case_id: UUID, manager: Deed) -> None:
    """Walk a case that was just taken in up to its first check, a day a step; `manager` took it in."""
    head = replace(manager, actor_id=id_of("오세빈"), roles=frozenset({Role.TEAM_HEAD}))
    _assess(case_id, manager)
    _meet(case_id, _later(manager, 1))
    _move(_later(head, 1), case_id, "select", grade=cases.Grade.INTENSIVE)
    goals = _plan(case_id, _later(manager, 2))
    _move(_later(head, 3), case_id, "approve-plan")
    _check(case_id, _later(manager, 4), goals)


def _later(deed: Deed, days: int) -> Deed:
    return replace(deed, at=deed.at + timedelta(days=days))


def _move(deed: Deed, case_id: UUID, name: str, *, grade: cases.Grade | None = None) -> None:
    with acting(deed):
        cases.move(deed, case_id=case_id, name=name, grade=grade)


def _assess(case_id: UUID, deed: Deed) -> None:
    _move(deed, case_id, "assess")
    answers: cases.Answers = {
        "on": deed.day.isoformat(),
        "assessor": "문이든",
        "place": "댁",
        "arrears": ["rent", "power"],
    }
    rated: cases.Answers = {f"{area}_level": LEVELS.get(area, 0) for area in AREAS}
    said: cases.Answers = {"contacts": 2, "isolation": 6, "economy_said": "월세만 해결되면 숨을 쉴 것 같아요."}
    with acting(deed):
        form = cases.begin_form(deed, case_id=case_id, form="f5")
        cases.save_form(deed, record_id=form, answers=answers | rated | said, version=1, finish=True)
    with acting(deed):
        note = cases.begin_form(deed, case_id=case_id, form="f9")
        talk: cases.Answers = {
            "on": deed.day.isoformat(),
            "way": "visit",
            "content": "집주인과 나눌 이야기를 함께 정리함",
            "minutes": 40,
        }
        cases.save_form(deed, record_id=note, answers=talk, version=1, finish=True)
    _move(deed, case_id, "call-conference")


def _meet(case_id: UUID, deed: Deed) -> None:
    with acting(deed):
        met = cases.call_conference(deed, held_on=deed.day, place="희망복지팀 회의실", chair="오세빈")
        item = cases.add_item(deed, conference_id=met, case_id=case_id, summary="월세가 넉 달 밀린 혼자 사는 분")
        for body, name, role in (
            ("희망복지팀", "문이든", "통합사례관리사"),
            ("푸른언덕종합사회복지관", "박서연", "사회복지사"),
        ):
            attendee = cases.add_attendee(deed, conference_id=met, body=body, name=name, role=role)
            cases.pledge(deed, attendee_id=attendee)
        cases.add_opinion(deed, item_id=item, attendee_id=attendee, text="후원금으로 두 달 치를 먼저 낼 수 있습니다.")
        cases.decide(
            deed,
            item_id=item,
            decision=cases.Decision.MANAGE,
            text="집중사례로 함께 봅니다.",
            grade=cases.Grade.INTENSIVE,
        )
        due = deed.day + timedelta(days=7)
        cases.add_task(deed, item_id=item, what="집주인과 밀린 월세를 나누어 낼 날 정하기", who="문이든", due_on=due)


def _plan(case_id: UUID, deed: Deed) -> tuple[UUID, ...]:
    _move(deed, case_id, "plan")
    until = deed.day + timedelta(days=150)
    with acting(deed):
        plan = cases.begin_plan(deed, case_id=case_id)
        goals = tuple(
            cases.add_goal(
                deed, plan_id=plan,
                goal=cases.GoalIn(
                    area=area, text=text, measure=measure, start=Decimal(start), target=Decimal(target), due_on=until,
                    weight=weight,
                ),
            )
            for area, text, measure, start, target, weight in (
                ("housing", "밀린 월세 없이 지내기", "밀린 달 수", 4, 0, 2),
                ("social", "이웃과 만나기", "한 주에 만나는 사람 수", 2, 5, 1),
            )
        )  # fmt: skip
        for name, provider, public in (
            ("긴급 생활비 후원", "푸른언덕종합사회복지관", False),
            ("주거급여 신청", "안산시 희망복지팀", True),
        ):
            cases.add_service(
                deed,
                plan_id=plan,
                service=cases.ServiceIn(name=name, provider=provider, public=public, goal_id=goals[0]),
            )
        cases.sign_plan(deed, plan_id=plan, signed_by=cases.SignedBy.SELF)
    return goals


def _check(case_id: UUID, deed: Deed, goals: tuple[UUID, ...]) -> None:
    found = [
        cases.GoalFound(goal_id=goals[0], state=cases.GoalState.ONGOING, value=Decimal(2)),
        cases.GoalFound(
            goal_id=goals[1], state=cases.GoalState.LATE, value=Decimal(2), problem="모임이 이번 주에 쉬었습니다."
        ),
    ]
    with acting(deed):
        cases.check_plan(deed, case_id=case_id, found=found, satisfaction=4)
