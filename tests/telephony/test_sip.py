"""Our telephone rings a second one on loopback: what comes back is what happened there."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from chomchom.telephony import LineFailed, Order, Result, SipLine, SipSettings
from tests.telephony.phone import BROKEN, BUSY, NOBODY, UNKNOWN, Phone

SECRET = "a-long-word"


def order(number: str = "01000001111", *, script: str = "check", language: str = "ko") -> Order:
    return Order(key=uuid4(), number=number, script=script, language=language)


def settings(phone: Phone, **more: object) -> SipSettings:
    quick = SipSettings(
        host="127.0.0.1", port=phone.port, here="127.0.0.1", password=phone.password, ring_seconds=1, reply_seconds=1.2,
        press_seconds=0.5, longest_seconds=20,
    )  # fmt: skip
    return replace(quick, **more)


@pytest.mark.parametrize(
    ("behaves", "result"),
    [
        ({"presses": "1"}, Result.ANSWERED_OK),
        ({"presses": "2"}, Result.ANSWERED_NEEDS_HELP),
        ({"presses": "9"}, Result.REFUSED),
        ({"presses": "0"}, Result.ANSWERED_UNCLEAR),
        ({"presses": "~1"}, Result.ANSWERED_OK),
        ({"presses": "51"}, Result.ANSWERED_OK),
        ({"presses": "!"}, Result.INTERRUPTED),
        ({"presses": ""}, Result.ANSWERED_UNCLEAR),
        ({"refuses": BUSY}, Result.BUSY),
        ({"refuses": UNKNOWN}, Result.OUT_OF_SERVICE),
        ({"refuses": NOBODY}, Result.NO_ANSWER),
        ({"refuses": "480 Temporarily Unavailable"}, Result.DEVICE_OFF),
        ({"refuses": "603 Decline"}, Result.NO_ANSWER),
    ],
)
def test_what_happens_there_is_the_fact_here(behaves, result):
    with Phone(**behaves) as phone:
        fact = SipLine(settings(phone)).place(order())
    assert fact.result is result
    assert "ACK" in phone.seen


@pytest.mark.parametrize("law", [0, 8])
def test_a_voice_is_heard_and_our_words_arrive(law):
    with Phone(presses="~1", law=law) as phone:
        fact = SipLine(settings(phone)).place(order())
    assert fact.heard_voice
    assert phone.packets >= 20


def test_a_silent_line_is_no_voice():
    with Phone(presses="1") as phone:
        assert not SipLine(settings(phone)).place(order()).heard_voice


def test_three_questions_are_asked_one_after_the_other():
    with Phone(presses="123") as phone:
        fact = SipLine(settings(phone)).place(order(script="weekly"))
    assert fact.answers == {"well": "yes", "away": "away", "days": "3"}
    assert phone.seen.count("BYE") == 1


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
def test_the_exchange_is_shown_who_we_are(algorithm):
    with Phone(presses="1", password=SECRET, algorithm=algorithm) as phone:
        assert SipLine(settings(phone)).place(order()).result is Result.ANSWERED_OK
    assert phone.seen[:3] == ["INVITE", "ACK", "INVITE"]


def test_with_the_wrong_word_the_line_has_failed_and_nothing_is_known_of_the_person():
    with Phone(presses="1", password=SECRET) as phone:
        with pytest.raises(LineFailed, match="401"):
            SipLine(settings(phone, password="another")).place(order())


@pytest.mark.parametrize("behaves", [{"silent": True}, {"refuses": BROKEN}, {"refuses": "302 Moved Temporarily"}])
def test_a_line_that_fails_says_nothing_about_the_person(behaves):
    with Phone(**behaves) as phone, pytest.raises(LineFailed):
        SipLine(settings(phone)).place(order())


def test_a_call_may_be_placed_from_within_a_loop():
    async def inside(phone):
        return SipLine(settings(phone)).place(order())

    with Phone(presses="1") as phone:
        assert asyncio.run(inside(phone)).result is Result.ANSWERED_OK


def test_a_lost_packet_is_sent_again():
    with Phone(presses="1", loses_first=1) as phone:
        assert SipLine(settings(phone)).place(order()).result is Result.ANSWERED_OK


def test_a_repeated_answer_is_acknowledged_again():
    with Phone(presses="1", loses_acks=2) as phone:
        assert SipLine(settings(phone)).place(order()).result is Result.ANSWERED_OK
    assert phone.seen.count("ACK") == 3


def test_who_picks_up_in_the_moment_of_cancelling_is_hung_up_on_and_nothing_is_known():
    with Phone(picks_up_on_cancel=True) as phone:
        assert SipLine(settings(phone)).place(order()).result is Result.NO_ANSWER
    assert phone.seen.count("BYE") == 1


def test_a_key_from_another_host_is_not_a_key():
    with Phone(presses="1", foreign=True) as phone:
        assert SipLine(settings(phone)).place(order()).result is Result.ANSWERED_UNCLEAR


def test_no_call_is_longer_than_allowed():
    with Phone() as phone:
        fact = SipLine(settings(phone, longest_seconds=0.6, press_seconds=5.0)).place(order())
    assert fact.result is Result.INTERRUPTED
    assert phone.seen.count("BYE") == 1


@pytest.mark.parametrize(
    ("asked", "result"),
    [
        ({"number": ""}, Result.NO_DEVICE),
        ({"number": "1;user=evil"}, Result.OUT_OF_SERVICE),
        ({"number": "０１０"}, Result.OUT_OF_SERVICE),
        ({"language": "vi"}, Result.LANGUAGE),
    ],
)
def test_what_cannot_be_rung_is_not_rung(asked, result):
    with Phone(presses="1") as phone:
        assert SipLine(settings(phone)).place(order(**asked)).result is result
    assert phone.seen == []
