"""The way of the minutes: boxes in their order, sent back, published, amended; and who may do none of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import resolve

from chomchom.council import access
from chomchom.council.actions import minutes
from chomchom.council.models import ApprovalStep, LineStep, Meeting, MeetingChange
from chomchom.council.reads.office import todo
from chomchom.council.rules.approving import Box, check_may_sign, next_box
from chomchom.council.rules.meetings import ITEM_STATES, MEETING_STATES, MeetingState
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.notices.models import Notice
from chomchom.store.acting import acting
from tests.conftest import id_of
from tests.council.hall import FRIDAY, LINE

AFTER = FRIDAY + timedelta(hours=4)
A, B = id_of("가"), id_of("나")


def test_boxes_are_signed_in_their_order_by_whom_they_name():
    line = [Box(2, B, False), Box(1, A, True)]
    assert next_box(line).no == 2
    assert check_may_sign(line, B).no == 2
    for boxes, who, code in (
        (line, A, "not-your-step"),
        ([Box(1, A, False), Box(2, B, False)], B, "not-your-step"),
        ([Box(1, None, False)], A, "step-names-nobody"),
        ([Box(1, A, True)], A, "nothing-to-approve"),
        ([], A, "nothing-to-approve"),
    ):
        with pytest.raises(Refused, match=code):
            check_may_sign(boxes, who)


def test_nothing_leads_back_from_approved_minutes():
    assert {move.name for move in MEETING_STATES.leaving(MeetingState.APPROVED)} == {"publish"}
    assert MEETING_STATES.ends() == {MeetingState.PUBLISHED, MeetingState.CANCELLED}
    assert ITEM_STATES.start == "raised"


@pytest.mark.django_db
def test_minutes_go_along_the_line_and_each_is_told_in_turn(council, deeds, walk):
    walk("circulated")
    signed = []
    for number, (_title, name) in enumerate(LINE, start=1):
        told = set(Notice.objects.filter(template="minutes-to-approve").values_list("account_id", flat=True))
        assert told == {id_of(one) for _, one in LINE[1:number]} if number > 1 else told == set()
        role = Role.COUNCIL_OFFICE if name == "최지우" else Role.COUNCIL_MEMBER
        with acting(deeds(role, name=name, at=AFTER)) as deed:
            signed.append(minutes.approve(deed, meeting_id=council.meeting))
    assert signed == [False, False, False, True]
    assert Meeting.objects.get().state == "approved"
    steps = ApprovalStep.objects.values_list("approved_by", flat=True)
    assert list(steps) == [id_of(name) for _, name in LINE]
    assert Entry.objects.filter(tag="council:minutes:step-approved").count() == 4


@pytest.mark.django_db
def test_a_box_is_nobody_else_s_and_not_before_its_turn(council, deeds, walk):
    walk("circulated")
    for spoiled, code in (
        (deeds(Role.COUNCIL_MEMBER, name="국장", at=AFTER), "not-your-step"),
        (deeds(Role.CITY_OFFICER, name="시청", whole_city=True, at=AFTER), "not-your-step"),
        (deeds(Role.COUNCIL_MEMBER, name="최지우아님", at=AFTER), "meeting-not-found"),
        (deeds(Role.RESEARCHER, name="국장", at=AFTER), "meeting-not-found"),
        (deeds.jiu(at=AFTER, link_id=council.body), "meeting-not-found"),
    ):
        with acting(spoiled) as deed, pytest.raises(Refused, match=code):
            minutes.approve(deed, meeting_id=council.meeting)
    assert not ApprovalStep.objects.exclude(approved_at=None).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "held", "approved", "published"])
def test_only_minutes_that_go_round_are_signed(council, deeds, walk, state):
    walk("circulated")
    Meeting.objects.update(state=state)
    with acting(deeds.jiu(at=AFTER)) as deed, pytest.raises(Refused, match="wrong-state"):
        minutes.approve(deed, meeting_id=council.meeting)


@pytest.mark.django_db
def test_sent_back_minutes_lose_their_signatures(council, deeds, walk):
    walk("circulated")
    with acting(deeds.jiu(at=AFTER)) as deed:
        minutes.approve(deed, meeting_id=council.meeting)
    with (
        acting(deeds(Role.COUNCIL_MEMBER, name="대표장", at=AFTER)) as deed,
        pytest.raises(Refused, match="not-your-step"),
    ):
        minutes.take_back(deed, meeting_id=council.meeting, reason="차례가 아님")
    with acting(deeds(Role.COUNCIL_MEMBER, name="국장", at=AFTER)) as deed:
        with pytest.raises(Refused, match="change-needs-a-reason"):
            minutes.take_back(deed, meeting_id=council.meeting, reason="")
        minutes.take_back(deed, meeting_id=council.meeting, reason="참석자 확인")
    assert Meeting.objects.get().state == "draft"
    assert not ApprovalStep.objects.exclude(approved_at=None).exists()
    assert MeetingChange.objects.get().kind == "taken_back"
    assert Notice.objects.filter(template="minutes-taken-back", account_id=id_of("최지우")).count() == 1


@pytest.mark.django_db
def test_minutes_without_a_line_or_with_an_empty_box_do_not_go_round(council, deeds, walk):
    LineStep.objects.filter(no=2).update(account_id=None)
    walk("draft")
    with acting(deeds.jiu(at=AFTER)) as deed:
        with pytest.raises(Refused, match="step-names-nobody"):
            minutes.circulate(deed, meeting_id=council.meeting)
    with acting(deeds.jiu(at=AFTER)) as deed:
        minutes.name_signer(deed, meeting_id=council.meeting, no=2, account_id=id_of("국장"))
        with pytest.raises(Refused, match="step-not-found"):
            minutes.name_signer(deed, meeting_id=council.meeting, no=9, account_id=id_of("국장"))
        minutes.circulate(deed, meeting_id=council.meeting)
        minutes.approve(deed, meeting_id=council.meeting)
        with pytest.raises(Refused, match="step-is-signed"):
            minutes.name_signer(deed, meeting_id=council.meeting, no=1, account_id=id_of("국장"))


@pytest.mark.django_db
def test_a_draft_needs_a_line(council, deeds, walk):
    walk("held")
    LineStep.objects.all().delete()
    with acting(deeds.jiu(at=AFTER)) as deed, pytest.raises(Refused, match="line-is-empty"):
        minutes.begin_draft(deed, meeting_id=council.meeting)


@pytest.mark.django_db
def test_two_labels_for_one_project_stop_the_round(council, deeds, walk):
    from chomchom.council.models import Decision

    walk("draft")
    row = Decision.objects.create(
        meeting_id=council.meeting, position=1, kind_id="further_review", coarse="further_review", subject="project",
        code="1-4-10", name="안부확인", key="1-4-10", label_in_body="보류", label_in_table="지속 검토",
        recorded_by=id_of("최지우"), recorded_at=AFTER,
    )  # fmt: skip
    with acting(deeds.jiu(at=AFTER)) as deed, pytest.raises(Refused, match="decision-has-two-labels"):
        minutes.circulate(deed, meeting_id=council.meeting)
    assert Meeting.objects.get().state == "draft"
    Decision.objects.filter(pk=row.pk).update(resolved_label="보류", resolved_by=id_of("최지우"), resolved_at=AFTER)
    with acting(deeds.jiu(at=AFTER)) as deed:
        minutes.circulate(deed, meeting_id=council.meeting)


@pytest.mark.django_db
def test_approved_minutes_are_amended_and_stay(council, deeds, walk):
    words = {"place": "2쪽", "was": "13명", "now": "12명", "reason": "한 분을 잘못 셈"}
    walk("draft")
    with acting(deeds.jiu(at=AFTER)) as deed, pytest.raises(Refused, match="amend-only-after-approval"):
        minutes.amend(deed, meeting_id=council.meeting, **words)
    Meeting.objects.update(state="approved")
    for spoiled, code in (
        ({"now": "13명"}, "amendment-changes-nothing"),
        ({"now": " "}, "amendment-changes-nothing"),
        ({"reason": " "}, "change-needs-a-reason"),
    ):
        with acting(deeds.jiu(at=AFTER)) as deed, pytest.raises(Refused, match=code):
            minutes.amend(deed, meeting_id=council.meeting, **words | spoiled)
    with acting(deeds.jiu(at=AFTER)) as deed:
        assert minutes.amend(deed, meeting_id=council.meeting, **words) == 1
    change = MeetingChange.objects.get()
    assert (change.place, change.was, change.now, change.by) == ("2쪽", "13명", "12명", id_of("최지우"))
    event = Entry.objects.get(tag="council:meeting:changed")
    assert "13명" not in str(event.payload)


OFFICE = {
    "draft": ("held", lambda d, m: minutes.begin_draft(d, meeting_id=m)),
    "circulate": ("draft", lambda d, m: minutes.circulate(d, meeting_id=m)),
    "publish": ("approved", lambda d, m: minutes.publish(d, meeting_id=m)),
    "signer": ("draft", lambda d, m: minutes.name_signer(d, meeting_id=m, no=1, account_id=A)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", OFFICE)
def test_the_office_s_steps_are_the_office_s(council, deeds, walk, name):
    state, step = OFFICE[name]
    walk(state)
    for spoiled in (deeds(Role.COUNCIL_MEMBER, name="국장", at=AFTER), deeds.head(at=AFTER),
                    deeds.jiu(at=AFTER, link_id=council.body)):  # fmt: skip
        with acting(spoiled) as deed, pytest.raises(Refused, match="council-office-only"):
            step(deed, council.meeting)
    with acting(deeds.jiu(at=AFTER)) as deed:
        step(deed, council.meeting)


@pytest.mark.django_db
def test_who_sees_minutes_before_they_are_approved(council, deeds, walk):
    meeting = walk("circulated")
    assert access.may_see_minutes(deeds.jiu(), meeting)
    assert access.may_see_minutes(deeds(Role.COUNCIL_MEMBER, name="국장"), meeting)
    assert not access.may_see_minutes(deeds(Role.COUNCIL_MEMBER, name="강마루"), meeting)
    assert not access.may_see_minutes(deeds(Role.RESEARCHER, name="국장"), meeting)
    assert not access.may_see_minutes(deeds(Role.COUNCIL_MEMBER, name="국장", link_id=A), meeting)
    meeting.state = "approved"
    assert access.may_see_minutes(deeds(Role.RESEARCHER), meeting)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [Role.AGENCY_WORKER, Role.COMPANION, Role.PROVINCE, Role.OPERATOR, Role.PAYMENT_RELEASER]
)
def test_roles_without_meetings_find_none(council, deeds, walk, role):
    walk("called")
    assert not access.visible_to(deeds(role, whole_city=True)).exists()
    assert access.visible_to(deeds(Role.DESK)).exists()


@pytest.mark.django_db
def test_what_is_due_is_said_and_late_things_come_first(council, deeds, walk):
    from chomchom.council.models import Action

    with acting(deeds.jiu()) as deed:
        first = todo(deed)
    assert [one.what for one in first] == ["회의를 서면으로 알려 주세요"]
    assert first[0].due.text == "6. 26.(금)까지"
    walk("held")
    late = Action.objects.create(
        body_id=council.body, text="명단 확인", owner_name="담당", due_on=FRIDAY.date() - timedelta(days=1),
        raised_at=FRIDAY, raised_by=id_of("최지우"),
    )  # fmt: skip
    with acting(deeds.jiu(at=FRIDAY + timedelta(days=8))) as deed:
        later = todo(deed)
    assert resolve(later[0].path).kwargs == {"action_id": late.pk}
    assert [(one.what, one.late) for one in later] == [
        ("할 일의 기한이 지났습니다", True),
        ("회의록을 쓰기 시작해 주세요", True),
    ]
