"""HWPX of anybody's making as the document tree: text, tables with their spans, boxes, pictures, notes.

Styles of ours are known again by their names; in others' papers a paragraph is a paragraph. Headers, footers and page
numbers are left out, footnotes follow their paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from math import gcd
from xml.etree.ElementTree import Element

from chomchom.formats.documents import (
    Align,
    Approval,
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)  # fmt: skip
from chomchom.formats.hwpx.package import Package, PackageLimits, open_package
from chomchom.formats.hwpx.words import CONTENT, HEADER, MM, Look
from chomchom.kernel.verdicts import Refused

_LEVELS = {Look.TITLE: 1, Look.PART: 2, Look.ITEM: 3}
_BOXES = {"rect", "ellipse", "arc", "polygon", "curve", "container", "textart"}
_NOTES = {"footNote", "endNote"}
_DEEPEST = 40
_SIDES: dict[str, Align] = {"CENTER": "center", "RIGHT": "right"}


@dataclass(slots=True)
class _Paper:
    """What the text refers to: styles, alignments, automatic marks, pictures."""

    package: Package
    looks: dict[str, str] = field(default_factory=dict)
    sides: dict[str, Align] = field(default_factory=dict)
    marks: dict[str, tuple[str, str]] = field(default_factory=dict)
    images: dict[str, str] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)


def read_hwpx(content: bytes, *, limits: PackageLimits | None = None) -> Document:
    """The tree of a package. Raises Refused with a code beginning with "document-" or "file-"."""
    package = open_package(content, limits=limits)
    listed = package.tree(CONTENT)
    paper = _Paper(package)
    sections = _listed(listed, paper)
    if HEADER in package.names():
        _read_head(package.tree(HEADER), paper)
    if not sections:
        raise Refused("document-broken")
    blocks = [block for name in sections for block in _blocks(package.tree(name), paper, 0)]
    meta = {item.get("name", ""): (item.text or "").strip() for item in listed.iter() if _name(item) == "meta"}
    titles = [(item.text or "").strip() for item in listed.iter() if _name(item) == "title"]
    languages = [(item.text or "").strip() for item in listed.iter() if _name(item) == "language"]
    return Document(
        title=titles[0] if titles else "",
        creator=meta.get("creator", ""),
        day=_day(meta.get("CreatedDate", "")),
        language=(languages[0] if languages else "") or "ko",
        blocks=tuple(_joined(blocks)),
    )


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _listed(listed: Element, paper: _Paper) -> list[str]:
    """The sections in the order of the spine, and where the pictures lie."""
    hrefs = {item.get("id", ""): item.get("href", "") for item in listed.iter() if _name(item) == "item"}
    names = paper.package.names()
    paper.images = {key: href for key, href in hrefs.items() if href.startswith("BinData/") and href in names}
    spine = [hrefs.get(item.get("idref", ""), "") for item in listed.iter() if _name(item) == "itemref"]
    found = [href for href in spine if re.search(r"section\d+\.xml$", href) and href in names]
    if found:
        return found
    there = [name for name in names if re.fullmatch(r"Contents/section\d+\.xml", name)]
    return sorted(there, key=lambda name: int(re.findall(r"\d+", name)[-1]))


def _read_head(head: Element, paper: _Paper) -> None:
    bullets = {item.get("id", ""): item.get("char", "·") for item in head.iter() if _name(item) == "bullet"}
    for item in head.iter():
        if _name(item) == "style":
            paper.looks[item.get("id", "")] = item.get("name", "")
        elif _name(item) == "paraPr":
            _read_paragraph_look(item, paper, bullets)


def _read_paragraph_look(item: Element, paper: _Paper, bullets: dict[str, str]) -> None:
    number = item.get("id", "")
    for part in item.iter():
        if _name(part) == "align" and (side := _SIDES.get(part.get("horizontal", ""))):
            paper.sides[number] = side
        elif _name(part) == "heading" and part.get("type") == "BULLET":
            paper.marks[number] = ("bullet", bullets.get(part.get("idRef", ""), "·"))
        elif _name(part) == "heading" and part.get("type") in ("NUMBER", "OUTLINE"):
            paper.marks[number] = ("number", f"{part.get('type')}:{part.get('idRef')}:{part.get('level')}")


def _blocks(parent: Element, paper: _Paper, depth: int) -> Iterator[Block]:
    """What the paragraphs below hold, in reading order."""
    if depth > _DEEPEST:
        raise Refused("document-broken")
    for paragraph in parent:
        if _name(paragraph) == "p":
            if paragraph.get("pageBreak") == "1":
                yield PageBreak()
            yield from _paragraph(paragraph, paper, depth)


def _paragraph(paragraph: Element, paper: _Paper, depth: int) -> Iterator[Block]:
    words: list[str] = []
    notes: list[Block] = []
    for run in paragraph:
        if _name(run) != "run":
            continue
        for item in run:
            kind = _name(item)
            if kind == "t":
                words.append(_text(item))
            elif kind in ("tbl", "pic") or kind in _BOXES:
                yield from _written(paragraph, words, paper)
                words = []
                yield from _object(item, kind, paper, depth)
            elif kind == "ctrl":
                for note in item:
                    if _name(note) in _NOTES:
                        notes += _inside(note, paper, depth)
            elif kind == "equation":
                words += [part.text or "" for part in item if _name(part) == "script"]
    yield from _written(paragraph, words, paper)
    yield from notes


def _object(item: Element, kind: str, paper: _Paper, depth: int) -> Iterator[Block]:
    if kind == "tbl":
        yield from _table(item, paper, depth)
    elif kind == "pic":
        yield from _picture(item, paper)
    yield from _inside(item, paper, depth) if kind in _BOXES else ()


def _inside(item: Element, paper: _Paper, depth: int) -> Iterator[Block]:
    """The text of a box or a note, wherever it lies below it."""
    if depth > _DEEPEST:
        raise Refused("document-broken")
    if _name(item) == "subList":
        yield from _blocks(item, paper, depth + 1)
        return
    for child in item:
        if _name(child) == "pic":
            yield from _picture(child, paper)
        else:
            yield from _inside(child, paper, depth + 1)


def _text(item: Element) -> str:
    held = [item.text or ""]
    for child in item:
        kind = _name(child)
        held.append({"tab": "\t", "lineBreak": "\n", "nbSpace": " ", "fwSpace": " "}.get(kind, ""))
        if kind in ("insertBegin", "insertEnd", "deleteBegin", "deleteEnd", "markpenBegin", "markpenEnd"):
            held.append("")
        held.append(child.tail or "")
    return "".join(held)


def _written(paragraph: Element, words: list[str], paper: _Paper) -> Iterator[Block]:
    text = "".join(words).strip(" ")
    if not text.strip():
        return
    look, number = paper.looks.get(paragraph.get("styleIDRef", ""), ""), paragraph.get("paraPrIDRef", "")
    if look in _LEVELS:
        yield Heading(text, _LEVELS[Look(look)])
        return
    kind, mark = paper.marks.get(number, ("", ""))
    if look == Look.BULLET and not kind:
        mark, _, text = text.partition(" ")
        kind = "bullet"
    if kind == "bullet":
        yield Bullets((text,), mark)
        return
    if kind == "number":
        paper.counted[mark] += 1
        text = f"{paper.counted[mark]}. {text}"
    # Heads and boxes stand in the middle by their style; there it says nothing.
    side = paper.sides.get(number, "left") if look not in (Look.APPROVAL, Look.TABLE_HEAD) else "left"
    yield Paragraph(text, side, look == Look.STRONG)


def _joined(blocks: list[Block]) -> Iterator[Block]:
    """Items behind the same mark as one list."""
    open_list: Bullets | None = None
    for block in blocks:
        if isinstance(block, Bullets) and open_list is not None and open_list.mark == block.mark:
            open_list = Bullets((*open_list.items, *block.items), block.mark)
            continue
        if open_list is not None:
            yield open_list
        open_list = block if isinstance(block, Bullets) else None
        if open_list is None:
            yield block
    if open_list is not None:
        yield open_list


def _table(table: Element, paper: _Paper, depth: int) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    sizes: dict[int, int] = {}
    head_rows = 0
    looks: set[str] = set()
    for tr in (child for child in table if _name(child) == "tr"):
        cells = sorted((tc for tc in tr if _name(tc) == "tc"), key=lambda tc: _attribute(tc, "cellAddr", "colAddr", 0))
        for tc in cells:
            if _attribute(tc, "cellSpan", "colSpan", 1) == 1:
                sizes[_attribute(tc, "cellAddr", "colAddr", 0)] = _attribute(tc, "cellSz", "width", 0)
            looks |= {paper.looks.get(p.get("styleIDRef", ""), "") for p in tc.iter() if _name(p) == "p"}
        rows.append(tuple(_cell(tc, paper, depth) for tc in cells))
        if cells and all(tc.get("header") == "1" for tc in cells) and head_rows == len(rows) - 1:
            head_rows += 1
    if looks == {Look.APPROVAL} and rows:
        names, *below = (tuple(_words(cell) for cell in row) for row in rows)
        yield Approval(names, below[0] if below and any(below[0]) else ())
    elif rows:
        yield Table(tuple(rows), _widths(sizes), head_rows)


def _words(cell: Cell) -> str:
    return " ".join(block.text for block in cell.blocks if isinstance(block, Paragraph))


def _widths(sizes: dict[int, int]) -> tuple[int, ...]:
    """The columns' widths in the smallest whole numbers; none where all are equal or not all are known."""
    known = [sizes[column] for column in sorted(sizes)]
    if sorted(sizes) != list(range(len(sizes))) or not all(known) or len(set(known)) < 2:
        return ()
    unit = reduce(gcd, known)
    return tuple(size // unit for size in known)


def _attribute(cell: Element, part: str, name: str, default: int) -> int:
    for child in cell:
        if _name(child) == part:
            text = child.get(name, "")
            return int(text) if text.isdigit() and len(text) < 9 else default
    return default


def _cell(tc: Element, paper: _Paper, depth: int) -> Cell:
    held = [block for child in tc if _name(child) == "subList" for block in _blocks(child, paper, depth + 1)]
    looks = {paper.looks.get(p.get("styleIDRef", ""), "") for sub in tc for p in sub if _name(p) == "p"}
    blocks = tuple(block for block in _joined(held) if not isinstance(block, PageBreak))
    spans = _attribute(tc, "cellSpan", "colSpan", 1) or 1, _attribute(tc, "cellSpan", "rowSpan", 1) or 1
    return Cell(blocks, *spans, Look.TABLE_HEAD in looks or tc.get("header") == "1")


def _picture(pic: Element, paper: _Paper) -> Iterator[Block]:
    image = next((child.get("binaryItemIDRef", "") for child in pic.iter() if _name(child) == "img"), "")
    href = paper.images.get(image, "")
    content = paper.package.part(href) if href else b""
    width = next((child.get("width", "0") for child in pic if _name(child) == "sz"), "0")
    alt = next((_text(child) for child in pic if _name(child) == "shapeComment"), "")
    size = round(int(width) / MM) if width.isdigit() and len(width) < 9 else 0
    yield Picture(content, "png" if content.startswith(b"\x89PNG") else "jpeg", alt, size or 120)
