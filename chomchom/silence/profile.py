"""What is usual in one home: learnt from eight weeks that ended at least seven days ago.

Learning lags on purpose. A profile that learnt yesterday would learn the
silence it is there to report.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.sources import GAP_EDGES, NATURE, Floats, Nature, Source, change

DAY, WEEK = 24, 168
LAG = WEEK
WINDOW = 8 * WEEK
LEAST = 3 * WEEK  # hours of window below which a home is still being got to know
PSEUDO_HOURS = 8.0  # weight, in hours, of what is usual everywhere against what this home showed
LINE_QUANTILE = 0.975
YOUNG_LINE = 24.0  # hours of silence expected in a home nobody knows yet (published rules: 24 to 50 h)
STEPS = len(GAP_EDGES)
GAP_STEP = np.searchsorted(GAP_EDGES, np.arange(1, 4096), side="right").clip(1) - 1

PROFILE = np.dtype(
    [
        ("noise", "f4", (4,)),
        ("line_level", "f4"),
        ("chance", "f2", (DAY, STEPS)),
        ("line", "f2", (DAY,)),
        ("band", "f2", (DAY, 3)),
        ("peak", "f4"),
        ("spread", "f4"),
        ("still", "f4"),
        ("ready", "?"),
    ]
)


def unknown_homes(count: int, source: Source) -> NDArray[np.void]:
    """Profiles of homes nobody knows yet: what is usual everywhere."""
    nature = NATURE[source]
    out = np.zeros(count, PROFILE)
    out["noise"] = nature.noise_floor
    out["line_level"] = nature.line_floor
    out["chance"] = np.asarray(nature.usual_chance, np.float16)
    out["line"] = YOUNG_LINE
    out["band"] = np.nan
    out["peak"], out["spread"] = nature.usual_peak, nature.usual_spread
    out["still"] = 3.0
    return out


def learn(window: Floats, first_hour: NDArray[np.int64], source: Source) -> NDArray[np.void]:
    """Profiles [B] from a window [B,T] of hourly values; NaN is a missing hour.

    `first_hour` is the hour of day of column 0. The caller keeps the lag: the
    last column must lie at least `LAG` hours before the first hour judged.
    The two calibration fields (`peak`, `spread`) are what is usual everywhere
    until `state.calibrate` has seen the home's own days.
    """
    nature = NATURE[source]
    out = unknown_homes(len(window), source)
    if window.shape[1] < LEAST:
        return out
    feature = change(window) if nature.by_change else window
    there = np.isfinite(feature)
    hours = (first_hour[:, None] + np.arange(window.shape[1])) % DAY
    out["noise"] = _noise(window, feature, nature)
    base = np.nan_to_num(known_quantiles(window[:, -4 * WEEK :], (0.10,))[0])
    out["band"] = _band(window, hours)
    out["line_level"] = base + nature.line_floor
    events = np.nan_to_num(feature) > out["noise"][:, 2:3]
    out["chance"] = _chance(events & there, there, hours, nature)
    lively = alive(window, np.nan_to_num(feature), out["line_level"][:, None], out["noise"][:, :1])
    out["line"] = _line(lively, np.isfinite(window), hours)
    out["still"] = _longest_still(window)
    out["ready"] = there.sum(1) >= LEAST // 2
    young = ~out["ready"]
    out[young] = unknown_homes(int(young.sum()), source)
    return out


def known_quantiles(values: Floats, parts: Sequence[float]) -> Floats:
    """Quantiles [P,B,...] along axis 1 of the readings that came; NaN where none did.

    One sort for all homes: numpy's own `nanquantile` goes through them one by one, twenty times slower.
    """
    ordered = np.sort(values, axis=1)  # NaN comes last
    known = np.isfinite(ordered).sum(axis=1, keepdims=True)
    found = []
    for part in parts:
        place = part * np.maximum(known - 1, 0)
        low = np.floor(place).astype(np.int64)
        below = np.take_along_axis(ordered, low, axis=1)
        above = np.take_along_axis(ordered, np.minimum(low + 1, np.maximum(known - 1, 0)), axis=1)
        found.append((below + (above - below) * (place - low))[:, 0])
    quantiles: Floats = np.stack(found).astype(np.float32)
    return quantiles


def alive(values: Floats, feature: Floats, level: Floats, noise: Floats) -> NDArray[np.bool_]:
    """Whether a reading is above the level of an empty home *and* moves; a flat high reading is a lamp left on."""
    return (np.nan_to_num(values) > level) & (feature > noise)


def silent_hours(events: NDArray[np.bool_], there: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Hours received since the last event, hour by hour; a missing hour adds nothing."""
    received = np.cumsum(there, axis=1, dtype=np.int32)
    last = np.maximum.accumulate(np.where(events, received, 0), axis=1)
    return received - last


