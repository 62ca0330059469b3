"""Whom the trees are not asked about: scores that need no weighing stay below every limit in use."""

from __future__ import annotations

import numpy as np
import pytest

from chomchom.silence import Source, fresh, step, unknown_homes
from chomchom.silence.forest import AT_EASE, forest_of
from chomchom.silence.fusing import FLOOR, beside_others
from chomchom.silence.household import COMMON_DAYS, rarity
from chomchom.silence.state import (
    ASKED_LONG,
    ASKED_SCORE,
    COMMON_MOST,
    COMMON_SCORE,
    COMMON_STEP,
    common_scores,
    late_score,
)
from chomchom.wellbeing.actions.budgeting import LEAST

BOTH = [Source.ELECTRICITY, Source.WATER]


@pytest.mark.parametrize("source", BOTH)
def test_no_score_without_trees_passes_a_limit_that_can_be_set(source):
    highest = max(COMMON_SCORE + COMMON_STEP * COMMON_MOST, ASKED_SCORE)
    assert rarity(np.array([highest], np.float32), source)[0] < COMMON_DAYS <= LEAST
    assert highest < forest_of(source).rarity_score[list(forest_of(source).rarity_days).index(COMMON_DAYS)]


@pytest.mark.parametrize("source", BOTH)
def test_only_a_silence_that_is_rare_in_this_home_is_weighed(source):
    state, profile = fresh(3), unknown_homes(3, source)
    profile["gate"] = 6
    for name in ("quiet", "silent", "low"):
        state[name] = [1, 5, 6]
    score, asked = common_scores(state, profile, source)
    assert list(asked) == [False, False, True]
    assert score[0] == AT_EASE < score[1]


@pytest.mark.parametrize("source", BOTH)
def test_four_days_of_silence_are_asked_after_once_more_and_then_never_read_as_ease(source):
    state, profile = fresh(1), unknown_homes(1, source)
    scores = [float(step(state, profile, np.zeros(1, np.float32), np.full(1, at % 24), source)[0]) for at in range(200)]
    late = [at for at, score in enumerate(scores) if score == np.float32(late_score(source))]
    assert ASKED_LONG <= late[0] <= ASKED_LONG + 2
    assert len(late) <= 72, "so long that it would be asked after twice"
    assert scores[-1] == ASKED_SCORE > AT_EASE
    assert 14 < rarity(np.array([late_score(source)], np.float32), source)[0] < 30


@pytest.mark.parametrize("source", BOTH)
def test_four_days_without_readings_are_not_four_days_of_silence(source):
    state, profile = fresh(1), unknown_homes(1, source)
    for at in range(120):
        value = 0.0 if at < 4 or at > 110 else np.nan
        score = step(state, profile, np.full(1, value, np.float32), np.full(1, at % 24), source)
    assert score[0] == ASKED_SCORE


def test_beside_other_sources_a_higher_score_never_weighs_less_and_only_life_speaks_for_life():
    scores = np.concatenate([[AT_EASE], np.arange(COMMON_SCORE, 6, 0.05)]).astype(np.float32)
    weights = beside_others(scores[scores != np.float32(ASKED_SCORE)])
    assert (np.diff(weights) >= 0).all()
    assert weights[0] == FLOOR
    assert weights[1] > FLOOR + 4
    assert beside_others(np.array([3.0], np.float32))[0] == 3
    assert beside_others(np.array([ASKED_SCORE], np.float32))[0] > weights[1]
