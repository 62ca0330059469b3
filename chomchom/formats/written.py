"""Writing tables that no spreadsheet will take for commands."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO

import xlsxwriter

from chomchom.kernel.deeds import SEOUL

# What makes a spreadsheet see a formula: ASCII and the full-width forms Korean and Japanese versions take for the same.
_COMMAND = re.compile(r"\s*[=+\-@\t\r\n\x00＝＋－＠﹢﹣﹦﹫−]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_CELL = 32_767

Value = str | int | float | bool | date | datetime | None


def is_command(text: str) -> bool:
    """True when a spreadsheet might run this text instead of showing it."""
    return bool(_COMMAND.match(text))


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _csv_cell(value: Value) -> str:
    text = _text(value)
    if isinstance(value, str):
        # The apostrophe comes first and the unwritable signs go afterwards, so that removing one cannot bare another.
        text = _UNWRITABLE.sub("", f"'{text}" if is_command(text) else text)
        return f"'{text}" if is_command(text) else text
    return text


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The table as CSV, line by line: UTF-8 with a mark (Excel needs it for Hangul), CRLF, commands made harmless."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    yield "\ufeff".encode()
    writer.writerow([_csv_cell(cell) for cell in columns])
    for cells in rows:
        writer.writerow([_csv_cell(cell) for cell in cells])
        if buffer.tell() > 16_384:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The whole table as CSV bytes; see `csv_lines`."""
    return b"".join(csv_lines(columns, rows))


def write_xlsx(
    columns: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    sheet: str = "Sheet1",
    notes: Sequence[str] = (),
    made_at: datetime | None = None,
) -> bytes:
    """One table as a workbook; see `write_workbook`."""
    return write_workbook([(sheet, columns, rows)], notes=notes, made_at=made_at)


def write_workbook(
    sheets: Sequence[tuple[str, Sequence[str], Iterable[Sequence[Value]]]],
    *,
    notes: Sequence[str] = (),
    made_at: datetime | None = None,
) -> bytes:
    """Tables as sheets (title, columns, rows): `notes` above the first, heads in bold and frozen.

    Text is always text, never formula or link.
    """
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        if made_at is not None:
            book.set_properties({"created": made_at.astimezone(SEOUL).replace(tzinfo=None)})
        forms = _Forms(book)
        for number, (title, columns, rows) in enumerate(sheets):
            page = _Sheet(forms, book.add_worksheet(_sheet_name(title, number)))
            page.fill(columns, rows, notes=notes if number == 0 else ())
    return out.getvalue()


def _sheet_name(title: str, number: int) -> str:
    """A name Excel takes: without its forbidden signs, at most 31 long."""
    return _SHEET_FORBIDDEN.sub(" ", title)[:31].strip() or f"Sheet{number + 1}"


class _Forms:
    """The few cell formats of a workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head = book.add_format({"bold": True, "quote_prefix": True})
        self.quoted = book.add_format({"quote_prefix": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.whole = book.add_format({"num_format": "#,##0"})


class _Sheet:
    """One sheet that is being written."""

    def __init__(self, forms: _Forms, page: xlsxwriter.worksheet.Worksheet) -> None:
        self._forms, self._page = forms, page

    def fill(self, columns: Sequence[str], rows: Iterable[Sequence[Value]], *, notes: Sequence[str]) -> None:
        """Notes, head and rows from the top."""
        for number, note in enumerate(notes):
            self.write(number, 0, note)
        top = len(notes)
        for position, name in enumerate(columns):
            self.write(top, position, name, head=True)
        self._page.freeze_panes(top + 1, 0)
        for number, cells in enumerate(rows, start=top + 1):
            for position, cell in enumerate(cells):
                self.write(number, position, cell)

    def write(self, row: int, column: int, value: Value, *, head: bool = False) -> None:
        """Write one cell by the type of its value."""
        if value is None:
            return
        if isinstance(value, bool):
            self._page.write_boolean(row, column, value)
        elif isinstance(value, int | float):
            self._page.write_number(row, column, value, self._forms.whole if isinstance(value, int) else None)
        elif isinstance(value, datetime):
            self._page.write_datetime(row, column, value.astimezone(SEOUL).replace(tzinfo=None), self._forms.moment)
        elif isinstance(value, date):
            self._page.write_datetime(row, column, value, self._forms.day)
        else:
            text = _UNWRITABLE.sub("", value)[:_LONGEST_CELL]
            # The quote prefix keeps the text a text also when somebody edits the cell or saves the sheet as CSV.
            form = self._forms.head if head else self._forms.quoted if is_command(value) or is_command(text) else None
            self._page.write_string(row, column, text, form)
