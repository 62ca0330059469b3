"""Minutes go out as a paper and come back as the same records."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pytest

from chomchom.council.papers import Form, Paper, content_of, minutes_of, paper_of, read_paper, write_paper
from chomchom.council.rules.lines import from_text
from chomchom.council.rules.paper import write_minutes
from chomchom.council.rules.reading import as_json
from chomchom.council.rules.shape import Minutes
from chomchom.formats.documents import Picture
from chomchom.formats.hwpx import lint
from chomchom.kernel.verdicts import Refused
from tests.council import twin
from tests.council.test_reading import REAL
from tests.formats.papers import png

VARIANTS = ("FULL", "WITHOUT_TABLE", "WITHOUT_REVIEWS", "WITHOUT_AGENDA")


def records(minutes: Minutes) -> dict[str, Any]:
    """The records without what speaks of lines of one paper."""
    found = as_json(minutes, say=lambda finding: "")
    del found["corrections"], found["findings"]
    found["unread"] = sorted(one["text"] for one in found["unread"])
    return found


def there_and_back(paper: Paper, form: Form) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    minutes = minutes_of(paper)
    written = write_paper(minutes, form, paper=paper)
    assert written == write_paper(minutes, form, paper=paper)
    return records(minutes), records(minutes_of(paper_of(written, filename="paper"))), written


@pytest.mark.parametrize("form", [Form.HWPX, Form.HTML])
@pytest.mark.parametrize("variant", VARIANTS)
def test_the_twin_comes_back_as_the_same_records(variant, form):
    before, after, written = there_and_back(Paper(from_text(getattr(twin, variant))), form)
    assert before == after
    if form is Form.HWPX:
        assert lint(written) == []


@pytest.mark.parametrize("form", [Form.HWPX, Form.HTML])
def test_the_real_paper_comes_back_as_the_same_records(form):
    if not REAL.exists():
        pytest.skip("the real minutes are not kept with the product")
    before, after, _ = there_and_back(paper_of(content_of(REAL), filename=REAL.name), form)
    assert before == after


def test_what_was_unread_is_not_lost_on_the_way():
    before, after, _ = there_and_back(Paper(from_text(twin.FULL + "뜻 모를 말\n")), Form.HWPX)
    assert before["unread"] == after["unread"] == ["뜻 모를 말"]


def test_empty_rows_and_a_chair_come_back():
    text = twin.FULL.replace("분과원 의견\t· 안부", "빈 행\t\n분과원 의견\t· 안부").replace(
        "작성자\t한가람\t\t", "작성자\t한가람\t분과장\t나도담"
    )
    before, after, _ = there_and_back(Paper(from_text(text)), Form.HWPX)
    assert before["reviews"][1]["sections"][1] == {"label": "빈 행", "bullets": []}
    assert before["meeting"]["chair"] == "나도담"
    assert before == after


def test_photographs_travel_with_the_paper():
    paper = Paper(from_text(twin.FULL), (Picture(png(), "png", "회의 사진"),), "달맞이시")
    before, after, written = there_and_back(paper, Form.HWPX)
    assert before["photos"] == after["photos"] == 1
    assert paper_of(written, filename="x").creator == "달맞이시"


def test_the_pdf_of_minutes_has_pages():
    paper = Paper(from_text(twin.FULL))
    written = write_paper(minutes_of(paper), Form.PDF, paper=paper)
    assert written.startswith(b"%PDF-")
    assert b"PretendardGOV" in written


def test_a_table_of_ours_repeats_its_header_and_holds_the_approval_boxes():
    document = write_minutes(minutes_of(Paper(from_text(twin.FULL))))
    assert document.day is not None
    assert document.creator == ""
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds[:3] == ["Heading", "Approval", "Table"]


# --- what is refused ------------------------------------------------------------------------------------


def pdf(stream: bytes) -> bytes:
    packed = zlib.compress(stream)
    return b"%PDF-1.5\n1 0 obj <</Filter /FlateDecode>>\nstream\n" + packed + b"\nendstream\nendobj\n%%EOF"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (pdf(b"<</XObject /Image>>"), "scan.pdf", "file-pdf-image-only"),
        (pdf(b"<</Font <</F1 3 0 R>>>>"), "text.pdf", "file-pdf"),
        (b"\x89PNG\r\n\x1a\n", "scan.png", "file-is-picture"),
        (b"\xff\xd8\xff\xe0", "scan.txt", "file-is-picture"),
        (b"PK\x03\x04 broken", "minutes.hwpx", "document-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "minutes.hwpx", "file-hwp"),
    ],
)
def test_what_cannot_be_read_is_refused_by_what_it_is(content, name, code):
    with pytest.raises(Refused, match=f"^{code}$"):
        paper_of(content, filename=name)


def test_a_huge_file_is_refused_by_its_size_and_never_opened(tmp_path):
    path = tmp_path / "bomb.hwpx"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(Refused, match="file-too-large"):
        read_paper(path)


def test_an_hwpx_is_read_from_its_path(tmp_path):
    path: Path = tmp_path / "minutes.hwpx"
    paper = Paper(from_text(twin.FULL))
    path.write_bytes(write_paper(minutes_of(paper), Form.HWPX, paper=paper))
    assert records(read_paper(path)) == records(minutes_of(paper))
