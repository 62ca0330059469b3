"""The calls a home gets: near its budget, spread over homes, and never fewer for want of an answer."""

from __future__ import annotations

import numpy as np
import pytest

from chomchom.silence.control import Budget, answered, asks, simulate, unheard


def uneven_homes(days: int = 720, count: int = 60) -> np.ndarray:
    """Scores of homes that differ by more than a limit for all can bear: waves of a day with rare, long peaks."""
    rng = np.random.default_rng(3)
    hours = days * 24
    own = rng.normal(0, 1.0, (count, 1))
    peaks = np.repeat(rng.exponential(1.0, (count, days)), 24, axis=1)
    return (own + peaks - 4 * (np.arange(hours) % 24 < 20)).astype(np.float32)


@pytest.mark.parametrize("days", [30, 90])
def test_calls_come_to_rest_at_the_budget_and_no_tenth_of_homes_has_half(days):
    scores = uneven_homes()
    live = np.ones(scores.shape, bool)
    calls = simulate(scores, live, limit=3.0, budget=Budget(days=days))[:, 120 * 24 :]
    homes, hours = calls.shape
    real = homes * hours / 24 / calls.sum()
    assert 0.7 <= real / days <= 1.4
    most = np.sort(calls.sum(axis=1))[::-1]
    assert most[: homes // 10].sum() < 0.5 * most.sum()


def test_one_limit_for_all_would_let_few_homes_take_the_calls():
    scores = uneven_homes()
    still = Budget(days=90, step=0.0)
    calls = simulate(scores, np.ones(scores.shape, bool), limit=4.5, budget=still)
    fair = simulate(scores, np.ones(scores.shape, bool), limit=4.5, budget=Budget(days=90))
    assert _top_tenth(calls) > _top_tenth(fair)


def _top_tenth(calls: np.ndarray) -> float:
    most = np.sort(calls.sum(axis=1))[::-1]
    return float(most[: len(calls) // 10].sum() / most.sum())


def test_a_call_nobody_answered_leaves_the_limit_where_it_was():
    state = unheard(2)
    first = asks(state, np.array([5.0, 5.0], np.float32), 3.0, Budget())
    answered(state, np.array([0]), Budget())
    assert first.all()
    assert state["extra"][0] > state["extra"][1]
    assert state["extra"][1] <= 0


def test_a_silence_that_goes_on_is_asked_after_again_and_not_every_hour():
    state, asked = unheard(1), []
    for hour in range(100):
        if asks(state, np.array([9.0], np.float32), 3.0, Budget())[0]:
            asked.append(hour)
    assert asked == [0, 73]


def test_the_desk_gets_no_more_than_it_can_take_and_the_gravest_first():
    state, scores = unheard(10), np.arange(10, dtype=np.float32) + 5
    due = asks(state, scores, 3.0, Budget(desk_a_day=48))
    assert list(np.flatnonzero(due)) == [8, 9]
    assert list(np.flatnonzero(asks(state, scores, 3.0, Budget(desk_a_day=48)))) == [6, 7]


def test_a_gap_asks_after_nobody_anew():
    state = unheard(1)
    asks(state, np.array([9.0], np.float32), 3.0, Budget())
    assert not any(asks(state, np.array([9.0], np.float32), 3.0, Budget())[0] for _ in range(70))
