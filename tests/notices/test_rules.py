"""Quiet hours, the order of channels, retries, codes, and that no message says more than that there is news."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.notices import rules, sentences
from chomchom.notices.rules import (
    Channel,
    CodeAnswer,
    CodeFacts,
    DeliveryFacts,
    LinkFacts,
    Quiet,
    Recipient,
    RecipientKind,
)

NOW = datetime(2026, 6, 22, 9, tzinfo=SEOUL)
NIGHT = Quiet(21, 8)


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("wanted", "leaves"),
    [
        (at(20, 59), at(20, 59)),
        (at(21), at(8, day=23)),
        (at(23, 59), at(8, day=23)),
        (at(0), at(8)),
        (at(7, 59), at(8)),
        (at(8), at(8)),
    ],
)
def test_a_message_waits_for_the_end_of_the_quiet_hours(wanted, leaves):
    assert rules.first_moment(wanted, quiet=NIGHT, urgent=False) == leaves


def test_an_urgent_message_does_not_wait():
    assert rules.first_moment(at(3), quiet=NIGHT, urgent=True) == at(3)


def test_quiet_hours_within_one_day_and_none_at_all():
    assert rules.first_moment(at(13), quiet=Quiet(12, 14), urgent=False) == at(14)
    assert rules.first_moment(at(13), quiet=Quiet(9, 9), urgent=False) == at(13)


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 1)),
    st.integers(0, 23),
    st.integers(0, 23),
)
def test_a_message_is_never_early_never_lost_and_never_in_the_quiet_hours(moment, first, last):
    wanted, quiet = moment.replace(tzinfo=SEOUL), Quiet(first, last)
    leaves = rules.first_moment(wanted, quiet=quiet, urgent=False)
    assert wanted <= leaves <= wanted + timedelta(hours=24)
    assert not quiet.holds(leaves.astimezone(SEOUL).time())


def test_whoever_is_told_by_telephone_has_two_ways_and_a_body_too():
    assert rules.channels_for(Recipient.phone("010-0000-0000"), urgent=False) == (Channel.ALIMTALK, Channel.SMS)
    body = Recipient.agency(uuid4())
    assert rules.channels_for(body, urgent=False) == (Channel.EMAIL, Channel.SMS)
    assert rules.channels_for(body, urgent=True) == (Channel.SMS, Channel.EMAIL)
    assert rules.channels_for(Recipient.account(uuid4()), urgent=True) == (Channel.EMAIL,)
    assert rules.channels_for(Recipient.email("a@example.kr"), urgent=True) == (Channel.EMAIL,)


@given(st.integers(0, 1000))
def test_trying_again_never_stops_and_never_waits_longer_than_five_minutes(attempts):
    assert timedelta(seconds=30) <= rules.pause_after(attempts) <= timedelta(minutes=5)


FAILING = DeliveryFacts(delivered=False, attempts=3, failed_for_good=False, due_at=NOW)


@pytest.mark.parametrize(
    ("ways", "red"),
    [
        ([FAILING], True),
        ([replace(FAILING, delivered=True), FAILING], False),
        ([replace(FAILING, due_at=NOW + timedelta(hours=10))], False),
        ([replace(FAILING, failed_for_good=True, due_at=NOW + timedelta(hours=10))], True),
        ([], False),
    ],
)
def test_a_message_is_red_when_nobody_can_be_sure_it_arrived(ways, red):
    assert rules.is_red(ways, now=NOW + timedelta(minutes=3), patience=timedelta(minutes=2)) is red


CODE = CodeFacts(sent=True, until=NOW + timedelta(minutes=10), tries=0, most_tries=5, now=NOW)


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({}, None),
        ({"sent": False}, CodeAnswer.NONE_SENT),
        ({"until": None}, CodeAnswer.NONE_SENT),
        ({"tries": 5}, CodeAnswer.USED_UP),
        ({"now": NOW + timedelta(minutes=10)}, CodeAnswer.TOO_OLD),
    ],
)
def test_a_code_may_be_compared_only_while_it_lives(change, answer):
    assert rules.code_may_be_tried(replace(CODE, **change)) is answer


LINK = LinkFacts(found=True, right_purpose=True, revoked=False, until=NOW + timedelta(days=1), now=NOW)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"found": False, "right_purpose": False, "until": None}, "link-unknown"),
        ({"right_purpose": False}, "link-unknown"),
        ({"revoked": True}, "link-taken-back"),
        ({"until": NOW}, "link-too-old"),
        ({"until": None}, "link-too-old"),
    ],
)
def test_one_spoiled_condition_closes_a_link(change, code):
    rules.check_link_opens(LINK)
    with pytest.raises(Refused, match=code):
        rules.check_link_opens(replace(LINK, **change))


def test_no_message_has_room_for_a_person():
    """Nothing can be filled in but a one-time code: no name, no address, no reason."""
    for code, sentence in sentences.TEMPLATES.items():
        holes = re.findall(r"{([^}]*)}", str(sentence))
        assert holes == (["code"] if code == "code" else []), code
        assert not re.search(r"%\(|○|님", str(sentence)), code
        assert len(code) <= 32


def test_every_word_of_the_lists_has_its_sentence():
    assert set(sentences.CHANNELS) == set(Channel)
    assert set(sentences.TROUBLES) == set(rules.Trouble)
    assert set(sentences.CODE_ANSWERS) == set(CodeAnswer)
    assert set(sentences.CLOSED_BECAUSE) == set(rules.ClosedBecause)


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("010-1234-5678", "010-****-5678"),
        ("park@example.kr", "p***@example.kr"),
        ("112", "****"),
        ("", "****"),
    ],
)
def test_an_address_is_shown_just_enough_to_recognise(address, masked):
    assert rules.mask_address(address) == masked


def test_a_recipient_is_one_of_four_kinds():
    made = [Recipient.account(uuid4()), Recipient.agency(uuid4()), Recipient.phone("1"), Recipient.email("a@b.kr")]
    assert [one.kind for one in made] == list(RecipientKind)
