"""S15, the part of reviews: a card with its missing row shown, the five criteria, and where a candidate goes."""

from __future__ import annotations

import re

import pytest

from chomchom.planning.models import Candidate
from tests.conftest import MONDAY
from tests.planning.reviewing import PEOPLE, ROWS, card_of, employ, make_plan, open_small_round

ENTRY = ("need", "four_years", "collectable", "measurable", "partnership")


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def enter(come_in, settings):
    settings.SECOND_FACTOR = False
    return lambda name: come_in(PEOPLE[name], name=name)


def test_the_missing_row_stays_in_sight_until_somebody_answers_for_it(db, freeze, enter):
    freeze(MONDAY)
    plan = make_plan()
    employ("남가온", "배로운", "최지우")
    round_id = open_small_round()
    card = card_of(round_id, plan.calls)
    url = f"/plan/reviews/cards/{card}/"
    officer = enter("남가온")
    for row in ROWS:
        if row != "field_issue":
            officer.post(f"{url}rows/{row}/", {"text": "분과에서 본 바", "seen_version": "0"})
    office = enter("최지우")
    assert "현장 쟁점" in text_of(office.get(f"/plan/reviews/{round_id}/")).split("카드마다")[-1]
    assert office.post(f"{url}move/", {"move": "submit", "seen_version": "1"}).status_code == 422
    enter("남가온").post(f"{url}rows/field_issue/", {"text": "밤에는 받지 않으신다", "seen_version": "0"})
    for name, move, version in (("남가온", "submit", 1), ("배로운", "review", 2), ("최지우", "finish", 3)):
        answer = enter(name).post(f"{url}move/", {"move": move, "seen_version": str(version)})
        assert answer.status_code == 302, (name, move)
    assert "카드 2장 중 1장이 다 찼습니다" in text_of(enter("윤새론").get(f"/plan/reviews/{round_id}/"))


def test_a_candidate_is_judged_placed_and_its_gap_is_closed(db, freeze, enter):
    freeze(MONDAY)
    plan = make_plan()
    office = enter("최지우")
    office.post(
        "/plan/lists/", {"which": "theme", "theme-kind": "issue", "theme-label": "사후관리", "theme-code": "aftercare"}
    )
    assert "아무 사업도 다루지 않는 주제 1개" in text_of(office.get("/plan/matrix/"))
    url = office.post(
        "/plan/candidates/new/?plan=5", {"name": "병원 길동무", "purpose": "함께 간다", "proposer": "task_force"}
    ).url
    office.post(f"{url}themes/", {"theme": ["aftercare"]})
    assert "아무 사업도" not in text_of(office.get("/plan/matrix/"))
    office.post(f"{url}move/", {"move": "take_up", "seen_version": "1"})
    open_one = {"criterion": "collectable", "judgement": "open"}
    assert office.post(f"{url}judge/", open_one).status_code == 422
    office.post(f"{url}judge/", {**open_one, "open_question": "어느 부서가 모으는지"})
    more = {"move": "ask_more", "seen_version": "2", "reason": "실적을 모을 부서를 정한다"}
    assert office.post(f"{url}move/", more).status_code == 302
    assert "더 알아야 할 것 1가지" in text_of(office.get(url))
    for code in ENTRY:
        office.post(f"{url}judge/", {"criterion": code, "judgement": "met"})
    merge = {"move": "merge", "seen_version": "3", "reason": "안부 서비스가 받는다", "decided_in": "4차 회의"}
    assert office.post(f"{url}move/", merge).status_code == 422
    assert office.post(f"{url}move/", {**merge, "placed_in": str(plan.calls)}).status_code == 302
    found = Candidate.objects.get()
    assert (found.state, found.placement, found.placed_in_id) == ("merged", "part_of", plan.calls)
    assert "Ⅰ-2 목소리 안부 서비스" in text_of(office.get(url))
