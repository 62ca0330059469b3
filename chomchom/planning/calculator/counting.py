"""Counting many formulas at once: one reading of the ledger for each kind of entry, whatever the number of formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db import connection

from chomchom.kernel.deeds import Deed
from chomchom.people.public import merged_ids
from chomchom.planning.calculator.compiling import Compiler, Cut, Span, Statement
from chomchom.planning.calculator.facts import mark_now
from chomchom.planning.rules.formula.checking import Checked, Counted
from chomchom.planning.rules.formula.words import Aggregate, Function

MEANS = "SET LOCAL work_mem = '128MB'; SET LOCAL max_parallel_workers_per_gather = 0"
"""What a count may take: enough memory for the rows of a year, and one processor, not all of them. Helpers nearly double
the work and win little time; the pages of officers need the other processors."""
NO_DONG = "-"
Part = tuple[str, str]
WHOLE: Part = ("", "")
"""Which part of the city and of the span a number is about: (dong, month), both empty for the whole."""


@dataclass(slots=True)
class Numbers:
    """What was counted: part → aggregate → number (None: there was nothing to make a number of)."""

    parts: dict[Part, dict[Aggregate, Fraction | None]] = field(default_factory=dict)

    def of(self, formula: Checked, part: Part = WHOLE) -> Mapping[Aggregate, Fraction | None]:
        """The aggregates of one formula in one part; where no row fell into a part, counts and sums are nought."""
        known = self.parts.get(part, {})
        return {one: known[one] if one in known else nothing(one) for one in formula.counted}

    def dongs(self) -> list[str]:
        """The dongs in which anything was found."""
        return sorted({dong for dong, month in self.parts if dong and not month})

    def months(self) -> list[str]:
        """The months in which anything was found."""
        return sorted({month for dong, month in self.parts if month and not dong})


def nothing(one: Aggregate) -> Fraction | None:
    """What an aggregate is worth over no rows: counts and sums are nought, the others have no value."""
    return Fraction(0) if one.function in (Function.COUNT, Function.SUM) else None


def count(deed: Deed, formulas: Iterable[Checked], span: Span, *, cuts: Sequence[Cut] = ()) -> Numbers:
    """Count all aggregates of some formulas over one span; one statement an entity."""
    wanted: dict[str, dict[Aggregate, Counted]] = {}
    for formula in formulas:
        for aggregate, counted in formula.counted.items():
            wanted.setdefault(counted.entity.name, {})[aggregate] = counted
    merged, mark = (merged_ids(deed), mark_now()) if wanted else ({}, 0)
    numbers = Numbers()
    with connection.cursor() as cursor:
        if wanted:
            cursor.execute(MEANS)
        for group in wanted.values():
            entity = next(iter(group.values())).entity
            statement = Compiler(entity, span, merged=merged, mark=mark).numbers(list(group.values()), cuts)
            _run(cursor, statement)
            _fold(numbers, list(group), cursor.fetchall())
    return numbers


def _run(cursor: Any, statement: Statement) -> None:
    cursor.execute(statement.sql, dict(statement.params))


def _fold(numbers: Numbers, group: list[Aggregate], rows: list[tuple[Any, ...]]) -> None:
    for dong, month, not_dong, not_month, *found in rows:
        # Rows without a dong are a part of their own, not the whole.
        part = ("" if not_dong else dong or NO_DONG, "" if not_month else month)
        known = numbers.parts.setdefault(part, {})
        for number, aggregate in enumerate(group):
            known[aggregate] = _number(aggregate, found[2 * number], found[2 * number + 1])


def _number(aggregate: Aggregate, value: Any, among: Any) -> Fraction | None:
    if value is None:
        return nothing(aggregate)
    if aggregate.function is Function.MEAN:
        return Fraction(value) / Fraction(among)
    return Fraction(value)


def rows_behind(
    deed: Deed, counted: Counted, span: Span, *, after: int = 0, most: int | None = None,
    dongs: Sequence[str] | None = None,
) -> list[int]:  # fmt: skip
    """The ledger numbers (or row numbers of an imported table) that an aggregate counts, in order."""
    compiler = Compiler(counted.entity, span, merged=merged_ids(deed), mark=mark_now())
    statement = compiler.rows(counted, after=after, most=most, dongs=dongs)
    with connection.cursor() as cursor:
        _run(cursor, statement)
        return [row[0] for row in cursor.fetchall()]
