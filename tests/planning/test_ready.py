"""Every ready-made indicator runs on a small ledger and gives what was counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from chomchom.cases import events as cases
from chomchom.cases.rules import CaseState
from chomchom.council.events.decisions import ActionEnded
from chomchom.council.events.meetings import MeetingHeld, MinutesPublished
from chomchom.council.rules.meetings import MeetingMode
from chomchom.council.rules.tasks import ActionState
from chomchom.enrolment import events as enrolment
from chomchom.enrolment.rules import DropOutReason, NextStep
from chomchom.kernel.deeds import Sector
from chomchom.kernel.events import About, Code
from chomchom.ledger.public import Item, record_many
from chomchom.outreach import events as outreach
from chomchom.outreach.rules import register
from chomchom.outreach.rules import words as w
from chomchom.planning.actions import indicators, tables
from chomchom.planning.calculator import figures
from chomchom.planning.events.reviews import ReviewRoundClosed
from chomchom.planning.models import ImportedTable
from chomchom.planning.rules.ready import ready, ready_tables
from chomchom.referrals import events as referrals
from chomchom.store.acting import acting
from tests.conftest import ILDONG, MONDAY
from tests.planning.indicators import Office

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


class Told:
    """What happened in the year, and one thing of each kind the year before."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def add(self, event: Any, *, stream: UUID | None = None, sector: Sector = Sector.PUBLIC, on: date = DAY) -> None:
        self.items.append(
            Item(event=event, stream=stream or uuid4(), about=About(dong=ILDONG, sector=sector), occurred_on=on)
        )

    def episode(self, door: w.Door, finder: w.FinderKind, *, on: date = DAY) -> UUID:
        made = uuid4()
        signal = outreach.SignalReceived(signal_id=uuid4(), episode_id=made, door=door, finder=finder,
                                         grade=w.Grade.CAUTION, joined=False)  # fmt: skip
        self.add(signal, stream=made, on=on)
        self.add(replace(signal, signal_id=uuid4(), joined=True), stream=made, on=on)
        return made

    def visit(self, episode: UUID, minutes: int, *, at_door: bool = True) -> None:
        self.add(outreach.SiteCheckReported(
            episode_id=episode, site_check_id=uuid4(), visitor=w.VisitorKind.OFFICER, result=w.CheckResult.MET_OK,
            minutes_since_signal=minutes, minutes_since_asked=5, at_door=at_door, first_at_door=at_door,
        ))  # fmt: skip

    def end(self, episode: UUID, outcome: w.Outcome) -> None:
        self.add(outreach.EpisodeEnded(episode_id=episode, state=w.EpisodeState.SETTLED, outcome=outcome,
                                       door=w.Door.ALERT, finder=w.FinderKind.MACHINE, minutes_since_signal=9))  # fmt: skip

    def goods(self, episode: UUID | None, result: register.LinkResult, payer: register.Payer) -> None:
        self.add(outreach.GoodsLinked(goods_id=uuid4(), resource=register.Resource.FOOD, payer=payer, amount_won=1,
                                      result=result, over_criteria=False, episode_id=episode))  # fmt: skip

    def accepted(self, episode: UUID | None, sector: Sector) -> None:
        self.add(referrals.ReferralAccepted(referral_id=uuid4(), service_id=uuid4(), need=Code("meals"), over_criteria=False,
                                            origin_kind=Code("episode"), origin_id=episode), sector=sector)  # fmt: skip

    def income(self, episode: UUID, over: int) -> None:
        self.add(
            outreach.IncomeHeldAgainstLine(
                episode_id=episode, criterion=Code("median-100"), household_size=1, over_by_won=over
            )
        )

    def activity(self, actor: register.ActorKind, count: int) -> None:
        self.add(outreach.ActivityEntered(activity_id=uuid4(), kind=register.ActivityKind.VISIT, actor=actor, count=count,
                                          resource=register.Resource.NONE))  # fmt: skip

    def case(self, episode: UUID, *states: CaseState, follows: UUID | None = None, late: int = 0) -> None:
        made = uuid4()
        self.add(cases.CaseTakenIn(case_id=made, episode_id=episode, due_on=DAY, follows=follows), stream=made)
        for state in states:
            self.add(
                cases.CaseMoved(case_id=made, move=Code("next"), before=CaseState.INTAKE, after=state, days_late=late),
                stream=made,
            )

    def left(self, reason: DropOutReason, step: NextStep) -> None:
        self.add(
            enrolment.Left(enrolment_id=uuid4(), programme=Code("wellbeing"), reason=reason, next_step=step, days_in=5)
        )

    def council(self) -> None:
        """Two meetings, one with published minutes; three tasks done or dropped; a round half final."""
        meetings = [uuid4(), uuid4()]
        for meeting, present, on in ((meetings[0], 9, DAY), (meetings[1], 6, DAY), (uuid4(), 1, date(2025, 3, 3))):
            self.add(MeetingHeld(meeting_id=meeting, body_id=uuid4(), mode=MeetingMode.TOGETHER, members=10,
                                 present=present, quorum=5, reached=True), on=on)  # fmt: skip
        self.add(MinutesPublished(meeting_id=meetings[0]))
        for state, late in ((ActionState.DONE, False), (ActionState.DONE, True), (ActionState.DROPPED, False)):
            self.add(ActionEnded(action_id=uuid4(), state=state, late=late))
        self.add(ReviewRoundClosed(round_id=uuid4(), cards=8, final=5))


