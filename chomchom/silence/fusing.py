"""Several sources of one home in one score, hour by hour.

Each meter's score is a log-odds, so meters add; one that has just shown life
holds the others back, but only so far, since a refrigerator can look like
life. The phone answers once a day, and it answers what no meter can: whether
somebody who is silent at home is alive elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.forest import AT_EASE
from chomchom.silence.profile import DAY
from chomchom.silence.sources import Floats, Source
from chomchom.silence.state import ASKED_SCORE, COMMON_MOST, COMMON_SCORE, COMMON_STEP

FLOOR = -9.0  # log-odds below which a meter cannot hold the others back
COMMON_WEIGHT, COMMON_RISES = -4.0, 0.5  # log-odds of a silence that is common in its home, and how they rise with it
LONG_WEIGHT = -2.0  # and of one of more than four days
ANSWER_HOUR = 6  # the phone's answer about yesterday
STRAY = 0.01  # chance that a phone shows use though its owner cannot
MONTHS_TWO = 56  # days from which the usual use of the phone is taken
REFUTED = -12.0


def together(
    scores: Mapping[Source, Floats],
    there: Mapping[Source, NDArray[np.bool_]],
    used: NDArray[np.int64] | None,
    first_hour: NDArray[np.int64],
) -> Floats:
    """Scores [B,T] of homes from the scores [B,T] of their meters and the days [B,D] their phone was used (1, 0, -1).

    A meter that never sent anything adds nothing; one that fell silent stands still, as its own score does.
    """
    parts = [
        np.where(np.logical_or.accumulate(there[source], axis=1), beside_others(score), 0)
        for source, score in scores.items()
    ]
    if used is None:
        return np.sum(parts, axis=0, dtype=np.float32)
    hours = parts[0].shape[1] if parts else used.shape[1] * DAY - int(first_hour.max(initial=0))
    meters = np.sum(parts, axis=0) if parts else np.zeros((len(used), hours))
    return _with_phone(meters, bool(parts), used, first_hour)


def beside_others(score: Floats) -> Floats:
    """What a meter's score weighs beside other sources: a silence that needs no trees says little either way.

    Alone its score only has to lie below every limit. Beside another meter's silence it must not speak for life.
    """
    rising = COMMON_WEIGHT + COMMON_RISES * np.clip(score - COMMON_SCORE, 0, COMMON_STEP * COMMON_MOST)
    weight = np.where(score <= AT_EASE, np.float32(FLOOR), np.maximum(rising, score))
    return np.where(score == np.float32(ASKED_SCORE), np.float32(LONG_WEIGHT), weight).astype(np.float32)


def usual_use(used: NDArray[np.int64]) -> Floats:
    """Chance [B,D] of use on a day, from the days before it; nine in ten where nothing is known."""
    yes = np.cumsum(np.pad(used == 1, ((0, 0), (1, 0))), axis=1)
    told = np.cumsum(np.pad(used >= 0, ((0, 0), (1, 0))), axis=1)
    day = np.arange(used.shape[1])
    since = np.maximum(day - MONTHS_TWO, 0)
    chance = (yes[:, day] - yes[:, since] + 10) / (told[:, day] - told[:, since] + 11)
    return np.clip(chance, 0.3, 0.995).astype(np.float32)


def _with_phone(
    meters: NDArray[np.floating], metered: bool, used: NDArray[np.int64], first_hour: NDArray[np.int64]
) -> Floats:
    """The meters' score held at its height through a silence, and the phone's answers weighed in.

    A day of use that began after the silence did refutes it. A day without use counts for as much of the day as the
    silence covers.
    """
    homes, hours = meters.shape
    chance, rows = usual_use(used), np.arange(homes)
    out = np.empty((homes, hours), np.float32)
    height, phone = np.full(homes, FLOOR), np.zeros(homes)
    refuted, began = np.zeros(homes, bool), np.zeros(homes, np.int64)
    for now in range(hours):
        clock = first_hour + now
        if metered:
            life = meters[:, now] <= FLOOR
            began = np.where(life, clock, began)
            phone, refuted = np.where(life, 0, phone), refuted & ~life
            height = np.where(life, FLOOR, np.maximum(height, meters[:, now]))
        else:
            height = np.zeros(homes)
        day = clock // DAY - 1
        place = np.clip(day, 0, used.shape[1] - 1)
        answer = np.where((clock % DAY == ANSWER_HOUR) & (day >= 0) & (day < used.shape[1]), used[rows, place], -1)
        alive = np.clip((began - day * DAY) / DAY, 0, 1) if metered else np.zeros(homes)
        usual = chance[rows, place]
        weight = np.log((1 - STRAY) * (1 - usual * alive) / np.maximum(1 - usual, 0.01))
        phone = np.where(answer == 0, phone + weight, phone)
        if metered:
            phone = np.where((answer == 1) & (alive <= 0), 0, phone)
            refuted = np.where(answer == 1, alive <= 0, refuted & (answer != 0))
            out[:, now] = np.where(refuted, REFUTED, height + phone)
        else:
            phone = np.where(answer == 1, 0, phone)
            out[:, now] = phone
    return out
