"""The call policy: who is asked, when and by which way; and that nothing unsaid is ever taken for a sign of life."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chomchom.kernel.deeds import SEOUL
from chomchom.outreach.rules.attempts import after_attempt
from chomchom.outreach.rules.machine import EPISODE_STATES
from chomchom.outreach.rules.words import OPEN_STATES, AttemptResult, EpisodeState
from chomchom.outreach.rules.words import RANK as EPISODE_RANK
from chomchom.outreach.rules.words import Grade as EpisodeGrade
from chomchom.telephony import Result
from chomchom.wellbeing.rules import policy
from chomchom.wellbeing.rules.ladder import Quiet, first_moment
from chomchom.wellbeing.rules.policy import CityRules, Known, Turn, Wish
from chomchom.wellbeing.rules.words import MACHINE_MODES, CallResult, ContactMode, Grade
from tests.conftest import MONDAY

CITY = CityRules(usual_hours=84, longest_hours=168, again_minutes=120, most_tries=3, quiet=Quiet(time(21), time(8)))
ASKED = Wish(mode=ContactMode.AI_CALL)
SILENT = Known(hours=90)


def decide(wish=ASKED, known=SILENT, at=MONDAY):
    return policy.decide(wish, known, CITY, at=at)


@pytest.mark.parametrize(
    ("wish", "known", "turn"),
    [
        ({}, {}, Turn.ASK),
        ({}, {"hours": 83}, Turn.WAIT),
        ({"limit_hours": 24}, {"hours": 24}, Turn.ASK),
        ({"limit_hours": 24}, {"hours": 23}, Turn.WAIT),
        ({"mode": ContactMode.PASSIVE}, {"hours": 999}, Turn.WAIT),
        ({"mode": ContactMode.PASSIVE, "limit_hours": 48}, {"hours": 48}, Turn.ASK),
        ({}, {"open_alert": True}, Turn.WAIT),
        ({}, {"being_asked": True}, Turn.WAIT),
        ({}, {"unreached_in_a_row": 3}, Turn.WORRY),
        ({}, {"unreached_in_a_row": 3, "hours": 80}, Turn.WAIT),
        ({}, {"unreached_in_a_row": 1, "last_asked_at": MONDAY - timedelta(minutes=119)}, Turn.WAIT),
        ({}, {"unreached_in_a_row": 1, "last_asked_at": MONDAY - timedelta(minutes=120)}, Turn.ASK),
        ({"days": frozenset({1})}, {}, Turn.WAIT),
        ({"unwanted": Quiet(time(12), time(10))}, {}, Turn.WAIT),
    ],
)
def test_who_is_asked_now(wish, known, turn):
    assert decide(replace(ASKED, **wish), replace(SILENT, **known)).turn is turn


@pytest.mark.parametrize(
    ("wish", "asked", "way"),
    [
        ({}, 0, ContactMode.AI_CALL),
        ({"mode": ContactMode.PASSIVE, "limit_hours": 12}, 0, ContactMode.AI_CALL),
        ({"mode": ContactMode.TEXT}, 0, ContactMode.TEXT),
        ({"mode": ContactMode.NEIGHBOUR}, 9, ContactMode.NEIGHBOUR),
        ({"machine_refused": True}, 0, ContactMode.DESK_CALL),
        ({"mode": ContactMode.TEXT, "machine_refused": True}, 0, ContactMode.DESK_CALL),
        ({"language": "vi"}, 0, ContactMode.DESK_CALL),
        ({"language": "vi", "mode": ContactMode.TEXT}, 0, ContactMode.TEXT),
        ({"calls_a_week": 2}, 1, ContactMode.AI_CALL),
        ({"calls_a_week": 2}, 2, ContactMode.DESK_CALL),
    ],
)
def test_by_which_way(wish, asked, way):
    assert decide(replace(ASKED, **wish), replace(SILENT, asked_this_week=asked)).mode is way


@pytest.mark.parametrize(("answered", "limit"), [(0, 84), (1, 105), (2, 126), (4, 168), (9, 168)])
def test_answered_calls_leave_the_home_alone_for_longer(answered, limit):
    assert policy.limit_of(ASKED, Known(hours=0, answered_in_a_row=answered), CITY) == limit


def test_a_limit_beyond_the_citys_longest_is_the_persons_own_and_stays():
    assert (
        policy.limit_of(Wish(mode=ContactMode.TEXT, limit_hours=300), Known(hours=0, answered_in_a_row=9), CITY) == 300
    )


hours = st.builds(time, st.integers(0, 23))
quiets = st.one_of(st.none(), st.builds(Quiet, hours, hours))
wishes = st.builds(
    Wish, mode=st.sampled_from(ContactMode), days=st.frozensets(st.integers(0, 6), min_size=1), unwanted=quiets,
    language=st.sampled_from(("ko", "en", "vi")), calls_a_week=st.integers(0, 21), limit_hours=st.sampled_from((0, 12, 48)),
    machine_refused=st.booleans(),
)  # fmt: skip
knowns = st.builds(
    Known, hours=st.integers(0, 999), open_alert=st.booleans(), being_asked=st.booleans(),
    asked_this_week=st.integers(0, 30), unreached_in_a_row=st.integers(0, 9), answered_in_a_row=st.integers(0, 99),
    last_asked_at=st.one_of(st.none(), st.just(MONDAY - timedelta(minutes=30))),
)  # fmt: skip
moments = st.integers(0, 7 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))


@given(wishes, knowns, moments)
@settings(max_examples=400)
def test_a_wish_is_never_overridden(wish, known, at):
    told = decide(wish, known, at)
    if told.turn is Turn.ASK:
        assert not known.open_alert
        assert not known.being_asked
        assert first_moment(at, days=wish.days, quiet=(CITY.quiet, wish.unwanted)) == at
        if told.mode in MACHINE_MODES:
            assert not wish.machine_refused
            assert known.asked_this_week < wish.calls_a_week


@given(st.frozensets(st.integers(0, 6), min_size=1), quiets, moments)
def test_a_moved_moment_keeps_every_wish_or_none_can_be_kept(days, unwanted, at):
    moment = first_moment(at, days=days, quiet=(CITY.quiet, unwanted))
    assert at <= moment <= at + timedelta(days=15)
    kept = moment.astimezone(SEOUL).weekday() in days and not CITY.quiet.holds(moment)
    kept = kept and (unwanted is None or not unwanted.holds(moment))
    if not kept:
        free = [h for h in range(8, 21) if unwanted is None or not unwanted.holds(MONDAY.replace(hour=(h - 9) % 24))]
        assert moment == at
        assert not free


UNTELLING = sorted(set(CallResult) - {CallResult.ANSWERED_OK})


@given(st.lists(st.tuples(st.sampled_from(UNTELLING), st.booleans(), st.booleans()), max_size=12))
def test_only_a_clear_answer_is_a_sign_of_life(results):
    unreached = answered = 0
    for result, said_help, human in results:
        after = policy.after_contact(
            result, unreached=unreached, answered=answered, said_help=said_help, wants_human=human
        )
        assert not after.sign_of_life
        assert after.answered == 0
        assert after.grade is not None or after.unreached == unreached + 1
        assert after.grade in (None, Grade.CAUTION, Grade.UNKNOWN, Grade.SEVERE)
        if said_help:
            assert after.grade is Grade.SEVERE
        assert after.refused == (result is CallResult.REFUSED)
        unreached, answered = after.unreached, after.answered


@given(
    st.sampled_from(sorted(OPEN_STATES)),
    st.sampled_from(EpisodeGrade),
    st.lists(st.sampled_from(AttemptResult), max_size=15),
)
@settings(max_examples=300)
def test_no_sequence_of_results_lowers_a_grade_or_ends_anything(state, grade, results):
    for result in results:
        after = after_attempt(EpisodeState(state), grade, result)
        assert EPISODE_RANK[after.grade] >= EPISODE_RANK[grade]
        grade = after.grade
        if after.move:
            state = EPISODE_STATES.target(after.move, EpisodeState(state))
        assert state in OPEN_STATES


def test_the_codes_of_the_line_are_ours():
    assert {str(one) for one in Result} == {str(one) for one in CallResult}
    assert {str(one) for one in CallResult} <= {str(one) for one in AttemptResult}
