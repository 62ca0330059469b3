"""Scoring a history: learn weekly, with a lag, and step through the hours.

`replay` is what the hourly sweep does, only many hours at once, so a home
whose late readings arrived is simply replayed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chomchom.silence import fast
from chomchom.silence.profile import DAY, LAG, LEAST, WEEK, WINDOW, learn, unknown_homes
from chomchom.silence.sources import Floats, Source
from chomchom.silence.state import fresh, listen, step

SOON = 2 * DAY  # the lag of a home known for a few days only
HEARD = 5 * WEEK  # hours at the end of a past that a new state is made from
SCORED = 2 * DAY  # hours at the end of a past that are scored: a score stands still through a gap


def replay(
    values: Floats, first_hour: NDArray[np.int64], source: Source
) -> tuple[Floats, NDArray[np.void], NDArray[np.void]]:
    """Scores [B,T] of hourly values [B,T], with the state and profile after the last hour.

    Causal: a score uses its own hour and those before it. `first_hour` [B] is
    the hour of day of column 0; NaN is a missing hour.
    """
    homes, hours = values.shape
    state, profile = fresh(homes), unknown_homes(homes, source)
    scores = np.zeros((homes, hours), np.float32)
    for now in range(0, hours, WEEK):
        profile = relearn(values[:, :now], first_hour, source, profile)
        week = slice(now, now + WEEK)
        scores[:, week] = advance(state, profile, values[:, week], (first_hour + now) % DAY, source)
    return scores, state, profile


def advance(
    state: NDArray[np.void], profile: NDArray[np.void], values: Floats, first_hour: NDArray[np.int64], source: Source
) -> Floats:
    """Take in the hours [B,H] of homes and return their scores [B,H]; the state is changed in place.

    What the hourly sweep and a nation's night do: one pass by numba for many home-hours, numpy for few or where there
    is no numba, with the same numbers to the last place. `first_hour` [B] is the hour of day of column 0.
    """
    out = np.empty(values.shape, np.float32)
    if values.size >= fast.WORTH_IT and fast.advance(state, profile, values, first_hour, source, out):
        return out
    for now in range(values.shape[1]):
        out[:, now] = step(state, profile, values[:, now], (first_hour + now) % DAY, source)
    return out


def relearn(past: Floats, first_hour: NDArray[np.int64], source: Source, known: NDArray[np.void]) -> NDArray[np.void]:
    """Profiles from the past [B,T] up to now, its last seven days left out; unchanged while there is too little.

    Homes of which a week ago next to nothing was known are learnt from all but their last two days, so that they are
    not judged as strangers for a fortnight.
    """
    out = _learn_until(past, first_hour, source, past.shape[1] - LAG, known)
    young = np.flatnonzero(~out["ready"])
    if len(young):
        out[young] = _learn_until(past[young], first_hour[young], source, past.shape[1] - SOON, out[young])
    return out


def begin(values: Floats, first_hour: NDArray[np.int64], source: Source) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """State and profile of homes taken up with a past: learnt from all of it, heard from its last five weeks.

    What the weekly rhythm of `replay` would hold in the last week, for a tenth of the work.
    """
    homes, hours = values.shape
    state = fresh(homes)
    profile = relearn(values, first_hour, source, unknown_homes(homes, source))
    for now in range(max(hours - HEARD, 0), hours):
        take = step if now >= hours - SCORED else listen
        take(state, profile, values[:, now], (first_hour + now) % DAY, source)
    return state, profile


def _learn_until(
    past: Floats, first_hour: NDArray[np.int64], source: Source, until: int, known: NDArray[np.void]
) -> NDArray[np.void]:
    if until < LEAST:
        return known.copy()
    since = max(until - WINDOW, 0)
    return learn(past[:, since:until], (first_hour + since) % DAY, source)
