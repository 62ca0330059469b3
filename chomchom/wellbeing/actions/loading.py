"""Readings come in: by file, by API, late, twice, corrected. Nothing is half in, and the same delivery twice is once."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.rulebook.public import whole
from chomchom.store import sealing
from chomchom.store.acting import widened
from chomchom.store.ids import new_id
from chomchom.wellbeing import access, arrays
from chomchom.wellbeing.events import ReadingsLoaded
from chomchom.wellbeing.models import Feed, ReadingBatch, SweepBlock
from chomchom.wellbeing.rules import readings
from chomchom.wellbeing.rules.words import SLOTS, FaultCode, Source

DENSE = 6
"""From so many readings a day array on, arrays are written at once; thinner deliveries wait in the inbox."""

MOST_FAULTS = 1000
MINUTES = (15, 30, 60, 1440)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Readings as arrays: which meter (index into `meters`), start of the interval in seconds UTC, value, file row."""

    source: Source
    meters: tuple[str, ...]
    meter: NDArray[np.int32]
    second: NDArray[np.int64]
    value: NDArray[np.float64]
    row: NDArray[np.int64]
    minutes: int


@dataclass(frozen=True, slots=True)
class RowFault:
    """One reading that was not taken: its row and why."""

    row: int
    code: FaultCode


@dataclass(frozen=True, slots=True)
class LoadTold:
    """What became of a delivery."""

    batch_id: int
    total: int
    taken: int
    refused: int
    already: bool = False
    by_code: Mapping[str, int] = field(default_factory=dict)
    faults: Sequence[RowFault] = ()


def load_readings(deed: Deed, delivery: Delivery, *, homes: Mapping[str, int] | None = None) -> LoadTold:
    """Take in one delivery. `homes` maps meters to homes; without it the meters that are written down decide.

    Raises Refused: may-not-load-readings, resolution-too-coarse, resolution-unknown. The caller's transaction makes it
    all or nothing; rows that cannot be believed are left out and counted.
    """
    access.check_may_load(deed)
    _check_minutes(delivery)
    with widened(deed, because="readings-of-a-provider"):
        digest = _digest(delivery, homes)
        known = ReadingBatch.objects.filter(source=delivery.source, digest=digest).first()
        if known is not None:
            return LoadTold(known.pk, known.total, known.taken, known.refused, True, known.faults)
        return _take_in(deed, delivery, homes, digest)


def _take_in(deed: Deed, delivery: Delivery, homes: Mapping[str, int] | None, digest: bytes) -> LoadTold:
    feeds = _feeds_of(delivery, homes)
    oldest = deed.at - timedelta(days=whole("wellbeing.readings_oldest_days", on=deed.day))
    taken = readings.take(
        readings.Rows(feeds[delivery.meter], delivery.second, delivery.value),
        delivery.source,
        minutes=delivery.minutes,
        now_second=int(deed.at.timestamp()),
        oldest_second=int(oldest.timestamp()),
        scale=10.0 if delivery.source is Source.WATER else 1.0,
    )
    wrong = np.flatnonzero(taken.fault)
    by_code = Counter(str(readings.fault_of(int(code))) for code in taken.fault[wrong])
    _write(delivery.source, taken)
    _mark_late(delivery.source, taken)
    good = delivery.second[taken.fault == 0]
    batch = ReadingBatch.objects.create(
        source=delivery.source, digest=digest, at=deed.at, by=deed.actor_id, total=len(taken.fault),
        taken=len(good), refused=len(wrong), faults=dict(by_code),
        from_at=_moment(good.min()) if len(good) else None, until_at=_moment(good.max()) if len(good) else None,
    )  # fmt: skip
    event = ReadingsLoaded(batch=batch.pk, source=delivery.source, taken=len(good), refused=len(wrong))
    record(deed, event, stream=new_id())
    faults = [
        RowFault(int(delivery.row[place]), readings.fault_of(int(taken.fault[place]))) for place in wrong[:MOST_FAULTS]
    ]
    return LoadTold(batch.pk, batch.total, batch.taken, batch.refused, False, dict(by_code), faults)


def fold(deed: Deed) -> int:
    """Move what lies in the inbox into the day arrays; returns how many readings moved."""
    access.check_may_load(deed)
    return sum(arrays.fold_inbox(source) for source in Source)


