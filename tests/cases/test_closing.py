"""Closing and what follows it: a second reader, days of aftercare, a closing taken back, a need that returned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chomchom.cases import actions
from chomchom.cases.models import AftercareDate, Case
from chomchom.cases.rules import AftercareResult, CaseState, Confirmation, Grade, ReasonCode
from chomchom.ledger import public as ledger
from chomchom.store.acting import acting
from tests.cases.conftest import YUJIN
from tests.cases.test_actions import go, refused

pytestmark = pytest.mark.django_db

PLAN = [Confirmation.GOAL_WITH_MEASURE, Confirmation.SERVICE_WITH_PROVIDER, Confirmation.CONSENT_SIGNED]


@pytest.fixture
def active(taken, manager, deeds):
    """박샘's case with its plan in force, walked there in one day."""
    head = deeds.head()
    go(manager, taken, "assess")
    go(manager, taken, "call-conference", confirmed=[Confirmation.AREAS_RATED])
    both = [Confirmation.TWO_BODIES, Confirmation.DECISION_WRITTEN]
    go(head, taken, "select", confirmed=both, grade=Grade.GENERAL)
    go(manager, taken, "plan")
    go(head, taken, "approve-plan", confirmed=PLAN)
    return taken


def close(case_id, manager, head, *, reason=ReasonCode.GOALS_REACHED):
    go(manager, case_id, "review-closing", confirmed=[Confirmation.EVERY_GOAL_JUDGED], reason=reason)
    return go(head, case_id, "close", confirmed=[Confirmation.REST_EXPLAINED])


def test_a_closing_makes_its_days_of_aftercare_and_they_are_done_one_by_one(active, manager, deeds) -> None:
    assert close(active, manager, deeds.head()) is CaseState.CLOSED
    dates = list(AftercareDate.objects.order_by("number").values_list("due_on", flat=True))
    assert dates == [date(2026, 9, 22), date(2026, 12, 22)]
    case = Case.objects.get(pk=active)
    assert (case.due_code, case.due_on) == ("aftercare", date(2026, 9, 22))
    haneul = deeds.haneul()
    assert (
        refused(haneul, actions.record_aftercare, case_id=active, result=AftercareResult.KEPT)
        == "case-no-aftercare-due"
    )
    go(haneul, active, "begin-aftercare")
    assert refused(haneul, actions.move, case_id=active, name="end-aftercare") == "case-needs-confirmation"
    for number, day in ((1, 92), (2, 190)):
        with acting(replace(haneul, at=haneul.at + timedelta(days=day))) as deed:
            done = actions.record_aftercare(deed, case_id=active, result=AftercareResult.KEPT)
        assert done == number
    late = [entry.payload["days_late"] for entry in ledger.facts(tags=["cases:aftercare:done"]).order_by("seq")]
    assert late == [0, 7]
    after = replace(haneul, at=haneul.at + timedelta(days=190))
    assert go(after, active, "end-aftercare") is CaseState.ENDED


def test_no_aftercare_where_nobody_is_left_to_look_after(active, manager, deeds) -> None:
    close(active, manager, deeds.head(), reason=ReasonCode.DECEASED)
    assert not AftercareDate.objects.exists()
    assert Case.objects.get(pk=active).due_on is None


def test_a_closing_is_taken_back_with_its_days(active, manager, deeds) -> None:
    head = deeds.head()
    close(active, manager, head)
    late = replace(head, at=head.at + timedelta(days=31))
    take_back = {"case_id": active, "name": "cancel-closing", "reason": ReasonCode.MISTAKE}
    assert refused(late, actions.move, **take_back) == "case-closing-too-old"
    assert go(replace(head, at=head.at + timedelta(days=30)), active, "cancel-closing", reason=ReasonCode.MISTAKE) is (
        CaseState.ACTIVE
    )
    assert not AftercareDate.objects.filter(dropped_on=None).exists()
    case = Case.objects.get(pk=active)
    assert (case.due_code, case.closing_reason, case.owner_id) == ("reassess", "", YUJIN)
    later = replace(manager, at=manager.at + timedelta(days=31))
    close(active, later, replace(head, at=later.at))
    assert AftercareDate.objects.filter(dropped_on=None).count() == 2


