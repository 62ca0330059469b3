"""The front desk of the council: bodies, meetings and their minutes."""

from __future__ import annotations

from chomchom.council.access import load_meeting, visible_to
from chomchom.council.rules.bodies import BodyKind, SeatKind, SeatRole
from chomchom.council.rules.meetings import MeetingState

__all__ = ["BodyKind", "MeetingState", "SeatKind", "SeatRole", "load_meeting", "visible_to"]
