"""The doors: who comes in, what a refusal looks like, and what stays in the browser."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from chomchom.accounts import actions
from chomchom.accounts.models import AccessLog, Account, BreakGlass, LoginEvent, LoginSession, LogReview, Posting
from chomchom.accounts.public import note_access, page
from chomchom.kernel.deeds import Deed, Sector
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.store.acting import acting, require
from tests.conftest import MONDAY, id_of

from chomchom.site.urls import urlpatterns as house  # isort: skip


@page(roles={Role.DONG_OFFICER})
def opens(request, deed):
    """A page that logs an access and then, if asked, refuses."""
    note_access(deed, subject_id=uuid4(), record_kind="person", purpose="see-card")
    if request.GET.get("refuse"):
        raise Refused("account-not-there")
    return TemplateResponse(request, "accounts/logins.html", {"rows": LazyRows(deed)})


class LazyRows:
    """Rows that are read only while the template is drawn, and need the deed's transaction then."""

    def __init__(self, deed) -> None:
        self.deed = deed

    def __iter__(self):
        require(self.deed)
        return iter([(MONDAY, "그렸음", "")])


@page(public=True)
def open_to_all(request, deed):
    return HttpResponse(f"{deed.sector} {sorted(deed.roles)} {deed.actor_id}")


@page(link=True)
def by_link(request, deed):
    return HttpResponse(f"{deed.sector} {' '.join(deed.roles)}")


def the_links_deed(request, *, token):
    """What a room's own function makes of a token."""
    return Deed(actor_id=id_of("링크"), at=MONDAY, link_id=id_of("링크"), sector=Sector.NEIGHBOUR)


@page(link=the_links_deed)
def by_named_link(request, deed, token):
    require(deed)
    return HttpResponse(f"{deed.link_id}")


urlpatterns = [
    path("try/", opens),
    path("try/public/", open_to_all),
    path("try/link/", by_link),
    path("try/link/<slug:token>/", by_named_link),
    *house,
]


@pytest.fixture
def tries(settings):
    settings.ROOT_URLCONF = __name__


def test_a_page_runs_and_is_drawn_inside_the_deeds_transaction(tries, enter):
    client = enter("haneul")
    answer = client.get("/try/")
    assert answer.status_code == 200
    assert "그렸음" in answer.content.decode()
    assert AccessLog.objects.get().account_id == id_of("김하늘")
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_a_refusal_writes_nothing_and_is_a_sentence_with_a_status(tries, enter):
    client = enter("haneul")
    answer = client.get("/try/?refuse=1")
    assert answer.status_code == 404
    assert "찾는 사용자가 없습니다." in answer.content.decode()
    assert AccessLog.objects.count() == 0
    fragment = client.get("/try/?refuse=1", headers={"HX-Request": "true"})
    assert fragment.status_code == 404
    assert "<html" not in fragment.content.decode()


def test_another_role_is_told_so(tries, enter):
    answer = enter("seoyeon").get("/try/")
    assert answer.status_code == 403
    assert "지금 맡은 일로는 열 수 없는 화면" in answer.content.decode()


def test_a_stranger_is_sent_to_the_login_page_and_back(tries, office, client):
    answer = client.get("/try/?x=1")
    assert answer.status_code == 302
    assert answer.url == "/login/?next=/try/%3Fx%3D1"
    quiet = client.get("/try/", headers={"HX-Request": "true"})
    assert (quiet.status_code, quiet.headers["HX-Redirect"]) == (204, "/login/?next=/try/")


def test_public_and_link_pages_need_no_login(tries, office, client):
    assert client.get("/try/public/").content.decode().startswith("citizen []")
    assert client.get("/try/public/").headers["Cache-Control"] == "no-cache"
    linked = client.get("/try/link/")
    assert linked.content.decode() == "neighbour link"
    assert linked.headers["Referrer-Policy"] == "same-origin"
    assert linked.headers["Cache-Control"] == "no-store, private"
    assert client.get("/try/link/abc/").content.decode() == str(id_of("링크"))


