"""One document, whatever it is written as: headings, paragraphs, bullets, tables, approval box, pictures, page breaks.

`html`, `hwpx` and `pdf` write this tree; `html` and `hwpx` read it back. Text is plain: a line break inside it is
a newline, a tab a tab.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal, TypeAlias

from chomchom.kernel.verdicts import Refused

MOST_COLUMNS = 200
MOST_PLACES = 400_000
Align: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the paper, 2 a part, 3 an item of it."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text."""

    text: str
    align: Align = "left"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Items of a list, each behind the same mark."""

    items: tuple[str, ...]
    mark: str = "·"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the words that stand for it; `width_mm` on paper."""

    content: bytes
    kind: Literal["png", "jpeg"]
    alt: str
    width_mm: int = 120


@dataclass(frozen=True, slots=True)
class Approval:
    """The boxes of those who approve, each with room below its name: empty for a signature on paper, or with what is
    known of an approval already (who, and on which day below it)."""

    boxes: tuple[str, ...]
    signed: tuple[str, ...] = ()

    def below(self) -> tuple[str, ...]:
        """What stands in the room below each name."""
        return (*self.signed, *[""] * len(self.boxes))[: len(self.boxes)]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what stands in it and how many columns and rows it covers."""

    blocks: tuple[Block, ...] = ()
    columns: int = 1
    rows: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, covered places left out; `head_rows` come again on each page; `widths` are relative."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    head_rows: int = 0

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return max((place.column + place.cell.columns for place in self.places()), default=0)

    def places(self) -> list[Place]:
        """Every cell with its place in the grid, spans of the rows above taken into account.

        Raises Refused "document-table-too-large" for a grid no paper has.
        """
        taken: set[tuple[int, int]] = set()
        found: list[Place] = []
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                found.append(Place(number, column, cell))
                rows = min(cell.rows, len(self.rows) - number)
                column += cell.columns
                if column > MOST_COLUMNS or len(taken) + rows * cell.columns > MOST_PLACES:
                    raise Refused("document-table-too-large")
                taken |= {(number + r, column - c) for r in range(rows) for c in range(1, cell.columns + 1)}
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """A cell and where it begins in the grid, from 0."""

    row: int
    column: int
    cell: Cell


Block: TypeAlias = Heading | Paragraph | Bullets | Picture | Approval | PageBreak | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper: its title, the institution that made it (never a person), the day it carries, and its blocks."""

    title: str
    creator: str = ""
    day: date | None = None
    language: str = "ko"
    blocks: tuple[Block, ...] = field(default_factory=tuple)


def text_cell(text: str, *, head: bool = False, columns: int = 1, rows: int = 1, align: Align = "left") -> Cell:
    """A cell with one paragraph, or none where the text is empty."""
    return Cell((Paragraph(text, align),) if text else (), columns, rows, head)


def pictures_in(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Every picture, also those inside tables."""
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from pictures_in(cell.blocks)


def plain(blocks: Iterable[Block]) -> str:
    """What stands there as lines of text, tables as tabs: for previews and searches."""
    return "\n".join("\t".join(row).rstrip("\t") for row in rows_of(blocks))


def rows_of(blocks: Iterable[Block]) -> list[list[str]]:
    """The printed rows, each as its cells: what somebody sees who reads the paper line by line."""
    return [row for block in blocks for row in _rows(block)]


def _rows(block: Block) -> Iterator[list[str]]:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            for line in text.split("\n"):
                yield line.split("\t")
        case Bullets(items=items, mark=mark):
            for item in items:
                yield [f"{mark} {item}".strip()]
        case Approval(boxes=boxes):
            yield list(boxes)
        case Table():
            yield from _table_rows(block)


def _table_rows(table: Table) -> Iterator[list[str]]:
    width = table.columns
    for _, places in groupby(table.places(), key=lambda place: place.row):
        held = list(places)
        if any(isinstance(block, Table) for place in held for block in place.cell.blocks):
            yield from _nested_rows(held)
            continue
        cells = [""] * width
        for place in held:
            cells[place.column] = _flat(place.cell.blocks)
        yield cells


def _nested_rows(places: Sequence[Place]) -> Iterator[list[str]]:
    """A frame around other tables: what stands before, between and after them are rows of their own."""
    before: list[str] = []
    for place in places:
        pending: list[Block] = []
        for block in place.cell.blocks:
            if isinstance(block, Table):
                yield from _pending(before, pending)
                before, pending = [], []
                yield from (["", *row] for row in _table_rows(block))
            else:
                pending.append(block)
        if any(isinstance(block, Table) for block in place.cell.blocks):
            yield from _pending([], pending)
        else:
            before.append(_flat(pending))
    if any(before):
        yield before


def _pending(before: list[str], blocks: list[Block]) -> Iterator[list[str]]:
    rows = rows_of(blocks)
    if any(before):
        yield [*before, *(rows.pop(0) if rows else [])]
    yield from rows


def _flat(blocks: Iterable[Block]) -> str:
    """The text of a cell on one line, bullets behind their marks."""
    return " ".join(" ".join(row) for row in rows_of(blocks)).strip()
