"""The inbox, its bell and the wall list at a desk."""

from __future__ import annotations

import re

import pytest

from chomchom.notices.models import Notice
from chomchom.notices.public import Recipient, tell
from chomchom.store.acting import acting
from tests.conftest import MONDAY, id_of
from tests.desks import log_in


@pytest.fixture
def at_desk(db, freeze, deeds, client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    freeze(MONDAY)
    with acting(deeds.doyun()) as deed:
        tell(
            deed,
            to=Recipient.account(id_of("김하늘")),
            template="referral-accepted",
            about_kind="t",
            about_id=id_of("t"),
            idem_key="a",
            path="/notices/",
        )
    return lambda name: log_in(client, name)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_inbox_counts_opens_and_goes_where_the_news_is(at_desk):
    officer = at_desk("김하늘")
    page = text_of(officer.get("/notices/"))
    assert "아직 읽지 않은 알림 1건" in page
    assert "보내신 의뢰를 기관이 맡았습니다" in page
    assert text_of(officer.get("/notices/bell/")).strip().startswith("1")
    notice = Notice.objects.get()
    assert officer.get(f"/notices/{notice.pk}/open/").status_code == 405
    answer = officer.post(f"/notices/{notice.pk}/open/")
    assert (answer.status_code, answer.url) == (302, "/notices/")
    assert "새 알림이 없습니다" in text_of(officer.get("/notices/"))
    assert text_of(officer.get("/notices/bell/")).strip() == ""


def test_somebody_elses_message_is_not_there(at_desk):
    notice = Notice.objects.get()
    assert at_desk("관제").post(f"/notices/{notice.pk}/open/").status_code == 404
    assert Notice.objects.get().read_at is None


def test_everything_is_read_in_one_press(at_desk):
    officer = at_desk("김하늘")
    officer.post("/notices/read-all/")
    assert Notice.objects.get().read_at is not None


def test_the_wall_list_keeps_a_message_until_somebody_says_how_it_was_told(at_desk):
    notice = Notice.objects.get()
    assert "모든 알림이 전달되었습니다" in text_of(at_desk("최지우").get("/notices/undelivered/"))
    desk = at_desk("관제")
    assert "아직 아무도 받지 못한 알림 1건" in text_of(desk.get("/notices/undelivered/"))
    assert desk.post(f"/notices/undelivered/{notice.pk}/close/", {"because": "shrug"}).status_code == 422
    done = desk.post(f"/notices/undelivered/{notice.pk}/close/", {"because": "told_by_voice"}, follow=True)
    assert "모든 알림이 전달되었습니다" in text_of(done)
