"""Opinions, tasks, askings by link and proposals under a deed, and their pages."""

from __future__ import annotations

import re
import threading
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chomchom.council.actions import asking, proposing, tasks
from chomchom.council.actions import decisions as deciding
from chomchom.council.actions import opinions as actions
from chomchom.council.actions.asking import PURPOSES, AskIn
from chomchom.council.actions.decisions import DecisionIn
from chomchom.council.actions.opinions import HandoffIn, OpinionIn
from chomchom.council.actions.proposing import ProposalIn
from chomchom.council.actions.tasks import ActionIn
from chomchom.council.models import Action, Asking, Decision, Handoff, Opinion, Proposal
from chomchom.council.reads import decisions as decisions_read
from chomchom.council.reads import opinions as reads
from chomchom.council.reads import tasks as tasks_read
from chomchom.council.rules.asking import Asked
from chomchom.council.rules.subjects import Matter, Subject
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.notices.models import Notice, SignedLink
from chomchom.notices.public import deed_of_link, links
from chomchom.store.acting import acting
from tests.conftest import MONDAY, id_of
from tests.council.room import Room, approve, build

KITCHEN = Matter(subject=Subject.PROJECT, code="1-2-3", name="마을 부엌")
WALK = Matter(subject=Subject.CANDIDATE, name="함께 걷기")
DAY = MONDAY.date()


def member(deeds, name: str = "윤새론", **more):
    return deeds(Role.COUNCIL_MEMBER, name=name, **more)


def give(deed, room: Room, text: str = "문을 늦게까지 열면 좋겠음", **more):
    opinion = OpinionIn(**{"matter": KITCHEN, "text": text, "source_code": "committee", **more})
    with acting(deed):
        return actions.give_opinion(deed, meeting_id=room.meeting, opinion=opinion)


def test_opinions_stand_by_source_and_what_is_missing_says_its_name(room, deeds):
    give(deeds.jiu(), room, source_code="tf")
    give(deeds.jiu(), room, source_code="", source="제6기 반영 방향")
    with acting(deeds.jiu()) as deed:
        found = reads.meeting_opinions(deed, room.meeting)
    (row,) = found.subjects
    assert row.heading == "Ⅰ-2-3 마을 부엌"
    assert [(one.label, one.gap) for one in row.columns] == [
        ("TF 검토 결과", ""),
        ("분과 보완 의견", "분과 보완 의견이 아직 없습니다"),
        ("현장 쟁점", "현장 쟁점이 아직 없습니다"),
        ("제6기 반영 방향", ""),
    ]
    assert found.missing == 2


def test_changed_words_are_a_new_row_and_the_old_ones_stay(room, deeds):
    first = give(deeds.jiu(), room)
    with acting(deeds.jiu()) as deed:
        second = actions.change_opinion(deed, opinion_id=first, text="주말에도 열면 좋겠음")
        with pytest.raises(Refused, match="opinion-changed-meanwhile"):
            actions.change_opinion(deed, opinion_id=first, text="또 다른 글")
        row = reads.meeting_opinions(deed, room.meeting).subjects[0].columns[1].opinions[0]
        assert (row.text, [old.text for old in row.history]) == ("주말에도 열면 좋겠음", ["문을 늦게까지 열면 좋겠음"])
        with pytest.raises(Refused, match="opinion-change-needs-a-reason"):
            actions.change_opinion(deed, opinion_id=second, text="")
        actions.change_opinion(deed, opinion_id=second, text="", reason="잘못 옮김")
        assert reads.meeting_opinions(deed, room.meeting).subjects == ()
    assert Opinion.objects.count() == 3
    approve(room.meeting)
    third = give(deeds.jiu(), room)
    with pytest.raises(Refused, match="opinion-change-needs-a-reason"), acting(deeds.jiu()) as deed:
        actions.change_opinion(deed, opinion_id=third, text="결재 뒤에 고침")


