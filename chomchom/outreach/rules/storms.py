"""When many homes fall silent at once it is one incident, with the list of homes kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from chomchom.kernel.verdicts import Refused
from chomchom.outreach.rules.words import OPEN_STATES, Door, EpisodeState, Grade, HowKnown

STORM_DOORS = frozenset({Door.ALERT, Door.PROVINCE})
"""Doors behind which a machine stands; 30 neighbours who write are 30 neighbours who write."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One home of a door in a dong within the last hour."""

    door: Door
    dong: str


def dongs_in_storm(arrivals: Iterable[Arrival], *, homes: int) -> dict[Door, frozenset[str]]:
    """For each door, the dongs where at least `homes` homes arrived within the hour."""
    counts = Counter(arrivals)
    storm: dict[Door, set[str]] = {}
    for arrival, count in counts.items():
        if arrival.door in STORM_DOORS and count >= homes:
            storm.setdefault(arrival.door, set()).add(arrival.dong)
    return {door: frozenset(dongs) for door, dongs in storm.items()}


@dataclass(frozen=True, slots=True)
class HomeInIncident:
    """A home of an incident as it stands when the incident ends."""

    state: EpisodeState
    grade: Grade
    attempts: int
    signals: int


def settles_with_incident(home: HomeInIncident) -> bool:
    """Whether a person may settle this home together with its incident: nothing but the incident speaks for it."""
    return (
        home.state is EpisodeState.OPEN and home.grade is not Grade.SEVERE and home.attempts == 0 and home.signals <= 1
    )


def check_incident_may_end(*, open_now: bool, by_person: bool, how_known: HowKnown | None) -> None:
    """An incident is ended by a person who says how it is known that supply or feed is back."""
    if not by_person:
        raise Refused("machine-may-not-close")
    if not open_now:
        raise Refused("incident-already-ended")
    if how_known is None:
        raise Refused("close-needs-how-known")


def counts_as_open(state: EpisodeState) -> bool:
    """Whether the home still waits for somebody."""
    return state in OPEN_STATES
