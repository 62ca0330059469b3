"""Papers to take along, a member's calendar, and the notice under its link."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from chomchom.council.actions import calling, feeds
from chomchom.council.models import Attendance, CalendarFeed, Seat
from chomchom.council.papers import Form
from chomchom.council.reads.feeds import feed
from chomchom.council.reads.sheets import Sheet, sheet
from chomchom.council.rules import sheets as rules
from chomchom.council.rules.bodies import SeatRole
from chomchom.formats.documents import rows_of
from chomchom.formats.hwpx import read_hwpx
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.notices.models import Notice
from chomchom.store.acting import acting
from tests.council.hall import FRIDAY, PEOPLE

AFTER = FRIDAY + timedelta(hours=4)
RATES = rules.Rates(won=100_000, hours=2, more_won=50_000)


def person(mark: str = "present", **more) -> rules.Person:
    kept = {"role": SeatRole.MEMBER, "proxy": "", "public_officer": False} | more
    return rules.Person(name="가", organisation="복지관", mark=mark, **kept)


@pytest.mark.parametrize(
    ("who", "minutes", "won", "why"),
    [
        (person(), 120, 100_000, ""),
        (person(), 121, 150_000, ""),
        (person(public_officer=True), 121, 0, "officer"),
        (person("proxy", proxy="나"), 60, 0, "proxy"),
        (person("absent"), 60, 0, "away"),
        (person("excused"), 60, 0, "away"),
        (person("written"), 60, 0, "written"),
        (person(""), 60, 0, "away"),
    ],
)
def test_an_allowance_is_for_members_who_came_in_person_and_are_no_officers(who, minutes, won, why):
    found = rules.allowance(who, RATES, minutes=minutes)
    assert (found.won, found.why) == (won, why)


def test_the_sheet_of_allowances_adds_up_and_leaves_guests_out():
    head = rules.Head(title="분과", creator="협의체", starts=datetime(2026, 7, 3, 10, tzinfo=SEOUL), ends=None,
                      place="시청", written=False)  # fmt: skip
    people = [person(), person(), person(public_officer=True), person(role=SeatRole.GUEST)]
    rows = rows_of(rules.allowances(head, people, RATES, minutes=0, source="예산").blocks)
    assert ["합계", "", "", "200,000", "", ""] in rows
    assert sum(row[1] == "가" for row in rows if len(row) == 6) == 3
    assert ["회의일시", "2026. 7. 3.(금) 10:00"] in rows


@pytest.mark.django_db
@pytest.mark.parametrize("form", [Form.HWPX, Form.PDF])
def test_papers_are_files_an_office_opens(council, deeds, walk, form):
    walk("held")
    Seat.objects.filter(person_name="도담별").update(public_officer=True)
    with acting(deeds.jiu(at=AFTER)) as deed:
        made = {which: sheet(deed, meeting_id=council.meeting, which=which, form=form) for which in Sheet}
        again = sheet(deed, meeting_id=council.meeting, which=Sheet.SIGNATURES, form=form)
    assert made[Sheet.SIGNATURES] == again
    if form is Form.PDF:
        assert all(content.startswith(b"%PDF-") for content in made.values())
        return
    notice = rows_of(read_hwpx(made[Sheet.NOTICE]).blocks)
    assert ["1", "신규 사업 후보"] in notice
    signed = rows_of(read_hwpx(made[Sheet.SIGNATURES]).blocks)
    assert ["1", "강마루", "푸른언덕복지관", "위원장", "", ""] in signed
    assert sum(row[-1] == "불참" for row in signed) == 1
    paid = {row[1]: (row[3], row[5]) for row in rows_of(read_hwpx(made[Sheet.ALLOWANCES]).blocks) if len(row) == 6}
    assert paid["도담별"] == ("0", "공무원")
    assert paid["강마루"] == ("100,000", "")
    assert "반여울" not in paid


@pytest.mark.django_db
def test_papers_wait_for_what_they_need_and_are_the_office_s(council, deeds, walk):
    with acting(deeds.jiu()) as deed, pytest.raises(Refused, match="sheet-needs-a-list"):
        sheet(deed, meeting_id=council.meeting, which=Sheet.SIGNATURES, form=Form.HWPX)
    walk("called")
    with acting(deeds.jiu()) as deed, pytest.raises(Refused, match="sheet-needs-the-meeting"):
        sheet(deed, meeting_id=council.meeting, which=Sheet.ALLOWANCES, form=Form.HWPX)
    for spoiled in (deeds(Role.COUNCIL_MEMBER, name="강마루"), deeds.head()):
        with acting(spoiled) as deed, pytest.raises(Refused, match="council-office-only"):
            sheet(deed, meeting_id=council.meeting, which=Sheet.NOTICE, form=Form.HWPX)


# calendar


def events(content: bytes) -> list:
    return [part for part in Calendar.from_ical(content).walk() if part.name == "VEVENT"]


@pytest.mark.django_db
def test_a_member_s_calendar_holds_called_meetings_and_no_names(council, deeds, walk):
    with acting(deeds(Role.COUNCIL_MEMBER, name="강마루")) as deed:
        token = feeds.make_feed(deed)
        assert events(feed(deed, token)) == []
    walk("called")
    with acting(deeds.jiu()) as deed:
        content = feed(deed, token)
    (event,) = events(content)
    assert event["summary"] == "통합사례관리분과 2026년 1차"
    assert event["dtstart"].dt == FRIDAY
    assert event["dtend"].dt == FRIDAY + timedelta(hours=2)
    assert event["location"] == "시청 회의실"
    assert event["status"] == "CONFIRMED"
    words = content.decode()
    assert not [name for name, *_ in PEOPLE if name in words]
    assert "신규 사업 후보" not in words
    assert "ATTENDEE" not in words


@pytest.mark.django_db
def test_a_change_reaches_calendars_as_a_newer_version(council, deeds, walk):
    walk("called")
    with acting(deeds(Role.COUNCIL_MEMBER, name="강마루")) as deed:
        token = feeds.make_feed(deed)
        (before,) = events(feed(deed, token))
    with acting(deeds.jiu()) as deed:
        calling.put_off(
            deed,
            meeting_id=council.meeting,
            starts_at=FRIDAY + timedelta(days=7),
            ends_at=None,
            place="",
            reason="공사",
        )
        (after,) = events(feed(deed, token))
        assert after["uid"] == before["uid"]
        assert after["sequence"] > before["sequence"]
        assert after["dtstart"].dt == FRIDAY + timedelta(days=7)
        calling.call_off(deed, meeting_id=council.meeting, reason="취소")
        (off,) = events(feed(deed, token))
    assert off["status"] == "CANCELLED"


@pytest.mark.django_db
def test_an_address_is_hashed_replaced_and_taken_back(council, deeds):
    with acting(deeds(Role.COUNCIL_MEMBER, name="강마루")) as deed:
        old = feeds.make_feed(deed)
        new = feeds.make_feed(deed)
        assert old != new
        assert len(new) >= 43
        assert not CalendarFeed.objects.filter(digest=new.encode()).exists()
        with pytest.raises(Refused, match="calendar-unknown"):
            feed(deed, old)
        feed(deed, new)
        feeds.end_feed(deed)
        for token in (new, "", "x" * 43):
            with pytest.raises(Refused, match="calendar-unknown"):
                feed(deed, token)
        with pytest.raises(Refused, match="calendar-unknown"):
            feeds.end_feed(deed)
    with (
        acting(deeds(Role.COUNCIL_MEMBER, name="자리없음")) as deed,
        pytest.raises(Refused, match="calendar-needs-a-seat"),
    ):
        feeds.make_feed(deed)


@pytest.mark.django_db
def test_the_calendar_s_page_shows_the_address_once(come_in, council, walk):
    walk("called")
    member = come_in(Role.COUNCIL_MEMBER, name="강마루")
    assert "달력 주소 만들기" in member.get("/council/calendar/").content.decode()
    shown = member.post("/council/calendar/").content.decode()
    path = re.search(r"/council/calendar/[\w-]{43}\.ics", shown)[0]
    assert path not in member.get("/council/calendar/").content.decode()
    answer = Client().get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Referrer-Policy"] == "same-origin"
    assert len(events(answer.content)) == 1
    member.post("/council/calendar/end/")
    assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_whoever_has_no_account_reads_the_notice_under_a_link(council, walk, client):
    walk("called")
    secret = Notice.objects.filter(template="meeting-called", account_id=None).first().secret
    shown = client.get(secret).content.decode()
    assert "2026. 7. 3.(금) 10:00~12:00" in shown
    assert "신규 사업 후보" in shown
    assert not [name for name, *_ in PEOPLE if name in shown]
    assert client.get("/council/notice/" + "x" * 43 + "/").status_code == 404
    assert Attendance.objects.exclude(mark="").count() == 0


@pytest.mark.django_db
def test_files_are_sent_to_the_office_only(come_in, council, walk):
    walk("held")
    path = f"/council/meetings/{council.meeting}/paper/"
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    answer = office.get(path + "signatures.hwpx")
    assert answer["Content-Disposition"] == 'attachment; filename="signatures.hwpx"'
    assert answer.content.startswith(b"PK")
    for wrong in ("everything.hwpx", "signatures.exe", "signatures.html"):
        assert office.get(path + wrong).status_code == 404
    assert come_in(Role.COUNCIL_MEMBER, name="강마루").get(path + "signatures.hwpx").status_code == 403
