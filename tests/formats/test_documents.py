"""One tree, three forms: what is written is read back, and the same tree gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hwp_hwpx_parser import Reader
from hypothesis import given, settings
from hypothesis import strategies as st

from chomchom.formats import fonts
from chomchom.formats.documents import (
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Table,
    pictures_in,
    plain,
    rows_of,
    text_cell,
)
from chomchom.formats.html import read_html, write_html
from chomchom.formats.hwpx import lint, read_hwpx, write_hwpx
from chomchom.formats.pdf import Standard, write_pdf
from chomchom.kernel.verdicts import Refused
from tests.formats.papers import paper


def test_rows_are_what_somebody_reads_line_by_line():
    assert rows_of(paper().blocks) == [
        ["실무분과 회의록(2027년 2차)"],
        ["담당", "국장"],
        ["앞줄"],
        ["뒷줄"],
        ["1. 첫째 안건"],
        ["오른쪽"],
        ["가운데"],
        ["굵은 글"],
        ["구분", "주요 내용", ""],
        ["두 줄", "가 & 나 <다>", "· 하나 · 둘"],
        ["", "넓게", ""],
        ["앞말"],
        ["", "안", "밖"],
        ["뒷말"],
        ["○ 할 일 하나"],
        ["○ 할 일 둘"],
        ["- 다른 표시"],
        ["□ 사업"],
    ]
    assert plain((Paragraph("가"), Table(((text_cell("나"), Cell()),)))) == "가\n나"


def test_html_is_read_back_equal():
    assert read_html(write_html(paper()).decode()) == paper()


def test_hwpx_is_read_back_equal():
    assert read_hwpx(write_hwpx(paper())) == paper()


@pytest.mark.parametrize("write", [write_html, write_hwpx, write_pdf])
def test_the_same_paper_gives_the_same_bytes(write):
    assert write(paper()) == write(paper())


def test_hwpx_has_no_flaw_and_no_person():
    written = write_hwpx(paper())
    assert lint(written) == []
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "실무분과 회의록" in archive.read("Preview/PrvText.txt").decode()
        section = archive.read("Contents/section0.xml").decode()
    assert section.count('repeatHeader="1"') == 1
    assert "linesegarray" not in section


def test_a_second_independent_reader_opens_our_hwpx(tmp_path):
    path = tmp_path / "paper.hwpx"
    path.write_bytes(write_hwpx(paper()))
    with Reader(str(path)) as reader:
        assert reader.is_valid
        text = reader.text
        tables = reader.get_tables()
    for words in ("실무분과 회의록(2027년 2차)", "1. 첫째 안건", "○ 할 일 하나", "가 & 나 <다>"):
        assert words in text
    assert [row[0] for row in tables[1].rows][:2] == ["구분", "두 줄"]


words = st.text("가나다 a1·&<>\"'%", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
cells = st.builds(lambda text, head: text_cell(text, head=head), words, st.just(False))


@st.composite
def papers(draw) -> Document:
    blocks = []
    for kind in draw(st.lists(st.sampled_from("hpbt"), max_size=6)):
        if kind == "h":
            blocks.append(Heading(draw(words), draw(st.integers(1, 3))))
        elif kind == "p":
            blocks.append(Paragraph(draw(words), draw(st.sampled_from(("left", "center", "right")))))
        elif kind == "b" and not (blocks and isinstance(blocks[-1], Bullets)):
            blocks.append(Bullets(tuple(draw(st.lists(words, min_size=1, max_size=3))), draw(st.sampled_from("·○-"))))
        elif kind == "t":
            wide = draw(st.integers(1, 4))
            rows = draw(st.lists(st.lists(cells, min_size=wide, max_size=wide).map(tuple), min_size=1, max_size=3))
            blocks.append(Table(tuple(rows)))
    return Document(title=draw(words), blocks=tuple(blocks))


@settings(max_examples=60, deadline=None)
@given(papers())
def test_any_paper_is_read_back_equal_and_sound(one):
    written = write_hwpx(one)
    assert lint(written) == []
    assert read_hwpx(written) == one
    assert read_html(write_html(one).decode()) == one


# --- PDF ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("standard", list(Standard))
def test_pdf_is_tagged_with_language_title_and_an_embedded_korean_font(standard):
    written = write_pdf(paper(), standard=standard)
    assert written.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in written or b"/ObjStm" in written
    assert b"PretendardGOV" in written
    assert b"pdfuaid" in written if standard is Standard.ACCESSIBLE else b"pdfaid" in written


def test_an_archive_copy_needs_a_day():
    with pytest.raises(Refused, match="pdf-needs-day"):
        write_pdf(replace(paper(), day=None), standard=Standard.ARCHIVE)
    assert write_pdf(replace(paper(), day=None))


def test_a_folder_without_the_typeface_is_refused(tmp_path):
    with pytest.raises(Refused, match="pdf-font-missing"):
        write_pdf(paper(), font_folder=tmp_path)


def test_a_picture_that_is_none_is_refused_and_not_half_written():
    broken = replace(paper(), blocks=(replace(next(pictures_in(paper().blocks)), content=b"\x89PNG nothing"),))
    with pytest.raises(Refused, match="pdf-not-written"):
        write_pdf(broken)


def test_text_is_never_markup():
    odd = Document(title="x", day=date(2027, 1, 1), blocks=(Paragraph('#panic("no") $x$ *a* _b_ \\ // @c <d>'),))
    assert write_pdf(odd)


def test_the_font_is_unpacked_whole():
    woff = (fonts.FACES / "PretendardGOV-Regular.woff").read_bytes()
    otf = fonts.opentype(woff)
    assert otf[:4] == b"\x00\x01\x00\x00"
    assert int.from_bytes(woff[16:20], "big") == len(otf)
    with pytest.raises(ValueError, match="WOFF"):
        fonts.opentype(otf)


def test_the_template_breaks_korean_between_words_only():
    template = (fonts.FACES.parents[1] / "paper.typ").read_text(encoding="utf-8")
    assert re.search(r"else \{ box\(w\) \}", template)
