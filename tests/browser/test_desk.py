"""S13 and the desk's pages in a browser: who leaves and why, a journey, a ladder that is tried before it holds."""

from __future__ import annotations

from chomchom.accounts.models import AccessLog
from chomchom.enrolment.models import Enrolment
from chomchom.store.acting import acting
from chomchom.wellbeing.models import Home, Ladder, Trip
from chomchom.wellbeing.public import DutyKind, DutyLine, save_duty
from tests.browser.eye import Eye
from tests.browser.town import Town, watch
from tests.conftest import MONDAY, id_of


def test_a_ladder_is_tried_on_last_month_and_then_holds(eye: Eye, town: Town) -> None:
    watch(town)
    with acting(town.deed) as deed:
        until = MONDAY.replace(day=29)
        line = DutyLine(kind=DutyKind.NIGHT_DUTY, from_at=MONDAY, until_at=until, label="당직실", phone="031-000-1234")
        save_duty(deed, since=MONDAY, until=until, lines=[line])
    eye.login("남건우")
    eye.go("/wellbeing/ladders/")
    eye.check("checkin-ladders")
    eye.go("/wellbeing/ladders/silence/?from=guro#change")
    eye.press("지난달로 시험해 보기")
    eye.see("지난 30일로 시험한 결과")
    eye.check("checkin-ladder-tried")
    assert not Ladder.objects.exists()
    eye.press("이 단계로 바꾸기")
    eye.see("서울 구로구의 단계")
    eye.check()
    assert Ladder.objects.get().preset == "guro"


def test_the_figures_of_the_desk_open_and_say_what_they_count(eye: Eye, town: Town) -> None:
    watch(town)
    eye.login("남건우")
    eye.go("/wellbeing/")
    eye.check("checkin-coverage")
    eye.go("/wellbeing/budget/")
    eye.press("계산 맡기기")
    eye.see("계산하는 중")
    eye.check()
    eye.go("/wellbeing/staying/")
    eye.check("checkin-staying")
    eye.go("/wellbeing/quality/")
    eye.see("경기도의 등급과 나란히")
    eye.check("checkin-quality")


def test_a_journey_is_written_down_and_seen_on_the_persons_page(eye: Eye, town: Town) -> None:
    watch(town)
    person = town.people["박말순"]
    eye.login("김하늘")
    eye.go(f"/persons/{person}/")
    eye.see("걱정이 줄려면")
    eye.check("person-evidence")
    eye.press("집 비움 적기")
    eye.page.locator("input[name=from_on]").fill("2026-06-21")
    eye.page.locator("input[name=until_on]").fill("2026-06-25")
    eye.page.locator("select[name=said_by]").select_option("family")
    eye.press("집 비움 적기", within=eye.page.locator("form.cc-form"))
    eye.see("집 비움을 적었습니다")
    eye.check("checkin-trips")
    assert Trip.objects.get().said_by == "family"
    eye.go("/")
    eye.see("집을 비우심 6. 21.–6. 25.")
    eye.check()


def test_nobody_leaves_without_a_reason_and_a_next_step(eye: Eye, town: Town) -> None:
    """S13: calls too many; then the privacy officer reads who looked at whom."""
    watch(town)
    home = Home.objects.get(person_id=town.people["정순애"])
    eye.login("김하늘")
    eye.go(f"/wellbeing/homes/{home.enrolment_id}/leave/")
    eye.check("checkin-leave")
    eye.page.locator("select[name=reason]").select_option("call_fatigue")
    eye.press("그만둔 것으로 적기")
    eye.check()
    assert Enrolment.objects.get(pk=home.enrolment_id).left_on is None, "a reason alone is not enough"
    eye.page.locator("select[name=next_step]").select_option("honorary")
    eye.press("그만둔 것으로 적기")
    eye.see("경기도에도 알려야 하는 분")
    eye.check("checkin-leaving")
    assert not Home.objects.get(pk=home.pk).active
    eye.press("알렸음")
    eye.check()

    eye.go(f"/persons/{town.people['박말순']}/")
    eye.login("문보라")
    eye.go("/access-log/")
    eye.check()
    looked = AccessLog.objects.filter(subject_id=town.people["박말순"], purpose="person-page")
    assert {row.account_id for row in looked} == {id_of("김하늘")}
