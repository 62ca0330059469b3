"""A project that serves a second strategy is seen from both: on its page, in the plan and on the board."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.kernel.roles import Role
from chomchom.planning.models import CrossLink, Project
from chomchom.store.acting import acting
from tests.planning.plans import enter
from tests.planning.test_review_pages import text_of


@pytest.fixture
def meals(plans, deeds):
    with acting(deeds.jiu()) as deed:
        return enter(deed, plans, "마을 밥상", code="1-1-1", strategy_id=plans.first)


def version(project) -> str:
    return str(Project.objects.get(pk=project).version)


def test_the_office_ticks_a_second_strategy_and_it_shows_on_both_sides(plans, meals, come_in):
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    url = f"/plan/projects/{meals}/cross/"
    held = version(meals)
    ticked = {"strategy": [str(plans.second), str(plans.first), "junk"], "version": held}
    assert office.post(url, ticked).status_code == 302
    assert CrossLink.objects.get().strategy_id == plans.second, "its own strategy is no second one"
    assert office.post(url, ticked).status_code == 409, "somebody changed it meanwhile"
    assert "함께 기여하는 전략 전략 2" in text_of(office.get(f"/plan/projects/{meals}/"))
    tree = text_of(office.get("/plan/5/"))
    assert "전략 Ⅱ에도 기여" in tree
    assert "다른 전략에서 함께 기여: Ⅰ-1-1 마을 밥상" in tree.split("Ⅱ. 전략 2")[1]
    board = text_of(office.get("/plan/5/board/"))
    assert "전략 Ⅱ에도 기여" in board
    assert "다른 전략에서 함께 기여: Ⅰ-1-1 마을 밥상" in board
    assert office.post(url, {"version": version(meals)}).status_code == 302, "nothing ticked takes it back"
    assert not CrossLink.objects.exists()


def test_a_strategy_of_another_plan_and_a_reader_are_refused(plans, meals, come_in):
    url = f"/plan/projects/{meals}/cross/"
    wrong = {"strategy": [str(plans.next_first)], "version": version(meals)}
    assert come_in(Role.COUNCIL_OFFICE, name="최지우").post(url, wrong).status_code == 422
    right = {"strategy": [str(plans.second)], "version": version(meals)}
    assert come_in(Role.PROGRAMME_OFFICER, name="남가온").post(url, right).status_code == 403
    assert not CrossLink.objects.exists()
    assert come_in(Role.COUNCIL_OFFICE, name="최지우").post(url, right).status_code == 302


def test_plan_and_board_cost_the_same_with_many_links(plans, meals, come_in, deeds):
    client = come_in(Role.COUNCIL_OFFICE, name="최지우")

    def cost(url: str) -> int:
        client.get(url)  # what is kept after the first look is no cost of the page
        with CaptureQueriesContext(connection) as held:
            assert client.get(url).status_code == 200
        return len(held)

    CrossLink.objects.create(project_id=meals, strategy_id=plans.second)
    before = cost("/plan/5/"), cost("/plan/5/board/")
    with acting(deeds.jiu()) as deed:
        for number in range(2, 9):
            made = enter(deed, plans, f"사업 {number}", code=f"1-1-{number}", strategy_id=plans.first)
            CrossLink.objects.create(project_id=made, strategy_id=plans.second)
    assert (cost("/plan/5/"), cost("/plan/5/board/")) == before
