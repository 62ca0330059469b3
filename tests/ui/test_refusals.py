"""A refusal is a sentence, a status and a next step, on a page or above one."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from chomchom.kernel.verdicts import Refused
from chomchom.ui import refusals


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"no-basis": (403, "{who}에게 줄 근거가 없습니다.")}
    monkeypatch.setattr(refusals, "all_refusals", lambda: table)
    monkeypatch.setattr("django.conf.settings.SHELL_CITY", "")


def test_the_facts_fill_the_sentence() -> None:
    assert refusals.sentence("no-basis", {"who": "복지관"}) == "복지관에게 줄 근거가 없습니다."


def test_a_missing_fact_does_not_turn_a_no_into_an_error() -> None:
    assert refusals.sentence("no-basis", {}) == "{who}에게 줄 근거가 없습니다."


def test_an_unnamed_code_is_still_a_no() -> None:
    assert refusals.status_of("never-heard") == 409
    assert refusals.sentence("never-heard")


def test_a_page_gets_a_page_with_the_next_step() -> None:
    answer = refusals.refusal_response(RequestFactory().get("/"), Refused("no-basis", who="복지관"))
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "<h1" in text
    assert "복지관에게 줄 근거가 없습니다." in text
    assert refusals.next_step(403) in text


def test_a_fragment_goes_to_where_messages_stand() -> None:
    request = RequestFactory().post("/", headers={"HX-Request": "true"})
    answer = refusals.refusal_response(request, Refused("no-basis", who="복지관"))
    assert answer.status_code == 403
    assert answer["HX-Retarget"] == "#messages"
    assert "<html" not in answer.content.decode()
