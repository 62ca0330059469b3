"""A case conference: who sat there, what was decided on each case, and who learns whose name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from chomchom.cases.rules.machine import Grade
from chomchom.kernel.verdicts import Refused

MOST_ITEMS = 30
FEWEST_BODIES = 2
_FIRST_LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"  # Korean data: the letters syllables begin with
_SYLLABLES = range(0xAC00, 0xD7A4)


class Decision(StrEnum):
    """What a conference decided on a case."""

    MANAGE = "manage"  # 사례관리
    LINK = "link"  # 서비스연계
    REJECT = "reject"  # 비대상
    GO_ON = "go-on"  # 계속
    REASSESS = "reassess"  # 재조사
    CLOSE = "close"  # 종결


def check_can_decide(
    *, decision: Decision, text: str, grade: Grade | None, bodies: int, held_on: date, today: date
) -> None:
    """Raises `case-day-impossible`, `conference-needs-two-bodies`, `conference-needs-words`, `case-needs-grade`."""
    if held_on > today:
        raise Refused("conference-not-held-yet")
    if bodies < FEWEST_BODIES:
        raise Refused("conference-needs-two-bodies")
    if not text.strip():
        raise Refused("conference-needs-words")
    if decision is Decision.MANAGE and grade is None:
        raise Refused("case-needs-grade")


def bodies_present(bodies: Iterable[str]) -> int:
    """How many different bodies sat there."""
    return len({body.strip() for body in bodies if body.strip()})


def initials(name: str) -> str:
    """A name as somebody without consent sees it: the first letter of the first syllable, the rest a ring."""
    if not name:
        return ""
    first = ord(name[0])
    letter = _FIRST_LETTERS[(first - _SYLLABLES.start) // 588] if first in _SYLLABLES else name[0].upper()
    return letter + "○" * (len(name) - 1)
