"""A second calculator in plain Python: the same formulas over the same rows, with nothing shared but the parsed words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from chomchom.planning.rules.formula.catalogue import Kind
from chomchom.planning.rules.formula.checking import Counted, Every, Filter, Held, Linked
from chomchom.planning.rules.formula.words import Function, Op

Row = Mapping[str, Any]


def _field(column, row: Row, same: Mapping) -> Any:
    value = row[column.key] if column.own else row["payload"].get(column.key)
    if value in ("", None):
        return None
    if column.kind is Kind.NUMBER:
        return Decimal(str(value))
    if column.kind is Kind.DATE and not isinstance(value, date):
        return date.fromisoformat(value)
    return same.get(value, value) if column.kind is Kind.PERSON else value


def _is(row: Row, entity) -> bool:
    if row["tag"] != entity.tag:
        return False
    as_json = {True: "true", False: "false"}
    return all(str(as_json.get(row["payload"].get(key), row["payload"].get(key))).lower() == value.lower()
               for key, value in entity.when)  # fmt: skip


def _held(one: Held, row: Row, same: Mapping) -> bool:
    value = _field(one.column, row, same)
    if one.op in (Op.NULL, Op.NOT_NULL):
        return (value is None) == (one.op is Op.NULL)
    if value is None:
        return False
    first = one.values[0]
    return {
        Op.IS: lambda: value == first,
        Op.IS_NOT: lambda: value != first,
        Op.UNDER: lambda: value < first,
        Op.AT_MOST: lambda: value <= first,
        Op.OVER: lambda: value > first,
        Op.AT_LEAST: lambda: value >= first,
        Op.IN: lambda: value in one.values,
        Op.BETWEEN: lambda: first <= value <= one.values[1],
    }[one.op]()


def _holds(where: Filter | None, row: Row, standing: Sequence[Row], same: Mapping) -> bool:
    if where is None:
        return True
    if isinstance(where, Held):
        return _held(where, row, same)
    if isinstance(where, Linked):
        mine = _field(where.link.mine, row, same)
        others = [
            other for other in standing
            if _is(other, where.to) and mine is not None and _field(where.link.theirs, other, same) == mine
        ]  # fmt: skip
        if not where.held:
            return bool(others) != where.none
        return any(all(_held(one, other, same) for one in where.held) for other in others)
    answers = (_holds(part, row, standing, same) for part in where.parts)
    return all(answers) if isinstance(where, Every) else any(answers)


def rows_of(one: Counted, rows: Sequence[Row], *, first, last, same: Mapping | None = None) -> list[Row]:
    """The rows an aggregate counts."""
    same, voided = same or {}, {row["voids"] for row in rows}
    standing = [row for row in rows if row["seq"] not in voided]
    return [
        row for row in standing
        if _is(row, one.entity) and (first is None or first <= row["occurred_on"]) and row["occurred_on"] <= last
        and _holds(one.where, row, standing, same)
        and (one.column is None or _field(one.column, row, same) is not None)
    ]  # fmt: skip


def number_of(one: Counted, rows: Sequence[Row], *, first, last, same: Mapping | None = None) -> Fraction | None:
    """One aggregate by hand."""
    found = rows_of(one, rows, first=first, last=last, same=same)
    if one.column is None:
        return Fraction(len(found))
    values = [_field(one.column, row, same or {}) for row in found]
    if one.distinct:
        values = list(set(values))
    if one.function is Function.COUNT:
        return Fraction(len(values))
    if one.function is Function.SUM:
        return sum((Fraction(value) for value in values), Fraction(0))
    if not values:
        return None
    if one.function is Function.MEAN:
        return sum((Fraction(value) for value in values), Fraction(0)) / len(values)
    return Fraction(min(values) if one.function is Function.MIN else max(values))