def story() -> list[Item]:
    """Four episodes: two of alerts, one a neighbour's, one last year's."""
    told = Told()
    first = told.episode(w.Door.ALERT, w.FinderKind.MACHINE)
    second = told.episode(w.Door.PROVINCE, w.FinderKind.MACHINE)
    third = told.episode(w.Door.REPORT, w.FinderKind.HONORARY)
    told.episode(w.Door.ALERT, w.FinderKind.TONGJANG, on=date(2025, 3, 3))
    told.visit(first, 60)
    told.visit(second, 999, at_door=False)
    told.visit(third, 300)
    told.end(first, w.Outcome.CASE_OPENED)
    told.end(second, w.Outcome.SAFE)
    told.end(third, w.Outcome.JOINED)
    told.goods(first, register.LinkResult.DELIVERED, register.Payer.FOOD_BANK)
    told.goods(third, register.LinkResult.NO_RESOURCE, register.Payer.DONATION)
    told.goods(None, register.LinkResult.DELIVERED, register.Payer.PUBLIC)
    told.accepted(third, Sector.PRIVATE)
    told.accepted(None, Sector.PUBLIC)
    for episode, over in ((first, 500), (first, 700), (second, 900), (third, 0)):
        told.income(episode, over)
    told.activity(register.ActorKind.DONG_COUNCIL, 3)
    told.activity(register.ActorKind.DONG_COUNCIL, 4)
    told.activity(register.ActorKind.HONORARY, 2)
    told.case(first, CaseState.SELECTED, CaseState.CLOSED, CaseState.AFTERCARE)
    told.case(third, CaseState.LINK_ONLY, CaseState.CLOSED, follows=uuid4(), late=2)
    told.case(second, CaseState.REJECTED)
    for result in (
        w.AttemptResult.ANSWERED_OK,
        w.AttemptResult.NO_ANSWER,
        w.AttemptResult.BUSY,
        w.AttemptResult.REFUSED,
    ):
        told.add(
            outreach.AttemptLogged(
                episode_id=first, channel=w.Channel.PHONE, result=result, minutes_since_signal=1, first=True
            )
        )
    for number in range(5):
        told.add(enrolment.Enrolled(enrolment_id=uuid4(), programme=Code("wellbeing"), mode=Code("passive"), from_on=DAY),
                 on=date(2025 if number else 2026, 1, 2))  # fmt: skip
    told.left(DropOutReason.CALL_FATIGUE, NextStep.HONORARY)
    told.left(DropOutReason.MOVED, NextStep.NONE)
    told.council()
    return told.items


