"""How unusual a silence is: the detection engine.

Pure numpy, no framework, no clock. See docs/explanation/silence.md.
"""

from __future__ import annotations

from chomchom.silence.away import NEVER, Away, Whereabouts, away_of, is_explained, unexplained, whereabouts
from chomchom.silence.engine import advance, begin, relearn, replay
from chomchom.silence.household import Because, Grade, Judgement, Limits, Notice, join, judge, rarity
from chomchom.silence.profile import LAG, PROFILE, WINDOW, learn, unknown_homes
from chomchom.silence.sources import HOURLY, Source
from chomchom.silence.state import FEATURES, STATE, fresh, step

__all__ = [
    "FEATURES",
    "HOURLY",
    "LAG",
    "NEVER",
    "PROFILE",
    "STATE",
    "WINDOW",
    "Away",
    "Because",
    "Grade",
    "Judgement",
    "Limits",
    "Notice",
    "Source",
    "Whereabouts",
    "advance",
    "away_of",
    "begin",
    "fresh",
    "is_explained",
    "join",
    "judge",
    "learn",
    "rarity",
    "relearn",
    "replay",
    "step",
    "unexplained",
    "unknown_homes",
    "whereabouts",
]  # fmt: skip
