"""What can be wrong in a file somebody sends, as codes with a place.

A fault concerns one cell or row: the good rows can still go in. What is wrong
with the whole file is a `Refused` with one of `FILE_REFUSALS`. Sentences for
both live on the screen's floor, not here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from chomchom.formats.residents import mask_rrn

_SHOWN = 40
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class FaultCode(StrEnum):
    """One thing that can be wrong with a cell or a row."""

    MERGED_CELL = "merged-cell"
    FORMULA_CELL = "formula-cell"
    ERROR_CELL = "error-cell"
    NUMBER_TOO_LONG = "number-too-long"
    CELL_TOO_LONG = "cell-too-long"
    CONTROL_CHARACTER = "control-character"
    BROKEN_CHARACTER = "broken-character"
    TOO_MANY_CELLS = "too-many-cells"
    COLUMN_TWICE = "column-twice"
    RESIDENT_NUMBER = "resident-number"
    VALUE_MISSING = "value-missing"
    NOT_A_NUMBER = "not-a-number"
    NEGATIVE_READING = "negative-reading"
    IMPOSSIBLE_READING = "impossible-reading"
    NOT_A_TIME = "not-a-time"
    FUTURE_READING = "future-reading"
    DUPLICATE_READING = "duplicate-reading"
    CONFLICTING_READING = "conflicting-reading"


FILE_REFUSALS = frozenset(
    {
        "file-empty",
        "file-too-large",
        "file-not-a-table",
        "file-old-excel",
        "file-hwp",
        "file-kind-unknown",
        "file-encoding-unknown",
        "file-text-broken",
        "file-quote-open",
        "file-has-no-rows",
        "file-columns-missing",
        "workbook-broken",
        "workbook-locked",
        "workbook-too-large-inside",
        "workbook-has-doctype",
        "workbook-has-macro",
        "workbook-has-object",
        "workbook-has-archive",
        "workbook-has-strange-names",
        "sheet-too-long",
        "sheet-too-wide",
        "sheet-has-too-many-cells",
        "document-broken",
        "document-locked",
        "document-too-large-inside",
        "document-has-doctype",
        "document-not-hwpx",
        "document-has-strange-names",
        "document-table-too-large",
        "pdf-needs-day",
        "pdf-font-missing",
        "pdf-not-written",
        "photo-too-large",
        "photo-unreadable",
    }
)
"""Every refusal of a whole file that this floor can raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong at one place: file row (first row is 1), column by its name, and the value as it may be shown."""

    code: FaultCode
    row: int
    column: str = ""
    value: str = ""


def shown(value: object) -> str:
    """A cell's value as it may stand in a list of faults: short, no control characters, no resident number."""
    text = _UNSHOWN.sub("□", mask_rrn(str(value)))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def fault(code: FaultCode, *, row: int, column: str = "", value: object = "") -> Fault:
    """A fault whose value is already fit to be shown."""
    return Fault(code=code, row=row, column=column, value=shown(value))
