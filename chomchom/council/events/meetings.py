"""What the council writes into the ledger: ids, codes, numbers and times; no names, no words of a meeting."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from chomchom.council.rules.bodies import BodyKind, SeatKind, SeatRole
from chomchom.council.rules.meetings import ChangeKind, ItemState, MeetingMode
from chomchom.kernel.events import Event


class BodyFounded(Event):
    """A body of the council was set up."""

    tag = "council:body:founded"
    body_id: UUID
    kind: BodyKind
    founded_on: date


class SeatTaken(Event):
    """Somebody took a seat, or took it anew for another term."""

    tag = "council:seat:taken"
    seat_id: UUID
    body_id: UUID
    kind: SeatKind
    role: SeatRole
    starts_on: date
    ends_on: date | None = None


class SeatEnded(Event):
    """A seat was given up before its term was over, or got a last day."""

    tag = "council:seat:ended"
    seat_id: UUID
    body_id: UUID
    ends_on: date


class SeatReached(Event):
    """How somebody in a seat is reached, or what their post is called, was written anew; the ledger learns neither."""

    tag = "council:seat:reached"
    seat_id: UUID
    body_id: UUID


class CountingSet(Event):
    """A body wrote down how many roles it counts in its rate of attendance, from a day on."""

    tag = "council:counting:set"
    body_id: UUID
    from_on: date
    roles: int


class LineSet(Event):
    """A body wrote down along how many boxes its minutes are approved."""

    tag = "council:line:set"
    body_id: UUID
    steps: int


class MeetingPlanned(Event):
    """A meeting was planned."""

    tag = "council:meeting:planned"
    meeting_id: UUID
    body_id: UUID
    starts_at: datetime


class AgendaItemSettled(Event):
    """It was said what became of an item of a meeting that was held, or that was taken back."""

    tag = "council:item:settled"
    meeting_id: UUID
    item_id: UUID
    was: ItemState
    state: ItemState


class MeetingCalled(Event):
    """The written notice of a meeting went out; `days_late` counts days after the day it was due."""

    tag = "council:meeting:called"
    meeting_id: UUID
    body_id: UUID
    starts_at: datetime
    told: int
    by_hand: int
    days_late: int


class AttendanceMarked(Event):
    """So many rows of the list of who came were written down; `present` is what the list gives now."""

    tag = "council:attendance:marked"
    meeting_id: UUID
    rows: int
    present: int


class AttendanceSeated(Event):
    """A person said whose seat a row of the list of who came is."""

    tag = "council:attendance:seated"
    meeting_id: UUID
    seat_id: UUID


class MeetingHeld(Event):
    """A meeting took place; numbers by the body's own rule of counting."""

    tag = "council:meeting:held"
    meeting_id: UUID
    body_id: UUID
    mode: MeetingMode
    members: int
    present: int
    quorum: int
    reached: bool


class MinutesCirculated(Event):
    """The draft of minutes went round along the approval line."""

    tag = "council:minutes:circulated"
    meeting_id: UUID
    steps: int


class MinutesStepApproved(Event):
    """One box of the approval line was signed by the account it names."""

    tag = "council:minutes:step-approved"
    meeting_id: UUID
    step: int
    last: bool


class MinutesPublished(Event):
    """Approved minutes were published."""

    tag = "council:minutes:published"
    meeting_id: UUID


class MinutesDrafted(Event):
    """The minutes of a meeting were begun, with this many boxes to approve them."""

    tag = "council:minutes:drafted"
    meeting_id: UUID
    steps: int


class MeetingChanged(Event):
    """A meeting was put off or called off, its minutes were taken back, or approved minutes were amended."""

    tag = "council:meeting:changed"
    meeting_id: UUID
    kind: ChangeKind
    number: int


class CalendarMade(Event):
    """A member made a secret address for the own calendar."""

    tag = "council:calendar:made"
    feed_id: UUID


class CalendarEnded(Event):
    """A calendar's address was taken back or replaced."""

    tag = "council:calendar:ended"
    feed_id: UUID
