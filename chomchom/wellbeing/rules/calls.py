"""How the demonstration telephone answers: by the rates published for such services, the same for the same alert.

Of checks, 82 % end by phone or text, 17 % are not reached or the number is
dead, 0.7 % end at the door (domain.md §6.2). They describe whole checks, so a
fate is drawn for an alert and its calls follow from it.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from uuid import UUID

from chomchom.wellbeing.rules.words import CallResult

REACHED_PERMILLE = 820
DEAD_PERMILLE = 40
NEEDS_HELP_PERMILLE = 4
ANSWERS_AT = (0.62, 0.86, 1.0)
"""Share of those who answer at all that have answered by the first, second, third call."""


class Fate(StrEnum):
    """What all calls of one alert will find."""

    ANSWERS = "answers"
    NEEDS_HELP = "needs_help"
    SILENT = "silent"
    DEAD_NUMBER = "dead_number"


def _draw(alert_id: UUID, what: str) -> float:
    digest = hashlib.sha256(f"{what}:{alert_id}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def fate_of(alert_id: UUID) -> Fate:
    """The fate of an alert's calls."""
    permille = _draw(alert_id, "fate") * 1000
    if permille < NEEDS_HELP_PERMILLE:
        return Fate.NEEDS_HELP
    if permille < REACHED_PERMILLE:
        return Fate.ANSWERS
    return Fate.DEAD_NUMBER if permille < REACHED_PERMILLE + DEAD_PERMILLE else Fate.SILENT


def answer_of(alert_id: UUID, *, turn: int) -> CallResult:
    """What the call of that turn (from 0) finds."""
    fate = fate_of(alert_id)
    if fate is Fate.DEAD_NUMBER:
        return CallResult.OUT_OF_SERVICE
    if fate is Fate.SILENT:
        return CallResult.DEVICE_OFF if _draw(alert_id, "off") < 0.1 else CallResult.NO_ANSWER
    if _draw(alert_id, "turn") > ANSWERS_AT[min(turn, len(ANSWERS_AT) - 1)]:
        return CallResult.NO_ANSWER
    return CallResult.ANSWERED_NEEDS_HELP if fate is Fate.NEEDS_HELP else CallResult.ANSWERED_OK
