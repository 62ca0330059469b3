"""Counted once, kept until something changes: a kept figure is good while no entry of its tags came after it.

What is asked for and not kept is counted together, one reading of the ledger a kind of entry. The cache decides
nothing: without it the same numbers come, slower.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db import connection

from chomchom.kernel.deeds import Deed
from chomchom.ledger.public import head
from chomchom.people.public import merged_ids
from chomchom.planning.calculator.compiling import Cut, Span
from chomchom.planning.calculator.counting import Numbers, count
from chomchom.planning.models import Reckoned
from chomchom.planning.rules.formula.checking import Checked
from chomchom.planning.rules.formula.printing import to_text

TOO_FAR = 500_000
"""Entries behind the head after which looking at what came is no cheaper than counting again."""
RENEW = 2_000
"""A kept figure that is still good is marked as looked at once it is so many entries behind."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One formula over some days, and along which lines it is cut."""

    formula: Checked
    span: Span
    cuts: tuple[Cut, ...] = ()

    def key(self) -> str:
        """What makes two askings the same, whatever the ledger's head."""
        text, tables = _said(self.formula)
        said = [text, str(self.span.first), str(self.span.last), *map(str, self.cuts), *tables]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()


@lru_cache(maxsize=4096)
def _said(formula: Checked) -> tuple[str, list[str]]:
    """A formula in its one form, and the imported tables it counts."""
    tables = sorted(str(one.entity.table_id) for one in formula.counted.values() if one.entity.table_id)
    return to_text(formula.formula), tables


@dataclass(frozen=True, slots=True)
class _Since:
    """What came into the ledger after the oldest kept figure: by tag the newest number and the earliest day."""

    newest: Mapping[str, int]
    earliest: Mapping[str, str]
    voided: int


def _since(oldest: int) -> _Since:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tag, max(seq), min(occurred_on)::text, coalesce(max(seq) FILTER (WHERE voids IS NOT NULL), 0)"
            " FROM ledger_entry WHERE seq > %s GROUP BY tag",
            [oldest],
        )
        rows = cursor.fetchall()
    return _Since(
        {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}, max((row[3] for row in rows), default=0)
    )


def _marks(deed: Deed, wanted: Iterable[Wanted]) -> dict[Wanted, str]:
    """What a figure rests on besides the ledger: merged persons and the files of imported tables."""
    merged = sorted((str(a), str(b)) for a, b in merged_ids(deed).items())
    persons = hashlib.sha256(repr(merged).encode()).hexdigest()[:16] if merged else ""
    names = sorted({name for one in wanted for name in one.formula.tables()})
    files: dict[str, str] = {}
    if names:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT t.name, count(f.id), count(f.withdrawn_at), coalesce(max(f.brought_at)::text, '')"
                " FROM planning_importedtable t LEFT JOIN planning_tablefile f ON f.table_id = t.id"
                " WHERE t.name = ANY(%s) GROUP BY t.name",
                [names],
            )
            files = {row[0]: f"{row[1]}/{row[2]}/{row[3]}" for row in cursor.fetchall()}
    return {
        one: hashlib.sha256(
            "|".join([persons, *(files.get(name, "") for name in sorted(one.formula.tables()))]).encode()
        ).hexdigest()
        for one in wanted
    }


def _stands(row: Reckoned, marks: str, since: _Since) -> bool:
    if row.marks != marks or since.voided > row.head:
        return False
    base, linked, last = row.tags["base"], row.tags["linked"], row.tags["last"]
    if any(since.newest.get(tag, 0) > row.head for tag in linked):
        return False
    return not any(since.newest.get(tag, 0) > row.head and since.earliest[tag] <= last for tag in base)


def reckoned(deed: Deed, wanted: Sequence[Wanted]) -> dict[Wanted, Numbers]:
    """The numbers of many formulas, kept or counted now; the same number of statements for one and for thirty."""
    if not wanted:
        return {}
    now = head()[0]
    keys = {one: one.key() for one in wanted}
    kept = {row.key: row for row in Reckoned.objects.filter(key__in=set(keys.values()), head__gte=now - TOO_FAR)}
    marks = _marks(deed, wanted)
    since = _since(min((row.head for row in kept.values()), default=now)) if kept else _Since({}, {}, 0)
    found: dict[Wanted, Numbers] = {}
    renewed: dict[str, Reckoned] = {}
    missing: list[Wanted] = []
    for one in wanted:
        row = kept.get(keys[one])
        if row is None or row.head > now or not _stands(row, marks[one], since):
            missing.append(one)
            continue
        found[one] = _unpack(one, row.numbers)
        if now - row.head > RENEW:
            row.head = now
            renewed[row.key] = row
    for one, numbers in _counted(deed, missing, now).items():
        found[one] = numbers
        renewed[keys[one]] = _row(deed, one, keys[one], marks[one], numbers, now)
    _keep(renewed)
    return found


def _counted(deed: Deed, missing: Sequence[Wanted], now: int) -> dict[Wanted, Numbers]:
    groups: dict[tuple[object, ...], list[Wanted]] = {}
    for one in missing:
        groups.setdefault((one.span.first, one.span.last, one.cuts), []).append(one)
    found = {}
    for group in groups.values():
        span = Span(first=group[0].span.first, last=group[0].span.last, head=now)
        numbers = count(deed, [one.formula for one in group], span, cuts=group[0].cuts)
        found.update(dict.fromkeys(group, numbers))
    return found


def _row(deed: Deed, one: Wanted, key: str, marks: str, numbers: Numbers, now: int) -> Reckoned:
    base = {counted.entity.tag for counted in one.formula.counted.values()} - {""}
    tags = {"base": sorted(base), "linked": sorted(one.formula.linked_tags()), "last": one.span.last.isoformat()}
    return Reckoned(key=key, head=now, marks=marks, tags=tags, numbers=_pack(one, numbers), counted_at=deed.at)


def _keep(rows: Mapping[str, Reckoned]) -> None:
    # In the order of their keys, so that two readers never wait for each other in a ring.
    Reckoned.objects.bulk_create(
        [rows[key] for key in sorted(rows)], update_conflicts=True, unique_fields=["key"],
        update_fields=["head", "marks", "tags", "numbers", "counted_at"],
    )  # fmt: skip


def _pack(one: Wanted, numbers: Numbers) -> dict[str, Any]:
    parts = [
        part
        for part in numbers.parts
        if (not part[0] or Cut.DONG in one.cuts) and (not part[1] or Cut.MONTH in one.cuts)
    ]
    return {
        "|".join(part): [str(value) if value is not None else None for value in numbers.of(one.formula, part).values()]
        for part in parts
    }


def _unpack(one: Wanted, kept: Mapping[str, Any]) -> Numbers:
    numbers = Numbers()
    for name, values in kept.items():
        dong, _, month = name.partition("|")
        numbers.parts[dong, month] = {
            aggregate: Fraction(value) if value is not None else None
            for aggregate, value in zip(one.formula.counted, values, strict=True)
        }
    return numbers
