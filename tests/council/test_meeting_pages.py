"""The pages of bodies and meetings: who comes in, what a press does, and how much the database is asked."""

from __future__ import annotations

import pytest
from django.urls import reverse

from chomchom.council.models import Action, Attendance, Meeting, MeetingNotice, Seat
from chomchom.kernel.roles import Role
from chomchom.notices.models import Notice
from tests.conftest import MONDAY, id_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(come_in):
    return come_in(Role.COUNCIL_OFFICE, name="최지우")


def text(answer) -> str:
    return answer.content.decode()


def url(name: str, council, *more) -> str:
    return reverse(f"council:{name}", args=[council.meeting, *more])


def test_the_office_walks_a_meeting_through_its_pages(office, council, freeze):
    assert "알림 기한" in text(office.get(url("meeting", council)))
    assert "회의를 서면으로 알려 주세요" in text(office.get("/council/"))
    called = office.post(url("call", council), follow=True)
    assert "5명에게 알렸습니다" in text(called)
    assert "1명은 직접 알려 주세요" in text(called)
    assert "직접 알렸음" in text(called)
    notice = MeetingNotice.objects.get(told_at=None)
    assert office.post(url("told", council, notice.pk)).status_code == 302
    from datetime import timedelta

    from tests.council.hall import FRIDAY

    freeze(FRIDAY + timedelta(hours=3))
    marking = text(office.get(url("attendance", council)))
    assert "아직 성원이 되지 않았습니다" in marking
    rows = list(Attendance.objects.filter(meeting_id=council.meeting))
    sent = {f"row-{row.pk}": "1" for row in rows} | {f"mark-{row.pk}": "present" for row in rows}
    sent |= {f"mark-{rows[1].pk}": "absent", f"category-{rows[1].pk}": "health", f"reason-{rows[1].pk}": "병가"}
    marked = text(office.post(url("mark", council), sent, follow=True))
    assert "위원 5명. 참석 4명 ÷ 5명 = 80.0%" in marked
    assert "병가" in marked
    held = office.post(url("hold", council), {"chair_name": "강마루", "writer_name": "최지우"}, follow=True)
    assert "회의를 마쳤습니다" in text(held)
    assert "회의록을 쓰기 시작해 주세요" in text(office.get("/council/"))
    assert office.post(url("draft", council)).status_code == 302
    assert "결재 돌리기" in text(office.get(url("meeting", council)))
    assert office.post(url("circulate", council)).status_code == 302
    assert "담당 최지우 결재를 기다립니다" in text(office.get("/council/"))
    signed = text(office.post(url("approve", council), follow=True))
    assert "다음 결재자에게 알렸습니다" in signed
    assert "사무국장" in signed


def test_the_pages_of_bodies(office, council):
    listed = text(office.get(reverse("council:bodies")))
    assert "통합사례관리분과" in listed
    page = reverse("council:body", args=[council.body])
    shown = text(office.get(page))
    assert "m1@example.kr" in shown
    assert "담당 (최지우)" in shown
    seat = {"person_name": "소나기", "kind": "appointed", "role": "member", "starts_on": "2026-06-22", "gender": "man"}
    assert office.post(reverse("council:seat_new", args=[council.body]), seat).status_code == 302
    assert Seat.objects.get(person_name="소나기").ends_on.isoformat() == "2028-06-21"
    again = office.post(reverse("council:seat_new", args=[council.body]), seat)
    assert again.status_code == 409
    assert "이미 이 협의체에" in text(again)
    assert (
        office.post(reverse("council:seat_end", args=[council.seats["노을빛"]]), {"last_day": "2026-06-30"}).status_code
        == 302
    )
    assert "노을빛" not in text(office.get(page + "?on=2026-07-01")).split("지난 자리")[0]
    assert "노을빛" in text(office.get(page + "?on=2026-06-30")).split("지난 자리")[0]
    assert office.get(page + "?on=never").status_code == 200
    for name in ("counting", "line", "seat_new"):
        assert office.get(reverse(f"council:{name}", args=[council.body])).status_code == 200


