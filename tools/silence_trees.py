"""Grow the trees of the silence engine from real homes with injected emergencies, and say how they do on other homes.

    .venv/bin/python tools/silence_trees.py --shared ../shared --source water            # writes chomchom/silence/parameters/
    .venv/bin/python tools/silence_trees.py --shared ../shared --source water --check  # only the table

Needs numba and the shared data. What is grown: boosted trees of one depth, each split only in the way its feature may
move the score (`state.FEATURES`). The question they answer is whether the person stopped within the last two days: who
is silent for longer than that has been asked after, or is away. A long natural absence counts less with every hour, as
it costs one call and not one an hour.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numba import njit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks import detection
from chomchom.silence.engine import relearn
from chomchom.silence.forest import AT_EASE, PARAMETERS, Forest, forest_from
from chomchom.silence.profile import WEEK, unknown_homes
from chomchom.silence.sources import Source
from chomchom.silence.state import FEATURES, HOURS_0, common_scores, features, fresh, listen

MADE_ON = "2026-11-22"
SCALE = {"electricity": 1000.0, "water": 1.0}
RARITY_DAYS = (1, 3, 7, 14, 30, 60, 90, 180, 365, 730)
#: Hours after the stop that count as found. Water that is silent for a third day is worth more than electricity's.
FOUND_WITHIN = {"electricity": 48, "water": 56}
CASES = 2024  # seed of the injected cases: not the evaluator's


@dataclass(frozen=True)
class Ways:
    """How trees are grown; chosen on left-out homes."""

    trees: int = 150
    depth: int = 3
    rate: float = 0.1
    shrink: float = 20.0
    least: float = 200.0  # weight of the smallest leaf
    bins: int = 48
    share: float = 0.5  # of the features, drawn for each tree
    hours: int = 48  # after the stop that count as found


def looked_at(
    X: np.ndarray, hod0: np.ndarray, source: str, last: int | None = None, at_once: int = 600
) -> tuple[np.ndarray, np.ndarray]:
    """Features [B,T,F] of every hour, or of the last hours alone, and the scores [B,T] that need no trees.

    NaN is a score that trees have to give, infinity one that stands still.
    """
    homes, hours = X.shape
    start = 0 if last is None else hours - last
    out = np.zeros((homes, hours - start, len(FEATURES)), np.float32)
    plain = np.full((homes, hours - start), np.inf, np.float32)
    for begin in range(0, homes, at_once):
        part = slice(begin, begin + at_once)
        first, meter = hod0[part].astype(np.int64), Source(source)
        values = (X[part] * SCALE[source]).astype(np.float32)
        state, profile = fresh(len(values)), unknown_homes(len(values), meter)
        for now in range(hours):
            if now % WEEK == 0:
                profile = relearn(values[:, :now], first, meter, profile)
            there = listen(state, profile, values[:, now], (first + now) % 24, meter)
            if now >= start:
                out[part, now - start] = features(state, profile, (first + now) % 24, meter)
                score, asked = common_scores(state, profile, meter)
                plain[part, now - start] = np.where(there, np.where(asked, np.nan, score), np.inf)
    return out, plain


@dataclass(frozen=True)
class Made:
    """Homes alive, injected cases, and the features of both."""

    X: np.ndarray
    hod0: np.ndarray
    cases: dict[str, Any]
    alive: np.ndarray
    alive_plain: np.ndarray
    stopped: np.ndarray  # of the last hours of each case
    stopped_plain: np.ndarray
    span: tuple[np.ndarray, np.ndarray]


def examples(
    made: Made, homes: np.ndarray, ways: Ways, rng: np.random.Generator, horizon: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, whether the person had stopped, and weights: hours of the homes alive, and of their injected cases."""
    seen, stopped, weight = [], [], []
    for home in homes:
        part = slice(made.span[0][home], made.span[1][home])
        some = made.alive[home, part]
        silent = some[:, HOURS_0]
        kept = np.isnan(made.alive_plain[home, part]) & ((silent >= 10) | (rng.random(len(silent)) < 0.4))
        heavy = np.where(silent >= 10, 1.0, 2.5) * 1 / (1 + np.maximum(silent - 48, 0) / 24)
        seen.append(some[kept])
        weight.append(heavy[kept])
        stopped.append(np.zeros(kept.sum()))
    before = made.stopped.shape[1] - horizon
    for case in np.flatnonzero(np.isin(made.cases["row"], homes)):
        hours = np.arange(2, ways.hours, 5) + rng.integers(0, 5)
        some = made.stopped[case, before + hours]
        some = some[np.isnan(made.stopped_plain[case, before + hours])]
        seen.append(some)
        weight.append(np.ones(len(some)))
        stopped.append(np.ones(len(some)))
    y, w = np.concatenate(stopped), np.concatenate(weight)
    w[y == 1] *= 0.3 * w[y == 0].sum() / w[y == 1].sum()
    return np.concatenate(seen), y, w