def test_a_right_taken_away_is_gone_with_the_next_press(tries, office, deeds, enter):
    client = enter("haneul")
    assert client.get("/try/").status_code == 200
    posting = Posting.objects.get(account_id=id_of("김하늘"))
    with acting(office.deed):
        actions.end_posting(office.deed, posting_id=posting.pk, ends_on=office.deed.day - timedelta(days=1))
    answer = client.post("/try/")
    assert answer.status_code == 403
    assert "오늘 맡은 일이 없어" in answer.content.decode()


def test_a_disabled_account_is_out_at_once(tries, office, enter):
    client = enter("haneul")
    with acting(office.deed):
        assert actions.disable_account(office.deed, account_id=id_of("김하늘")) == 1
    assert client.get("/try/").status_code == 302
    assert LoginSession.objects.count() == 0
    again = client.post("/login/", {"login": "haneul", "password": "파란 하늘에 연을 날리던 그날 7번"})
    assert again.status_code == 422
    assert "아이디나 비밀번호가 맞지 않습니다" in again.content.decode()


def test_somebody_with_two_postings_chooses(tries, office, enter):
    with acting(office.deed):
        actions.give_posting(office.deed, account_id=id_of("김하늘"), role=Role.COUNCIL_MEMBER, agency_id=office.hall)
    client = enter("haneul")
    assert client.get("/try/").status_code == 200
    other = Posting.objects.get(account_id=id_of("김하늘"), role=Role.COUNCIL_MEMBER)
    answer = client.post("/account/posting/", {"posting": str(other.pk), "next": "/account/"})
    assert answer.url == "/account/"
    assert client.get("/try/").status_code == 403
    stranger = Posting.objects.get(account_id=id_of("팀장"))
    assert client.post("/account/posting/", {"posting": str(stranger.pk)}).status_code == 404
    away = client.post("/account/posting/", {"posting": str(other.pk), "next": "https://elsewhere.example/"})
    assert away.url == "/"


def test_the_address_behind_the_proxy_is_the_proxys_word(tries, enter, settings):
    client = enter("haneul")
    client.get("/try/", headers={"X-Forwarded-For": "198.51.100.9"})
    settings.TLS = True
    client.get("/try/", headers={"X-Forwarded-For": "203.0.113.1, 198.51.100.9"})
    assert [line.address for line in AccessLog.objects.order_by("id")] == ["127.0.0.1", "198.51.100.9"]


def test_a_page_without_a_log_line_is_not_shown(tries, enter, owner):
    client = enter("haneul")
    client.raise_request_exception = False
    from unittest.mock import patch

    with patch("chomchom.accounts.actions.logs._INSERT", "insert into nowhere select 1"):
        assert client.get("/try/").status_code == 500
    assert AccessLog.objects.count() == 0


# --- own account --------------------------------------------------------------------------------------


def test_my_account_shows_postings_sessions_and_logins(enter):
    text = enter("haneul").get("/account/").content.decode()
    for word in ("김하늘", "동 복지담당", "일동", "지금 접속", "로그인"):
        assert word in text


def test_a_session_left_open_elsewhere_can_be_ended(office, enter, client):
    from django.test import Client

    elsewhere = Client(REMOTE_ADDR="198.51.100.9")
    elsewhere.post("/login/", {"login": "haneul", "password": "파란 하늘에 연을 날리던 그날 7번"})
    enter("haneul")
    assert LoginEvent.objects.filter(kind="elsewhere").count() == 1
    assert "다른 곳에서도 접속 중" in client.get("/account/").content.decode()
    other = LoginSession.objects.get(address="198.51.100.9")
    assert client.post("/account/sessions/end/", {"session": other.session_key}).status_code == 302
    assert elsewhere.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert client.post("/account/sessions/end/", {"session": other.session_key}).status_code == 404


