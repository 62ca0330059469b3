"""Meters that are read every few hours: spread once they have come, and never sooner."""

from __future__ import annotations

import numpy as np
import pytest

from chomchom.silence.bench import Electricity, Water
from chomchom.silence.coarse import cadence, spread
from tests.silence import homes

DAYS = 84


def read_every(hours: np.ndarray, every: int) -> np.ndarray:
    out = np.full(hours.shape, np.nan, np.float32)
    out[:, every - 1 :: every] = hours.reshape(len(hours), -1, every).sum(axis=2)
    return out


@pytest.mark.parametrize("every", [2, 4, 24])
def test_the_cadence_is_told_from_the_readings_and_gaps_do_not_hide_it(every):
    values = read_every(homes.water(DAYS), every)
    values[:, 5 * every - 1] = np.nan
    assert (cadence(values) == every).all()
    assert (cadence(homes.water(DAYS)) == 1).all()
    assert (cadence(np.full((2, 500), np.nan, np.float32)) == 1).all()


def test_a_sum_is_spread_over_its_own_hours_and_a_lost_one_leaves_them_missing():
    values = np.full((1, 12), np.nan, np.float32)
    values[0, [3, 11]] = 8, 4
    hours, seen = spread(values, np.array([4]))
    assert list(hours[0, :4]) == [2, 2, 2, 2]
    assert np.isnan(hours[0, 4:8]).all()
    assert list(hours[0, 8:]) == [1, 1, 1, 1]
    assert list(seen[0]) == [0, 0, 0, 3, 3, 3, 3, 3, 3, 3, 3, 11]


@pytest.mark.parametrize(("detector", "make"), [(Electricity(), homes.electricity), (Water(), homes.water)])
@pytest.mark.parametrize("every", [4, 24])
def test_a_score_moves_only_when_a_reading_comes_and_uses_nothing_later(detector, make, every):
    values = read_every(make(DAYS) / (1000 if detector.name.endswith("electricity") else 1), every)
    scores = detector.score(values, np.zeros(4, int), {})
    came = np.isfinite(values[0])
    assert (np.diff(scores, axis=1)[:, ~came[1:]] == 0).all()
    changed = values.copy()
    changed[:, -10 * every :] *= 3
    again = detector.score(changed, np.zeros(4, int), {})
    assert np.array_equal(scores[:, : -10 * every], again[:, : -10 * every])


def test_a_home_read_once_a_day_that_stops_is_seen_on_the_next_days():
    whole = homes.water(DAYS)
    whole[:, -72:] = 0
    scores = Water().score(read_every(whole, 24), np.zeros(4, int), {})
    assert (scores[:, -24:].max(axis=1) > np.quantile(scores[:, 42 * 24 : -72], 0.9, axis=1)).all()
