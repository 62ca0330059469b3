"""A case manager's day on one case, at a desk and on a phone: a form, the plan, a conference, who stands in."""

from __future__ import annotations

from chomchom.cases import public as cases
from chomchom.kernel.roles import Role
from chomchom.store.acting import acting
from tests.browser.eye import Eye
from tests.browser.test_figures import silence
from tests.browser.town import Town
from tests.conftest import ILDONG, Deeds


def test_a_day_on_one_case(eye: Eye, town: Town) -> None:
    with acting(Deeds().machine()) as deed:
        episode_id, person_id = silence(deed, dong=ILDONG, number=1)
    manager = Deeds()(Role.CASE_MANAGER, name="정유진", whole_city=True, agency_id=town.hall)
    with acting(manager) as deed:
        case_id = cases.take_in(deed, episode_id=episode_id, person_id=person_id, book=cases.Book.FULL)
    eye.login("정유진")
    eye.go(f"/cases/{case_id}/?tab=forms")
    eye.check("casework-forms")
    eye.press("과정상담")
    eye.see("쓰던 데까지 저장할 수 있습니다")
    eye.check("casework-form")
    eye.page.get_by_text("전화", exact=True).click()
    eye.page.locator("[name=content]").fill("통화함")
    eye.press("마치기")
    eye.see("서식을 마쳤습니다")
    for tab in ("glance", "plan", "referrals", "files", "opened"):
        eye.go(f"/cases/{case_id}/?tab={tab}")
        eye.check(f"casework-{tab}")
    eye.go("/cases/conferences/")
    eye.check("casework-conferences")
    eye.page.locator("[name=held_on]").fill("2026-06-22")
    eye.page.locator("[name=place]").fill("시청")
    eye.page.locator("[name=chair]").fill("남건우")
    eye.press("사례회의 열기")
    eye.see("안건과 회의록")
    eye.check("casework-conference")
    eye.go("/cases/duty/")
    eye.check("casework-duty")
    with acting(manager) as deed:
        assert cases.case_row(deed, case_id).owner == "정유진"