def _noise(window: Floats, feature: Floats, nature: Nature) -> Floats:
    """Four levels that the feature passes when nobody acts, from the quietest hours of the home."""
    if nature.by_change:
        steady = np.nan_to_num(window)
        total = np.cumsum(np.pad(steady, ((0, 0), (3, 2)), mode="edge"), axis=1)
        around = total[:, 5:] - total[:, :-5]
        around = np.pad(around, ((0, 0), (0, window.shape[1] - around.shape[1])), mode="edge")
        around = np.where(np.isfinite(window), around, np.inf)
        share = max(int(0.15 * window.shape[1]), DAY)
        quiet = np.take_along_axis(feature, np.argpartition(around, share - 1, axis=1)[:, :share], axis=1)
    else:
        low = known_quantiles(window, (0.25,))[0]
        quiet = np.where(window <= low[:, None], feature, np.nan)
    levels = known_quantiles(quiet, nature.noise_quantiles).T
    return np.maximum(np.nan_to_num(levels), nature.noise_floor).astype(np.float32)


def _chance(events: NDArray[np.bool_], there: NDArray[np.bool_], hours: NDArray[np.int64], nature: Nature) -> Floats:
    """Chance of an event in an hour, by hour of day and by hours since the last, shrunk to what is usual everywhere.

    It is made to fall with the length of the silence. That is what lets the
    score promise that a lost reading never raises it.
    """
    homes = len(events)
    column = np.arange(events.shape[1])
    last = np.maximum.accumulate(np.where(events, column, -1), axis=1)
    before = np.concatenate([np.full((homes, 1), -1), last[:, :-1]], axis=1)
    step = GAP_STEP[np.clip(column - before, 1, len(GAP_STEP)) - 1]
    cell = (np.arange(homes)[:, None] * DAY + hours) * STEPS + step
    shape = (homes, DAY, STEPS)
    seen = np.bincount(cell[there], minlength=homes * DAY * STEPS).reshape(shape).astype(np.float32)
    met = np.bincount(cell[events], minlength=homes * DAY * STEPS).reshape(shape).astype(np.float32)
    seen, met = _over_neighbours(seen), _over_neighbours(met)
    usual = np.asarray(nature.usual_chance, np.float32)
    chance = (met + PSEUDO_HOURS * usual) / (seen + PSEUDO_HOURS)
    falling: Floats = np.minimum.accumulate(np.clip(chance, 1e-3, 0.97), axis=2).astype(np.float32)
    return falling


def _over_neighbours(table: Floats) -> Floats:
    """Smoothed over the hours beside."""
    smooth: Floats = (np.roll(table, 1, axis=1) + 2 * table + np.roll(table, -1, axis=1)) / np.float32(4)
    return smooth


def _line(events: NDArray[np.bool_], there: NDArray[np.bool_], hours: NDArray[np.int64]) -> Floats:
    """Alert line by hour of day: the silence that 97.5 % of days do not pass at that hour (Cuddihy et al. 2007)."""
    days = events.shape[1] // DAY
    silent = silent_hours(events, there)[:, -days * DAY :].reshape(len(events), days, DAY)
    line = np.quantile(silent, LINE_QUANTILE, axis=1)
    first = hours[:, -days * DAY]
    return np.take_along_axis(line, (np.arange(DAY) - first[:, None]) % DAY, axis=1).astype(np.float32)


def _band(window: Floats, hours: NDArray[np.int64]) -> Floats:
    """Low, middle and high value that is usual at each hour of day (10, 50, 90 % of days)."""
    days = window.shape[1] // DAY
    by_day = window[:, -days * DAY :].reshape(len(window), days, DAY)
    band = known_quantiles(by_day, (0.10, 0.50, 0.90)).transpose(1, 2, 0)
    turn = (np.arange(DAY) - hours[:, -days * DAY][:, None]) % DAY
    return np.take_along_axis(band, turn[:, :, None], axis=1).astype(np.float32)


def _longest_still(window: Floats) -> Floats:
    """Longest run of hours with exactly the same reading that this home has shown, in hours, at least three."""
    moved = np.abs(np.diff(window, axis=1)) > 0
    there = np.isfinite(window[:, 1:])
    return np.maximum(silent_hours(moved | ~there, there).max(axis=1), 3).astype(np.float32)
