"""How far a plan has come: a project's score, and the mean over projects; pure.

Source: the weighted mean of a project's indicators and the mean over projects as the results of local plans are
reported. Achievement is not capped where it is kept; the capped mean stands beside it, because one project at 300 %
would hide five at 60 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

FULL = Fraction(100)


class Standing(StrEnum):
    """What became of a project in one year."""

    REACHED = "reached"  # 목표에 닿음
    MISSED = "missed"  # 목표에 못 미침
    RUNNING = "running"  # 해가 아직 끝나지 않음
    UNKNOWN = "unknown"  # 견줄 실적이나 목표가 없음


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator of a project in one year: achievement in percent (None: not known) and its weight."""

    achieved: Fraction | None
    weight: Fraction = Fraction(0)


def score(parts: Sequence[Part]) -> Fraction | None:
    """A project's achievement in percent: the weighted mean of what is known; equal weights where none is set.

    None where nothing is known. An indicator without a value takes no part: it is shown as missing, not counted as 0.
    """
    known = [(one.achieved, one.weight) for one in parts if one.achieved is not None]
    if not known:
        return None
    weights = sum(weight for _achieved, weight in known)
    if not weights:
        return sum((achieved for achieved, _weight in known), Fraction(0)) / len(known)
    return sum((achieved * weight for achieved, weight in known), Fraction(0)) / weights


def standing(found: Fraction | None, *, settled: bool = True) -> Standing:
    """Whether a score reached the target; a score that the rest of the year can still change says neither."""
    if not settled:
        return Standing.RUNNING
    if found is None:
        return Standing.UNKNOWN
    return Standing.REACHED if found >= FULL else Standing.MISSED


@dataclass(frozen=True, slots=True)
class Summary:
    """Projects by what became of them, and the mean over those whose score stands: as it is, and with 100 as the most."""

    reached: int
    missed: int
    running: int
    unknown: int
    mean: Fraction | None
    capped: Fraction | None

    @property
    def projects(self) -> int:
        """All of them."""
        return self.reached + self.missed + self.running + self.unknown


def summary(scores: Iterable[tuple[Fraction | None, bool]]) -> Summary:
    """Sum up projects that count for the city: the score of each, and whether it stands.

    While one still runs there is no mean: only what was reached early would be in it.
    """
    held = list(scores)
    known = [one for one, _settled in held if one is not None] if all(settled for _one, settled in held) else []
    kinds = [standing(one, settled=settled) for one, settled in held]
    return Summary(
        reached=kinds.count(Standing.REACHED),
        missed=kinds.count(Standing.MISSED),
        running=kinds.count(Standing.RUNNING),
        unknown=kinds.count(Standing.UNKNOWN),
        mean=sum(known, Fraction(0)) / len(known) if known else None,
        capped=sum((min(one, FULL) for one in known), Fraction(0)) / len(known) if known else None,
    )


def missed_in_a_row(scores: Sequence[Fraction | None]) -> int:
    """How many of the latest years in a row were missed; `scores` by year, oldest first. A year unknown ends the row."""
    count = 0
    for one in reversed(scores):
        if standing(one) is not Standing.MISSED:
            break
        count += 1
    return count
