"""The login door: one answer for every wrong login, locks that last, second factors, sessions that end."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from chomchom.accounts.models import Account, LoginEvent, LoginSession
from tests.accounts.conftest import PASSWORD
from tests.conftest import id_of


@pytest.fixture(autouse=True)
def _forget():
    cache.clear()


def try_in(client: Client, login: str, password: str, **more):
    return client.post("/login/", {"login": login, "password": password}, **more)


def test_login_and_logout(office, client):
    page = client.get("/login/")
    assert page.status_code == 200
    assert "역할 고르기" not in page.content.decode()
    assert try_in(client, "HANEUL ", PASSWORD).status_code == 302
    assert client.get("/account/").status_code == 200
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert client.get("/account/").status_code == 302
    assert LoginSession.objects.count() == 0
    assert list(LoginEvent.objects.order_by("id").values_list("kind", flat=True)) == ["signed_in", "signed_out"]


def test_composed_and_decomposed_korean_are_one_password(office, client):
    import unicodedata

    assert try_in(client, "haneul", unicodedata.normalize("NFD", PASSWORD)).status_code == 302


def test_the_session_id_changes_at_login(office, client):
    client.get("/login/")
    before = client.cookies["sessionid"].value
    try_in(client, "haneul", PASSWORD)
    assert client.cookies["sessionid"].value != before


def test_cookies_stay_with_the_server(office, client):
    try_in(client, "haneul", PASSWORD)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_wrong_login_says_the_same_whoever_it_names(office, client):
    known, unknown = (
        re.sub(r"[A-Za-z0-9]{64}|cc-[a-z]+-[0-9]+", "", try_in(client, login, "wrong wrong wrong").content.decode())
        for login in ("haneul", "nobody")
    )
    assert known.replace("haneul", "nobody") == unknown
    assert "아이디나 비밀번호가 맞지 않습니다" in known
    assert LoginEvent.objects.filter(kind="failed").values_list("account_id", flat=True).order_by("id")[0] == id_of(
        "김하늘"
    )


def test_ten_wrong_passwords_lock_the_account_also_for_the_right_one(office, client):
    for _ in range(10):
        try_in(client, "haneul", "wrong wrong wrong")
    answer = try_in(client, "haneul", PASSWORD)
    assert answer.status_code == 429
    assert "잠시 잠겼습니다" in answer.content.decode()
    assert try_in(Client(REMOTE_ADDR="198.51.100.7"), "Haneul", PASSWORD).status_code == 429
    assert try_in(client, "doyun", PASSWORD).status_code == 302


def test_many_accounts_from_one_address_lock_the_address_only(office, client):
    for number in range(50):
        try_in(client, f"guess{number}", "wrong wrong wrong")
    assert try_in(client, "haneul", PASSWORD).status_code == 429
    assert try_in(Client(REMOTE_ADDR="198.51.100.7"), "haneul", PASSWORD).status_code == 302


def test_locks_pass(office, client):
    for number in range(50):
        try_in(client, f"guess{number}", "wrong wrong wrong")
    with patch("chomchom.accounts.doors.login.timezone.now", return_value=timezone.now() + timedelta(minutes=31)):
        assert try_in(client, "haneul", PASSWORD).status_code == 302


def test_what_was_typed_wrongly_is_kept_nowhere(office, client, caplog):
    try_in(client, "haneul", "진짜비밀번호일지도모르는말")
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("axes_accessattempt", "accounts_loginevent"):
            cursor.execute(f"select string_agg(t::text, ' ') from {table} t")
            assert "진짜비밀번호" not in (cursor.fetchone()[0] or "")
    assert "진짜비밀번호" not in caplog.text


# --- sessions -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "status"), [(14, 200), (15, 302)])
def test_a_session_ends_when_nobody_is_there(office, client, minutes, status):
    try_in(client, "haneul", PASSWORD)
    with patch("chomchom.accounts.doors.sessions.time.time", return_value=time.time() + minutes * 60 + 1):
        assert client.get("/account/").status_code == status
    assert LoginEvent.objects.filter(kind="timed_out").exists() is (status == 302)


def test_a_session_ends_after_a_long_shift_however_busy(office, client):
    try_in(client, "haneul", PASSWORD)
    start = time.time()
    for step in range(1, 72):
        with patch("chomchom.accounts.doors.sessions.time.time", return_value=start + step * 600):
            assert client.get("/account/").status_code == 200
    with patch("chomchom.accounts.doors.sessions.time.time", return_value=start + 12 * 3600 + 1):
        assert client.get("/account/").status_code == 302


def test_a_page_that_refreshes_itself_is_nobodys_presence(office, client):
    try_in(client, "haneul", PASSWORD)
    start = time.time()
    for step in range(1, 15):
        with patch("chomchom.accounts.doors.sessions.time.time", return_value=start + step * 60):
            assert client.get("/account/", headers={"X-Background": "1"}).status_code == 200
    with patch("chomchom.accounts.doors.sessions.time.time", return_value=start + 15 * 60 + 1):
        assert client.get("/account/").status_code == 302


# --- the second factor --------------------------------------------------------------------------------


def code_for(secret: str) -> str:
    counter = int(time.time()) // 30
    return format_hotp_value(hotp_value(secret, counter))


@pytest.fixture
def with_factor(office, client, settings):
    """김하늘 with an authenticator app; returns the secret and a recovery code."""
    settings.SECOND_FACTOR = True
    try_in(client, "haneul", PASSWORD)
    asked = client.get("/account/second-factor/")
    assert asked.url.startswith("/login/again/")
    assert client.get(asked.url).status_code == 200
    assert client.post(asked.url, {"password": "wrong wrong wrong"}).status_code == 200
    assert client.post(asked.url, {"password": PASSWORD}).url == "/account/second-factor/"
    page = client.get("/account/second-factor/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    done = client.post("/account/second-factor/", {"code": code_for(secret)})
    assert (done.status_code, done.url) == (302, "/account/recovery-codes/")
    codes = client.get("/account/recovery-codes/").context["unused_codes"]
    client.post("/logout/")
    return secret, codes


def test_an_officer_without_a_second_factor_sets_it_up_first(office, client, settings):
    settings.SECOND_FACTOR = True
    try_in(client, "haneul", PASSWORD)
    turned = client.get("/emergencies/")
    assert (turned.status_code, turned.url) == (302, "/account/second-factor/")
    worker = Client()
    try_in(worker, "seoyeon", PASSWORD)
    assert worker.get("/account/").status_code == 200


def test_the_second_step_cannot_be_walked_around(with_factor, client):
    secret, _codes = with_factor
    answer = try_in(client, "haneul", PASSWORD)
    assert (answer.status_code, answer.url) == (302, "/login/code/")
    skipped = client.get("/account/")
    assert (skipped.status_code, skipped.url) == (302, "/login/code/")
    wrong = client.post("/login/code/", {"code": "000000"})
    assert wrong.status_code == 200
    with patch("allauth.mfa.totp.internal.auth.time.time", return_value=time.time() + 30):
        assert client.post("/login/code/", {"code": code_for(secret)}).status_code == 302
    assert client.get("/account/").status_code == 200


def test_a_recovery_code_works_once(with_factor, client):
    _secret, codes = with_factor
    try_in(client, "haneul", PASSWORD)
    assert client.post("/login/code/", {"code": codes[0]}).status_code == 302
    assert client.get("/account/").status_code == 200
    client.post("/logout/")
    try_in(client, "haneul", PASSWORD)
    assert client.post("/login/code/", {"code": codes[0]}).status_code == 200
    assert client.get("/account/").status_code == 302


def test_wrong_codes_lock_the_account_and_a_restart_forgives_nothing(with_factor, client):
    _secret, codes = with_factor
    try_in(client, "haneul", PASSWORD)
    for _ in range(10):
        cache.clear()  # what a restart forgets
        client.post("/login/code/", {"code": "000000"})
    cache.clear()
    answer = client.post("/login/code/", {"code": codes[0]})
    assert answer.status_code == 200
    assert "한동안 잠겼습니다" in answer.content.decode()


def test_the_secret_of_a_second_factor_is_sealed(with_factor):
    secret, codes = with_factor
    for row in Authenticator.objects.all():
        assert secret not in str(row.data)
        assert codes[0] not in str(row.data)


# --- the demo's role picker ---------------------------------------------------------------------------


def test_the_role_picker_refuses_a_city_that_is_no_demo(office, client):
    answer = client.post(f"/login/as/{id_of('김하늘')}/")
    assert answer.status_code == 403
    assert "시연용 도시에서만" in answer.content.decode()
    assert client.get("/account/").status_code == 302


@pytest.fixture
def demo(owner, office):
    owner.execute("update store_city set demo = true, name = '안산시 (시연)'")
    yield
    owner.execute("update store_city set demo = false, name = ''")


def test_in_a_demo_one_press_is_one_role(demo, client):
    text = client.get("/login/").content.decode()
    for words in ("김하늘", "동 복지담당", "최지우", "협의체 사무국", "보호책임자"):
        assert words in text
    answer = client.post(f"/login/as/{id_of('김하늘')}/", {"next": "/account/"})
    assert answer.url == "/account/"
    assert "김하늘" in client.get("/account/").content.decode()
    assert client.post(f"/login/as/{id_of('이도윤')}/", {"next": "//evil.example"}).url == "/"
    assert "이도윤" in client.get("/account/").content.decode()
    assert client.post(f"/login/as/{id_of('없는 사람')}/").status_code == 404
    assert client.get(f"/login/as/{id_of('김하늘')}/").status_code == 405


def test_an_account_without_a_posting_cannot_be_picked(demo, client):
    stranger = Account.objects.create(login="lonely", display_name="홀로", created_at=timezone.now())
    assert client.post(f"/login/as/{stranger.pk}/").status_code == 404
