"""Tables from strangers: one reader for CSV and XLSX, and one result.

A row of `Table.rows` is whole and plain text. A row with anything wrong is not
there; its faults say row, column and reason. What makes the whole file
unreadable is a `Refused`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl

from chomchom.formats.archives import BROKEN_WORKBOOK
from chomchom.formats.faults import Fault, FaultCode, fault
from chomchom.formats.residents import has_rrn
from chomchom.formats.text import decode
from chomchom.formats.workbooks import Limits, SheetShape, check_archive, column_letters, sheet_shape
from chomchom.formats.written import csv_lines, write_csv, write_workbook, write_xlsx
from chomchom.kernel.verdicts import Refused

__all__ = ["Limits", "Row", "Table", "csv_lines", "read_table", "write_csv", "write_workbook", "write_xlsx"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_NO_TABLE = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"PAR1",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)
_MARKUP = re.compile(rb"\s*(<\?xml|<!doctype|<html|<table|<svg|<script|\{\\rtf)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|_x00[01][0-9A-Fa-f]_")
_BROKEN = "\ufffd"
_DELIMITERS = ",\t;|"
_SNIFFED_ROWS = 20
_EXACT = 2**53  # beyond this a spreadsheet has already changed the digits


@dataclass(frozen=True, slots=True)
class Row:
    """One sound row: its number in the file (first line is 1) and its cells by column name, as plain text."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class Table:
    """The columns, the sound rows, and what was wrong with the others."""

    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    encoding: str = ""
    sheet: str = ""

    @property
    def faulty_rows(self) -> int:
        """How many rows were left out."""
        return len({one.row for one in self.faults})


@dataclass(slots=True)
class _Line:
    """One line as read: number, cells as text, and faults already seen as (cell position, code)."""

    number: int
    cells: list[str]
    wrong: list[tuple[int, FaultCode]] = field(default_factory=list)


def read_table(
    source: Path | str | bytes,
    *,
    filename: str,
    limits: Limits | None = None,
    sheet: str | None = None,
    refuse_resident_numbers: bool = True,
) -> Table:
    """Read a CSV (UTF-8, UTF-16, CP949) or XLSX, decided by content and not by name.

    The first line with two or more filled cells is the header; lines above it are titles. A file over
    `limits.file_bytes` is refused by its size, before it is opened. Raises Refused with a code of FILE_REFUSALS.
    """
    limits = limits or Limits()
    content = _content(source, limits)
    if content.startswith(_ZIP):
        table = _read_workbook(content, limits=limits, sheet=sheet, no_residents=refuse_resident_numbers)
    else:
        _check_is_text(content, filename)
        table = _read_text(content, limits=limits, no_residents=refuse_resident_numbers)
    if not table.rows and not table.faults:
        raise Refused("file-has-no-rows")
    return table