def test_a_member_gives_the_own_opinion_of_the_own_body_and_changes_no_other(room, deeds):
    own = give(member(deeds), room, said_for="남의 기관", said_by_seat_id=room.outside)
    row = Opinion.objects.get(pk=own)
    assert (row.said_by_seat_id, row.said_for) == (room.member, "하늘종합사회복지관")
    office = give(deeds.jiu(), room, said_by_seat_id=room.outside)
    with acting(member(deeds)) as deed:
        actions.change_opinion(deed, opinion_id=own, text="다시 생각함")
        with pytest.raises(Refused, match="opinion-not-yours"):
            actions.change_opinion(deed, opinion_id=office, text="남의 글")


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (lambda d: member(d, "강여울"), "opinion-not-yours"),  # the term is over
        (lambda d: member(d, "다른분과"), "opinion-not-yours"),
        (lambda d: d(Role.TEAM_HEAD, name="윤새론", whole_city=True), "opinion-not-yours"),
        (lambda d: d(Role.RESEARCHER, name="윤새론", whole_city=True), "opinion-not-yours"),
        (lambda d: member(d, link_id=uuid4()), "meeting-not-found"),
        (lambda d: d.seoyeon(), "meeting-not-found"),
    ],
)
def test_nearest_misses_give_no_opinion(room, deeds, who, code):
    with pytest.raises(Refused, match=code):
        give(who(deeds), room)
    assert Opinion.objects.count() == 0


def test_who_reads_opinions_and_tasks_is_as_the_table_of_rights_says(room, deeds):
    give(deeds.jiu(), room)
    with acting(deeds.jiu()) as deed:
        tasks.raise_action(deed, ActionIn(text="자료 모으기"), meeting_id=room.meeting)
    from chomchom.council.access.decisions import visible_actions, visible_opinions, visible_proposals

    for deed, opinions_seen, tasks_seen in (
        (deeds.head(), 1, 1),
        (deeds(Role.PROGRAMME_OFFICER, whole_city=True), 1, 1),
        (member(deeds), 1, 1),
        (deeds(Role.RESEARCHER, whole_city=True), 1, 0),
        (deeds.machine(), 0, 1),
        (deeds.haneul(), 0, 0),
        (deeds.desk(), 0, 0),
        (deeds.privacy(), 0, 0),
        (deeds.seoyeon(), 0, 0),
        (member(deeds, link_id=uuid4()), 0, 0),
    ):
        with acting(deed):
            seen = (visible_opinions(deed).count(), visible_actions(deed).count())
            assert seen == (opinions_seen, tasks_seen), deed.roles
            assert visible_proposals(deed).count() == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": "  "}, "opinion-is-empty"),
        ({"text": "가" * 2001}, "opinion-too-long"),
        ({"source_code": "gold"}, "opinion-source-unknown"),
        ({"source_code": "", "source": " "}, "opinion-source-unknown"),
        ({"matter": Matter(subject=Subject.CANDIDATE)}, "subject-needs-a-name"),
    ],
)
def test_one_wrong_field_keeps_no_opinion(room, deeds, change, code):
    with pytest.raises(Refused, match=code):
        give(deeds.jiu(), room, **change)
    assert Opinion.objects.count() == 0


def test_the_page_of_opinions_costs_the_same_for_one_and_for_thirty(room, deeds):
    def queries() -> int:
        with acting(deeds.jiu()) as deed, CaptureQueriesContext(connection) as seen:
            reads.meeting_opinions(deed, room.meeting)
            decisions_read.register(deed, decisions_read.Filters(), size=50)
            tasks_read.action_list(deed, size=50)
        return len(seen)

    def write(number: int) -> None:
        matter = Matter(subject=Subject.PROJECT, code=f"1-1-{number}", name=f"사업 {number}")
        give(deeds.jiu(), room, matter=matter)
        with acting(deeds.jiu()) as deed:
            deciding.record_decision(
                deed, meeting_id=room.meeting, decision=DecisionIn(matter=matter, kind="continue_review")
            )
            tasks.raise_action(deed, ActionIn(text=f"일 {number}", owner_seat_id=room.member), meeting_id=room.meeting)

    write(1)
    few = queries()
    for number in range(2, 31):
        write(number)
    assert queries() == few


