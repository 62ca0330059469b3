"""The doors of referrals: by login, by link, with and without the code; sentences, statuses and query counts."""

from __future__ import annotations

import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.network import public as network
from chomchom.notices import jobs
from chomchom.notices.models import Notice, SignedLink
from chomchom.people import public as people
from chomchom.referrals.models import Referral
from chomchom.store.acting import acting
from tests.conftest import ILDONG, MONDAY
from tests.desks import log_in
from tests.referrals.conftest import CENTRE


@pytest.fixture
def at_desk(town, client, settings):
    """Log somebody in under their posting."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return lambda name: log_in(client, name)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_officer_sends_and_the_agency_accepts_without_javascript(town, at_desk):
    officer = at_desk("김하늘")
    place = f"/referrals/new/?person={town.person}&need=meals"
    page = officer.get(place)
    assert page.status_code == 200
    assert "반찬 나눔" in text_of(page)
    assert "강○다" in text_of(page)
    answer = officer.post(place, {"service_id": town.meals, "urgency": "normal", "ask": "반찬 두 번 부탁드립니다."})
    assert answer.status_code == 302, text_of(answer)
    referral = Referral.objects.get()
    assert "의뢰를 보냈습니다" in text_of(officer.get(answer.url))
    assert "답 기다림" in text_of(officer.get("/referrals/?part=waiting"))

    agency = at_desk("박서연")
    assert "우리가 할 차례인 의뢰 1건" in text_of(agency.get("/referrals/inbox/"))
    shown = text_of(agency.get(f"/referrals/{referral.pk}/"))
    assert "반찬 두 번 부탁드립니다." in shown
    assert "강바다" not in shown
    revealed = text_of(agency.post(f"/referrals/{referral.pk}/reveal/"))
    assert "강바다" in revealed
    done = agency.post(f"/referrals/{referral.pk}/move/accept/", follow=True)
    assert "맡아 주셔서 고맙습니다" in text_of(done)
    referral.refresh_from_db()
    assert (referral.state, referral.seen_at is not None) == ("accepted", True)


def test_a_refused_service_says_what_is_missing_beside_its_button(town, at_desk):
    officer = at_desk("김하늘")
    page = text_of(officer.get(f"/referrals/new/?person={town.second}&need=meals"))
    assert "바다종합사회복지관에 정보를 주는 데 동의한 기록이 없고" in page
    answer = officer.post(
        f"/referrals/new/?person={town.second}",
        {"service_id": town.by_link, "urgency": "normal", "ask": "도시락 부탁드립니다."},
    )
    assert answer.status_code == 403
    assert Referral.objects.count() == 0


@pytest.mark.parametrize(("name", "status"), [("이도윤", 404), ("최지우", 403)])
def test_nearest_misses_see_no_referral(town, at_desk, name, status):
    referral_id = town.send()
    visitor = at_desk(name)
    assert visitor.get(f"/referrals/{referral_id}/").status_code == status
    assert visitor.post(f"/referrals/{referral_id}/move/withdraw/", {"reason": "other"}).status_code == status
    assert Referral.objects.get().state == "sent"


def test_the_receiver_may_not_withdraw_and_the_sender_may_not_accept(town, at_desk):
    referral_id = town.send()
    agency = at_desk("박서연")
    assert agency.post(f"/referrals/{referral_id}/move/withdraw/", {"reason": "other"}).status_code == 403
    officer = at_desk("김하늘")
    assert officer.post(f"/referrals/{referral_id}/move/accept/").status_code == 403
    assert officer.post(f"/referrals/{referral_id}/move/expire/").status_code == 404
    assert Referral.objects.get().state == "sent"


def test_a_move_without_its_reason_is_a_sentence(town, at_desk):
    referral_id = town.send()
    answer = at_desk("박서연").post(f"/referrals/{referral_id}/move/propose_decline/")
    assert answer.status_code == 422
    assert "까닭을 골라 주세요" in text_of(answer)


def link_of(referral_id) -> str:
    """The newest link that went out for a referral and has not been delivered yet."""
    told = Notice.objects.filter(about_id=referral_id, account_id__isnull=True).order_by("told_at", "pk")
    return [str(one.secret) for one in told if one.secret][-1]


def code_sent() -> str:
    jobs.deliver_due()
    found = sorted(settings.OUTBOX_DIR.glob("*/*.json"), key=lambda file: file.stat().st_mtime_ns)
    codes = [re.search(r"확인 번호 (\d{6})", json.loads(file.read_text())["text"]) for file in found]
    return next(code.group(1) for code in reversed(codes) if code)


@pytest.mark.usefixtures("real_db")
class TestByLink:
    """The whole way of an agency without account, with real deliveries between."""

    @pytest.fixture
    def town(self, freeze):
        from tests.referrals.conftest import build_town

        freeze(MONDAY)
        return build_town()

    def open(self, client, place: str) -> None:
        client.post(place + "code/")
        assert client.post(place + "check/", {"code": code_sent()}).status_code == 302

    def test_an_agency_answers_by_link_after_the_code(self, town, client):
        referral_id = town.send(service_id=town.by_link, ask="저염 도시락 부탁드립니다.")
        place = link_of(referral_id)
        first = text_of(client.get(place))
        assert "확인 번호 받기" in first
        assert "도시락 배달" in first
        for secret in ("강바다", "강○다", "저염", "일동 11번지"):
            assert secret not in first
        assert client.post(place + "move/accept/").status_code == 403
        assert client.post(place + "reveal/").status_code == 403
        self.open(client, place)
        page = text_of(client.get(place))
        assert "저염 도시락 부탁드립니다." in page
        assert "동의한 항목 이름, 연락처, 주소" in page
        assert "강바다" in text_of(client.post(place + "reveal/"))
        done = client.post(place + "move/accept/", follow=True)
        assert "맡아 주셔서 고맙습니다" in text_of(done)
        assert Referral.objects.get().state == "accepted"
        again = client.post(place + "move/propose_decline/", {"reason": "area"})
        assert again.status_code == 409
        assert "이 링크로 이미 답하셨습니다" in text_of(again)

    def test_after_accepting_a_second_link_takes_progress_and_the_outcome(self, town, client):
        referral_id = town.send(service_id=town.by_link)
        place = link_of(referral_id)
        self.open(client, place)
        client.post(place + "move/accept/")
        work = link_of(referral_id)
        assert work.startswith("/referrals/work/")
        self.open(client, work)
        for move in ("start", "complete"):
            assert client.post(f"{work}move/{move}/").status_code == 302
        assert client.post(work + "outcome/", {"outcome": "helped_full"}).status_code == 302
        found = Referral.objects.get()
        assert (found.state, found.outcome_known) == ("completed", True)

    def test_get_never_consumes_and_another_session_starts_before_the_code(self, town, client, client_two):
        place = link_of(town.send(service_id=town.by_link))
        self.open(client, place)
        for _time in range(3):
            assert client_two.get(place).status_code == 200
        assert "저염" not in text_of(client_two.get(place))
        assert "맡겠습니다" in text_of(client.get(place))
        assert SignedLink.objects.get().used_at is None

    def test_five_wrong_codes_count_and_lock(self, town, client):
        place = link_of(town.send(service_id=town.by_link))
        client.post(place + "code/")
        right = code_sent()
        wrong = "000000" if right != "000000" else "111111"
        for _time in range(5):
            assert client.post(place + "check/", {"code": wrong}).status_code == 422
        locked = client.post(place + "check/", {"code": right})
        assert locked.status_code == 422
        assert "다섯 번 틀려서" in text_of(locked)
        assert SignedLink.objects.get().code_tries == 5

    def test_a_link_of_one_purpose_or_token_opens_nothing_else(self, town, client):
        place = link_of(town.send(service_id=town.by_link))
        assert client.get(place.replace("answer", "work")).status_code == 404
        assert client.get(place[:-3] + "xx/").status_code == 404
        assert "same-origin" in client.get(place).headers["Referrer-Policy"]

    def test_an_old_link_is_renewed_to_its_holder_only(self, town, client, freeze):
        referral_id = town.send(service_id=town.by_link)
        place = link_of(referral_id)
        late = town.later(days=9)
        freeze(late.deeds.at)
        old = client.get(place)
        assert old.status_code == 410
        assert "새 링크 받기" in text_of(old)
        assert "새 링크를 보냈습니다" in text_of(client.post(place + "renew/"))
        fresh = link_of(referral_id)
        assert fresh != place
        assert client.get(fresh).status_code == 200
        assert client.get(place).status_code == 410
        assert client.post(place + "renew/").status_code == 410

    def test_a_withdrawn_referral_takes_its_links_back(self, town, client):
        referral_id = town.send(service_id=town.by_link)
        place = link_of(referral_id)
        self.open(client, place)
        town.do(town.deeds.haneul(), "withdraw", referral_id, code="not_needed")
        gone = client.get(place)
        assert gone.status_code == 410
        assert "더 쓸 수 없습니다" in text_of(gone)


@pytest.fixture
def client_two():
    from django.test import Client

    return Client()


def test_lists_cost_the_same_for_one_row_and_for_thirty(town, at_desk):
    officer = town.deeds.haneul()
    head = town.deeds.head()

    def measured(name: str, place: str) -> int:
        visitor = at_desk(name)
        visitor.get(place)
        with CaptureQueriesContext(connection) as seen:
            assert visitor.get(place).status_code == 200
        return len(seen)

    town.send()
    places = {"김하늘": "/referrals/?part=all", "박서연": "/referrals/inbox/?part=all"}
    few = {name: measured(name, place) for name, place in places.items()}
    for number in range(29):
        with acting(head):
            service_id = network.register_service(
                head, network.ServiceIn(agency_id=CENTRE, name=f"서비스 {number}", need="meals", whole_city=True)
            )
        with acting(officer):
            person_id = people.register_person(
                officer, name=f"한{chr(0xAC00 + number * 28)}솔", dong=ILDONG, address=f"일동 {100 + number}번지"
            )
            people.give_consent(
                officer,
                person_id=person_id,
                purpose="referral",
                recipient=CENTRE,
                fields=["name"],
                until_on=MONDAY.date().replace(year=2027),
            )
        town.send(person_id=person_id, service_id=service_id)
    assert {name: measured(name, place) for name, place in places.items()} == few