def _content(source: Path | str | bytes, limits: Limits) -> bytes:
    size = len(source) if isinstance(source, bytes) else Path(source).stat().st_size
    if size > limits.file_bytes:
        raise Refused("file-too-large", most_mb=limits.file_bytes // 1_000_000)
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    if not content.strip():
        raise Refused("file-empty")
    return content


def _check_is_text(content: bytes, filename: str) -> None:
    if content.startswith(_OLE):
        raise Refused("file-hwp" if filename.lower().endswith(".hwp") else "file-old-excel")
    if content.startswith(_NO_TABLE) or _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise Refused("file-not-a-table")


def _read_text(content: bytes, *, limits: Limits, no_residents: bool) -> Table:
    text, encoding = decode(content)
    table = _table(_text_lines(text, limits), limits=limits, no_residents=no_residents)
    table.encoding = encoding
    return table


def _text_lines(text: str, limits: Limits) -> Iterator[_Line]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    started, filled = 1, 0
    try:
        for cells in reader:
            number, started = started, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            filled += 1
            if filled > limits.rows + 50:
                raise Refused("sheet-too-long", most=limits.rows)
            yield _Line(number, cells)
    except csv.Error as wrong:
        raise Refused("file-quote-open", row=started) from wrong


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first lines into the same number of cells, more than one; a comma when none does."""
    head = "\n".join(text[:100_000].splitlines()[:_SNIFFED_ROWS])

    def agreement(sign: str) -> tuple[int, int]:
        try:
            widths = Counter(len(cells) for cells in csv.reader(StringIO(head), delimiter=sign))
        except csv.Error:
            return 0, 0
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    return max(_DELIMITERS, key=agreement)


def _table(lines: Iterable[_Line], *, limits: Limits, no_residents: bool) -> Table:
    rest = iter(lines)
    header = _header(rest)
    names, faults = _names(header)
    if len(names) > limits.columns:
        raise Refused("sheet-too-wide", most=limits.columns)
    table = Table(tuple(names), faults=faults)
    for seen, line in enumerate(rest, start=1):
        if seen > limits.rows:
            raise Refused("sheet-too-long", most=limits.rows)
        found = list(_faults_of(line, names, limits=limits, no_residents=no_residents))
        if found:
            table.faults.extend(found)
        elif any(line.cells):
            cells = [unicodedata.normalize("NFC", cell).strip() for cell in line.cells]
            cells += [""] * (len(names) - len(cells))
            table.rows.append(Row(line.number, dict(zip(names, cells, strict=False))))
    return table


def _header(lines: Iterator[_Line]) -> _Line:
    first: _Line | None = None
    for line in lines:
        first = first or line
        if sum(bool(cell.strip()) for cell in line.cells) > 1:
            return line
        if first is not line:
            break
    if first is None:
        raise Refused("file-has-no-rows")
    return first


def _names(header: _Line) -> tuple[list[str], list[Fault]]:
    names: list[str] = []
    faults: list[Fault] = []
    cells = [unicodedata.normalize("NFC", " ".join(cell.split())) for cell in header.cells]
    while cells and not cells[-1]:
        cells.pop()
    for position, cell in enumerate(cells, start=1):
        name = _CONTROL.sub("", cell) or column_letters(position)
        if name in names:
            faults.append(fault(FaultCode.COLUMN_TWICE, row=header.number, column=name, value=column_letters(position)))
            name = f"{name} ({column_letters(position)})"
        names.append(name)
    faults += [_at(header, position, code, names) for position, code in header.wrong if position < len(names)]
    return names, faults


def _at(line: _Line, position: int, code: FaultCode, names: Sequence[str]) -> Fault:
    column = names[position] if position < len(names) else column_letters(position + 1)
    value = line.cells[position] if position < len(line.cells) else ""
    return fault(code, row=line.number, column=column, value=value)


def _faults_of(line: _Line, names: Sequence[str], *, limits: Limits, no_residents: bool) -> Iterator[Fault]:
    for position, code in line.wrong:
        yield _at(line, position, code, names)
    for position, cell in enumerate(line.cells):
        if position >= len(names) and cell.strip():
            yield _at(line, position, FaultCode.TOO_MANY_CELLS, names)
        elif len(cell) > limits.cell_characters:
            yield _at(line, position, FaultCode.CELL_TOO_LONG, names)
        elif _CONTROL.search(cell):
            yield _at(line, position, FaultCode.CONTROL_CHARACTER, names)
        elif _BROKEN in cell:
            yield _at(line, position, FaultCode.BROKEN_CHARACTER, names)
        elif no_residents and has_rrn(cell):
            yield _at(line, position, FaultCode.RESIDENT_NUMBER, names)


def _read_workbook(content: bytes, *, limits: Limits, sheet: str | None, no_residents: bool) -> Table:
    with check_archive(BytesIO(content), limits=limits) as archive:
        # Every sheet is measured, not only the one that is read: which one that is, the file itself decides.
        shapes = {
            name: sheet_shape(archive.open(name), limits=limits)
            for name in archive.namelist()
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)
        }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
            page = _page(book, sheet)
            shape = shapes[str(page._worksheet_path)]
            lines = list(_sheet_lines(page, shape))
            book.close()
    except BROKEN_WORKBOOK as broken:
        raise Refused("workbook-broken") from broken
    table = _table(lines, limits=limits, no_residents=no_residents)
    table.sheet = page.title
    return table


def _page(book: Any, wanted: str | None) -> Any:
    sheets = [page for page in book.worksheets if wanted in (None, page.title)]
    visible = [page for page in sheets if page.sheet_state == "visible"]
    if not visible:
        raise Refused("file-has-no-rows")
    return visible[0]


def _sheet_lines(page: Any, shape: SheetShape) -> Iterator[_Line]:
    if not shape.cells:
        return
    page.reset_dimensions()
    covered = _covered(shape)
    rows = page.iter_rows(min_row=1, max_row=shape.last_row, max_col=shape.last_column)
    for number, row in enumerate(rows, start=1):
        line = _Line(number, [])
        for position, cell in enumerate(row):
            text, wrong = _cell_text(cell)
            line.cells.append(text)
            if wrong:
                line.wrong.append((position, wrong))
        line.wrong += [(position, FaultCode.MERGED_CELL) for position in sorted(covered.get(number, ()))]
        if any(line.cells) or line.wrong:
            yield line


def _covered(shape: SheetShape) -> dict[int, set[int]]:
    """For each row the positions (from 0) of the first cell of every merged range that touches it.

    A range of many rows marks only rows that exist, so a merge over a million rows costs nothing.
    """
    found: dict[int, set[int]] = {}
    for top, left, bottom, _right in shape.merged:
        for number in range(top, min(bottom, shape.last_row) + 1):
            found.setdefault(number, set()).add(left - 1)
    return found


def _cell_text(cell: Any) -> tuple[str, FaultCode | None]:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return "", None
    if kind == "f":
        return str(getattr(value, "text", value)), FaultCode.FORMULA_CELL
    if kind == "e":
        return str(value), FaultCode.ERROR_CELL
    if isinstance(value, bool):
        return str(value).upper(), None
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat(), None
    if isinstance(value, date | time):
        return value.isoformat(), None
    if isinstance(value, int | float):
        return _number_text(value)
    return str(value), None


def _number_text(value: int | float) -> tuple[str, FaultCode | None]:
    if value != value or abs(value) >= _EXACT:
        return str(value), FaultCode.NUMBER_TOO_LONG
    return (str(int(value)) if value == int(value) else repr(value)), None
