"""The engine: causal, lagging, and never more suspicious for want of data."""

from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chomchom.silence import LAG, STATE, Grade, Limits, Source, begin, fresh, judge, learn, replay, step, unknown_homes
from chomchom.silence.forest import AT_EASE, forest_of
from chomchom.silence.profile import WEEK, WINDOW
from chomchom.silence.state import FEATURES, features, listen
from tests.silence import homes

HOURS = {Source.ELECTRICITY: homes.electricity, Source.WATER: homes.water}
REPLAYED: dict[tuple[Source, int], np.ndarray] = {}


def series(source: Source, days: int = 84) -> np.ndarray:
    return HOURS[source](days)


def start(count: int) -> np.ndarray:
    return np.zeros(count, np.int64)


def silenced(source: Source, hours: int) -> np.ndarray:
    """Homes that fall silent for their last hours."""
    values = series(source)
    values[:, -hours:] = homes.unattended(hours) if source is Source.ELECTRICITY else 0
    return values


@pytest.mark.parametrize("source", HOURS)
def test_a_score_uses_nothing_of_the_future(source):
    past = series(source)
    changed = past.copy()
    changed[:, -100:] = 999
    a, b = replay(past, start(4), source)[0], replay(changed, start(4), source)[0]
    assert np.array_equal(a[:, :-100], b[:, :-100])


@pytest.mark.parametrize("source", HOURS)
def test_a_home_that_falls_silent_scores_above_all_but_its_rarest_hours_alive(source):
    scores = replay(silenced(source, 30), start(4), source)[0]
    assert (scores[:, -1] > np.quantile(scores[:, 56 * 24 : -30], 0.99, axis=1)).all()


def test_a_lamp_left_on_is_no_sign_of_life():
    values = series(Source.ELECTRICITY)
    values[:, -30:] = homes.unattended(30) + 300
    scores = replay(values, start(4), Source.ELECTRICITY)[0]
    assert (scores[:, -1] > np.quantile(scores[:, 56 * 24 : -31], 0.99, axis=1)).all()


@pytest.mark.parametrize("source", HOURS)
def test_hour_by_hour_and_all_at_once_are_the_same_numbers(source):
    values = silenced(source, 30)
    scores, state, profile = replay(values[:, :-40], start(4), source)
    for now in range(values.shape[1] - 40, values.shape[1]):
        if now % WEEK == 0:
            pytest.fail("the forty hours must lie within a week")
        step(state, profile, values[:, now], np.full(4, now % 24), source)
    assert np.abs(state["score"] - replay(values, start(4), source)[0][:, -1]).max() < 1e-6
    assert scores.shape == (4, values.shape[1] - 40)


@pytest.mark.parametrize("source", HOURS)
def test_one_home_scores_the_same_alone_and_among_others(source):
    values = silenced(source, 30)
    alone = replay(values[1:2], start(1), source)[0][0]
    assert np.abs(alone - replay(values, start(4), source)[0][1]).max() < 1e-6


@pytest.mark.parametrize("source", HOURS)
def test_trees_score_the_same_with_and_without_numba(source):
    values = silenced(source, 60)
    _, state, profile = replay(values, start(4), source)
    seen = features(state, profile, np.full(4, 23), source)
    forest = forest_of(source)
    assert np.abs(forest.score(seen) - forest.score_plainly(seen)).max() < 1e-6


@pytest.mark.parametrize("source", HOURS)
def test_trees_only_move_the_score_in_the_way_their_features_may(source):
    rng, forest = np.random.default_rng(0), forest_of(source)
    used = forest.split[forest.split >= 0]
    assert used.size
    low = np.array([np.min(forest.limit[forest.split == f], initial=0) for f in range(len(FEATURES))]) - 1
    high = np.array([np.max(forest.limit[forest.split == f], initial=0) for f in range(len(FEATURES))]) + 1
    seen = rng.uniform(low, high, (400, len(FEATURES))).astype(np.float32)
    before = forest.score(seen)
    for at, (_, way) in enumerate(FEATURES):
        if way:
            moved = seen.copy()
            moved[:, at] += way * rng.uniform(0, high[at] - low[at], len(seen)).astype(np.float32)
            assert (forest.score(moved) >= before - 1e-5).all(), FEATURES[at]


def test_a_state_is_small():
    assert STATE.itemsize <= 64


@pytest.mark.parametrize("source", HOURS)
@pytest.mark.parametrize("cut", [1, 6, 24, 72])
def test_in_a_gap_the_score_stands_still(source, cut):
    values = silenced(source, cut + 40)
    values[:, -cut:] = np.nan
    scores = replay(values, start(4), source)[0]
    assert (scores[:, -cut:] == scores[:, -cut - 1 : -cut]).all()


@settings(max_examples=12, deadline=None)
@given(st.sampled_from([1, 6, 24, 72]), st.integers(0, 60), st.sampled_from(list(HOURS)))
def test_cutting_hours_of_a_silence_never_raises_a_later_score(cut, after, source):
    """Whenever something is received again, until the cut itself is learnt from seven days later."""
    silent = cut + after + 40
    whole = silenced(source, silent)
    torn = whole.copy()
    begins = whole.shape[1] - silent + 20
    torn[:, begins : begins + cut] = np.nan
    full, cut_scores = replay(whole, start(4), source)[0], replay(torn, start(4), source)[0]
    received = np.isfinite(torn[0])
    received[begins + cut] = False  # the first hour after a gap has no change yet and stands still as well
    assert (cut_scores[:, received] <= full[:, received] + 1e-4).all()
    gap = ~received
    gap[:begins] = False
    assert (cut_scores[:, gap] == cut_scores[:, begins - 1 : begins]).all() or source is Source.WATER


