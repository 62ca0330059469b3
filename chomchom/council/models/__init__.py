"""Tables of the council, by subject."""

from __future__ import annotations

from chomchom.council.models.bodies import AttendanceRule, Body, CalendarFeed, LineStep, Seat
from chomchom.council.models.meetings import (
    AgendaItem,
    ApprovalStep,
    Attendance,
    Meeting,
    MeetingChange,
    MeetingNotice,
    StatedAttendance,
)

__all__ = [
    "AgendaItem", "ApprovalStep", "Attendance", "AttendanceRule", "Body", "CalendarFeed", "LineStep", "Meeting",
    "MeetingChange", "MeetingNotice", "Seat", "StatedAttendance",
]  # fmt: skip
