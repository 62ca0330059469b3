"""S15 to its end, with the eyes of those who do it: decision, draft, refusal, definition, approval, board, printed list."""

from __future__ import annotations

from chomchom.formats.documents import plain
from chomchom.formats.hwpx import lint, read_hwpx
from chomchom.planning.models import Indicator, Project
from chomchom.site.demo import plan
from chomchom.site.demo.city import demo_deed
from chomchom.store.acting import acting
from tests.browser.eye import Eye
from tests.browser.town import Town
from tests.conftest import MONDAY, Deeds
from tests.council.room import approve
from tests.council.room import build as build_room
from tests.planning.reviewing import employ
from tests.planning.wanting import WANTED, decide_to_measure

NAME = "온동네 촘촘 살핌"


def test_what_the_council_wants_measured_is_defined_approved_placed_and_printed(eye: Eye, town: Town) -> None:
    with acting(demo_deed(MONDAY)) as deed:
        plan.build(deed)
    employ("남가온", "배로운")
    room = build_room()
    decide_to_measure(Deeds(), room.meeting, code="1-4-1", name=NAME)
    approve(room.meeting)
    project = Project.objects.get(term__number=6, name=NAME)
    eye.page.on("dialog", lambda dialog: dialog.accept())

    eye.login("최지우")
    eye.go("/plan/")
    eye.see("결정 1건을 계획에 반영하기")
    eye.check("plan-desk")
    eye.press("결정 1건을 계획에 반영하기")
    eye.see(WANTED)
    eye.check()
    eye.press("계획에 반영하기")
    eye.see("계획에 반영했습니다")
    _confirm(eye, project, refused=True)

    asked = Indicator.objects.get(project=project)
    eye.login("남가온")
    eye.go("/plan/")
    eye.press(f"지표 정의하기: {WANTED}")
    _define(eye)
    eye.see("정의를 적었습니다")
    eye.check()

    eye.login("배로운")
    eye.go("/plan/")
    eye.press(f"지표 정의 승인하기: {WANTED}")
    eye.press("적어 둔 정의 승인하기")
    eye.see("정의를 승인했습니다")
    eye.go(f"/plan/projects/{project.pk}/indicators/ready/?text=회의록")
    eye.see("회의록 공개율")
    eye.check("indicators-ready")

    eye.login("최지우")
    _confirm(eye, project, refused=False)
    assert Project.objects.get(pk=project.pk).state == "confirmed"
    assert Indicator.objects.get(pk=asked.pk).state == "in_use"
    _printed(eye)


def _confirm(eye: Eye, project: Project, *, refused: bool) -> None:
    """Press 확정하기 on the project's page; while the indicator is undefined the button says why it cannot be."""
    eye.go(f"/plan/projects/{project.pk}/")
    button = eye.page.locator("main").get_by_role("button", name="확정하기").first
    if refused:
        assert button.is_disabled() or button.get_attribute("aria-disabled") == "true"
        eye.see(Indicator.objects.get(project=project).code)
        eye.check()
        return
    button.click()
    eye.page.wait_for_load_state("networkidle")
    eye.see("확정했습니다")


def _define(eye: Eye) -> None:
    """The officer who was named writes what the indicator means."""
    eye.check()
    page = eye.page
    for label, text in (
        ("단위", "%"),
        ("무엇을 세나요 (모집단을 말로)", "찾은 가구와 그 가운데 민간으로 이은 가구"),
        ("모으는 부서", "복지정책과"),
        ("모으는 사람", "남가온"),
        ("그렇게 보는 근거", "달마다 집계표를 받음"),
        ("어느 해부터 쓰나요", "2027"),
    ):
        page.get_by_label(label).first.fill(text)
    page.get_by_label("성격").first.select_option("outcome")
    page.get_by_label("좋은 방향").first.select_option("up")
    page.get_by_label("셈의 종류").first.select_option("ratio")
    page.locator("select[name=source]").select_option("entered")
    page.get_by_label("이 부서가 자료를 모을 수 있음을 확인했습니다").check()
    eye.press("정의 적기")


def _printed(eye: Eye) -> None:
    """The list of the sixth plan, as the office downloads it."""
    eye.go("/plan/6/papers/")
    eye.check()
    with eye.page.expect_download() as waited:
        eye.page.locator("tr", has_text="목록").get_by_role("link", name="한글(HWPX)").first.click()
    content = waited.value.path().read_bytes()
    assert lint(content) == []
    row = next(line for line in plain(read_hwpx(content).blocks).splitlines() if NAME in line)
    assert "확정" in row
