"""What each meter can tell, and how much of it counts as a sign of life.

Evidence is a human *event*, not a level: a lamp that was left on uses
electricity and proves nothing; somebody switching it does. Electricity is
therefore read by its changes from hour to hour, water by its draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Source(StrEnum):
    """Where a passive sign of life can come from."""

    ELECTRICITY = "electricity"
    WATER = "water"
    TELECOM = "telecom"


#: The sources that send a value an hour. Telecom sends one a day and is joined in `household`.
HOURLY = (Source.ELECTRICITY, Source.WATER)

#: Lower edges, in hours since the last event, of the steps in which the chance of an event is counted.
GAP_EDGES = np.array([1, 2, 3, 5, 8, 13, 25, 49])

#: How many times likelier each strength of reading is when somebody is there than when nobody acts.
#: Strength 0 is below all four noise levels of the home, 4 is above all of them. Below an event it is never more
#: than 1: an hour without an event may not speak for life, or losing that hour would raise the score.
LIKELIER = {
    Source.ELECTRICITY: np.array([0.1, 0.5, 1.0, 10.0, 50.0], np.float32),
    Source.WATER: np.array([0.1, 0.7, 1.0, 15.0, 50.0], np.float32),
}


@dataclass(frozen=True, slots=True)
class Nature:
    """How one kind of meter is read. Electricity in Wh per hour, water in litres per hour."""

    by_change: bool
    noise_floor: tuple[float, float, float, float]
    noise_quantiles: tuple[float, float, float, float]
    line_floor: float  # so far above the level of the empty home is life
    #: Chance of an event in an hour, by hours since the last (GAP_EDGES), over all homes.
    usual_chance: tuple[float, ...]
    usual_peak: float  # bits: the three-quarter point of a home's daily maxima, over all homes
    usual_spread: float  # bits: how far a day beyond that point goes on average
    usual_active: tuple[float, float, float]  # share of hours with an event, by kind, over all homes
    #: Silences of at least 2, 12, 24, 48, 72 and 336 hours in 30 days, by kind of event, mean over all homes.
    usual_silences: tuple[tuple[float, ...], ...]


NATURE = {
    Source.ELECTRICITY: Nature(
        by_change=True,
        noise_floor=(20.0, 30.0, 40.0, 60.0),
        noise_quantiles=(0.90, 0.975, 0.99, 0.998),
        line_floor=50.0,
        usual_chance=(0.60, 0.29, 0.20, 0.20, 0.20, 0.15, 0.08, 0.045),
        usual_peak=4.3,
        usual_spread=1.5,
        usual_active=(0.40, 0.50, 0.60),
        usual_silences=((80.0, 1.7, 0.4, 0.06, 0.03, 0.003),) * 3,
    ),
    Source.WATER: Nature(
        by_change=False,
        noise_floor=(0.5, 0.9, 1.5, 2.5),
        noise_quantiles=(0.80, 0.90, 0.95, 0.98),
        line_floor=0.5,
        usual_chance=(0.68, 0.40, 0.23, 0.23, 0.23, 0.14, 0.022, 0.01),
        usual_peak=3.4,
        usual_spread=1.7,
        usual_active=(0.35, 0.40, 0.30),
        usual_silences=((60.0, 2.4, 1.04, 0.54, 0.3, 0.03),) * 3,
    ),
}


def change(values: Floats) -> Floats:
    """How far each hour differs from the one before; NaN where either is missing."""
    out = np.full(values.shape, np.nan, np.float32)
    np.abs(values[:, 1:] - values[:, :-1], out=out[:, 1:])
    return out
