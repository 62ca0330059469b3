"""Minutes nobody has seen before: made up at random, printed with the traps of real papers, and read as they were."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from chomchom.council.papers import Form, minutes_of, paper_of, write_paper
from chomchom.council.rules.lines import clean, from_text, key
from chomchom.council.rules.lists import PAGE_NUMBER
from chomchom.council.rules.pages import BARE
from chomchom.council.rules.reading import as_json, read_minutes
from chomchom.council.sentences import finding_sentence
from chomchom.formats.documents import Cell, Document, Paragraph, Table, text_cell
from chomchom.formats.html import write_html
from chomchom.formats.hwpx import write_hwpx
from tests.council.printed import Invented, Style, invent, rows_of, style, text_of

SEEDS = range(120)
COPIED = 199  # the made-up paper whose PDF was copied from
# Korean data: what a paper prints around its records
FURNITURE = {
    key(word)
    for word in ["회의일시", "회의장소", "분과명", "위원회명", "회의체", "작성자", "진행", "분과장", "주재자", "참석자", "참석", "현황", "출석위원", "성명", "소속", "참석여부", "안건", "회의내용", "※", "분과원", "불참사유", "구분", "주요", "내용", "핵심", "이슈", "핵심", "쟁점", "주요", "이슈", "논의", "내용", "사업명", "분과회의", "정리", "제6기", "반영", "방향", "세부사업명", "논의", "결과", "분류", "과제명", "분과", "의견", "결정", "사항", "차기회의", "다음", "회의", "일시", "장소", "진행사진", "연번", ":", "총", "재적위원", "위원", "중", "참석률", "명", "출석", "부터", "까지", "오전", "오후"]
}  # fmt: skip


def printed(seed: int, **given: Any) -> tuple[Invented, Style, list[list[str]]]:
    random = Random(seed)
    invented = invent(random)
    how = style(random, **given)
    return invented, how, rows_of(invented, random, how)


def read(text: str) -> dict[str, Any]:
    return as_json(read_minutes(from_text(text)), say=finding_sentence)


def unlike(truth: Any, found: Any, place: str = "") -> list[str]:
    """Where what was read is not what was made up; fields the truth does not speak of are left out."""
    if isinstance(truth, dict) and isinstance(found, dict):
        return [one for name in truth for one in unlike(truth[name], found.get(name, "?"), f"{place}.{name}")]
    if isinstance(truth, list) and isinstance(found, list) and len(truth) == len(found):
        return [one for n, (a, b) in enumerate(zip(truth, found, strict=True)) for one in unlike(a, b, f"{place}[{n}]")]
    return [] if truth == found else [f"{place}: {truth!r} is read as {found!r}"]


@pytest.mark.parametrize("seed", SEEDS)
def test_minutes_made_up_at_random_are_read_as_they_were(seed):
    invented, how, rows = printed(seed)
    found = read(text_of(rows, how))
    assert unlike(invented.found, found) == []
    assert found["unread"] == []


@pytest.mark.parametrize("seed", SEEDS[:40])
def test_nothing_that_was_printed_vanishes(seed):
    _, how, rows = printed(seed, time="dots", spaces="plain", square="□", headline="총 분과원 {}명 중 {}명 참석 ({}%)")
    stray = ["비가 왔음", "뜻 모를 낱말\t옆 칸의 낱말"]
    random = Random(seed)
    lines = text_of(rows, how).split("\n")
    for one in stray:
        lines.insert(random.randrange(len(lines)), one)
    found = read("\n".join(lines))
    held = key("".join(texts(found)))
    printed_words = {
        word.strip(".,:~()[]%※")
        for line in lines if not PAGE_NUMBER.match(clean(line)) and not BARE.match(clean(line))
        for word in clean(line).split()
    }  # fmt: skip
    lost = [word for word in printed_words if key(word) not in held and not known(word, how)]
    assert lost == []


def texts(found: Any) -> list[str]:
    """Every text among values."""
    if isinstance(found, str):
        return [found]
    values = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [text for value in values for text in texts(value)]


def known(word: str, how: Style) -> bool:
    """Words that are kept as something else: marks, labels, times, numbers, codes."""
    bare = key(word)
    return (
        bare in FURNITURE | set(map(key, how.marks))
        or not any(char.isalpha() for char in bare)
        or word[0].isdigit()
        or "-" in word
    )


@pytest.mark.parametrize("write", [write_hwpx, write_html])
@pytest.mark.parametrize("seed", SEEDS[:12])
def test_the_same_paper_as_hwpx_and_html_is_read_alike(seed, write):
    invented, _, rows = printed(seed, list_tags=False)
    blocks = []
    for row in rows:
        if len(row) == 1:
            blocks.append(Paragraph(clean(row[0])))
        else:
            blocks.append(Table((tuple(text_cell(clean(cell)) for cell in row),)))
    document = Document(title="", blocks=tuple(block for block in blocks if block != Paragraph("")))
    paper = paper_of(write(document), filename=f"minutes.{'hwpx' if write is write_hwpx else 'html'}")
    found = as_json(minutes_of(paper), say=finding_sentence)
    assert unlike(invented.found, found) == []


@pytest.mark.parametrize("seed", SEEDS[:6])
def test_a_frame_around_everything_is_no_matter(seed):
    """Forms of many cities put the whole paper into one table with a table inside."""
    invented, _, rows = printed(seed, list_tags=False, breaks=0.0)
    inner = tuple(
        Paragraph(clean(row[0])) if len(row) == 1 else Table((tuple(text_cell(clean(cell)) for cell in row),))
        for row in rows if any(row)
    )  # fmt: skip
    document = Document(title="", blocks=(Table(((Cell(inner),),)),))
    found = as_json(minutes_of(paper_of(write_hwpx(document), filename="m.hwpx")), say=finding_sentence)
    assert unlike(invented.found, found) == []


@pytest.mark.parametrize("way", ["page", "stream"])
def test_text_copied_out_of_a_pdf_is_read_though_it_has_no_cells(way):
    """Kept as two tools give them: columns apart as on the page, or one blank between everything."""
    random = Random(COPIED)
    truth = invent(random).found
    content = (Path(__file__).parent / "copied" / f"{way}-{COPIED}.txt").read_bytes()
    found = as_json(minutes_of(paper_of(content, filename="copied.txt")), say=finding_sentence)
    assert unlike(truth, found) == []
    assert found["unread"] == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is no part of the product")
@pytest.mark.parametrize("mode", ["-layout", "-raw"])
@pytest.mark.parametrize("seed", SEEDS[:4])
def test_our_own_pdf_is_read_back_through_its_text(tmp_path, seed, mode):
    invented, how, rows = printed(seed, breaks=0.0, spaces="plain", wrapped=0, list_tags=False)
    made = tmp_path / "minutes.pdf"
    made.write_bytes(write_paper(read_minutes(from_text(text_of(rows, how))), Form.PDF))
    copied = subprocess.run(["pdftotext", mode, str(made), "-"], capture_output=True, check=True).stdout
    found = as_json(minutes_of(paper_of(copied, filename="copied.txt")), say=finding_sentence)
    assert unlike(invented.found, found) == []
