"""Every Korean sentence of the council, by subject."""

from __future__ import annotations

from chomchom.council.sentences import decisions, meetings, reading
from chomchom.council.sentences.reading import FINDINGS, finding_sentence

REFUSALS = reading.REFUSALS | meetings.REFUSALS | decisions.REFUSALS

__all__ = ["FINDINGS", "REFUSALS", "decisions", "finding_sentence"]
