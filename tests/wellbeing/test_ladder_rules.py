"""The ladder as a table: when each step comes, who ends it, and what a city may keep."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.kernel.verdicts import Refused
from chomchom.wellbeing.rules import ladder
from chomchom.wellbeing.rules.ladder import Quiet, Rung, Step
from chomchom.wellbeing.rules.words import Channel, ContactMode, Grade

RAISED = datetime(2026, 6, 22, 1, 0, tzinfo=UTC)
RUNGS = (
    Rung(Channel.AI_CALL, 0, times=3, every_minutes=30),
    Rung(Channel.DESK_CALL, 15),
    Rung(Channel.PAGE_DESK, 30),
)
STEPS = ladder.unfold(RUNGS)
NIGHT = Quiet(time(21), time(8))


def test_three_calls_half_an_hour_apart_then_the_desk_then_a_page():
    assert [(s.channel, s.minute) for s in STEPS] == [
        ("ai_call", 0), ("ai_call", 30), ("ai_call", 60), ("desk_call", 75), ("page_desk", 105),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rungs", "code"),
    [
        ((), "ladder-empty"),
        ((Rung(Channel.DESK_CALL, -1),), "ladder-step-without-time"),
        ((Rung(Channel.DESK_CALL, 5, times=0),), "ladder-step-without-time"),
        ((Rung(Channel.DESK_CALL, 5, times=21),), "ladder-too-long"),
        ((Rung(Channel.DESK_CALL, 5), Rung(Channel.AI_CALL, 5)), "ladder-ends-with-machine"),
    ],
)
def test_what_a_city_may_not_keep(rungs, code):
    with pytest.raises(Refused) as refused:
        ladder.check_ladder(rungs)
    assert refused.value.code == code


def test_a_chain_without_people_cannot_be_kept():
    ladder.check_chain(1)
    with pytest.raises(Refused, match="chain-without-people"):
        ladder.check_chain(0)


@given(st.integers(0, 60), st.integers(0, 2000))
def test_every_step_has_a_later_due_time_for_ever(number, late):
    taken = RAISED + timedelta(minutes=late)
    due = ladder.next_due(STEPS, number + 1, raised_at=RAISED, taken_at=taken, again_minutes=30)
    assert due > taken
    assert ladder.step_at(STEPS, number).channel in set(Channel)


def test_beyond_the_last_step_the_last_comes_again():
    assert ladder.step_at(STEPS, 99).channel is Channel.PAGE_DESK
    assert ladder.is_used_up(STEPS, 5)
    assert not ladder.is_used_up(STEPS, 4)


@pytest.mark.parametrize(
    ("hour", "grade", "expected"),
    [(12, Grade.CAUTION, 12), (22, Grade.CAUTION, 8), (3, Grade.UNKNOWN, 8), (3, Grade.SEVERE, 3)],
)
def test_no_machine_rings_at_night_unless_it_is_severe(hour, grade, expected):
    from chomchom.kernel.deeds import SEOUL

    at = datetime(2026, 6, 22, hour, 0, tzinfo=SEOUL)
    rung = ladder.may_ring(Channel.AI_CALL, at=at, grade=grade, quiet=NIGHT, preferred=None)
    assert rung.astimezone(SEOUL).hour == expected
    assert rung >= at


def test_a_human_channel_is_never_put_off():
    at = datetime(2026, 6, 22, 18, 0, tzinfo=UTC)
    assert ladder.may_ring(Channel.DESK_CALL, at=at, grade=Grade.CAUTION, quiet=NIGHT, preferred=NIGHT) == at


def test_the_hours_a_person_named_are_kept():
    from chomchom.kernel.deeds import SEOUL

    mornings = Quiet(since=time(12), until=time(9))
    at = datetime(2026, 6, 22, 15, 0, tzinfo=SEOUL)
    rung = ladder.may_ring(Channel.AI_CALL, at=at, grade=Grade.CAUTION, quiet=NIGHT, preferred=mornings)
    assert rung.astimezone(SEOUL) == datetime(2026, 6, 23, 9, 0, tzinfo=SEOUL)


def test_who_chose_a_human_voice_is_not_rung_by_a_machine():
    steps = ladder.for_mode(STEPS, ContactMode.DESK_CALL)
    assert Channel.AI_CALL not in {s.channel for s in steps}
    assert steps[0] == Step(Channel.DESK_CALL, 0)
    assert ladder.for_mode(STEPS, ContactMode.PASSIVE) == tuple(STEPS)
