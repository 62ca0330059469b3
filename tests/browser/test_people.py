"""People: finding, writing down, sharing, and the privacy officer's pages."""

from __future__ import annotations

from datetime import date

from chomchom.people import public as people
from chomchom.store.acting import acting
from tests.browser.eye import Eye
from tests.browser.town import Town
from tests.conftest import ILDONG


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


def test_two_records_of_one_person_become_one_and_two_again(eye: Eye, town: Town) -> None:
    """박말순 was written down a second time; the team head puts the records together, sees the mistake, parts them."""
    with acting(town.deed):
        second = people.NewPerson(
            name="박말숙", dong=ILDONG, birth_date=date(1944, 2, 3), phone="010-0001-1111", sex="female",
            address="일동 느티로 12, 203호 (느티빌라)",
        )  # fmt: skip
        people.register_many(town.deed, [second])
        people.find_doubles(town.deed)
    eye.login("남건우")
    eye.go("/people/doubles/")
    eye.see("거의 같은 분")
    eye.check("people-doubles")
    eye.press("나란히 보기")
    eye.see("박○순")
    eye.press("가림 풀고 견주기")
    eye.see("박말숙")
    eye.check("people-pair")
    eye.press("같은 분입니다. 합치기")
    eye.see("두 기록을 합쳤습니다.")
    eye.check("people-merge")
    eye.press("되돌리기")
    eye.see("두 기록이 합치기 전과 같습니다.")
    eye.go("/people/doubles/")
    eye.see("살펴볼 짝이 없습니다")


def test_pages_of_the_privacy_officer(eye: Eye, town: Town) -> None:
    eye.login("문보라")
    for page in ("requests", "destruction"):
        eye.go(f"/people/{page}/")
        eye.check(f"people-{page}")