def test_what_was_passed_on_and_what_came_back_is_a_register(room, deeds):
    told = {"from_body_id": room.committee, "to_body_id": room.force, "title": "분과 의견", "sent_on": DAY}
    with acting(deeds.jiu()) as deed:
        handoff = actions.hand_over(
            deed, HandoffIn(**told, due_on=DAY, meeting_id=room.meeting, matters=(KITCHEN, KITCHEN, WALK))
        )
        for change, code in (
            ({"to_body_id": room.committee}, "handoff-to-itself"),
            ({"title": " "}, "handoff-is-empty"),
            ({"sent_on": DAY + timedelta(days=1)}, "handoff-dates-do-not-add-up"),
            ({"due_on": DAY - timedelta(days=1)}, "handoff-dates-do-not-add-up"),
        ):
            with pytest.raises(Refused, match=code):
                actions.hand_over(deed, HandoffIn(**told | change))
        (row,) = reads.handoffs(deed).rows
        assert (row.items, row.waiting, row.late) == (("Ⅰ-2-3 마을 부엌", "함께 걷기"), True, False)
    later = deeds.jiu(at=MONDAY + timedelta(days=2))
    with acting(later):
        assert reads.handoffs(later).rows[0].late
        actions.answer_handoff(later, handoff_id=handoff, text="TF에서 함께 봄", answered_on=later.day)
        assert not reads.handoffs(later).rows[0].waiting
    with pytest.raises(Refused, match="council-office-only"), acting(member(deeds)) as deed:
        actions.hand_over(deed, HandoffIn(**told))
    assert Handoff.objects.count() == 1


# Tasks -----------------------------------------------------------------------------------------------------------


def test_a_task_goes_to_its_owner_who_ends_it_with_a_word(room, deeds):
    with acting(deeds.jiu()) as deed:
        mine = tasks.raise_action(
            deed, ActionIn(text="자료 모으기", owner_seat_id=room.member, due_on=DAY), meeting_id=room.meeting
        )
    assert Notice.objects.get(template="council-task-given").account_id == id_of("윤새론")
    late = member(deeds, at=MONDAY + timedelta(days=1))
    with acting(late):
        (row,) = tasks_read.my_actions(late)
        assert (row.late, row.may_do, row.owner) == (True, True, "하늘종합사회복지관 윤새론")
        with pytest.raises(Refused, match="action-needs-a-note"):
            tasks.end_action(late, action_id=mine, move="do", note=" ")
        with pytest.raises(Refused, match="council-office-only"):
            tasks.end_action(late, action_id=mine, move="drop", note="안 함")
        tasks.end_action(late, action_id=mine, move="do", note="모두 모음")
        assert tasks_read.my_actions(late) == []
        with pytest.raises(Refused, match="wrong-state"):
            tasks.end_action(late, action_id=mine, move="do", note="또")
    assert Entry.objects.get(tag="council:action:ended").payload["late"] is True
    with acting(deeds.jiu()) as deed:
        tasks.end_action(deed, action_id=mine, move="reopen", note="빠진 것이 있음")
    assert Action.objects.get(pk=mine).state == "open"


@pytest.mark.parametrize(
    "who",
    [
        lambda d: member(d, "다른위원"),
        lambda d: member(d, "강여울"),
        lambda d: d(Role.PROGRAMME_OFFICER, name="담당", whole_city=True),
        lambda d: d.head(),
    ],
)
def test_a_task_of_somebody_else_is_not_ended(room, deeds, who):
    with acting(deeds.jiu()) as deed:
        found = tasks.raise_action(
            deed, ActionIn(text="자료 모으기", owner_seat_id=room.member), meeting_id=room.meeting
        )
    with pytest.raises(Refused, match="action-not-yours"), acting(who(deeds)) as deed:
        tasks.end_action(deed, action_id=found, move="do", note="했음")
    assert Action.objects.get().state == "open"


def test_a_programme_officer_ends_the_own_task(room, deeds):
    officer = deeds(Role.PROGRAMME_OFFICER, name="담당", whole_city=True)
    with acting(deeds.jiu()) as deed:
        found = tasks.raise_action(deed, ActionIn(text="자료", owner_account=officer.actor_id), meeting_id=room.meeting)
    with acting(officer):
        tasks.end_action(officer, action_id=found, move="do", note="보냄")
    assert Action.objects.get().state == "done"


