"""Every cell of the benchmark's table: the best simple detector of that cell against ours, as Markdown.

    python evaluate.py --data … --source water --decline '' --policy '' --out simple.json        # the simple ones, all of them
    .venv/bin/python tools/silence_trees.py --source water --check --out ours.json               # ours, homes left out
    .venv/bin/python -m benchmarks.cells simple.json ours.json

Ours is either the evaluator's answer for left-out homes or the `--out` of the evaluator itself.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

HOURS = (24, 48, 72)
MODES = {"strict": "strict", "absence_known": "absences known"}


def rows(simple: list[dict[str, Any]], ours: dict[str, Any]) -> list[str]:
    """The table's lines; a cell in which a simple detector is ahead says so."""
    out = ["| | budget | best simple detector: 24 / 48 / 72 h | ours | behind in |", "|---|---|---|---|---|"]
    for mode, name in MODES.items():
        for budget, mine in ours[mode].items():
            best, own, behind = [], [], []
            for hours in HOURS:
                cell = f"within_{hours}h"
                score, who = max((one[mode][budget][cell], one["detector"]) for one in simple)
                best.append(f"{100 * score:.0f} ({who.split('_')[0]})")
                own.append(f"{100 * mine[cell]:.0f}")
                if round(100 * mine[cell]) < round(100 * score):
                    behind.append(f"{hours} h")
            days = budget.removeprefix("budget_").removesuffix("d")
            out.append(
                f"| {name} | 1 in {days} d | {' / '.join(best)} | {' / '.join(own)} | {', '.join(behind) or '—'} |"
            )
    return out


def main() -> None:
    """Print the table of two answers."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("simple", type=Path)
    ask.add_argument("ours", type=Path)
    told = ask.parse_args()
    ours = json.loads(told.ours.read_text())
    ours = ours["detectors"][0] if "detectors" in ours else ours
    print("\n".join(rows(json.loads(told.simple.read_text())["detectors"], ours)))


if __name__ == "__main__":
    main()
