"""Rules of reviews, candidates, existing programmes, evidence and requests: every branch, read aloud."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.kernel.verdicts import Refused
from chomchom.planning.rules import asks, candidates, evidence, existing, pairs, reviews
from chomchom.planning.rules.candidates import CandidateState, CriterionFacts, Decided, Judgement
from chomchom.planning.rules.existing import Column, Group, Runner
from chomchom.planning.rules.pairs import Agreement, Thing, ThingKind
from chomchom.planning.rules.reviews import CardState, RowFacts, RowState
from chomchom.planning.rules.tree import Placement

TODAY = date(2026, 6, 22)


def row(code: str = "field_issue", **more) -> RowFacts:
    more.setdefault("due_on", TODAY)
    return RowFacts(code=code, label=f"항목 {code}", required=more.pop("required", True), **more)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"text": "말"}, RowState.FILLED),
        ({"text": "  ", "excuse": "없음"}, RowState.EXCUSED),
        ({}, RowState.MISSING),
        ({"due_on": TODAY - timedelta(days=1)}, RowState.LATE),
        ({"text": "늦게 쓴 말", "due_on": TODAY - timedelta(days=1)}, RowState.FILLED),
    ],
)
def test_a_row_is_filled_excused_missing_or_late(facts, state):
    assert reviews.row_state(row(**facts), on=TODAY) is state


def test_coverage_counts_cards_and_needed_rows_only():
    full = (CardState.FINAL, [row(text="말"), row("extra", required=False)])
    late = (CardState.WRITING, [row(due_on=TODAY - timedelta(days=3)), row("b", excuse="없음")])
    found = reviews.coverage([full, late], on=TODAY)
    assert (found.cards, found.whole, found.rows, found.answered, found.late, found.final) == (2, 1, 3, 2, 1, 1)
    assert found.percent == 50
    assert reviews.coverage([], on=TODAY).percent is None


def test_a_card_is_submitted_whole_and_judged_by_somebody_else():
    ask = {"on": TODAY, "reason": "", "own_submission": False}
    assert reviews.check_move("submit", CardState.WRITING, rows=[row(text="말")], **ask) is CardState.SUBMITTED
    with pytest.raises(Refused) as no:
        reviews.check_move("submit", CardState.WRITING, rows=[row(), row("b", text="말")], **ask)
    assert (no.value.code, no.value.facts["rows"]) == ("card-rows-missing", "항목 field_issue")
    for move, state in (("review", CardState.SUBMITTED), ("finish", CardState.REVIEWED)):
        with pytest.raises(Refused, match="card-own-submission"):
            reviews.check_move(move, state, rows=[], on=TODAY, reason="", own_submission=True)
    for move, state in (
        ("ask_to_fix", CardState.SUBMITTED),
        ("ask_again", CardState.REVIEWED),
        ("reopen", CardState.FINAL),
    ):
        with pytest.raises(Refused, match="card-move-needs-reason"):
            reviews.check_move(move, state, rows=[], **ask)
    with pytest.raises(Refused, match="wrong-state"):
        reviews.check_move("finish", CardState.WRITING, rows=[], **ask)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": " "}, "review-round-needs-name"),
        ({"due_on": TODAY - timedelta(days=1)}, "review-due-in-the-past"),
        ({"rows": 0}, "review-round-needs-rows"),
    ],
)
def test_a_round_needs_a_name_a_day_and_a_row(wrong, code):
    given_ = {"name": "상반기", "due_on": TODAY, "today": TODAY, "rows": 1}
    reviews.check_round(**given_)
    with pytest.raises(Refused, match=code):
        reviews.check_round(**{**given_, **wrong})


CRITERIA = [CriterionFacts(code="need", label="필요성", judgement=Judgement.MET)]
WELL = Decided(reason="필요함", decided_in="4차 회의", placement=Placement.OWN)


def test_a_candidate_is_adopted_when_nothing_is_open():
    assert (
        candidates.check_candidate_move(
            "adopt", CandidateState.REVIEWING, decided=WELL, criteria=CRITERIA, in_plan=False
        )
        is CandidateState.ADOPTED
    )


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ({"reason": ""}, "candidate-move-needs-reason"),
        ({"decided_in": ""}, "candidate-needs-decision"),
        ({"placement": None}, "candidate-needs-placement"),
        ({"placement": Placement.PART_OF}, "candidate-needs-host"),
        ({"placement": Placement.OTHER_AREA}, "candidate-needs-area"),
        ({"placed_in": uuid4()}, "candidate-own-has-host"),
    ],
)
def test_one_thing_missing_and_it_is_not_adopted(spoiled, code):
    from dataclasses import replace

    with pytest.raises(Refused, match=code):
        candidates.check_candidate_move(
            "adopt", CandidateState.REVIEWING, decided=replace(WELL, **spoiled), criteria=CRITERIA, in_plan=False
        )


def test_open_criteria_are_named_and_a_decision_in_the_plan_is_not_undone():
    left = [*CRITERIA, CriterionFacts(code="four_years", label="4년간 지속가능성")]
    with pytest.raises(Refused) as no:
        candidates.check_candidate_move("adopt", CandidateState.REVIEWING, decided=WELL, criteria=left, in_plan=False)
    assert no.value.facts["criteria"] == "4년간 지속가능성"
    with pytest.raises(Refused, match="candidate-already-in-plan"):
        candidates.check_candidate_move("reopen", CandidateState.ADOPTED, decided=WELL, criteria=[], in_plan=True)
    with pytest.raises(Refused, match="candidate-needs-host"):
        candidates.check_candidate_move("merge", CandidateState.REVIEWING, decided=WELL, criteria=left, in_plan=False)
    by_id = Decided(reason="겹침", decision_id=uuid4())
    assert (
        candidates.check_candidate_move("exclude", CandidateState.PROPOSED, decided=by_id, criteria=left, in_plan=False)
        is CandidateState.EXCLUDED
    )


@pytest.mark.parametrize("judgement", [Judgement.PARTLY, Judgement.NOT_MET])
def test_who_says_no_says_why_and_who_does_not_know_says_what_is_missing(judgement):
    with pytest.raises(Refused, match="criterion-needs-words"):
        candidates.check_judgement(judgement, text=" ", open_question="")
    with pytest.raises(Refused, match="criterion-needs-question"):
        candidates.check_judgement(Judgement.OPEN, text="", open_question="")
    candidates.check_judgement(Judgement.MET, text="", open_question="")


def test_gaps_are_themes_nothing_serves_and_things_that_serve_nothing():
    found = candidates.gaps(themes=["a", "b"], things=["x", "y"], marks={"x": frozenset("a")})
    assert (found.themes, found.things) == (("b",), ("y",))


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("1,200,000", 1_200_000),
        ("120만원", 1_200_000),
        ("3.5억", 350_000_000),
        ("12백만원", 12_000_000),
        ("500천원", 500_000),
        ("700원", 700),
        ("-", None),
        ("", None),
    ],
)
def test_money_is_read_as_offices_write_it(text, won):
    assert existing.read_won(text) == (won, "")


@pytest.mark.parametrize("text", ["세 포대", "-5", "12만 3천", "9" * 20])
def test_money_nobody_can_read_is_a_fault(text):
    assert existing.read_won(text) == (None, "existing-budget-unclear")


@given(st.integers(0, 10**12))
def test_every_whole_sum_comes_back(won):
    assert existing.read_won(f"{won:,}원") == (won, "")


def test_years_are_read_or_are_faults():
    assert existing.read_year("2026년") == (2026, "")
    assert existing.read_year("") == (0, "")
    assert existing.read_year("26")[1] == "existing-year-unclear"


def test_columns_are_guessed_each_meaning_once():
    mapping = existing.guess_columns(["연번", "사업명", "담당부서", "지원대상", "사업내용", "예산액(천원)"])
    assert mapping["사업명"] is Column.NAME
    assert mapping["담당부서"] is Column.ORGANISATION
    assert mapping["예산액(천원)"] is Column.BUDGET
    assert mapping["연번"] is Column.SKIP
    with pytest.raises(Refused, match="existing-column-missing"):
        existing.check_columns({"사업명": Column.NAME})
    with pytest.raises(Refused, match="existing-column-twice"):
        existing.check_columns({"a": Column.NAME, "b": Column.ORGANISATION, "c": Column.NAME})


def test_a_row_is_the_same_however_it_is_spaced():
    mapping = {"n": Column.NAME, "o": Column.ORGANISATION, "t": Column.TARGET}
    one = existing.read_programme(2, {"n": "병원 안심·동행", "o": "노인 복지과", "t": "어르신"}, mapping)
    other = existing.read_programme(3, {"n": "병원안심동행", "o": "노인복지과", "t": "주민"}, mapping)
    assert one.key == other.key
    assert existing.group_of(other, before=one) is Group.CHANGED
    assert existing.group_of(one, before=one) is Group.SAME
    assert existing.group_of(one, before=None) is Group.NEW
    long = existing.read_programme(4, {"n": "가" * 121, "o": "과", "t": ""}, mapping)
    assert existing.group_of(long, before=None) is Group.FAULTY


@pytest.mark.parametrize(
    ("said", "organisation", "runner"),
    [
        ("국가", "보건과", Runner.STATE),
        ("", "푸른언덕종합사회복지관", Runner.AGENCY),
        ("", "경기도 복지정책과", Runner.PROVINCE),
        ("시", "복지정책과", Runner.DEPARTMENT),
        ("도", "돌봄과", Runner.PROVINCE),
        ("", "복지정책과", Runner.DEPARTMENT),
    ],
)
def test_who_runs_a_programme(said, organisation, runner):
    assert existing.read_runner(said, organisation=organisation) is runner


IDS = st.uuids().map(lambda one: Thing(ThingKind.CANDIDATE, one)) | st.uuids().map(
    lambda one: Thing(ThingKind.PROJECT, one)
)


@given(IDS, IDS)
def test_a_pair_is_the_same_whoever_is_named_first(one, other):
    if one == other:
        with pytest.raises(Refused, match="pair-with-itself"):
            pairs.pair_of(one, other)
    else:
        assert pairs.pair_of(one, other) == pairs.pair_of(other, one)


def test_stated_and_computed_are_held_together():
    assert pairs.agreement(stated=True, computed=True) is Agreement.BOTH
    assert pairs.agreement(stated=True, computed=False) is Agreement.STATED_ONLY
    assert pairs.agreement(stated=False, computed=True) is Agreement.COMPUTED_ONLY
    assert pairs.agreement(stated=False, computed=False) is None
    counted = pairs.agreements([Agreement.BOTH, Agreement.STATED_ONLY, Agreement.BOTH])
    assert (counted.both, counted.stated_only, counted.computed_only) == (2, 1, 0)
    for check, words in (
        (pairs.check_verdict, {"reason": " "}),
        (pairs.check_stated, {"other_name": "가", "words": ""}),
    ):
        with pytest.raises(Refused):
            check(**words)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": ""}, "evidence-needs-source"),
        ({"source": " "}, "evidence-needs-source"),
        ({"year": 2027}, "evidence-year-wrong"),
        ({"year": 1900}, "evidence-year-wrong"),
        ({"unit": ""}, "evidence-needs-unit"),
        ({"population": ""}, "evidence-needs-population"),
    ],
)
def test_a_value_says_from_whom_of_whom_and_in_what(wrong, code):
    good = {
        "title": "통계", "source": "시", "year": 2025, "value": Decimal(3), "unit": "쌍", "population": "부부", "today": TODAY,
    }  # fmt: skip
    evidence.check_evidence(**good)
    with pytest.raises(Refused, match=code):
        evidence.check_evidence(**{**good, **wrong})


@pytest.mark.parametrize("text", ["많음", "1.23456", "NaN", "Infinity", "1e20", "9" * 15])
def test_a_value_nobody_can_read_is_refused(text):
    with pytest.raises(Refused, match="evidence-value-wrong"):
        evidence.read_value(text)


def test_values_codes_and_addresses():
    assert evidence.read_value("8,412") == Decimal(8412)
    assert evidence.read_value(" ") is None
    with pytest.raises(Refused, match="evidence-code-needs-value"):
        evidence.check_code("couples", has_value=False)
    for code in ("Couples", "1a", "a-b"):
        with pytest.raises(Refused, match="evidence-code-wrong"):
            evidence.check_code(code, has_value=True)
    evidence.check_address("https://example.kr/통계")
    for url in ("javascript:alert(1)", "file:///etc/passwd", "example.kr", "https://a b"):
        with pytest.raises(Refused, match="evidence-address-wrong"):
            evidence.check_address(url)


def test_requests_need_words_days_in_order_and_an_answer():
    day = timedelta(days=1)
    with pytest.raises(Refused, match="data-request-needs-what"):
        asks.check_data_request(what="", asked_of="과", due_on=TODAY, today=TODAY)
    with pytest.raises(Refused, match="data-request-needs-whom"):
        asks.check_data_request(what="목록", asked_of=" ", due_on=TODAY, today=TODAY)
    with pytest.raises(Refused, match="review-due-in-the-past"):
        asks.check_data_request(what="목록", asked_of="과", due_on=TODAY - day, today=TODAY)
    with pytest.raises(Refused, match="data-answer-empty"):
        asks.check_data_answer(text=" ", has_file=False)
    asks.check_data_answer(text="", has_file=True)
    for sent, due in ((TODAY + day, None), (TODAY, TODAY - day)):
        with pytest.raises(Refused, match="province-days-wrong"):
            asks.check_sent(sent_on=sent, due_on=due, today=TODAY)
    for answered in (TODAY + day, TODAY - 3 * day):
        with pytest.raises(Refused, match="province-days-wrong"):
            asks.check_answered(sent_on=TODAY - day, answered_on=answered, today=TODAY, text="답")
    with pytest.raises(Refused, match="province-answer-empty"):
        asks.check_answered(sent_on=TODAY, answered_on=TODAY, today=TODAY, text="")
    assert asks.is_overdue(waiting=True, due_on=TODAY - day, on=TODAY)
    assert not asks.is_overdue(waiting=True, due_on=TODAY, on=TODAY)
    assert not asks.is_overdue(waiting=False, due_on=TODAY - day, on=TODAY)
    assert not asks.is_overdue(waiting=True, due_on=None, on=TODAY)