def test_incomplete_tasks_head_the_next_agenda_and_an_old_page_writes_nothing(room, deeds):
    with acting(deeds.jiu()) as deed:
        for text, more in (
            ("담당 있음", {"owner_name": "복지정책과", "due_on": DAY + timedelta(days=9)}),
            ("아무도 없음", {}),
            ("일에 맞춤", {"owner_name": "분과", "due_event": "다음 회의"}),
        ):
            tasks.raise_action(deed, ActionIn(text=text, **more), meeting_id=room.meeting)
        found = tasks_read.open_actions_for_agenda(deed, room.committee)
        assert [(one.text, one.lacks) for one in found] == [
            ("아무도 없음", ("담당 없음", "기한 없음")),
            ("담당 있음", ()),
            ("일에 맞춤", ()),
        ]
        assert [one.text for one in tasks_read.action_list(deed, which="incomplete").rows] == ["아무도 없음"]
        nobody = found[0].action_id
        tasks.change_action(
            deed, action_id=nobody, version=1, action=ActionIn(text="아무도 없음", owner_seat_id=room.silent)
        )
        with pytest.raises(Refused, match="action-changed-meanwhile"):
            tasks.change_action(deed, action_id=nobody, version=1, action=ActionIn(text="낡은 화면"))
        with pytest.raises(Refused, match="action-due-before-it-was-raised"):
            tasks.raise_action(deed, ActionIn(text="어제까지", due_on=DAY - timedelta(days=1)), meeting_id=room.meeting)


def test_the_daily_round_tells_of_a_late_task_once(room, deeds):
    with acting(deeds.jiu()) as deed:
        tasks.raise_action(
            deed, ActionIn(text="늦을 일", owner_seat_id=room.outside, due_on=DAY), meeting_id=room.meeting
        )
    from chomchom.kernel.deeds import machine_deed

    for _ in range(2):
        with acting(machine_deed("late-tasks", at=MONDAY + timedelta(days=3))) as deed:
            assert tasks.remind_of_late(deed) == 1
    assert Notice.objects.filter(template="council-task-late").count() == 1


# Links -----------------------------------------------------------------------------------------------------------


def ask(deeds, room: Room, **more) -> Asking:
    told = {
        "kind": Asked.OPINION, "due_on": DAY + timedelta(days=7), "organisation": "마을가게", "email": "shop@example.kr",
        "meeting_id": room.meeting, "matters": (KITCHEN, WALK), **more,
    }  # fmt: skip
    with acting(deeds.jiu()) as deed:
        (asking_id, *_more) = asking.ask(deed, AskIn(**told))
    return Asking.objects.get(pk=asking_id)


def token_of(template: str) -> str:
    """The token in the newest message of a template."""
    return (
        Notice.objects.filter(template=template).order_by("-told_at", "-id").first().secret.rstrip("/").split("/")[-1]
    )


def test_everybody_named_gets_a_link_of_their_own_and_nobody_where_one_cannot_be_reached(room, deeds):
    ask(deeds, room, seat_ids=(room.member, room.outside))
    assert Asking.objects.count() == SignedLink.objects.count() == 3
    kept = connection.cursor()
    kept.execute("select row_to_json(a)::text from council_asking a where seat_id is null")
    assert "shop@example.kr" not in kept.fetchone()[0]
    with pytest.raises(Refused, match="seat-cannot-be-reached"):
        ask(deeds, room, seat_ids=(room.outside, room.silent))
    assert Asking.objects.count() == 3


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"matters": ()}, "asking-needs-items"),
        ({"meeting_id": None}, "asking-needs-items"),
        ({"email": ""}, "asking-needs-somebody"),
        ({"due_on": DAY - timedelta(days=1)}, "link-deadline-passed"),
        ({"due_on": DAY + timedelta(days=61)}, "link-deadline-too-far"),
    ],
)
def test_one_wrong_field_sends_no_link(room, deeds, change, code):
    with pytest.raises(Refused, match=code):
        ask(deeds, room, **change)
    assert SignedLink.objects.count() == 0


def test_an_opinion_by_link_is_kept_once_as_one_after_the_meeting(room, deeds, client):
    found = ask(deeds, room)
    path = f"/council/opinion/{token_of('council-opinion-asked')}/"
    for _ in range(2):  # a mail scanner opens it first
        page = client.get(path)
        assert page.status_code == 200
    first = found.items.first()
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {str(first.pk): "가" * 2001}).status_code == 422
    assert Opinion.objects.count() == 0
    assert client.post(path, {str(first.pk): "저녁에도 열어 주세요"}).status_code == 302
    row = Opinion.objects.get()
    assert (row.source_code, row.said_for, row.code, row.link_id) == ("after", "마을가게", "1-2-3", found.link_id)
    assert "의견 1건을 받았습니다" in client.get(path).content.decode()
    again = client.post(path, {str(first.pk): "또"})
    assert (again.status_code, Opinion.objects.count()) == (409, 1)
    with acting(deeds.jiu()) as deed:
        (column,) = [
            one for one in reads.meeting_opinions(deed, room.meeting).subjects[0].columns if one.code == "after"
        ]
        assert column.opinions[0].after_meeting


