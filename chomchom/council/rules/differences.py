"""What differs between two versions of one meeting's records: record by record, never taken over by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chomchom.council.rules.records import Record, RecordKind

ORDER = list(RecordKind)
UNSPOKEN = frozenset({"class", "modifiers", "headings", "photo_heading"})
"""Fields that follow from others: a difference in them alone is none for a reader."""


class Change(StrEnum):
    """How a record differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that is not the same in both: `was` and `now` hold only the fields that differ."""

    change: Change
    kind: RecordKind
    key: str
    was: dict[str, Any]
    now: dict[str, Any]
    record: Record
    old: Record | None = None


def differences(before: Iterable[Record], after: Iterable[Record]) -> list[Difference]:
    """Every record that was added, removed or changed, in the order of the newer paper; removed ones at the end.

    Records without a name of their own (bullets, things to do) are matched by their words, so that one new bullet
    does not make all that follow look changed.
    """
    old, new = _by_key(before), _by_key(after)
    found = []
    for name, record in new.items():
        if name not in old:
            found.append(Difference(Change.ADDED, record.kind, name, {}, _said(record.fields), record))
            continue
        was, now = _said(old[name].fields), _said(record.fields)
        fields = [one for one in now if was.get(one) != now[one]]
        if fields:
            was, now = {one: was.get(one) for one in fields}, {one: now[one] for one in fields}
            found.append(Difference(Change.CHANGED, record.kind, name, was, now, record, old[name]))
    gone = [
        Difference(Change.REMOVED, one.kind, name, _said(one.fields), {}, one, one)
        for name, one in old.items()
        if name not in new
    ]
    return sorted([*found, *gone], key=lambda one: ORDER.index(one.kind))


def merged(before: Sequence[Record], after: Sequence[Record], *, taken: Iterable[str]) -> list[Record]:
    """The older records with the chosen differences taken over; everything else stays as it was."""
    chosen, old, new = set(taken), _by_key(before), _by_key(after)
    kept: list[Record] = []
    for name, record in old.items():
        if name in chosen:
            if name in new:
                kept.append(Record(record.kind, record.key, {**record.fields, **new[name].fields}, new[name].lines))
        else:
            kept.append(record)
    names = list(new)
    for place, name in enumerate(names):
        if name in chosen and name not in old:
            kept.insert(_after(kept, new[name], [new[one] for one in names[:place]]), new[name])
    return kept


def _after(kept: Sequence[Record], record: Record, ahead: Sequence[Record]) -> int:
    """Behind the nearest record that stands before it in the newer paper too; else behind its kind."""
    for one in reversed(ahead):
        for place in range(len(kept) - 1, -1, -1):
            if kept[place].kind is record.kind and _words(kept[place]) == _words(one):
                return place + 1
    later = [place for place, one in enumerate(kept) if ORDER.index(one.kind) > ORDER.index(record.kind)]
    return min(later, default=len(kept))


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in UNSPOKEN}


def _words(record: Record) -> str:
    return "|".join(str(value) for name, value in sorted(record.fields.items()) if name not in UNSPOKEN)


def _by_key(records: Iterable[Record]) -> dict[str, Record]:
    """Records by a key that stays when a neighbour comes or goes: bullets and things to do carry their words in it."""
    found: dict[str, Record] = {}
    for one in records:
        name = one.key
        if one.kind in (RecordKind.OPINION, RecordKind.ACTION):
            name = f"{one.key.partition('#')[0]}:{one.fields['text']}"
        while name in found:
            name += "+"
        found[name] = one
    return found
