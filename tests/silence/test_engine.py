"""The engine: causal, lagging, and never more suspicious for want of data."""

from __future__ import annotations

import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chomchom.silence import LAG, Grade, Limits, Source, fresh, judge, learn, replay, step, unknown_homes
from chomchom.silence.profile import WEEK, WINDOW
from tests.silence import homes

HOURS = {Source.ELECTRICITY: homes.electricity, Source.WATER: homes.water}


def series(source: Source, days: int = 84) -> np.ndarray:
    return HOURS[source](days)


def start(count: int) -> np.ndarray:
    return np.zeros(count, np.int64)


@pytest.mark.parametrize("source", HOURS)
def test_a_score_uses_nothing_of_the_future(source):
    past = series(source)
    changed = past.copy()
    changed[:, -100:] = 999
    a, b = replay(past, start(4), source)[0], replay(changed, start(4), source)[0]
    assert np.array_equal(a[:, :-100], b[:, :-100])


@pytest.mark.parametrize("source", HOURS)
def test_a_home_that_falls_silent_scores_above_everything_it_showed_alive(source):
    values = series(source)
    values[:, -30:] = homes.unattended(30) if source is Source.ELECTRICITY else 0
    scores = replay(values, start(4), source)[0]
    assert (scores[:, -1] > scores[:, 56 * 24 : -30].max(axis=1)).all()


def test_a_lamp_left_on_is_no_sign_of_life():
    values = series(Source.ELECTRICITY)
    values[:, -48:] = homes.unattended(48) + 300
    scores = replay(values, start(4), Source.ELECTRICITY)[0]
    assert (scores[:, -1] > scores[:, 56 * 24 : -49].max(axis=1)).all()


@pytest.mark.parametrize("source", HOURS)
@pytest.mark.parametrize("cut", [1, 6, 24, 72])
def test_in_a_gap_the_score_stands_still(source, cut):
    values = series(source)
    values[:, -cut - 40 :] = homes.unattended(cut + 40) if source is Source.ELECTRICITY else 0
    values[:, -cut:] = np.nan
    scores = replay(values, start(4), source)[0]
    assert (scores[:, -cut:] == scores[:, -cut - 1 : -cut]).all()


@settings(max_examples=12, deadline=None)
@given(st.sampled_from([1, 6, 24, 72]), st.integers(0, 60), st.sampled_from(list(HOURS)))
def test_cutting_hours_of_a_silence_never_raises_a_later_score(cut, after, source):
    """Until the cut itself is learnt from, seven days later, nothing may rise at any hour."""
    whole = series(source)
    silent = cut + after + 40
    whole[:, -silent:] = homes.unattended(silent) if source is Source.ELECTRICITY else 0
    torn = whole.copy()
    begin = whole.shape[1] - silent + 20
    torn[:, begin : begin + cut] = np.nan
    full, cut_scores = replay(whole, start(4), source)[0], replay(torn, start(4), source)[0]
    assert (cut_scores <= full + 1e-4).all()


@settings(max_examples=12, deadline=None)
@given(st.sampled_from([1, 6, 24, 72]), st.integers(0, 90), st.sampled_from(list(HOURS)))
def test_whatever_is_cut_out_the_score_in_the_gap_is_the_one_before_it(cut, at, source):
    torn = series(source)
    begin = torn.shape[1] - 168 + at
    torn[:, begin : begin + cut] = np.nan
    scores = replay(torn, start(4), source)[0]
    assert (scores[:, begin : begin + cut] == scores[:, begin - 1 : begin]).all()


def test_the_engine_does_not_learn_the_silence_it_should_report():
    values = series(Source.WATER)
    last = values.shape[1] - WEEK  # the hour at which the profile in force was learnt
    values[:, last - LAG :] = 0
    after = replay(values, start(4), Source.WATER)[2]
    before = learn(values[:, last - LAG - WINDOW : last - LAG], start(4), Source.WATER)
    assert np.array_equal(after["line"], before["line"])


def test_the_hours_of_the_day_are_the_homes_own():
    values = series(Source.WATER)
    moved = replay(values[:, 5:], np.full(4, 5), Source.WATER)[2]
    whole = replay(values, start(4), Source.WATER)[2]
    assert np.abs(np.nan_to_num(moved["band"][:, 3] - whole["band"][:, 3])).max() < 3


def test_a_meter_that_stands_still_is_a_notice_and_not_a_calm():
    values = series(Source.ELECTRICITY)
    values[:, -10:] = 77
    _, state, profile = replay(values, start(4), Source.ELECTRICITY)
    told = judge({Source.ELECTRICITY: (state[0], profile[0], 23)}, -1, Limits())
    assert told.grade in (Grade.UNKNOWN, Grade.SEVERE)
    assert told.because[0].notice == "steady"


def test_no_electricity_at_all_is_a_notice_of_its_own():
    values = series(Source.ELECTRICITY)
    values[:, -10:] = 0
    _, state, profile = replay(values, start(4), Source.ELECTRICITY)
    told = judge({Source.ELECTRICITY: (state[0], profile[0], 23)}, -1, Limits())
    assert told.because[0].notice == "zero"


def test_reasons_say_how_long_how_rare_and_what_is_usual():
    values = series(Source.ELECTRICITY)
    values[:, -26:] = homes.unattended(26)
    _, state, profile = replay(values, start(4), Source.ELECTRICITY)
    why = judge({Source.ELECTRICITY: (state[0], profile[0], 21)}, -1, Limits()).because[0]
    assert why.hours_silent in range(20, 28)
    assert why.rarity_days > 30
    assert why.usual_high > why.usual_low > 0


def test_a_home_nobody_knows_yet_is_judged_by_the_published_hours():
    values = homes.water(6)
    values[:, -40:] = 0
    _, state, profile = replay(values, start(4), Source.WATER)
    assert not profile["ready"].any()
    assert judge({Source.WATER: (state[0], profile[0], 23)}, -1, Limits()).grade is Grade.CAUTION


def test_an_hour_of_a_hundred_thousand_homes_takes_less_than_two_seconds_and_a_gigabyte():
    count = 100_000
    tracemalloc.start()
    state, profile = fresh(count), unknown_homes(count, Source.ELECTRICITY)
    value = np.random.default_rng(0).gamma(2, 100, count).astype(np.float32)
    begin = time.process_time()
    step(state, profile, value, np.full(count, 5), Source.ELECTRICITY)
    took = time.process_time() - begin
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert took < 2
    assert peak < 1e9
