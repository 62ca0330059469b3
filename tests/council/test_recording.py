"""Minutes become records in one transaction, and records the same minutes again."""

from __future__ import annotations

import threading
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from chomchom.council.actions import readings, recording
from chomchom.council.actions.second_versions import finish, take_over
from chomchom.council.models import (
    Action,
    AgendaItem,
    Attendance,
    Body,
    Decision,
    Meeting,
    MinutesFrame,
    Opinion,
    Reading,
    Seat,
    StatedAttendance,
)
from chomchom.council.papers import content_of, minutes_of, paper_of
from chomchom.council.recorded import differing, records_of
from chomchom.council.rules.paper import FromRecords, write_minutes
from chomchom.council.rules.records import to_minutes, to_records
from chomchom.formats.hwpx import lint, write_hwpx
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.store.acting import acting
from tests.conftest import MONDAY
from tests.council import twin
from tests.council.test_papers import VARIANTS
from tests.council.test_reading import REAL
from tests.council.test_records import said


def make_body(name: str = "이웃돌봄분과") -> Body:
    return Body.objects.create(kind="subcommittee", name=name, founded_on=date(2020, 1, 1), created_at=MONDAY)


def bring(deeds, content: bytes, body: Body | None, name: str = "회의록.txt") -> UUID:
    with acting(deeds.jiu()) as deed:
        reading_id = readings.bring_in(deed, filename=name, content=content)[0]
        if body is not None:
            readings.choose_body(deed, reading_id=reading_id, body_id=body.pk)
    return reading_id


def recorded(deeds, content: bytes = twin.FULL.encode(), body: Body | None = None) -> Meeting:
    reading_id = bring(deeds, content, body or make_body())
    with acting(deeds.jiu()) as deed:
        return Meeting.objects.get(pk=recording.record(deed, reading_id=reading_id))


def plain(records) -> list:
    """Records without what a paper only lays out, and by what they say."""
    return [(one.key, said(one.fields)) for one in records]


@pytest.mark.django_db
def test_minutes_become_records(deeds):
    seat = Seat.objects.create(
        body=make_body(), person_name="나도담", organisation="달빛종합사회복지관", kind="appointed",
        starts_on=date(2026, 1, 1), created_at=MONDAY,
    )  # fmt: skip
    meeting = recorded(deeds, body=seat.body)
    assert (meeting.state, meeting.year, meeting.session_no) == ("draft", 2027, 2)
    assert [step.title for step in meeting.steps.all()] == ["담당", "국장", "분과장", "위원장"]
    assert Attendance.objects.filter(meeting=meeting).count() == 9
    assert Attendance.objects.get(name="나도담").seat == seat
    away = Attendance.objects.get(name="마루솔")
    assert (away.mark, away.absence_category, away.absence_reason) == ("absent", "health", "병가")
    assert (StatedAttendance.objects.get().members, StatedAttendance.objects.get().excluded) == (8, [])
    assert AgendaItem.objects.filter(meeting=meeting, origin="read").count() == 5
    assert Opinion.objects.filter(meeting=meeting, subject="project", code="2-3-2").count() == 6
    assert Opinion.objects.filter(meeting=meeting, subject="issue").count() == 3
    assert Decision.objects.filter(meeting=meeting).count() == 3
    assert Action.objects.filter(decision__isnull=False).count() == 3
    assert Action.objects.filter(decision=None).count() == 2
    assert Action.objects.get(text__startswith="제3차 TF").due_event == "제3차 TF 회의"
    coming = Meeting.objects.get(state="planned")
    assert (coming.starts_at.date(), [item.title for item in coming.agenda.all()]) == (
        date(2027, 4, 1),
        ["후보 정리 등"],
    )
    entry = Entry.objects.get(tag="council:reading:recorded")
    assert entry.payload["meeting_id"] == str(meeting.pk)
    assert Reading.objects.get().meeting == meeting


@pytest.mark.django_db
@pytest.mark.parametrize("variant", VARIANTS)
def test_records_of_the_tables_are_the_papers_and_their_hwpx_reads_back_the_same(deeds, variant):
    text = getattr(twin, variant).replace("분과원 의견\t· 안부", "빈 행\t\n분과원 의견\t· 안부")
    minutes = minutes_of(paper_of(text.encode(), filename="x.txt"))
    meeting = recorded(deeds, text.encode())
    held = records_of(meeting)
    assert plain(held) == plain(to_records(minutes))
    written = write_hwpx(write_minutes(to_minutes(held), form=FromRecords()))
    assert lint(written) == []
    again = minutes_of(paper_of(written, filename="x.hwpx"))
    assert plain(to_records(again)) == plain(held)


