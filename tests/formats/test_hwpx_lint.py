"""Every rule of the lint is seen to fail on a planted fault, and on nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from chomchom.formats.hwpx import FlawCode, lint, write_hwpx
from tests.formats.papers import paper

HEADER, SECTION, CONTENT = "Contents/header.xml", "Contents/section0.xml", "Contents/content.hpf"
Parts = dict[str, bytes]


def parts() -> Parts:
    with zipfile.ZipFile(io.BytesIO(write_hwpx(paper()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(held: Parts, *, first: str = "mimetype", method: int = zipfile.ZIP_STORED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in sorted(held, key=lambda name: name != first):
            archive.writestr(name, held[name], method if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def swapped(part: str, old: str, new: str) -> Callable[[Parts], None]:
    def plant(held: Parts) -> None:
        text = held[part].decode()
        assert old in text, old
        held[part] = text.replace(old, new, 1).encode()

    return plant


def without(name: str) -> Callable[[Parts], None]:
    return lambda held: held.pop(name) and None


FAULTS = {
    "a letter style nobody defined": (swapped(SECTION, 'charPrIDRef="0"', 'charPrIDRef="9999"'), FlawCode.REFERENCE_UNDEFINED),
    "a paragraph style nobody defined": (swapped(SECTION, 'paraPrIDRef="6"', 'paraPrIDRef="9999"'), FlawCode.REFERENCE_UNDEFINED),
    "a style nobody defined": (swapped(SECTION, 'styleIDRef="1"', 'styleIDRef="99"'), FlawCode.REFERENCE_UNDEFINED),
    "a border nobody defined": (swapped(SECTION, 'borderFillIDRef="3"', 'borderFillIDRef="9999"'), FlawCode.REFERENCE_UNDEFINED),
    "a picture nobody listed": (swapped(SECTION, 'binaryItemIDRef="image1"', 'binaryItemIDRef="image9"'), FlawCode.REFERENCE_UNDEFINED),
    "a wrong count": (swapped(HEADER, 'borderFills itemCnt="4"', 'borderFills itemCnt="5"'), FlawCode.COUNT_WRONG),
    "a wrong count of fonts": (swapped(HEADER, 'fontCnt="2"', 'fontCnt="3"'), FlawCode.COUNT_WRONG),
    "a wrong number of rows": (swapped(SECTION, 'rowCnt="4"', 'rowCnt="77"'), FlawCode.ROWS_WRONG),
    "a cell outside the grid": (swapped(SECTION, 'colAddr="1" rowAddr="0"', 'colAddr="41" rowAddr="0"'), FlawCode.CELL_OUTSIDE),
    "two cells on one place": (swapped(SECTION, 'colAddr="1" rowAddr="2"', 'colAddr="0" rowAddr="2"'), FlawCode.CELLS_OVERLAP),
    "a hole in the grid": (swapped(SECTION, 'colSpan="1" rowSpan="2"', 'colSpan="1" rowSpan="1"'), FlawCode.GRID_HAS_HOLE),
    "an unknown element in a paragraph": (swapped(SECTION, "<hp:run ", "<hp:odd/><hp:run "), FlawCode.CHILD_UNKNOWN),
    "a stored line behind the text": (
        swapped(SECTION, "굵은 글</hp:t></hp:run>", '굵은 글</hp:t></hp:run><hp:linesegarray><hp:lineseg textpos="0"/>'
                '<hp:lineseg textpos="400"/></hp:linesegarray>'),
        FlawCode.LINES_STALE,
    ),
    "a raw tab": (swapped(SECTION, "굵은 글", "굵은\t글"), FlawCode.RAW_BREAK),
    "a raw line break": (swapped(SECTION, "굵은 글", "굵은\n글"), FlawCode.RAW_BREAK),
    "a bare ampersand": (swapped(CONTENT, "&amp;", "&"), FlawCode.XML_BROKEN),
    "a doctype": (swapped(SECTION, "<hs:sec", '<!DOCTYPE x [<!ENTITY y "z">]><hs:sec'), FlawCode.DOCTYPE),
    "no standalone": (swapped(SECTION, ' standalone="yes"', ""), FlawCode.STANDALONE_MISSING),
    "a lost namespace": (
        swapped(SECTION, 'xmlns:hp10="http://www.hancom.co.kr/hwpml/2016/paragraph"', ""),
        FlawCode.NAMESPACE_MISSING,
    ),
    "a part nobody listed": (lambda held: held.update({"BinData/image2.png": b"x"}), FlawCode.PART_UNLISTED),
    "a listed part that is not there": (without("BinData/image1.png"), FlawCode.PART_LISTED_ABSENT),
    "no settings": (without("settings.xml"), FlawCode.PART_MISSING),
    "a person in the metadata": (
        swapped(CONTENT, "</opf:metadata>", '<opf:meta name="lastsaveby">나도담</opf:meta></opf:metadata>'),
        FlawCode.PERSON_IN_METADATA,
    ),
    "a telephone number in the metadata": (swapped(CONTENT, ">달맞이시<", ">달맞이시 031-000-0000<"), FlawCode.PERSON_IN_METADATA),
    "another kind of file": (lambda held: held.update({"mimetype": b"application/zip"}), FlawCode.MIMETYPE_WRONG),
}  # fmt: skip


def test_a_paper_of_ours_has_no_flaw():
    assert lint(packed(parts())) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name):
    plant, code = FAULTS[name]
    held = parts()
    plant(held)
    assert code in {flaw.code for flaw in lint(packed(held))}


def test_the_kind_must_come_first_and_bare():
    assert {flaw.code for flaw in lint(packed(parts(), first="settings.xml"))} == {FlawCode.MIMETYPE_NOT_FIRST}
    assert {flaw.code for flaw in lint(packed(parts(), method=zipfile.ZIP_DEFLATED))} == {FlawCode.MIMETYPE_NOT_FIRST}
    held = parts()
    del held["mimetype"]
    assert FlawCode.MIMETYPE_NOT_FIRST in {flaw.code for flaw in lint(packed(held))}


def test_what_is_no_package_is_said_to_be_none():
    assert [flaw.code for flaw in lint(b"nothing")] == [FlawCode.NOT_A_ZIP]


def test_every_rule_was_seen_to_fail():
    planted = {code for _, code in FAULTS.values()} | {FlawCode.MIMETYPE_NOT_FIRST, FlawCode.NOT_A_ZIP}
    assert planted == set(FlawCode)
