"""The pages of the check-in: the whole way without JavaScript, refusals as sentences, nearest misses outside."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.enrolment.models import Enrolment
from chomchom.store.acting import acting
from chomchom.wellbeing import public
from chomchom.wellbeing.models import Alert, Duty, Home, Ladder, PrintedList, ProvinceDay, ReadingBatch
from chomchom.wellbeing.public import Source
from tests.enrolment.folk import consent, register
from tests.wellbeing import town

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def homes(posted, deeds):
    with acting(deeds.machine()) as deed:
        town.live_in(deed, 3)
    return list(Home.objects.order_by("pk"))


WISH = {"ring_days": ["0", "1", "2", "3", "4", "5", "6"], "language": "ko", "limit_hours": "0"}
PAGES = ("/wellbeing/", "/wellbeing/leaving/", "/wellbeing/ladders/", "/wellbeing/duty/", "/wellbeing/print/",
         "/wellbeing/machines/", "/wellbeing/calls/")  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_for_its_officer(enter, homes, address):
    answer = enter("김하늘").get(address)
    assert answer.status_code == 200, text(answer)
    assert "박순자" not in text(answer)


@pytest.mark.parametrize("address", [*PAGES, "/wellbeing/province/", "/wellbeing/readings/"])
def test_the_secretariat_is_outside(enter, homes, address):
    assert enter("최지우").get(address).status_code in (403, 404)


def test_a_person_comes_under_watch_in_the_way_they_chose(enter, deeds, posted):
    with acting(deeds.haneul()) as deed:
        person = register(deed)
        agreed = consent(deed, person)
    page = enter("김하늘")
    address = f"/wellbeing/enrol/{person}/"
    assert str(agreed) in text(page.get(address))
    given = {
        "consent": str(agreed), "mode": "desk_call", "ring_from": "09:00", "ring_until": "12:00", "calls_a_week": "2",
        "ring_days": ["0", "2"], "language": "vi", "limit_hours": "48", "alternative": "honorary", "electricity": "connected", "electricity_meter": "E-77", "water": "no_meter",
        "telecom": "mvno",
    }  # fmt: skip
    assert page.post(address, {**given, "ring_until": ""}).status_code == 422
    answer = page.post(address, given)
    assert answer.status_code == 302, text(answer)
    home = Home.objects.get()
    assert (home.contact_mode, home.calls_a_week) == ("desk_call", 2)
    assert (home.ring_days, home.language, home.limit_hours) == (0b101, "vi", 48)
    assert dict(home.feeds.values_list("source", "why_not")) == {
        "electricity": "", "water": "no_meter", "telecom": "mvno",
    }  # fmt: skip
    assert page.post(address, given).status_code == 409


def test_without_any_source_another_way_is_needed(enter, deeds, posted):
    with acting(deeds.haneul()) as deed:
        person = register(deed)
        agreed = consent(deed, person)
    bare = {"consent": str(agreed), "mode": "passive", "calls_a_week": "7", **WISH, "electricity": "no_meter",
            "water": "no_meter", "telecom": "iphone"}  # fmt: skip
    page = enter("김하늘")
    answer = page.post(f"/wellbeing/enrol/{person}/", bare)
    assert answer.status_code == 422
    assert "이어진 자료가 하나도 없습니다" in text(answer)
    assert page.post(f"/wellbeing/enrol/{person}/", {**bare, "alternative": "honorary"}).status_code == 302
    assert "통신: 아이폰이라 받을 수 없음" in text(page.get("/wellbeing/?bare=1"))
    assert "○자" not in text(page.get("/wellbeing/?why=mvno"))


def test_the_officer_of_another_dong_neither_sees_nor_changes(enter, homes):
    page = enter("이도윤")
    assert "○자" not in text(page.get("/wellbeing/"))
    assert page.get(f"/wellbeing/homes/{homes[0].enrolment_id}/").status_code == 404
    gone = page.post(f"/wellbeing/homes/{homes[0].enrolment_id}/leave/", {"reason": "moved", "next_step": "case"})
    assert gone.status_code == 404
    assert Home.objects.filter(active=True).count() == 3


def test_nobody_leaves_without_a_decision(enter, homes):
    page = enter("김하늘")
    address = f"/wellbeing/homes/{homes[0].enrolment_id}/leave/"
    assert page.get(address).status_code == 200
    assert page.post(address, {"reason": "moved"}).status_code == 422
    assert page.post(address, {"reason": "refused", "next_step": "none"}).status_code == 422
    assert page.post(address, {"reason": "refused", "next_step": "none", "accepts_none": "on"}).status_code == 302
    assert Enrolment.objects.get(state="left").named_by is not None


def test_the_choice_and_the_sources_change(enter, homes):
    page = enter("김하늘")
    address = f"/wellbeing/homes/{homes[0].enrolment_id}/"
    assert page.get(address).status_code == 200
    assert page.post(address, {"choice": "1", "mode": "visit", "calls_a_week": "0", **WISH}).status_code == 302
    assert (
        page.post(address, {"choice": "1", "mode": "visit", "calls_a_week": "0", **WISH, "ring_days": []}).status_code
        == 422
    )
    sources = {
        "sources": "1",
        "electricity": "no_consent",
        "water": "connected",
        "water_meter": "W1",
        "telecom": "iphone",
    }
    assert page.post(address, sources).status_code == 302
    assert page.post(address, {"province": "1", "number": "P2"}).status_code == 409
    assert Home.objects.get(pk=homes[0].pk).contact_mode == "visit"
    assert homes[0].feeds.get(source="water").connected


def ladder(*lines):
    out = {"form-TOTAL_FORMS": str(len(lines)), "form-INITIAL_FORMS": "0"}
    for number, (channel, after) in enumerate(lines):
        out[f"form-{number}-channel"] = channel
        out[f"form-{number}-after_minutes"] = after
    return out


def test_heads_change_a_ladder_and_officers_do_not(enter, homes):
    page, address = enter("팀장"), "/wellbeing/ladders/silence/"
    assert page.post(address, ladder(("ai_call", "0"), ("page_desk", "20"))).status_code == 302
    assert Ladder.objects.get().rungs[1]["channel"] == "page_desk"
    answer = page.post(address, ladder(("page_desk", "0"), ("ai_call", "5")))
    assert answer.status_code == 422
    assert "사람이 맡아야" in text(answer)
    assert enter("김하늘").post(address, ladder(("page_desk", "0"))).status_code == 403


def test_the_duty_roster_is_kept_and_an_empty_one_refused(enter, homes):
    page = enter("팀장")
    span = {"since": "2026-06-22", "until": "2026-06-28"}
    assert page.post("/wellbeing/duty/", span).status_code == 422
    assert page.post("/wellbeing/duty/", {**span, "night_duty": "031-000-1234"}).status_code == 302
    assert page.post("/wellbeing/duty/", {**span, "night_duty": "031-000-9999"}).status_code == 302
    assert Duty.objects.filter(active=True).count() == 1
    assert "031-****-9999" in text(page.get("/wellbeing/duty/"))


def test_the_printed_list_says_who_and_when_and_is_destroyed_once(enter, homes, deeds):
    with acting(deeds.machine()) as deed:
        public.load_readings(deed, town.readings(Source.ELECTRICITY, homes=3, until=deed.at, silent={1: 40}))
        public.sweep(deed)
    page = enter("김하늘")
    answer = page.post("/wellbeing/print/")
    assert answer.status_code == 200
    assert "김하늘" in text(answer)
    assert "2026. 6. 22. 09:00" in text(answer)
    number = PrintedList.objects.get().pk
    assert page.post(f"/wellbeing/print/{number}/destroyed/").status_code == 302
    assert page.post(f"/wellbeing/print/{number}/destroyed/").status_code == 409
    assert enter("이도윤").post(f"/wellbeing/print/{number}/destroyed/").status_code == 404


def test_the_provinces_file_is_looked_at_before_it_goes_in(enter, homes):
    page = enter("시담당")
    content = "관리번호,기준일,등급,통화결과\nP1,2026-06-21,심각,무응답\n,2026-06-21,정상,\nP2,2026-06-21,정상,응답\n"
    looked = page.post("/wellbeing/province/", {"file": SimpleUploadedFile("결과.csv", content.encode("cp949"))})
    assert looked.status_code == 200
    assert "2줄이 들어가고 1줄은 들어가지 않습니다" in text(looked)
    assert not ProvinceDay.objects.exists()
    packed = looked.context["packed"]
    assert page.post("/wellbeing/province/notes/", {"packed": packed}).content.decode("utf-8-sig").count("\n") == 2
    for _ in range(2):
        assert page.post("/wellbeing/province/take/", {"packed": packed}).status_code == 302
    assert ProvinceDay.objects.count() == 2
    assert Alert.objects.count() == 1
    assert page.post("/wellbeing/province/take/", {"packed": packed + "x"}).status_code == 409
    assert enter("관제").post("/wellbeing/province/take/", {"packed": packed}).status_code in (403, 404)


def test_a_file_of_readings_goes_in_once(enter, homes):
    page = enter("관제")
    lines = [
        "household,ts_kst,wh",
        *(f"E1,2026-06-20 {hour:02d}:00,{100 + hour}" for hour in range(24)),
        "E1,2026-06-20 25:00,1",
    ]
    file = SimpleUploadedFile("전기.csv", "\n".join(lines).encode())
    answer = page.post("/wellbeing/readings/", {"file": file})
    assert answer.status_code == 200, text(answer)
    assert ReadingBatch.objects.get().taken == 24
    file.seek(0)
    assert "이미 받은 파일입니다" in text(page.post("/wellbeing/readings/", {"file": file}))


def test_the_coverage_costs_the_same_for_one_row_and_for_thirty(enter, posted, deeds):
    from chomchom.wellbeing.reads import coverage

    def cost() -> int:
        with acting(deeds.haneul()) as deed, CaptureQueriesContext(connection) as queries:
            coverage.coverage(deed)
            coverage.coverage_rows(deed)
        return len(queries)

    with acting(deeds.machine()) as deed:
        town.live_in(deed, 1)
    one = cost()
    with acting(deeds.machine()) as deed:
        public.watch_many(deed, [home for home in town.strangers(30) if home.feeds[Source.ELECTRICITY].meter != "E1"])
    assert cost() == one
    assert one <= 12


def test_the_evidence_is_drawn_against_what_is_usual(homes, deeds):
    with acting(deeds.machine()) as deed:
        public.load_readings(deed, town.readings(Source.ELECTRICITY, homes=3, until=deed.at, silent={1: 40}))
        public.sweep(deed)
    with acting(deeds.haneul()) as deed, CaptureQueriesContext(connection) as queries:
        panel = public.evidence(deed, homes[0].person_id)
    assert len(queries) <= 12
    (band,) = panel.bands
    assert len(band.hours) == 14 * 24
    assert band.silence is not None
    assert "전기" in band.silence.sentence
    assert panel.marks[0].kind == "alert"
    assert {one.label for one in panel.absent} == {"수도", "통신"}
    assert any(hour.high > hour.low > 0 for hour in band.hours)
    with acting(deeds.doyun()) as deed:
        assert public.evidence(deed, homes[0].person_id).bands == ()
