"""Day arrays: where readings lie. Writing merges, reading gives hours; both move whole arrays, never single rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from chomchom.wellbeing.rules.readings import BLOCK, EPOCH, MISSING, feed_number, feed_range
from chomchom.wellbeing.rules.words import SLOTS, Source

_HEAD = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_TAIL = b"\xff\xff"
_PG_EPOCH = (date(2000, 1, 1) - EPOCH).days
_INBOX = np.dtype(
    [("n", ">i2"), ("a", ">i4"), ("feed", ">i8"), ("b", ">i4"), ("day", ">i4"), ("c", ">i4"), ("slot", ">i2"),
     ("d", ">i4"), ("value", ">i2")]
)  # fmt: skip
_PACKED = np.dtype([("feed", ">i8"), ("day", ">i4"), ("slot", ">i2"), ("value", ">i2")])
_PACK = "int8send(feed_id) || int4send(day - '1970-01-01'::date) || int2send(slot) || int2send(value)"


def put_in_inbox(
    feed: NDArray[np.int64], *, day: NDArray[np.int32], slot: NDArray[np.int16], value: NDArray[np.int16]
) -> None:
    """Write readings down as they come, by binary COPY; they are safe from here on and folded later."""
    rows = np.zeros(len(feed), _INBOX)
    rows["n"], rows["a"], rows["b"], rows["c"], rows["d"] = 4, 8, 4, 2, 2
    rows["feed"], rows["day"], rows["slot"], rows["value"] = feed, day - _PG_EPOCH, slot, value
    _copy("wellbeing_reading_inbox (feed_id, day, slot, value)", rows)


def merge(
    source: Source,
    *,
    feed: NDArray[np.int64],
    day: NDArray[np.int32],
    slot: NDArray[np.int16],
    value: NDArray[np.int16],
) -> int:
    """Write readings into their day arrays; a later value of the same slot stands. Returns the arrays touched."""
    if not len(feed):
        return 0
    keys, where = distinct(feed * 40_000 + day)
    arrays = np.full((len(keys), SLOTS[source]), MISSING, "<i2")
    arrays[where, slot] = value
    feeds, days = keys // 40_000, (keys % 40_000).astype(np.int64)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"readings:{source}"])
    first = token = _put_down(feeds, days, arrays)
    if _keep_what_is_there(token, keys, arrays):
        token = _put_down(feeds, days, arrays)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO wellbeing_reading_day (day, feed_id, slots) "
            "SELECT day, feed_id, slots FROM wellbeing_reading_coming WHERE token = %s "
            "ON CONFLICT (day, feed_id) DO UPDATE SET slots = excluded.slots "
            "WHERE wellbeing_reading_day.slots IS DISTINCT FROM excluded.slots",
            [token],
        )
        cursor.execute("DELETE FROM wellbeing_reading_coming WHERE token IN (%s, %s)", [first, token])
    return len(keys)


def distinct(key: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct keys in order, and the place of each row among them; keys in order already need no sorting."""
    step = np.diff(key)
    if (step < 0).any():
        return np.unique(key, return_inverse=True)
    new = np.concatenate([[True], step > 0])
    return key[new], np.cumsum(new) - 1


def fold_inbox(source: Source) -> int:
    """Move one source's arrivals from the inbox into the arrays; returns how many readings moved."""
    first = feed_range(source, 0)[0]
    span = [first, first + (1 << 40) - 1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM wellbeing_reading_inbox WHERE feed_id BETWEEN %s AND %s", span)
        newest = cursor.fetchone()[0]
    if newest is None:
        return 0
    rows = _inbox_rows("feed_id BETWEEN %s AND %s AND id <= %s", [*span, newest])
    merge(
        source,
        feed=rows["feed"].astype(np.int64),
        day=rows["day"].astype(np.int32),
        slot=rows["slot"],
        value=rows["value"],
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM wellbeing_reading_inbox WHERE feed_id BETWEEN %s AND %s AND id <= %s", [*span, newest]
        )
    return len(rows)


def hours_of_block(source: Source, block: int, *, first_day: date, last_day: date) -> NDArray[np.float32]:
    """Hourly values [4096, days × 24] of one block, arrivals of the inbox laid over; NaN where nothing came.

    Electricity in Wh, water in litres. Telecom gives [4096, days].
    """
    low, high = feed_range(source, block)
    days = (last_day - first_day).days + 1
    cube = np.full((BLOCK, days, SLOTS[source]), MISSING, np.int16)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT day, string_agg(int8send(feed_id), ''::bytea ORDER BY feed_id), "
            "string_agg(slots, ''::bytea ORDER BY feed_id) FROM wellbeing_reading_day "
            "WHERE day BETWEEN %s AND %s AND feed_id BETWEEN %s AND %s GROUP BY day",
            [first_day, last_day, low, high],
        )
        for day, feeds, slots in cursor.fetchall():
            place = np.frombuffer(feeds, ">i8").astype(np.int64) - low
            cube[place, (day - first_day).days] = np.frombuffer(slots, "<i2").reshape(-1, SLOTS[source])
    fresh = _inbox_rows("feed_id BETWEEN %s AND %s AND day BETWEEN %s AND %s", [low, high, first_day, last_day])
    start = (first_day - EPOCH).days
    cube[fresh["feed"].astype(np.int64) - low, fresh["day"] - start, fresh["slot"]] = fresh["value"]
    return as_hours(source, cube)


