"""How fast the silence engine takes in hours, and a nation's night: eight million homes, a day, two meters, from Parquet.

    .venv/bin/python -m benchmarks.nation --shared ../shared                      # household-hours a second a core
    .venv/bin/python -m benchmarks.nation --shared ../shared --night /var/tmp/n   # writes some 22 GB there and removes it

Homes are the shared real ones at eight moments of their past, repeated: what is remembered and what is usual is as large
and as varied as it would be, and as many homes are silent as really are. Everything beside the sweep of the night is
timed on one core; the night runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import detection
from chomchom.silence import PROFILE, STATE, Source, advance, replay
from chomchom.silence.batch import ALERTS, AT_ONCE, UNIT, Night, as_bytes, sweep_by_threads
from chomchom.silence.forest import AT_EASE
from chomchom.silence.state import COMMON_MOST, COMMON_SCORE, COMMON_STEP

DAY, WEEK = 24, 168
HOMES, PARTITION = 8_000_000, 200_000
MOMENTS = range(20 * WEEK, 36 * WEEK, 2 * WEEK)
MANY, SOME = 1_000_000, 200_000
Known = tuple[np.ndarray, np.ndarray, np.ndarray]


def known_homes(shared: Path, source: Source) -> Known:
    """States, profiles and the next 24 hours of real homes at several moments."""
    X = detection.homes(shared, str(source))["X"] * (1000 if source is Source.ELECTRICITY else 1)
    first = np.isfinite(X).argmax(axis=1)
    X = np.stack(
        [
            np.pad(x[a // DAY * DAY :], (0, a // DAY * DAY), constant_values=np.nan)
            for x, a in zip(X, first, strict=True)
        ]
    )
    parts: list[Known] = []
    for moment in MOMENTS:
        _, state, profile = replay(X[:, moment - 12 * WEEK : moment], np.zeros(len(X), np.int64), source)
        parts.append((state, profile, X[:, moment : moment + DAY]))
    states, profiles, hours = (np.concatenate([part[at] for part in parts]) for at in range(3))
    return states, profiles, hours.astype(np.float32)


def spread(known: Known, count: int, seed: int) -> Known:
    """As many homes as wanted, drawn from the known ones."""
    chosen = np.random.default_rng(seed).integers(0, len(known[0]), count)
    return known[0][chosen], known[1][chosen], known[2][chosen]


def seconds(work: Callable[[], Any], times: int = 3) -> float:
    """Processor time of the quickest run: other work on the machine is not counted."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def memory_limit() -> float:
    """Household-hours a second that one pass over float32 readings allows, as `throughput.py` measures it."""
    big = np.ones(256 * 1024 * 1024, np.float32)
    return big.size / seconds(lambda: np.max(big))


def updates(known: Known, source: Source) -> None:
    """One new hour of a million homes, and a whole day of fewer, as they come: trees and all."""
    for count, hours, name in ((MANY, 1, "one new hour of 1,000,000 homes"), (SOME, DAY, "a day of 200,000 homes")):
        state, profile, values = spread(known, count, 1)
        first, values = np.zeros(count, np.int64), np.ascontiguousarray(values[:, :hours])
        kept = state.copy()
        scores = advance(state, profile, values, first, source)
        common = COMMON_SCORE + COMMON_STEP * COMMON_MOST

        def again(state=state, kept=kept, profile=profile, values=values, first=first) -> None:
            advance(state, profile, values, first, source)

        took = seconds(again)
        weighed = float((scores > common + 0.01).mean())
        print(f"{source}: {name}: {values.size / took / 1e6:.1f} M household-hours/s/core "
              f"(weighed by trees {100 * weighed:.1f} %, at ease {100 * float((scores == AT_EASE).mean()):.0f} %)", flush=True)  # fmt: skip


def baselines(shared: Path) -> None:
    """The benchmark's own detectors on its own made-up series, in the same run."""
    detection.evaluator(shared)
    import baselines as theirs

    values = (np.random.default_rng(0).gamma(0.6, 0.5, (500, 2352)) + 0.05).astype(np.float32)
    for one in theirs.ALL:
        took = seconds(lambda one=one: one.score(values, np.zeros(500, int), {"source": "electricity"}), 1)
        print(f"baseline {one.name}: {values.size / took / 1e6:.1f} M household-hours/s/core", flush=True)


def settle(folder: Path, known: dict[Source, Known], homes: int) -> None:
    """Write the country: what is remembered, what is usual, and a day of readings."""
    began = time.monotonic()
    for number in range(-(-homes // PARTITION)):
        count = min(PARTITION, homes - number * PARTITION)
        columns: dict[str, dict[str, Any]] = {
            kind: {"home": pa.array(np.arange(count) + number * PARTITION)} for kind in KINDS
        }
        for source, some in known.items():
            state, profile, values = spread(some, count, number)
            whole = np.where(np.isfinite(values), np.rint(values / UNIT[source]), -1).astype(np.int16)
            columns["state"][f"{source}.state"] = as_bytes(state)
            columns["profile"][f"{source}.profile"] = as_bytes(profile)
            columns["hours"][f"{source}.hours"] = pa.FixedSizeListArray.from_arrays(pa.array(whole.ravel()), DAY)
        for kind, some_columns in columns.items():
            path = folder / kind / f"{number:05d}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.table(some_columns), path, row_group_size=AT_ONCE, compression="none", use_dictionary=False,
                           write_statistics=False)  # fmt: skip
    size = sum(path.stat().st_size for path in folder.rglob("*.parquet")) / 1e9
    print(f"{homes:,} homes written, {size:.1f} GB, in {time.monotonic() - began:.0f} s", flush=True)


KINDS = ("state", "profile", "hours")


def night(folder: Path, threads: int) -> None:
    """Sweep a folder and say what it took as one line of JSON."""
    began = time.monotonic()
    alerts = sweep_by_threads(str(folder), Night(), threads=threads)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(json.dumps({"wall": round(time.monotonic() - began, 1), "cpu": round(time.process_time(), 1),
                      "peak_gb": round(peak, 2), "alerts": alerts.num_rows, "threads": threads,
                      "load": round(os.getloadavg()[0], 1)}))  # fmt: skip


def main() -> None:
    """Read the arguments and run."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--shared", type=Path, default=Path("../shared"))
    ask.add_argument("--night", type=Path, help="an empty folder with room for the country; it is removed afterwards")
    ask.add_argument("--homes", type=int, default=HOMES)
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--sweep", type=Path, help=argparse.SUPPRESS)
    told = ask.parse_args()
    if told.sweep:
        return night(told.sweep, told.threads)
    known = {source: known_homes(told.shared, source) for source in (Source.ELECTRICITY, Source.WATER)}
    print(f"state {STATE.itemsize} B, usual {PROFILE.itemsize} B a home and source; alerts {ALERTS.names}", flush=True)
    if told.night:
        if told.night.exists():
            raise SystemExit(f"{told.night} exists already")
        try:
            settle(told.night, known, told.homes)
            words = [
                sys.executable,
                "-m",
                "benchmarks.nation",
                "--sweep",
                str(told.night),
                "--threads",
                str(told.threads),
            ]
            subprocess.run(words, check=True)
        finally:
            shutil.rmtree(told.night, ignore_errors=True)
        return None
    print(f"memory read limit: {memory_limit() / 1e6:,.0f} M household-hours/s/core", flush=True)
    for source, some in known.items():
        updates(some, source)
    baselines(told.shared)
    return None


if __name__ == "__main__":
    main()
