"""The operator's page, and the two pages a watcher calls."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from chomchom.accounts import actions
from chomchom.accounts.models import Account
from chomchom.kernel.roles import Role
from chomchom.store.acting import acting

PASSWORD = "파란 하늘에 연을 날리던 그날 7번"


@pytest.fixture
def enter(db, deeds, client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    def come_in(role: Role, **more):
        deed = deeds.machine()
        with acting(deed):
            made = actions.create_account(deed, login=role.value, display_name="운영자", with_password=False)
            actions.give_posting(deed, account_id=made.account_id, role=role, **more)
        account = Account.objects.get(pk=made.account_id)
        account.set_password(PASSWORD)
        account.save(update_fields=["password"])
        assert client.post("/login/", {"login": role.value, "password": PASSWORD}).status_code == 302
        return client

    return come_in


def test_the_operator_sees_every_machine_in_words_and_colours(enter):
    answer = enter(Role.OPERATOR).get("/operator")
    assert answer.status_code == 200
    page = answer.content.decode()
    for words in ("모두 제대로 돌고 있나요?", "작업자", "되살리기 연습", "공휴일 표", "지금 조치"):
        assert words in page
    assert page.index("지금 조치") < page.index("정상")


@pytest.mark.parametrize("role", [Role.COUNCIL_OFFICE, Role.PRIVACY_OFFICER])
def test_the_nearest_miss_is_not_an_operator(enter, role):
    assert enter(role).get("/operator").status_code in (403, 404)


def test_a_stranger_is_sent_to_the_login(db, client):
    answer = client.get("/operator")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/login/")


def test_a_watcher_needs_no_login_and_learns_nothing(db, client, monkeypatch):
    assert client.get("/alive").content == b"alive\n"
    assert client.get("/ready").content == b"ready\n"

    def gone(_name):
        raise DatabaseError("password of the database")

    monkeypatch.setattr("chomchom.site.web.views.machine_acting", gone)
    answer = client.get("/ready")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert client.get("/alive").status_code == 200