ROWS: dict[str, list[str]] = {
    "주거상담": ["상담,예", "상담,아니오", "상담,", "정보제공,", "자원연계,", "자원연계,", "사례관리,", "사후관리,"],
    "대출이자신청": ["지원,100", "지원,200", "제외,"],
    "대상가구": ["대출이자,12", "다른 것,99"],
    "홍보실적": ["대출이자,2", "대출이자,3", "다른 것,9"],
    "만족도조사": ["대출이자,만족도,5", "대출이자,만족도,4", "대출이자,체감도,3", "다른 것,만족도,1"],
    "커뮤니티참여": ["a1,아니오", "a1,예", "b2,아니오"],
    "고립척도": ["10,7", "8,8"],
    "병원동행": [
        "고립가구,예,예,아니오",
        "실질적 1인가구,예,아니오,예",
        "1인가구,아니오,아니오,아니오",
        "고립가구,예,아니오,아니오",
    ],
    "안심주택": ["입주,10,예,", "입주,30,아니오,", "입주,20,예,", "퇴거,,,입소"],
    "자립지원": ["발굴,", "발굴,", "자활연계,", "직무교육,", "정보안내,", "취업,7", "취업,2"],
}

# Counted by hand from the story and the rows above: numerator and denominator of 2026.
BY_HAND: dict[str, tuple[float, float | None]] = {
    "private_links": (2, None), "over_criteria_private": (1, 2), "case_link_rate": (1, 2), "found_by_neighbours": (1, None),
    "aftercare": (1, 2), "cases_in_time": (4, 6), "cases_selected": (2, 3), "cases_returned": (1, 3), "no_resource": (1, 3),
    "dong_council": (7, None), "honorary": (2, None), "alert_at_door": (1, 2), "alert_hours": (1, 1), "alert_case": (2, None),
    "alert_resources": (1, None), "answered_by_phone": (1, 4), "left_with_step": (1, 2), "left_by_fatigue": (1, 2),
    "taking_part": (3, None), "housing_consults": (3, None), "housing_information": (1, None), "housing_links": (2, None),
    "housing_cases": (1, None), "housing_aftercare": (1, None), "housing_referred": (1, 3), "loan_application": (3, 12),
    "loan_support": (2, 3), "loan_publicity": (5, None), "loan_satisfaction": (9, 2), "loan_relief": (3, 1),
    "community_people": (2, None), "community_cases": (1, None), "community_scale": (-3, 2), "accompaniment_count": (4, None),
    "accompaniment_isolated": (2, 4), "accompaniment_in_effect_alone": (1, 4), "accompaniment_access": (3, 4),
    "accompaniment_found": (1, None), "accompaniment_cases": (1, None), "care_homes_living": (2, None),
    "care_homes_wait": (60, 3), "care_homes_stay": (2, 3), "care_homes_care": (2, 3), "jobs_found": (2, None),
    "jobs_linked": (1, None), "jobs_trained": (1, None), "jobs_information": (1, None), "jobs_stay": (1, 2),
    "council_meetings": (2, None), "council_attendance": (15, 20), "council_actions_in_time": (1, 2),
    "council_minutes_published": (1, 2), "review_cards_final": (5, 8),
    # The test itself asks for every ready-made indicator and has each approved.
    "indicators_defined": (len(ready()), len(ready())),
}  # fmt: skip


def test_every_ready_indicator_gives_what_was_counted_by_hand(plans, deeds, freeze):
    freeze(MONDAY)
    assert set(BY_HAND) == set(ready())
    office = Office(deeds, plans)
    project, made = office.project(), {}
    with acting(office.writer()) as deed:
        for key in ready():
            made[key] = indicators.take_over(
                deed, project_id=project, key=key, department="부서", collector="담당", evidence="장부"
            )
        for name, lines in ROWS.items():
            head = ",".join(["날짜", *(column.name for column in ready_tables()[name].columns)])
            content = "\n".join([head, *(f"2026-03-03,{line}" for line in lines)]).encode()
            tables.bring_file(
                deed, table_id=ImportedTable.objects.get(name=name).pk, filename="표.csv", content=content
            )
    with acting(office.city()) as deed:
        for one in made.values():
            indicators.approve_definition(deed, indicator_id=one)
    with acting(deeds.head()) as deed:
        record_many(deed, story())
    with acting(office.writer()) as deed:
        found = {key: figures.figure(deed, indicator_id=one, period="2026").parts for key, one in made.items()}
    assert {key: (parts.numerator, parts.denominator) for key, parts in found.items()} == BY_HAND
