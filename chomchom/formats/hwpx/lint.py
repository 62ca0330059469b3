"""What validators let pass and Hangul does not forgive: every rule here was seen to fail on a planted fault.

A flaw says its code, the part and what was found there. A package without flaws is not proof that Hangul opens it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from xml.etree.ElementTree import Element

from chomchom.formats.archives import BROKEN
from chomchom.formats.hwpx.package import parsed
from chomchom.formats.hwpx.words import (
    CONTAINER,
    CONTENT,
    HEADER,
    MIMETYPE,
    NAMESPACES,
    NONE,
    SECTION,
    SETTINGS,
    VERSION,
)  # fmt: skip
from chomchom.formats.residents import find_rrn
from chomchom.kernel.verdicts import Refused


class FlawCode(StrEnum):
    """One way a package can be wrong."""

    NOT_A_ZIP = "not-a-zip"
    MIMETYPE_NOT_FIRST = "mimetype-not-first"
    MIMETYPE_WRONG = "mimetype-wrong"
    PART_MISSING = "part-missing"
    PART_UNLISTED = "part-unlisted"
    PART_LISTED_ABSENT = "part-listed-absent"
    XML_BROKEN = "xml-broken"
    DOCTYPE = "doctype"
    STANDALONE_MISSING = "standalone-missing"
    NAMESPACE_MISSING = "namespace-missing"
    REFERENCE_UNDEFINED = "reference-undefined"
    COUNT_WRONG = "count-wrong"
    ROWS_WRONG = "rows-wrong"
    CELL_OUTSIDE = "cell-outside"
    CELLS_OVERLAP = "cells-overlap"
    GRID_HAS_HOLE = "grid-has-hole"
    CHILD_UNKNOWN = "child-unknown"
    RAW_BREAK = "raw-break"
    LINES_STALE = "lines-stale"
    PERSON_IN_METADATA = "person-in-metadata"


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, in which part, and the value that shows it."""

    code: FlawCode
    part: str
    value: str = ""


_REQUIRED = (CONTENT, HEADER, SECTION, SETTINGS, VERSION, CONTAINER)
_REFERENCES = {
    "charPrIDRef": "charPr", "paraPrIDRef": "paraPr", "styleIDRef": "style", "borderFillIDRef": "borderFill",
    "nextStyleIDRef": "style", "tabPrIDRef": "tabPr", "binaryItemIDRef": "item",
}  # fmt: skip
_COUNTS = {"itemCnt", "fontCnt"}
_MOST_PLACES = 400_000
_PARAGRAPH = {"run", "linesegarray", "metaTag"}
_SAFE_META = {
    "title",
    "language",
    "creator",
    "CreatedDate",
    "ModifiedDate",
    "date",
    "subject",
    "description",
    "keyword",
}
_CONTACT = re.compile(r"\d{2,3}-\d{3,4}-\d{4}|[\w.+-]+@[\w-]+\.\w")
_ROOTED = {CONTENT: "opf hpf dc", HEADER: "hh hc hp hp10", SECTION: "hs hp hp10 hc"}


