"""Which readings are taken, and into which slot of which day they go. Vectorised: a file is one call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from chomchom.wellbeing.rules.words import MOST, SLOTS, FaultCode, Source

MISSING = -32768
SEOUL_SECONDS = 9 * 3600
"""Korea keeps no summer time; the offset of 1987–88 lies outside every meter's memory."""

DAY_SECONDS = 86_400
FUTURE_MINUTES = 10
"""A meter's clock may run this far ahead."""

EPOCH = date(1970, 1, 1)
SOURCE_NUMBER: dict[Source, int] = {Source.ELECTRICITY: 1, Source.WATER: 2, Source.TELECOM: 3}
BLOCK = 4096
"""Homes in one block of the sweep."""

COARSEST_MINUTES: dict[Source, int] = {Source.ELECTRICITY: 60, Source.WATER: 60, Source.TELECOM: 1440}
"""Readings coarser than this would have to be spread over hours in which nobody knows what happened."""

FAULTS = tuple(FaultCode)
_CODE = {code: number + 1 for number, code in enumerate(FAULTS)}


def feed_number(source: Source, home: int) -> int:
    """The number of a home's feed: the source above, the home's number below."""
    return (SOURCE_NUMBER[source] << 40) + home


def home_of(feed: int) -> int:
    """The home of a feed."""
    return feed & ((1 << 40) - 1)


def feed_range(source: Source, block: int) -> tuple[int, int]:
    """The first and last feed number of one source in one block of homes."""
    first = feed_number(source, block * BLOCK)
    return first, first + BLOCK - 1


@dataclass(frozen=True, slots=True)
class Rows:
    """Readings as they came: feed number (0 unknown), start of the interval in seconds UTC, value, or NaN."""

    feed: NDArray[np.int64]
    second: NDArray[np.int64]
    value: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sorted:
    """Readings that are taken, by feed, day and slot, and why the others are not (code number by row, 0 taken)."""

    feed: NDArray[np.int64]
    day: NDArray[np.int32]
    slot: NDArray[np.int16]
    value: NDArray[np.int16]
    fault: NDArray[np.int8]


def fault_of(number: int) -> FaultCode:
    """The fault behind a code number."""
    return FAULTS[number - 1]


def take(
    rows: Rows, source: Source, *, minutes: int, now_second: int, oldest_second: int, scale: float = 1.0
) -> Sorted:
    """Check every row and give each good one its slot.

    `minutes` is the length of one interval. Readings finer than a slot are
    added up, and a slot of which a part is missing stays missing; readings
    coarser than a slot are spread evenly. A second row for the same meter and
    moment in one delivery is refused as a duplicate; the same moment in a
    later delivery is a correction.
    """
    fault = _faults(rows, source, minutes=minutes, now_second=now_second, oldest_second=oldest_second, scale=scale)
    good = np.flatnonzero(fault == 0)
    twice = _repeated(rows.feed[good], rows.second[good])
    fault[good[twice]] = _CODE[FaultCode.DUPLICATE]
    good = good[~twice]
    local = rows.second[good] + SEOUL_SECONDS
    day = (local // DAY_SECONDS).astype(np.int32)
    within = (local % DAY_SECONDS) // 60
    value = rows.value[good] * scale
    length = 1440 // SLOTS[source]
    feed, day, slot, total = _into_slots(rows.feed[good], day, within, value, minutes=minutes, length=length)
    return Sorted(feed, day, slot.astype(np.int16), np.round(total).astype(np.int16), fault)


def _faults(
    rows: Rows, source: Source, *, minutes: int, now_second: int, oldest_second: int, scale: float
) -> NDArray[np.int8]:
    most = MOST[source] * minutes / (1440 / SLOTS[source]) / scale
    with np.errstate(invalid="ignore"):
        tests = [
            (rows.feed <= 0, FaultCode.UNKNOWN_METER),
            (rows.second <= 0, FaultCode.BAD_TIME),
            (~np.isfinite(rows.value), FaultCode.BAD_VALUE),
            (rows.value < 0, FaultCode.NEGATIVE),
            (rows.value > most, FaultCode.IMPOSSIBLE),
            (rows.second > now_second + FUTURE_MINUTES * 60, FaultCode.FUTURE),
            (rows.second < oldest_second, FaultCode.TOO_OLD),
            ((rows.second + SEOUL_SECONDS) % (minutes * 60) != 0, FaultCode.OFF_CLOCK),
        ]
    return np.select([test for test, _ in tests], [_CODE[code] for _, code in tests], 0).astype(np.int8)


def _rises(feed: NDArray[np.int64], second: NDArray[np.int64]) -> bool:
    """Whether rows come meter by meter, each in the order of time, none twice: so files usually are."""
    step = np.diff(feed)
    return bool(((step > 0) | ((step == 0) & (np.diff(second) > 0))).all())


def _repeated(feed: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.bool_]:
    twice = np.zeros(len(feed), bool)
    if _rises(feed, second):
        return twice
    order = np.lexsort((second, feed))
    same = (feed[order][1:] == feed[order][:-1]) & (second[order][1:] == second[order][:-1])
    twice[order[1:][same]] = True
    return twice


def _into_slots(
    feed: NDArray[np.int64],
    day: NDArray[np.int32],
    within: NDArray[np.int64],
    value: NDArray[np.float64],
    *,
    minutes: int,
    length: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64], NDArray[np.float64]]:
    if minutes >= length:
        parts = max(minutes // length, 1)
        each = np.floor(value / parts)
        first = value - each * (parts - 1)
        slots = (within // length)[:, None] + np.arange(parts)
        values = np.concatenate([first[:, None], np.repeat(each[:, None], parts - 1, axis=1)], axis=1)
        return np.repeat(feed, parts), np.repeat(day, parts), slots.ravel(), values.ravel()
    slot = within // length
    key = (feed * 40_000 + day) * 64 + slot
    unique, where, count = np.unique(key, return_inverse=True, return_counts=True)
    total = np.bincount(where, weights=value, minlength=len(unique))
    whole = count == length // minutes
    unique, total = unique[whole], total[whole]
    rest = unique // 64
    return rest // 40_000, (rest % 40_000).astype(np.int32), unique % 64, total
