"""The evidence panel's facts: fourteen days of one home, band by band, drawn against what is usual there.

A room that measures (wellbeing) fills these; the panel draws them without knowing what a meter is.
Times are aware; values are in the band's unit an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour: what came (None when nothing came) and what is usual for this home at this hour."""

    at: datetime
    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without data that is no silence of the home, with its reason in a few words."""

    since: datetime
    until: datetime
    label: str


@dataclass(frozen=True, slots=True)
class Silence:
    """The silence that lasts now: since when, and the sentence that says what it means for this home."""

    since: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class Band:
    """One source of the home: electricity, water, telecom, calls."""

    source: str
    label: str
    unit: str
    hours: tuple[Hour, ...]
    gaps: tuple[Gap, ...] = ()
    silence: Silence | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at one moment: a call, a visit, an alert. `kind` is a short code for the shape."""

    at: datetime
    label: str
    kind: str = "call"


@dataclass(frozen=True, slots=True)
class Absent:
    """A source this home does not have, why, and what is done instead."""

    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a tired reader asks, and its answer in a few words. `grave` is what worries most."""

    asks: str
    answer: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class EvidencePanel:
    """Everything the panel shows. `since` and `until` bound the picture; `until` is now. `facts` say in words, before
    the picture, what it means: since when, how rare for this home, what would lower the worry."""

    since: datetime
    until: datetime
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...] = ()
    absent: tuple[Absent, ...] = ()
    summary: str = ""
    facts: tuple[Fact, ...] = ()
