"""The day a meeting must be called, who is told how, and putting it off or calling it off."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chomchom.council.actions import calling, planning
from chomchom.council.actions.planning import ItemIn
from chomchom.council.measures import due_of
from chomchom.council.models import AgendaItem, Attendance, Meeting, MeetingChange, MeetingNotice
from chomchom.council.reads.proposals import proposals
from chomchom.council.rules.calling import NoticeRule, notice_due
from chomchom.council.rules.meetings import ItemOrigin, MeetingMode
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.notices.models import Delivery, Notice
from chomchom.rulebook import holidays
from chomchom.store.acting import acting
from tests.conftest import MONDAY, id_of
from tests.council.hall import FRIDAY

CLEAR = NoticeRule(days=5, clear=True, to_working_day=True)


def test_the_meeting_of_the_study_is_due_on_saturday_and_in_practice_on_friday():
    found = due_of(date(2026, 7, 3))
    assert (found.limit, found.practice, found.moved) == (date(2026, 6, 27), date(2026, 6, 26), True)
    assert found.days_late(date(2026, 6, 27)) == 0
    assert found.days_late(date(2026, 6, 29)) == 2


def test_without_clear_days_it_is_a_day_later():
    rule = NoticeRule(days=5, clear=False, to_working_day=True)
    found = notice_due(date(2026, 7, 3), rule, holidays.working_days())
    assert (found.limit, found.practice) == (date(2026, 6, 28), date(2026, 6, 26))


@pytest.mark.parametrize(
    ("meeting", "limit", "practice"),
    [
        # Seollal 2026: Mon 16 to Wed 18 February
        (date(2026, 2, 23), date(2026, 2, 17), date(2026, 2, 13)),
        # Chuseok 2025: 3 October, 6 to 8 October with a substitute, 9 October, then Friday 10
        (date(2025, 10, 14), date(2025, 10, 8), date(2025, 10, 2)),
        # the substitute of a Children's Day that fell on a Sunday: Monday 6 May 2024
        (date(2024, 5, 12), date(2024, 5, 6), date(2024, 5, 3)),
    ],
)
def test_over_holidays_the_notice_goes_out_before_them(meeting, limit, practice):
    found = due_of(meeting)
    assert (found.limit, found.practice) == (limit, practice)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(day=st.dates(date(2022, 1, 20), date(2028, 12, 31)), days=st.integers(1, 14), clear=st.booleans())
def test_practice_is_the_last_open_day_that_keeps_the_rule(day, days, clear):
    working = holidays.working_days()
    found = notice_due(day, NoticeRule(days=days, clear=clear, to_working_day=True), working)
    assert working.is_working_day(found.practice)
    assert found.practice <= found.limit < day
    between = (day - found.limit).days - 1
    assert between == days if clear else between == days - 1
    later = [found.practice + timedelta(days=n) for n in range(1, (found.limit - found.practice).days + 1)]
    assert not any(working.is_working_day(one) for one in later)
    assert found.days_late(found.practice) == 0
    assert found.days_late(found.limit + timedelta(days=1)) == 1


def test_a_rule_without_practice_keeps_the_day_itself():
    found = notice_due(date(2026, 7, 3), NoticeRule(days=5, clear=True, to_working_day=False), holidays.working_days())
    assert found.practice == found.limit
    assert not found.moved


# actions


@pytest.mark.django_db
def test_a_call_tells_each_seat_once_by_the_way_it_has(council, walk):
    meeting = walk("called")
    assert meeting.session_no == 1
    ways = dict(MeetingNotice.objects.values_list("seat__person_name", "way"))
    assert ways["강마루"] == "account"
    assert ways["맹가온"] == "hand"
    assert ways["노을빛"] == "email"
    told = Notice.objects.filter(template="meeting-called", about_id=meeting.pk)
    assert told.count() == 5
    assert told.get(account_id=id_of("강마루")).path == f"/council/meetings/{meeting.pk}/"
    assert all(one.secret.startswith("/council/notice/") for one in told.filter(account_id=None))
    assert Delivery.objects.filter(notice__in=told).count() == 5
    event = Entry.objects.get(tag="council:meeting:called")
    assert event.payload["days_late"] == 0
    assert (event.payload["told"], event.payload["by_hand"]) == (5, 1)


@pytest.mark.django_db
def test_the_list_is_made_of_that_day_s_seats_and_counts_by_the_body_s_rule(council, walk):
    walk("called")
    rows = {row.name: row.counts_in_rate for row in Attendance.objects.all()}
    assert rows == {"강마루": True, "노을빛": True, "도담별": True, "류하늬": True, "맹가온": True, "반여울": False}
    assert Attendance.objects.get(order=1).name == "강마루"


@pytest.mark.django_db
def test_a_late_call_says_how_late(council, deeds, freeze):
    late = datetime(2026, 6, 30, 9, 0, tzinfo=SEOUL)
    freeze(late)
    with acting(deeds.jiu(at=late)) as deed:
        calling.call_meeting(deed, meeting_id=council.meeting)
    assert Entry.objects.get(tag="council:meeting:called").payload["days_late"] == 3


SPOILED = {
    "meeting-has-no-agenda": lambda m: AgendaItem.objects.filter(meeting=m).delete(),
    "meeting-needs-a-place": lambda m: Meeting.objects.filter(pk=m.pk).update(place=""),
    "meeting-is-past": lambda m: Meeting.objects.filter(pk=m.pk).update(starts_at=MONDAY, ends_at=None),
    "body-has-no-seats": lambda m: m.body.seats.update(starts_on=date(2027, 1, 1), ends_on=date(2027, 2, 1)),
    "wrong-state": lambda m: Meeting.objects.filter(pk=m.pk).update(state="held"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("code", SPOILED)
def test_a_meeting_that_lacks_something_is_not_called(council, deeds, code):
    SPOILED[code](Meeting.objects.get(pk=council.meeting))
    with acting(deeds.jiu()) as deed, pytest.raises(Refused, match=code):
        calling.call_meeting(deed, meeting_id=council.meeting)
    assert not MeetingNotice.objects.exists()
    assert not Attendance.objects.exists()


@pytest.mark.django_db
def test_a_meeting_in_writing_needs_no_place(council, deeds):
    Meeting.objects.update(place="", mode=MeetingMode.WRITTEN)
    with acting(deeds.jiu()) as deed:
        calling.call_meeting(deed, meeting_id=council.meeting)
    assert Meeting.objects.get().state == "called"


@pytest.mark.django_db
def test_putting_off_keeps_the_number_tells_anew_and_says_why(council, deeds, walk):
    walk("called")
    later = FRIDAY + timedelta(days=7)
    with acting(deeds.jiu()) as deed:
        with pytest.raises(Refused, match="change-needs-a-reason"):
            calling.put_off(deed, meeting_id=council.meeting, starts_at=later, ends_at=None, place="", reason=" ")
    with acting(deeds.jiu()) as deed:
        calling.put_off(deed, meeting_id=council.meeting, starts_at=later, ends_at=None, place="", reason="장소 공사")
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.session_no, meeting.place) == (later, 1, "시청 회의실")
    change = MeetingChange.objects.get()
    assert (change.kind, change.reason) == ("postponed", "장소 공사")
    assert "2026-07-03 10:00" in change.was
    assert Notice.objects.filter(template="meeting-moved").count() == 5
    assert set(MeetingNotice.objects.values_list("round", flat=True)) == {1, 2}


@pytest.mark.django_db
def test_a_meeting_called_off_gives_its_number_back(council, deeds, walk):
    walk("called")
    with acting(deeds.jiu()) as deed:
        calling.call_off(deed, meeting_id=council.meeting, reason="성원이 되지 않을 것으로 보임")
        assert Meeting.objects.get().session_no is None
        assert Notice.objects.filter(template="meeting-cancelled").count() == 5
        with pytest.raises(Refused, match="wrong-state"):
            calling.call_off(deed, meeting_id=council.meeting, reason="다시")
        again = planning.plan_meeting(
            deed,
            planning.MeetingIn(body_id=council.body, starts_at=FRIDAY, place="시청"),
            agenda=[ItemIn(title="안건")],
        )
        calling.call_meeting(deed, meeting_id=again)
    assert Meeting.objects.get(pk=again).session_no == 1


@pytest.mark.django_db
def test_a_planned_meeting_called_off_disturbs_nobody(council, deeds):
    with acting(deeds.jiu()) as deed:
        calling.call_off(deed, meeting_id=council.meeting, reason="필요 없음")
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_the_agenda_is_ordered_without_gaps_and_closes_with_the_meeting(council, deeds, walk):
    with acting(deeds.jiu()) as deed:
        ids = [planning.add_item(deed, meeting_id=council.meeting, item=ItemIn(title=f"안건{n}")) for n in (2, 3)]
        planning.move_item(deed, meeting_id=council.meeting, item_id=ids[1], up=True)
        planning.move_item(deed, meeting_id=council.meeting, item_id=ids[0], up=False)
        assert list(AgendaItem.objects.values_list("no", "title")) == [
            (1, "신규 사업 후보"),
            (2, "안건3"),
            (3, "안건2"),
        ]
        planning.take_item_off(deed, meeting_id=council.meeting, item_id=ids[1])
        assert list(AgendaItem.objects.values_list("no", "title")) == [(1, "신규 사업 후보"), (2, "안건2")]
        with pytest.raises(Refused, match="item-not-found"):
            planning.move_item(deed, meeting_id=council.meeting, item_id=ids[1], up=True)
        with pytest.raises(Refused, match="item-has-no-words"):
            planning.add_item(deed, meeting_id=council.meeting, item=ItemIn(title="  "))
    walk("held")
    with acting(deeds.jiu(at=FRIDAY + timedelta(hours=4))) as deed, pytest.raises(Refused, match="agenda-is-closed"):
        planning.add_item(deed, meeting_id=council.meeting, item=ItemIn(title="늦은 안건"))


@pytest.mark.django_db
def test_open_things_head_the_agenda_and_stand_on_it_once(council, deeds):
    from chomchom.council.models import Action
    from chomchom.outreach.models import Deficit

    base = {"body_id": council.body, "raised_at": MONDAY, "raised_by": id_of("최지우")}
    whole = Action.objects.create(text="다 적힌 일", owner_name="담당자", due_on=date(2026, 7, 10), **base)
    bare = Action.objects.create(text="임자 없는 일", **base)
    Deficit.objects.create(
        idem_key=id_of("d"), need="meals", dong="4127151000", over_criteria=True, occurred_on=MONDAY.date(),
        by=id_of("최지우"), at=MONDAY,
    )  # fmt: skip
    with acting(deeds.jiu()) as deed:
        found = proposals(deed, council.meeting)
        assert [one.origin_id for one in found[:2]] == [bare.pk, whole.pk]
        assert found[0].why == "할 일 · 담당 없음 · 기한 없음"
        assert found[2].origin is ItemOrigin.DEFICIT
        planning.add_item(
            deed,
            meeting_id=council.meeting,
            item=ItemIn(title=found[0].title, origin=found[0].origin, origin_id=found[0].origin_id),
        )
        assert bare.pk not in [one.origin_id for one in proposals(deed, council.meeting)]
        with pytest.raises(Refused, match="already-on-agenda"):
            planning.add_item(
                deed, meeting_id=council.meeting, item=ItemIn(title="또", origin=ItemOrigin.ACTION, origin_id=bare.pk)
            )
    with acting(deeds(Role.COUNCIL_MEMBER, name="강마루")) as deed, pytest.raises(Refused):
        proposals(deed, council.meeting)
