"""Meters that are read every few hours or once a day: their reading stands for all the hours since the one before.

Such a reading is spread evenly over its hours once it has come, and the score is looked at when it comes. In between the
score stands still, as in any gap. Nothing is known of the hours themselves, so a silence is seen a reading later at best.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.sources import Floats

LONGEST = 24  # hours between two readings beyond which a meter is not read often enough to watch a home by
FIRST = 60  # readings at the beginning from which the cadence is told
REGULAR = 0.8  # share of them that keep it


def cadence(values: Floats) -> NDArray[np.int64]:
    """Hours between two readings of each home [B]; 1 for an hourly meter and for one that keeps no cadence."""
    out = np.ones(len(values), np.int64)
    for home, known in enumerate(np.isfinite(values)):
        gaps = np.diff(np.flatnonzero(known)[:FIRST])
        if len(gaps) < 3:
            continue
        usual = int(np.bincount(gaps).argmax())
        if 1 < usual <= LONGEST and (gaps == usual).mean() >= REGULAR:
            out[home] = usual
    return out


def spread(values: Floats, hours: NDArray[np.int64]) -> tuple[Floats, NDArray[np.int64]]:
    """Readings [B,T] spread over their hours, and for each hour [B,T] the last one by which everything had come.

    A reading that did not come leaves its hours missing. What is scored at the hour a reading comes uses nothing later.
    """
    out, column = values.copy(), np.arange(values.shape[1])
    seen = np.tile(column, (len(values), 1))
    for home in np.flatnonzero(hours > 1):
        every, known = int(hours[home]), np.isfinite(values[home])
        for back in range(every):
            places = np.flatnonzero(known) - back
            places = places[places >= 0]
            out[home, places] = values[home, places + back] / every
        seen[home] = np.maximum.accumulate(np.where(known, column, 0))
    return out, seen
