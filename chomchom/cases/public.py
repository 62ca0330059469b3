"""The front desk of cases."""

from __future__ import annotations

from chomchom.cases.access import visible_to
from chomchom.cases.actions import hold_against_line, move, name_owner, take_in, write_note
from chomchom.cases.reads import CaseRow, case_page, case_row, case_rows, has_open_case, managers_for, of_person
from chomchom.cases.rules import CaseState

__all__ = [
    "CaseRow",
    "CaseState",
    "case_page",
    "case_row",
    "case_rows",
    "has_open_case",
    "hold_against_line",
    "managers_for",
    "move",
    "name_owner",
    "of_person",
    "take_in",
    "visible_to",
    "write_note",
]
