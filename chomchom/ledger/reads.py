"""Reading and proving the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from chomchom.kernel.deeds import Deed
from chomchom.ledger import rules
from chomchom.ledger.models import Bookmark, Entry
from chomchom.store.acting import require


@dataclass(frozen=True, slots=True)
class Proof:
    """What `verify` found: how many entries, the head, and the first number at which the chain breaks (None: sound)."""

    entries: int
    head: str
    broken_at: int | None
    why: str = ""


def facts(
    *, tags: Iterable[str] = (), first: date | None = None, last: date | None = None, stream: UUID | None = None
) -> QuerySet[Entry]:
    """The entries that stand (voided ones left out) by tag and by the Korean day they belong to, both ends included."""
    rows = Entry.objects.all()
    if wanted := list(tags):
        rows = rows.filter(tag__in=wanted)
    if first is not None:
        rows = rows.filter(occurred_on__gte=first)
    if last is not None:
        rows = rows.filter(occurred_on__lte=last)
    if stream is not None:
        rows = rows.filter(stream=stream)
    return rows.filter(~Exists(Entry.objects.filter(voids=OuterRef("seq"))))


def of_streams(deed: Deed, streams: Iterable[UUID]) -> list[Entry]:
    """All entries of some streams in order, voided ones too; the caller has decided that the deed may see them."""
    require(deed)
    return list(Entry.objects.filter(stream__in=list(streams)).order_by("seq"))


def head() -> tuple[int, str]:
    """Number and digest of the newest entry; (0, zeros) for an empty ledger."""
    last = Entry.objects.order_by("-seq").values_list("seq", "digest").first()
    return (last[0], bytes(last[1]).hex()) if last else (0, rules.GENESIS.hex())


def passed(name: str) -> int:
    """Up to which number a follower has read; 0 before it began."""
    return Bookmark.objects.filter(name=name).values_list("seq", flat=True).first() or 0


def _rows(size: int = 5000) -> Iterator[tuple[Any, ...]]:
    seen = 0
    while True:
        chunk = list(
            Entry.objects.filter(seq__gt=seen).order_by("seq").values_list(*rules.COLUMNS, "previous", "digest")[:size]
        )
        if not chunk:
            return
        yield from chunk
        seen = chunk[-1][0]


def verify(heads: Path | None = None) -> Proof:
    """Walk the whole chain; with `heads`, also hold it against the heads written outside the database.

    A cut tail is found only by the heads: the chain alone cannot know what came after.
    """
    written = dict(_heads(heads)) if heads else {}
    previous, count, seq = rules.GENESIS, 0, 0
    for row in _rows():
        seq = row[0]
        if bytes(row[-2]) != previous or rules.digest(previous, row[:-2]) != bytes(row[-1]):
            return Proof(count, previous.hex(), seq, "chain")
        previous, count = bytes(row[-1]), count + 1
        if seq in written and written.pop(seq) != previous.hex():
            return Proof(count, previous.hex(), seq, "head")
    if written:
        return Proof(count, previous.hex(), min(written), "cut")
    return Proof(count, previous.hex(), None)


def _heads(path: Path) -> Iterator[tuple[int, str]]:
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        parts = line.split()
        if len(parts) >= 2 and parts[0].isdigit() and int(parts[0]) > 0:
            yield int(parts[0]), parts[1]