def hours_of_feeds(source: Source, feeds: Sequence[int], *, first_day: date, last_day: date) -> NDArray[np.float32]:
    """Hourly values [feeds, days × 24] of some feeds, for a home's page or for learning anew."""
    cubes = _cubes(dict.fromkeys(feeds, source), first_day=first_day, last_day=last_day)
    days = (last_day - first_day).days + 1
    return as_hours(
        source, np.stack([cubes[feed] for feed in feeds]) if feeds else np.empty((0, days, SLOTS[source]), np.int16)
    )


def hours_of_home(
    home: int, sources: Iterable[Source], *, first_day: date, last_day: date
) -> dict[Source, NDArray[np.float32]]:
    """Hourly values [days × 24] of every source of one home. Two queries, however many sources."""
    feeds = {feed_number(source, home): source for source in sources}
    cubes = _cubes(feeds, first_day=first_day, last_day=last_day)
    return {source: as_hours(source, cubes[feed][None])[0] for feed, source in feeds.items()}


def _cubes(feeds: Mapping[int, Source], *, first_day: date, last_day: date) -> dict[int, NDArray[np.int16]]:
    """The slots [days, slots a day] of some feeds, folded and fresh."""
    days = (last_day - first_day).days + 1
    cubes = {feed: np.full((days, SLOTS[source]), MISSING, np.int16) for feed, source in feeds.items()}
    every = [first_day + timedelta(days=n) for n in range(days)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT feed_id, day, slots FROM wellbeing_reading_day WHERE day = ANY(%s) AND feed_id = ANY(%s)",
            [every, list(feeds)],
        )
        for feed, day, slots in cursor.fetchall():
            cubes[feed][(day - first_day).days] = np.frombuffer(slots, "<i2")
    fresh = _inbox_rows("feed_id = ANY(%s) AND day BETWEEN %s AND %s", [list(feeds), first_day, last_day])
    for feed in np.unique(fresh["feed"]):
        own = fresh[fresh["feed"] == feed]
        cubes[int(feed)][own["day"] - (first_day - EPOCH).days, own["slot"]] = own["value"]
    return cubes


def as_hours(source: Source, cube: NDArray[np.int16]) -> NDArray[np.float32]:
    """Slots as hourly values in the engine's units; an hour of which a part is missing is missing."""
    values = np.where(cube == MISSING, np.float32(np.nan), cube.astype(np.float32))
    homes, days, slots = cube.shape
    if source is Source.ELECTRICITY:
        return values.reshape(homes, days * 24, slots // 24).sum(axis=2, dtype=np.float32)
    if source is Source.WATER:
        return (values / 10).reshape(homes, days * slots).astype(np.float32)
    return values.reshape(homes, days).astype(np.float32)


def _keep_what_is_there(token: int, keys: NDArray[np.int64], arrays: NDArray[np.int16]) -> int:
    """Fill the slots that did not come with those already known, in place; returns how many arrays were known."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(int8send(d.feed_id), ''::bytea ORDER BY d.feed_id, d.day), "
            "string_agg(int4send(d.day - '1970-01-01'::date), ''::bytea ORDER BY d.feed_id, d.day), "
            "string_agg(d.slots, ''::bytea ORDER BY d.feed_id, d.day) "
            "FROM wellbeing_reading_day d JOIN wellbeing_reading_coming c "
            "ON c.day = d.day AND c.feed_id = d.feed_id WHERE c.token = %s",
            [token],
        )
        feeds, days, slots = cursor.fetchone()
    if feeds is None:
        return 0
    known = np.frombuffer(feeds, ">i8").astype(np.int64) * 40_000 + np.frombuffer(days, ">i4")
    place = np.searchsorted(keys, known)
    before = np.frombuffer(slots, "<i2").reshape(len(known), -1)
    arrays[place] = np.where(arrays[place] == MISSING, before, arrays[place])
    return len(known)


def _inbox_rows(where: str, values: list[Any]) -> NDArray[np.void]:
    """Arrivals not yet folded, in the order in which they came, so that the last one stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT string_agg({_PACK}, ''::bytea ORDER BY id) FROM wellbeing_reading_inbox WHERE {where}",  # noqa: S608
            values,
        )
        found = cursor.fetchone()[0]
    return np.frombuffer(found or b"", _PACKED)


def _put_down(feeds: NDArray[np.int64], days: NDArray[np.int64], arrays: NDArray[np.int16]) -> int:
    """Lay arrays beside the table under a token of their own, by binary COPY."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('wellbeing_reading_token')")
        token = int(cursor.fetchone()[0])
    wide = arrays.shape[1]
    kind = np.dtype(
        [("n", ">i2"), ("t", ">i4"), ("token", ">i8"), ("a", ">i4"), ("feed", ">i8"), ("b", ">i4"), ("day", ">i4"), ("c", ">i4"),
         ("slots", "<i2", (wide,))]
    )  # fmt: skip
    rows = np.zeros(len(feeds), kind)
    rows["n"], rows["t"], rows["a"], rows["b"], rows["c"] = 4, 8, 8, 4, wide * 2
    rows["token"], rows["feed"], rows["day"], rows["slots"] = token, feeds, days - _PG_EPOCH, arrays
    _copy("wellbeing_reading_coming (token, feed_id, day, slots)", rows)
    return token


def _copy(into: str, rows: NDArray[np.void]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN (FORMAT binary)") as out:
        out.write(_HEAD)
        view = memoryview(rows.tobytes())
        for start in range(0, len(view), 1 << 20):
            out.write(view[start : start + (1 << 20)])
        out.write(_TAIL)