def test_a_new_password_ends_every_other_session(office, enter, client):
    from django.test import Client

    other = Client()
    other.post("/login/", {"login": "haneul", "password": "파란 하늘에 연을 날리던 그날 7번"})
    enter("haneul")
    words = "겨울밤 군고구마를 나눠 먹던 골목"
    bad = client.post("/account/password/", {"old": "틀림", "new": words, "again": words})
    assert bad.status_code == 422
    good = client.post("/account/password/", {"old": "파란 하늘에 연을 날리던 그날 7번", "new": words, "again": words})
    assert good.status_code == 302
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert Account.objects.get(login="haneul").check_password(words)


@pytest.mark.parametrize("weak", ["짧은말", "password1234567", "haneul haneul haneul", "aaaaaaaaaaaaaaaaaaaa"])
def test_weak_passwords_are_refused(enter, weak):
    client = enter("haneul")
    answer = client.post("/account/password/", {"old": "파란 하늘에 연을 날리던 그날 7번", "new": weak, "again": weak})
    assert answer.status_code == 422


# --- users --------------------------------------------------------------------------------------------


def test_a_new_colleague_gets_an_account_a_posting_and_a_first_password(office, enter, client):
    enter("operator")
    assert client.get("/users/").status_code == 200
    assert client.get("/users/new/").status_code == 200
    answer = client.post(
        "/users/new/",
        {"login": "newbie", "display_name": "새사람", "role": "dong_officer", "agency_id": str(office.ildong),
         "areas": ["4127151000"]},
    )  # fmt: skip
    text = answer.content.decode()
    assert answer.status_code == 200, text
    first = text.split("첫 비밀번호</p>")[0].split("<code>")[2].split("</code>")[0]
    from django.test import Client

    fresh = Client()
    assert fresh.post("/login/", {"login": "newbie", "password": first}).status_code == 302
    turned = fresh.get("/users/")
    assert (turned.status_code, turned.url) == (302, "/account/password/")


def test_an_operator_posts_ends_resets_shuts_and_opens(office, enter, client):
    enter("operator")
    account = f"/users/{id_of('박서연')}/"
    assert client.get(account).status_code == 200
    gave = client.post(f"{account}post/", {"role": "agency_lead", "agency_id": str(office.centre)})
    assert gave.status_code == 302
    posting = Posting.objects.get(account_id=id_of("박서연"), role="agency_lead")
    assert client.post(f"/users/postings/{posting.pk}/end/").status_code == 302
    posting.refresh_from_db()
    assert posting.until_on is not None
    assert "첫 비밀번호" in client.post(f"{account}reset/").content.decode()
    assert client.post(f"{account}disable/").status_code == 302
    assert "닫힌 계정" in client.get(account).content.decode()
    assert client.post(f"{account}enable/").status_code == 302
    assert client.post(f"{account}post/", {"role": "dong_officer"}).status_code == 422
    assert client.post(f"{account}post/", {"role": "nobody"}).status_code == 422


def test_somebody_elses_and_nobodys_page_are_the_same_page(office, enter, client):
    import re

    enter("jimin")
    seen = [client.get(f"/users/{account}/") for account in (id_of("김하늘"), uuid4())]
    assert [answer.status_code for answer in seen] == [404, 404]
    bodies = [re.sub(r"[0-9a-f-]{36}|[A-Za-z0-9]{64}|cc-[a-z]+-[0-9]+", "", answer.content.decode()) for answer in seen]
    assert bodies[0] == bodies[1]


def test_a_form_cannot_smuggle_rights_in(office, enter, client):
    enter("operator")
    client.post(
        "/users/new/",
        {"login": "sneaky", "display_name": "몰래", "role": "desk", "is_active": "", "is_staff": "1", "given_by": "x",
         "whole_city": "1", "password": "x", "account_id": str(uuid4())},
    )  # fmt: skip
    account = Account.objects.get(login="sneaky")
    assert account.is_active
    assert not hasattr(account, "is_staff")
    assert account.postings.get().given_by == id_of("운영자")