def shifted(second: NDArray[np.int64], *, to: date, local: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """Old series moved so that their last whole day falls on `to`, the hours of the day kept.

    `local` is the civil clock of the place they come from (seconds, as if UTC); without it they are read as Korean.
    """
    clock = second + readings.SEOUL_SECONDS if local is None else local
    if not len(clock):
        return second
    last = int(clock.max()) // readings.DAY_SECONDS
    moved = clock + ((to - readings.EPOCH).days - last) * readings.DAY_SECONDS
    return moved - readings.SEOUL_SECONDS


def demo_homes(deed: Deed, delivery: Delivery) -> dict[str, int]:
    """Meters given to connected feeds in the order of both, for trying real series in a demonstration city."""
    access.check_may_load(deed)
    rows = Feed.objects.filter(source=delivery.source, connected=True, home__active=True).order_by("pk")
    found = [readings.home_of(pk) for pk in rows.values_list("pk", flat=True)[: len(delivery.meters)]]
    return dict(zip(sorted(delivery.meters), found, strict=False))


def interval_of(second: NDArray[np.int64], meter: NDArray[np.int32]) -> int:
    """The length of one interval in minutes, from the distances that occur most. Raises resolution-unknown."""
    order = np.lexsort((second, meter))
    gap, same = np.diff(second[order]), np.diff(meter[order]) == 0
    gap = gap[same & (gap > 0)]
    if not len(gap):
        return 60
    usual = int(np.bincount(np.minimum(gap // 60, 1440)).argmax())
    if usual not in MINUTES:
        raise Refused("resolution-unknown", minutes=usual)
    return usual


def _check_minutes(delivery: Delivery) -> None:
    if delivery.minutes not in MINUTES:
        raise Refused("resolution-unknown", minutes=delivery.minutes)
    if delivery.minutes > readings.COARSEST_MINUTES[delivery.source]:
        raise Refused("resolution-too-coarse", minutes=delivery.minutes)


def _feeds_of(delivery: Delivery, homes: Mapping[str, int] | None) -> NDArray[np.int64]:
    """The feed number of each meter, 0 for a meter nobody knows."""
    if homes is not None:
        feeds = {meter: readings.feed_number(delivery.source, home) for meter, home in homes.items()}
    else:
        keys = {meter_key(delivery.source, meter): meter for meter in delivery.meters}
        with connection.cursor() as cursor:
            # One array: a hundred thousand parameters of an IN cost more than the readings themselves.
            cursor.execute(
                "SELECT meter_key, id FROM wellbeing_feed WHERE source = %s AND connected AND meter_key = ANY(%s)",
                [str(delivery.source), list(keys)],
            )
            feeds = {keys[bytes(key)]: pk for key, pk in cursor.fetchall()}
    return np.array([feeds.get(meter, 0) for meter in delivery.meters] or [0], np.int64)


def meter_key(source: Source, meter: str) -> bytes:
    """The blind index of a meter's number."""
    return sealing.blind("meter", f"{source}:{meter}")


def _write(source: Source, taken: readings.Sorted) -> None:
    if not len(taken.feed):
        return
    days = len(arrays.distinct(taken.feed * 40_000 + taken.day)[0])
    if len(taken.feed) >= DENSE * days:
        arrays.merge(source, feed=taken.feed, day=taken.day, slot=taken.slot, value=taken.value)
    else:
        arrays.put_in_inbox(taken.feed, day=taken.day, slot=taken.slot, value=taken.value)


def _mark_late(source: Source, taken: readings.Sorted) -> None:
    """Homes whose readings lie before what the sweep has seen are looked at again from that day."""
    upto = dict(SweepBlock.objects.filter(source=source).values_list("number", "upto"))
    if not upto or not len(taken.feed):
        return
    length = 86_400 // SLOTS[source]
    second = taken.day.astype(np.int64) * 86_400 + taken.slot.astype(np.int64) * length - readings.SEOUL_SECONDS
    block = (taken.feed & ((1 << 40) - 1)) // readings.BLOCK
    seen = np.array([upto[n].timestamp() if n in upto else 0 for n in range(int(block.max()) + 1)])
    late = second < seen[block]
    if not late.any():
        return
    feeds, where = np.unique(taken.feed[late], return_inverse=True)
    first = np.full(len(feeds), 2**31 - 1)
    np.minimum.at(first, where, taken.day[late])
    days = [readings.EPOCH + timedelta(days=int(day)) for day in first]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wellbeing_feed f SET redo_from = least(coalesce(f.redo_from, l.day), l.day) "
            "FROM unnest(%s::bigint[], %s::date[]) AS l (id, day) WHERE f.id = l.id",
            [feeds.tolist(), days],
        )


def _digest(delivery: Delivery, homes: Mapping[str, int] | None) -> bytes:
    found = hashlib.sha256(
        repr((delivery.source, delivery.minutes, delivery.meters, sorted((homes or {}).items()))).encode()
    )
    for part in (delivery.meter, delivery.second, delivery.value):
        found.update(np.ascontiguousarray(part).view(np.uint8).data)
    return found.digest()


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(int(second), UTC)