@pytest.mark.django_db
def test_the_real_minutes_become_records_and_come_back(deeds):
    if not REAL.exists():
        pytest.skip("the real minutes are not kept with the product")
    minutes = minutes_of(paper_of(content_of(REAL), filename=REAL.name))
    meeting = recorded(deeds, REAL.read_bytes(), make_body("통합사례관리분과"))
    held = records_of(meeting)
    assert plain(held) == plain(to_records(minutes))
    again = minutes_of(paper_of(write_hwpx(write_minutes(to_minutes(held))), filename="x.hwpx"))
    assert plain(to_records(again)) == plain(held)
    assert Meeting.objects.count() == 2
    assert Decision.objects.count() == 8
    assert Action.objects.count() == 10
    assert not Decision.objects.filter(kind=None).exists()


@pytest.mark.django_db
def test_agreed_counting_goes_into_the_list(deeds):
    body = make_body()
    reading_id = bring(deeds, twin.FULL.replace(" / 협의체 사무국 참석률 제외", "").encode(), body)
    with acting(deeds.jiu()) as deed:
        readings.agree_to_offer(deed, reading_id=reading_id, number=0)
        recording.record(deed, reading_id=reading_id)
    office = Attendance.objects.get(name="한가람")
    out = list(Attendance.objects.filter(counts_in_rate=False).values_list("name", flat=True))
    assert len(out) == 1
    assert StatedAttendance.objects.get().excluded
    assert (office.role == "secretariat") == (office.name in out)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "with_body", "code"),
    [
        (twin.FULL, False, "reading-needs-body"),
        (twin.FULL.replace("2027. 3. 4.(목)", "봄날"), True, "reading-needs-day"),
    ],
)
def test_what_cannot_be_recorded_records_nothing(deeds, text, with_body, code):
    reading_id = bring(deeds, text.encode(), make_body() if with_body else None)
    with pytest.raises(Refused, match=code), acting(deeds.jiu()) as deed:
        recording.record(deed, reading_id=reading_id)
    assert Meeting.objects.count() == Opinion.objects.count() == 0


@pytest.mark.django_db
def test_a_fault_half_way_leaves_nothing(deeds, monkeypatch):
    reading_id = bring(deeds, twin.FULL.encode(), make_body())

    def broken(*_, **__):
        raise Refused("no-record-chosen")

    monkeypatch.setattr(recording, "plan_next", broken)
    with pytest.raises(Refused, match="no-record-chosen"), acting(deeds.jiu()) as deed:
        recording.record(deed, reading_id=reading_id)
    tables = (Meeting, Attendance, AgendaItem, Opinion, Decision, Action, MinutesFrame)
    assert [table.objects.count() for table in tables] == [0] * len(tables)
    assert Reading.objects.get().state == "read"


def test_two_who_press_at_once_make_one_meeting(real_db, deeds):
    reading_id = bring(deeds, twin.FULL.encode(), make_body())
    ready, told = threading.Barrier(2), []

    def press() -> None:
        try:
            with acting(deeds.jiu()) as deed:
                ready.wait(timeout=10)
                told.append(str(recording.record(deed, reading_id=reading_id)))
        except Refused as refused:
            told.append(refused.code)
        finally:
            connection.close()

    both = [threading.Thread(target=press) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timeout=60)
    assert "reading-already-recorded" in told
    assert Meeting.objects.exclude(state="planned").count() == 1
    assert len(told) == 2


@pytest.mark.django_db
def test_only_the_office_records(deeds, come_in):
    reading_id = bring(deeds, twin.FULL.encode(), make_body())
    for role in (Role.COUNCIL_MEMBER, Role.TEAM_HEAD):
        with pytest.raises(Refused, match="reading-not-found"), acting(deeds(role)) as deed:
            recording.record(deed, reading_id=reading_id)
    client = come_in(Role.COUNCIL_MEMBER, name="위원")
    assert client.post(reverse("council:reading_record", args=[reading_id])).status_code == 403


# --- a second version -------------------------------------------------------------------------------------------

CHANGED = (
    twin.FULL.replace("회의장소\t달맞이시청 소회의실", "회의장소\t달맞이시청 큰회의실")
    .replace("홍보물 배포율은 110%임.", "홍보물 배포율은 110%임. · 새로 나온 의견임.")
    .replace("○ 의견을 모아 정리함.", "○ 새로 할 일을 정함.")
    .replace("안부 전화 방식을 재설계.", "전화 방식을 다시 봄.")
    .replace("사랑비\t햇살자활센터\tO", "사랑비\t햇살자활센터\tX")
    .replace("바다온", "새로이")
    .replace("5. 향후 계획\n회의내용", "5. 앞으로의 계획\n회의내용")
    .replace("◎ 장소 : 달맞이시청 소회의실", "◎ 장소 : 달맞이시청 큰회의실")
)


