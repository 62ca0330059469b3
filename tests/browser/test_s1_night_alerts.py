"""S1 in a browser: three alerts of a Sunday night, from the board to the door and to their ends."""

from __future__ import annotations

import re
from collections.abc import Callable

from chomchom.notices.models import Notice
from chomchom.outreach.models import Episode
from tests.browser.eye import Eye
from tests.browser.town import Town, watch


def link_sent() -> str:
    """The signed link that went to a visitor and has not been delivered yet."""
    found = [str(one.secret) for one in Notice.objects.order_by("told_at", "pk") if one.secret]
    return next(path for path in reversed(found) if path.startswith("/v/"))


def test_a_silence_becomes_a_person_at_the_door_and_a_case(eye: Eye, town: Town, another: Callable[[int], Eye]) -> None:
    watch(town)
    eye.login("김하늘")
    eye.see("오늘 먼저 확인할 분")
    eye.check("board")

    # (b) nobody answers: the officer calls, then asks the 통장 to go and look.
    eye.page.get_by_role("link", name=re.compile("박○순")).first.click()
    eye.page.wait_for_load_state("networkidle")
    eye.check("episode")
    episode = eye.page.url
    eye.press("전화·연락 결과 적기")
    eye.page.locator("#attempt select[name=result]").select_option("no_answer")
    eye.press("결과 기록", within=eye.page.locator("#attempt"))
    eye.see("무응답")
    eye.press("현장 확인 요청하기")
    eye.page.locator("#visit").get_by_text(re.compile("김○수")).first.click()
    eye.check("episode-visit")
    eye.press("현장 확인 요청", within=eye.page.locator("#visit"))
    eye.see("현장 확인을 요청했습니다")

    # The 통장 comes by the link on a phone: the address and the request, no reasons, and answers.
    visitor = another(360)
    visitor.go(link_sent())
    visitor.check("site-check")
    assert visitor.page.get_by_text("변화 없음").count() == 0
    visitor.page.get_by_text("도움이 필요함").first.click()
    visitor.press("보내기")
    visitor.check("site-check-sent")

    # The answer is back on the episode; it becomes a case.
    eye.go(episode)
    eye.see("도움이 필요함")
    eye.press("통합사례로 접수하기")
    eye.check("case-take-in")
    eye.press("사례로 접수하기")
    eye.check("case")
    assert Episode.objects.get(pk=episode.rstrip("/").split("/")[-1]).outcome == "case_opened"


def test_an_answer_is_confirmed_and_a_dead_number_is_watched(eye: Eye, town: Town) -> None:
    watch(town)
    eye.login("김하늘")

    # (a) answered the machine's call: a person confirms, many at once.
    eye.go("/?view=answered")
    eye.see("정○애")
    eye.check("board-answered")
    eye.press("고른 분 안전 확인으로 끝내기")
    eye.see("안전 확인")
    assert Episode.objects.filter(outcome="safe").count() == 1

    # (c) a dead number: watched until somebody finds a number that works.
    eye.go("/")
    eye.page.get_by_role("link", name=re.compile("최○호")).first.click()
    eye.page.wait_for_load_state("networkidle")
    eye.press("끝내기")
    eye.page.locator("#close select[name=outcome]").select_option("watch")
    eye.page.locator("#close input[name=watch_until]").fill("2026-06-24")
    eye.press("이렇게 끝내기", within=eye.page.locator("#close"))
    eye.page.wait_for_load_state("networkidle")
    assert Episode.objects.filter(outcome="watch").count() == 1

    # The person's page tells the story; the figures count it.
    eye.go(f"/persons/{town.people['정순애']}/")
    eye.check("person")
    eye.go("/figures/?period=today")
    eye.check("figures")
