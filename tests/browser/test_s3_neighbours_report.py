"""S3 in a browser: an honorary officer reports an address from a phone, and it meets what is known of that home."""

from __future__ import annotations

import re
from collections.abc import Callable

from chomchom.outreach.models import Episode, Signal
from tests.browser.eye import Eye
from tests.browser.town import Town, watch


def test_a_report_joins_the_homes_episode_and_the_finder_learns_that_it_was_seen(
    eye: Eye, town: Town, another: Callable[[int], Eye]
) -> None:
    watch(town)
    known = Episode.objects.count()
    eye.go("/report/")
    eye.check("report-where")
    eye.page.locator("input[name=place]").fill("일동 느티로 12, 203호 (느티빌라)")
    eye.page.locator("select[name=dong]").select_option(label="일동")
    eye.press("다음: 무엇을 보셨나요")
    eye.page.get_by_text("우편물이 쌓여 있음").click()
    eye.page.get_by_text(re.compile("불이 계속")).click()
    eye.check("report-what")
    eye.press("다음: 연락 받기")
    eye.page.locator("input[name=phone]").fill("010-0000-0202")
    eye.check("report-contact")
    eye.press("신고 보내기")
    eye.see("접수되었습니다")
    eye.check("report-sent")

    # One home, one episode: the second signal joined, and the finder is credited as an honorary officer.
    assert Episode.objects.count() == known
    assert Signal.objects.filter(door="report").get().finder_kind == "honorary"

    # The officer sees the neighbour's words beside the meter's.
    officer = another(eye.width)
    officer.login("김하늘")
    officer.see("우편물이 쌓여 있음")
    officer.page.get_by_role("link", name=re.compile("박○순")).first.click()
    officer.page.wait_for_load_state("networkidle")
    officer.see("주민 신고")
