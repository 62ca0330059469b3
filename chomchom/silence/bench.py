"""The engine under the benchmark's evaluator (`../shared/bench/detection/evaluate.py`), unchanged.

    python evaluate.py --data … --source electricity --detectors chomchom.silence.bench:Electricity

`X` [B,T] is hourly, kWh or litres, NaN where nothing came (a meter read every few hours has its sum in the last of them); `hod0` [B] the hour of day of column 0. Scores are float32,
higher is more suspicious, and `S[:, t]` is made from `X[:, :t+1]` alone. Nothing is fitted here: what was learnt of
other homes lies in `parameters/`, and what is usual in a home is learnt from its own past.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.coarse import cadence, spread
from chomchom.silence.engine import replay
from chomchom.silence.fusing import together
from chomchom.silence.sources import Floats, Source

WH = 1000.0
AT_ONCE = 1024


class _Meter:
    """One kind of meter."""

    source: Source
    name: str
    scale = 1.0

    def score(self, X: Floats, hod0: NDArray[np.int64], ctx: Mapping[str, Any]) -> Floats:
        """Scores [B,T]; some homes at a time, for the memory's sake."""
        values, first = np.asarray(X, np.float32) * np.float32(self.scale), np.asarray(hod0, np.int64)
        values = np.where(np.isfinite(values) & (values >= 0), values, np.nan).astype(np.float32)
        out = np.empty(values.shape, np.float32)
        for start in range(0, len(values), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            hours, seen = spread(values[part], cadence(values[part]))
            out[part] = np.take_along_axis(replay(hours, first[part], self.source)[0], seen, axis=1)
        return out


class Electricity(_Meter):
    """Hourly kWh."""

    source, name, scale = Source.ELECTRICITY, "chomchom_electricity", WH


class Water(_Meter):
    """Hourly litres."""

    source, name = Source.WATER, "chomchom_water"


def fused(sources: Mapping[str, NDArray[Any]], hod0: NDArray[np.int64]) -> Floats:
    """Scores [B,T] of any subset of `electricity` (kWh) and `water` (litres), [B,T] hourly, and `telecom` [B,days].

    Telecom is 1 used, 0 not used, -1 no feed; a day's answer comes at six the next morning. With telecom alone the
    hours are those of its days.
    """
    first = np.asarray(hod0, np.int64)
    meters = {one.source: one() for one in (Electricity, Water) if str(one.source) in sources}
    scores = {source: meter.score(sources[str(source)], first, {}) for source, meter in meters.items()}
    there = {source: np.isfinite(sources[str(source)]) for source in meters}
    used = sources.get("telecom")
    return together(scores, there, None if used is None else np.asarray(used, np.int64), first)
