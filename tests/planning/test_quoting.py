"""Opinions of a meeting beside a row of a card: chosen by a person, with their meeting, once, and never into the row."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.council import public as council
from chomchom.kernel.roles import Role
from chomchom.planning.models import CardEntry, CardQuote
from chomchom.store.acting import acting
from tests.council.conftest import room as room
from tests.planning.reviewing import card_of, make_plan, open_small_round
from tests.planning.test_review_pages import text_of

ROW = "subcommittee_opinion"


def say(deeds, room, text: str, *, name: str = "목소리 안부 서비스") -> None:
    matter = council.Matter(subject=council.Subject.PROJECT, code="", name=name)
    said = council.OpinionIn(matter=matter, source="분과 보완 의견", text=text, said_for="하늘종합사회복지관")
    with acting(deeds.jiu()) as deed:
        council.give_opinion(deed, meeting_id=room.meeting, opinion=said)


@pytest.fixture
def card(room):
    plan = make_plan()
    return card_of(open_small_round(), plan.calls)


def test_what_a_meeting_said_is_chosen_and_stands_beside_the_row(room, card, come_in, deeds):
    say(deeds, room, "밤에도 걸어 주세요")
    say(deeds, room, "두 번 넘게 못 받으면 찾아가 주세요")
    say(deeds, room, "창구를 늘려 주세요", name="주거 상담 창구")
    url = f"/plan/reviews/cards/{card}/rows/{ROW}/opinions/"
    officer = come_in(Role.PROGRAMME_OFFICER, name="남가온")
    assert url in officer.get(f"/plan/reviews/cards/{card}/").content.decode()
    page = officer.get(url)
    shown = text_of(page)
    assert "밤에도 걸어 주세요" in shown
    assert "마을살림분과 4차" in shown
    assert "창구를 늘려" not in shown, "another project's opinion"
    assert officer.post(url, {}).status_code == 422, "nothing chosen"
    night = next(row["opinion"] for row in boxes(page) if "밤에도" in row["text"])
    assert officer.post(url, {"opinion": [night, "not-an-id"]}).status_code == 302
    kept = CardQuote.objects.get()
    assert (kept.text, kept.source_label, kept.meeting_id) == ("밤에도 걸어 주세요", "분과 보완 의견", room.meeting)
    assert CardEntry.objects.get(pk=kept.entry_id).text == "", "the row itself is the officer's to write"
    assert "이미 옮겨 둠" in text_of(officer.get(url))
    assert officer.post(url, {"opinion": [night]}).status_code == 409
    member = come_in(Role.COUNCIL_MEMBER, name="윤새론")
    assert member.get(url).status_code == 403
    assert url not in member.get(f"/plan/reviews/cards/{card}/").content.decode()


def boxes(answer) -> list[dict[str, str]]:
    """Every opinion that can still be chosen: its id and what stands beside the box."""
    parts = answer.content.decode().split('name="opinion" value="')[1:]
    return [{"opinion": part.split('"')[0], "text": part.split("</li>")[0]} for part in parts]


def test_the_page_costs_the_same_for_one_opinion_and_for_many(room, card, come_in, deeds):
    client = come_in(Role.COUNCIL_OFFICE, name="최지우")
    url = f"/plan/reviews/cards/{card}/rows/{ROW}/opinions/"

    def cost() -> int:
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as held:
            assert client.get(url).status_code == 200
        return len(held)

    say(deeds, room, "하나")
    one = cost()
    for number in range(12):
        say(deeds, room, f"의견 {number}")
    assert cost() == one


def test_without_opinions_the_page_says_where_they_come_from(room, card, come_in):
    page = come_in(Role.PROGRAMME_OFFICER, name="남가온").get(f"/plan/reviews/cards/{card}/rows/{ROW}/opinions/")
    assert "의견이 아직 없습니다" in text_of(page)
    assert come_in(Role.PROGRAMME_OFFICER, name="남가온").get(
        f"/plan/reviews/cards/{card}/rows/nothing/opinions/"
    ).status_code == 404  # fmt: skip
