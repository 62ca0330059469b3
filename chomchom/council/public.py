"""The front desk of the council: bodies, meetings and their minutes."""

from __future__ import annotations

from chomchom.council.access import load_meeting, visible_to
from chomchom.council.actions.attendance import HeldIn, MarkIn, hold, mark
from chomchom.council.actions.bodies import BodyIn, SeatIn, StepIn, add_seat, found_body, set_attendance_rule, set_line
from chomchom.council.actions.calling import call_meeting
from chomchom.council.actions.minutes import approve, begin_draft, circulate, publish
from chomchom.council.actions.planning import ItemIn, MeetingIn, plan_meeting
from chomchom.council.reads.attendance import people
from chomchom.council.rules.bodies import BodyKind, SeatKind, SeatRole
from chomchom.council.rules.meetings import AbsenceCategory, ItemOrigin, Mark, MeetingMode, MeetingState

__all__ = [
    "AbsenceCategory", "BodyIn", "BodyKind", "HeldIn", "ItemIn", "ItemOrigin", "Mark", "MarkIn", "MeetingIn",
    "MeetingMode", "MeetingState", "SeatIn", "SeatKind", "SeatRole", "StepIn", "add_seat", "approve", "begin_draft",
    "call_meeting", "circulate", "found_body", "hold", "load_meeting", "mark", "people", "plan_meeting", "publish",
    "set_attendance_rule", "set_line", "visible_to",
]  # fmt: skip
