"""Doing the sums once everything is counted. Dividing by nought gives no value and says so; never nought."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from chomchom.kernel.verdicts import Refused
from chomchom.planning.rules.formula.words import Aggregate, Formula, NullIf, Number, Reckoning, Ref


class NoValue(StrEnum):
    """Why there is no number."""

    DIVISION_BY_ZERO = "division-by-zero"
    NOTHING_COUNTED = "nothing-counted"
    SET_ASIDE = "set-aside"  # nullif
    REFERENCE = "reference-without-value"
    NOT_ENTERED = "not-entered"
    NO_TARGET = "no-target"
    NO_DEFINITION = "no-definition"
    QUALITATIVE = "qualitative"
    NOT_DUE = "not-due"


@dataclass(frozen=True, slots=True)
class Found:
    """A number, or why there is none."""

    value: Fraction | None
    why: NoValue | None = None


def reckon(
    formula: Formula, counted: Mapping[Aggregate, Fraction | None], refer: Callable[[Ref], Fraction | None]
) -> Found:
    """The value of a formula from its counted aggregates and from what its references are worth."""
    if isinstance(formula, Number):
        return Found(Fraction(formula.value))
    if isinstance(formula, Aggregate):
        number = counted[formula]
        return Found(number) if number is not None else Found(None, NoValue.NOTHING_COUNTED)
    if isinstance(formula, Ref):
        value = refer(formula)
        return Found(value) if value is not None else Found(None, NoValue.REFERENCE)
    if isinstance(formula, NullIf):
        inner = reckon(formula.formula, counted, refer)
        if inner.value is not None and inner.value == Fraction(formula.number):
            return Found(None, NoValue.SET_ASIDE)
        return inner
    return _two(formula, reckon(formula.left, counted, refer), reckon(formula.right, counted, refer))


def _two(formula: Reckoning, left: Found, right: Found) -> Found:
    if left.value is None or right.value is None:
        return left if left.value is None else right
    if formula.sign == "+":
        return Found(left.value + right.value)
    if formula.sign == "-":
        return Found(left.value - right.value)
    if formula.sign == "*":
        return Found(left.value * right.value)
    if right.value == 0:
        return Found(None, NoValue.DIVISION_BY_ZERO)
    return Found(left.value / right.value)


def check_no_cycle(start: str, refers: Mapping[str, Sequence[str]]) -> None:
    """Indicators may refer to each other, never in a ring; raises `formula-goes-in-a-ring` with the way round."""
    done: set[str] = set()

    def walk(code: str, way: tuple[str, ...]) -> None:
        if code in way:
            raise Refused("formula-goes-in-a-ring", way=" → ".join((*way[way.index(code) :], code)))
        if code not in done:
            for other in refers.get(code, ()):
                walk(other, (*way, code))
            done.add(code)

    walk(start, ())
