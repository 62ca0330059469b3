"""What an integrated case may become, by whom, until when; pure. The table is the procedure."""

from __future__ import annotations

from chomchom.cases.rules.clocks import Clocks, Due, DueCode, add_months, next_due
from chomchom.cases.rules.criteria import CriteriaFacts, check_criteria
from chomchom.cases.rules.machine import (
    CASES,
    ENDS,
    HELD_FROM,
    STAGES,
    CaseState,
    Confirmation,
    Grade,
    MoveFacts,
    Needs,
    ReasonCode,
    TakeInFacts,
    case_number,
    check_can_choose,
    check_can_move,
    check_can_take_in,
    needs,
    resume_name,
    stage_of,
)

__all__ = [
    "CASES",
    "ENDS",
    "HELD_FROM",
    "STAGES",
    "CaseState",
    "Clocks",
    "Confirmation",
    "CriteriaFacts",
    "Due",
    "DueCode",
    "Grade",
    "MoveFacts",
    "Needs",
    "ReasonCode",
    "TakeInFacts",
    "add_months",
    "case_number",
    "check_can_choose",
    "check_can_move",
    "check_can_take_in",
    "check_criteria",
    "needs",
    "next_due",
    "resume_name",
    "stage_of",
]