def test_a_link_that_ran_out_was_closed_or_is_for_something_else_opens_nothing(room, deeds, client, freeze):
    found = ask(deeds, room)
    token = token_of("council-opinion-asked")
    assert client.get(f"/council/proposal/{token}/").status_code == 404
    freeze(found.until)
    late = client.get(f"/council/opinion/{token}/")
    assert (late.status_code, "기한이 지났습니다" in late.content.decode()) == (410, True)
    freeze(MONDAY)
    with acting(deeds.jiu()) as deed:
        asking.close_asking(deed, asking_id=found.pk)
        with pytest.raises(Refused, match="asking-is-over"):
            asking.remind(deed, asking_id=found.pk)
    assert client.get(f"/council/opinion/{token}/").status_code == 410


def test_a_reminder_brings_a_new_link_and_ends_the_old_one(room, deeds, client):
    found = ask(deeds, room)
    old = token_of("council-opinion-asked")
    with pytest.raises(Refused, match="council-office-only"), acting(member(deeds)) as deed:
        asking.remind(deed, asking_id=found.pk)
    with acting(deeds.jiu()) as deed:
        asking.remind(deed, asking_id=found.pk)
    assert client.get(f"/council/opinion/{old}/").status_code == 410
    assert client.get(f"/council/opinion/{token_of('council-asked-again')}/").status_code == 200


@pytest.mark.usefixtures("real_db")
def test_a_link_used_twice_at_once_answers_once(deeds, freeze):
    freeze(MONDAY)
    room = build()
    found = ask(deeds, room)
    link = links.open(token_of("council-opinion-asked"), purpose=PURPOSES[Asked.OPINION])
    item = found.items.first().pk
    barrier, results = threading.Barrier(2), []

    def work() -> None:
        try:
            barrier.wait(timeout=10)
            with acting(deed_of_link(link)) as deed:
                results.append(asking.answer_opinions(deed, link=link, texts={item: "저녁에도"}))
        except Refused as refusal:
            results.append(refusal.code)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=20)
    assert sorted(map(str, results)) == ["1", "link-already-used"]
    assert Opinion.objects.count() == 1


WHOLE = {
    "name": "동네 밥상", "target": "혼자 사는 분", "problem": "끼니를 거름", "means": "함께 먹기", "necessity": "늘고 있음",
}  # fmt: skip


def test_a_proposal_by_link_gets_a_number_and_an_answer_somebody_can_look_up(room, deeds, client):
    ask(deeds, room, kind=Asked.PROPOSAL, meeting_id=None, matters=())
    path = f"/council/proposal/{token_of('council-proposal-asked')}/"
    assert client.get(path).status_code == 200
    assert client.post(path, {**WHOLE, "necessity": ""}).status_code == 422
    assert client.post(path, {**WHOLE, "means": "가" * 1001}).status_code == 422
    assert Proposal.objects.count() == 0
    assert client.post(path, {**WHOLE, "measurable": "참여 횟수", "contact": "010-0000-0000"}).status_code == 302
    row = Proposal.objects.get()
    assert (row.organisation, row.measurable, row.state) == ("마을가게", "참여 횟수", "received")
    assert "2026-001" in client.get(path).content.decode()
    assert client.post(path, WHOLE).status_code == 409
    with acting(deeds.jiu()) as deed:
        with pytest.raises(Refused, match="proposal-answer-is-empty"):
            proposing.decline_proposal(deed, proposal_id=row.pk, answer=" ")
        proposing.decline_proposal(deed, proposal_id=row.pk, answer="같은 사업이 있음")
        with pytest.raises(Refused, match="proposal-already-answered"):
            proposing.take_up_proposal(deed, proposal_id=row.pk, candidate_id=uuid4())
    receipt = client.get(f"/council/receipt/{token_of('council-proposal-answered')}/").content.decode()
    assert "같은 사업이 있음" in receipt


