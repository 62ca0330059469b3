"""What is usual in one home: learnt from ten weeks that ended at least seven days ago.

Learning lags on purpose. A profile that learnt yesterday would learn the
silence it is there to report.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.sources import GAP_EDGES, LIKELIER, NATURE, Floats, Nature, Source, change
from chomchom.silence.trailing import SHARES, WINDOWS, levels_of

DAY, WEEK = 24, 168
LAG = WEEK
WINDOW = 10 * WEEK
LATELY = 5 * WEEK  # hours of the window from which the usual use is taken: seasons change it
LEAST = 3 * DAY  # hours received below which nothing is known of a home
PSEUDO_HOURS = 8.0  # weight, in hours, of what is usual everywhere against what this home showed
PSEUDO_DAYS = 8.0
MOST_VALUE = 60_000.0  # Wh or L in an hour; the rest is a broken meter
MOST_BITS = 60.0  # a month away must not weigh more than a week away
#: Sums that a state keeps are whole numbers of these parts, so that every machine adds them up to the same.
BIT, NAT, SWING = 1000, 600, 600
LONG = 1000  # parts of a logarithm, of a line of hours: 16
LINE = 16
PEAK_QUANTILE = 0.75
STEPS = len(GAP_EDGES)
GAP_STEP = np.searchsorted(GAP_EDGES, np.arange(1, 4096), side="right").clip(1) - 1
KINDS = 3  # of events: a change or draw; that and a level above the empty home; the level alone
#: Lengths of silence, in hours, at which it is counted how often this home showed one as long.
LENGTHS = np.concatenate(
    [np.arange(2, 25), np.arange(26, 50, 2), np.arange(54, 97, 6), np.array([108, 120, 144, 168, 240, 336])]
)
LINE_QUANTILE = 0.95
COMMON = 4.0  # silences a month: what this home shows more often cannot worry anybody
LENGTH_STEP = (np.searchsorted(LENGTHS, np.arange(4096), side="right") - 1).clip(0)

PROFILE = np.dtype(
    [
        ("noise", "f4", (4,)),
        ("line_level", "f4"),
        ("chance", "u1", (DAY, STEPS)),  # of an event in an hour, as a place in CHANCES
        ("missed", "u2", (KINDS, DAY)),  # -log of the chance that an hour of the day passes without an event, in 1/NAT
        ("rare", "i2", (KINDS, len(LENGTHS))),  # -log of silences as long, in 30 days, in 1/LONG
        ("mean", "f4", (DAY,)),  # use at each hour of the day, lately
        ("swing", "f4", (DAY,)),  # and how far it goes from that on other days
        ("line", "u2", (KINDS, DAY)),  # the silence that 95 % of days do not pass at this hour, in 1/LINE hours
        ("used", "f4", (len(WINDOWS), len(SHARES))),  # use of a day and of two that so small a share of hours is below
        ("known", "f4"),  # hours that share is known from
        ("gate", "u2", (KINDS,)),  # hours of silence from which one is rare enough here to be weighed
        ("longest", "f4", (KINDS,)),
        ("absences", "f4", (KINDS,)),  # log of silences of 24 h and more, in 30 days
        ("active", "f4", (KINDS,)),  # share of hours with an event
        ("band", "f2", (DAY, 3)),
        ("peak", "f4"),
        ("spread", "f4"),
        ("top", "f4"),
        ("still", "f4"),
        ("ready", "?"),
    ]
)


CHANCES = np.exp(np.linspace(np.log(1e-3), np.log(0.97), 256)).astype(np.float32)


def unknown_homes(count: int, source: Source) -> NDArray[np.void]:
    """Profiles of homes nobody knows yet: what is usual everywhere."""
    nature = NATURE[source]
    out = np.zeros(count, PROFILE)
    out["noise"] = nature.noise_floor
    out["line_level"] = nature.line_floor
    out["chance"] = place_of(np.asarray(nature.usual_chance, np.float32))
    out["active"] = nature.usual_active
    out["missed"] = np.rint(-np.log(1 - np.asarray(nature.usual_active)) * NAT)[:, None]
    out["rare"] = np.rint(-np.log(usual_silences(nature)) * LONG)
    out["mean"], out["swing"] = 0.0, 1.0
    out["line"] = 12 * LINE
    out["gate"] = gates(out["rare"])
    out["longest"] = 24.0
    out["absences"] = np.log(usual_silences(nature)[:, LENGTH_STEP[24]])
    out["band"] = np.nan
    out["peak"], out["spread"] = nature.usual_peak, nature.usual_spread
    out["top"] = nature.usual_peak + 2 * nature.usual_spread
    out["still"] = 3.0
    return out


def gates(rare: NDArray[np.int16]) -> NDArray[np.uint16]:
    """The shortest silence [B,K] of each kind that the home shows no more than COMMON times a month, from `rare`."""
    enough = rare >= round(-np.log(COMMON) * LONG)
    first = np.where(enough.any(axis=-1), enough.argmax(axis=-1), len(LENGTHS) - 1)
    return LENGTHS[first].astype(np.uint16)


def usual_silences(nature: Nature) -> Floats:
    """How many silences of at least each length 30 days hold, over all homes, by kind of event."""
    at, many = np.array([2.0, 12.0, 24.0, 48.0, 72.0, 336.0]), np.log(np.asarray(nature.usual_silences))
    return np.exp(np.stack([np.interp(np.log(LENGTHS), np.log(at), line) for line in many])).astype(np.float32)


def learn(window: Floats, first_hour: NDArray[np.int64], source: Source) -> NDArray[np.void]:
    """Profiles [B] from a window [B,T] of hourly values; NaN is a missing hour.

    `first_hour` is the hour of day of column 0. The caller keeps the lag: the
    last column must lie before the silence that is to be judged. Little known
    is leant on what is usual everywhere.
    """
    nature = NATURE[source]
    out = unknown_homes(len(window), source)
    if window.shape[1] < LEAST:
        return out
    feature = change(window) if nature.by_change else window
    there = np.isfinite(feature)
    hours = (first_hour[:, None] + np.arange(window.shape[1])) % DAY
    out["noise"] = _noise(window, feature, nature)
    out["band"] = np.minimum(_band(window, hours), MOST_VALUE)
    out["line_level"] = np.nan_to_num(known_quantiles(window, (0.10,))[0]) + nature.line_floor
    out["still"] = _longest_still(window)
    out["mean"], out["swing"] = _usual_use(window[:, -LATELY:], hours[:, -LATELY:])
    out["used"], out["known"] = levels_of(window, hours, out["mean"])
    events = events_of(window, np.nan_to_num(feature), out["noise"][:, None], out["line_level"][:, None], source)
    for kind, met in enumerate(events):
        seen = np.isfinite(window) if kind == KINDS - 1 else there
        _learn_kind(out, kind, met & seen, seen, hours, nature)
    out["gate"] = gates(out["rare"])
    out["chance"] = place_of(_chance(events[0] & there, there, hours, nature))
    _learn_bits(out, feature, hours, source)
    out["ready"] = there.sum(1) >= LEAST
    young = ~out["ready"]
    out[young] = unknown_homes(int(young.sum()), source)
    return out


def events_of(
    values: Floats, feature: Floats, noise: Floats, level: Floats, source: Source
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Which hours hold a human event, by three definitions; a flat high reading is a lamp left on.

    `feature` is the change (electricity) or the draw (water); `noise` has the
    four noise levels in its last axis.
    """
    strong = feature > noise[..., 2]
    known = np.nan_to_num(values)
    if source is Source.WATER:
        return strong, known > noise[..., 0], known > np.maximum(3.0, noise[..., 3])
    above = known > level
    return strong, above & (feature > noise[..., 0]), above


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


