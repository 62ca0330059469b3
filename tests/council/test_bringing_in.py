"""Minutes through the upload page: read beside their lines, decided about, and nothing half stored."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chomchom.council.actions import readings
from chomchom.council.models import Body, Reading
from chomchom.council.papers import Form, Paper, minutes_of, write_paper
from chomchom.council.reads.differences import said_value
from chomchom.council.reads.readings import reading_page
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.rules.lines import from_text
from chomchom.documents.models import StoredFile
from chomchom.formats.documents import Picture
from chomchom.formats.hwpx import write_hwpx
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.store.acting import acting
from tests.conftest import MONDAY
from tests.council import twin
from tests.council.test_papers import pdf
from tests.formats.papers import paper, png

pytestmark = pytest.mark.django_db

TEXT = twin.FULL.encode()


def on_disk() -> list[Path]:
    return [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


def upload(client, content: bytes = TEXT, name: str = "회의록.txt"):
    return client.post(reverse("council:readings"), {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def office(come_in):
    return come_in(Role.COUNCIL_OFFICE, name="최지우")


@pytest.fixture
def body(db) -> Body:
    return Body.objects.create(
        kind="subcommittee", name="이웃돌봄분과", founded_on=MONDAY.date(), created_at=MONDAY
    )  # fmt: skip


def brought(deeds, content: bytes = TEXT) -> UUID:
    with acting(deeds.jiu()) as deed:
        return readings.bring_in(deed, filename="회의록.txt", content=content)[0]


def page(deeds, reading_id: UUID):
    with acting(deeds.jiu()) as deed:
        return reading_page(deed, reading_id)


# --- in ---------------------------------------------------------------------------------------------------------


def test_an_upload_is_read_beside_its_lines(office):
    answer = upload(office)
    reading = Reading.objects.get()
    assert answer.status_code == 302
    text = office.get(answer["Location"]).content.decode()
    assert 'id="l-2"' in text
    assert "이웃 살핌 안부전화" in text
    assert "병원 길 동무" in text
    assert '<mark class="cc-slip-open">산건</mark>' in text
    assert 'href="#l-' in text
    assert 'href="#r-1"' in text
    assert Entry.objects.get(tag="council:reading:brought-in").payload["reading_id"] == str(reading.pk)
    assert "회의록.txt" in office.get(reverse("council:readings")).content.decode()


def test_the_same_file_twice_changes_nothing_and_says_so(office):
    first, second = upload(office), upload(office, name="다른 이름.txt")
    assert first["Location"] == second["Location"]
    assert Reading.objects.count() == StoredFile.objects.count() == len(on_disk()) == 1
    assert Entry.objects.filter(tag="council:reading:brought-in").count() == 1
    assert "전에 올린 파일과 똑같습니다" in office.get(second["Location"]).content.decode()


def test_two_who_bring_in_the_same_file_at_once_get_one_reading(deeds, monkeypatch):
    first = brought(deeds)
    monkeypatch.setattr(readings, "_earlier", _once_blind(readings._earlier))
    assert brought(deeds) == first
    assert Reading.objects.count() == StoredFile.objects.count() == 1


def _once_blind(real):
    asked: list[bytes] = []

    def look(deed, digest):
        asked.append(digest)
        return None if len(asked) == 1 else real(deed, digest)

    return look


def test_photographs_in_the_paper_are_kept_without_their_camera(deeds):
    written = write_paper(
        minutes_of(Paper(from_text(twin.FULL))), Form.HWPX, paper=Paper([], (Picture(png(), "png", "사진"),))
    )
    brought(deeds, written)
    assert sorted(StoredFile.objects.values_list("purpose", flat=True)) == ["minutes-original", "minutes-photo"]
    assert Reading.objects.get().photos == 1


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.RESEARCHER, Role.TEAM_HEAD, Role.PRIVACY_OFFICER])
def test_only_the_office_brings_minutes_in(come_in, deeds, role):
    reading_id = brought(deeds)
    client = come_in(role, name="다른 사람")
    assert upload(client).status_code == 403
    assert client.get(reverse("council:reading", args=[reading_id])).status_code == 403
    with pytest.raises(Refused, match="reading-not-found"), acting(deeds(role)) as deed:
        reading_page(deed, reading_id)
    with pytest.raises(Refused, match="council-office-only"), acting(deeds(role)) as deed:
        readings.bring_in(deed, filename="x.txt", content=TEXT)


# --- bad input --------------------------------------------------------------------------------------------------


def zipped(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def truncated() -> bytes:
    whole = write_hwpx(paper())
    return whole[: len(whole) // 2]


def bomb() -> bytes:
    """A small package that unpacks to 300 MB."""
    parts = opened(write_hwpx(paper()))
    parts["Contents/section0.xml"] = b" " * 300_000_000
    return zipped(parts)


def with_entities() -> bytes:
    parts = opened(write_hwpx(paper()))
    section = parts["Contents/section0.xml"].decode()
    parts["Contents/section0.xml"] = section.replace(
        "<hs:sec", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><hs:sec', 1
    ).encode()
    return zipped(parts)


BAD = {
    "an empty file": (b"  \n", "a.txt", "빈 파일"),
    "an image-only PDF": (pdf(b"<</XObject /Image>>"), "scan.pdf", "글자가 없는 PDF"),
    "a PDF with letters": (pdf(b"<</Font <</F1 3 0 R>>>>"), "a.pdf", "글자를 모두 복사해"),
    "a truncated HWPX": (truncated, "a.hwpx", "잘려서 읽을 수 없습니다"),
    "a zip that unpacks without end": (bomb, "a.hwpx", "MB"),
    "XML with entities": (with_entities, "a.hwpx", "DOCTYPE"),
    "a zip that is no paper": (lambda: zipped({"a.txt": b"x"}), "a.hwpx", "HWPX"),
    "an old HWP": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.hwp", "HWPX로 저장해 올려 주세요"),
    "a picture": (png, "a.png", "그림 파일"),
    "letters of no encoding": (b"\xff\xff\xfe\x80\x81", "a.txt", "저장"),
    "a text that is no minutes": ("시장 보기\n우유\n".encode(), "a.txt", "회의록"),
    "a resident number": (TEXT + b"\n900101-1234567\n", "a.txt", "주민등록번호"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence_and_leaves_nothing(office, name):
    content, filename, words = BAD[name]
    answer = upload(office, content() if callable(content) else content, filename)
    assert 400 <= answer.status_code < 500
    text = answer.content.decode()
    assert words in text
    assert "Traceback" not in text
    assert Reading.objects.count() == StoredFile.objects.count() == 0
    assert on_disk() == []


def test_a_file_over_the_limit_is_refused_before_it_is_read(office, monkeypatch):
    monkeypatch.setattr("chomchom.council.papers.MOST_BYTES", 100)
    assert upload(office).status_code == 413
    assert Reading.objects.count() == 0


def test_minutes_in_cp949_are_read(office):
    text = office.get(upload(office, twin.FULL.encode("cp949"))["Location"]).content.decode()
    assert "이웃 살핌 안부전화" in text


def test_no_file_at_all_is_said_at_the_field(office):
    answer = office.post(reverse("council:readings"), {})
    assert answer.status_code == 200 or answer.status_code == 422
    assert Reading.objects.count() == 0


# --- decisions about lines --------------------------------------------------------------------------------------


def test_an_accepted_slip_is_read_corrected_and_the_print_stays(deeds):
    reading_id = brought(deeds)
    slip = next(row for row in page(deeds, reading_id).proposals if row.raw == "제57기")
    assert slip.state == "open"
    with acting(deeds.jiu()) as deed:
        readings.decide(deed, reading_id=reading_id, names={slip.name: True})
    found = page(deeds, reading_id)
    assert next(row for row in found.proposals if row.name == slip.name).state == "accepted"
    line = next(row for row in found.lines if row.no == slip.line)
    assert any(piece.text == "제57기" and piece.mark == "accepted" for cell in line.cells for piece in cell)
    agenda = next(group for group in found.groups if group.kind == "agenda")
    assert any(f"제{slip.suggest[1]}기 계획의 방향" in row.title for row in agenda.rows)
    with acting(deeds.jiu()) as deed:
        readings.decide(deed, reading_id=reading_id, names={slip.name: None})
    assert next(row for row in page(deeds, reading_id).proposals if row.name == slip.name).state == "open"


def test_all_open_slips_are_accepted_with_one_press_but_those_left_stay(deeds, office):
    reading_id = brought(deeds)
    rows = page(deeds, reading_id).proposals
    office.post(reverse("council:reading_decide", args=[reading_id]), {"name": rows[0].name, "deed": "leave"})
    office.post(reverse("council:reading_decide", args=[reading_id]), {"all": "1"})
    found = page(deeds, reading_id)
    assert found.proposals[0].state == "left"
    assert {row.state for row in found.proposals[1:] if row.suggest} == {"accepted"}
    assert found.open_proposals == sum(not row.suggest for row in rows)
    shown = office.get(reverse("council:reading", args=[reading_id])).content.decode()
    assert "고쳐 읽었습니다." in shown
    assert "남은 것 모두 고쳐 읽기" not in shown


def test_a_slip_without_a_word_and_one_that_is_not_there_are_refused(deeds):
    text = twin.FULL.replace("두 곳의 사례를", "쉼어 두 곳의 사례를").encode()
    reading_id = brought(deeds, text)
    lost = next(row for row in page(deeds, reading_id).proposals if not row.suggest)
    for names, code in (({lost.name: True}, "correction-needs-a-hand"), ({"1:0:x": True}, "correction-not-found")):
        with pytest.raises(Refused, match=code), acting(deeds.jiu()) as deed:
            readings.decide(deed, reading_id=reading_id, names=names)


def test_the_same_slip_twice_in_a_line_is_decided_one_by_one(deeds):
    text = twin.FULL.replace("제57기 계획의 방향 3.", "제57기 계획과 제57기 방향 3.").encode()
    reading_id = brought(deeds, text)
    two = [row for row in page(deeds, reading_id).proposals if row.raw == "제57기"]
    assert len(two) == 2
    with acting(deeds.jiu()) as deed:
        readings.decide(deed, reading_id=reading_id, names={two[1].name: True})
    agenda = next(group for group in page(deeds, reading_id).groups if group.kind == "agenda")
    assert any(f"제57기 계획과 {two[1].suggest} 방향" in row.title for row in agenda.rows)


def test_a_line_is_rewritten_by_hand_and_given_back(deeds, office):
    reading_id = brought(deeds)
    line = next(row for row in page(deeds, reading_id).lines if any("회의일시" in p.text for c in row.cells for p in c))
    where = reverse("council:reading_line", args=[reading_id, line.no])
    office.post(where, {"text": line.editable.replace("소회의실", "큰 회의실") + " | 진행 | 나도담"})
    meeting = page(deeds, reading_id).groups[0].rows[0]
    assert ("장소", "달맞이시청 큰 회의실") in meeting.rest
    assert ("진행", "나도담") in meeting.rest
    office.post(where, {"text": "x", "back": "1"})
    assert page(deeds, reading_id).groups[0].rows[0] != meeting
    office.post(reverse("council:reading_line", args=[reading_id, 9999]), {"text": "x"})
    assert not Reading.objects.get().choices().by_hand


def test_offered_ways_of_counting_are_a_question_and_never_applied_by_themselves(deeds, body):
    text = twin.FULL.replace(" / 협의체 사무국 참석률 제외", "").encode()
    reading_id = brought(deeds, text)
    found = page(deeds, reading_id)
    assert found.stated.startswith("8명 중 6명")
    assert found.counted.startswith("9명 중 7명")
    assert not found.agrees
    assert found.offers
    with acting(deeds.jiu()) as deed:
        readings.agree_to_offer(deed, reading_id=reading_id, number=found.offers[0].number)
    assert page(deeds, reading_id).agrees
    with pytest.raises(Refused), acting(deeds.jiu()) as deed:
        readings.agree_to_offer(deed, reading_id=reading_id, number=99)


def test_roles_are_chosen_one_by_one(deeds, office):
    reading_id = brought(deeds)
    place = next(row.place for row in page(deeds, reading_id).people if row.name == "한가람")
    office.post(
        reverse("council:reading_roles", args=[reading_id]), {f"role-{place}": "secretariat", "role-0": "member"}
    )
    found = page(deeds, reading_id)
    assert found.people[place].role is SeatRole.SECRETARIAT
    assert found.agrees
    office.post(reverse("council:reading_roles", args=[reading_id]), {f"role-{place}": "emperor", "role-x": "member"})
    assert page(deeds, reading_id).people[place].role is SeatRole.MEMBER


def test_a_reading_thrown_away_leaves_no_word_and_can_come_again(deeds, office):
    reading_id = brought(deeds)
    office.post(reverse("council:reading_discard", args=[reading_id]))
    gone = Reading.objects.get()
    assert (gone.state, gone.lines, gone.name, gone.decided) == ("discarded", "[]", "", "{}")
    assert StoredFile.objects.get().blob_id is None
    with pytest.raises(Refused, match="reading-discarded"), acting(deeds.jiu()) as deed:
        readings.accept_all(deed, reading_id=reading_id)
    assert brought(deeds) != reading_id


def test_lines_of_a_reading_lie_sealed(deeds):
    brought(deeds)
    with connection.cursor() as cursor:
        cursor.execute("SELECT lines, name FROM council_reading")
        assert all("병가".encode() not in bytes(value) for value in cursor.fetchone())


def test_the_page_asks_as_often_for_a_long_paper_as_for_a_short_one(deeds):
    short, long = brought(deeds, twin.WITHOUT_REVIEWS.encode()), brought(deeds)
    counts = []
    for reading_id in (short, long):
        with CaptureQueriesContext(connection) as asked:
            page(deeds, reading_id)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_days_are_said_as_papers_write_them_and_a_day_the_calendar_lacks_as_it_was_read(office):
    text = office.get(upload(office)["Location"]).content.decode()
    assert "2027. 4. 1.(목) 10:00" in text
    assert "2027-04-01T10:00" not in text
    assert said_value("start", "2027-04-01") == "2027. 4. 1.(목)"
    assert said_value("start", "2027-02-30T10:00") == "2027-02-30 10:00"
