"""How long people stay: Kaplan–Meier, and for reasons the share who left by a day for each of them.

Who is still in is censored on the last day known. Leaving for one reason is not leaving for another: shares by reason
are cumulative incidences (Aalen–Johansen), which add up to everybody who left; counting the others as censored would
say too much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST = 5
"""Fewer people at risk than this are not spoken of."""


@dataclass(frozen=True, slots=True)
class Staying:
    """A curve: on each day on which somebody left, the share still in, and how many were in just before."""

    days: NDArray[np.int64]
    share: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    left: NDArray[np.int64]

    def at(self, day: int) -> float:
        """The share still in after so many days."""
        place = int(np.searchsorted(self.days, day, side="right"))
        return float(self.share[place - 1]) if place else 1.0


def staying(days: Sequence[int], left: Sequence[bool]) -> Staying:
    """Kaplan–Meier of so many days in, and whether each ended by leaving (else still in then).

    Who leaves on a day counts as in on that day; who is censored on it too.
    """
    lasted, gone = np.asarray(days, np.int64), np.asarray(left, bool)
    when = np.unique(lasted[gone])
    at_risk = (lasted[None, :] >= when[:, None]).sum(axis=1)
    leaving = ((lasted[None, :] == when[:, None]) & gone[None, :]).sum(axis=1)
    return Staying(when, np.cumprod(1 - leaving / np.maximum(at_risk, 1)), at_risk, leaving)


def still_known(days: Sequence[int], day: int) -> int:
    """How many were followed for at least so many days: what a share at that day rests on."""
    return int((np.asarray(days, np.int64) >= day).sum())


def left_for(days: Sequence[int], reasons: Sequence[str], *, by: int) -> dict[str, float]:
    """The share who had left for each reason by a day; "" is still in. Together with who is in it makes one."""
    lasted, codes = np.asarray(days, np.int64), np.asarray(reasons, dtype=object)
    curve = staying(days, [bool(reason) for reason in reasons])
    before = np.concatenate([[1.0], curve.share[:-1]]) if len(curve.share) else curve.share
    out: dict[str, float] = {}
    for reason in sorted({str(code) for code in codes if code}):
        for when, at_risk, share in zip(curve.days, curve.at_risk, before, strict=True):
            if when <= by:
                gone = int(((lasted == when) & (codes == reason)).sum())
                out[reason] = out.get(reason, 0.0) + share * gone / at_risk
    return out
