"""S14 at a desk and on a phone: what is due, the notice, the list of who came on a tablet, the line."""

from __future__ import annotations

from datetime import timedelta

from chomchom.council.models import Attendance, Meeting
from tests.browser.eye import Eye
from tests.browser.town import Town
from tests.conftest import Deeds
from tests.council.hall import FRIDAY, build

TARGET = 44  # CSS pixels a finger needs


def test_s14_the_office_calls_marks_and_sends_round(eye: Eye, town: Town, freeze) -> None:
    council = build(Deeds())
    eye.page.on("dialog", lambda dialog: dialog.accept())
    eye.login("최지우")
    eye.go("/council/")
    eye.see("지금 할 일 1건")
    eye.check("council-home")
    eye.go("/council/bodies/")
    eye.check()
    eye.go(f"/council/bodies/{council.body}/")
    eye.see("이 협의체의 규칙")
    eye.check("council-body")
    for part in ("seats/new/", "counting/", "line/"):
        eye.go(f"/council/bodies/{council.body}/{part}")
        eye.check()

    eye.go(f"/council/meetings/{council.meeting}/")
    eye.see("2026. 6. 26.(금)에 알립니다")
    eye.check("council-meeting")
    eye.press("회의 알리기")
    eye.see("5명에게 알렸습니다")
    eye.check()

    freeze(FRIDAY + timedelta(hours=2, minutes=10))
    eye.go(f"/council/meetings/{council.meeting}/attendance/")
    eye.see("아직 5명을 적지 않았습니다")
    tiles = eye.page.locator("label.cc-tile")
    sizes = [tiles.nth(n).bounding_box() for n in range(4)]
    assert all(box and box["height"] >= TARGET and box["width"] >= TARGET for box in sizes), sizes
    _mark(eye)
    eye.check("council-attendance")
    eye.press("참석 적기")
    eye.see("참석 4명 ÷ 5명 = 80.0%")
    eye.page.get_by_label("진행한 사람").fill("강마루")
    eye.press("회의 마치기")
    eye.see("회의를 마쳤습니다")
    eye.press("회의록 쓰기 시작")
    eye.press("결재 돌리기")
    eye.see("결재하실 차례입니다")
    eye.check("council-line")
    eye.press("결재하기")
    eye.see("다음 결재자에게 알렸습니다")
    eye.go(f"/council/meetings/{council.meeting}/attendance/")
    eye.check()
    eye.go("/council/meetings/")
    eye.check()
    assert Meeting.objects.get().state == "circulated"


def _mark(eye: Eye) -> None:
    """One press a person, by the keyboard's own means too: the last one is away and has a reason."""
    rows = Attendance.objects.order_by("order")
    for row in rows:
        word = "불참" if row.name == "맹가온" else "참석"
        group = eye.page.get_by_role("radiogroup", name=row.name)
        group.get_by_text(word, exact=True).click()
    away = rows.get(name="맹가온")
    item = eye.page.locator("li", has=eye.page.locator(f"#category-{away.pk}"))
    item.locator("summary").focus()
    eye.page.keyboard.press("Enter")
    item.locator("select").select_option("health")
    item.locator(f"#reason-{away.pk}").fill("병가")


def test_the_notice_under_a_link_and_the_calendar(eye: Eye, town: Town) -> None:
    from chomchom.council.actions.calling import call_meeting
    from chomchom.notices.models import Notice
    from chomchom.store.acting import acting

    council = build(Deeds())
    with acting(Deeds().jiu()) as deed:
        call_meeting(deed, meeting_id=council.meeting)
    eye.go(Notice.objects.filter(template="meeting-called", account_id=None).first().secret)
    eye.see("신규 사업 후보")
    eye.check("council-notice")
    eye.login("최지우")
    eye.go("/council/calendar/")
    eye.see("회의를 내 달력에서 보시겠어요?")
    eye.check()
