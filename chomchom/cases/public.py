"""The front desk of cases."""

from __future__ import annotations

from chomchom.cases.access import visible_to
from chomchom.cases.actions import hold_against_line, move, name_owner, take_in, write_note
from chomchom.cases.actions.conferences import (
    add_attendee,
    add_item,
    add_opinion,
    add_task,
    call_conference,
    decide,
    pledge,
)
from chomchom.cases.actions.forms import begin_form, save_form
from chomchom.cases.actions.plans import (
    GoalFound,
    GoalIn,
    ServiceIn,
    add_goal,
    add_service,
    begin_plan,
    check_plan,
    sign_plan,
)
from chomchom.cases.reads import CaseRow, case_page, case_row, case_rows, has_open_case, managers_for, of_person
from chomchom.cases.rules import Answers, Book, CaseState, Decision, GoalState, Grade, SignedBy

__all__ = [
    "Answers", "Book", "CaseRow", "CaseState", "Decision", "GoalFound", "GoalIn", "GoalState", "Grade", "ServiceIn", "SignedBy",
    "add_attendee", "add_goal", "add_item", "add_opinion", "add_service", "add_task", "begin_form", "begin_plan",
    "call_conference", "case_page", "case_row", "case_rows", "check_plan", "decide", "has_open_case",
    "hold_against_line", "managers_for", "move", "name_owner", "of_person", "pledge", "save_form", "sign_plan",
    "take_in", "visible_to", "write_note",
]  # fmt: skip
