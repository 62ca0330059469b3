"""How often a home is called: one limit for all homes to begin with, then each home its own.

No score knows a home so well that one limit gives every home the calls it was promised. So the limit of a home rises
after a call that was answered and falls slowly while it is not called, in such steps that it comes to rest where the
calls are as rare as its budget says. Only *answered* false calls move it up; silence, an error or a call nobody
answered never does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.sources import Floats


@dataclass(frozen=True, slots=True)
class Budget:
    """What a person and the desk can take. Days between two false calls of a person; calls a day of the desk."""

    days: float = 90.0
    desk_a_day: float = float("inf")
    step: float = 0.6  # how far an answered false call raises the home's limit, in log-odds
    most: float = 3.0  # how far a home's limit may go up
    least: float = -2.0  # and down
    again_after: int = 72  # hours until a silence that goes on is asked after again
    rest: int = 24  # hours between two calls of one home


CONTROL = np.dtype([("extra", "f4"), ("since", "i4"), ("over", "?")])


def unheard(count: int) -> NDArray[np.void]:
    """Homes that were never called."""
    out = np.zeros(count, CONTROL)
    out["since"] = 1_000_000
    return out


def asks(state: NDArray[np.void], scores: Floats, limit: float, budget: Budget) -> NDArray[np.bool_]:
    """Which homes are to be called this hour; the state is brought one hour on.

    A home is called when it passes its own limit anew, not sooner than `rest` hours after its last call, and again
    after `again_after` hours of the same silence. When the desk cannot take them all, those go first that are
    furthest beyond their limit; the others come up again the next hour.
    """
    beyond = scores - (limit + state["extra"])
    over = beyond >= 0
    due = over & np.where(state["over"], state["since"] >= budget.again_after, state["since"] >= budget.rest)
    room = budget.desk_a_day / 24
    if due.sum() > room:
        places = np.flatnonzero(due)
        kept = places[np.argsort(-beyond[places], kind="stable")[: max(int(np.ceil(room)), 1)]]
        due = np.zeros_like(due)
        due[kept] = True
    state["over"] = np.where(due, True, state["over"] & over)
    state["since"] = np.where(due, 0, state["since"] + 1)
    easing = np.where(np.isfinite(scores), budget.step / (budget.days * 24), 0)  # a home not heard is not eased
    state["extra"] = np.maximum(state["extra"] - easing, budget.least)
    return due


def answered(state: NDArray[np.void], homes: NDArray[np.intp], budget: Budget) -> None:
    """These homes answered and were well: their limit rises by a step. A call that nobody answered is not told here."""
    state["extra"][homes] = np.minimum(state["extra"][homes] + budget.step, budget.most)


def simulate(scores: Floats, live: NDArray[np.bool_], limit: float, budget: Budget) -> NDArray[np.int64]:
    """Calls [B,T] as 0 or 1 on homes known to be well, every call answered; `live` says which hours count."""
    state, out = unheard(len(scores)), np.zeros(scores.shape, np.int64)
    for now in range(scores.shape[1]):
        here = np.where(live[:, now], scores[:, now], -np.inf)
        called = asks(state, here.astype(np.float32), limit, budget)
        answered(state, np.flatnonzero(called), budget)
        out[:, now] = called
    return out
