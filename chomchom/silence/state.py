"""What the engine remembers of a home between two hours, and one hour's step.

A state is about 200 bytes a home and a source. `step` is a pure function of
(state, profile, new hour), vectorised over homes: the hourly sweep of a city
is one call for each block of homes, and scoring a long history is the same
call in a loop.
"""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.profile import DAY, GAP_STEP, alive
from chomchom.silence.sources import LIKELIER, NATURE, Floats, Source

KEPT_DAYS = 63  # eight weeks and the seven days that are never learnt from
LAG_DAYS = 7
MOST_BITS = 60.0  # a month away must not weigh more than a week away
PEAK_QUANTILE = 0.75
PSEUDO_DAYS = 8
LINE_WEIGHT = 0.4  # each hour beyond the alert line, beside calibrated surprise

STATE = np.dtype(
    [
        ("before", "f4"),  # value of the hour before, NaN when it was missing
        ("bits", "f4"),  # accumulated surprise
        ("gap", "i4"),  # hours on the clock since the last event, missing hours included
        ("silent", "i4"),  # hours received since a reading that was both high and moving
        ("quiet", "i4"),  # hours received since the last event
        ("same", "i4"),  # hours received with exactly the same reading
        ("zero", "i4"),  # hours received that were exactly zero
        ("missing", "i4"),  # hours missing up to now
        ("score", "f4"),
        ("today", "f4"),  # highest bits of the running day
        ("today_seen", "i2"),
        ("days", "i4"),
        ("peaks", "f2", (KEPT_DAYS,)),
    ]
)


def fresh(count: int) -> NDArray[np.void]:
    """States of homes that have not been seen yet."""
    out = np.zeros(count, STATE)
    out["before"] = np.nan
    out["gap"] = 1
    out["peaks"] = np.nan
    return out


def step(
    state: NDArray[np.void], profile: NDArray[np.void], value: Floats, hour: NDArray[np.int64], source: Source
) -> Floats:
    """Take in one hour of every home and return the scores; higher is more suspicious.

    `value` [B] is what the meter sent for that hour, NaN when nothing came;
    `hour` [B] is its hour of day. The state is changed in place. A missing
    hour gives no evidence: bits, silences and score stay as they are.
    """
    nature = NATURE[source]
    feature = np.abs(value - state["before"]) if nature.by_change else value
    there = np.isfinite(feature)
    received = np.isfinite(value)
    strength = (feature[:, None] > profile["noise"]).sum(axis=1)
    event = strength >= 3
    chance = profile["chance"][np.arange(len(value)), hour, GAP_STEP[np.clip(state["gap"], 1, len(GAP_STEP)) - 1]]
    likelihood = LIKELIER[source][strength]
    bits = -np.log2(chance.astype(np.float32) * (likelihood - 1) + 1)
    state["bits"] = np.clip(state["bits"] + np.where(there, bits, 0), 0, MOST_BITS)
    state["gap"] = np.where(there & event, 1, state["gap"] + 1)
    state["quiet"] = np.where(there, np.where(event, 0, state["quiet"] + 1), state["quiet"])
    lively = alive(value, np.nan_to_num(feature), profile["line_level"], profile["noise"][:, 0])
    state["silent"] = np.where(lively, 0, state["silent"] + received)
    same = received & (value == state["before"])
    state["same"] = np.where(same, state["same"] + 1, np.where(received, 0, state["same"]))
    state["zero"] = np.where(received, np.where(value == 0, state["zero"] + 1, 0), state["zero"])
    state["missing"] = np.where(received, 0, state["missing"] + 1)
    surprise = (state["bits"] - profile["peak"]) / profile["spread"]
    line = profile["line"][np.arange(len(value)), hour].astype(np.float32)
    beyond = state["silent"] - line
    state["score"] = np.where(there, surprise + LINE_WEIGHT * beyond, state["score"])
    state["before"] = value
    _keep_day(state, there, hour)
    return state["score"].copy()


def calibrate(state: NDArray[np.void], profile: NDArray[np.void], source: Source) -> None:
    """Set `peak` and `spread` of the profiles from the home's own days, the last seven left out.

    Raw bits would let one home in ten take most of the calls. The highest
    bits of each day have a place and a spread in every home; both are shrunk
    to what is usual everywhere while the days are few.
    """
    nature = NATURE[source]
    age = (state["days"][:, None] - 1 - np.arange(KEPT_DAYS)) % KEPT_DAYS
    peaks = np.where(age >= LAG_DAYS, state["peaks"].astype(np.float32), np.nan)
    days = np.isfinite(peaks).sum(axis=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        own = np.nan_to_num(np.nanquantile(peaks, PEAK_QUANTILE, axis=1))
    own = np.where(days >= LAG_DAYS, own, nature.usual_peak)
    peak = (days * own + PSEUDO_DAYS * nature.usual_peak) / (days + PSEUDO_DAYS)
    over = np.where(peaks > peak[:, None], peaks - peak[:, None], np.nan)
    count, total = np.isfinite(over).sum(axis=1), np.nansum(over, axis=1)
    few = PSEUDO_DAYS / 4
    spread = (total + few * nature.usual_spread) / (count + few)
    profile["peak"] = peak
    profile["spread"] = np.maximum(spread, 0.3 * nature.usual_spread)


def _keep_day(state: NDArray[np.void], there: NDArray[np.bool_], hour: NDArray[np.int64]) -> None:
    """Keep the highest bits of the day that ends with this hour; a day half missing is not kept."""
    state["today"] = np.maximum(state["today"], state["bits"])
    state["today_seen"] += there
    ends = np.flatnonzero(hour == DAY - 1)
    if not len(ends):
        return
    kept = np.where((state["today_seen"][ends] > DAY // 2) & (state["today"][ends] > 0), state["today"][ends], np.nan)
    state["peaks"][ends, state["days"][ends] % KEPT_DAYS] = kept
    state["days"][ends] += 1
    state["today"][ends] = 0
    state["today_seen"][ends] = 0
