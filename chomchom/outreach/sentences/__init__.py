"""Every Korean sentence of outreach."""

from __future__ import annotations

from chomchom.outreach.sentences.choosing import choices, labels
from chomchom.outreach.sentences.reasons import REASONS, how_rare, reason_sentence, reason_sentences
from chomchom.outreach.sentences.refusals import REFUSALS, refusal_sentence
from chomchom.outreach.sentences.register import ACTIVITIES, ACTORS, LINK_RESULTS, PAYERS, RESOURCES
from chomchom.outreach.sentences.rounds import FIELDS, GROUPS, ROUND_STATES, ROW_FAULTS
from chomchom.outreach.sentences.words import (
    BASES,
    CAUSES,
    CHANNELS,
    CHECK_RESULTS,
    CHECK_STATES,
    DOORS,
    DROPOUTS,
    FINDERS,
    GRADE_TONES,
    GRADES,
    HOW_KNOWN,
    NEXT_STEPS,
    NOT_DONE,
    OUTCOMES,
    REPORT_STATUS,
    RESULTS,
    SECTORS,
    SEEN,
    STATES,
    VISITORS,
)

__all__ = [
    "ACTIVITIES",
    "ACTORS",
    "BASES",
    "CAUSES",
    "CHANNELS",
    "CHECK_RESULTS",
    "CHECK_STATES",
    "DOORS",
    "DROPOUTS",
    "FIELDS",
    "FINDERS",
    "GRADES",
    "GRADE_TONES",
    "GROUPS",
    "HOW_KNOWN",
    "LINK_RESULTS",
    "NEXT_STEPS",
    "NOT_DONE",
    "OUTCOMES",
    "PAYERS",
    "REASONS",
    "REFUSALS",
    "REPORT_STATUS",
    "RESOURCES",
    "RESULTS",
    "ROUND_STATES",
    "ROW_FAULTS",
    "SECTORS",
    "SEEN",
    "STATES",
    "VISITORS",
    "choices",
    "how_rare",
    "labels",
    "reason_sentence",
    "reason_sentences",
    "refusal_sentence",
]
