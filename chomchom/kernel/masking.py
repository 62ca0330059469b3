"""Hiding small numbers so that nothing published gives them back.

A row with a number from 1 to `floor` - 1 in any column is hidden whole. If the hidden rows could be worked out from
the sums, further rows are hidden with them, the smallest first, until in every column the hidden rows add up to
nothing or to `width` more than there are of them: each hidden number may then be anything in a span of at least
`width`, also for a reader who takes every hidden number for at least one. Rows are hidden whole because columns bound
each other (there are never more new episodes than signals).

Where a group is hidden all its rows are. A column whose total is small itself is hidden from top to bottom. Zeros are
shown, but where nothing else is left they are hidden too, and a hidden row may hold zeros beside other numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Shown = int | None
"""A number as it may be shown; None is hidden."""

Row = Sequence[int]


@dataclass(frozen=True, slots=True)
class Masked:
    """The same figures with None where a number is hidden."""

    total: tuple[Shown, ...]
    groups: Mapping[str, tuple[Shown, ...]]
    rows: Mapping[tuple[str, str], tuple[Shown, ...]]


def mask(tree: Mapping[str, Mapping[str, Row]], *, columns: int, floor: int, width: int) -> Masked:
    """Hide what must not be seen in rows that stand in groups; `tree` is group → row → one number a column.

    A table without groups is a tree of groups with one row each.
    """
    sums = {group: _add(rows.values(), columns) for group, rows in tree.items()}
    total = _add(sums.values(), columns)
    open_columns = [n for n in range(columns) if not 0 < total[n] < floor]
    hidden_groups = _hidden(sums, open_columns, floor=floor, width=width)
    rows: dict[tuple[str, str], tuple[Shown, ...]] = {}
    for group, members in tree.items():
        if group in hidden_groups:
            hidden = set(members)
        else:
            hidden = _hidden(members, open_columns, floor=floor, width=width)
        for name, numbers in members.items():
            rows[group, name] = _shown(numbers, total, open_columns, name in hidden)
    return Masked(
        total=_shown(total, total, open_columns, False),
        groups={group: _shown(numbers, total, open_columns, group in hidden_groups) for group, numbers in sums.items()},
        rows=rows,
    )


def _add(rows: Iterable[Row], columns: int) -> tuple[int, ...]:
    totals = [0] * columns
    for row in rows:
        for n in range(columns):
            totals[n] += row[n]
    return tuple(totals)


def _shown(numbers: Row, total: Row, open_columns: Sequence[int], hidden: bool) -> tuple[Shown, ...]:
    # Where a column sums to nothing everybody knows its numbers.
    return tuple(
        number if total[n] == 0 or (n in open_columns and not hidden) else None for n, number in enumerate(numbers)
    )


def _hidden(rows: Mapping[str, Row], columns: Sequence[int], *, floor: int, width: int) -> set[str]:
    """Which rows of one line, whose sum is known, have to be hidden."""
    hidden = {name for name, numbers in rows.items() if any(0 < numbers[n] < floor for n in columns)}

    def cost(name: str) -> tuple[bool, int, str]:
        # The smallest go first, they cost the reader least; noughts last, they hide nothing. The name settles ties, so
        # that every asking hides the same.
        size = sum(rows[name][n] for n in columns)
        return size == 0, size, name

    rest = sorted(rows.keys() - hidden, key=cost, reverse=True)
    while hidden and rest and not _safe(rows, hidden, columns, width):
        hidden.add(rest.pop())
    return hidden


def _safe(rows: Mapping[str, Row], hidden: set[str], columns: Sequence[int], width: int) -> bool:
    if len(hidden) < 2:
        return False
    sums = [sum(rows[name][n] for name in hidden) for n in columns]
    return all(found == 0 or found >= width + len(hidden) for found in sums)


def ratio_may_be_shown(top: int, bottom: int, *, floor: int, full_share_floor: int) -> bool:
    """Whether a share gives no small number away.

    Not when numerator, denominator or what is left between them is small, and not when everybody or nobody of a small
    circle is meant: then the share says something about each of them.
    """
    if bottom == 0 or any(0 < number < floor for number in (top, bottom, bottom - top)):
        return False
    return top not in (0, bottom) or bottom >= full_share_floor
