"""A small country in Parquet files, as the nightly sweep finds it: states, profiles, new hours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from chomchom.silence import Source, replay
from chomchom.silence.batch import as_bytes
from tests.silence import homes

DAYS = 70


def settle(folder: Path, *, partitions: int, count: int) -> None:
    """Homes known for ten weeks, and their next day: every fifth falls silent, some readings never come."""
    for number in range(partitions):
        rng, first = np.random.default_rng(number), number * count
        columns = {kind: {"home": pa.array(np.arange(first, first + count))} for kind in ("state", "profile", "hours")}
        for source, make in ((Source.ELECTRICITY, homes.electricity), (Source.WATER, homes.water)):
            values = make(DAYS + 1, homes=count, seed=number)
            values[::5, -30:] = homes.unattended(30) if source is Source.ELECTRICITY else 0
            _, state, profile = replay(values[:, :-24], np.zeros(count, np.int64), source)
            kept = np.rint(values[:, -24:] * (1 if source is Source.ELECTRICITY else 10)).astype(np.int16)
            kept[rng.random(kept.shape) < 0.02] = -1
            columns["state"][f"{source}.state"] = as_bytes(state)
            columns["profile"][f"{source}.profile"] = as_bytes(profile)
            columns["hours"][f"{source}.hours"] = pa.FixedSizeListArray.from_arrays(pa.array(kept.ravel()), 24)
        for kind, some in columns.items():
            path = folder / kind / f"{number:05d}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.table(some), path)
