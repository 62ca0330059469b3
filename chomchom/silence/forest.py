"""From what is known of a silence to one score: small trees, added up.

The trees were grown by `tools/silence_trees.py` on real homes with injected
emergencies and lie beside this file, dated. Each only ever splits in the way
its feature is allowed to move the score (`state.FEATURES`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.sources import Floats, Source

AT_EASE = -20.0  # score of a home that has just shown life
PARAMETERS = Path(__file__).with_name("parameters")


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees of one depth as arrays: split feature and limit of each inner node, value of each leaf."""

    split: NDArray[np.int32]  # [trees, 2^depth - 1], -1 where a node does not split
    limit: NDArray[np.float32]  # [trees, 2^depth - 1]
    leaf: NDArray[np.float32]  # [trees, 2^depth]
    base: float
    made_on: str = ""
    rarity_days: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    #: Score that homes the trees never saw pass once in so many days.
    rarity_score: Floats = field(default_factory=lambda: np.zeros(0, np.float32))

    @property
    def depth(self) -> int:
        """How many questions a tree asks."""
        return int(self.leaf.shape[1]).bit_length() - 1

    def score(self, seen: Floats) -> Floats:
        """Log-odds [N] of rows of features [N,F]."""
        if _fast is not None:
            return np.asarray(_fast(seen, self.split, self.limit, self.leaf, np.float64(self.base)))
        return self.score_plainly(seen)

    def score_plainly(self, seen: Floats) -> Floats:
        """The same by numpy alone, tree by tree in the same order."""
        rows, total = np.arange(len(seen)), np.full(len(seen), self.base, np.float64)
        for split, limit, leaf in zip(self.split, self.limit, self.leaf, strict=True):
            node = np.zeros(len(seen), np.int64)
            for level in range(self.depth):
                place = node + (1 << level) - 1
                asked = split[place]
                node = 2 * node + ((asked >= 0) & (seen[rows, asked] > limit[place]))
            total += leaf[node]
        return total.astype(np.float32)

    def to_json(self) -> dict[str, Any]:
        """What is written to a parameter file."""
        return {
            "made_on": self.made_on,
            "rarity_days": [float(x) for x in self.rarity_days],
            "rarity_score": [round(float(x), 4) for x in self.rarity_score],
            "base": self.base,
            "split": self.split.tolist(),
            "limit": [[float(f"{x:.6g}") for x in row] for row in self.limit],
            "leaf": [[float(f"{x:.5g}") for x in row] for row in self.leaf],
        }


def forest_from(told: dict[str, Any]) -> Forest:
    """A forest as it stands in a parameter file."""
    return Forest(
        np.asarray(told["split"], np.int32),
        np.asarray(told["limit"], np.float32),
        np.asarray(told["leaf"], np.float32),
        float(told["base"]),
        str(told["made_on"]),
        np.asarray(told["rarity_days"], np.float32),
        np.asarray(told["rarity_score"], np.float32),
    )


@cache
def forest_of(source: Source) -> Forest:
    """The newest forest of a source."""
    newest = max(PARAMETERS.glob(f"*-{source}.json"))
    return forest_from(json.loads(newest.read_text()))


def _walk(
    seen: Floats, split: NDArray[np.int32], limit: NDArray[np.float32], leaf: NDArray[np.float32], base: float
) -> Floats:
    out = np.empty(seen.shape[0], np.float32)
    inner, leaves = split.shape[1], leaf.shape[1]
    for row in range(seen.shape[0]):
        total = base
        for tree in range(split.shape[0]):
            node = 0
            while node < inner:
                asked = split[tree, node]
                node = 2 * node + 1 + (1 if asked >= 0 and seen[row, asked] > limit[tree, node] else 0)
            total += leaf[tree, node - inner]
        out[row] = total
    assert leaves == inner + 1
    return out


_fast: Callable[..., Floats] | None = None
try:  # numba is a speed-up, never a need
    from numba import njit

    _fast = njit(nogil=True)(_walk)
except ImportError:
    pass
