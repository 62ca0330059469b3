"""Hour by hour and many at once, with numba and without, torn into whatever pieces: the same numbers."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chomchom.silence import PROFILE, STATE, Source, fast, replay, step
from chomchom.silence.engine import advance
from tests.silence import homes

COUNT, HOURS = 6, 60
MAKE = {Source.ELECTRICITY: homes.electricity, Source.WATER: homes.water}
START = (70 * 24 - HOURS) % 24


@cache
def known_homes(source: Source) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """States and profiles of homes seventy days old, and hours still to come, a silence among them."""
    values = MAKE[source](70, homes=COUNT)
    values[:3, -40:] = homes.unattended(40) if source is Source.ELECTRICITY else 0
    _, state, profile = replay(values[:, :-HOURS], np.zeros(COUNT, np.int64), source)
    return state, profile, values[:, -HOURS:]


def by_steps(source: Source, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    state, profile, _ = known_homes(source)
    state = state.copy()
    hours = [np.full(COUNT, (START + now) % 24) for now in range(values.shape[1])]
    scores = [step(state, profile, values[:, now], hour, source) for now, hour in enumerate(hours)]
    return np.stack(scores, axis=1), state


def torn(source: Source, seed: int, share: float, run: int) -> np.ndarray:
    """The hours to come with single readings and runs of them lost."""
    rng, values = np.random.default_rng(seed), known_homes(source)[2].copy()
    values[rng.random(values.shape) < share] = np.nan
    begins = rng.integers(0, HOURS - run, COUNT)
    for home, begin in enumerate(begins):
        values[home, begin : begin + run] = np.nan
    return values


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(list(MAKE)), st.integers(0, 999), st.sampled_from([0.0, 0.1, 0.6]), st.sampled_from([0, 1, 6, 24])
)
def test_one_pass_by_numba_gives_the_numbers_of_single_steps(source, seed, share, run):
    values = torn(source, seed, share, run)
    scores, after = by_steps(source, values)
    state, out = known_homes(source)[0].copy(), np.empty(values.shape, np.float32)
    if not fast.advance(state, known_homes(source)[1], values, np.full(COUNT, START), source, out):
        pytest.skip("numba is not installed")
    assert np.abs(out - scores).max() < 1e-6
    for name in STATE.names:
        assert np.array_equal(state[name], after[name], equal_nan=name == "before"), name


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(list(MAKE)), st.integers(0, 999), st.lists(st.integers(1, HOURS - 1), max_size=4, unique=True))
def test_hours_taken_in_pieces_are_hours_taken_at_once(source, seed, cuts):
    values = torn(source, seed, 0.1, 6)
    scores, after = by_steps(source, values)
    state, profile, _ = known_homes(source)
    state, pieces, edges = state.copy(), [], [0, *sorted(cuts), HOURS]
    for begin, end in pairwise(edges):
        pieces.append(advance(state, profile, values[:, begin:end], np.full(COUNT, (START + begin) % 24), source))
    assert np.abs(np.concatenate(pieces, axis=1) - scores).max() < 1e-6
    assert state.tobytes() == after.tobytes()


def test_without_numba_many_hours_are_still_the_same(monkeypatch):
    values = torn(Source.WATER, 1, 0.1, 6)
    monkeypatch.setattr(fast, "WORTH_IT", 1)
    quick, slow = known_homes(Source.WATER)[0].copy(), known_homes(Source.WATER)[0].copy()
    one = advance(quick, known_homes(Source.WATER)[1], values, np.full(COUNT, START), Source.WATER)
    monkeypatch.setattr(fast, "_all_homes", None)
    two = advance(slow, known_homes(Source.WATER)[1], values, np.full(COUNT, START), Source.WATER)
    assert np.array_equal(one, two)
    assert quick.tobytes() == slow.tobytes()


def test_a_home_and_source_is_remembered_in_64_bytes_beside_what_is_usual():
    assert STATE.itemsize <= 64
    assert PROFILE.itemsize < 1500
