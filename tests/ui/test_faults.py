"""When something is not there, too old or broken, the page says so in a sentence and says what to do."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client

from chomchom.ui.web.views import broken

pytestmark = pytest.mark.django_db


def test_an_address_that_is_not_there_leads_back() -> None:
    answer = Client().get("/nowhere-at-all")
    assert answer.status_code == 404
    assert "찾으시는 화면이 없습니다" in answer.content.decode()


def test_a_form_without_its_token_changes_nothing_and_says_so() -> None:
    answer = Client(enforce_csrf_checks=True).post("/i18n/setlang/", {"language": "en"})
    assert answer.status_code == 403
    assert "새로 고친 뒤 다시 보내 주세요" in answer.content.decode()


def test_a_broken_page_says_so_without_asking_the_database(rf, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = broken(rf.get("/"))
    assert answer.status_code == 500
    assert "급한 일은 인쇄해 둔 명단과 전화로" in answer.content.decode()


def test_what_cannot_be_read_is_said_so() -> None:
    assert "보낸 내용을 읽을 수 없습니다" in render_to_string("400.html")
