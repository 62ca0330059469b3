"""Holding a formula against what can be counted: every name is found, every value fits its field, every place is pointed at."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chomchom.kernel.verdicts import Refused
from chomchom.planning.rules.formula.catalogue import Catalogue, Column, Entity, Kind, Link
from chomchom.planning.rules.formula.words import (
    Aggregate,
    All,
    Clause,
    Condition,
    Formula,
    Function,
    Op,
    Path,
    Place,
    Ref,
    Value,
    aggregates,
    refs,
)

ORDERED = frozenset({Op.UNDER, Op.AT_MOST, Op.OVER, Op.AT_LEAST, Op.BETWEEN})
EQUAL = frozenset({Op.IS, Op.IS_NOT, Op.IN})
NONE = frozenset({Op.NULL, Op.NOT_NULL})
ALLOWED: dict[Kind, frozenset[Op]] = {
    Kind.NUMBER: ORDERED | EQUAL | NONE,
    Kind.DATE: ORDERED | EQUAL | NONE,
    Kind.CHOICE: EQUAL | NONE,
    Kind.WORD: EQUAL | NONE,
    Kind.DONG: EQUAL | NONE,
    Kind.YES: frozenset({Op.IS, Op.IS_NOT}) | NONE,
    Kind.ID: NONE,
    Kind.PERSON: NONE,
}


@dataclass(frozen=True, slots=True)
class Held:
    """A field held against values of its own kind: codes instead of labels."""

    column: Column
    op: Op
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """There is (or, `none`, there is not) a linked row of which everything in `held` holds."""

    link: Link
    to: Entity
    held: tuple[Held, ...] = ()
    none: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One part holds."""

    parts: tuple[Filter, ...]


Filter = Held | Linked | Every | Some


