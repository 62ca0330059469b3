"""From a checked formula to SQL. Every name and every value is a bound parameter; the text is made of fixed pieces only.

All aggregates of one entity are counted in one reading: its rows once, each kind of linked rows once, grouped by what
links them. Rows that no aggregate tells apart are folded into one with their number `n` first, so that a hundred
conditions are asked of some dozens of rows instead of all of them. Order of evaluation: rows are filtered, made
distinct, aggregated; sums are done afterwards in Python.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from chomchom.planning.calculator import facts
from chomchom.planning.rules.formula.catalogue import Column, Entity, Kind, Link
from chomchom.planning.rules.formula.checking import Counted, Every, Filter, Held, Linked
from chomchom.planning.rules.formula.words import Function, Op


class Cut(StrEnum):
    """Along which line the same rows are counted again; distinct things are recounted in every part, never added."""

    DONG = "dong"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days that are counted (`first` None: from the beginning) and the last ledger number that takes part."""

    first: date | None
    last: date
    head: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One SELECT and its parameters."""

    sql: str
    params: Mapping[str, Any]


NOT_VOIDED = "{0}.seq NOT IN (SELECT voids FROM ledger_entry WHERE voids IS NOT NULL AND seq <= %(head)s)"
CASTS = {Kind.NUMBER: "::numeric", Kind.YES: "::boolean", Kind.DATE: "::date"}
"""How a column of an imported table is made from its words; the ledger's are made where it is copied."""
OWN_EACH = frozenset({Kind.PERSON, Kind.ID})
"""Fields in which nearly every row differs: folding by them would only cost."""


@dataclass(slots=True)
class _Linkage:
    """One kind of linked rows: joined once, with a column for every question about them."""

    linked: Linked
    alias: str
    mine: str
    questions: dict[tuple[Held, ...], str] = field(default_factory=dict)


