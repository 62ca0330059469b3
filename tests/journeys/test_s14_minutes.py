"""S14: the subcommittee's notice on Friday morning, who came, the line, and the public page. Only pages are pressed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from chomchom.accounts.models import Account, Posting
from chomchom.council.models import Attendance, Body, Meeting, MeetingNotice, Seat
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.roles import Role
from chomchom.notices.models import Notice
from tests.conftest import MONDAY, id_of

pytestmark = pytest.mark.django_db

# --- the notice, who came, and the line (council-body) ---

NOTICE_DAY = datetime(2026, 6, 26, 10, 30, tzinfo=SEOUL)
MEETING = datetime(2026, 7, 3, 10, 0, tzinfo=SEOUL)
SIGNERS = (
    ("담당", "최지우", Role.COUNCIL_OFFICE),
    ("사무국장", "배로운", Role.CITY_OFFICER),
    ("실무위원장", "윤새론", Role.COUNCIL_MEMBER),
    ("대표위원장", "오세빈", Role.TEAM_HEAD),
)
MEMBERS, GUESTS = 20, 6


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def people(db, freeze) -> dict[str, Client]:
    """A client for everyone of the line, each in the role they work in."""
    freeze(NOTICE_DAY)
    found = {}
    for _title, name, role in SIGNERS:
        account = Account.objects.create(
            id=id_of(name), login=f"s14-{id_of(name).hex[:12]}", display_name=name, created_at=MONDAY
        )
        Posting.objects.create(
            account=account, role=role, whole_city=True, areas=[], from_on=MONDAY.date() - timedelta(days=300),
            given_by=account.pk, given_at=MONDAY,
        )  # fmt: skip
        found[name] = Client()
        found[name].force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return found


def seat(office: Client, body: Body, name: str, role: str, **more: str) -> None:
    sent = {"person_name": name, "kind": "appointed", "role": role, "starts_on": "2026-06-01"} | more
    assert office.post(f"/council/bodies/{body.pk}/seats/new/", sent).status_code == 302


@pytest.fixture
def subcommittee(people) -> Body:
    """The subcommittee of the study: 20 members and 6 who do not count, set up by its office through the pages."""
    office = people["최지우"]
    office.post(
        "/council/bodies/new/", {"kind": "subcommittee", "name": "통합사례관리분과", "founded_on": "2026-01-05"}
    )
    body = Body.objects.get()
    for number in range(MEMBERS):
        account = {"account_id": str(id_of("윤새론"))} if number == 0 else {}
        name = "윤새론" if number == 0 else f"위원{number:02}"
        seat(
            office, body, name, "chair" if number == 0 else "member", gender="woman" if number % 2 else "man", **account
        )
    for number in range(GUESTS):
        seat(office, body, f"배석{number}", "observer", kind="ex_officio")
    office.post(
        f"/council/bodies/{body.pk}/counting/",
        {"counted": ["chair", "vice_chair", "member"], "from_on": "2026-01-05", "source": "분과 운영세칙 제7조"},
    )
    line = {f"title_{n}": title for n, (title, _, _) in enumerate(SIGNERS, start=1)}
    line |= {f"account_{n}": str(id_of(name)) for n, (_, name, _) in enumerate(SIGNERS, start=1)}
    assert office.post(f"/council/bodies/{body.pk}/line/", line).status_code == 302
    return body


def plan(office: Client, body: Body) -> Meeting:
    """Plan the meeting of 3 July with an agenda of one item."""
    planned = {
        "body_id": str(body.pk), "starts_at": "2026-07-03T10:00", "ends_at": "2026-07-03T12:00",
        "place": "시청 제3별관", "mode": "together",
    }  # fmt: skip
    assert office.post("/council/meetings/new/", planned).status_code == 302
    meeting = Meeting.objects.get()
    office.post(f"/council/meetings/{meeting.pk}/agenda/", {"title": "신규 사업 후보와 지표"})
    return meeting


def attend(office: Client, meeting: Meeting, *, present: int) -> str:
    """Mark the list on the tablet: so many members present, the rest away, one of them ill."""
    sent: dict[str, str] = {}
    rows = list(Attendance.objects.filter(meeting=meeting).order_by("order"))
    members = [row for row in rows if row.counts_in_rate]
    for row in rows:
        away = row in members[present:]
        sent |= {f"row-{row.pk}": "1", f"mark-{row.pk}": "absent" if away else "present"}
    ill = members[-1].pk
    sent |= {f"category-{ill}": "health", f"reason-{ill}": "병가"}
    return text(office.post(f"/council/meetings/{meeting.pk}/attendance/mark/", sent, follow=True))


def test_s14_from_the_notice_to_approved_minutes(people, subcommittee, freeze):
    office = people["최지우"]
    meeting = plan(office, subcommittee)
    page = f"/council/meetings/{meeting.pk}/"

    shown = text(office.get(page))
    assert "2026. 6. 27.(토)" in shown  # by the ordinance
    assert "2026. 6. 26.(금)에 알립니다" in shown  # in practice
    called = text(office.post(f"{page}call/", follow=True))
    assert "기한 안" in called
    assert "25명은 직접 알려 주세요" in called
    assert Notice.objects.get(template="meeting-called").account_id == id_of("윤새론")
    for waiting in MeetingNotice.objects.filter(told_at=None):
        office.post(f"{page}told/{waiting.pk}/")
    assert "직접 알려 주세요" not in text(office.get("/council/"))

    freeze(MEETING + timedelta(hours=2, minutes=5))
    marked = attend(office, meeting, present=13)
    assert "명단 26명 − 세지 않는 6명 = 위원 20명. 참석 13명 ÷ 20명 = 65.0%. 성원은 11명입니다." in marked
    assert "성원이 되었습니다" in marked
    office.post(f"{page}hold/", {"chair_name": "윤새론", "writer_name": "최지우"})

    office.post(f"{page}draft/")
    office.post(f"{page}circulate/")
    others = [name for _, name, _ in SIGNERS]
    for turn, (_title, name, _role) in enumerate(SIGNERS):
        for early in others[turn + 1 :]:
            assert people[early].post(f"{page}approve/").status_code == 403
        assert people[name].post(f"{page}approve/").status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "approved"
    done = text(office.get(page))
    assert done.count("2026. 7. 3.(금) 12:05") >= 4  # who signed when
    assert "결재가 끝난 회의록을 공개해 주세요" in text(office.get("/council/"))


def test_s14_a_reason_of_health_stays_with_the_office(people, subcommittee, freeze):
    office = people["최지우"]
    meeting = plan(office, subcommittee)
    office.post(f"/council/meetings/{meeting.pk}/call/")
    freeze(MEETING + timedelta(hours=2))
    assert "병가" in attend(office, meeting, present=13)
    Meeting.objects.update(state="approved")
    for name in ("윤새론", "오세빈"):
        shown = text(people[name].get(f"/council/meetings/{meeting.pk}/attendance/"))
        assert "불참" in shown
        assert "병가" not in shown
        assert "건강" not in shown


def test_s14_a_notice_sent_too_late_says_so(people, subcommittee, freeze):
    office = people["최지우"]
    meeting = plan(office, subcommittee)
    freeze(datetime(2026, 6, 29, 9, 0, tzinfo=SEOUL))
    assert "지남" in text(office.get("/council/"))
    assert "2일 늦음" in text(office.post(f"/council/meetings/{meeting.pk}/call/", follow=True))
    assert Seat.objects.count() == MEMBERS + GUESTS


# --- the papers: what is read, written and published (council-papers) ---