def test_a_member_sees_the_agenda_and_not_who_came(come_in, council, walk):
    walk("circulated")
    member = come_in(Role.COUNCIL_MEMBER, name="강마루")
    page = text(member.get(url("meeting", council)))
    assert "신규 사업 후보" in page
    assert "결재 돌리기" not in page
    assert "직접" not in page
    assert "결재가 끝난 뒤에" in text(member.get(url("attendance", council)))
    assert member.post(url("approve", council)).status_code == 404
    Action.objects.create(
        body_id=council.body, text="명단 보내기", owner_seat_id=council.seats["강마루"], due_on=MONDAY.date(),
        raised_at=MONDAY, raised_by=id_of("최지우"),
    )  # fmt: skip
    home = text(member.get("/council/"))
    assert "명단 보내기" in home
    assert "통합사례관리분과" in home
    assert "내 자리" in home


def test_only_a_planned_meeting_is_hidden_from_members(come_in, council, walk):
    member = come_in(Role.COUNCIL_MEMBER, name="강마루")
    assert member.get(url("meeting", council)).status_code == 404
    walk("called")
    told = Notice.objects.get(account_id=id_of("강마루"))
    assert told.read_at is None
    assert member.get(url("meeting", council)).status_code == 200
    told.refresh_from_db()
    assert told.read_at is not None


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.DESK, Role.RESEARCHER])
@pytest.mark.parametrize("name", ["call", "circulate", "publish", "draft", "mark", "call_off"])
def test_presses_of_the_office_are_the_office_s(come_in, council, role, name):
    assert come_in(role, name=f"아무개{role}").post(url(name, council)).status_code == 403


def test_the_office_sees_a_reason_and_a_reader_does_not(office, come_in, council, walk):
    walk("published")
    row = Attendance.objects.filter(meeting_id=council.meeting, mark="absent").get()
    row.absence_category, row.absence_reason = "health", "허리 수술"
    row.save()
    assert "허리 수술" in text(office.get(url("attendance", council)))
    reader = come_in(Role.RESEARCHER, name="연구")
    shown = text(reader.get(url("attendance", council)))
    assert "불참" in shown
    assert "허리 수술" not in shown
    assert "건강" not in shown


def test_pages_ask_the_database_the_same_for_one_and_for_thirty(office, council, walk):
    walk("called")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert office.get(path).status_code == 200
        return len(seen)

    paths = [
        "/council/",
        reverse("council:meetings"),
        reverse("council:bodies"),
        url("meeting", council),
        url("attendance", council),
        reverse("council:body", args=[council.body]),
    ]
    for path in paths:
        office.get(path)
    few = [asked(path) for path in paths]
    meeting = Meeting.objects.get(pk=council.meeting)
    seats = [
        Seat(
            body_id=council.body,
            person_name=f"이름{n}",
            kind="appointed",
            role="member",
            starts_on="2026-06-22",
            ends_on="2028-06-21",
            created_at=meeting.created_at,
        )
        for n in range(30)
    ]
    Seat.objects.bulk_create(seats)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, order=100 + n, seat=seat, name=seat.person_name) for n, seat in enumerate(seats)
    )
    Meeting.objects.bulk_create(
        Meeting(
            body_id=council.body,
            year=2026,
            title=f"회의{n}",
            starts_at=meeting.starts_at,
            state="planned",
            created_by=id_of("최지우"),
            created_at=meeting.created_at,
        )
        for n in range(29)
    )
    assert [asked(path) for path in paths] == few


def test_a_city_without_bodies_is_not_said_to_keep_the_ordinance(office):
    page = text(office.get("/council/bodies/"))
    assert "아직 협의체가 없습니다" in page
    assert "모든 협의체가 조례대로입니다" not in page
    assert "대표협의체부터 넣어 주세요" in page
