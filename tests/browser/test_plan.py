"""S15, the plan's part: from the plan to a project, the board by keyboard and by form, the papers."""

from __future__ import annotations

from chomchom.planning.models import Project, Strategy
from chomchom.site.demo import plan
from chomchom.site.demo.city import demo_deed
from chomchom.store.acting import acting
from tests.browser.eye import Eye
from tests.browser.town import Town
from tests.conftest import MONDAY


def test_the_plan_is_read_and_the_next_one_put_together(eye: Eye, town: Town) -> None:
    with acting(demo_deed(MONDAY)) as deed:
        made = plan.build(deed)
    eye.login("최지우")
    eye.go("/plan/5/")
    eye.check("plan")
    eye.page.get_by_label("사업 찾기").fill("출산 지원제도")
    eye.press("찾기")
    eye.see("옛 이름")
    eye.check("plan-search")
    eye.go(f"/plan/projects/{made['1-4-10']}/")
    eye.see("시 점수에서 제외")
    eye.check("plan-project")
    eye.go("/plan/6/board/")
    eye.see("사업이 없는 추진전략")
    eye.check("plan-board")
    card = Project.objects.get(name="가족돌봄 청년 숨구멍", term__number=6)
    if eye.narrow:
        _by_form(eye, card)
    else:
        _by_keyboard(eye, card)
    eye.see("카드를 옮겼습니다")
    assert Project.objects.get(pk=card.pk).strategy == Strategy.objects.get(term__number=6, number=1)
    for path, name in (
        ("/plan/6/steps/", "plan-steps"),
        ("/plan/5/budget/", "plan-budget"),
        ("/plan/5/versions/", ""),
        ("/plan/5/papers/", "plan-papers"),
        (f"/plan/projects/{card.pk}/change/", ""),
        ("/plan/6/steps/announce/0/", ""),
        ("/plan/6/project/", ""),
    ):
        eye.go(path)
        eye.check(name)


def _by_keyboard(eye: Eye, card: Project) -> None:
    """Space lifts, the arrow goes to the first strategy, enter drops; the card has the focus again afterwards."""
    place = eye.page.locator(f"#card-{card.pk}")
    place.focus()
    eye.page.keyboard.press("Space")
    eye.page.keyboard.press("ArrowRight")
    assert "먼저 찾고 끝까지 잇는 안전망" in eye.page.locator("[data-board-said]").inner_text()
    with eye.page.expect_navigation():
        eye.page.keyboard.press("Enter")
    eye.page.wait_for_function("id => document.activeElement.id === id", arg=f"card-{card.pk}")


def _by_form(eye: Eye, card: Project) -> None:
    place = eye.page.locator(f"#card-{card.pk}")
    place.locator("summary").click()
    place.locator("select").wait_for(state="visible")
    place.locator("select").select_option(index=1)
    with eye.page.expect_navigation():
        place.get_by_role("button", name="옮기기").click()
