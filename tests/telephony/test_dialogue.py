"""The dialogue: every press and every silence ends in a fact, and only a clear yes is a yes."""

from __future__ import annotations

import itertools
from uuid import uuid4

import pytest

from chomchom.telephony import CHECK, TRAVEL, WEEKLY, Conversation, Order, Question, Result, Script, SimulatedLine
from chomchom.telephony.dialogue import REPEATS
from chomchom.telephony.simulator import talk


@pytest.mark.parametrize(
    ("script", "pressed", "result", "answers"),
    [
        (CHECK, "1", Result.ANSWERED_OK, {"well": "yes"}),
        (CHECK, "2", Result.ANSWERED_NEEDS_HELP, {"well": "help"}),
        (CHECK, "9", Result.REFUSED, {}),
        (CHECK, "0", Result.ANSWERED_UNCLEAR, {}),
        (CHECK, "", Result.ANSWERED_UNCLEAR, {}),
        (CHECK, "77", Result.ANSWERED_UNCLEAR, {}),
        (CHECK, "7#1", Result.ANSWERED_OK, {"well": "yes"}),
        (CHECK, "!", Result.INTERRUPTED, {}),
        (WEEKLY, "1!", Result.ANSWERED_OK, {"well": "yes"}),
        (WEEKLY, "1", Result.ANSWERED_OK, {"well": "yes"}),
        (WEEKLY, "112", Result.ANSWERED_OK, {"well": "yes", "away": "home", "meal": "no"}),
        (WEEKLY, "125", Result.ANSWERED_OK, {"well": "yes", "away": "away", "days": "5"}),
        (TRAVEL, "11", Result.ANSWERED_OK, {"well": "yes", "away": "home"}),
        (TRAVEL, "128", Result.ANSWERED_OK, {"well": "yes", "away": "away", "days": "8"}),
        (TRAVEL, "12", Result.ANSWERED_OK, {"well": "yes", "away": "away"}),
        (TRAVEL, "129", Result.REFUSED, {"well": "yes", "away": "away"}),
        (WEEKLY, "19", Result.REFUSED, {"well": "yes"}),
        (WEEKLY, "120", Result.ANSWERED_UNCLEAR, {"well": "yes", "away": "away"}),
    ],
)
def test_presses_become_facts(script, pressed, result, answers):
    fact = talk(Conversation(script), list(pressed))
    assert (fact.result, fact.answers) == (result, answers)
    assert fact.wants_human == (pressed[-1:] == "0")


@pytest.mark.parametrize("script", [CHECK, WEEKLY, TRAVEL])
def test_no_row_of_presses_is_taken_for_well_unless_one_was_pressed_first(script):
    for pressed in itertools.product("0123679#!", repeat=4):
        fact = talk(Conversation(script), list(pressed))
        if fact.result is Result.ANSWERED_OK:
            assert fact.answers["well"] == "yes"
            asked = list(itertools.takewhile(lambda key: key not in "129!0", pressed))
            assert len(asked) <= REPEATS
            assert pressed[len(asked)] == "1"


def test_silence_repeats_the_question_and_then_ends():
    conversation = Conversation(CHECK)
    assert conversation.begin().prompts == ("greeting", "well")
    said = [conversation.silence().prompts for _ in range(REPEATS + 1)]
    assert said == [("again", "well")] * REPEATS + [("goodbye",)]


@pytest.mark.parametrize("questions", [(), (Question("a", {"1": "x"}),) * 4, (Question("a", {"9": "x"}),),
                                       (Question("a", {"0": "x"}),)])  # fmt: skip
def test_a_script_asks_one_to_three_questions_and_leaves_the_two_ways_out(questions):
    with pytest.raises(ValueError):
        Script("bad", questions)


def test_the_simulated_line_speaks_the_same_dialogue():
    line = SimulatedLine(lambda order: Result.BUSY if order.number.endswith("0") else ["", "1"])
    assert line.place(Order(key=uuid4(), number="0100")).result is Result.BUSY
    assert line.place(Order(key=uuid4(), number="0101")).result is Result.ANSWERED_OK