class Compiler:
    """Makes one statement for all aggregates of one entity."""

    def __init__(self, entity: Entity, span: Span, *, merged: Mapping[UUID, UUID] | None = None, mark: int = 0) -> None:
        self.entity, self.span = entity, span
        self.params: dict[str, Any] = {"head": span.head, "first": span.first, "last": span.last, "mark": mark}
        self.fields: dict[Column, str] = {}
        self.shown: dict[str, str] = {}
        self.folds = True
        self.linkages: dict[Link, _Linkage] = {}
        self.merged = merged or {}

    def bind(self, value: object) -> str:
        """A parameter for a value; never the value itself."""
        name = f"p{len(self.params)}"
        self.params[name] = value
        return f"%({name})s"

    # what a row offers

    def _raw(self, column: Column, row: str) -> str:
        """A field of a row as SQL; empty words stand as nothing."""
        if self.entity.table_id is None:
            # Names of columns come from the catalogue, which is a file of this house, never from somebody's text.
            return f"{row}.{facts.column_of(column)}"
        if column.own:
            return f"{row}.{column.key}" if column.kind is Kind.DATE else f"nullif({row}.{column.key}, '')"
        return f"nullif({row}.payload->>{self.bind(column.key)}, ''){CASTS.get(column.kind, '')}"

    def column(self, column: Column) -> str:
        """The name under which a joined row shows a field."""
        name = self._carried(column)
        self.folds &= column.kind not in OWN_EACH
        same = column.kind is Kind.PERSON and self.merged
        self.shown[name] = f"coalesce(same.canonical, b.{name})" if same else f"b.{name}"
        return f"r.{name}"

    def _carried(self, column: Column) -> str:
        """The name under which the base rows carry a field."""
        return self.fields.setdefault(column, f"f{len(self.fields)}")

    # conditions

    def _held(self, held: Held, value: str) -> str:
        if held.op in (Op.NULL, Op.NOT_NULL):
            return f"{value} {'IS NULL' if held.op is Op.NULL else 'IS NOT NULL'}"
        marks = [self.bind(one) for one in held.values]
        if held.op is Op.BETWEEN:
            return f"{value} BETWEEN {marks[0]} AND {marks[1]}"
        if held.op is Op.IN:
            return f"{value} IN ({', '.join(marks)})"
        return f"{value} {'<>' if held.op is Op.IS_NOT else held.op.value} {marks[0]}"

    def filter(self, where: Filter | None) -> str:
        """A condition as SQL; true where there is none."""
        if where is None:
            return "true"
        if isinstance(where, Held):
            return self._held(where, self.column(where.column))
        if isinstance(where, Linked):
            return self._linked(where)
        sign = " AND " if isinstance(where, Every) else " OR "
        return "(" + sign.join(self.filter(part) for part in where.parts) + ")"

    def _linked(self, linked: Linked) -> str:
        known = self.linkages.get(linked.link)
        if known is None:
            known = _Linkage(linked, f"l{len(self.linkages)}", f"b.{self._carried(linked.link.mine)}")
            self.linkages[linked.link] = known
        if not linked.held:
            self.shown[f"{known.alias}k"] = f"{known.alias}.k IS NOT NULL"
            return f"{'NOT ' if linked.none else ''}r.{known.alias}k"
        if linked.held not in known.questions:
            # The same question of many formulas is asked once.
            question = " AND ".join(self._held(one, self._raw(one.column, "e")) for one in linked.held)
            known.questions[linked.held] = f"bool_or(coalesce({question}, false))"
        name = f"q{[*known.questions].index(linked.held)}"
        self.shown[known.alias + name] = f"coalesce({known.alias}.{name}, false)"
        return f"r.{known.alias}{name}"

    # rows

    def _when(self, entity: Entity, row: str) -> str:
        return "".join(f" AND {row}.{facts.PREFIX}{key} = {self.bind(value)}" for key, value in entity.when)

    def _days(self, row: str) -> str:
        if self.span.first is None:
            return f"{row}.occurred_on <= %(last)s"
        return f"{row}.occurred_on BETWEEN %(first)s AND %(last)s"

    def _base(self) -> str:
        """The rows that are counted, with the fields that are asked for; call it after all filters are made."""
        own = "".join(f", {self._raw(column, 'e')} AS {name}" for column, name in self.fields.items())
        head = f"SELECT e.seq, e.dong, to_char(e.occurred_on, 'YYYY-MM') AS month{own}"
        if self.entity.table_id is not None:
            return (
                f"{head} FROM planning_tablerow e JOIN planning_tablefile t ON t.id = e.file_id"
                f" WHERE t.table_id = {self.bind(self.entity.table_id)} AND t.withdrawn_at IS NULL AND {self._days('e')}"
            )
        return (
            f"{head} FROM ({facts.reading(self.bind(self.entity.tag))}) e WHERE {self._days('e')}"
            f" AND e.seq <= %(head)s AND {NOT_VOIDED.format('e')}{self._when(self.entity, 'e')}"
        )

    def _joins(self) -> str:
        found = ""
        for one in self.linkages.values():
            to = one.linked.to
            questions = "".join(f", {asked} AS q{number}" for number, asked in enumerate(one.questions.values()))
            found += (
                f" LEFT JOIN (SELECT {self._raw(one.linked.link.theirs, 'e')} AS k{questions}"  # noqa: S608
                f" FROM ({facts.reading(self.bind(to.tag))}) e WHERE e.seq <= %(head)s AND {NOT_VOIDED.format('e')}"
                f"{self._when(to, 'e')} GROUP BY 1) {one.alias} ON {one.alias}.k = {one.mine}"
            )
        person = next((name for column, name in self.fields.items() if column.kind is Kind.PERSON), "")
        if self.merged and person:
            alias, canonical = self.bind([*self.merged]), self.bind([*self.merged.values()])
            found += (
                f" LEFT JOIN unnest({alias}::uuid[], {canonical}::uuid[]) AS same(alias, canonical)"
                f" ON same.alias = b.{person}"
            )
        return found

    def _joined(self, *kept: str, folds: bool) -> str:
        """Base rows with what is linked, under the names that conditions ask for; call it after all filters are made."""
        joins = self._joins()
        shown = [*(f"b.{name}" for name in kept), *(f"{sql} AS {name}" for name, sql in self.shown.items())]
        # Written as positions: the pieces themselves hold parameters.
        group = ", ".join(str(place + 1) for place in range(len(shown)))
        number = "count(*)" if folds else "1"
        folded = f" GROUP BY {group}" if folds and shown else ""
        return f"SELECT {', '.join([*shown, f'{number} AS n'])} FROM ({self._base()}) b{joins}{folded}"  # noqa: S608

    # numbers

    def _number(self, one: Counted) -> str:
        where = self.filter(one.where)
        if one.column is None:
            return f"sum(r.n) FILTER (WHERE {where}), 0"
        value = self.column(one.column)
        if one.function in (Function.MIN, Function.MAX):
            return f"{one.function.value}({value}) FILTER (WHERE {where}), 0"
        if one.distinct:
            total, among = (
                f"sum(DISTINCT {value}) FILTER (WHERE {where})",
                f"count(DISTINCT {value}) FILTER (WHERE {where})",
            )
        else:
            total = f"sum({value} * r.n) FILTER (WHERE {where})"
            among = f"sum(r.n) FILTER (WHERE {where} AND {value} IS NOT NULL)"
        if one.function is Function.COUNT:
            return f"{among}, 0"
        return f"{total}, {among if one.function is Function.MEAN else 0}"

    def numbers(self, counted: Sequence[Counted], cuts: Sequence[Cut] = ()) -> Statement:
        """Rows of (dong or None, month or None, then two numbers an aggregate): the whole first, then each cut."""
        numbers = ", ".join(self._number(one) for one in counted)
        shown = ", ".join(f"r.{cut}" if cut in cuts else "NULL::text" for cut in Cut)
        sets = ", ".join(["()", *(f"(r.{cut})" for cut in cuts)])
        marks = ", ".join(f"grouping(r.{cut})" if cut in cuts else "1" for cut in Cut)
        grouped = f" GROUP BY GROUPING SETS ({sets})" if cuts else ""
        rows = self._joined(*cuts, folds=self.folds)
        return Statement(f"SELECT {shown}, {marks}, {numbers} FROM ({rows}) r{grouped}", self.params)  # noqa: S608

    def rows(
        self, one: Counted, *, after: int = 0, most: int | None = None, dongs: Sequence[str] | None = None
    ) -> Statement:
        """The numbers of the rows an aggregate counts, in order; of some dongs only, after one of them, so many."""
        where = self.filter(one.where)
        if one.column is not None:
            where += f" AND {self.column(one.column)} IS NOT NULL"
        if dongs is not None:
            where += f" AND r.dong = ANY({self.bind(list(dongs))})"
        limit = f" LIMIT {int(most)}" if most is not None else ""
        rows = self._joined("seq", "dong", folds=False)
        return Statement(
            f"SELECT r.seq FROM ({rows}) r WHERE {where} AND r.seq > {self.bind(after)} ORDER BY r.seq{limit}",  # noqa: S608
            self.params,
        )
