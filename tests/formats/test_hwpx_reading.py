"""Packages of strangers: what is in them is read, and what would hurt is refused in one sentence."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from chomchom.formats.documents import Bullets, Paragraph, Picture, rows_of
from chomchom.formats.html import read_html
from chomchom.formats.hwpx import read_hwpx, write_hwpx
from chomchom.formats.hwpx.package import PackageLimits
from chomchom.kernel.verdicts import Refused
from tests.formats.papers import paper
from tests.formats.test_hwpx_lint import CONTENT, HEADER, SECTION, packed, parts, swapped


def blocks_of(body: str) -> list[list[str]]:
    held = parts()
    head = held[SECTION].decode()
    held[SECTION] = (head[: head.index("<hp:p ")] + body + "</hs:sec>").encode()
    return rows_of(read_hwpx(packed(held)).blocks)


def test_text_in_boxes_notes_and_odd_spaces_is_read():
    run = '<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0">{}</hp:run></hp:p>'
    inner = "<hp:subList>" + run.format("<hp:t>상자 글</hp:t>") + "</hp:subList>"
    assert blocks_of(run.format("<hp:t>가<hp:tab/>나<hp:lineBreak/>다<hp:nbSpace/>라</hp:t>")) == [
        ["가", "나"],
        ["다 라"],
    ]
    assert blocks_of(run.format(f"<hp:t>앞</hp:t><hp:rect><hp:drawText>{inner}</hp:drawText></hp:rect>")) == [
        ["앞"],
        ["상자 글"],
    ]
    note = f"<hp:ctrl><hp:footNote>{inner}</hp:footNote></hp:ctrl>"
    assert blocks_of(run.format(f"<hp:t>앞</hp:t>{note}<hp:t> 뒤</hp:t>")) == [["앞 뒤"], ["상자 글"]]
    assert blocks_of(run.format("<hp:ctrl><hp:header>" + inner + "</hp:header></hp:ctrl>")) == []


def test_automatic_marks_and_numbers_are_read():
    held = parts()
    head = held[HEADER].decode()
    head = head.replace('<hh:heading type="NONE"', '<hh:heading type="NUMBER"', 1)
    held[HEADER] = head.encode()
    body = '<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run><hp:t>안건</hp:t></hp:run></hp:p>'
    text = held[SECTION].decode()
    held[SECTION] = (text[: text.index("<hp:p ")] + body * 2 + "</hs:sec>").encode()
    assert read_hwpx(packed(held)).blocks == (Paragraph("1. 안건"), Paragraph("2. 안건"))
    held[HEADER] = head.replace('type="NUMBER"', 'type="BULLET"', 1).encode()
    assert read_hwpx(packed(held)).blocks == (Bullets(("안건", "안건"), "·"),)


def test_sections_are_read_in_the_order_of_the_spine():
    held = parts()
    body = '<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run><hp:t>둘째 구역</hp:t></hp:run></hp:p>'
    text = held[SECTION].decode()
    held["Contents/section1.xml"] = (text[: text.index("<hp:p ")] + body + "</hs:sec>").encode()
    listed = held[CONTENT].decode()
    listed = listed.replace("</opf:manifest>", '<opf:item id="section1" href="Contents/section1.xml"/></opf:manifest>')
    held[CONTENT] = listed.replace(
        '<opf:itemref idref="section0"', '<opf:itemref idref="section1"/><opf:itemref idref="section0"'
    ).encode()
    assert rows_of(read_hwpx(packed(held)).blocks)[0] == ["둘째 구역"]


def test_a_package_without_a_head_is_still_read():
    held = parts()
    del held[HEADER]
    assert ["1. 첫째 안건"] in rows_of(read_hwpx(packed(held)).blocks)


def code_of(content: bytes) -> str:
    try:
        read_hwpx(content)
    except Refused as no:
        return no.code
    return ""


def refused(content: bytes, *, limits: PackageLimits | None = None) -> str:
    with pytest.raises(Refused) as no:
        read_hwpx(content, limits=limits)
    return no.value.code


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_file_is_one_sentence(share):
    whole = write_hwpx(paper())
    assert refused(whole[: int(len(whole) * share)]) == "document-broken"


def test_bytes_changed_on_the_way_are_found_or_harmless():
    whole, codes = bytearray(write_hwpx(paper())), set()
    for place in range(0, len(whole), 97):
        spoiled = bytearray(whole)
        spoiled[place] ^= 0x5A
        codes.add(code_of(bytes(spoiled)))
    assert all(code == "" or code.startswith("document-") for code in codes)


def test_doctypes_and_entities_are_refused():
    held = parts()
    swapped(SECTION, "<hs:sec", '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]><hs:sec')(held)
    assert refused(packed(held)) == "document-has-doctype"


def test_a_package_that_unpacks_without_end_is_refused_before_it_fills_memory():
    held = parts()
    held[SECTION] = held[SECTION] + b" " * 40_000_000
    assert refused(packed(held)) == "document-too-large-inside"
    small = PackageLimits(all_bytes=1_000)
    assert refused(write_hwpx(paper()), limits=small) == "document-too-large-inside"
    assert refused(write_hwpx(paper()), limits=PackageLimits(file_bytes=100)) == "file-too-large"


def test_a_size_that_lies_is_counted_and_not_believed():
    held = parts()
    held[SECTION] = held[SECTION] + b" " * 3_000_000
    lying = packed(held).replace(len(held[SECTION]).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert refused(lying, limits=PackageLimits(part_bytes=1_000_000)) in (
        "document-too-large-inside",
        "document-broken",
    )


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "a\\b"])
def test_names_that_lead_elsewhere_are_refused(name):
    held = parts()
    held[name] = b"x"
    assert refused(packed(held)) == "document-has-strange-names"


def test_other_packages_are_not_hwpx():
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused(other.getvalue()) == "document-not-hwpx"
    held = parts()
    held["mimetype"] = b"application/epub+zip"
    assert refused(packed(held)) == "document-not-hwpx"


def test_a_locked_document_is_said_to_be_locked():
    held = parts()
    held["META-INF/manifest.xml"] = b'<odf:manifest xmlns:odf="x"><odf:encryption-data/></odf:manifest>'
    assert refused(packed(held)) == "document-locked"


def test_tables_in_tables_without_end_are_refused():
    cell = '<hp:p><hp:run><hp:tbl><hp:tr><hp:tc><hp:subList>{}</hp:subList><hp:cellAddr colAddr="0" rowAddr="0"/></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>'
    body = "<hp:p/>"
    for _ in range(80):
        body = cell.format(body)
    held = parts()
    head = held[SECTION].decode()
    held[SECTION] = (head[: head.index("<hp:p ")] + body + "</hs:sec>").encode()
    assert refused(packed(held)) == "document-broken"


def test_a_cell_that_spans_the_world_is_refused():
    huge = "<table>" + "<tr>" + '<td colspan="200" rowspan="2000">가</td>' * 3 + "</tr></table>"
    with pytest.raises(Refused, match="document-table-too-large"):
        rows_of(read_html(huge).blocks)


def test_pictures_keep_their_words():
    found = [block for block in read_hwpx(write_hwpx(paper())).blocks if isinstance(block, Picture)]
    assert [(one.alt, one.width_mm, one.kind) for one in found] == [("회의하는 모습 & 사람들", 60, "png")]


def test_html_of_others_is_read_without_scripts_and_styles():
    page = (
        "<html lang=ko><head><title>제목</title><style>p{}</style><script>bad()</script></head><body><h2>1. 안건</h2>"
        "<div>글<p>다음 글</div><ul><li>하나<li>둘</ul><table><tr><th>가<td>나<tr><td rowspan=2>다<td>라</table>"
        "<img src='https://example.invalid/x.png' alt='밖'></body>"
    )
    found = read_html(page)
    assert rows_of(found.blocks) == [["1. 안건"], ["글"], ["다음 글"], ["· 하나"], ["· 둘"], ["가", "나"], ["다", "라"]]
    assert found.title == "제목"


def test_a_paper_may_be_empty():
    empty = replace(paper(), blocks=())
    assert read_hwpx(write_hwpx(empty)) == empty
