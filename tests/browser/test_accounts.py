"""Coming in and looking after accounts, at a desk and on a phone."""

from __future__ import annotations

from tests.browser.eye import Eye
from tests.browser.town import Town
from tests.conftest import id_of


def test_everybody_comes_in_through_the_role_picker(eye: Eye, town: Town) -> None:
    eye.go("/login/")
    eye.check("login")
    eye.login("박서연")
    assert "/login/" not in eye.page.url
    eye.go("/users/")
    eye.see("지금 맡은 일로는 열 수 없는 화면입니다")
    eye.check()


def test_pages_of_the_operator(eye: Eye, town: Town) -> None:
    eye.login("강태오")
    for path in ("users", "users/new", "users/agencies", "users/keys", f"users/{id_of('김하늘')}", "account"):
        eye.go(f"/{path}/")
        eye.check("accounts-" + ("user" if "-" in path else path.replace("/", "-")))


def test_pages_of_the_privacy_officer(eye: Eye, town: Town) -> None:
    eye.login("문보라")
    for path in ("access-log", "access-log/lines", "emergencies"):
        eye.go(f"/{path}/")
        eye.check(f"accounts-{path.replace('/', '-')}")
