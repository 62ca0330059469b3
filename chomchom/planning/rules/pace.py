"""A year that still runs: nothing is missed before it ends, and what can be expected by now is said where it can be known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from chomchom.planning.rules.definitions import Direction, FigureKind, Frequency, PeriodRule
from chomchom.planning.rules.spans import Period

FULL = Fraction(100)
PARTS = {Frequency.MONTHLY: 12, Frequency.QUARTERLY: 4, Frequency.HALF_YEARLY: 2}
"""Into how many parts a year falls for an indicator with a rhythm; a yearly one has none."""
GROWS = frozenset({FigureKind.COUNT, FigureKind.SUM, FigureKind.ACHIEVEMENT})
"""Kinds whose figure grows over the year; a share or a mean is what it is on any day."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a definition says about how its figure comes together over a year."""

    kind: FigureKind
    direction: Direction
    frequency: Frequency
    rule: PeriodRule


def runs(period: Period, *, on: date) -> bool:
    """Whether the last day of a period is still to come."""
    return period.first <= on < period.last


def missed(achieved: Fraction | None, period: Period, *, on: date) -> bool:
    """Whether a target was missed: below it, and the period over."""
    return achieved is not None and achieved < FULL and not runs(period, on=on)


def settled(achieved: Fraction | None, rhythm: Rhythm, period: Period, *, on: date) -> bool:
    """Whether the rest of a running year can no longer change that the target was reached, or the year is over."""
    if not runs(period, on=on):
        return True
    grows = rhythm.kind in GROWS and rhythm.direction is Direction.UP
    return achieved is not None and achieved >= FULL and (grows or rhythm.kind is FigureKind.MILESTONE)


def expected(target: Fraction, rhythm: Rhythm, period: Period, *, on: date) -> Fraction | None:
    """What of a running year's target can be expected by now: its share of the parts that are over.

    None where the year does not run, no part is over yet, the indicator is collected once a year, or its figure does
    not grow evenly.
    """
    parts = PARTS.get(rhythm.frequency)
    grows = rhythm.kind in GROWS and rhythm.direction is Direction.UP and rhythm.rule is PeriodRule.IN_PERIOD
    if parts is None or not grows or period.month or not runs(period, on=on):
        return None
    over = on.month if (on + timedelta(days=1)).month != on.month else on.month - 1
    done = over * parts // 12
    return target * done / parts if done else None
