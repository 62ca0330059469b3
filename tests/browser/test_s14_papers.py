"""S14, the papers: minutes come in from a file, become records and papers again, and everybody reads the public copy."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from chomchom.council.actions import minutes as moves
from chomchom.council.models import ApprovalStep, Body, Decision, Meeting, Reading
from chomchom.council.papers import minutes_of, paper_of
from chomchom.council.recorded import records_of
from chomchom.council.rules.public_copy import BLANK
from chomchom.council.rules.records import to_records
from chomchom.formats.hwpx import lint
from chomchom.kernel.roles import Role
from chomchom.store.acting import acting
from tests.browser.eye import Eye
from tests.browser.town import Town
from tests.conftest import MONDAY, Deeds, id_of
from tests.council import twin
from tests.council.hall import person
from tests.council.test_recording import plain


def test_s14_minutes_come_in_become_records_and_papers_and_are_published(eye: Eye, town: Town) -> None:
    name = "이웃돌봄분과"
    Body.objects.create(kind="subcommittee", name=name, founded_on=date(2020, 1, 1), created_at=MONDAY)
    eye.page.on("dialog", lambda dialog: dialog.accept())
    eye.login("최지우")
    meeting = _bring_in(eye, name)
    _papers(eye, meeting)
    _publish(meeting)
    _visitor(eye)
    meeting.refresh_from_db()
    assert meeting.state == "published"
    assert Reading.objects.get().meeting_id == meeting.pk


def _bring_in(eye: Eye, body: str) -> Meeting:
    """From the file to records: slips accepted, the way of counting chosen, the next meeting said as a day."""
    eye.go("/council/readings/")
    eye.check()
    file = {"name": "회의록.txt", "mimeType": "text/plain", "buffer": twin.FULL.encode()}
    eye.page.locator("input[type=file]").set_input_files(files=[file])
    eye.press("읽기")
    eye.see("맞게 읽었나요?")
    eye.page.locator("#body").select_option(label=body)
    eye.press("이 협의체")
    eye.press("고쳐 읽기")
    eye.see("고쳐 읽었습니다.")
    eye.press("남은 것 모두 고쳐 읽기")
    eye.see("서로 다릅니다.")
    eye.press("이렇게 셈")
    eye.see("지금 고른 대로 세면 8명 중 6명")
    assert "2027. 4. 1.(목) 10:00" in eye.page.locator("#records").inner_text()
    _lines_stay(eye)
    eye.check("minutes-reading")
    eye.press("건 만들기")
    reading = Reading.objects.get()
    assert reading.state == "recorded"
    return Meeting.objects.get(pk=reading.meeting_id)


def _lines_stay(eye: Eye) -> None:
    """At a desk the printed lines are in view beside the last record; on a phone they stand above."""
    last = eye.page.locator("#records article").last
    last.scroll_into_view_if_needed()
    place = eye.page.locator("#lines").bounding_box()
    assert place is not None
    seen = place["y"] < 900 and place["y"] + place["height"] > 0
    assert seen is not eye.narrow, place
    eye.page.evaluate("scrollTo(0, 0)")


def _papers(eye: Eye, meeting: Meeting) -> None:
    """The papers of records: lint finds nothing, and what is read back are the same records."""
    eye.go(f"/council/meetings/{meeting.pk}/papers/")
    eye.press("회의록 만들기")
    eye.see("만든 회의록")
    eye.check("minutes-papers")
    written = _download(eye, "HWPX")
    assert lint(written) == []
    assert plain(to_records(minutes_of(paper_of(written, filename="x.hwpx")))) == plain(records_of(meeting))
    assert _download(eye, "PDF").startswith(b"%PDF")


def _download(eye: Eye, label: str) -> bytes:
    with eye.page.expect_download() as waiting:
        eye.page.locator("main").get_by_role("link", name=label).first.click()
    return Path(waiting.value.path()).read_bytes()


def _publish(meeting: Meeting) -> None:
    """Two sign and the office publishes; which of two labels holds is asked elsewhere."""
    deeds = Deeds()
    person("분과장")
    ApprovalStep.objects.filter(meeting=meeting).exclude(no__in=[1, 2]).delete()
    ApprovalStep.objects.filter(meeting=meeting, no=1).update(account_id=id_of("최지우"))
    ApprovalStep.objects.filter(meeting=meeting, no=2).update(account_id=id_of("분과장"))
    Decision.objects.update(
        label_in_body="", modifiers=[], kind="continue_review", coarse="continue", subject="project"
    )
    with acting(deeds.jiu()) as deed:
        moves.circulate(deed, meeting_id=meeting.pk)
        moves.approve(deed, meeting_id=meeting.pk)
    with acting(deeds(Role.COUNCIL_MEMBER, name="분과장")) as deed:
        moves.approve(deed, meeting_id=meeting.pk)
    with acting(deeds.jiu()) as deed:
        moves.publish(deed, meeting_id=meeting.pk)


def _visitor(eye: Eye) -> None:
    """Nobody in particular reads the public copy: why words are missing is said, and none of them is there."""
    eye.page.context.clear_cookies()
    eye.go("/council/minutes/")
    eye.see("개인정보는 가렸고, 가린 곳마다 그렇다고 적었습니다")
    eye.check("minutes-published")
    assert _download(eye, "PDF").startswith(b"%PDF")
    eye.page.locator("main table a").first.click()
    eye.see(BLANK)
    text = eye.page.locator("body").inner_text()
    assert "나도담" in text
    assert "병가" not in text
    eye.assert_no_sideways_scroll()
