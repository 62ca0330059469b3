"""What comes in through a door, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chomchom.kernel.deeds import Sector
from chomchom.kernel.verdicts import Refused
from chomchom.outreach.rules.words import (
    FINDER_AT_DOOR,
    SECTOR_OF_FINDER,
    Door,
    EpisodeState,
    FinderKind,
    Grade,
    Reason,
    Seen,
)

CLOCK_SLACK = timedelta(minutes=10)
"""How far a sender's clock may run ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalIn:
    """One hint of crisis. `source_id` is unique at its door: the same id twice is one signal.

    Person, household or address (also a described place): one of them is enough. `grade` is what the source says;
    None lets outreach decide. `items` are codes of crisis data, shown to public officers only.
    """

    door: Door
    source_id: str
    occurred_at: datetime
    dong: str = ""
    person_id: UUID | None = None
    household_id: UUID | None = None
    address: str = ""
    reasons: tuple[Reason, ...] = ()
    grade: Grade | None = None
    seen: frozenset[Seen] = frozenset()
    items: tuple[str, ...] = ()
    note: str = ""
    finder_kind: FinderKind | None = None
    finder_id: UUID | None = None
    programme: str = ""
    round_id: UUID | None = None
    delete_on: date | None = None

    @property
    def finder(self) -> FinderKind:
        """Who noticed; by the door where nobody says."""
        return self.finder_kind or FINDER_AT_DOOR[self.door]

    @property
    def sector(self) -> Sector:
        """The sector that is credited."""
        return SECTOR_OF_FINDER[self.finder]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Where a signal went. `joined`: the home already had an open episode; `duplicate`: the signal was known."""

    episode_id: UUID
    signal_id: UUID
    joined: bool
    duplicate: bool
    incident_id: UUID | None = None


def check_signal(signal: SignalIn, *, at: datetime) -> None:
    """A signal concerns somebody or some place and lies in the past."""
    if signal.person_id is None and signal.household_id is None and not signal.address.strip():
        raise Refused("signal-needs-person-or-place")
    if signal.occurred_at > at + CLOCK_SLACK:
        raise Refused("signal-from-the-future")


def after_signal(state: EpisodeState) -> str:
    """The move a new signal makes: an answer is no longer the last word, everything else goes on as it was."""
    return "worry" if state is EpisodeState.ANSWERED else ""


def minutes_since(start: datetime, at: datetime) -> int:
    """Whole minutes from a moment to another, never below zero."""
    return max(0, int((at - start).total_seconds() // 60))
