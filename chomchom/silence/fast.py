"""The hours of many homes in one pass, by numba: the same numbers as `state.step`, hour after hour.

A home's state is taken up once, brought through all its new hours and written back, so that a night costs hardly more
memory traffic than an hour. Sums are whole numbers and single operations in the same order as numpy's, so nothing
differs, not even in the last place (`tests/silence/test_fast.py`). Where numba is missing, `state.step` does the work.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.forest import AT_EASE, forest_of
from chomchom.silence.profile import (
    BIT,
    GAP_STEP,
    KINDS,
    LENGTH_STEP,
    LINE,
    LONG,
    MOST_BITS,
    NAT,
    PROFILE,
    SWING,
    bits_table,
)
from chomchom.silence.sources import NATURE, Floats, Source
from chomchom.silence.state import (
    ABSENCE,
    ASKED_LONG,
    ASKED_SCORE,
    COMMON_MOST,
    COMMON_SCORE,
    COMMON_STEP,
    FEATURES,
    LATE_UNTIL,
    LONG_AGO,
    MOST_SHORT,
    SEEN_LATELY,
    late_score,
)
from chomchom.silence.trailing import BLOCKS, MOST_USED, PARTS, PSEUDO, PSEUDO_ALL, SHARES, WINDOWS

#: A profile whose band, which no score looks at, is left as it lies: numba knows no half numbers.
_PLAIN = np.dtype([(n, "u2" if n == "band" else t, *s) for n, t, *s in PROFILE.descr])  # type: ignore[misc]
_Tables = namedtuple(
    "_Tables", ("bits", "gap", "length", "shares", "split", "limit", "leaf", "base", "depth", "common", "late")
)

MOST_BITS_KEPT, MOST_SHORT_KEPT, MOST_KEPT = int(MOST_BITS * BIT), int(MOST_SHORT * SWING), 65000
ONE_BIT, ONE_SWING, ONE_NAT = np.float32(1 / BIT), np.float32(1 / SWING), np.float32(1 / NAT)
ONE_LONG, ONE_LINE, ONE_PART = np.float32(1 / LONG), np.float32(1 / LINE), np.float32(1 / PARTS)
SWINGS, PARTS_KEPT, MOST_VALUE_KEPT = np.float32(SWING), np.float32(PARTS), np.float32(MOST_USED)
EASE, ASKED, ZERO, THREE = np.float32(AT_EASE), np.float32(ASKED_SCORE), np.float32(0), np.float32(3)
WORTH_IT = 300_000  # home-hours below which making the machine code takes longer than numpy
FIRST_LITTLE = len(FEATURES) - len(WINDOWS)


def _as_it_is(work: Callable[..., Any]) -> Any:
    return work


_fast: Callable[[Callable[..., Any]], Any] = _as_it_is
HAS_NUMBA = False
try:  # numba is a speed-up, never a need
    from numba import njit

    _fast, HAS_NUMBA = njit(nogil=True, error_model="numpy"), True
except ImportError:
    pass


@cache
def _tables(source: Source) -> Any:
    forest = forest_of(source)
    return _Tables(
        bits_table(source), GAP_STEP.astype(np.int64), LENGTH_STEP.astype(np.int64), np.append(SHARES, np.float32(1)),
        np.maximum(forest.split, 0), np.where(forest.split < 0, np.float32(np.inf), forest.limit), forest.leaf,
        float(forest.base), forest.depth,
        (COMMON_SCORE + COMMON_STEP * np.arange(COMMON_MOST + 1, dtype=np.uint16)).astype(np.float32),
        np.float32(late_score(source)),
    )  # fmt: skip


def advance(
    state: NDArray[np.void], profile: NDArray[np.void], values: Floats, first_hour: NDArray[np.int64], source: Source,
    out: Floats,
) -> bool:  # fmt: skip
    """Take in the hours [B,H] of homes and write their scores [B,H]; False where numba is missing and nothing was done.

    `first_hour` [B] is the hour of day of column 0. The state is changed in place.
    """
    if _all_homes is None:
        return False
    usual = profile.view(_PLAIN)
    usual.flags.writeable = False  # one kind of array, wherever it comes from, is one machine code
    _all_homes(state, usual, _tables(source), values, first_hour, NATURE[source].by_change, out)
    return True


@_fast
def _bits(s: Any, p: Any, table: Any, hour: int, strength: int, there: bool) -> None:
    """Surprise, of hours received and as if the missing ones had been silent."""
    gap = min(int(s.clock[0]), table.gap.size - 1)
    chance = p.chance[hour, table.gap[gap]]
    more = table.bits[strength, chance] if there else 0
    s.bits[0] = min(max(int(s.bits[0]) + more, 0), MOST_BITS_KEPT)
    more = table.bits[strength if there else 0, chance]
    s.bits[1] = min(max(int(s.bits[1]) + more, 0), MOST_BITS_KEPT)


@_fast
def _short(s: Any, p: Any, hour: int, value: np.float32, received: bool) -> None:
    """Use short of the usual, of hours received and as if nothing had been used in the missing ones."""
    short = (p.mean[hour] - (value if received else ZERO)) / p.swing[hour]
    more = int(np.rint(min(max(short, np.float32(-3)), np.float32(2)) * SWINGS))
    if received:
        s.short[0] = min(max(int(s.short[0]) + more, 0), MOST_SHORT_KEPT)
    s.short[1] = min(max(int(s.short[1]) + more, 0), MOST_SHORT_KEPT)


@_fast
def _used(s: Any, hour: int, value: np.float32) -> None:
    """Water of the last day and the last two, in blocks of the clock."""
    now = int(np.rint(min(value, MOST_VALUE_KEPT) * PARTS_KEPT))
    for at in range(len(WINDOWS)):
        if hour % WINDOWS[at] == 0:
            for block in range(BLOCKS - 1, 0, -1):
                s.used[at, block] = s.used[at, block - 1]
            s.used[at, 0] = min(now, MOST_USED)
        else:
            s.used[at, 0] = min(int(s.used[at, 0]) + now, MOST_USED)


@_fast
def _silence(s: Any, p: Any, hour: int, kind: int, event: bool, took: bool) -> None:
    """Count one kind of event's silence on, or begin it anew."""
    if kind < 2:
        ended = event and s.clock[kind] >= ABSENCE
        s.since[kind] = 0 if ended else min(int(s.since[kind]) + 1, LONG_AGO)
    if event:
        s.missed[kind], s.clock[kind], s.began[kind] = 0, 0, hour
        return
    if took:
        s.missed[kind] = min(int(s.missed[kind]) + int(p.missed[kind, hour]), MOST_KEPT)
    s.clock[kind] = min(int(s.clock[kind]) + 1, MOST_KEPT)