@dataclass(frozen=True, slots=True)
class Counted:
    """An aggregate whose names are found; `column` None counts rows."""

    function: Function
    entity: Entity
    column: Column | None
    distinct: bool
    where: Filter | None

    def tags(self) -> frozenset[str]:
        """The tags of all entries that can change the number."""
        return frozenset({self.entity.tag} | {one.to.tag for one in links_of(self.where)}) - {""}


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A formula that can be reckoned: itself, and each of its aggregates with its names found. Two are never equal."""

    formula: Formula
    counted: Mapping[Aggregate, Counted]
    refs: tuple[Ref, ...]

    def tags(self) -> frozenset[str]:
        """All tags behind the formula itself, without its references."""
        return frozenset(tag for one in self.counted.values() for tag in one.tags())

    def linked_tags(self) -> frozenset[str]:
        """The tags of linked rows: whatever their day, they can change a number of any period."""
        return frozenset(link.to.tag for one in self.counted.values() for link in links_of(one.where))

    def tables(self) -> frozenset[str]:
        """The names of the imported tables it counts."""
        return frozenset(one.entity.name for one in self.counted.values() if one.entity.table_id is not None)


def links_of(where: Filter | None) -> Iterable[Linked]:
    """Every link a filter asks about."""
    if isinstance(where, Linked):
        yield where
    elif isinstance(where, Every | Some):
        for part in where.parts:
            yield from links_of(part)


def check(formula: Formula, catalogue: Catalogue, *, dongs: Mapping[str, str]) -> Checked:
    """Find every name and check every kind; `dongs` is name → code.

    Raises `formula-no-entity`, `formula-no-field`, `formula-wrong-kind`, `formula-wrong-value` and
    `formula-needs-a-field`, each with `column`, `last`, `word` and `possible`.
    """
    return Checked(formula, {one: _counted(one, catalogue, dongs) for one in aggregates(formula)}, tuple(refs(formula)))


def _refused(code: str, at: Place, word: str, possible: Iterable[str], **facts: object) -> Refused:
    wanted = list(possible)
    near = difflib.get_close_matches(word.split(".")[-1], wanted, n=3, cutoff=0.4)
    shown = [*near, *(one for one in wanted if one not in near)]
    return Refused(code, column=at.first, last=at.last, word=word, possible=", ".join(shown[:24]) or "–", **facts)


def _counted(one: Aggregate, catalogue: Catalogue, dongs: Mapping[str, str]) -> Counted:
    names, at = one.path.names, one.path.at
    entity = catalogue.get(names[0])
    if entity is None:
        raise _refused("formula-no-entity", at, names[0], catalogue)
    if len(names) > 2 or (len(names) == 2 and names[1] not in entity.columns):
        raise _refused("formula-no-field", at, ".".join(names), entity.columns)
    column = entity.columns[names[1]] if len(names) == 2 else None
    if one.function is not Function.COUNT and (column is None or column.kind is not Kind.NUMBER):
        numbers = [name for name, found in entity.columns.items() if found.kind is Kind.NUMBER]
        raise _refused("formula-wrong-kind", at, ".".join(names), (f"{entity.name}.{name}" for name in numbers))
    if one.distinct and column is None:
        raise _refused("formula-needs-a-field", at, names[0], (f"{entity.name}.{name}" for name in entity.columns))
    where = _filter(one.where, entity, catalogue, dongs) if one.where is not None else None
    return Counted(one.function, entity, column, one.distinct, where)


def _filter(condition: Condition, entity: Entity, catalogue: Catalogue, dongs: Mapping[str, str]) -> Filter:
    if isinstance(condition, Clause):
        return _test(condition, entity, catalogue, dongs)
    parts = tuple(_filter(part, entity, catalogue, dongs) for part in condition.parts)
    return Every(_one_row(parts)) if isinstance(condition, All) else Some(parts)


def _one_row(parts: tuple[Filter, ...]) -> tuple[Filter, ...]:
    """Tests of one link that stand side by side are about one and the same linked row."""
    found: list[Filter] = []
    together: dict[Link, int] = {}
    for part in parts:
        if isinstance(part, Linked) and not part.none:
            if part.link in together:
                first = found[together[part.link]]
                assert isinstance(first, Linked)
                found[together[part.link]] = Linked(first.link, first.to, first.held + part.held)
                continue
            together[part.link] = len(found)
        found.append(part)
    return tuple(found)


def _test(test: Clause, entity: Entity, catalogue: Catalogue, dongs: Mapping[str, str]) -> Filter:
    names = test.path.names
    if len(names) > 1 and names[0] == entity.name and names[0] not in entity.links:
        names = names[1:]
    if names[0] in entity.links and not (len(names) == 1 and names[0] in entity.columns):
        return _linked(test, names, entity, catalogue, dongs)
    if len(names) > 1 or names[0] not in entity.columns:
        raise _no_field(test.path, entity)
    return _held(test, entity.columns[names[0]], dongs)


def _linked(
    test: Clause, names: tuple[str, ...], entity: Entity, catalogue: Catalogue, dongs: Mapping[str, str]
) -> Linked:
    link = entity.links[names[0]]
    to = catalogue[link.to]
    if len(names) == 1:
        if test.op not in NONE:
            raise _refused(
                "formula-needs-a-field", test.path.at, names[0], (f"{link.name}.{name}" for name in to.columns)
            )
        return Linked(link, to, none=test.op is Op.NULL)
    if len(names) > 2 or names[1] not in to.columns:
        raise _no_field(test.path, to)
    return Linked(link, to, (_held(test, to.columns[names[1]], dongs),))


def _no_field(path: Path, entity: Entity) -> Refused:
    return _refused("formula-no-field", path.at, ".".join(path.names), [*entity.columns, *entity.links])


def _held(test: Clause, column: Column, dongs: Mapping[str, str]) -> Held:
    if test.op not in ALLOWED[column.kind]:
        raise _refused("formula-wrong-kind", test.at, f"{column.name} {test.op}", sorted(ALLOWED[column.kind]))
    return Held(column, test.op, tuple(_value(test, column, value, dongs) for value in test.values))


def _value(test: Clause, column: Column, value: Value, dongs: Mapping[str, str]) -> Value:
    """The value as the field holds it; labels and dong names become codes."""
    fits = {
        Kind.NUMBER: isinstance(value, Decimal),
        Kind.DATE: isinstance(value, date),
        Kind.YES: isinstance(value, bool),
    }.get(column.kind, isinstance(value, str))
    possible: Iterable[str] = {Kind.NUMBER: ("1",), Kind.DATE: ("2026-01-31",), Kind.YES: ("true", "false")}.get(
        column.kind, ()
    )
    table = dongs if column.kind is Kind.DONG else column.values
    if column.kind in (Kind.CHOICE, Kind.DONG):
        possible = [f'"{label}"' for label in table]
        fits = fits and value in table
    if not fits:
        raise _refused("formula-wrong-value", test.at, f"{column.name} {test.op} {value}", possible)
    if column.kind in (Kind.CHOICE, Kind.DONG):
        assert isinstance(value, str)
        return table[value]
    return value