def test_not_reached_is_closed_only_after_a_second_reader(active, manager, deeds, town) -> None:
    head = deeds.head()
    lost = ReasonCode.LOST_CONTACT
    go(manager, active, "review-closing", confirmed=[Confirmation.EVERY_GOAL_JUDGED], reason=lost)
    closing = {"case_id": active, "name": "close", "confirmed": [Confirmation.REST_EXPLAINED]}
    assert refused(head, actions.move, **closing) == "case-needs-second-reader"
    look = {"case_id": active, "move": "close", "reason": lost}
    assert refused(deeds.doyun(), actions.ask_second_look, **look) == "case-not-found"
    assert refused(manager, actions.ask_second_look, **look | {"move": "go-on"}) == "case-no-second-look-needed"
    with acting(head) as deed:
        actions.ask_second_look(deed, **look, note="세 번 찾아갔으나 못 만남")
    assert refused(head, actions.ask_second_look, **look) == "case-second-look-open"
    assert refused(head, actions.answer_second_look, case_id=active, agreed=True) == "case-second-look-own"
    assert (
        refused(deeds.haneul(), actions.answer_second_look, case_id=active, agreed=True) == "case-not-yours-to-answer"
    )
    with acting(manager) as deed:
        actions.answer_second_look(deed, case_id=active, agreed=False, note="딸에게 한 번 더")
    assert refused(head, actions.move, **closing) == "case-needs-second-reader"
    with acting(head) as deed:
        actions.ask_second_look(deed, **look)
    with acting(manager) as deed:
        actions.answer_second_look(deed, case_id=active, agreed=True)
    assert go(head, active, "close", confirmed=[Confirmation.REST_EXPLAINED]) is CaseState.CLOSED
    answers = ledger.facts(tags=["cases:second-look:answered"]).order_by("seq")
    assert [entry.payload["agreed"] for entry in answers] == [False, True]


def test_a_need_that_returned_is_a_new_case_with_the_old_team(active, manager, deeds) -> None:
    haneul = deeds.haneul()
    assert refused(haneul, actions.take_in_again, case_id=active) == "case-not-closed"
    close(active, manager, deeds.head())
    assert refused(deeds.doyun(), actions.take_in_again, case_id=active) == "case-not-found"
    go(haneul, active, "begin-aftercare")
    with acting(haneul) as deed:
        again = actions.take_in_again(deed, case_id=active, note="다시 월세가 밀림")
    new, old = Case.objects.get(pk=again), Case.objects.get(pk=active)
    assert (new.follows_id, new.owner_id, new.state, new.serial) == (active, YUJIN, "intake", 2)
    assert (old.state, old.due_on) == ("ended", None)
    assert not AftercareDate.objects.filter(dropped_on=None).exists()


def test_a_hold_for_an_admission_stops_the_clock(taken, manager) -> None:
    go(manager, taken, "assess")
    go(manager, taken, "hold", reason=ReasonCode.ADMITTED, review_on=date(2026, 8, 1))
    back = replace(manager, at=manager.at + timedelta(days=10))
    go(back, taken, "resume-assessing")
    assert Case.objects.get(pk=taken).due_on == date(2026, 7, 13)  # 07-02 and ten days, 07-12 is a Sunday


def test_a_hold_for_another_reason_does_not(taken, manager) -> None:
    go(manager, taken, "assess")
    go(manager, taken, "hold", reason=ReasonCode.OTHER_BODY, review_on=date(2026, 8, 1))
    go(replace(manager, at=manager.at + timedelta(days=10)), taken, "resume-assessing")
    assert Case.objects.get(pk=taken).due_on == date(2026, 7, 2)
