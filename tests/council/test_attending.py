"""Who came: counting by the written rule, marks, and printed rates that do not follow from their rule."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chomchom.council.actions import attendance as acts
from chomchom.council.actions import bodies
from chomchom.council.actions.attendance import HeldIn, MarkIn
from chomchom.council.models import Attendance, Meeting, StatedAttendance
from chomchom.council.reads.attendance import people
from chomchom.council.rules import attending as rules
from chomchom.council.rules.attending import Came
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.rules.counting import rate
from chomchom.council.rules.meetings import AbsenceCategory, Mark
from chomchom.council.rules.shape import Stated
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.store.acting import acting
from tests.conftest import MONDAY, id_of
from tests.council.hall import FRIDAY

AFTER = FRIDAY + timedelta(hours=3)


def row(mark: str, *, counts: bool = True, body: str = "복지관") -> Came:
    return Came(name="가", organisation=body, counts=counts, mark=mark)


def count(rows, *, proxy_counts: bool = True) -> rules.Count:
    return rules.count(rows, over=1, of=2, proxy_counts=proxy_counts)


def test_the_arithmetic_of_the_study_26_listed_6_left_out_13_of_20():
    rows = [row("present")] * 13 + [row("absent")] * 7 + [row("present", counts=False)] * 6
    found = count(rows)
    assert (found.listed, found.not_counted, found.members, found.present) == (26, 6, 20, 13)
    assert (found.rate, found.quorum, found.reached) == (65.0, 11, True)


@pytest.mark.parametrize(("members", "needed"), [(0, 0), (1, 1), (2, 2), (10, 6), (11, 6), (20, 11), (21, 11)])
def test_a_quorum_is_more_than_half(members, needed):
    assert rules.quorum(members, over=1, of=2) == needed


def test_ten_of_twenty_are_not_enough_and_nobody_is_no_quorum():
    assert not count([row("present")] * 10 + [row("absent")] * 10).reached
    assert count([row("present")] * 11 + [row("absent")] * 9).reached
    assert not count([]).reached
    assert count([]).rate is None


def test_proxies_count_only_where_the_rule_says_so_and_written_answers_always():
    rows = [row("present"), row("proxy"), row("written"), row("excused")]
    assert count(rows).present == 3
    assert count(rows, proxy_counts=False).present == 2
    assert count(rows).proxies == 1


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    marks=st.lists(st.tuples(st.sampled_from([*map(str, Mark), ""]), st.booleans()), max_size=25),
    proxies=st.booleans(),
)
def test_a_count_adds_up_whatever_was_marked(marks, proxies):
    found = count([row(mark, counts=counts) for mark, counts in marks], proxy_counts=proxies)
    assert found.listed == found.members + found.not_counted == len(marks)
    assert 0 <= found.present <= found.members - found.unmarked
    assert found.rate == rate(found.present, found.members)
    assert found.reached == (found.present * 2 > found.members)


def test_what_would_explain_a_printed_rate_is_offered_by_the_reader_s_own_rule():
    rows = [row("present", body="복지관")] * 3 + [row("absent", body="자활")] * 2 + [row("present", body="연구소")] * 2
    offers = rules.offers(rows, Stated(members=5, present=3, rate_percent=60.0, rule=""), proxy_counts=True)
    assert [way.excluded for way in offers if way.matches_stated] == [["연구소"]]


# actions


def marks_of(council) -> list[MarkIn]:
    return [
        MarkIn(row_id=row.pk, mark=Mark.PRESENT)
        for row in Attendance.objects.filter(meeting_id=council.meeting).order_by("order")
    ]


def row_of(name: str) -> Attendance:
    return Attendance.objects.get(name=name)


@pytest.mark.django_db
def test_a_part_of_the_list_may_be_written_and_the_rest_stays_open(council, deeds, walk):
    walk("called")
    with acting(deeds.jiu(at=AFTER)) as deed:
        acts.mark(deed, meeting_id=council.meeting, marks=marks_of(council)[:2])
        shown = people(deed, council.meeting)
        assert shown.count.unmarked == 3
        with pytest.raises(Refused, match="attendance-unmarked"):
            acts.hold(deed, meeting_id=council.meeting, held=HeldIn(ends_at=None, chair_name="가", writer_name=""))
    assert Meeting.objects.get().state == "called"


@pytest.mark.django_db
def test_a_reason_is_sealed_and_never_in_the_ledger(council, deeds, walk, owner):
    walk("called")
    sick = MarkIn(row_id=row_of("노을빛").pk, mark=Mark.ABSENT, category=AbsenceCategory.HEALTH, reason="허리 수술")
    with acting(deeds.jiu(at=AFTER)) as deed:
        acts.mark(deed, meeting_id=council.meeting, marks=[sick])
    assert row_of("노을빛").absence_reason == "허리 수술"
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT absence_reason FROM council_attendance WHERE name = '노을빛'")
        assert "허리".encode() not in bytes(cursor.fetchone()[0])
    assert all("허리" not in str(entry.payload) for entry in Entry.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ({"mark": Mark.PROXY}, "proxy-needs-a-name"),
        ({"mark": Mark.PRESENT, "category": AbsenceCategory.WORK}, "absence-but-came"),
        ({"mark": Mark.PRESENT, "row_id": id_of("nowhere")}, "attendance-row-unknown"),
    ],
)
def test_a_wrong_row_is_refused(council, deeds, walk, spoiled, code):
    walk("called")
    with acting(deeds.jiu(at=AFTER)) as deed, pytest.raises(Refused, match=code):
        acts.mark(deed, meeting_id=council.meeting, marks=[MarkIn(**{"row_id": row_of("노을빛").pk, **spoiled})])


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["planned", "circulated", "approved", "published", "cancelled"])
def test_the_list_closes_when_minutes_go_round(council, deeds, walk, state):
    walk("called")
    Meeting.objects.update(state=state)
    with acting(deeds.jiu(at=AFTER)) as deed, pytest.raises(Refused, match="attendance-is-closed"):
        acts.mark(deed, meeting_id=council.meeting, marks=marks_of(council))


@pytest.mark.django_db
def test_a_meeting_is_not_over_before_it_began(council, deeds, walk):
    walk("called")
    with acting(deeds.jiu(at=FRIDAY - timedelta(minutes=1))) as deed:
        acts.mark(deed, meeting_id=council.meeting, marks=marks_of(council))
        with pytest.raises(Refused, match="meeting-not-yet"):
            acts.hold(deed, meeting_id=council.meeting, held=HeldIn(ends_at=None, chair_name="가", writer_name=""))


@pytest.mark.django_db
def test_a_meeting_without_quorum_is_recorded_as_one(council, deeds, walk):
    walk("called")
    with acting(deeds.jiu(at=AFTER)) as deed:
        away = [MarkIn(row_id=one.row_id, mark=Mark.ABSENT) for one in marks_of(council)]
        acts.mark(deed, meeting_id=council.meeting, marks=away)
        acts.hold(deed, meeting_id=council.meeting, held=HeldIn(ends_at=None, chair_name="가", writer_name=""))
    event = Entry.objects.get(tag="council:meeting:held").payload
    assert (event["members"], event["present"], event["quorum"], event["reached"]) == (5, 0, 3, False)


@pytest.mark.django_db
def test_a_guest_counts_only_where_the_body_wrote_so(council, deeds, walk):
    with acting(deeds.jiu()) as deed:
        bodies.set_attendance_rule(
            deed, body_id=council.body, counted=[SeatRole.CHAIR, SeatRole.MEMBER, SeatRole.OBSERVER],
            from_on=MONDAY.date(), source="분과 운영세칙 제7조",
        )  # fmt: skip
    walk("called")
    with acting(deeds.jiu(at=AFTER)) as deed:
        acts.add_attendee(deed, meeting_id=council.meeting, name="배석자", organisation="", role=SeatRole.OBSERVER)
        acts.add_attendee(deed, meeting_id=council.meeting, name="초청자", organisation="", role=SeatRole.GUEST)
    assert row_of("배석자").counts_in_rate
    assert not row_of("초청자").counts_in_rate


@pytest.mark.django_db
def test_a_printed_rate_is_a_question_until_somebody_answers(council, deeds, walk):
    walk("held")
    StatedAttendance.objects.create(
        meeting_id=council.meeting, members=4, present=4, rate_percent=100, rule="사무국 제외"
    )
    with acting(deeds.jiu(at=AFTER)) as deed:
        shown = people(deed, council.meeting)
        assert (shown.count.members, shown.count.present) == (5, 4)
        ways = [set(offer.bodies) for offer in shown.question.offers]
        assert {"협의체 사무국", "두레자활"} in ways
        with pytest.raises(Refused, match="exclusion-not-offered"):
            acts.agree_exclusions(deed, meeting_id=council.meeting, excluded=["푸른언덕복지관"])
        assert people(deed, council.meeting).count.members == 5
        acts.agree_exclusions(deed, meeting_id=council.meeting, excluded=["협의체 사무국", "두레자활"])
        after = people(deed, council.meeting)
    assert (after.count.members, after.count.present, after.rate) == (4, 4, "100.0")
    assert after.question.agreed == ("협의체 사무국", "두레자활")
    assert StatedAttendance.objects.get().agreed_by == id_of("최지우")


@pytest.mark.django_db
def test_a_printed_rate_that_follows_asks_nothing(council, deeds, walk):
    walk("held")
    StatedAttendance.objects.create(meeting_id=council.meeting, members=5, present=4, rate_percent=80)
    with acting(deeds.jiu(at=AFTER)) as deed:
        assert people(deed, council.meeting).question is None
