"""What the ledger learns from wellbeing."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from chomchom.kernel.events import Event
from chomchom.wellbeing.rules.words import (
    AlertKind,
    CallResult,
    Channel,
    ContactMode,
    Grade,
    HowSaid,
    ProvinceGrade,
    Source,
    WhoSaid,
    WhyNot,
)


class HomeWatched(Event):
    """A home came under watch, with the contact mode the person chose."""

    tag: ClassVar[str] = "wellbeing:home:watched"
    home: int
    mode: ContactMode
    sources: int


class ModeChanged(Event):
    """The person chose another contact mode."""

    tag: ClassVar[str] = "wellbeing:home:mode-changed"
    home: int
    mode: ContactMode


class FeedSet(Event):
    """A source was connected, or it was noted why there is none."""

    tag: ClassVar[str] = "wellbeing:feed:set"
    home: int
    source: Source
    connected: bool
    why_not: WhyNot | None


class ReadingsLoaded(Event):
    """A delivery of readings was taken in."""

    tag: ClassVar[str] = "wellbeing:readings:loaded"
    batch: int
    source: Source
    taken: int
    refused: int


class AlertRaised(Event):
    """An alert was raised for a home."""

    tag: ClassVar[str] = "wellbeing:alert:raised"
    alert_id: UUID
    kind: AlertKind
    grade: Grade
    hours_silent: int
    rarity_days: int
    began_at: datetime


class AlertWorsened(Event):
    """An open alert became more pressing."""

    tag: ClassVar[str] = "wellbeing:alert:worsened"
    alert_id: UUID
    grade: Grade


class AlertEnded(Event):
    """A person ended the episode of an alert."""

    tag: ClassVar[str] = "wellbeing:alert:ended"
    alert_id: UUID
    episode_id: UUID


class StepDone(Event):
    """A step of the ladder was taken."""

    tag: ClassVar[str] = "wellbeing:step:taken"
    alert_id: UUID
    number: int
    channel: Channel
    minutes_late: int


class CallMade(Event):
    """A machine's call and what came of it."""

    tag: ClassVar[str] = "wellbeing:call:made"
    alert_id: UUID
    result: CallResult


class ContactDue(Event):
    """A home is to be asked how it is: by which way, after how many hours without a sign of life."""

    tag: ClassVar[str] = "wellbeing:contact:due"
    home: int
    mode: ContactMode
    hours: int


class ContactMade(Event):
    """Somebody was asked by the call policy, by which way and with what result."""

    tag: ClassVar[str] = "wellbeing:contact:made"
    home: int
    mode: ContactMode
    result: CallResult
    seconds: int


class CallLost(Event):
    """A worker died in the middle of a call: nothing is known of it, and it is due again."""

    tag: ClassVar[str] = "wellbeing:call:lost"
    call_id: UUID
    tries: int


class RingingBegun(Event):
    """Somebody began to ring a person; until it ends nobody else does."""

    tag: ClassVar[str] = "wellbeing:ringing:begun"
    machine: bool


class MachineRefused(Event):
    """A person told the machine not to ask again; a human asks for another way."""

    tag: ClassVar[str] = "wellbeing:home:machine-refused"
    home: int


class TripAnnounced(Event):
    """Somebody said that a home will be empty, from a day to a day."""

    tag: ClassVar[str] = "wellbeing:trip:announced"
    home: int
    trip_id: UUID
    from_on: date
    until_on: date
    said_by: WhoSaid
    said_how: HowSaid


class TripEnded(Event):
    """An announced absence is over: life was seen at home, or somebody said so."""

    tag: ClassVar[str] = "wellbeing:trip:ended"
    home: int
    trip_id: UUID
    early: bool


class TripWithdrawn(Event):
    """An announced absence was taken back, or a newer word replaced it."""

    tag: ClassVar[str] = "wellbeing:trip:withdrawn"
    home: int
    trip_id: UUID


class TripOverdue(Event):
    """Nobody came back from an announced absence in time."""

    tag: ClassVar[str] = "wellbeing:trip:overdue"
    home: int
    trip_id: UUID


class CircleUsedUp(Event):
    """Every step was taken once and nobody was reached."""

    tag: ClassVar[str] = "wellbeing:alert:circle-used-up"
    alert_id: UUID


class NobodyOnDuty(Event):
    """A step found an empty duty roster and went to the city instead."""

    tag: ClassVar[str] = "wellbeing:duty:empty"
    alert_id: UUID


class LadderSaved(Event):
    """The city set another ladder, from a day on."""

    tag: ClassVar[str] = "wellbeing:ladder:saved"
    kind: AlertKind
    steps: int
    from_on: date


class DutySaved(Event):
    """The duty roster of a span was set."""

    tag: ClassVar[str] = "wellbeing:duty:saved"
    from_on: date
    until_on: date
    posts: int


class ProvinceTold(Event):
    """The province's result for a day was taken in."""

    tag: ClassVar[str] = "wellbeing:province:told"
    day: date
    rows: int
    raised: int
    unmatched: int


class ProvinceSaid(Event):
    """What the province's result says about one person for one day."""

    tag: ClassVar[str] = "wellbeing:province:said"
    home: int
    day: date
    grade: ProvinceGrade
    call: CallResult | None


class ListPrinted(Event):
    """A list left on paper."""

    tag: ClassVar[str] = "wellbeing:list:printed"
    number: int
    rows: int


class ListDestroyed(Event):
    """A printed list was taken back and destroyed."""

    tag: ClassVar[str] = "wellbeing:list:destroyed"
    number: int


class ProvinceToldOfLeaving(Event):
    """The province was told that somebody left here."""

    tag: ClassVar[str] = "wellbeing:province:told-of-leaving"
    home: int


class BudgetTried(Event):
    """A false-alarm budget was tried on the city's own readings."""

    tag: ClassVar[str] = "wellbeing:budget:tried"
    source: Source
    budget_days: int
    homes: int
