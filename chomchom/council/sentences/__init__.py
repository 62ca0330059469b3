"""Every Korean sentence of the council, by subject."""

from __future__ import annotations

from chomchom.council.sentences import decisions, meetings, papers, reading
from chomchom.council.sentences.meetings import (
    ABSENCES,
    BODY_KINDS,
    CHANGES,
    FAULTS,
    GENDERS,
    ITEM_MOVES,
    ITEM_STATES,
    MARKS,
    MODES,
    ORIGINS,
    SEAT_KINDS,
    SEAT_ROLES,
    STATES,
    WAYS_TOLD,
    choices,
)
from chomchom.council.sentences.reading import FINDINGS, finding_sentence

REFUSALS = reading.REFUSALS | meetings.REFUSALS | decisions.REFUSALS | papers.REFUSALS

__all__ = [
    "ABSENCES", "BODY_KINDS", "CHANGES", "FAULTS", "FINDINGS", "GENDERS", "ITEM_MOVES", "ITEM_STATES", "MARKS", "MODES", "ORIGINS",
    "REFUSALS", "SEAT_KINDS", "SEAT_ROLES", "STATES", "WAYS_TOLD", "choices", "decisions", "finding_sentence",
]  # fmt: skip
