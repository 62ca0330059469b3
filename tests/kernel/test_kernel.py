from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

import pytest

from chomchom.kernel.deeds import Deed, Reach, machine_deed
from chomchom.kernel.events import Code, Event
from chomchom.kernel.roles import Role
from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused, verdict


class Light(StrEnum):
    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


LIGHTS = StateTable(
    Light,
    Light.RED,
    (
        Move("go", frozenset({Light.RED}), Light.GREEN),
        Move("stop", frozenset({Light.GREEN}), Light.RED),
        Move("fail", frozenset({Light.RED, Light.GREEN}), Light.BROKEN),
    ),
)


def test_a_move_that_is_not_listed_is_refused():
    assert LIGHTS.target("go", Light.RED) is Light.GREEN
    with pytest.raises(Refused, match="wrong-state"):
        LIGHTS.target("go", Light.GREEN)


def test_a_state_nothing_reaches_makes_the_table_impossible():
    with pytest.raises(ValueError, match="no move reaches"):
        StateTable(Light, Light.RED, (Move("go", frozenset({Light.RED}), Light.GREEN),))


def test_ends_are_the_states_nothing_leaves():
    assert LIGHTS.ends() == {Light.BROKEN}


def test_the_table_draws_itself():
    assert "red --> green: go" in LIGHTS.mermaid()


def test_a_verdict_carries_the_code_and_the_facts():
    def check() -> None:
        raise Refused("too-late", days=3)

    answer = verdict(check)
    assert not answer
    assert (answer.code, answer.facts) == ("too-late", {"days": 3})
    assert verdict(lambda: None)


@pytest.mark.parametrize(("hour", "day"), [(14, 22), (15, 23)])
def test_a_deed_falls_on_the_korean_day(hour, day):
    deed = Deed(actor_id=uuid4(), at=datetime(2026, 6, 22, hour, 59, tzinfo=UTC))
    assert deed.day.day == day


def test_a_reason_is_a_code_and_never_a_story():
    with pytest.raises(ValueError, match="reason is a code"):
        Deed(actor_id=uuid4(), at=datetime(2026, 6, 22, tzinfo=UTC), reason="전화를 안 받으심")


def test_a_deed_without_a_zone_is_impossible():
    with pytest.raises(ValueError, match="aware"):
        Deed(actor_id=uuid4(), at=datetime(2026, 6, 22))


def test_reach_is_all_for_officers_and_machines_granted_for_holders_none_for_the_rest():
    at = datetime(2026, 6, 22, tzinfo=UTC)
    assert machine_deed("x", at=at).reach is Reach.ALL
    assert Deed(actor_id=uuid4(), at=at, roles=frozenset({Role.DONG_OFFICER})).reach is Reach.ALL
    assert (
        Deed(actor_id=uuid4(), at=at, agency_id=uuid4(), roles=frozenset({Role.AGENCY_WORKER})).reach is Reach.GRANTED
    )
    assert Deed(actor_id=uuid4(), at=at, roles=frozenset({Role.COUNCIL_OFFICE})).reach is Reach.NONE


def test_text_may_not_enter_the_ledger():
    with pytest.raises(TypeError, match="may not enter"):

        class Told(Event):
            tag = "test:story:told"
            words: str


def test_a_code_is_short_and_has_no_spaces():
    assert Code("4127151000") == "4127151000"
    for bad in ("두 단어", "a b", "x" * 33, ""):
        with pytest.raises(ValueError, match="not a code"):
            Code(bad)
