"""Journeys, answers and returns: what explains a silence, for how long, and that nothing explains it for good."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chomchom.silence import (
    NEVER,
    Grade,
    Limits,
    Source,
    Whereabouts,
    away_of,
    is_explained,
    judge,
    replay,
    unexplained,
    whereabouts,
)
from chomchom.silence.household import RANK
from tests.silence import homes

NOW = 500_000


def where(silent: int, *, trips=(), signs=()) -> Whereabouts:
    return Whereabouts(int(whereabouts(np.array([silent], np.int32), away_of(1, NOW, trips=trips, signs=signs))[0]))


def test_an_announced_journey_explains_the_silence_until_its_end_and_a_little_longer():
    assert where(30, trips=[(0, NOW - 28, NOW + 40)]) is Whereabouts.ANNOUNCED
    assert where(30, trips=[(0, NOW - 28, NOW - 5)]) is Whereabouts.DUE
    assert where(30, trips=[(0, NOW - 28, NOW - 12)]) is Whereabouts.OVERDUE


def test_a_journey_explains_a_silence_from_the_night_before_and_none_that_is_much_older():
    assert where(40, trips=[(0, NOW - 28, NOW + 40)]) is Whereabouts.ANNOUNCED
    assert where(60, trips=[(0, NOW - 28, NOW + 40)]) is Whereabouts.HOME


def test_life_during_a_journey_makes_it_void():
    assert where(10, trips=[(0, NOW - 28, NOW + 40)]) is Whereabouts.HOME
    assert where(2, trips=[(0, NOW - 90, NOW - 12)]) is Whereabouts.HOME


def test_a_journey_still_to_come_explains_nothing():
    assert where(40, trips=[(0, NOW + 1, NOW + 40)]) is Whereabouts.HOME


def test_an_answer_explains_only_the_silence_it_fell_into_and_for_three_days():
    assert where(40, signs=[(0, NOW - 10)]) is Whereabouts.ANSWERED
    assert where(5, signs=[(0, NOW - 10)]) is Whereabouts.HOME
    assert where(200, signs=[(0, NOW - 72)]) is Whereabouts.HOME


def test_hours_nothing_explains_are_counted_from_the_newest_sign():
    silent = np.full(4, 90, np.int32)
    away = away_of(
        4, NOW, trips=[(1, NOW - 90, NOW + 5), (2, NOW - 90, NOW - 20)], signs=[(3, NOW - 30), (3, NOW - 60)]
    )
    assert list(unexplained(silent, away)) == [90, 0, 20, 30]
    assert list(is_explained(silent, away)) == [False, True, False, True]


def test_journeys_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="no journey"):
        away_of(1, NOW, trips=[(0, NOW, NOW)])
    with pytest.raises(ValueError, match="no home"):
        away_of(1, NOW, signs=[(1, NOW)])


def silent_home(hours: int):
    values = homes.water(84)
    values[:, -hours:] = 0
    _, state, profile = replay(values[:1], np.zeros(1, np.int64), Source.WATER)
    return {Source.WATER: (state[0], profile[0], 23)}


def test_a_journey_holds_the_grade_at_watch_and_its_end_without_a_return_raises_it():
    parts, limits = silent_home(50), Limits()
    assert RANK[judge(parts, -1, limits).grade] >= RANK[Grade.CAUTION]
    gone = judge(parts, -1, limits, away_of(1, NOW, trips=[(0, NOW - 50, NOW + 20)]))
    assert (gone.grade, gone.where) == (Grade.WATCH, Whereabouts.ANNOUNCED)
    late = judge(parts, -1, limits, away_of(1, NOW, trips=[(0, NOW - 50, NOW - 20)]))
    assert late.where is Whereabouts.OVERDUE
    assert RANK[late.grade] >= RANK[Grade.CAUTION]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 400), st.integers(1, 400), st.integers(-400, 400), st.integers(0, 400))
def test_knowing_more_never_lengthens_a_silence_and_nothing_explains_one_for_ever(silent, left, back, signed):
    trips = [(0, NOW - left, NOW + back)] if back > -left else []
    away = away_of(1, NOW, trips=trips, signs=[(0, NOW - signed)])
    hours = np.array([silent], np.int32)
    assert 0 <= unexplained(hours, away)[0] <= silent
    later = away_of(1, NOW + 1000, trips=trips, signs=[(0, NOW - signed)])
    assert not is_explained(hours + 1000, later)[0]


def test_nothing_known_leaves_everything_as_the_meters_say():
    away = away_of(2, NOW)
    assert (away.signed_ago == NEVER).all()
    silent = np.array([3, 80], np.int32)
    assert list(unexplained(silent, away)) == [3, 80]
    assert not is_explained(silent, away).any()