def test_who_proposes_inside_and_who_sees_by_whom(room, deeds):
    from chomchom.council.reads.asking import proposal

    with acting(member(deeds)) as deed:
        found = proposing.propose(deed, ProposalIn(said=WHOLE, name="윤새론", contact="010-0000-0000"))
        assert proposal(deed, found).contact == ""
    with acting(deeds.jiu()) as deed:
        assert proposal(deed, found).contact == "010-0000-0000"
    for deed in (deeds(Role.RESEARCHER, whole_city=True), deeds.haneul(), member(deeds, link_id=uuid4())):
        with pytest.raises(Refused, match="proposal-not-yours"), acting(deed):
            proposing.propose(deed, ProposalIn(said=WHOLE))
    with acting(deeds.jiu()) as deed:
        candidate = uuid4()
        proposing.take_up_proposal(deed, proposal_id=found, candidate_id=candidate)
    row = Proposal.objects.get()
    assert (row.candidate_id, row.state) == (candidate, "taken_up")
    assert Notice.objects.get(template="council-proposal-answered").account_id == id_of("윤새론")


# Pages -----------------------------------------------------------------------------------------------------------


def test_the_office_writes_resolves_and_amends_on_its_pages(room, come_in):
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    home = f"/council/meetings/{room.meeting}/"
    lines = {"change-TOTAL_FORMS": "3", "change-INITIAL_FORMS": "0"}
    filled = {
        "subject": "project",
        "code": "Ⅰ-2-3",
        "name": "마을 부엌",
        "label_in_body": "보류",
        "label_in_table": "지속 검토",
    }
    wrong = office.post(f"{home}decisions/new/", {**lines, **filled, "change-0-kind": "rename"})
    assert (wrong.status_code, Decision.objects.count()) == (422, 0)
    assert office.post(f"{home}decisions/new/", {**lines, **filled}).status_code == 302
    row = Decision.objects.get()
    page = office.get(f"{home}decisions/").content.decode()
    assert "두 이름표" in page
    assert "‘보류’이(가) 맞습니다" in page
    assert office.post(f"/council/decisions/{row.pk}/resolve/", {"label": "보류"}).status_code == 302
    assert office.post(f"/council/decisions/{row.pk}/resolve/", {"label": "지속 검토"}).status_code == 409
    change = {**lines, **filled, "kind": "hold", "version": "1"}
    assert office.post(f"/council/decisions/{row.pk}/change/", change).status_code == 409
    assert office.post(f"/council/decisions/{row.pk}/change/", {**change, "version": "2"}).status_code == 302
    approve(room.meeting)
    told = {**lines, "kind": "close", "reason": "잘못 옮김", "direction": "끝냄"}
    assert office.post(f"/council/decisions/{row.pk}/amend/", {**told, "reason": ""}).status_code == 422
    assert office.post(f"/council/decisions/{row.pk}/amend/", told).status_code == 302
    shown = office.get(f"/council/decisions/{row.pk}/").content.decode()
    assert "바로잡은 결정" in shown
    assert "잘못 옮김" in shown


def test_the_register_is_narrowed_and_taken_away_with_a_reason(room, deeds, come_in):
    with acting(deeds.jiu()) as deed:
        for matter, kind in ((KITCHEN, "hold"), (WALK, "further_review")):
            deciding.record_decision(deed, meeting_id=room.meeting, decision=DecisionIn(matter=matter, kind=kind))
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    page = office.get("/council/decisions/?kind=hold&code=1-2-3&year=2026").content.decode()
    assert "마을 부엌" in page
    assert "함께 걷기" not in page
    assert office.get("/council/decisions/?year=x&body=y").status_code == 200
    assert office.get("/council/decisions/?after=nonsense").status_code in (400, 422)
    assert office.post("/council/decisions/export/", {"reason": ""}).status_code == 422
    file = office.post("/council/decisions/export/", {"reason": "감사 자료", "kind": "hold"})
    sheet = openpyxl.load_workbook(BytesIO(file.content)).active
    assert [row[5].value for row in sheet.iter_rows(min_row=2)] == ["마을 부엌"]


