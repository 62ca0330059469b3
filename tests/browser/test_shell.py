"""The frame and every component: at a desk, on a phone, in both languages, on paper, in large type, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import open_eye
from tests.browser.eye import Eye


def test_the_gallery_is_quiet_accessible_and_fits(eye: Eye) -> None:
    eye.go("/gallery")
    eye.check()


def test_the_gallery_speaks_english(eye: Eye) -> None:
    eye.go("/gallery")
    eye.page.get_by_role("button", name="English").click()
    eye.see("Gallery of components")
    assert eye.page.locator("html").get_attribute("lang") == "en"
    eye.check()


def test_plots_are_drawn_and_have_their_table(eye: Eye) -> None:
    eye.go("/gallery")
    eye.page.locator(".cc-chart-canvas canvas").first.wait_for()
    eye.page.locator(".cc-chart summary").click()
    assert eye.page.locator(".cc-chart .cc-numbers tbody tr").count() == 8


def test_nothing_of_a_page_comes_from_another_host(eye: Eye) -> None:
    asked: list[str] = []
    eye.page.on("request", lambda request: asked.append(request.url))
    eye.go("/gallery")
    eye.page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((eye.base, "data:"))] == []


def test_the_keyboard_reaches_the_content_first_and_every_reason(eye: Eye) -> None:
    eye.go("/login/")
    eye.page.keyboard.press("Tab")
    assert eye.page.evaluate("document.activeElement.className") == "cc-skip"
    eye.page.keyboard.press("Enter")
    assert eye.page.evaluate("document.activeElement.id") == "content"
    eye.go("/gallery")
    unpressable = eye.page.locator("[aria-disabled=true]").first
    unpressable.focus()
    assert unpressable.evaluate("e => document.getElementById(e.getAttribute('aria-describedby')).textContent")


def test_paper_has_no_menu_and_no_buttons(eye: Eye) -> None:
    eye.go("/gallery")
    eye.page.emulate_media(media="print")
    assert not eye.page.locator(".cc-deeds").first.is_visible()
    assert not eye.page.locator(".cc-language").is_visible()
    assert eye.page.locator(".cc-workitem").first.is_visible()


def test_without_javascript_everything_is_still_there(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ko-KR")
    page = context.new_page()
    page.goto(server + "/gallery")
    assert page.locator(".cc-sentence .cc-send").is_visible()
    assert page.locator(".cc-band-picture").count() == 2
    assert page.locator(".cc-map-tile").count() == 25
    page.locator(".cc-chart summary").click()
    assert page.locator(".cc-chart .cc-numbers").is_visible()
    context.close()


@pytest.mark.parametrize("width", [1280, 640])
def test_text_grows_to_twice_its_size(large_type: Browser, server: str, width: int) -> None:
    eye = open_eye(large_type, server, width)
    eye.go("/gallery")
    size = eye.page.locator(".cc-workitem-why").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 32
    eye.assert_no_sideways_scroll()
    eye.page.context.close()


def test_the_frame_for_the_manual(eye: Eye) -> None:
    if eye.narrow:
        pytest.skip("the manual shows the frame at a desk")
    eye.go("/gallery")
    eye.page.wait_for_load_state("networkidle")
    assert eye.page.locator("header").first.is_visible()
    eye.screenshot("shell", whole=False)
