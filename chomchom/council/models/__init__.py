"""Tables of the council, by subject."""

from __future__ import annotations

from chomchom.council.models.asking import AskedItem, Asking, Proposal
from chomchom.council.models.bodies import AttendanceRule, Body, CalendarFeed, LineStep, Seat
from chomchom.council.models.decisions import Decision, DecisionChange, DecisionKind
from chomchom.council.models.meetings import (
    AgendaItem,
    ApprovalStep,
    Attendance,
    Meeting,
    MeetingChange,
    MeetingNotice,
    StatedAttendance,
)
from chomchom.council.models.opinions import Handoff, HandoffAnswer, HandoffItem, Opinion, OpinionSource
from chomchom.council.models.papers import MinutesFrame, PaperVersion, Reading
from chomchom.council.models.tasks import Action

__all__ = [
    "Action", "AgendaItem", "ApprovalStep", "AskedItem", "Asking", "Attendance", "AttendanceRule", "Body",
    "CalendarFeed", "Decision", "DecisionChange", "DecisionKind", "Handoff", "HandoffAnswer", "HandoffItem",
    "LineStep", "Meeting", "MeetingChange", "MeetingNotice", "MinutesFrame", "Opinion", "OpinionSource",
    "PaperVersion", "Proposal", "Reading", "Seat", "StatedAttendance",
]  # fmt: skip
