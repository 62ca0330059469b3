"""Whether a silent home is away: announced, asked after once, alive elsewhere, and back again.

A meter cannot tell who lies on the floor from who is on a journey. Other signs can: an announced journey, an answered
call, an opened door, a phone in use. They never make a score rise, and none of them lasts: a journey ends, an answer
grows old, and life at home makes a journey void, so that silence is never read as fine for good.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Hours = NDArray[np.int32]
Trip = tuple[int, int, int]
"""(place of the home, first hour, hour of return), hours since 1970 UTC; the hour of return is no longer a part of it."""

Sign = tuple[int, int]
"""(place of the home, hour): somebody of this home was seen or heard to be well, by whatever way but its meters."""

NEVER = 1_000_000
SETTLING = 6  # hours around the beginning of a journey in which packing and leaving still look like life
EARLY = 18  # hours, a night among them, by which a silence may be older than the journey that explains it
LATE = 12  # hours after an announced return before its not happening worries
ANSWER_HOLDS = 72  # hours for which an answer explains a silence that it fell into: then it is asked after again


class Whereabouts(IntEnum):
    """What the silence of a home is taken for."""

    HOME = 0  # nothing speaks for an absence
    ANNOUNCED = 1  # a journey covers this hour and began before or with the silence
    ANSWERED = 2  # somebody answered during this very silence: asked once is enough for a while
    DUE = 3  # the announced return lies a few hours back
    OVERDUE = 4  # it lies further back and nobody has come


@dataclass(frozen=True, slots=True)
class Away:
    """What is known besides the meters of homes [B], in hours at one moment; NEVER where nothing is known."""

    left_ago: Hours  # since the journey that is on, or the last one, began
    back_in: Hours  # until it ends; zero or less: so long ago it ended
    signed_ago: Hours  # since the last sign of life that no meter gave

    def of(self, place: int) -> Away:
        """One home of them."""
        one = slice(place, place + 1)
        return Away(self.left_ago[one], self.back_in[one], self.signed_ago[one])


def away_of(count: int, now: int, *, trips: Iterable[Trip] = (), signs: Iterable[Sign] = ()) -> Away:
    """What is known of `count` homes at the hour `now`, from announced journeys and other signs of life.

    Journeys and signs of the future are not known yet; of several journeys the one that began last counts, and of
    several signs the newest. Raises ValueError for a journey that ends before it begins or a place that is no home.
    """
    left, back, signed = (np.full(count, NEVER, np.int32) for _ in range(3))
    for place, since, until in trips:
        if until <= since or not 0 <= place < count:
            raise ValueError(f"no journey: {place}, {since} to {until}")
        if since <= now and now - since < left[place]:
            left[place], back[place] = now - since, until - now
    for place, at in signs:
        if not 0 <= place < count:
            raise ValueError(f"no home: {place}")
        if at <= now:
            signed[place] = min(int(signed[place]), now - at)
    return Away(left, back, signed)


def whereabouts(silent: Hours, away: Away) -> NDArray[np.int8]:
    """What the silences [B] are taken for; `silent` counts hours on the clock since a meter last saw life.

    Life well after a journey began means that somebody is at home after all: the journey explains nothing more. Nor
    does it explain a silence that was there long before it: who fell on the day before never left.
    """
    went = (away.left_ago < NEVER) & (silent + SETTLING >= away.left_ago) & (silent <= away.left_ago + EARLY)
    on, over = went & (away.back_in > 0), went & (away.back_in <= 0) & (silent > -away.back_in)
    late = over & (-away.back_in >= LATE)
    answered = (away.signed_ago < silent) & (away.signed_ago < ANSWER_HOLDS)
    out = np.select(
        [on, answered, late, over],
        [Whereabouts.ANNOUNCED, Whereabouts.ANSWERED, Whereabouts.OVERDUE, Whereabouts.DUE],
        Whereabouts.HOME,
    )
    return out.astype(np.int8)


def unexplained(silent: Hours, away: Away) -> Hours:
    """How many hours of each silence [B] nothing explains: none during a journey, else those since the newest sign."""
    where = whereabouts(silent, away)
    left = np.where(where == Whereabouts.ANNOUNCED, 0, np.minimum(silent, away.signed_ago))
    back = (where == Whereabouts.DUE) | (where == Whereabouts.OVERDUE)
    return np.where(back, np.minimum(left, -away.back_in), left).astype(np.int32)


def is_explained(silent: Hours, away: Away) -> NDArray[np.bool_]:
    """Whose silence a journey or an answer explains now, so that no rarity of it counts."""
    where = whereabouts(silent, away)
    return (where == Whereabouts.ANNOUNCED) | (where == Whereabouts.ANSWERED) | (where == Whereabouts.DUE)
