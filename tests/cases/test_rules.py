"""The procedure of a case as a table: every move, who, what has to be said, until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.cases import reference, rules
from chomchom.cases.actions import clocks_on
from chomchom.cases.rules import CASES, CaseState, Confirmation, DueCode, Grade, MoveFacts, ReasonCode, TakeInFacts
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.rulebook.holidays import working_days

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "cases.md"
DAY = date(2026, 6, 23)
DAYS = working_days()
CLOCKS = clocks_on(date(2026, 6, 12))


def test_the_printed_procedure_is_the_one_in_use() -> None:
    """When this fails: python -m chomchom.cases.reference docs/reference/cases.md."""
    assert DOCS.read_text(encoding="utf-8") == reference.page()


def test_every_state_of_the_domain_is_there_and_reached() -> None:
    assert len(CaseState) == 18
    assert CASES.ends() == {CaseState.LINK_ONLY, CaseState.ENDED, CaseState.TRANSFERRED, CaseState.REJECTED}


def due(state: str, **days: date) -> tuple[DueCode, date] | None:
    found = rules.next_due(state, clocks=CLOCKS, days=DAYS, taken_in_on=date(2026, 6, 12), **days)
    return (found.code, found.day) if found else None


def test_s5_the_plan_is_due_on_the_earlier_of_two_days() -> None:
    """Taken in 06-12: assessment by 06-22; selected 06-23: plan by 07-08, which is before 30 days from intake."""
    assert due("intake") == due("assessing") == (DueCode.ASSESS, date(2026, 6, 22))
    assert due("conference", conference_on=date(2026, 6, 23)) == (DueCode.SELECT, date(2026, 6, 29))
    assert due("selected", selected_on=date(2026, 6, 23)) == (DueCode.PLAN, date(2026, 7, 8))
    assert due("planning", selected_on=date(2026, 7, 6)) == (DueCode.PLAN, date(2026, 7, 13))  # 07-12 is a Sunday


def test_what_is_due_in_the_other_states() -> None:
    assert due("active", plan_on=date(2026, 8, 31)) == (DueCode.REASSESS, date(2027, 3, 2))  # 28 Feb, Sunday; 03-01 off
    assert due("closed", closed_on=DAY) == due("aftercare", closed_on=DAY) == (DueCode.AFTERCARE, date(2026, 12, 23))
    assert due("on_hold", review_on=DAY) == (DueCode.REVIEW, DAY)
    assert due("refused", review_on=DAY) == (DueCode.CONTACT, DAY)
    assert due("reassessing") is None
    assert due("ended") is None


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


@given(st.dates(date(2022, 1, 1), date(2028, 1, 1)))
def test_a_case_due_day_is_a_working_day_and_never_before_it_began(day: date) -> None:
    for state in ("intake", "selected"):
        found = rules.next_due(state, clocks=CLOCKS, days=DAYS, taken_in_on=day, selected_on=day)
        assert found is not None
        assert found.day >= day
        assert DAYS.is_working_day(found.day)


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
