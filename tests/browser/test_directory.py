"""Finding a service, asking it, being asked by link, and reading what is new."""

from __future__ import annotations

import re

from chomchom.notices.models import Notice
from chomchom.referrals.models import Referral
from tests.browser.eye import Eye
from tests.browser.town import Town
from tests.conftest import ILDONG


def secret_of(about_id: str) -> str:
    """What went out about something that is not written anywhere else: a link or a code, the newest."""
    told = Notice.objects.order_by("told_at", "pk")
    found = told.filter(about_id=about_id) if about_id else told
    return [str(one.secret) for one in found if one.secret][-1]


def test_the_directory(eye: Eye, town: Town) -> None:
    eye.login("김하늘")
    eye.go("/network/")
    eye.check()
    eye.go(f"/network/?dong={ILDONG}&need=meals")
    eye.check("network-find")
    eye.go("/network/neighbours/")
    eye.check("network-neighbours")
    eye.login("한지민")
    eye.go("/network/services/new/")
    eye.check("network-service-new")
    eye.go("/network/mine/")
    eye.check("network-mine")


def test_an_officer_asks_an_agency_and_it_answers(eye: Eye, town: Town) -> None:
    eye.login("김하늘")
    eye.go(f"/referrals/new/?person={town.people['박말순']}&need=meals")
    eye.check("referral-new")
    eye.page.locator("textarea").first.fill("반찬 두 번 부탁드립니다.")
    eye.press("의뢰 보내기")
    eye.check("referral-sent")
    eye.go("/referrals/")
    eye.check("referral-list")
    eye.login("박서연")
    eye.go("/referrals/inbox/")
    eye.check("referral-inbox")
    eye.page.locator("main table a").first.click()
    eye.page.wait_for_load_state()
    eye.check("referral-answer")
    eye.go("/notices/")
    eye.check("notices")


def test_an_agency_without_account_answers_from_its_phone(eye: Eye, town: Town) -> None:
    eye.login("김하늘")
    eye.go(f"/referrals/new/?person={town.people['최병호']}&need=mental_health")
    eye.page.locator("textarea").first.fill("마음이 무겁다고 하십니다. 한번 만나 주세요.")
    eye.press("의뢰 보내기")
    link = secret_of(Referral.objects.get().pk)
    eye.page.context.clear_cookies()
    eye.go(link)
    eye.check("link-before")
    eye.press("확인 번호 받기")
    code = re.findall(r"\d{6}", secret_of(""))[-1]
    eye.page.locator("input[name=code]").fill(code)
    eye.check("link-code")
    eye.press("확인하고 열기")
    eye.check("link-answer")
    eye.press("맡겠습니다")
    eye.check("link-done")
    assert Referral.objects.get().state == "accepted"
