"""Somebody's own form is filled by its labels; what has no place is told, and the rest stays as it was."""

from __future__ import annotations

import io
import zipfile

import pytest

from chomchom.formats.documents import Document, Heading, Paragraph, Table, text_cell
from chomchom.formats.hwpx import lint, read_hwpx, write_hwpx
from chomchom.formats.hwpx.forms import fill_form, labels_in
from chomchom.kernel.verdicts import Refused


def form() -> bytes:
    rows = (
        (text_cell("회 의 일 시", head=True), text_cell(""), text_cell("회의 장소", head=True), text_cell("")),
        (text_cell("안건", head=True), text_cell("", columns=3)),
        (text_cell("비고", head=True), text_cell("적힌 것", columns=3)),
    )
    return write_hwpx(Document(title="서식", blocks=(Heading("회의록", 1), Table(rows), Paragraph("끝."))))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_labels_with_an_empty_cell_are_found():
    assert labels_in(form()) == {"회의일시": "회 의 일 시", "회의장소": "회의 장소", "안건": "안건"}


def test_values_go_beside_their_labels_and_the_rest_is_told():
    filled = fill_form(
        form(), {"회의일시": "2027. 3. 4.", "안건": "1. 하나 & 둘", "비고": "새 말", "배석자": "셋", "작성자": ""}
    )
    assert filled.placed == ("회의일시", "안건")
    assert filled.lacking == ("비고", "배석자")
    assert lint(filled.content) == []
    (table,) = [block for block in read_hwpx(filled.content).blocks if isinstance(block, Table)]
    text = [[cell.blocks[0].text if cell.blocks else "" for cell in row] for row in table.rows]
    assert text == [
        ["회 의 일 시", "2027. 3. 4.", "회의 장소", ""], ["안건", "1. 하나 & 둘"], ["비고", "적힌 것"],
    ]  # fmt: skip


def test_every_other_part_stays_byte_by_byte():
    before, after = parts(form()), parts(fill_form(form(), {"안건": "하나"}).content)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["Contents/section0.xml"]


def test_a_form_without_our_labels_stays_as_it_is():
    filled = fill_form(form(), {"없는 것": "x"})
    assert (filled.content, filled.placed, filled.lacking) == (form(), (), ("없는 것",))


def test_what_is_no_hwpx_is_refused():
    with pytest.raises(Refused, match="document-broken"):
        fill_form(b"PK\x03\x04 broken", {"안건": "x"})
