"""People: finding, writing down, sharing, and the privacy officer's pages."""

from __future__ import annotations

from tests.browser.eye import Eye
from tests.browser.town import Town


def test_pages_of_a_dong_officer(eye: Eye, town: Town) -> None:
    eye.login("김하늘")
    eye.go("/people/")
    eye.check()
    eye.page.get_by_label("이름").fill("박말순")
    eye.press("찾기")
    eye.see("박○순")
    eye.check("people-search")
    eye.go("/people/new/")
    eye.check("people-new")
    for page in ("data", "consents", "opened"):
        eye.go(f"/people/{town.people['박말순']}/{page}/")
        eye.check(f"people-{page}")


def test_pages_of_the_privacy_officer(eye: Eye, town: Town) -> None:
    eye.login("문보라")
    for page in ("requests", "destruction"):
        eye.go(f"/people/{page}/")
        eye.check(f"people-{page}")
