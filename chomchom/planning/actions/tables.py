"""Tables that formulas count beside the ledger: named once, filled by files, a wrong file withdrawn whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chomchom.formats.tables import Row, read_table
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access
from chomchom.planning.calculator.countable import catalogue, columns_of
from chomchom.planning.events.indicators import TableFileBrought, TableFileWithdrawn, TableMade
from chomchom.planning.models import ImportedTable, TableFile, TableRow
from chomchom.planning.rules.formula.catalogue import Kind, TableColumn, check_table, common
from chomchom.planning.rules.targets import number_said
from chomchom.rulebook.dongs import by_name
from chomchom.store.constraints import refusing

MOST_ROWS = 200_000
LONGEST_WORD = 40
_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\.?|(\d{4})(\d{2})(\d{2})")
_YES = {
    "예": True,
    "y": True,
    "o": True,
    "1": True,
    "아니오": False,
    "n": False,
    "x": False,
    "0": False,
}  # Korean data: yes and no in files


def make_table(deed: Deed, *, name: str, says: str, columns: Sequence[TableColumn]) -> UUID:
    """Name a table and its columns. Raises `may-not-define`, `table-needs-words` and what `check_table` raises."""
    access.check_may_define(deed)
    if not says.strip():
        raise Refused("table-needs-words")
    check_table(name, columns, taken=catalogue())
    written = [(one.name, str(one.kind), one.says.strip()[:80]) for one in columns]
    with refusing("planning_importedtable_name_key", "table-name-taken", name=name):
        row = ImportedTable.objects.create(
            name=name, says=says.strip()[:200], columns=written, made_at=deed.at, made_by=deed.actor_id
        )
    record(deed, TableMade(table_id=row.pk, columns=len(written)), stream=row.pk)
    return row.pk


def load_table(deed: Deed, table_id: UUID) -> ImportedTable:
    """One table; raises `may-not-define` and `table-not-found`."""
    access.check_may_define(deed)
    row = ImportedTable.objects.filter(pk=table_id).first()
    if row is None:
        raise Refused("table-not-found")
    return row


def bring_file(deed: Deed, *, table_id: UUID, filename: str, content: bytes) -> UUID:
    """Put a CSV or XLSX file into a table; all rows or none.

    Raises `may-not-define`, `table-not-found`, what `formats.tables.read_table` refuses, `table-file-lacks-columns`,
    `table-cell-not-usable` (with row and column), `table-has-too-many-rows` and `table-file-already-there`.
    """
    table = load_table(deed, table_id)
    read = read_table(content, filename=filename)
    if read.faults:
        wrong = read.faults[0]
        raise Refused("table-cell-not-usable", row=wrong.row, column=wrong.column, value=wrong.value)
    columns = columns_of(table)
    day, dong = (next(one.name for one in common() if one.key == key) for key in ("occurred_on", "dong"))
    lacking = [name for name in (day, *(one.name for one in columns)) if name not in read.columns]
    if lacking:
        raise Refused("table-file-lacks-columns", columns=", ".join(lacking))
    if len(read.rows) > MOST_ROWS:
        raise Refused("table-has-too-many-rows", most=MOST_ROWS)
    with refusing("one_standing_file_of_a_content", "table-file-already-there"):
        file = TableFile.objects.create(
            table=table, name=filename[:120], digest=hashlib.sha256(content).hexdigest(), rows=len(read.rows),
            brought_at=deed.at, brought_by=deed.actor_id,
        )  # fmt: skip
    TableRow.objects.bulk_create((_row(file, row, columns, day=day, dong=dong) for row in read.rows), batch_size=2000)
    record(deed, TableFileBrought(table_id=table.pk, file_id=file.pk, rows=len(read.rows)), stream=table.pk)
    return file.pk


def _row(file: TableFile, row: Row, columns: Sequence[TableColumn], *, day: str, dong: str) -> TableRow:
    payload = {f"c{number}": _cell(row, one) for number, one in enumerate(columns, start=1)}
    return TableRow(
        file=file, line=row.number, occurred_on=_day(row, day), dong=_dong(row, dong),
        payload={key: value for key, value in payload.items() if value is not None},
    )  # fmt: skip


def _wrong(row: Row, column: str) -> Refused:
    return Refused("table-cell-not-usable", row=row.number, column=column, value=row.cells.get(column, "")[:40])


def _day(row: Row, column: str) -> date:
    found = _DAY.fullmatch(row.cells.get(column, "").strip()[:10].replace(" ", ""))
    numbers = [int(one) for one in (found.groups() if found else ()) if one]
    try:
        return date(*numbers)
    except (TypeError, ValueError):
        raise _wrong(row, column) from None


def _dong(row: Row, column: str) -> str:
    written = row.cells.get(column, "").strip()
    if not written:
        return ""
    found = by_name(written)
    if found is None:
        raise _wrong(row, column)
    return found.code


def _cell(row: Row, column: TableColumn) -> Any:
    """A cell as its column's kind; an empty one is no value."""
    written = row.cells.get(column.name, "").strip()
    if not written:
        return None
    if column.kind is Kind.NUMBER:
        try:
            number: Decimal = number_said(written, code="table-cell-not-usable")
        except Refused:
            raise _wrong(row, column.name) from None
        return int(number) if number == number.to_integral_value() else float(number)
    if column.kind is Kind.YES:
        if written.casefold() not in _YES:
            raise _wrong(row, column.name)
        return _YES[written.casefold()]
    if column.kind is Kind.DATE:
        return _day(row, column.name).isoformat()
    if len(written) > LONGEST_WORD:
        # A long text is no code; names and stories have no place in what everybody counts.
        raise _wrong(row, column.name)
    return written


def withdraw_file(deed: Deed, *, table_id: UUID, file_id: UUID) -> None:
    """Let a file count no longer; its rows stay. Raises `may-not-define`, `table-not-found` and `table-file-not-found`."""
    table = load_table(deed, table_id)
    file = TableFile.objects.select_for_update().filter(table=table, pk=file_id, withdrawn_at=None).first()
    if file is None:
        raise Refused("table-file-not-found")
    file.withdrawn_at, file.withdrawn_by = deed.at, deed.actor_id
    file.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(deed, TableFileWithdrawn(table_id=table.pk, file_id=file.pk), stream=table.pk)