def test_pages_of_opinions_tasks_lists_and_askings_work_by_hand(room, come_in):
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    home = f"/council/meetings/{room.meeting}/"
    told = {"subject": "project", "code": "1-2-3", "name": "마을 부엌", "source": "field", "text": "자리가 모자람"}
    assert office.post(f"{home}opinions/new/", {**told, "text": ""}).status_code == 422
    assert office.post(f"{home}opinions/new/", told).status_code == 302
    page = office.get(f"{home}opinions/").content.decode()
    assert "TF 검토 결과가 아직 없습니다" in page
    change = re.search(r"/council/opinions/[0-9a-f-]+/change/", page).group()
    assert office.post(change, {"text": "자리가 많이 모자람", "reason": ""}).status_code == 302
    assert "자리가 모자람" in office.get("/council/subject/?code=1-2-3").content.decode()
    assert (
        office.post(f"{home}actions/new/", {"text": "자료 모으기", "owner": f"seat:{room.member}"}).status_code == 302
    )
    task = Action.objects.get()
    assert "기한 없음" in office.get(f"{home}actions/").content.decode()
    edit = {"text": "자료 모으기", "owner": "", "owner_name": "복지정책과", "due_on": "2026-07-01", "version": "1"}
    assert office.post(f"/council/actions/{task.pk}/change/", edit).status_code == 302
    end = {"move": "do", "note": "모음", "back": "https://elsewhere.example/"}
    assert office.post(f"/council/actions/{task.pk}/end/", end).url == "/council/actions/mine/"
    assert office.get("/council/actions/?which=done").status_code == 200
    kind = {"label": "시범", "coarse": "continue", "subjects": ["project"], "from_on": "2026-06-01"}
    assert office.post("/council/lists/decision-kinds/", kind).status_code == 302
    assert office.post("/council/lists/decision-kinds/", kind).status_code == 409
    assert office.post("/council/lists/opinion-sources/field/end/", {"until_on": "2026-06-30"}).status_code == 302
    key = re.search(r'name="matters" value="([^"]+)"', office.get(f"{home}asked/").content.decode()).group(1)
    sent = {"matters": [key], "seats": [str(room.outside)], "due_on": "2026-07-01"}
    assert office.post(f"{home}asked/", {**sent, "matters": []}).status_code == 422
    assert office.post(f"{home}asked/", sent).status_code == 302
    assert Asking.objects.get().seat_id == room.outside
    given = {"from_body": str(room.committee), "to_body": str(room.force), "title": "의견", "sent_on": "2026-06-22"}
    assert office.post("/council/handoffs/new/", given).status_code == 302
    answer = f"/council/handoffs/{Handoff.objects.get().pk}/answer/"
    assert office.post(answer, {"answered_on": "2026-06-22", "text": "함께 봄"}).status_code == 302
    assert "함께 봄" in office.get("/council/handoffs/").content.decode()
    assert office.post("/council/proposals/new/", WHOLE).status_code == 302
    assert office.get(f"/council/proposals/{Proposal.objects.get().pk}/").status_code == 200


def test_what_approved_minutes_change_is_read_by_the_plan(room, deeds):
    from chomchom.council.actions.decisions import ChangeIn
    from chomchom.council.rules.deciding import ChangeKind

    rename = ChangeIn(kind=ChangeKind.RENAME, to="동네 부엌")
    with acting(deeds.jiu()) as deed:
        deciding.record_decision(
            deed, meeting_id=room.meeting, decision=DecisionIn(matter=KITCHEN, kind="hold", changes=(rename,))
        )
        assert decisions_read.decision_changes(deed) == []
        approve(room.meeting)
        (asked,) = decisions_read.decision_changes(deed, code="Ⅰ-2-3")
        assert (asked.kind, asked.to, asked.code, asked.decided_on) == (
            "rename",
            "동네 부엌",
            "1-2-3",
            date(2026, 6, 19),
        )
        deciding.mark_change_applied(deed, change_id=asked.change_id)
        assert decisions_read.decision_changes(deed) == []
        (printed,) = decisions_read.printed_decisions(deed, room.meeting)
        assert (printed.name, printed.direction) == ("Ⅰ-2-3 마을 부엌", "보류.")


def test_a_stranger_is_sent_to_the_login_page(db):
    assert Client().get("/council/decisions/").status_code == 302


def test_the_hourly_round_runs_as_a_machine(room, deeds):
    from chomchom.council.jobs import tell_of_late_tasks

    yesterday = deeds.jiu(at=MONDAY - timedelta(days=2))
    with acting(yesterday):
        late = ActionIn(text="늦은 일", owner_seat_id=room.member, due_on=DAY - timedelta(days=1))
        tasks.raise_action(yesterday, late, meeting_id=room.meeting)
    tell_of_late_tasks(0)
    assert Notice.objects.filter(template="council-task-late").count() == 1
