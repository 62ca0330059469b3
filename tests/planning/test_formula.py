"""The language of indicators: read, printed, checked; every refusal points at its place."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chomchom.kernel.verdicts import Refused, verdict
from chomchom.planning.calculator.countable import dong_codes, of_the_ledger
from chomchom.planning.rules.formula.catalogue import Kind, TableColumn, check_table
from chomchom.planning.rules.formula.checking import Linked, check, links_of
from chomchom.planning.rules.formula.parsing import parse
from chomchom.planning.rules.formula.printing import to_text
from chomchom.planning.rules.formula.reckoning import NoValue, check_no_cycle, reckon
from chomchom.planning.rules.formula.words import Aggregate, Clause, Function, Op, Path, aggregates
from chomchom.ui.refusals import sentence
from tests.planning.formulas import formulas


def refused(text: str) -> Refused:
    with pytest.raises(Refused) as caught:
        check(parse(text), of_the_ledger(), dongs=dong_codes())
    return caught.value


@given(formulas())
@settings(max_examples=400, deadline=None)
def test_what_was_printed_is_read_as_the_same_formula(formula):
    assert parse(to_text(formula)) == formula


@given(formulas(with_refs=False))
@settings(max_examples=150, deadline=None)
def test_a_formula_that_fits_is_never_refused(formula):
    checked = check(parse(to_text(formula)), of_the_ledger(), dongs=dong_codes())
    assert set(checked.counted) == set(aggregates(formula))


@given(st.text(max_size=200))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused_with_a_place(text):
    no = verdict(parse, text)
    assert no.ok or no.code.startswith("formula-")
    assert no.code != "formula-not-readable" or 1 <= no.facts["column"] <= len(text) + 1


def test_korean_words_read_like_the_english_ones():
    korean = '건수(서로다른 위기신호.사람 가운데 등급 = "심각" 그리고 합쳐짐 = 아니오) ÷ 합계(활동.횟수)'
    english = 'count(distinct 위기신호.사람 where 등급 = "심각" and 합쳐짐 = false) / sum(활동.횟수)'
    assert parse(korean) == parse(english)
    assert to_text(parse(korean)) == english


def test_and_binds_tighter_than_or_and_brackets_are_kept_where_they_mean_something():
    text = 'count(위기신호 where (통로 = "학교" or 통로 = "병원") and 등급 = "심각")'
    assert to_text(parse(text)) == text
    assert parse(text) != parse('count(위기신호 where 통로 = "학교" or 통로 = "병원" and 등급 = "심각")')
    assert to_text(parse("(1 + 2) + 3")) == "1 + 2 + 3"
    assert to_text(parse("1 - (2 - 3)")) == "1 - (2 - 3)"


@pytest.mark.parametrize(
    ("text", "column", "word"),
    [
        ("count(", 7, "…"),
        ("count(위기신호 wher 통로 = 1)", 12, "wher"),
        ("1 + + 2", 5, "+"),
        ("1 /", 4, "…"),
        ("count(위기신호) 2", 13, "2"),
        ("@a[next]", 4, "next"),
        ("count(위기신호 where 날짜 = 2026-02-31)", 23, "2026-02-31"),
        ('"; DROP TABLE ledger_entry; --', 1, '"; DROP TABLE ledger_entry; --'),
        ("__import__('os')", 1, "__import__"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(text, column, word):
    with pytest.raises(Refused) as caught:
        parse(text)
    assert (caught.value.code, caught.value.facts["column"], caught.value.facts["word"]) == (
        "formula-not-readable", column, word,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "word", "possible"),
    [
        ("count(사례들)", "formula-no-entity", "사례들", "사례"),
        ("count(위기신호.결과)", "formula-no-field", "위기신호.결과", "등급"),
        ("count(위기신호 where 현장확인.색 = 1)", "formula-no-field", "현장확인.색", "문앞"),
        ("sum(활동.종류)", "formula-wrong-kind", "활동.종류", "활동.횟수"),
        ('count(활동 where 횟수 = "셋")', "formula-wrong-value", "횟수 = 셋", "1"),
        ('count(위기신호 where 등급 > "주의")', "formula-wrong-kind", "등급 >", "="),
        ('count(위기신호 where 등급 = "아주"  )', "formula-wrong-value", "등급 = 아주", '"심각"'),
        ('count(위기신호 where 동 = "없는동")', "formula-wrong-value", "동 = 없는동", '"일동"'),
        ("count(위기신호 where 현장확인 = true)", "formula-needs-a-field", "현장확인", "현장확인.문앞"),
        ("count(distinct 위기신호)", "formula-needs-a-field", "위기신호", "위기신호.사람"),
        ('count(위기신호 where 사람 = "김")', "formula-wrong-kind", "사람 =", "is null"),
    ],
)
def test_a_name_or_value_that_is_not_there_is_named_with_what_is(text, code, word, possible):
    no = refused(text)
    assert (no.code, no.facts["word"]) == (code, word)
    assert possible in no.facts["possible"]
    assert word in sentence(no.code, no.facts)
    assert f"{no.facts['column']}째 글자" in sentence(no.code, no.facts)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "formula-empty"),
        ("  \n ", "formula-empty"),
        ("1+" * 1500 + "1", "formula-too-long"),
        ("(" * 30 + "1" + ")" * 30, "formula-too-deep"),
        ("1" + "+1" * 500, "formula-too-much"),
        ("+".join(["count(위기신호)"] * 41), "formula-too-much"),
        ("count(활동 where 횟수 in [" + ",".join(["1"] * 101) + "])", "formula-too-much"),
        ("(" * 1900, "formula-too-deep"),
        ("nullif(" * 25, "formula-too-deep"),
    ],
)
def test_hostile_size_is_refused_before_it_costs_anything(text, code):
    with pytest.raises(Refused) as caught:
        parse(text)
    assert caught.value.code == code


def test_tests_of_one_link_side_by_side_are_about_one_row():
    text = "count(확인건 where 현장확인.문앞 = true and 현장확인.신호후분 <= 60)"
    counted = next(iter(check(parse(text), of_the_ledger(), dongs=dong_codes()).counted.values()))
    assert [len(one.held) for one in links_of(counted.where)] == [2]
    apart = next(iter(check(parse(text.replace(" and ", " or ")), of_the_ledger(), dongs={}).counted.values()))
    assert [len(one.held) for one in links_of(apart.where)] == [1, 1]
    assert counted.tags() == {"outreach:signal:received", "outreach:site-check:reported"}


def test_dividing_by_nought_has_no_value_and_says_so():
    one = Aggregate(Function.COUNT, Path(("활동",)))
    found = reckon(parse("3 / count(활동) + 1"), {one: Fraction(0)}, lambda ref: None)
    assert (found.value, found.why) == (None, NoValue.DIVISION_BY_ZERO)
    assert reckon(parse("3 / count(활동)"), {one: Fraction(2)}, lambda ref: None).value == Fraction(3, 2)
    aside = reckon(parse("3 / nullif(count(활동), 0)"), {one: Fraction(0)}, lambda ref: None)
    assert aside.why is NoValue.SET_ASIDE
    assert reckon(parse("@a + 1"), {}, lambda ref: None).why is NoValue.REFERENCE
    mean = Aggregate(Function.MEAN, Path(("활동", "횟수")))
    assert reckon(mean, {mean: None}, lambda ref: None).why is NoValue.NOTHING_COUNTED


def test_a_ring_of_references_is_refused_with_the_way_round():
    with pytest.raises(Refused) as caught:
        check_no_cycle("a", {"a": ["x", "b"], "b": ["c"], "c": ["b"]})
    assert caught.value.facts["way"] == "b → c → b"
    check_no_cycle("a", {"a": ["b", "c"], "b": ["c"], "c": []})


def test_every_closed_list_is_labelled_whole_and_labels_are_not_repeated():
    for entity in of_the_ledger().values():
        for column in entity.columns.values():
            assert column.kind is not Kind.CHOICE or column.values, f"{entity.name}.{column.name}"
            assert len(set(column.values.values())) == len(column.values)
            unlabelled = [label for label, word in column.values.items() if label == word]
            assert not unlabelled, f"entities.yaml lacks a label for {unlabelled} of {entity.name}.{column.name}"
        for link in entity.links.values():
            assert link.mine.kind is Kind.ID
            assert link.theirs.kind is Kind.ID


def test_a_table_is_named_so_that_a_formula_can_say_it():
    good = [TableColumn(name="점수", kind=Kind.NUMBER)]
    check_table("만족도조사", good, taken=("위기신호",))
    for name, columns, code in (
        ("만족도 조사", good, "table-name-not-usable"),
        ("위기신호", good, "table-name-taken"),
        ("조사", [], "table-has-no-columns"),
        ("조사", [*good, *good], "table-name-taken"),
        ("조사", [TableColumn(name="동", kind=Kind.WORD)], "table-name-taken"),
        ("조사", [TableColumn(name="a;b", kind=Kind.WORD)], "table-name-not-usable"),
    ):
        with pytest.raises(Refused) as caught:
            check_table(name, columns, taken=("위기신호",))
        assert caught.value.code == code


def test_a_link_that_is_not_there_is_asked_for_as_a_whole():
    text = "count(확인건 where 마침 is null)"
    where = next(iter(check(parse(text), of_the_ledger(), dongs={}).counted.values())).where
    assert isinstance(where, Linked)
    assert where.none
    assert Clause(Path(("마침",)), Op.NULL) == parse(text).where


def test_numbers_keep_their_last_figure():
    assert to_text(parse("0.10 * 100")) == "0.1 * 100"
    assert parse("0.10").value == Decimal("0.1")