def lint(content: bytes) -> list[Flaw]:
    """Every flaw of a package, in the order of its parts; empty where none was found."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            infos = archive.infolist()
            parts = {info.filename: archive.read(info) for info in infos}
    except BROKEN:
        return [Flaw(FlawCode.NOT_A_ZIP, "")]
    except RuntimeError:  # a part that asks for a password
        return [Flaw(FlawCode.NOT_A_ZIP, "")]
    flaws = list(_mimetype(infos, parts))
    flaws += [Flaw(FlawCode.PART_MISSING, name) for name in _REQUIRED if name not in parts]
    trees: dict[str, Element] = {}
    for name, held in parts.items():
        if name.endswith((".xml", ".hpf")):
            flaws += _declared(name, held, trees)
    known = _defined(trees)
    for name, tree in trees.items():
        flaws += _references(name, tree, known)
        flaws += _counts(name, tree)
        flaws += [flaw for table in tree.iter() if _name(table) == "tbl" for flaw in _grid(name, table)]
        flaws += _paragraphs(name, tree)
    if CONTENT in trees:
        flaws += _manifest(trees[CONTENT], set(parts))
        flaws += _metadata(trees[CONTENT])
    return flaws


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _mimetype(infos: list[zipfile.ZipInfo], parts: dict[str, bytes]) -> Iterator[Flaw]:
    first = infos[0] if infos else None
    if first is None or first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        yield Flaw(FlawCode.MIMETYPE_NOT_FIRST, "mimetype", first.filename if first else "")
    if parts.get("mimetype") != MIMETYPE.encode():
        yield Flaw(FlawCode.MIMETYPE_WRONG, "mimetype", parts.get("mimetype", b"").decode(errors="replace")[:60])


def _declared(name: str, held: bytes, trees: dict[str, Element]) -> Iterator[Flaw]:
    """Declaration, namespaces of the root and well-formedness; the tree goes into `trees`."""
    if not re.match(rb'<\?xml [^>]*standalone="yes"', held):
        yield Flaw(FlawCode.STANDALONE_MISSING, name)
    head = held[:20_000].decode(errors="replace")
    for prefix in _ROOTED.get(name, "").split():
        if f'xmlns:{prefix}="{NAMESPACES[prefix]}"' not in head:
            yield Flaw(FlawCode.NAMESPACE_MISSING, name, prefix)
    try:
        trees[name] = parsed(held)
    except Refused as refused:
        yield Flaw(FlawCode.DOCTYPE if refused.code == "document-has-doctype" else FlawCode.XML_BROKEN, name)


def _defined(trees: dict[str, Element]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {kind: {str(NONE)} for kind in _REFERENCES.values()}
    for name in (HEADER, CONTENT):
        for element in trees[name].iter() if name in trees else ():
            if _name(element) in known and "id" in element.attrib:
                known[_name(element)].add(element.attrib["id"])
    return known


def _references(name: str, tree: Element, known: dict[str, set[str]]) -> Iterator[Flaw]:
    for element in tree.iter():
        for attribute, kind in _REFERENCES.items():
            number = element.get(attribute)
            if number is not None and number not in known[kind]:
                yield Flaw(FlawCode.REFERENCE_UNDEFINED, name, f"{attribute}={number}")


def _counts(name: str, tree: Element) -> Iterator[Flaw]:
    for element in tree.iter():
        for attribute in _COUNTS & set(element.attrib):
            if element.attrib[attribute] != str(len(element)):
                yield Flaw(
                    FlawCode.COUNT_WRONG, name, f"{_name(element)}: {element.attrib[attribute]} ≠ {len(element)}"
                )


def _grid(name: str, table: Element) -> Iterator[Flaw]:
    rows = [row for row in table if _name(row) == "tr"]
    high, wide = _number(table, "rowCnt"), _number(table, "colCnt")
    if high != len(rows):
        yield Flaw(FlawCode.ROWS_WRONG, name, f"rowCnt={high}, tr={len(rows)}")
    taken: set[tuple[int, int]] = set()
    for cell in (cell for row in rows for cell in row if _name(cell) == "tc"):
        parts = {_name(part): part for part in cell}
        if "cellAddr" not in parts or "cellSpan" not in parts:
            yield Flaw(FlawCode.CELL_OUTSIDE, name, "cellAddr")
            continue
        row, column = _number(parts["cellAddr"], "rowAddr"), _number(parts["cellAddr"], "colAddr")
        down, across = _number(parts["cellSpan"], "rowSpan"), _number(parts["cellSpan"], "colSpan")
        if min(row, column) < 0 or min(down, across) < 1 or row + down > len(rows) or column + across > wide:
            yield Flaw(FlawCode.CELL_OUTSIDE, name, f"{row},{column}+{down}×{across}")
            continue
        if len(taken) + down * across > _MOST_PLACES:
            return
        places = {(row + r, column + c) for r in range(down) for c in range(across)}
        if places & taken:
            yield Flaw(FlawCode.CELLS_OVERLAP, name, f"{row},{column}")
        taken |= places
    if len(taken) < len(rows) * wide and len(rows) * wide <= _MOST_PLACES:
        yield Flaw(FlawCode.GRID_HAS_HOLE, name, f"{len(taken)} of {len(rows) * wide}")


def _number(element: Element, attribute: str) -> int:
    text = element.get(attribute, "")
    return int(text) if text.isdigit() and len(text) < 9 else -1


def _paragraphs(name: str, tree: Element) -> Iterator[Flaw]:
    for paragraph in (element for element in tree.iter() if _name(element) == "p"):
        for child in paragraph:
            if _name(child) not in _PARAGRAPH:
                yield Flaw(FlawCode.CHILD_UNKNOWN, name, _name(child))
        yield from _stale(name, paragraph)
    for words in (element for element in tree.iter() if _name(element) == "t"):
        texts = [words.text or "", *(child.tail or "" for child in words)]
        if any(sign in text for text in texts for sign in "\t\n\r"):
            yield Flaw(FlawCode.RAW_BREAK, name, "".join(texts).strip()[:40])


def _stale(name: str, paragraph: Element) -> Iterator[Flaw]:
    """A stored line that begins behind the end of the text makes letters overlap."""
    runs = [run for run in paragraph if _name(run) == "run"]
    objects = sum(1 for run in runs for item in run if _name(item) != "t") * 8
    length = sum(len("".join(item.itertext())) + 8 * len(item) for run in runs for item in run if _name(item) == "t")
    for lines in (child for child in paragraph if _name(child) == "linesegarray"):
        for line in lines:
            if _number(line, "textpos") > length + objects:
                yield Flaw(FlawCode.LINES_STALE, name, line.get("textpos", ""))


def _manifest(listed: Element, names: set[str]) -> Iterator[Flaw]:
    hrefs = {item.get("href", "") for item in listed.iter() if _name(item) == "item"}
    for name in sorted(names):
        if name.startswith(("Contents/section", "Contents/header", "BinData/")) and name not in hrefs:
            yield Flaw(FlawCode.PART_UNLISTED, name)
    for href in sorted(hrefs - names):
        yield Flaw(FlawCode.PART_LISTED_ABSENT, href)


def _metadata(listed: Element) -> Iterator[Flaw]:
    """Only title, language, institution and days may stand here: no person, no contact, no resident number."""
    for meta in (element for element in listed.iter() if _name(element) in ("meta", "title", "creator")):
        field, text = meta.get("name", _name(meta)), (meta.text or "").strip()
        if text and (field not in _SAFE_META or find_rrn(text) or _CONTACT.search(text)):
            yield Flaw(FlawCode.PERSON_IN_METADATA, CONTENT, field)
