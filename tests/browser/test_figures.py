"""Figures and cases at a desk and on a phone."""

from __future__ import annotations

from uuid import UUID

from chomchom.cases import public as cases
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.outreach import public as outreach
from chomchom.outreach.public import Door, Grade, Reason, SignalIn
from chomchom.store.acting import acting
from tests.browser.eye import Eye
from tests.browser.town import Town
from tests.conftest import IDONG, ILDONG, MONDAY, Deeds
from tests.outreach.conftest import make_home


def silence(deed: Deed, *, dong: str, number: int) -> tuple[UUID, UUID]:
    """A home that fell silent: its episode and person."""
    home = make_home(deed, f"가{chr(0xB098 + number)}", dong=dong, address=f"성호로 {number + 10}")
    signal = SignalIn(
        door=Door.ALERT if number % 2 else Door.DISCOVERY,
        source_id=f"signal-{dong}-{number}",
        occurred_at=MONDAY,
        dong=dong,
        person_id=home.person_id,
        household_id=home.household_id,
        grade=Grade.CAUTION,
        reasons=(Reason("silent-electricity", {"hours": 26}),),
    )
    return outreach.receive_signal(deed, signal).episode_id, home.person_id


def test_figures_open_and_are_told_in_five_sentences(eye: Eye, town: Town) -> None:
    with acting(Deeds().machine()) as deed:
        for number in range(9):
            silence(deed, dong=ILDONG, number=number)
        silence(deed, dong=IDONG, number=20)
    eye.login("김하늘")
    eye.go("/figures/")
    eye.see("위기신호가 사람에게 닿았나요")
    eye.check("figures")
    eye.page.locator("main .cc-figure[href]").first.click()
    eye.see("담당 지역의 기록만 보입니다")
    eye.check("figures-entries")
    eye.login("최지우")
    eye.go("/figures/story/")
    eye.check("figures-story")


def test_a_case_is_taken_in_and_moves_on(eye: Eye, town: Town) -> None:
    with acting(Deeds().machine()) as deed:
        episode_id, person_id = silence(deed, dong=ILDONG, number=1)
    eye.login("정유진")
    eye.go(f"/cases/take-in/{episode_id}/{person_id}/")
    eye.check("cases-take-in")
    eye.press("사례로 접수하기")
    eye.see("2026-일동-0001")
    eye.check("cases-case")
    eye.page.locator("summary", has_text="욕구·위기도 조사 시작").click()
    eye.press("욕구·위기도 조사 시작")
    eye.see("넘겼습니다")
    eye.go("/cases/")
    eye.check("cases-list")
    manager = Deeds()(Role.CASE_MANAGER, name="정유진", whole_city=True, agency_id=town.hall)
    with acting(manager) as deed:
        assert len(cases.of_person(deed, person_id)) == 1
