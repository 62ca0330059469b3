"""Writing the ledger. One writer at a time, so that the order of numbers is the order of commits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import NOBODY, About, Event
from chomchom.ledger import rules
from chomchom.ledger.models import Bookmark, Entry
from chomchom.store.acting import require

LEDGER_LOCK = 0x63686F6D
COPY_FROM = 50
STANDING = """
SELECT clock_timestamp(), newest.seq, newest.digest, asked.stream,
    (SELECT max(version) FROM ledger_entry WHERE stream = asked.stream)
FROM unnest(%s::uuid[]) AS asked(stream)
LEFT JOIN (SELECT seq, digest FROM ledger_entry ORDER BY seq DESC LIMIT 1) newest ON true
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One fact to be recorded: what happened, in which stream, whom it concerns, on which day."""

    event: Event
    stream: UUID
    about: About = NOBODY
    occurred_on: date | None = None
    voids: int | None = None


def record(
    deed: Deed,
    event: Event,
    *,
    stream: UUID,
    about: About = NOBODY,
    occurred_on: date | None = None,
    voids: int | None = None,
) -> int:
    """Write one fact and return its number. The last step of an action, inside its transaction."""
    return record_many(deed, [Item(event=event, stream=stream, about=about, occurred_on=occurred_on, voids=voids)])[0]


def record_many(deed: Deed, items: Iterable[Item]) -> list[int]:
    """Write many facts in one chain of links; returns their numbers in order."""
    require(deed)
    wanted = list(items)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        recorded_at, seq, previous, versions = _take_turn(cursor, {item.stream for item in wanted})
        rows = []
        for item in wanted:
            seq += 1
            versions[item.stream] = versions.get(item.stream, 0) + 1
            row = _row(deed, item, seq=seq, version=versions[item.stream], recorded_at=recorded_at)
            link = rules.digest(previous, row)
            rows.append((*row, previous, link))
            previous = link
        _write(cursor, rows)
    return [row[0] for row in rows]


def _take_turn(cursor: Any, streams: set[UUID]) -> tuple[datetime, int, bytes, dict[UUID, int]]:
    """Wait for the turn, then the moment, the head's number and digest, and how far each stream has come.

    Two statements: one that began before the turn would not see what the writer before us wrote.
    """
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])
    cursor.execute(STANDING, [list(streams)])
    rows = cursor.fetchall()
    recorded_at, seq, previous = rows[0][:3]
    versions = {stream: version for *_head, stream, version in rows if version is not None}
    return recorded_at, seq or 0, bytes(previous) if previous is not None else rules.GENESIS, versions


def _row(deed: Deed, item: Item, *, seq: int, version: int, recorded_at: datetime) -> tuple[Any, ...]:
    about = item.about
    return (
        seq, item.stream, version, item.event.tag, item.event.payload(), deed.actor_id, deed.agency_id, deed.reason,
        deed.at, recorded_at, item.occurred_on or deed.day, str(about.sector or deed.sector), about.programme,
        about.dong, about.age_band, about.household_kind, about.person_id, item.voids,
    )  # fmt: skip


def _write(cursor: Any, rows: Sequence[tuple[Any, ...]]) -> None:
    plain = [tuple(json.dumps(v) if isinstance(v, dict) else v for v in row) for row in rows]
    names = ", ".join((*rules.COLUMNS, "previous", "digest"))
    if len(plain) < COPY_FROM:
        marks = ", ".join(["%s"] * (len(rules.COLUMNS) + 2))
        insert = f"INSERT INTO ledger_entry ({names}) VALUES ({marks})"  # noqa: S608 - fixed names
        if len(plain) == 1:
            cursor.execute(insert, plain[0])  # many rows go through a pipeline, which costs more than one row is worth
        else:
            cursor.executemany(insert, plain)
        return
    with cursor.copy(f"COPY ledger_entry ({names}) FROM STDIN") as out:
        for row in plain:
            out.write_row(row)


def follow(deed: Deed, name: str, handler: Callable[[list[Entry]], None], *, limit: int = 1000) -> int:
    """Hand a follower the entries after its bookmark and move the bookmark, in the deed's transaction.

    Returns how many entries were read; 0 also where another worker holds the bookmark.
    """
    mark = _bookmark(deed, name)
    if mark is None:
        return 0
    entries = list(Entry.objects.filter(seq__gt=mark.seq).order_by("seq")[:limit])
    if entries:
        handler(entries)
        mark.seq = entries[-1].seq
        mark.save(update_fields=["seq"])
    return len(entries)


def pass_on(deed: Deed, name: str, handler: Callable[[int, int], None], *, most: int) -> int:
    """Hand a follower that reads the table itself the numbers after its bookmark: after the first, up to the second.

    The bookmark moves in the deed's transaction. Returns how many numbers were passed; 0 also where another worker
    holds the bookmark.
    """
    mark = _bookmark(deed, name)
    if mark is None:
        return 0
    newest = Entry.objects.aggregate(newest=Max("seq"))["newest"] or 0
    upto = min(newest, mark.seq + most)
    if upto <= mark.seq:
        return 0
    handler(mark.seq, upto)
    passed = upto - mark.seq
    mark.seq = upto
    mark.save(update_fields=["seq"])
    return passed


def _bookmark(deed: Deed, name: str) -> Bookmark | None:
    """A follower's bookmark, held until the transaction ends; None where another worker holds it."""
    require(deed)
    Bookmark.objects.get_or_create(name=name)
    return Bookmark.objects.select_for_update(skip_locked=True).filter(name=name).first()
