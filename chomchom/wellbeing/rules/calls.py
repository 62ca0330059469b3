"""How the demonstration telephone answers: by the rates published for such services, the same for the same alert.

Of checks, 82 % end by phone or text, 17 % are not reached or the number is
dead, 0.7 % end at the door (domain.md §6.2). They describe whole checks, so a
fate is drawn for an alert and its calls follow from it.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from uuid import UUID

from chomchom.telephony import Result

REACHED_PERMILLE = 820
DEAD_PERMILLE = 40
NEEDS_HELP_PERMILLE = 4
ANSWERS_AT = (0.62, 0.86, 1.0)
"""Share of those who answer at all that have answered by the first, second, third call."""


AWAY_SHARE = 0.03
"""Share of weekly calls that find somebody on a journey; ours, for the demonstration."""


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


def presses_of(about_id: UUID, *, turn: int, script: str) -> Result | tuple[str, ...]:
    """What the other side does at the call of that turn (from 0): a result of the line, or what is pressed."""
    fate = fate_of(about_id)
    if fate is Fate.DEAD_NUMBER:
        return Result.OUT_OF_SERVICE
    if fate is Fate.SILENT:
        return Result.DEVICE_OFF if _draw(about_id, "off") < 0.1 else Result.NO_ANSWER
    if _draw(about_id, "turn") > ANSWERS_AT[min(turn, len(ANSWERS_AT) - 1)]:
        return Result.NO_ANSWER
    if fate is Fate.NEEDS_HELP:
        return ("2",)
    away = _draw(about_id, "away")
    if script == "travel" or (script == "weekly" and away < AWAY_SHARE):
        return ("1", "2", str(1 + int(away * 1000) % 8))
    return ("1", "1", "1" if _draw(about_id, "meal") < 0.8 else "2") if script == "weekly" else ("1",)