def grow(x: np.ndarray, y: np.ndarray, w: np.ndarray, ways: Ways, seed: int = 0) -> Forest:
    """Boosted trees on rows [N,F]: log-odds that the person has stopped."""
    rng, count = np.random.default_rng(seed), x.shape[1]
    some = x[rng.integers(0, len(x), 60000)]
    edges = np.quantile(some, np.linspace(0, 1, ways.bins + 1)[1:-1], axis=0).T.astype(np.float32)
    edges = np.array([[np.float32(f"{e:.6g}") for e in row] for row in edges])  # as they are written
    binned = np.empty(x.shape, np.uint8)
    for at in range(count):
        binned[:, at] = np.searchsorted(edges[at], x[:, at], side="left")
    share = (w * y).sum() / w.sum()
    base = float(np.log(share / (1 - share)))
    odds, way = np.full(len(x), base), np.array([one for _, one in FEATURES])
    splits, limits, leaves = [], [], []
    for _ in range(ways.trees):
        chance = 1 / (1 + np.exp(-odds))
        chosen = np.sort(rng.choice(count, int(ways.share * count), replace=False))
        split, place, leaf, node = _tree(
            binned, w * (chance - y), np.maximum(w * chance * (1 - chance), 1e-9),
            ways.depth, ways.shrink, ways.least, way, ways.bins, chosen,
        )  # fmt: skip
        leaf = leaf * ways.rate
        odds += leaf[node]
        splits.append(split)
        limits.append([edges[f, b] if f >= 0 else 0 for f, b in zip(split, place, strict=True)])
        leaves.append(leaf)
    return forest_from(
        Forest(np.array(splits, np.int32), np.array(limits, np.float32), np.array(leaves, np.float32), base,
               MADE_ON).to_json()
    )  # fmt: skip


@njit(cache=False, fastmath=True)
def _tree(binned, slope, curve, depth, shrink, least, way, bins, chosen):
    """One tree, level by level, with bounds that keep every split in its way."""
    count, leaves = binned.shape[0], 2**depth
    node = np.zeros(count, np.int32)
    split, place = np.full(leaves - 1, -1, np.int32), np.zeros(leaves - 1, np.int32)
    low, high = np.full(2 * leaves, -1e9), np.full(2 * leaves, 1e9)
    for level in range(depth):
        nodes = 2**level
        g, h = np.zeros((nodes, chosen.size, bins)), np.zeros((nodes, chosen.size, bins))
        for i in range(count):
            for c in range(chosen.size):
                b = binned[i, chosen[c]]
                g[node[i], c, b] += slope[i]
                h[node[i], c, b] += curve[i]
        new_low, new_high = np.full(2 * leaves, -1e9), np.full(2 * leaves, 1e9)
        for k in range(nodes):
            all_g, all_h = g[k, 0].sum(), h[k, 0].sum()
            best, left, right, at = 1e-6, 0.0, 0.0, nodes - 1 + k
            for c in range(chosen.size):
                f, gl, hl = chosen[c], 0.0, 0.0
                for b in range(bins - 1):
                    gl += g[k, c, b]
                    hl += h[k, c, b]
                    if hl < least or all_h - hl < least:
                        continue
                    wl = min(max(-gl / (hl + shrink), low[k]), high[k])
                    wr = min(max(-(all_g - gl) / (all_h - hl + shrink), low[k]), high[k])
                    if (way[f] > 0 and wl > wr) or (way[f] < 0 and wl < wr):
                        continue
                    gain = gl * gl / (hl + shrink) + (all_g - gl) ** 2 / (all_h - hl + shrink)
                    gain -= all_g * all_g / (all_h + shrink)
                    if gain > best:
                        best, split[at], place[at], left, right = gain, f, b, wl, wr
            for child in (2 * k, 2 * k + 1):
                new_low[child], new_high[child] = low[k], high[k]
            if split[at] >= 0 and way[split[at]] != 0:
                middle = (left + right) / 2
                up, down = (2 * k + 1, 2 * k) if way[split[at]] > 0 else (2 * k, 2 * k + 1)
                new_low[up], new_high[down] = middle, middle
        low, high = new_low, new_high
        for i in range(count):
            at = nodes - 1 + node[i]
            node[i] = 2 * node[i] + (1 if split[at] >= 0 and binned[i, split[at]] > place[at] else 0)
    g1, h1 = np.zeros(leaves), np.zeros(leaves)
    for i in range(count):
        g1[node[i]] += slope[i]
        h1[node[i]] += curve[i]
    leaf = np.zeros(leaves)
    for k in range(leaves):
        leaf[k] = min(max(-g1[k] / (h1[k] + shrink), low[k]), high[k])
    return split, place, leaf, node


def scored(forest: Forest, seen: np.ndarray, plain: np.ndarray) -> np.ndarray:
    """Scores [B,T] as the engine would give them: by hours where a silence is common, standing still where it must."""
    out, asked = plain.copy(), np.isnan(plain)
    out[asked] = forest.score(seen[asked])
    out[:, 0] = np.where(np.isinf(out[:, 0]), AT_EASE, out[:, 0])
    last = np.maximum.accumulate(np.where(np.isinf(out), 0, np.arange(out.shape[1])), axis=1)
    return np.take_along_axis(out, last, axis=1)