def silent_hours(events: NDArray[np.bool_], there: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Hours received since the last event, hour by hour; a missing hour adds nothing."""
    received = np.cumsum(there, axis=1, dtype=np.int32)
    last = np.maximum.accumulate(np.where(events, received, 0), axis=1)
    return received - last


def strength_of(feature: Floats, noise: Floats) -> NDArray[np.int64]:
    """0 to 4: how many of the home's noise levels a reading passes."""
    return (feature[..., None] > noise).sum(axis=-1)


def short_of(mean: Floats, swing: Floats, value: Floats) -> Floats:
    """How far an hour falls short of the usual use, in swings; what exceeds it counts three at most."""
    short: Floats = np.clip((mean.astype(np.float32) - value) / swing.astype(np.float32), -3, 2)
    return short


def place_of(chance: Floats) -> NDArray[np.uint8]:
    """Where a chance stands in CHANCES, the nearest place on the scale of its logarithm."""
    step = np.log(CHANCES[-1] / CHANCES[0]) / (len(CHANCES) - 1)
    return np.rint(np.log(np.clip(chance, CHANCES[0], CHANCES[-1]) / CHANCES[0]) / step).astype(np.uint8)


@cache
def bits_table(source: Source) -> NDArray[np.int32]:
    """Surprise of an hour in 1/BIT bits, by strength of the reading and place of the chance [5,256].

    Above zero when it would rarely be so quiet with somebody up.
    """
    bits = -np.log2(CHANCES[None] * (LIKELIER[source][:, None] - 1) + 1)
    return np.rint(bits * BIT).astype(np.int32)


def _learn_kind(
    out: NDArray[np.void],
    kind: int,
    events: NDArray[np.bool_],
    there: NDArray[np.bool_],
    hours: NDArray[np.int64],
    nature: Nature,
) -> None:
    """Rhythm by hour of day and the lengths of the home's own silences, for one kind of event."""
    homes = len(events)
    known = there.sum(1)
    share = (events.sum(1) + nature.usual_active[kind] * PSEUDO_HOURS) / (known + PSEUDO_HOURS)
    cell = np.arange(homes)[:, None] * DAY + hours
    seen = np.bincount(cell[there], minlength=homes * DAY).reshape(homes, DAY)
    met = np.bincount(cell[events], minlength=homes * DAY).reshape(homes, DAY)
    chance = (_over_neighbours(met) + 4 * share[:, None]) / (_over_neighbours(seen) + 4)
    out["missed"][:, kind] = np.rint(-np.log(1 - np.minimum(chance, 0.97)) * NAT)
    out["active"][:, kind] = share
    silent = silent_hours(events, there)
    days, usual = np.maximum(known / DAY, 1), usual_silences(nature)[kind]
    as_long = _silences(events, silent)
    own = _in_a_month(as_long, days[:, None], usual)
    out["rare"][:, kind] = np.rint(-np.log(own) * LONG)
    out["absences"][:, kind] = np.log(own[:, LENGTH_STEP[24]])
    out["longest"][:, kind] = silent.max(axis=1)
    out["line"][:, kind] = np.rint(np.minimum(_line(silent, hours), 4000) * LINE)


def _silences(events: NDArray[np.bool_], silent: NDArray[np.int32]) -> NDArray[np.int64]:
    """How many silences of at least each length there were: [B,lengths]."""
    homes = len(events)
    ends = np.ones_like(events)
    ends[:, :-1] = silent[:, 1:] < silent[:, :-1]
    ends &= silent >= LENGTHS[0]
    cell = np.arange(homes)[:, None] * len(LENGTHS) + LENGTH_STEP[np.minimum(silent, len(LENGTH_STEP) - 1)]
    runs = np.bincount(cell[ends], minlength=homes * len(LENGTHS)).reshape(homes, len(LENGTHS))
    as_long: NDArray[np.int64] = np.cumsum(runs[:, ::-1], axis=1)[:, ::-1]
    return as_long


def _in_a_month(count: NDArray[np.int64] | Floats, days: Floats, usual: Floats) -> Floats:
    """A count of `days` days as one of 30, leant on what is usual everywhere."""
    own: Floats = (count + PSEUDO_DAYS / 30 * usual) / (days + PSEUDO_DAYS) * 30
    return own


def _line(silent: NDArray[np.int32], hours: NDArray[np.int64]) -> Floats:
    """Alert line by hour of day: the silence that most days do not pass at that hour (Cuddihy et al. 2007)."""
    days = silent.shape[1] // DAY
    by_day = silent[:, -days * DAY :].reshape(len(silent), days, DAY)
    line = np.quantile(by_day, LINE_QUANTILE, axis=1)
    return np.take_along_axis(line, (np.arange(DAY) - hours[:, -days * DAY][:, None]) % DAY, axis=1).astype(np.float32)


def _learn_bits(out: NDArray[np.void], feature: Floats, hours: NDArray[np.int64], source: Source) -> None:
    """How high surprise goes on this home's own days: the three-quarter point, the spread beyond it, the highest."""
    nature, table = NATURE[source], bits_table(source)
    homes, count = feature.shape
    strength, there = strength_of(np.nan_to_num(feature), out["noise"][:, None]), np.isfinite(feature)
    bits, gap, today, rows = np.zeros(homes, np.float32), np.ones(homes, np.int64), np.zeros(homes), np.arange(homes)
    peaks = np.full((homes, count // DAY + 1), np.nan, np.float32)
    received = np.zeros(homes)
    for now in range(count):
        chance = out["chance"][rows, hours[:, now], GAP_STEP[np.minimum(gap, len(GAP_STEP)) - 1]]
        more = np.where(there[:, now], table[strength[:, now], chance] / np.float32(BIT), 0)
        bits = np.clip(bits + more, 0, MOST_BITS)
        gap = np.where(there[:, now] & (strength[:, now] >= 3), 1, gap + 1)
        today, received = np.maximum(today, bits), received + there[:, now]
        if (now + 1) % DAY == 0:
            peaks[:, now // DAY] = np.where((received > DAY // 2) & (today > 0), today, np.nan)
            today, received = np.zeros(homes), np.zeros(homes)
    days = np.isfinite(peaks).sum(axis=1)
    own = np.where(days > 0, np.nan_to_num(known_quantiles(peaks, (PEAK_QUANTILE,))[0]), nature.usual_peak)
    peak = (days * own + PSEUDO_DAYS * nature.usual_peak) / (days + PSEUDO_DAYS)
    over = np.where(peaks > peak[:, None], peaks - peak[:, None], np.nan)
    few = PSEUDO_DAYS / 4
    spread = (np.nansum(over, axis=1) + few * nature.usual_spread) / (np.isfinite(over).sum(axis=1) + few)
    out["peak"], out["spread"] = peak, np.maximum(spread, 0.3 * nature.usual_spread)
    out["top"] = np.maximum(np.where(np.isfinite(peaks), peaks, 0).max(axis=1), peak)


def _noise(window: Floats, feature: Floats, nature: Nature) -> Floats:
    """Four levels that the feature passes when nobody acts, from the quietest hours of the home."""
    if nature.by_change:
        total = np.cumsum(np.pad(np.nan_to_num(window), ((0, 0), (1, 0))), axis=1, dtype=np.float64)
        lost = np.cumsum(np.pad(np.isnan(window), ((0, 0), (1, 0))), axis=1)
        around = np.full(window.shape, np.inf)
        around[:, 2:-2] = np.where(lost[:, 5:] == lost[:, :-5], total[:, 5:] - total[:, :-5], np.inf)
        share = max(int(0.15 * window.shape[1]), DAY)
        place = np.argpartition(around, share - 1, axis=1)[:, :share]
        sure = np.isfinite(np.take_along_axis(around, place, axis=1))
        quiet = np.where(sure, np.take_along_axis(feature, place, axis=1), np.nan)
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


def _over_neighbours(table: Floats | NDArray[np.int64]) -> Floats:
    """Smoothed over the hours beside."""
    wide = np.roll(table, 1, axis=1) + 2 * table + np.roll(table, -1, axis=1)
    smooth: Floats = (wide / 4).astype(np.float32)
    return smooth


def _band(window: Floats, hours: NDArray[np.int64]) -> Floats:
    """Low, middle and high value that is usual at each hour of day (10, 50, 90 % of days)."""
    days = window.shape[1] // DAY
    by_day = window[:, -days * DAY :].reshape(len(window), days, DAY)
    band = known_quantiles(by_day, (0.10, 0.50, 0.90)).transpose(1, 2, 0)
    turn = (np.arange(DAY) - hours[:, -days * DAY][:, None]) % DAY
    return np.take_along_axis(band, turn[:, :, None], axis=1).astype(np.float32)


def _usual_use(window: Floats, hours: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Mean use and its swing from day to day, [B,24] each; hours never read count as no use."""
    homes = len(window)
    cell, there = np.arange(homes)[:, None] * DAY + hours, np.isfinite(window)
    size = homes * DAY
    count = np.maximum(np.bincount(cell[there], minlength=size).reshape(homes, DAY), 1)
    mean = np.bincount(cell[there], window[there], minlength=size).reshape(homes, DAY) / count
    square = np.bincount(cell[there], window[there].astype(np.float64) ** 2, minlength=size).reshape(homes, DAY) / count
    swing = np.sqrt(np.maximum(square - mean**2, 0))
    least = 0.05 * mean.mean(axis=1, keepdims=True) + 1
    few = np.minimum(least, MOST_VALUE)
    return np.minimum(mean, MOST_VALUE).astype(np.float32), np.clip(swing, few, MOST_VALUE).astype(np.float32)


def _longest_still(window: Floats) -> Floats:
    """Longest run of hours with exactly the same reading that this home has shown, in hours, at least three."""
    moved = np.abs(np.diff(window, axis=1)) > 0
    there = np.isfinite(window[:, 1:])
    return np.maximum(silent_hours(moved | ~there, there).max(axis=1), 3).astype(np.float32)
