"""Every subset of electricity, water and a simulated phone, on the shared benchmark's composite persons.

    .venv/bin/python -m benchmarks.subsets --shared ../shared

Persons, injected cases and the simulated phone are made as `composite.py` makes them (same seed, same order); only the
scores are ours: `chomchom.silence.bench.fused`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import detection
from chomchom.silence import bench
from chomchom.silence.fusing import together
from chomchom.silence.sources import Source

SPAN, DAY = 9600, 24
SUBSETS = ("e", "w", "t", "ew", "et", "wt", "ewt")
NAMES = {"e": "electricity", "w": "water", "t": "telecom"}


def persons(ev: Any, shared: Path, rng: np.random.Generator, pairs: int) -> dict[str, np.ndarray]:
    """Persons: one home's electricity and another's water on the same weekdays, absences shared; telecom simulated."""
    one, two = detection.homes(shared, "electricity"), detection.homes(shared, "water")
    XE, XW = one["X"], two["X"]
    ME, MW = ev.absence_mask(XE), ev.absence_mask(XW)
    (fE, lE), (fW, lW) = ev.spans(XE), ev.spans(XW)
    good_w = [j for j in range(len(XW)) if lW[j] - fW[j] > 8000 and np.isfinite(XW[j, fW[j] : lW[j]]).mean() > 0.85]
    good_e = [i for i in range(len(XE)) if lE[i] - fE[i] > SPAN + 400]
    E, W = [], []
    for _ in range(pairs):
        i, j = rng.choice(good_e), rng.choice(good_w)
        weeks = rng.integers(0, max((lE[i] - fE[i] - SPAN) // 168 - 1, 1))
        o, w0 = int(-(-fE[i] // 168) * 168 + 168 * weeks), int(fW[j] // 24 * 24 + 24)
        while (two["weekday"] + w0 // 24) % 7 != (one["weekday"] + o // 24) % 7:
            w0 += 24
        e, w, n = XE[i, o : o + SPAN].copy(), np.full(SPAN, np.nan, np.float32), min(SPAN, XW.shape[1] - w0)
        w[:n] = XW[j, w0 : w0 + n]
        away, mw = ME[i, o : o + SPAN], np.zeros(SPAN, bool)
        mw[:n] = MW[j, w0 : w0 + n]
        if mw.any():
            e[mw] = ev.base_blocks(XE[i], o + SPAN // 2, rng, SPAN, span=SPAN)[mw]
        w[away & np.isfinite(w)] = 0
        E.append(e)
        W.append(w)
    p = rng.beta(30, 1.2, pairs)
    used = (rng.random((pairs, SPAN // DAY)) < p[:, None]).astype(int)
    return {"electricity": np.stack(E), "water": np.stack(W), "telecom": used, "p": p}


def stopped(ev: Any, who: dict[str, np.ndarray], rng: np.random.Generator, per: int) -> dict[str, np.ndarray]:
    """Injected cases of these persons."""
    E, W, used = who["electricity"], who["water"], who["telecom"]
    picked = []
    for b in range(len(E)):
        k = 0
        for t0 in rng.integers(ev.HIST + 24, SPAN - ev.HOR - 24, 400):
            if min(np.isfinite(x[b, t0 - 672 : t0]).mean() for x in (E, W)) > 0.8:
                picked.append((b, t0))
                k += 1
            if k >= per:
                break
    out: dict[str, list[np.ndarray]] = {"electricity": [], "water": [], "telecom": []}
    for b, t0 in picked:
        be, bw = ev.base_blocks(E[b], t0, rng, ev.HOR), ev.base_blocks(W[b], t0, rng, ev.HOR)
        be = be if be is not None else np.full(ev.HOR, np.nanmin(E[b]))
        bw = bw if bw is not None else np.zeros(ev.HOR)
        if rng.random() < 0.3:
            be = be + np.clip(np.nan_to_num(E[b, t0 - 1]) - np.median(be), 0, 0.4)
        out["electricity"].append(np.r_[E[b, t0 - ev.HIST : t0], be])
        out["water"].append(np.r_[W[b, t0 - ev.HIST : t0], bw])
        d0 = (t0 - ev.HIST) // DAY
        days, full = np.zeros((ev.HIST + ev.HOR) // DAY + 2, int), t0 // DAY - d0
        days[:full] = used[b, d0 : d0 + full]
        days[full] = int(rng.random() < who["p"][b] * (t0 % DAY) / 24.0)
        out["telecom"].append(days)
    made = {name: np.stack(rows) for name, rows in out.items()}
    first = np.array([(t0 - ev.HIST) % DAY for _, t0 in picked])
    return {**made, "hod0": first, "row": np.array([b for b, _ in picked])}


def main() -> None:
    """Print found within 24 and 48 hours for every subset and budget."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--shared", type=Path, default=Path("../shared"))
    ask.add_argument("--pairs", type=int, default=60)
    ask.add_argument("--per", type=int, default=25)
    ask.add_argument("--seed", type=int, default=5)
    told = ask.parse_args()
    ev, rng = detection.evaluator(told.shared), np.random.default_rng(told.seed)
    who = persons(ev, told.shared, rng, told.pairs)
    cases = stopped(ev, who, rng, told.per)
    low, high = np.full(told.pairs, ev.WARM), np.full(told.pairs, SPAN)
    days = (high - low) / 24.0
    zero = np.zeros(told.pairs, int)
    alive, gone = meters(who, zero), meters(cases, cases["hod0"])
    for subset in SUBSETS:
        S, Sc = joined(who, alive, subset, zero), joined(cases, gone, subset, cases["hod0"])
        limits, _, _ = ev.calibrate(S, low, high, days, ev.BUDGETS)
        row = []
        for budget in ev.BUDGETS:
            found = ev.delays(Sc[:, : ev.HIST + ev.HOR], limits[budget], ev.HOR)
            real = days.sum() / max(ev.fa_counts(S, low, high, limits[budget]).sum(), 1)
            row.append(f"{100 * (found <= 24).mean():.0f} / {100 * (found <= 48).mean():.0f} (real {real:.0f} d)")
        print(f"{subset.upper():4s} {len(cases['row'])} cases | " + " | ".join(row), flush=True)


def meters(given: dict[str, np.ndarray], hod0: np.ndarray) -> dict[Source, np.ndarray]:
    """The score of each meter by itself, made once for all subsets."""
    return {one.source: one().score(given[str(one.source)], hod0, {}) for one in (bench.Electricity, bench.Water)}


def joined(given: dict[str, np.ndarray], made: dict[Source, np.ndarray], subset: str, hod0: np.ndarray) -> np.ndarray:
    """Our scores of one subset; the same as `bench.fused` of it."""
    names = [NAMES[one] for one in subset]
    scores = {source: score for source, score in made.items() if str(source) in names}
    there = {source: np.isfinite(given[str(source)]) for source in scores}
    total: np.ndarray = together(scores, there, given["telecom"] if "t" in subset else None, hod0)
    return total


if __name__ == "__main__":
    main()