def test_bodies_and_keys_are_the_operators(office, enter, client):
    enter("operator")
    answer = client.post(
        "/users/agencies/",
        {"name": "바다지역자활센터", "kind": "self_support_centre", "sector": "private", "open_days": ["0", "1"],
         "opens_at": "09:00", "closes_at": "17:00"},
    )  # fmt: skip
    assert answer.status_code == 302
    assert "월·화 09:00-17:00" in client.get("/users/agencies/").content.decode()
    posting = Posting.objects.get(account_id=id_of("박서연"))
    made = client.post("/users/keys/", {"posting_id": str(posting.pk), "label": "복지관 연계"})
    assert "chch_" in made.content.decode()
    assert "chch_" not in client.get("/users/keys/").content.decode()


# --- log and emergencies ------------------------------------------------------------------------------


def test_the_privacy_officer_reviews_asks_and_signs(office, deeds, enter, client):
    with acting(deeds.haneul(at=MONDAY - timedelta(days=30))) as deed:
        for _ in range(60):
            actions.note_access(deed, subject_id=uuid4(), record_kind="person", purpose="see-card")
        actions.note_export(deed, what="board", rows=3, reason="회의 자료", personal=True)
    enter("privacy")
    text = client.get("/access-log/?month=2026-05").content.decode()
    assert "김하늘" in text
    assert "회의 자료" in text
    lines = client.get("/access-log/lines/?month=2026-05")
    assert "다음 쪽" in lines.content.decode()
    asked = client.post(
        "/access-log/ask/",
        {
            "account_id": str(id_of("김하늘")),
            "about_kind": "access",
            "about_on": "2026-05-01",
            "question": "왜 예순 번?",
        },
    )
    assert asked.status_code == 302
    assert client.post("/access-log/sign/", {"month": "2026-05"}).status_code == 302
    assert LogReview.objects.count() == 1
    assert client.get("/access-log/?month=nonsense").status_code == 400
    assert client.get("/access-log/lines/?month=2026-05&after=rubbish").status_code == 400


def test_the_question_reaches_whom_it_was_asked_of(office, deeds, enter, client):
    from datetime import date

    with acting(deeds.privacy()) as deed:
        actions.ask_explanation(
            deed,
            account_id=id_of("김하늘"),
            about_kind="access",
            about_on=date(2026, 6, 1),
            question="무슨 일이었나요?",
        )
    enter("haneul")
    page_text = client.get("/account/").content.decode()
    assert "무슨 일이었나요?" in page_text
    from chomchom.accounts.models import Explanation

    answered = client.post(f"/account/questions/{Explanation.objects.get().pk}/", {"answer": "당직이었습니다"})
    assert answered.status_code == 302


def test_an_emergency_is_opened_with_words_and_judged(office, freeze, enter, client):
    subject = uuid4()
    enter("haneul")
    assert client.get(f"/emergencies/open/{subject}/").status_code == 200
    assert client.post(f"/emergencies/open/{subject}/", {"because": "night-cover", "note": ""}).status_code == 422
    went = client.post(
        f"/emergencies/open/{subject}/", {"because": "rescue-asked", "note": "119가 물어 옴", "next": "/account/"}
    )
    assert went.url == "/account/"
    glass = BreakGlass.objects.get()
    client.post("/logout/")
    freeze(MONDAY + timedelta(hours=4))
    enter("privacy")
    assert "119가 물어 옴" in client.get("/emergencies/").content.decode()
    assert client.post(f"/emergencies/{glass.pk}/review/", {"finding": "justified"}).status_code == 302
    glass.refresh_from_db()
    assert glass.finding == "justified"


def test_pages_speak_english_too(enter):
    client = enter("haneul")
    client.post("/i18n/setlang/", {"language": "en", "next": "/account/"})
    text = client.get("/account/").content.decode()
    assert '<html lang="en"' in text
