"""Joining sources and grading: more silence never calms, less data never alarms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chomchom.silence import Limits, Source, join, rarity
from chomchom.silence.forest import AT_EASE
from chomchom.silence.household import RANK, Grade, grade_of
from chomchom.silence.state import COMMON_SCORE

#: A machine under load draws slowly; what is drawn stays the same.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SCORE = st.floats(-10, 200, allow_nan=False, width=32)


def joined(electricity: float, water: float, unused: int) -> float:
    scores = {Source.ELECTRICITY: np.array([electricity], np.float32), Source.WATER: np.array([water], np.float32)}
    return float(join(scores, np.array([unused], np.int16))[0])


@unhurried
@given(SCORE, SCORE, SCORE, st.integers(0, 6))
def test_a_rarer_silence_of_one_source_never_calms_the_home(low, high, other, unused):
    low, high = sorted((low, high))
    assert joined(low, other, unused) <= joined(high, other, unused) + 1e-2


@unhurried
@given(SCORE, SCORE, st.integers(0, 6))
def test_one_more_day_without_the_phone_never_calms_the_home(electricity, water, unused):
    assert joined(electricity, water, unused) <= joined(electricity, water, unused + 1) + 1e-2


@pytest.mark.parametrize("have", [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1)])
def test_every_subset_of_sources_gives_an_answer(have):
    scores = {}
    if have[0]:
        scores[Source.ELECTRICITY] = np.array([8.0], np.float32)
    if have[1]:
        scores[Source.WATER] = np.array([30.0], np.float32)
    days = join(scores, np.array([2], np.int16) if have[2] else None)
    assert days.shape == (1,)
    assert days[0] > 30


def test_two_silent_meters_are_rarer_than_one():
    assert joined(4, 6, -1) > float(rarity(np.array([4], np.float32), Source.ELECTRICITY)[0])


def test_a_meter_that_shows_life_holds_the_other_back():
    assert joined(20, COMMON_SCORE, -1) < 7
    assert joined(20, AT_EASE, -1) < 7


@unhurried
@given(st.floats(1, 3650), st.integers(0, 200), st.booleans(), st.floats(0, 500), st.integers(0, 100))
def test_silence_error_and_unknown_never_lower_a_grade(days, hours, noticed, more_days, more_hours):
    limits = Limits()
    before = RANK[grade_of(days, hours, noticed, limits)]
    assert RANK[grade_of(days + more_days, hours + more_hours, noticed, limits)] >= before
    assert RANK[grade_of(days, hours, True, limits)] >= before


def test_unknown_is_never_below_caution():
    assert RANK[Grade.UNKNOWN] >= RANK[Grade.CAUTION]
    assert grade_of(1, 0, True, Limits()) is Grade.UNKNOWN
