"""What a false-alarm budget would cost and find, tried on a city's own stored readings before it is switched on.

The real series stand for people who were alive throughout, so every alarm on them counts as a false one. Cases are made
from the same homes: from a moment on, the series goes on with the home's own quietest stretches, as if the person had
stopped. Nothing is promised: it is what the present engine would have done there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chomchom import silence

Floats = NDArray[np.float32]
DAY = 24
STRETCH = 6
QUIETEST = 0.08
REST, AGAIN = 24, 72
"""After an alarm a home is silent for a day; while the score stays high, it alarms again every third day."""

HORIZON = 3 * DAY
CASES = 2
FEWEST_HOMES, FEWEST_DAYS = 10, 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came out. `days` is how much of the past was judged, after a time in which the engine only learnt."""

    homes: int
    days: int
    cases: int
    threshold: float
    alarms_a_week: float  # of all these homes together
    calls_a_person: float  # in thirty days, one call an alarm
    days_between: float  # of one home, really obtained
    found_in_24: float
    found_in_48: float
    busiest_tenth: float  # share of the alarms that a tenth of the homes has


def try_budget(values: Floats, source: silence.Source, *, budget_days: int, seed: int) -> Trial | None:
    """Try a budget of one false alarm a home in so many days on [homes, hours] that begin at midnight.

    None where there are too few homes or days to say anything.
    """
    hours = values.shape[1]
    if hours < FEWEST_DAYS * DAY:
        return None
    values = values[np.isfinite(values).mean(axis=1) >= 0.8]
    homes = len(values)
    if homes < FEWEST_HOMES:
        return None
    warm = min(56, hours // DAY // 2) * DAY
    midnight = np.zeros(homes, np.int64)
    alive = silence.replay(values, midnight, source)[0][:, warm:]
    allowed = homes * alive.shape[1] / DAY / budget_days
    threshold = _threshold(alive, allowed)
    counts = alarms(alive, threshold)
    rng = np.random.default_rng(seed)
    delays = np.concatenate([
        _delays(values, source, threshold, rng.integers(warm, hours - HORIZON, homes), rng) for _ in range(CASES)
    ])  # fmt: skip
    days, total = alive.shape[1] / DAY, int(counts.sum())
    tenth = max(homes // 10, 1)
    return Trial(
        homes=homes, days=int(days), cases=len(delays), threshold=threshold, alarms_a_week=total / days * 7,
        calls_a_person=total / homes / days * 30, days_between=homes * days / total if total else float("inf"),
        found_in_24=float((delays <= 24).mean()), found_in_48=float((delays <= 48).mean()),
        busiest_tenth=float(np.sort(counts)[-tenth:].sum() / total) if total else 0.0,
    )  # fmt: skip


def alarms(scores: Floats, threshold: float) -> NDArray[np.int64]:
    """How often each home alarms: at an upward crossing, then not for a day and, while it stays high, every third day."""
    homes, hours = scores.shape
    counts, since = np.zeros(homes, np.int64), np.full(homes, AGAIN, np.int64)
    armed = np.ones(homes, bool)
    for now in range(hours):
        high = scores[:, now] > threshold
        rings = high & ((armed & (since >= REST)) | (since >= AGAIN))
        counts += rings
        since = np.where(rings, 0, since + 1)
        armed = np.where(rings, False, armed | ~high)
    return counts


def _threshold(scores: Floats, allowed: float) -> float:
    """The lowest threshold whose alarms stay within the budget, between the scores' own values."""
    steps = np.unique(np.quantile(scores, np.linspace(0.5, 1, 400)))
    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high) // 2
        if alarms(scores, float(steps[middle])).sum() <= allowed:
            high = middle
        else:
            low = middle + 1
    return float(steps[low])


def _delays(
    values: Floats, source: silence.Source, threshold: float, stops: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Hours from the moment each home stops to the first score above the threshold, infinite where none comes."""
    stopped = values.copy()
    for home, stop in enumerate(stops):
        stretches = values[home, : stop // STRETCH * STRETCH].reshape(-1, STRETCH)
        use = np.nansum(stretches, axis=1) + np.where(np.isnan(stretches).any(axis=1), np.inf, 0)
        quiet = stretches[use <= np.quantile(use[np.isfinite(use)], QUIETEST)]
        drawn = quiet[rng.integers(0, len(quiet), HORIZON // STRETCH)].reshape(-1)
        stopped[home, stop : stop + HORIZON] = drawn[:HORIZON]
    scores = silence.replay(stopped, np.zeros(len(values), np.int64), source)[0]
    out = np.full(len(values), np.inf)
    for home, stop in enumerate(stops):
        high = np.flatnonzero(scores[home, stop : stop + HORIZON] > threshold)
        if len(high):
            out[home] = high[0] + 1
    return out