@pytest.mark.django_db
def test_a_second_version_changes_nothing_until_somebody_chooses(deeds, come_in):
    meeting = recorded(deeds)
    before = plain(records_of(meeting))
    client = come_in(Role.COUNCIL_OFFICE, name="최지우")
    reading_id = bring(deeds, CHANGED.encode(), meeting.body)
    text = client.get(reverse("council:reading", args=[reading_id])).content.decode()
    assert "이미 있는 기록과의 차이" in text
    assert "달맞이시청 큰회의실" in text
    assert "기록 9" not in text
    assert client.post(reverse("council:reading_record", args=[reading_id])).status_code == 409
    assert plain(records_of(meeting)) == before
    assert client.post(reverse("council:reading_take_over", args=[reading_id])).status_code == 422


@pytest.mark.django_db
def test_each_difference_is_taken_over_alone_and_all_of_them_give_the_new_version(deeds):
    meeting = recorded(deeds)
    reading_id = bring(deeds, CHANGED.encode(), meeting.body)
    keys = [one.key for one in differing(Reading.objects.get(pk=reading_id))[1]]
    assert len(keys) == 10
    for number, name in enumerate(keys, start=1):
        with acting(deeds.jiu()) as deed:
            assert take_over(deed, reading_id=reading_id, keys=[name]) == 1
        left = [one.key for one in differing(Reading.objects.get(pk=reading_id))[1]]
        assert left == keys[number:], name
    minutes = minutes_of(paper_of(CHANGED.encode(), filename="x.txt"))
    said_now = {str(one) for one in plain(records_of(Meeting.objects.get(pk=meeting.pk)))}
    assert said_now == {str(one) for one in plain(to_records(minutes))}
    with acting(deeds.jiu()) as deed:
        assert finish(deed, reading_id=reading_id) == meeting.pk
    assert Meeting.objects.exclude(state="planned").count() == 1
    assert Entry.objects.filter(tag="council:reading:taken-over").count() == 10


@pytest.mark.django_db
def test_circulated_minutes_are_not_changed_by_a_second_version(deeds):
    meeting = recorded(deeds)
    Meeting.objects.filter(pk=meeting.pk).update(state="circulated")
    reading_id = bring(deeds, CHANGED.encode(), meeting.body)
    key = differing(Reading.objects.get(pk=reading_id))[1][0].key
    with pytest.raises(Refused, match="minutes-already-circulated"), acting(deeds.jiu()) as deed:
        take_over(deed, reading_id=reading_id, keys=[key])


def seats_of_one_name(body: Body, *, names=("나도담", "나도담")) -> list[Seat]:
    return [
        Seat.objects.create(
            body=body, person_name=name, organisation=f"기관 {number}", kind="appointed", starts_on=date(2026, 1, 1),
            created_at=MONDAY,
        )
        for number, name in enumerate(names)
    ]  # fmt: skip


@pytest.mark.django_db
def test_two_of_one_name_are_told_apart_by_a_person(deeds, come_in):
    body = make_body()
    first, second = seats_of_one_name(body)
    meeting = recorded(deeds, body=body)
    row = Attendance.objects.get(name="나도담")
    assert row.seat is None
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    address = reverse("council:take_seat", args=[meeting.pk, row.pk])
    page = office.get(reverse("council:attendance", args=[meeting.pk])).content.decode()
    assert f'value="{first.pk}"' in page
    assert f'value="{second.pk}"' in page
    assert office.post(address, {"seat": str(second.pk)}).status_code == 302
    row.refresh_from_db()
    assert row.seat == second
    assert Entry.objects.filter(tag="council:attendance:seated", payload__seat_id=str(second.pk)).count() == 1
    assert office.post(address, {"seat": str(first.pk)}).status_code == 409


@pytest.mark.django_db
@pytest.mark.parametrize("spoilt", ["another body", "over before", "taken", "no seat", "a member asks"])
def test_a_seat_that_cannot_be_meant_is_refused(deeds, come_in, spoilt):
    body = make_body()
    first, _second = seats_of_one_name(body)
    meeting = recorded(deeds, body=body)
    row = Attendance.objects.get(name="나도담")
    seat, role, status = str(first.pk), Role.COUNCIL_OFFICE, 422
    if spoilt == "another body":
        seat = str(seats_of_one_name(make_body("다른 분과"))[0].pk)
    elif spoilt == "over before":
        Seat.objects.filter(pk=first.pk).update(ends_on=date(2026, 2, 1))
    elif spoilt == "taken":
        Attendance.objects.filter(name="마루솔").update(seat=first)
    elif spoilt == "no seat":
        seat = "없음"
    else:
        role, status = Role.COUNCIL_MEMBER, 403
    client = come_in(role, name="최지우")
    assert client.post(reverse("council:take_seat", args=[meeting.pk, row.pk]), {"seat": seat}).status_code == status
    row.refresh_from_db()
    assert row.seat is None
