"""Overlap without disclosure: yes, no and what kind; the question is logged and the other file stays shut."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.referrals import actions, rules
from chomchom.referrals.models import Referral
from chomchom.referrals.rules import OPEN, Overlap, ReferralState
from chomchom.store.acting import acting
from tests.desks import log_in

SIMILAR = frozenset({"meals", "goods"})


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        ("sent", Overlap(asked=("meals",))),
        ("waitlisted", Overlap(asked=("meals",))),
        ("accepted", Overlap(getting=("meals",))),
        ("on_hold", Overlap(getting=("meals",))),
        ("draft", Overlap()),
        ("completed", Overlap()),
        ("declined", Overlap()),
    ],
)
def test_the_answer_follows_from_the_state(state, answer):
    assert rules.overlap([("meals", ReferralState(state))], similar=SIMILAR) == answer


def test_another_kind_of_need_is_none_of_the_question():
    assert not rules.overlap([("debt", ReferralState.ACCEPTED)], similar=SIMILAR).found


@given(st.lists(st.tuples(st.sampled_from(["meals", "goods", "debt"]), st.sampled_from(ReferralState))))
def test_it_says_yes_exactly_where_something_similar_is_open(held):
    answer = rules.overlap(held, similar=SIMILAR)
    assert answer.found == any(need in SIMILAR and state in OPEN for need, state in held)
    assert not set(answer.getting) & set(answer.asked)


def ask(town, deed, need="goods"):
    with acting(deed):
        return actions.ask_overlap(deed, person_id=town.person, need=need)


def test_a_similar_service_is_yes_before_and_after_it_is_taken_and_the_question_is_logged(town):
    officer = town.deeds.haneul()
    assert not ask(town, officer).found
    referral_id = town.send()
    assert ask(town, officer) == Overlap(asked=("meals",))
    town.do(town.deeds.seoyeon(), "accept", referral_id)
    assert ask(town, officer) == Overlap(getting=("meals",))
    assert not ask(town, officer, need="debt").found
    assert [entry.payload["found"] for entry in Entry.objects.filter(tag="referrals:overlap:asked").order_by("seq")] == [
        False, True, True, False
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("select record_kind from accounts_accesslog where purpose = 'overlap-question'")
        assert cursor.fetchall() == [("overlap",)] * 4


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (lambda d: d.seoyeon(), "overlap-not-yours-to-ask"),
        (lambda d: d.jiu(), "overlap-not-yours-to-ask"),
        (lambda d: d.doyun(), "no-such-person"),
    ],
    ids=["an agency", "the secretariat", "another dong"],
)
def test_nearest_misses_hear_no_answer_and_leave_no_line(town, who, code):
    town.send()
    with pytest.raises(Refused, match=code):
        ask(town, who(town.deeds))
    assert not Entry.objects.filter(tag="referrals:overlap:asked").exists()


def test_a_need_nobody_knows_is_refused(town):
    with pytest.raises(Refused, match="need-unknown"):
        ask(town, town.deeds.haneul(), need="gold")


def test_the_send_page_asks_and_names_no_agency(town, client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    referral_id = town.send()
    officer = log_in(client, "김하늘")
    answer = officer.post(f"/referrals/overlap/?person={town.person}&need=goods", follow=True).content.decode()
    assert "답을 기다리는 것: 식사·반찬" in answer
    assert Referral.objects.get(pk=referral_id).state == "sent"
    assert officer.post(f"/referrals/overlap/?person={town.person}").status_code == 404