def left_out(ev: Any, made: Made, folds: int, ways: Ways) -> tuple[np.ndarray, np.ndarray]:
    """Scores of every home, alive and stopped, by trees that never saw it."""
    group = np.random.default_rng(5).permutation(len(made.X)) % folds
    S, Sc = np.zeros(made.X.shape, np.float32), np.zeros(made.stopped.shape[:2], np.float32)
    rng = np.random.default_rng(0)
    for fold in range(folds):
        ours = np.flatnonzero(group == fold)
        forest = grow(*examples(made, np.flatnonzero(group != fold), ways, rng, ev.HOR), ways)
        mine = np.isin(made.cases["row"], ours)
        S[ours] = scored(forest, made.alive[ours], made.alive_plain[ours])
        Sc[mine] = scored(forest, made.stopped[mine], made.stopped_plain[mine])
    return S, Sc


def rarity(ev: Any, made: Made, S: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many days lie between two alarms of a home at a score, and that score."""
    low, high = made.span
    days = np.array([np.isfinite(x[a:z]).sum() / 24 for x, a, z in zip(made.X, low, high, strict=True)])
    found, _, _ = ev.calibrate(S, low, high, days, RARITY_DAYS)
    return np.array(RARITY_DAYS, np.float32), np.maximum.accumulate([found[day] for day in RARITY_DAYS])


def tell(ev: Any, made: Made, source: str, S: np.ndarray, Sc: np.ndarray) -> dict[str, Any]:
    """The evaluator's own table of scores made beforehand."""
    told = ev.evaluate(_Kept(made, S, Sc), made.X, made.hod0, None, None, {"source": source}, made.cases)
    for days in ev.BUDGETS:
        row = told["strict"][f"budget_{days}d"]
        print(days, [round(100 * row[f"within_{h}h"], 1) for h in (12, 24, 48, 72)], row["median_h"],
              round(row["transfer_days_per_false_alarm"]), row["ci95_within_24h"], flush=True)  # fmt: skip
    return told


class _Kept:
    """Scores made beforehand, in the evaluator's form."""

    name = "left-out homes"

    def __init__(self, made: Made, S: np.ndarray, Sc: np.ndarray) -> None:
        self.X, self.S, self.cases = made.X, S, made.cases
        self.Sc = np.full(made.cases["X"].shape, AT_EASE, np.float32)
        self.Sc[:, -Sc.shape[1] :] = Sc

    def score(self, X: np.ndarray, hod0: np.ndarray, ctx: Any) -> np.ndarray:
        if X is self.X:
            return self.S
        kept = {x.tobytes(): s for x, s in zip(self.cases["X"], self.Sc, strict=True)}
        return np.stack([kept[x.tobytes()] for x in X])


def make(ev: Any, data: dict[str, Any], source: str, seed: int) -> Made:
    """Homes, injected cases and what the trees look at in both."""
    X, hod0 = data["X"], data["hod0"]
    cases = ev.make_cases(X, np.random.default_rng(seed), 40, "incap", source)
    first, last = ev.spans(X)
    span = np.minimum(first + ev.WARM, last), last + 1
    stopped = looked_at(cases["X"], cases["hod0"], source, 336 + ev.HOR)
    return Made(X, hod0, cases, *looked_at(X, hod0, source), *stopped, span)


def main() -> None:
    """Say how the trees do on left-out homes, then grow them for all homes and write them."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--shared", type=Path, default=Path("../shared"))
    ask.add_argument("--source", choices=sorted(SCALE), required=True)
    ask.add_argument("--folds", type=int, default=4)
    ask.add_argument("--check", action="store_true", help="only the table, with the evaluator's own cases")
    ask.add_argument("--out", type=Path, help="where the evaluator's whole answer for left-out homes goes")
    told = ask.parse_args()
    ev, data = detection.evaluator(told.shared), detection.homes(told.shared, told.source)
    ways = Ways(hours=FOUND_WITHIN[told.source])
    made = make(ev, data, told.source, 1 if told.check else CASES)
    S, Sc = left_out(ev, made, told.folds, ways)
    found = tell(ev, made, told.source, S, Sc)
    if told.out:
        grid = [SimpleNamespace(weekday=lambda: data["weekday"])]
        kept = _Kept(made, S, Sc)
        found["policy"] = ev.call_policy(kept, made.X, made.hod0, None, grid, {"source": told.source}, made.cases)
        told.out.write_text(json.dumps(found, indent=1))
    if told.check:
        return
    days, score = rarity(ev, made, S)
    forest = grow(*examples(made, np.arange(len(made.X)), ways, np.random.default_rng(0), ev.HOR), ways)
    forest = replace(forest, rarity_days=days, rarity_score=score)
    PARAMETERS.mkdir(exist_ok=True)
    path = PARAMETERS / f"{MADE_ON}-{told.source}.json"
    path.write_text(json.dumps(forest.to_json(), separators=(",", ":")) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
