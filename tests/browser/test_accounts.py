"""Coming in and looking after accounts, at a desk and on a phone."""

from __future__ import annotations

import pytest

from tests.browser.eye import Eye
from tests.browser.town import Town
from tests.conftest import id_of


def test_everybody_comes_in_through_the_role_picker(eye: Eye, town: Town) -> None:
    eye.go("/login/")
    eye.check("login")
    eye.login("최지우")
    assert "/login/" not in eye.page.url


@pytest.mark.parametrize("path", ["/users/", "/users/new/", "/users/agencies/", "/users/keys/"])
def test_pages_of_the_operator(eye: Eye, town: Town, path: str) -> None:
    eye.login("강태오")
    eye.go(path)
    eye.check(f"accounts{path.replace('/', '-').rstrip('-')}")


def test_one_user_and_ones_own_account(eye: Eye, town: Town) -> None:
    eye.login("강태오")
    eye.go(f"/users/{id_of('김하늘')}/")
    eye.check("accounts-user")
    eye.go("/account/")
    eye.check("accounts-me")


@pytest.mark.parametrize("path", ["/access-log/", "/access-log/lines/", "/emergencies/"])
def test_pages_of_the_privacy_officer(eye: Eye, town: Town, path: str) -> None:
    eye.login("문보라")
    eye.go(path)
    eye.check(f"accounts{path.replace('/', '-').rstrip('-')}")


def test_a_page_that_is_not_ones_own_says_so(eye: Eye, town: Town) -> None:
    eye.login("박서연")
    eye.go("/users/")
    assert eye.page.locator("h1").inner_text()
    eye.check()
