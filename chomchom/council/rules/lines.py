"""Minutes as numbered lines of cells: the one form in which text, HWPX and HTML are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chomchom.kernel.names import compared

TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row: its number in the source (from 1) and its cells, cleaned."""

    no: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if cell)

    @property
    def text(self) -> str:
        """The whole row as one text, cells joined by one space."""
        return " ".join(self.filled)


def clean(text: str) -> str:
    """NFC, without tags, white space folded; the words stay as they were printed."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return SPACES.sub(" ", TAG.sub(" ", text)).strip()


def key(text: str) -> str:
    """The form in which names are compared: see `kernel.names.compared`."""
    return compared(text)


def from_text(text: str) -> list[Line]:
    """Lines of a text as extracted from HWP or PDF: a tab is a cell border, a line is a row."""
    return from_rows(row.split("\t") for row in printed_lines(text))


def printed_lines(text: str) -> list[str]:
    """The lines of a text, whatever ends them; a new page is a new line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")


def from_rows(rows: Iterable[Sequence[str]]) -> list[Line]:
    """Lines of rows of cells, numbered from 1; empty rows keep their number."""
    return [Line(number, tuple(clean(cell) for cell in row)) for number, row in enumerate(rows, start=1)]
