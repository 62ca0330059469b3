"""Water of the last day and of the last two, against what this very home draws in so many hours.

A silence ends with the first draw; a day on which almost nothing was drawn does not. The sums are kept in blocks of the
clock, four a window, so that a state holds eight small numbers for them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.sources import Floats

BLOCKS = 4
WINDOWS = (6, 12)  # hours of a block; four of them, the running one among them, are a day and two days
#: Shares of a home's own past hours with so little use, at which its use is known.
SHARES = np.array(
    [0.002, 0.004, 0.007, 0.011, 0.017, 0.025, 0.035, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.45, 0.6, 0.8], np.float32
)
MOST_USED = 65_000
PARTS = 10.0  # a block is kept in tenths of a litre
PSEUDO, PSEUDO_ALL = 4.0, 24.0  # hours leant on that the home never showed


def levels_of(window: Floats, hours: NDArray[np.int64], mean: Floats) -> tuple[Floats, Floats]:
    """Use in each window that so small a share of the hours [B,T] stays below [B,W,S], and how many hours tell it [B].

    A missing hour counts as its usual use, so that lost readings never look like little use.
    """
    homes, count = window.shape
    filled = np.where(np.isfinite(window), window, np.take_along_axis(mean, hours, axis=1))
    total = np.cumsum(np.pad(filled, ((0, 0), (1, 0))), axis=1, dtype=np.float64)
    out = np.empty((homes, len(WINDOWS), len(SHARES)), np.float32)
    column = np.arange(count)
    for at, block in enumerate(WINDOWS):
        first = np.maximum(column - hours % block - (BLOCKS - 1) * block, 0)
        used = total[:, 1:] - np.take_along_axis(total, first, axis=1)
        began = min(BLOCKS * block, count // 2)
        out[:, at] = np.quantile(used[:, began:], SHARES, axis=1).T
    return out, np.isfinite(window).sum(axis=1).astype(np.float32)


def shift(used: NDArray[np.uint16], value: Floats, hour: NDArray[np.int64]) -> NDArray[np.uint16]:
    """The blocks [B,W,4] after an hour in which `value` [B] was used; the running block stands first."""
    out = used.copy()
    now = np.rint(np.minimum(value, np.float32(MOST_USED)) * np.float32(PARTS)).astype(np.int64)
    for at, block in enumerate(WINDOWS):
        new = hour % block == 0
        out[new, at, 1:] = used[new, at, :-1]
        out[:, at, 0] = np.minimum(np.where(new, 0, used[:, at, 0]) + now, MOST_USED)
    return out


def little(used: NDArray[np.uint16], levels: Floats, known: Floats) -> Floats:
    """How rarely this home used so little, [B,W]: -log of the share of its own hours, leant on little knowledge."""
    total = used.astype(np.int64).sum(axis=2).astype(np.float32) * np.float32(1 / PARTS)
    place = (levels < total[:, :, None]).sum(axis=2)
    share = np.append(SHARES, np.float32(1))[place]
    rare: Floats = -np.log((share * known[:, None] + np.float32(PSEUDO)) / (known[:, None] + np.float32(PSEUDO_ALL)))
    return rare.astype(np.float32)
