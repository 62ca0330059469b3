"""The front desk of enrolment."""

from __future__ import annotations

from chomchom.enrolment.actions import NewEnrolment, enrol, enrol_many, leave, pause, report_leaving, resume
from chomchom.enrolment.reads import (
    EnrolmentRow,
    LeaverCount,
    Span,
    count_in,
    enrolment,
    enrolments,
    in_programme,
    leavers,
    spans,
)
from chomchom.enrolment.rules import DropOutReason, EnrolmentState, NextStep
from chomchom.enrolment.sentences import DROP_OUT, NEXT_STEPS

__all__ = [
    "DROP_OUT", "NEXT_STEPS", "DropOutReason", "EnrolmentRow", "EnrolmentState", "LeaverCount", "NewEnrolment",
    "NextStep", "Span", "count_in", "enrol", "enrol_many", "enrolment", "enrolments", "in_programme", "leave", "leavers",
    "pause", "report_leaving", "resume", "spans",
]  # fmt: skip
