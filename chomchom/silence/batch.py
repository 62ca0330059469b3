"""A sweep as one pure function over an Arrow batch, and over partitions of Parquet files by threads or by Dask.

A batch has a row a home: `home`, and of each meter it may have `<source>.state`, `<source>.profile` (what the engine
remembers, as bytes) and `<source>.hours` (new readings in the platform's whole units, −1 where nothing came). Out come
the same homes with their new states, and the alerts. Nothing else is read or changed, so the same function runs in
threads of one machine and on workers of many, and a worker that dies is replaced by running its partition again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from chomchom.silence.engine import advance
from chomchom.silence.forest import forest_of
from chomchom.silence.household import COMMON_DAYS, join
from chomchom.silence.profile import DAY, PROFILE
from chomchom.silence.sources import HOURLY, Floats, Source
from chomchom.silence.state import STATE

UNIT = {Source.ELECTRICITY: 1.0, Source.WATER: 0.1}  # of a whole number: Wh, tenths of a litre
ALERTS = pa.schema([("home", pa.int64()), ("hour", pa.int16()), ("rarity_days", pa.float32())])
AT_ONCE = 32_768  # homes of a batch; with both meters some 120 MB in work


@dataclass(frozen=True, slots=True)
class Night:
    """What a sweep is told: the hour of day of the first new hour, the rarity from which it alerts, when a meter is lost.

    Raises ValueError for a limit that a moment passes which says nothing.
    """

    first_hour: int = 0
    limit_days: float = 30.0
    lost_hours: int = 30

    def __post_init__(self) -> None:
        if self.limit_days <= COMMON_DAYS:
            raise ValueError(f"a limit of {self.limit_days} days says nothing")


def sweep(batch: pa.RecordBatch, night: Night) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """New states of the homes of a batch, and the alerts: home, hour of the batch at which it first passes, rarity."""
    names, states, scores = ["home"], [batch.column("home")], {}
    for source in HOURLY:
        if f"{source}.hours" not in batch.schema.names:
            continue
        state = _bytes(batch, f"{source}.state", STATE).copy()
        scores[source] = advance(
            state, _bytes(batch, f"{source}.profile", PROFILE), hours_of(batch.column(f"{source}.hours"), source),
            np.full(len(state), night.first_hour), source,
        )  # fmt: skip
        scores[source][state["missing"] >= night.lost_hours] = np.nan  # a meter that is lost holds no other back
        names.append(f"{source}.state")
        states.append(as_bytes(state))
    return pa.RecordBatch.from_arrays(states, names), _alerts(batch.column("home"), scores, night)


def hours_of(column: pa.FixedSizeListArray, source: Source) -> Floats:
    """Readings [B,H] in Wh or litres; NaN where nothing came."""
    wide = column.type.list_size
    values = column.flatten().to_numpy(zero_copy_only=False).reshape(-1, wide)
    out = values.astype(np.float32) * np.float32(UNIT[source])
    out[values < 0] = np.nan
    return out


def as_bytes(rows: NDArray[np.void]) -> pa.FixedSizeBinaryArray:
    """Structured rows as an Arrow column."""
    buffer = pa.py_buffer(np.ascontiguousarray(rows))
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(rows.dtype.itemsize), len(rows), [None, buffer])


def sweep_partition(folder: str, number: int, night: Night) -> pa.Table:
    """Sweep one partition of `folder` and return its alerts; the new states stand in `after/` when all are written.

    Done again after a worker died, it reads the same and writes the same.
    """
    base, alerts = Path(folder), []
    into = base / "after" / f"{number:05d}.parquet"
    into.parent.mkdir(exist_ok=True)
    half = into.with_suffix(f".{os.getpid()}.half")
    writer: Any = None
    try:
        for batch in partition(base, number):
            after, found = sweep(batch, night)
            if writer is None:
                writer = pq.ParquetWriter(half, after.schema, compression="none", use_dictionary=False)
            writer.write_batch(after)
            alerts.append(found)
    finally:
        if writer is not None:
            writer.close()
    if writer is not None:
        half.replace(into)
    return pa.Table.from_batches(alerts, ALERTS)


def partition(base: Path, number: int) -> Iterator[pa.RecordBatch]:
    """The batches of a partition: what is remembered, what is usual and the new hours, which lie in the same order."""
    files = [pq.ParquetFile(base / kind / f"{number:05d}.parquet") for kind in ("state", "profile", "hours")]
    for parts in zip(*(file.iter_batches(AT_ONCE, use_threads=False) for file in files), strict=True):
        home = parts[0].column("home")
        if not all(home.equals(part.column("home")) for part in parts[1:]):
            raise ValueError(f"partition {number}: the files do not hold the same homes in the same order")
        columns = {name: part.column(name) for part in parts for name in part.schema.names}
        yield pa.RecordBatch.from_arrays(list(columns.values()), list(columns))


def numbers(folder: str) -> list[int]:
    """The partitions of a folder."""
    return sorted(int(path.stem) for path in (Path(folder) / "hours").glob("*.parquet"))


def sweep_by_threads(folder: str, night: Night, *, threads: int) -> pa.Table:
    """Sweep every partition of a folder on this machine; the alerts of all, by home."""
    with ThreadPoolExecutor(threads) as pool:
        return _of_all(list(pool.map(lambda number: sweep_partition(folder, number, night), numbers(folder))))


def sweep_by_dask(folder: str, night: Night, *, client: Any) -> pa.Table:
    """The same on the workers of a Dask client, which all see the folder. A worker that dies is replaced."""
    waiting = client.map(_once, [(folder, number, night) for number in numbers(folder)], pure=False, retries=3)
    return _of_all(client.gather(waiting))


def _once(what: tuple[str, int, Night]) -> pa.Table:
    return sweep_partition(*what)


def _of_all(alerts: Sequence[pa.Table]) -> pa.Table:
    return pa.concat_tables(alerts).sort_by([("home", "ascending"), ("hour", "ascending")]) if alerts else None


def _alerts(home: pa.Array, scores: dict[Source, Floats], night: Night) -> pa.RecordBatch:
    """Only homes of which a meter passes what is common are joined hour by hour: nobody else can pass the limit."""
    high = np.zeros(len(home), bool)
    for source, score in scores.items():
        forest = forest_of(source)
        common = np.interp(np.log(COMMON_DAYS), np.log(forest.rarity_days), forest.rarity_score)
        high |= score.max(axis=1) >= common  # NaN is not
    rows = np.flatnonzero(high)
    hours = next(iter(scores.values())).shape[1] if scores else DAY
    days = np.stack([join({s: x[rows, at] for s, x in scores.items()}) for at in range(hours)], axis=1)
    over = days >= night.limit_days
    found = over.any(axis=1)
    hour = over[found].argmax(axis=1)
    chosen = days[found, :][np.arange(len(hour)), hour]
    columns = [home.take(pa.array(rows[found])), pa.array(hour.astype(np.int16)), pa.array(chosen)]
    return pa.RecordBatch.from_arrays(columns, schema=ALERTS)


def _bytes(batch: pa.RecordBatch, name: str, kind: np.dtype[np.void]) -> NDArray[np.void]:
    column = batch.column(name)
    return np.frombuffer(column.buffers()[1], kind, len(column), column.offset * kind.itemsize)
