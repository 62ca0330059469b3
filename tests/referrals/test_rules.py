"""The machine as a table, its clocks on Korean working days, and what lists say; no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.referrals import rules, sentences
from chomchom.referrals.rules import (
    OPEN,
    OVER,
    REASONS,
    REFERRALS,
    Display,
    DisplayFacts,
    Hours,
    Outcome,
    OutcomeFacts,
    OutcomeSource,
    ReferralState,
    SendFacts,
    SharingBasis,
    Side,
    Urgency,
    WaitingFor,
)
from chomchom.rulebook.holidays import working_days

S = ReferralState
NAMES = [move.name for move in REFERRALS.moves()]
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "referral-states.md"
HOURS = Hours(
    seen_working_days=2,
    remind_working_days=3,
    expire_working_days=14,
    urgent_cutoff_hour=15,
    urgent_next_day_hour=12,
    urgent_remind_hours=2,
    urgent_expire_working_days=2,
    waitlist_days=60,
    outcome_ask_days=30,
    outcome_ask_again_days=60,
)

LISTED = (
    {
        ("draft", "sent"),
        ("sent", "accepted"),
        ("sent", "waitlisted"),
        ("sent", "decline_proposed"),
        ("waitlisted", "accepted"),
        ("waitlisted", "decline_proposed"),
        ("decline_proposed", "declined"),
        ("decline_proposed", "sent"),
        ("accepted", "in_progress"),
        ("in_progress", "on_hold"),
        ("on_hold", "in_progress"),
        ("in_progress", "completed"),
        ("on_hold", "completed"),
        ("in_progress", "failed"),
        ("on_hold", "failed"),
        ("sent", "expired"),
        ("waitlisted", "expired"),
        ("draft", "withdrawn"),
        ("sent", "withdrawn"),
        ("waitlisted", "withdrawn"),
        ("accepted", "withdrawn"),
        ("on_hold", "withdrawn"),
    }
    | {(state.value, "withdrawn") for state in rules.OPEN}
    | {(state.value, "voided") for state in S if state is not S.VOIDED}
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


def test_exactly_the_listed_moves_exist():
    table = {(source.value, move.target.value) for move in REFERRALS.moves() for source in move.sources}
    assert table == LISTED


def test_the_page_shows_the_table_as_it_is():
    assert REFERRALS.mermaid() in PAGE.read_text()


def test_only_a_voided_referral_has_no_way_out():
    assert REFERRALS.ends() == {S.VOIDED}


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("name", NAMES)
def test_every_pair_of_move_and_state_is_either_listed_or_refused(name, state):
    move = REFERRALS.move(name)
    reason = next(iter(REASONS[name])) if name in REASONS else ("time_over" if move.reason else "")
    if state in move.sources:
        assert rules.check_move(name, state, side=Side(move.who[0]), reason=reason) is move.target
    else:
        with pytest.raises(Refused, match=r"wrong-state|referral-is-over|referral-answered-already"):
            rules.check_move(name, state, side=Side(move.who[0]), reason=reason)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("side", list(Side))
def test_a_move_is_made_by_its_side_and_by_nobody_else(name, side):
    move = REFERRALS.move(name)
    if side in move.who:
        return
    with pytest.raises(Refused, match="wrong-side-of-referral"):
        rules.check_move(name, next(iter(move.sources)), side=side, reason="other")


def test_the_moves_that_need_a_reason_are_those_of_the_procedure():
    assert {move.name for move in REFERRALS.moves() if move.reason} == {
        "propose_decline",
        "confirm_decline",
        "hold",
        "fail",
        "withdraw",
        "expire",
        "basis_ended",
        "void",
    }


@pytest.mark.parametrize("name", sorted(REASONS))
def test_a_missing_or_unknown_reason_is_refused(name):
    move = REFERRALS.move(name)
    for reason, code in (("", "referral-reason-needed"), ("because", "referral-reason-unknown")):
        with pytest.raises(Refused, match=code):
            rules.check_move(name, sorted(move.sources)[0], side=Side(move.who[0]), reason=reason)


def test_whoever_answers_second_hears_that_it_was_answered():
    for current in (S.ACCEPTED, S.DECLINE_PROPOSED, S.IN_PROGRESS):
        with pytest.raises(Refused, match="referral-answered-already"):
            rules.check_move("accept", current, side=Side.RECEIVER)
    with pytest.raises(Refused, match="referral-is-over"):
        rules.check_move("accept", S.WITHDRAWN, side=Side.RECEIVER)


@pytest.mark.parametrize(
    ("code", "whose"), [("person_refused", "person"), ("unreachable", "person"), ("area", "provider")]
)
def test_whose_no_it_was(code, whose):
    assert rules.declined_by(rules.DeclineCode(code)) == whose


def test_every_state_move_reason_and_display_has_its_words():
    assert set(sentences.STATES) == set(S)
    assert set(sentences.DISPLAYS) == set(Display)
    assert set(sentences.MOVES) == set(sentences.DONE) == set(NAMES)
    assert set(sentences.OUTCOMES) == set(Outcome)
    for name, table in REASONS.items():
        assert set(sentences.REASONS[name]) == set(table)


# Sending --------------------------------------------------------------------------------------------------------

FINE = SendFacts(
    state=S.DRAFT,
    service_active=True,
    agency_active=True,
    covers_dong=True,
    over_criteria=True,
    service_takes_over_criteria=True,
    basis=SharingBasis(kind="consent", fields=frozenset({"name", "contact"})),
    ask_length=20,
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": S.SENT}, "wrong-state"),
        ({"service_active": False}, "service-not-active"),
        ({"agency_active": False}, "agency-not-active"),
        ({"covers_dong": False}, "service-elsewhere"),
        ({"service_takes_over_criteria": False}, "service-not-over-criteria"),
        ({"ask_length": 0}, "referral-needs-ask"),
        ({"ask_length": 401}, "referral-ask-too-long"),
        ({"reachable": False}, "agency-not-reachable"),
        ({"basis": None}, "referral-needs-basis"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_missing_condition_is_enough_to_refuse(change, code):
    rules.check_can_send(FINE)
    with pytest.raises(Refused, match=code):
        rules.check_can_send(replace(FINE, **change))


def test_only_what_the_basis_names_is_shared_and_nothing_without_one():
    assert rules.shared_fields(FINE.basis) == ("name", "contact")
    assert rules.shared_fields(SharingBasis(kind="law", fields=frozenset({"address", "health"}))) == ("address",)
    assert rules.shared_fields(None) == ()


# Clocks ----------------------------------------------------------------------------------------------------------


def test_an_ordinary_referral_counts_working_days():
    clocks = rules.plan_clocks(Urgency.NORMAL, sent_at=at("2026-06-22 09:00"), hours=HOURS, days=working_days())
    assert clocks.seen_due_at == at("2026-06-24 18:00")
    assert clocks.remind_at == at("2026-06-25 09:00")
    assert clocks.answer_due_at == at("2026-06-25 18:00")
    assert clocks.expires_at == at("2026-07-11 00:00")  # Friday 07-10, 24:00


@pytest.mark.parametrize(
    ("sent", "answer_due"),
    [
        ("2026-06-22 09:00", "2026-06-22 18:00"),
        ("2026-06-22 07:30", "2026-06-22 18:00"),
        ("2026-06-22 14:59", "2026-06-22 18:00"),
        ("2026-06-22 15:00", "2026-06-23 12:00"),
        ("2026-06-26 20:00", "2026-06-29 12:00"),  # Friday night → Monday noon
        ("2026-09-23 16:00", "2026-09-28 12:00"),  # before Chuseok
    ],
)
def test_an_urgent_one_is_answered_the_same_day_or_by_noon_of_the_next_working_day(sent, answer_due):
    clocks = rules.plan_clocks(Urgency.URGENT, sent_at=at(sent), hours=HOURS, days=working_days())
    assert clocks.answer_due_at == at(answer_due)
    assert at(sent) < clocks.remind_at <= clocks.answer_due_at < clocks.expires_at


@given(st.datetimes(min_value=datetime(2025, 1, 2), max_value=datetime(2026, 10, 1)), st.sampled_from(Urgency))
def test_no_moment_of_the_year_leaves_a_referral_without_deadlines_in_order(moment, urgency):
    sent = moment.replace(tzinfo=SEOUL)
    clocks = rules.plan_clocks(urgency, sent_at=sent, hours=HOURS, days=working_days())
    assert sent < clocks.seen_due_at <= clocks.answer_due_at < clocks.expires_at
    assert clocks.remind_at <= clocks.answer_due_at


def test_outcomes_are_asked_on_working_mornings_thirty_and_sixty_days_on():
    first, second = rules.outcome_asks(at("2026-06-22 10:00"), hours=HOURS, days=working_days())
    assert (first, second) == (at("2026-07-22 09:00"), at("2026-08-21 09:00"))
    weekend, _later = rules.outcome_asks(at("2026-06-25 10:00"), hours=HOURS, days=working_days())
    assert weekend == at("2026-07-27 09:00")  # the 25th is a Saturday


def test_a_waiting_list_is_looked_at_again_after_sixty_days():
    again = rules.expires_after_waitlisting(at("2026-06-22 10:00"), hours=HOURS, days=working_days())
    assert again == at("2026-08-22 00:00")


# Display ---------------------------------------------------------------------------------------------------------

SENT = DisplayFacts(
    state=S.SENT,
    urgency=Urgency.NORMAL,
    state_at=at("2026-06-22 09:00"),
    sent_at=at("2026-06-22 09:00"),
    seen_due_at=at("2026-06-24 18:00"),
    answer_due_at=at("2026-06-25 18:00"),
    expires_at=at("2026-07-11 00:00"),
)


@pytest.mark.parametrize(
    ("change", "now", "word", "whose", "days", "overdue"),
    [
        ({}, "2026-06-23 09:00", "unseen", "receiver", 1, False),
        ({"seen_at": at("2026-06-22 11:00")}, "2026-06-23 09:00", "waiting", "receiver", 1, False),
        ({}, "2026-06-24 18:00", "unseen_late", "receiver", 0, True),
        ({"seen_at": at("2026-06-22 11:00")}, "2026-06-28 09:00", "answer_late", "receiver", 3, True),
        ({}, "2026-07-11 00:00", "time_over", "sender", 0, True),
        ({"question_open": True}, "2026-06-28 09:00", "question", "sender", 6, False),
        ({"state": S.WAITLISTED}, "2026-06-28 09:00", "waitlisted", "receiver", 6, False),
        (
            {"state": S.WAITLISTED, "review_on": date(2026, 6, 28)},
            "2026-06-28 09:00",
            "waitlist_review",
            "receiver",
            6,
            False,
        ),
        ({"state": S.WAITLISTED}, "2026-07-12 09:00", "time_over", "sender", 1, True),
        ({"state": S.DECLINE_PROPOSED}, "2026-06-23 09:00", "decline_review", "lead", 1, False),
        ({"state": S.ACCEPTED}, "2026-06-23 09:00", "accepted", "receiver", 1, False),
        ({"state": S.IN_PROGRESS}, "2026-06-23 09:00", "in_progress", "receiver", 1, False),
        (
            {"state": S.IN_PROGRESS, "outcome_ask_at": at("2026-07-22 09:00")},
            "2026-07-23 09:00",
            "outcome_due",
            "receiver",
            1,
            True,
        ),
        ({"state": S.ON_HOLD}, "2026-06-23 09:00", "on_hold", "receiver", 1, False),
        ({"state": S.ON_HOLD, "review_on": date(2026, 6, 23)}, "2026-06-23 09:00", "hold_review", "receiver", 1, False),
        ({"state": S.COMPLETED}, "2026-06-23 09:00", "outcome_due", "sender", 1, False),
        ({"state": S.COMPLETED, "outcome_known": True}, "2026-06-23 09:00", "completed", "nobody", 1, False),
        ({"state": S.DECLINED}, "2026-06-23 09:00", "declined", "nobody", 1, False),
        ({"state": S.DRAFT, "sent_at": None}, "2026-06-23 09:00", "draft", "sender", 1, False),
    ],
)
def test_what_a_list_says_follows_from_the_facts_and_the_moment(change, now, word, whose, days, overdue):
    shown = rules.display(replace(SENT, **change), now=at(now))
    assert (shown.display, shown.waiting_for, shown.days, shown.overdue) == (word, whose, days, overdue)


@given(st.integers(min_value=0, max_value=120))
def test_waiting_never_gets_less_late_by_waiting(hours):
    loudness = ["waiting", "late"]
    now = at("2026-06-22 09:00") + timedelta(hours=hours)
    early, late = rules.display(SENT, now=now), rules.display(SENT, now=now + timedelta(hours=24))
    assert loudness.index(early.tone) <= loudness.index(late.tone)


def test_every_state_is_shown_and_ends_wait_for_nobody():
    for state in S:
        shown = rules.display(replace(SENT, state=state), now=at("2026-06-23 09:00"))
        if state in OVER:
            assert shown.waiting_for is WaitingFor.NOBODY
        if state in OPEN:
            assert shown.waiting_for is not WaitingFor.NOBODY


# Outcome ---------------------------------------------------------------------------------------------------------

GOOD = OutcomeFacts(
    state=S.COMPLETED,
    source=OutcomeSource.PROVIDER,
    by_receiver=True,
    happened_on=date(2026, 7, 1),
    accepted_on=date(2026, 6, 23),
    today=date(2026, 7, 2),
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": S.SENT}, "outcome-before-acceptance"),
        ({"accepted_on": None}, "outcome-before-acceptance"),
        ({"source": OutcomeSource.PERSON}, "outcome-source-not-yours"),
        ({"by_receiver": False}, "outcome-source-not-yours"),
        ({"happened_on": date(2026, 7, 3)}, "outcome-in-the-future"),
        ({"happened_on": date(2026, 6, 22)}, "outcome-before-start"),
    ],
)
def test_an_outcome_needs_acceptance_its_own_source_and_a_day_that_was(change, code):
    rules.check_outcome(GOOD)
    with pytest.raises(Refused, match=code):
        rules.check_outcome(replace(GOOD, **change))