@_fast
def _counted(before: int, event: bool, took: bool) -> int:
    return 0 if event else min(int(before) + (1 if took else 0), MOST_KEPT)


@_fast
def _listen(s: Any, p: Any, table: Any, hour: int, value: np.float32, by_change: bool) -> bool:
    """What one hour of one home says of every silence; as `state.listen`."""
    received = np.isfinite(value)
    feature = abs(value - s.before) if by_change else value
    there = np.isfinite(feature)
    known, level = (feature if there else ZERO), (value if received else ZERO)
    strength = 0
    for at in range(4):
        strength += 1 if known > p.noise[at] else 0
    _bits(s, p, table, hour, strength, there)
    _short(s, p, hour, value, received)
    if by_change:
        high = level > p.line_level
        lively = high and known > p.noise[0]
    else:
        _used(s, hour, value if received else p.mean[hour])
        high, lively = level > max(THREE, p.noise[3]), level > p.noise[0]
    strong = known > p.noise[2] and there
    lively, high = lively and there, high and received
    _silence(s, p, hour, 0, strong, there)
    _silence(s, p, hour, 1, lively, there)
    _silence(s, p, hour, 2, high, received)
    s.quiet = _counted(s.quiet, strong, there)
    s.silent = _counted(s.silent, lively, there)
    s.low = _counted(s.low, high, received)
    if received:
        s.same = min(int(s.same) + 1, MOST_KEPT) if value == s.before else 0
    s.missing = 0 if received else min(int(s.missing) + 1, MOST_KEPT)
    s.before = value
    return there


