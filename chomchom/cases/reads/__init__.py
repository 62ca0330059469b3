"""What the pages of cases and other rooms read."""

from __future__ import annotations

from chomchom.cases.reads.pages import (
    CasePage,
    CaseRow,
    case_page,
    case_row,
    case_rows,
    has_open_case,
    managers_for,
    of_person,
)

__all__ = [
    "CasePage",
    "CaseRow",
    "case_page",
    "case_row",
    "case_rows",
    "has_open_case",
    "managers_for",
    "of_person",
]
