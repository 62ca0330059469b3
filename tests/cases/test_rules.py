"""The procedure of a case as a table: every move, who, what has to be said, until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.cases import reference, rules
from chomchom.cases.actions.deadlines import deadlines_on
from chomchom.cases.rules import (
    CASES,
    Anchor,
    CaseState,
    Confirmation,
    DueCode,
    Grade,
    MoveFacts,
    Pause,
    ReasonCode,
    TakeInFacts,
    Term,
)
from chomchom.kernel.days import Clock
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import value

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "cases.md"
DAY = date(2026, 6, 23)
DAYS = working_days()
DEADLINES = deadlines_on(date(2026, 6, 12))


def test_the_printed_procedure_is_the_one_in_use() -> None:
    """When this fails: python -m chomchom.cases.reference docs/reference/cases.md."""
    assert DOCS.read_text(encoding="utf-8") == reference.page()


def test_every_state_of_the_domain_is_there_and_reached() -> None:
    assert len(CaseState) == 18
    assert CASES.ends() == {CaseState.LINK_ONLY, CaseState.ENDED, CaseState.TRANSFERRED, CaseState.REJECTED}


def due(state: str, *, pauses=(), check_on=None, aftercare_on=None, review_on=None, **days: date):
    anchors = {Anchor.TAKEN_IN: date(2026, 6, 12)} | {Anchor(name): day for name, day in days.items()}
    on = rules.Days(
        anchors=anchors, pauses=tuple(pauses), check_on=check_on, aftercare_on=aftercare_on, review_on=review_on
    )
    found = rules.next_due(state, deadlines=DEADLINES, days=DAYS, on=on)
    return (found.code, found.day) if found else None


def test_s5_the_plan_is_due_on_the_earlier_of_two_days() -> None:
    """Taken in 06-12: assessment by 06-22; selected 06-23: plan by 07-08, which is before 30 days from intake."""
    assert due("intake") == due("assessing") == (DueCode.ASSESS, date(2026, 6, 22))
    assert due("conference", conference=date(2026, 6, 23)) == (DueCode.SELECT, date(2026, 6, 29))
    assert due("selected", selected=date(2026, 6, 23)) == (DueCode.PLAN, date(2026, 7, 8))
    assert due("planning", selected=date(2026, 7, 6)) == (DueCode.PLAN, date(2026, 7, 13))  # 07-12 is a Sunday


def test_what_is_due_in_the_other_states() -> None:
    assert due("active", plan=date(2026, 8, 31)) == (DueCode.REASSESS, date(2027, 3, 2))  # 28 Feb, Sunday; 03-01 off
    assert due("active", plan=DAY, check_on=date(2026, 7, 1)) == (DueCode.CHECK, date(2026, 7, 1))
    assert due("active", plan=DAY, check_on=date(2027, 7, 1)) == (DueCode.REASSESS, date(2026, 12, 23))
    assert due("reassessing", last_step=DAY) == (DueCode.RENEW, date(2026, 7, 3))
    assert due("closing_review", last_step=DAY) == (DueCode.CLOSE, date(2026, 6, 29))  # 06-28 is a Sunday
    assert due("closed", aftercare_on=DAY) == due("aftercare", aftercare_on=DAY) == (DueCode.AFTERCARE, DAY)
    assert due("on_hold", review_on=DAY) == (DueCode.REVIEW, DAY)
    assert due("refused", review_on=DAY) == (DueCode.CONTACT, DAY)
    assert due("active") is None
    assert due("ended") is None


def test_every_running_state_waits_for_something() -> None:
    quiet = {*rules.ENDS, CaseState.REFERRED, CaseState.CONSULTING, CaseState.ON_HOLD}
    anchors = dict.fromkeys(Anchor, DAY)
    for state in set(CaseState) - quiet:
        assert rules.next_due(state, deadlines=DEADLINES, days=DAYS, on=rules.Days(anchors=anchors)), state


def test_a_clock_stands_still_while_it_is_paused() -> None:
    pause = [Pause(date(2026, 6, 15), date(2026, 6, 25))]  # ten days: 06-15 … 06-24
    assert due("assessing", pauses=pause) == (DueCode.ASSESS, date(2026, 7, 2))
    assert due("assessing", pauses=[Pause(date(2026, 6, 30), date(2026, 7, 9))]) == (DueCode.ASSESS, date(2026, 6, 22))
    assert due("assessing", pauses=[Pause(date(2026, 6, 15), date(2026, 6, 15))]) == due("assessing")


def test_aftercare_days_are_two_within_the_year_of_s6() -> None:
    after = value("cases.aftercare_after_months", on=date(2026, 6, 24))
    days = rules.aftercare_days(date(2026, 6, 24), after_months=after, days=DAYS)
    assert days == (date(2026, 9, 28), date(2026, 12, 24))  # 09-24 … 26 is 추석, 09-27 a Sunday
    assert {day.year for day in days} == {2026}


LUNAR = st.sampled_from([date(2024, 2, 9), date(2025, 1, 28), date(2025, 10, 3), date(2026, 2, 16), date(2026, 9, 24)])
TERMS = [term for terms in deadlines_on(date(2026, 6, 12)).values() for term in terms]


@given(LUNAR, st.integers(-45, 5), st.sampled_from(TERMS))
def test_over_the_great_holidays_a_term_ends_on_the_first_working_day(feast: date, before: int, term: Term) -> None:
    start = feast + timedelta(days=before)
    end = rules.end_of_term(term, start, days=DAYS)
    raw = start + timedelta(days=term.clock.count) if term.clock else rules.add_months(start, term.months)
    assert DAYS.is_working_day(end)
    assert raw <= end
    assert not any(DAYS.is_working_day(raw + timedelta(days=n)) for n in range((end - raw).days))


def test_a_substitute_holiday_moves_the_end() -> None:
    """2026-03-01 is a Sunday, so that 03-02 is off in its stead (대체공휴일)."""
    ten = Term(since=Anchor.TAKEN_IN, clock=Clock(count=10))
    assert not DAYS.is_working_day(date(2026, 3, 2))
    assert rules.end_of_term(ten, date(2026, 2, 18), days=DAYS) == date(2026, 3, 3)


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=3)


@given(LUNAR, st.integers(-45, 5), st.sampled_from(TERMS), SPANS)
def test_pauses_only_ever_lengthen_and_by_no_more_than_they_last(feast: date, before: int, term: Term, spans) -> None:
    start = feast + timedelta(days=before)
    pauses, first = [], start
    for gap, length in spans:
        first += timedelta(days=gap)
        pauses.append(Pause(first, first + timedelta(days=length)))
        first += timedelta(days=length)
    plain = rules.end_of_term(term, start, days=DAYS)
    paused = rules.end_of_term(term, start, days=DAYS, pauses=pauses)
    held = sum(length for _, length in spans)
    assert plain <= paused
    assert (paused - plain).days <= held + 10  # ten: the longest run of days off
    standing = sum(1 for pause in pauses for _ in pause.days_within(start, paused))
    unit_days = (paused - start).days - standing
    least = term.clock.count if term.clock else (rules.add_months(start, term.months) - start).days
    assert unit_days >= least


def test_nobody_alone_writes_a_person_off() -> None:
    reject = replace(SELECT, move="reject", confirmed=frozenset({Confirmation.ALTERNATIVE_OFFERED}), grade=None)
    assert rules.check_can_move(replace(reject, reason=ReasonCode.OTHER_BODY)) is CaseState.REJECTED
    for reason in (ReasonCode.NO_NEED, ReasonCode.LOST_CONTACT):
        with pytest.raises(Refused) as refusal:
            rules.check_can_move(replace(reject, reason=reason))
        assert refusal.value.code == "case-needs-second-reader"
        assert rules.check_can_move(replace(reject, reason=reason, second_reader=True)) is CaseState.REJECTED


def test_in_full_a_tick_does_not_stand_for_a_record() -> None:
    full = replace(SELECT, book=rules.Book.FULL)
    with pytest.raises(Refused) as refusal:
        rules.check_can_move(full)
    assert refusal.value.code == "case-unrecorded-two-bodies"
    assert rules.check_can_move(replace(full, recorded=SELECT.confirmed)) is CaseState.SELECTED


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 6, 23), 12, date(2027, 6, 23)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: date, months: int, end: date) -> None:
    assert rules.add_months(start, months) == end


GOOD_TAKE_IN = TakeInFacts(dong="4127151000", has_open_case=False)


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ({"dong": ""}, "case-needs-dong"),
        ({"has_open_case": True}, "case-already-open"),
        ({"episode_is_about_person": False}, "case-not-about-person"),
    ],
)
def test_one_missing_condition_is_enough_to_refuse_an_intake(spoiled: dict, code: str) -> None:
    rules.check_can_take_in(GOOD_TAKE_IN)
    with pytest.raises(Refused) as refusal:
        rules.check_can_take_in(replace(GOOD_TAKE_IN, **spoiled))
    assert refusal.value.code == code


SELECT = MoveFacts(
    move="select",
    state=CaseState.CONFERENCE,
    roles=frozenset({Role.TEAM_HEAD}),
    has_owner=True,
    today=DAY,
    on=DAY,
    last_step_on=date(2026, 6, 19),
    confirmed=frozenset({Confirmation.TWO_BODIES, Confirmation.DECISION_WRITTEN}),
    grade=Grade.HIGH_COMPLEXITY,
)
HOLD = replace(
    SELECT,
    move="hold",
    state=CaseState.ACTIVE,
    roles=frozenset({Role.CASE_MANAGER}),
    reason=ReasonCode.ADMITTED,
    review_on=date(2026, 9, 1),
)


@pytest.mark.parametrize(
    ("good", "spoiled", "code"),
    [
        (SELECT, {"state": CaseState.ASSESSING}, "wrong-state"),
        (SELECT, {"roles": frozenset({Role.CASE_MANAGER})}, "case-move-not-yours"),
        (SELECT, {"has_owner": False}, "case-needs-owner"),
        (SELECT, {"on": date(2026, 6, 24)}, "case-day-impossible"),
        (SELECT, {"on": date(2026, 6, 18)}, "case-day-impossible"),
        (SELECT, {"grade": None}, "case-needs-grade"),
        (SELECT, {"confirmed": frozenset({Confirmation.TWO_BODIES})}, "case-needs-confirmation"),
        (HOLD, {"reason": None}, "case-needs-reason"),
        (HOLD, {"review_on": None}, "case-review-day-impossible"),
        (HOLD, {"review_on": DAY}, "case-review-day-impossible"),
        (HOLD, {"review_on": date(2026, 9, 24)}, "case-review-day-impossible"),
    ],
)
def test_nearest_misses_of_a_move(good: MoveFacts, spoiled: dict, code: str) -> None:
    rules.check_can_move(good)
    with pytest.raises(Refused) as refusal:
        rules.check_can_move(replace(good, **spoiled))
    assert refusal.value.code == code


def test_a_case_on_hold_goes_back_only_to_where_it_was() -> None:
    back = replace(HOLD, move="resume-active", state=CaseState.ON_HOLD, held_from=CaseState.ACTIVE)
    assert rules.check_can_move(back) is CaseState.ACTIVE
    for other in (CaseState.PLANNING, None):
        with pytest.raises(Refused):
            rules.check_can_move(replace(back, held_from=other))


def test_a_closing_is_cancelled_within_thirty_days() -> None:
    cancel = replace(
        SELECT, move="cancel-closing", state=CaseState.CLOSED, reason=ReasonCode.MISTAKE, closed_on=date(2026, 5, 24)
    )
    assert rules.check_can_move(cancel) is CaseState.ACTIVE
    with pytest.raises(Refused) as refusal:
        rules.check_can_move(replace(cancel, closed_on=date(2026, 5, 23)))
    assert refusal.value.code == "case-closing-too-old"


def test_a_refusal_names_the_day_of_the_next_contact() -> None:
    refused = replace(
        HOLD, move="note-refusal", state=CaseState.INTAKE, reason=ReasonCode.PERSON_REFUSES, review_on=date(2026, 7, 23)
    )
    assert rules.check_can_move(refused) is CaseState.REFUSED
    with pytest.raises(Refused):
        rules.check_can_move(replace(refused, review_on=date(2026, 7, 24)))


def test_every_move_has_a_role_and_every_reason_move_refuses_without_one() -> None:
    for move in CASES.moves():
        assert move.who, move.name
        assert all(role in set(Role) for role in move.who)
        assert rules.needs(move.name).reason is move.reason


@pytest.mark.parametrize(
    ("state", "held_from", "stage"),
    [
        (CaseState.INTAKE, None, 1),
        (CaseState.PLANNING, None, 4),
        (CaseState.ON_HOLD, CaseState.ACTIVE, 5),
        (CaseState.TRANSFERRED, None, 0),
        (CaseState.ENDED, None, 7),
    ],
)
def test_the_line_of_stages(state: CaseState, held_from: CaseState | None, stage: int) -> None:
    assert rules.stage_of(state, held_from=held_from) == stage


def test_a_number_is_year_dong_and_serial() -> None:
    assert rules.case_number(2026, "일동", 12) == "2026-일동-0012"


@pytest.mark.parametrize(("size", "income"), [(0, 1), (21, 1), (1, -1), (1, 1_000_000_001)])
def test_an_impossible_household_is_refused(size: int, income: int) -> None:
    with pytest.raises(Refused):
        rules.check_criteria(rules.CriteriaFacts(size=size, income=income))
