"""How a figure stands in a year that still runs; what the rules of pace say about one figure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from chomchom.planning.calculator.figures import Figure
from chomchom.planning.models import Definition
from chomchom.planning.rules import pace
from chomchom.planning.rules.definitions import Direction, FigureKind, Frequency, PeriodRule


def rhythm_of(definition: Definition) -> pace.Rhythm:
    """How a definition's figure comes together over a year."""
    return pace.Rhythm(
        kind=FigureKind(definition.kind), direction=Direction(definition.direction),
        frequency=Frequency(definition.frequency), rule=PeriodRule(definition.period_rule),
    )  # fmt: skip


def is_settled(figure: Figure, *, on: date) -> bool:
    """Whether what this figure says of its target stands; see `rules.pace.settled`."""
    if figure.definition is None:
        return not pace.runs(figure.period, on=on)
    return pace.settled(figure.achieved, rhythm_of(figure.definition), figure.period, on=on)


def awaited_of(figure: Figure, *, on: date) -> Fraction | None:
    """What should be there by now, where that can be said; see `rules.pace.expected`."""
    target = figure.target.in_force
    if figure.definition is None or target is None or figure.dong:
        return None
    return pace.expected(Fraction(target.value), rhythm_of(figure.definition), figure.period, on=on)


def falls_behind(figure: Figure, awaited: Fraction) -> bool:
    """Whether less is there than should be by now."""
    return figure.parts.numerator is not None and figure.parts.numerator < awaited
