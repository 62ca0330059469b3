"""The shared evaluator over our detectors, with or without pandas, and its tables in short.

    .venv/bin/python -m benchmarks.detection --shared ../shared --source electricity [--detectors module:Class] [--seed 1]

Cases, thresholds and measures are the evaluator's own functions, unchanged. Only reading the Parquet files is done here
as well, because the evaluator reads them with pandas, which this repository does not need.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import sys
import types
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow.parquet as pq

from chomchom.silence.control import Budget, simulate
from chomchom.silence.forest import forest_of
from chomchom.silence.sources import Source

MEASURES = (24, 48, 72)
DECLINE = ("within_14d", "within_21d", "within_28d")


def evaluator(shared: Path) -> Any:
    """The evaluator's module. Where there is no pandas it gets an empty one: only its reader needs it."""
    sys.path.insert(0, str(shared / "bench" / "detection"))
    try:
        importlib.import_module("pandas")
    except ImportError:
        sys.modules["pandas"] = types.ModuleType("pandas")
        found = importlib.import_module("evaluate")
        del sys.modules["pandas"]
        return found
    return importlib.import_module("evaluate")


def homes(shared: Path, source: str) -> dict[str, Any]:
    """The homes that pass, as the evaluator reads them: X [B,T] in kWh or litres on the local civil hour."""
    folder = shared / "data" / "household-power"
    name, column = ("electricity_halfhour", "wh") if source == "electricity" else ("water_hour", "litres")
    table = pq.read_table(folder / f"{name}.parquet")
    with (folder / f"{source}_households.csv").open(newline="") as file:
        meta = [row for row in csv.DictReader(file) if row["qc_pass"] == "True"]
    place = {row["household"]: number for number, row in enumerate(meta)}
    whose = np.array([place.get(one, -1) for one in table["household"].cast("string").to_pylist()])
    second = table["ts_utc"].to_numpy().astype("datetime64[s]").astype(np.int64)
    value = table[column].to_numpy().astype(float)
    parts = 1
    if source == "electricity":
        value, parts = np.where(np.array(table["off"].to_pylist()), np.nan, value / 1000), 2
    ours = whose >= 0
    hour = _local_hours(second[ours], ZoneInfo(meta[0]["tz"]))
    first = hour.min() // 24 * 24
    count = int(hour.max() - first + 1)
    cell, size = whose[ours] * count + hour - first, len(meta) * count
    known = np.isfinite(value[ours])
    total = np.bincount(cell, np.where(known, value[ours], 0), minlength=size)
    whole = (np.bincount(cell, minlength=size) == parts) & (np.bincount(cell, known, minlength=size) == parts)
    if parts == 1:
        whole = np.bincount(cell, known, minlength=size) >= 1
    X = np.where(whole, total, np.nan).reshape(len(meta), count).astype(np.float32)
    return {"X": X, "hod0": np.zeros(len(meta), int), "meta": meta, "weekday": int(first // 24 + 3) % 7}


def _local_hours(second: np.ndarray, zone: ZoneInfo) -> np.ndarray:
    """Hours since 1970 on the local clock."""
    hours, back = np.unique(second // 3600, return_inverse=True)
    ahead = [datetime.fromtimestamp(int(h) * 3600, UTC).astimezone(zone).utcoffset() for h in hours]
    return (hours + np.array([int(a.total_seconds()) // 3600 for a in ahead if a is not None]))[back]


def coarser(X: np.ndarray, how: str) -> np.ndarray:
    """The same readings by a coarser meter: steps of so many watt hours or litres, or one sum every so many hours."""
    if not how:
        return X
    size, unit = float(how[:-1]), how[-1]
    if unit == "s":
        return (np.round(X / size) * size).astype(np.float32)
    every, count = int(size), X.shape[1] // int(size)
    out = np.full(X.shape, np.nan, np.float32)
    sums = X[:, : count * every].reshape(len(X), count, every).sum(axis=2)
    out[:, every - 1 : count * every : every] = sums
    return out


class Coarse:
    """A detector on a coarser meter's readings; thresholds and cases are those of the fine one."""

    def __init__(self, detector: Any, how: str) -> None:
        self.detector, self.how, self.name = detector, how, f"{detector.name} ({how})"

    def fit(self, X: np.ndarray, hod0: np.ndarray, ctx: dict[str, Any]) -> None:
        """Fit what it wraps, where that is fitted at all."""
        if hasattr(self.detector, "fit"):
            self.detector.fit(self._told(X), hod0, ctx)

    def score(self, X: np.ndarray, hod0: np.ndarray, ctx: dict[str, Any]) -> np.ndarray:
        """Score coarser readings. Simple rules get each sum as the mean of its hours, as late as it comes."""
        return self.detector.score(self._told(X), hod0, ctx)

    def _told(self, X: np.ndarray) -> np.ndarray:
        told = coarser(X, self.how)
        if not self.how.endswith("h") or self.detector.name.startswith("chomchom"):
            return told
        every, known = int(self.how[:-1]), np.isfinite(told)
        last = np.maximum.accumulate(np.where(known, np.arange(X.shape[1]), 0), axis=1)
        fresh = np.arange(X.shape[1]) - last < every
        return np.where(fresh, np.take_along_axis(told, last, axis=1) / every, np.nan).astype(np.float32)


def report(ev: Any, data: dict[str, Any], detector: Any, source: str, *, seed: int, per: int, decline: bool) -> None:
    """Run one detector through the evaluator and print its rows."""
    rng, ctx = np.random.default_rng(seed), {"source": source}
    X, hod0 = data["X"], data["hod0"]
    cases = ev.make_cases(X, rng, per, "incap", source)
    declines = ev.make_cases(X, rng, max(per // 2, 10), "decline", source, ev.HOR_D) if decline else None
    causal = ev.causality_check(detector, X, hod0, ctx, np.random.default_rng(3))
    grid = [SimpleNamespace(weekday=lambda: data["weekday"])]
    told = ev.evaluate(detector, X, hod0, None, grid, ctx, cases, declines)
    print(f"{detector.name}: {len(X)} homes, {len(cases['row'])} cases, causal {causal}, "
          f"calls in 30 days at the delay of two a week {told['calls_at_mean_delay_of_2_per_week']}")  # fmt: skip
    for mode in ev.MODES:
        for days in ev.BUDGETS:
            row = told[mode][f"budget_{days}d"]
            found = " / ".join(f"{100 * row[f'within_{h}h']:.0f}" for h in MEASURES)
            later = " / ".join(f"{100 * row['decline'][d]:.0f}" for d in DECLINE) if decline else "-"
            print(f"  {mode:13s} 1 in {days:3d} d | {found} % | median {row['median_h']} h | "
                  f"transfer {row['transfer_days_per_false_alarm']:.0f} d | over 2x {row['households_over_2x_budget']:.2f} | "
                  f"top tenth {row['top10pct_share_of_alarms']:.2f} | decline {later} %", flush=True)  # fmt: skip


def control(ev: Any, data: dict[str, Any], detector: Any, source: str) -> None:
    """Calls of homes known to be well: one limit for all, and each home its own limit on line, both from the same start."""
    X = data["X"]
    S = detector.score(X, data["hod0"], {"source": source})
    first, last = ev.spans(X)
    column = np.arange(X.shape[1])
    live = (column >= np.minimum(first + ev.WARM, last)[:, None]) & (column <= last[:, None])
    days = (live & np.isfinite(X)).sum(axis=1) / 24
    table = forest_of(Source(source))
    for budget in (30, 90, 365):
        start = float(np.interp(budget, table.rarity_days, table.rarity_score))
        for name, step in (("one limit", 0.0), ("on line", Budget().step)):
            calls = simulate(S, live, start, Budget(days=budget, step=step)).sum(axis=1)
            top = np.sort(calls)[::-1][: max(1, len(X) // 10)].sum() / max(calls.sum(), 1)
            over = (calls / days * budget > 2).mean()
            print(f"{source} 1 in {budget} d, {name}: real {days.sum() / max(calls.sum(), 1):.0f} d | top tenth {top:.2f} | "
                  f"over 2x {over:.2f}", flush=True)  # fmt: skip


def main() -> None:
    """Read the arguments and run."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--shared", type=Path, default=Path("../shared"))
    ask.add_argument("--source", choices=("electricity", "water"), default="electricity")
    ask.add_argument("--detectors", default="")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--per", type=int, default=40)
    ask.add_argument("--decline", action="store_true")
    ask.add_argument("--coarse", default="", help="steps of 0.1s kWh, or sums every 4h or 24h")
    ask.add_argument("--control", action="store_true", help="only the calls with limits that follow the answers")
    told = ask.parse_args()
    ev = evaluator(told.shared)
    spec = told.detectors or f"chomchom.silence.bench:{told.source.title()}"
    for detector in ev.get_detectors(spec):
        if told.control:
            control(ev, homes(told.shared, told.source), detector, told.source)
            continue
        detector = Coarse(detector, told.coarse) if told.coarse else detector
        report(ev, homes(told.shared, told.source), detector, told.source, seed=told.seed, per=told.per,
               decline=told.decline)  # fmt: skip


if __name__ == "__main__":
    main()
