"""The directory at a desk: the sentence, own places in one press, neighbours."""

from __future__ import annotations

import re

import pytest

from chomchom.network.models import Neighbour, Service
from tests.conftest import ILDONG
from tests.desks import log_in


@pytest.fixture
def at_desk(shelf, client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return lambda name: log_in(client, name)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_sentence_gives_services_with_their_reasons(at_desk):
    page = text_of(at_desk("김하늘").get(f"/network/?dong={ILDONG}&need=meals&age=72&alone=yes&over="))
    assert "맞는 서비스 2곳" in page
    assert page.index("반찬 나눔") < page.index("도시락") < page.index("이동 반찬")
    assert "자리 3 · 5일 전 확인" in page
    assert "오래된 정보" in page
    assert "이 동은 맡지 않음" in page


def test_a_sentence_nobody_can_read_is_said_so(at_desk):
    assert "이 문장은 읽을 수 없습니다" in text_of(at_desk("김하늘").get("/network/?dong=x&need=meals"))


def test_staff_say_in_one_press_that_nothing_changed(at_desk, shelf):
    staff = at_desk("박서연")
    assert "반찬 나눔" in text_of(staff.get("/network/mine/"))
    answer = staff.post(
        f"/network/services/{shelf.fresh}/capacity/", {"capacity": "free", "places_free": "3"}, follow=True
    )
    assert "오늘 확인" in text_of(answer)
    refused = staff.post(f"/network/services/{shelf.stale}/capacity/", {"capacity": "full"})
    assert refused.status_code == 403
    wrong = staff.post(f"/network/services/{shelf.fresh}/capacity/", {"capacity": "free", "places_free": "0"})
    assert wrong.status_code == 422


def test_a_team_head_registers_a_service_and_pauses_it(at_desk, shelf):
    head = at_desk("팀장")
    agency_id = Service.objects.get(pk=shelf.fresh).agency_id
    wanted = {"agency_id": agency_id, "name": "말벗", "need": "company", "referral_way": "account"}
    assert head.post("/network/services/new/", wanted).status_code == 422
    made = head.post("/network/services/new/", {**wanted, "dongs": [ILDONG]})
    assert made.status_code == 302
    head.post(f"{made.url}state/", {"state": "paused"})
    assert Service.objects.get(name="말벗").state == "paused"
    assert "말벗" in text_of(head.get(made.url))


def test_an_officer_registers_and_ends_a_neighbour(at_desk):
    officer = at_desk("김하늘")
    wanted = {
        "kind": "tongjang", "name": "정다운", "phone": "010-2222-0001", "dong": ILDONG, "tong": "3",
        "active_from": "2026-01-01",
    }  # fmt: skip
    assert officer.post("/network/neighbours/new/", {**wanted, "phone": "전화"}).status_code == 422
    assert officer.post("/network/neighbours/new/", wanted).status_code == 302
    page = text_of(officer.get(f"/network/neighbours/?dong={ILDONG}"))
    assert "정○운" in page
    assert "정다운" not in page
    neighbour = Neighbour.objects.get()
    assert "정다운" in text_of(officer.post(f"/network/neighbours/{neighbour.pk}/phone/"))
    officer.post(f"/network/neighbours/{neighbour.pk}/end/", {"until": "2026-06-21"})
    assert "정○운" not in text_of(officer.get(f"/network/neighbours/?dong={ILDONG}"))


@pytest.mark.parametrize(("name", "place", "status"), [
    ("박서연", "/network/neighbours/", 403),
    ("최지우", "/network/neighbours/", 403),
    ("최지우", "/network/", 200),
    ("최지우", "/network/services/new/", 403),
    ("김하늘", "/network/mine/", 403),
    ("책임자", "/network/services/new/", 200),
])  # fmt: skip
def test_pages_open_for_their_roles(at_desk, name, place, status):
    assert at_desk(name).get(place).status_code == status


def entered_form(head, address: str) -> dict[str, object]:
    """The fields of a form as the page gave them."""
    form = head.get(address).context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) not in (None, False)}


def test_two_editors_see_each_others_change_and_choose(at_desk, shelf):
    head = at_desk("팀장")
    address = f"/network/services/{shelf.fresh}/change/"
    mine = entered_form(head, address)
    assert head.post(address, {**mine, "summary": "국과 반찬"}).status_code == 302
    answer = head.post(address, {**mine, "summary": "나물"})
    assert answer.status_code == 409
    assert "그 사이 다른 분이" in text_of(answer)
    assert "국과 반찬" in text_of(answer)
    assert Service.objects.get(pk=shelf.fresh).summary == "국과 반찬"
    assert head.post(address, {**mine, "summary": "나물", "version": "1"}).status_code == 302
    assert Service.objects.get(pk=shelf.fresh).summary == "나물"


def test_opening_hours_nobody_can_read_are_said_on_the_form(at_desk, shelf):
    head = at_desk("팀장")
    address = f"/network/services/{shelf.fresh}/change/"
    answer = head.post(address, {**entered_form(head, address), "hours": "평일 9시부터"})
    assert answer.status_code == 422
    assert "여는 시간 1번째 줄" in text_of(answer)


def test_an_old_entry_is_on_the_agencys_list_until_it_presses_once(at_desk, shelf):
    Service.objects.filter(pk=shelf.fresh).update(assured_on="2025-01-01")
    staff = at_desk("박서연")
    assert "확인해 주세요" in text_of(staff.get("/network/mine/"))
    staff.post(f"/network/services/{shelf.fresh}/assure/")
    assert "확인해 주세요" not in text_of(staff.get("/network/mine/"))


def test_a_place_is_entered_and_changed(at_desk, shelf):
    head = at_desk("책임자")
    said = {"agency_id": str(Service.objects.get(pk=shelf.fresh).agency_id), "name": "별관", "address": "느티로 1",
            "dong": ILDONG, "hours": "평일 09:00-18:00", "active": "on"}  # fmt: skip
    assert head.post("/network/places/new/", said).status_code == 302
    page = head.get("/network/places/")
    assert "느티로 1" in text_of(page)
    place = page.context["rows"][0].id
    changed = head.post(f"/network/places/{place}/", {**said, "address": "느티로 2", "version": "0"})
    assert changed.status_code == 302
    assert "느티로 2" in text_of(head.get("/network/places/"))