@_fast
def _look(s: Any, p: Any, table: Any, hour: int, seen: Floats, by_change: bool) -> None:
    """The row of features of one home, in the order of FEATURES; as `state.features`."""
    seen[0], seen[1], seen[2] = hour, s.since[0], s.since[1]
    for kind in range(KINDS):
        at = 3 + 3 * kind
        seen[at], seen[at + 1], seen[at + 2] = p.absences[kind], p.active[kind], s.began[kind]
    at = 12
    for way in range(2):
        bits = np.float32(s.bits[way]) * ONE_BIT
        seen[at] = bits
        seen[at + 1] = (bits - p.peak) / p.spread
        seen[at + 2] = bits - p.top
        seen[at + 3] = np.float32(s.short[way]) * ONE_SWING
        at += 4
    for kind in range(KINDS):
        seen[at + kind] = np.float32(s.missed[kind]) * ONE_NAT
    at += KINDS
    for way in range(2):
        for kind in range(KINDS):
            received = s.quiet if kind == 0 else s.silent if kind == 1 else s.low
            hours = int(s.clock[kind]) if way else int(received)
            length = table.length[min(hours, table.length.size - 1)]
            seen[at] = hours
            seen[at + 1] = np.float32(p.rare[kind, length]) * ONE_LONG
            seen[at + 2] = np.float32(hours) - p.longest[kind]
            seen[at + 3] = np.float32(hours) - np.float32(p.line[kind, hour]) * ONE_LINE
            at += 4
    for window in range(len(WINDOWS)):
        seen[FIRST_LITTLE + window] = ZERO if by_change else _little(s, p, table, window)


@_fast
def _little(s: Any, p: Any, table: Any, window: int) -> np.float32:
    total, place = 0, 0
    for block in range(BLOCKS):
        total += int(s.used[window, block])
    used = np.float32(total) * ONE_PART
    for at in range(table.shares.size - 1):
        place += 1 if p.used[window, at] < used else 0
    share = table.shares[place]
    return -np.log(np.float32((np.float32(share * p.known) + np.float32(PSEUDO)) / (p.known + np.float32(PSEUDO_ALL))))


@_fast
def _weigh(table: Any, seen: Floats) -> np.float32:
    """The trees of this row. A node that does not split asks for more than infinity, so no step is a branch."""
    total = table.base
    inner = table.split.shape[1]
    for tree in range(table.split.shape[0]):
        node = 0
        for _level in range(table.depth):
            node = 2 * node + 1 + int(seen[table.split[tree, node]] > table.limit[tree, node])
        total += table.leaf[tree, node - inner]
    return np.float32(total)


@_fast
def _homes(state: Any, profile: Any, table: Any, values: Floats, first: Any, by_change: bool, out: Floats) -> None:
    seen = np.empty(len(FEATURES), np.float32)
    for b in range(values.shape[0]):
        s, p = state[b], profile[b]
        for at in range(values.shape[1]):
            hour = (first[b] + at) % 24
            if _listen(s, p, table, hour, values[b, at], by_change):
                if s.quiet < SEEN_LATELY:
                    s.score = EASE
                elif s.clock[0] > ASKED_LONG:
                    late = s.quiet > ASKED_LONG and s.clock[0] <= LATE_UNTIL
                    s.score = table.late if late else ASKED
                elif s.quiet >= p.gate[0] or s.silent >= p.gate[1] or s.low >= p.gate[2]:
                    _look(s, p, table, hour, seen, by_change)
                    s.score = _weigh(table, seen)
                else:
                    s.score = table.common[min(int(s.quiet), COMMON_MOST)]
            out[b, at] = s.score


_all_homes: Callable[..., None] | None = _homes if HAS_NUMBA else None
