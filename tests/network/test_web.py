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
