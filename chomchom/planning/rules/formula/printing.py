"""Writing a formula down in its one canonical form; reading that gives the same formula again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from chomchom.planning.rules.formula.words import (
    Aggregate,
    Any,
    Clause,
    Condition,
    Formula,
    NullIf,
    Number,
    Op,
    Reckoning,
    Ref,
    Value,
)

STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


def to_text(formula: Formula) -> str:
    """The formula as it is stored, with as few brackets as it can have."""
    if isinstance(formula, Number):
        return number(formula.value)
    if isinstance(formula, Aggregate):
        return _aggregate(formula)
    if isinstance(formula, Ref):
        return f"@{formula.code}" if formula.period == "this" else f"@{formula.code}[{formula.period}]"
    if isinstance(formula, NullIf):
        return f"nullif({to_text(formula.formula)}, {number(formula.number)})"
    return _reckoning(formula)


def _reckoning(formula: Reckoning) -> str:
    # A long sum is a deep tree to the left; it is unrolled so that its length is not bounded by recursion.
    parts: list[str] = []
    left: Formula = formula
    while isinstance(left, Reckoning) and STRENGTH[left.sign] == STRENGTH[formula.sign]:
        right = to_text(left.right)
        bracketed = isinstance(left.right, Reckoning) and STRENGTH[left.right.sign] <= STRENGTH[left.sign]
        parts += [f"({right})" if bracketed else right, left.sign]
        left = left.left
    first = to_text(left)
    if isinstance(left, Reckoning) and STRENGTH[left.sign] < STRENGTH[formula.sign]:
        first = f"({first})"
    return " ".join([first, *reversed(parts)])


def _aggregate(formula: Aggregate) -> str:
    inside = "distinct " if formula.distinct else ""
    inside += ".".join(formula.path.names)
    if formula.where is not None:
        inside += f" where {condition(formula.where)}"
    return f"{formula.function}({inside})"


def condition(one: Condition) -> str:
    """A condition as it is stored."""
    if isinstance(one, Clause):
        return _test(one)
    if isinstance(one, Any):
        return " or ".join(condition(part) for part in one.parts)
    return " and ".join(f"({condition(part)})" if isinstance(part, Any) else condition(part) for part in one.parts)


def _test(one: Clause) -> str:
    path = ".".join(one.path.names)
    if one.op in (Op.NULL, Op.NOT_NULL):
        return f"{path} {one.op}"
    if one.op is Op.IN:
        return f"{path} in [{', '.join(value(v) for v in one.values)}]"
    if one.op is Op.BETWEEN:
        return f"{path} between {value(one.values[0])} and {value(one.values[1])}"
    return f"{path} {one.op} {value(one.values[0])}"


def value(one: Value) -> str:
    """A value as it is written in a formula."""
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, date):
        return one.isoformat()
    return number(one) if isinstance(one, Decimal) else f'"{one}"'


def number(one: Decimal) -> str:
    """A number without idle noughts and without an exponent."""
    return f"{one.normalize():f}" if one else "0"
