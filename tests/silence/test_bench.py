"""What the shared evaluator asks of the detectors, and bad input that must do no harm."""

from __future__ import annotations

import numpy as np
import pytest

from chomchom.silence.bench import Electricity, Water, fused
from chomchom.silence.fusing import usual_use
from tests.silence import homes

HOURS = 70 * 24
DETECTORS = {"electricity": Electricity(), "water": Water()}
START = np.zeros(4, int)


def given(source: str) -> np.ndarray:
    if source == "electricity":
        return (homes.electricity(70) / 1000).astype(np.float32)
    return homes.water(70)


@pytest.mark.parametrize("source", DETECTORS)
def test_scores_have_the_evaluators_form_and_use_nothing_of_the_future(source):
    values = given(source)
    scores = DETECTORS[source].score(values, START, {"source": source})
    assert scores.dtype == np.float32
    assert scores.shape == values.shape
    assert np.isfinite(scores).all()
    changed = values.copy()
    changed[:, -200:] = np.random.default_rng(0).random((4, 200)) * 3
    assert np.allclose(scores[:, :-200], DETECTORS[source].score(changed, START, {"source": source})[:, :-200])


@pytest.mark.parametrize("sources", ["e", "w", "t", "ew", "et", "wt", "ewt"])
def test_every_subset_gives_a_score_that_rises_when_all_fall_silent(sources):
    whole = {"electricity": given("electricity"), "water": given("water"), "telecom": np.ones((4, 71), int)}
    names = {"e": "electricity", "w": "water", "t": "telecom"}
    some = {names[one]: whole[names[one]].copy() for one in sources}
    for name, values in some.items():
        if name == "telecom":
            values[:, -3:] = 0
        else:
            values[:, -40:] = homes.unattended(40) / 1000 if name == "electricity" else 0
    scores = fused(some, START)
    assert scores.dtype == np.float32
    assert (scores[:, HOURS - 3] > np.quantile(scores[:, 60 * 24 : HOURS - 60], 0.9, axis=1)).all()


def test_a_phone_used_since_calms_and_a_phone_unused_worries():
    values = {"electricity": given("electricity"), "telecom": np.ones((4, 71), int)}
    values["electricity"][:, -64:] = homes.unattended(64) / 1000
    used = fused(values, START)
    unused = fused({**values, "telecom": np.where(np.arange(71) >= 68, 0, values["telecom"])}, START)
    unknown = fused({**values, "telecom": np.where(np.arange(71) >= 68, -1, values["telecom"])}, START)
    assert (used[:, -1] < unknown[:, -1]).all()
    assert (unknown[:, -1] < unused[:, -1]).all()


def test_a_source_that_never_sends_is_no_source():
    only = fused({"electricity": given("electricity")}, START)
    dark = np.full((4, HOURS), np.nan, np.float32)
    assert np.array_equal(only, fused({"electricity": given("electricity"), "water": dark}, START))


@pytest.mark.parametrize("cut", [1, 6, 24, 72])
def test_losing_one_source_never_raises_the_joined_score(cut):
    values = {"electricity": given("electricity"), "water": given("water")}
    for name in values:
        values[name][:, -100:] = homes.unattended(100) / 1000 if name == "electricity" else 0
    torn = {**values, "water": values["water"].copy()}
    torn["water"][:, -60 : -60 + cut] = np.nan
    whole, less = fused(values, START), fused(torn, START)
    back = np.ones(HOURS, bool)
    back[HOURS - 60 : HOURS - 60 + cut] = False
    assert (less[:, back] <= whole[:, back] + 1e-4).all()


def test_what_is_usual_of_a_phone_is_taken_from_the_days_before():
    used = np.ones((1, 30), int)
    changed = used.copy()
    changed[:, 20:] = 0
    assert np.array_equal(usual_use(used)[:, :21], usual_use(changed)[:, :21])


BAD = {
    "negative": lambda x: np.where(np.arange(x.shape[1]) % 97 == 0, -5, x),
    "infinite": lambda x: np.where(np.arange(x.shape[1]) % 97 == 0, np.inf, x),
    "huge": lambda x: np.where(np.arange(x.shape[1]) % 97 == 0, 1e9, x),
    "nothing": lambda x: np.full_like(x, np.nan),
    "stuck": lambda x: np.full_like(x, 0.3),
    "zero": np.zeros_like,
    "shifted by an hour": lambda x: np.roll(x, 1, axis=1),
    "two homes swapped": lambda x: np.concatenate([x[:, : HOURS // 2], x[::-1, HOURS // 2 :]], axis=1),
    "days out of order": lambda x: x.reshape(4, -1, 24)[:, ::-1].reshape(4, -1),
    "each day twice": lambda x: np.repeat(x.reshape(4, -1, 24), 2, axis=1).reshape(4, -1)[:, :HOURS],
}


@pytest.mark.parametrize("source", DETECTORS)
@pytest.mark.parametrize("harm", BAD)
@pytest.mark.filterwarnings("error")
def test_bad_readings_give_finite_scores_and_leave_other_homes_alone(source, harm):
    values = given(source)
    bad = values.copy()
    bad[:2] = BAD[harm](values)[:2].astype(np.float32)
    scores = DETECTORS[source].score(bad, START, {"source": source})
    assert np.isfinite(scores).all()
    assert np.abs(scores[2:] - DETECTORS[source].score(values, START, {"source": source})[2:]).max() < 1e-6


@pytest.mark.parametrize("source", DETECTORS)
def test_a_clock_shifted_by_an_hour_calls_nobody_out(source):
    values = given(source)
    shifted = values.copy()
    shifted[:, -240:] = np.roll(values, 1, axis=1)[:, -240:]
    before = DETECTORS[source].score(values, START, {"source": source})[:, -240:].max(axis=1)
    after = DETECTORS[source].score(shifted, START, {"source": source})[:, -240:].max(axis=1)
    assert (after < before + 1.5).all()
