"""What the council writes into the ledger, by subject: ids, codes, numbers and times; no names, no words of a meeting."""

from __future__ import annotations

from chomchom.council.events import decisions
from chomchom.council.events.meetings import (
    AgendaItemSettled,
    AttendanceMarked,
    AttendanceSeated,
    BodyFounded,
    CalendarEnded,
    CalendarMade,
    CountingSet,
    LineSet,
    MeetingCalled,
    MeetingChanged,
    MeetingHeld,
    MeetingPlanned,
    MinutesCirculated,
    MinutesDrafted,
    MinutesPublished,
    MinutesStepApproved,
    SeatEnded,
    SeatReached,
    SeatTaken,
)
from chomchom.council.events.papers import (
    MinutesBroughtIn,
    MinutesDiscarded,
    MinutesRecorded,
    MinutesTakenOver,
    PaperKept,
)

__all__ = [
    "AgendaItemSettled",
    "AttendanceMarked",
    "AttendanceSeated",
    "BodyFounded",
    "CalendarEnded",
    "CalendarMade",
    "CountingSet",
    "LineSet",
    "MeetingCalled",
    "MeetingChanged",
    "MeetingHeld",
    "MeetingPlanned",
    "MinutesBroughtIn",
    "MinutesCirculated",
    "MinutesDiscarded",
    "MinutesDrafted",
    "MinutesPublished",
    "MinutesRecorded",
    "MinutesStepApproved",
    "MinutesTakenOver",
    "PaperKept",
    "SeatEnded",
    "SeatReached",
    "SeatTaken",
    "decisions",
]