@settings(max_examples=12, deadline=None)
@given(st.sampled_from([1, 6, 24, 72]), st.integers(0, 90), st.sampled_from(list(HOURS)))
def test_whatever_is_cut_out_the_score_in_the_gap_is_the_one_before_it(cut, at, source):
    torn = series(source)
    begins = torn.shape[1] - 168 + at
    torn[:, begins : begins + cut] = np.nan
    scores = replay(torn, start(4), source)[0]
    assert (scores[:, begins : begins + cut] == scores[:, begins - 1 : begins]).all()


@settings(max_examples=8, deadline=None)
@given(st.sampled_from([1, 6, 24, 72]), st.integers(0, 90))
def test_losing_hours_is_never_worse_than_their_having_been_silent(cut, at):
    """Whatever was cut out, what comes after scores no higher than if nobody had drawn water in those hours."""
    torn, quiet = series(Source.WATER), series(Source.WATER)
    begins = torn.shape[1] - 168 + at
    torn[:, begins : begins + cut] = np.nan
    quiet[:, begins : begins + cut] = 0
    a, b = replay(torn, start(4), Source.WATER)[0], replay(quiet, start(4), Source.WATER)[0]
    after = np.arange(torn.shape[1]) >= begins + cut
    assert (a[:, after] <= b[:, after] + 1e-4).all()


def test_the_engine_does_not_learn_the_silence_it_should_report():
    values = series(Source.WATER, 98)
    last = values.shape[1] - WEEK  # the hour at which the profile in force was learnt
    values[:, last - LAG :] = 0
    after = replay(values, start(4), Source.WATER)[2]
    before = learn(values[:, last - LAG - WINDOW : last - LAG], start(4), Source.WATER)
    assert np.array_equal(after["rare"], before["rare"])
    assert np.array_equal(after["mean"], before["mean"])


def test_the_hours_of_the_day_are_the_homes_own():
    values = series(Source.WATER)
    moved = replay(values[:, 5:], np.full(4, 5), Source.WATER)[2]
    whole = replay(values, start(4), Source.WATER)[2]
    assert np.abs(np.nan_to_num(moved["band"][:, 3] - whole["band"][:, 3])).max() < 3


@pytest.mark.parametrize("stuck", [77.0, 0.0])
def test_a_meter_that_stands_still_is_a_notice_and_not_a_calm(stuck):
    values = series(Source.ELECTRICITY)
    values[:, -10:] = stuck
    _, state, profile = replay(values, start(4), Source.ELECTRICITY)
    told = judge({Source.ELECTRICITY: (state[0], profile[0], 23)}, -1, Limits())
    assert told.grade in (Grade.UNKNOWN, Grade.SEVERE)
    assert told.because[0].notice == ("steady" if stuck else "zero")


def test_reasons_say_how_long_how_rare_what_is_usual_and_what_would_lower_it():
    values = silenced(Source.ELECTRICITY, 26)
    _, state, profile = replay(values, start(4), Source.ELECTRICITY)
    why = judge({Source.ELECTRICITY: (state[0], profile[0], 21)}, -1, Limits()).because[0]
    assert why.hours_silent in range(20, 28)
    assert why.rarity_days > 30
    assert why.usual_high > why.usual_low > 0
    lively = values[:1, -1] + why.life_from + 1
    step(state[:1], profile[:1], lively, np.array([0]), Source.ELECTRICITY)
    assert state["score"][0] == AT_EASE


def test_a_home_nobody_knows_yet_is_judged_by_the_published_hours():
    values = homes.water(2)
    values[:, 8:] = 0
    _, state, profile = replay(values, start(4), Source.WATER)
    assert not profile["ready"].any()
    assert judge({Source.WATER: (state[0], profile[0], 23)}, -1, Limits()).grade in (Grade.CAUTION, Grade.SEVERE)


def test_a_home_is_known_from_its_fifth_day():
    values = homes.electricity(6)
    assert begin(values, start(4), Source.ELECTRICITY)[1]["ready"].all()


@pytest.mark.parametrize("source", HOURS)
def test_taken_up_with_a_past_is_what_the_weekly_rhythm_would_hold(source):
    values = silenced(source, 20)[:, -77 * 24 :]
    taken, replayed = begin(values, start(4), source)[0], replay(values, start(4), source)[1]
    assert np.array_equal(taken["quiet"], replayed["quiet"])
    assert np.abs(taken["score"] - replayed["score"]).max() < 2


def test_a_month_away_fills_no_counter_to_overflow():
    state, profile = fresh(1), unknown_homes(1, Source.WATER)
    for name in ("quiet", "silent", "low", "missing", "same"):
        state[name] = 65000
    state["clock"] = 65000
    listen(state, profile, np.zeros(1, np.float32), np.zeros(1, np.int64), Source.WATER)
    listen(state, profile, np.full(1, np.nan, np.float32), np.ones(1, np.int64), Source.WATER)
    assert state["quiet"][0] == 65000
    assert state["clock"].max() == 65000


def test_an_hour_of_a_hundred_thousand_homes_takes_less_than_two_seconds_and_a_gigabyte():
    count = 100_000
    state, profile = fresh(count), unknown_homes(count, Source.ELECTRICITY)
    step(state[:10], profile[:10], np.zeros(10, np.float32), np.full(10, 5), Source.ELECTRICITY)
    state["before"], state["quiet"] = 100, np.arange(count) % 12
    value = np.random.default_rng(0).gamma(2, 100, count).astype(np.float32)
    tracemalloc.start()
    begins = time.process_time()
    step(state, profile, value, np.full(count, 5), Source.ELECTRICITY)
    took = time.process_time() - begins
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert took < 2
    assert peak < 1e9
