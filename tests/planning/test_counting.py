"""Counting in the database is the same as counting by hand, whatever the formula and whatever the ledger."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chomchom.ledger.models import Bookmark
from chomchom.ledger.public import Item, head, record_many
from chomchom.planning.calculator import counting, facts
from chomchom.planning.calculator.compiling import Compiler, Cut, Span
from chomchom.planning.calculator.countable import dong_codes, of_the_ledger, read_formula
from chomchom.planning.rules.formula.checking import check
from chomchom.planning.rules.formula.words import Function
from chomchom.store.acting import acting
from tests.planning.formulas import FIRST, aggregates, ledger, rows
from tests.planning.plain import number_of, rows_of

pytestmark = pytest.mark.django_db
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def span(first=YEAR[0], last=YEAR[1]) -> Span:
    return Span(first=first, last=last, head=head()[0])


@pytest.fixture
def told(db, deeds):
    """A ledger with two voided entries and one that was voided after a day's count."""
    with acting(deeds.head()) as deed:
        items = ledger(7)
        numbers = record_many(deed, items)
        record_many(
            deed,
            [
                Item(event=items[at].event, stream=UUID(int=at + 1), voids=numbers[at], occurred_on=FIRST)
                for at in (0, 5)
            ],
        )
        facts.catch_up(deed)
    return rows()


def copied_up_to(mark: int) -> None:
    """From here on the copy is read up to this number only, and the ledger itself after it."""
    Bookmark.objects.filter(name=facts.FOLLOWER).update(seq=mark)


@given(aggregate=aggregates(), mark=st.integers(0, 150))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_counts_what_a_hand_counts_however_far_the_copy_goes(told, deeds, aggregate, mark):
    copied_up_to(mark)
    checked = check(aggregate, of_the_ledger(), dongs=dong_codes())
    counted = checked.counted[aggregate]
    with acting(deeds.head()) as deed:
        found = counting.count(deed, [checked], span(), cuts=(Cut.DONG, Cut.MONTH))
        behind = counting.rows_behind(deed, counted, span())
    by_hand = rows_of(counted, told, first=YEAR[0], last=YEAR[1])
    assert found.of(checked)[aggregate] == number_of(counted, told, first=YEAR[0], last=YEAR[1])
    assert behind == [row["seq"] for row in by_hand]
    if counted.function in (Function.COUNT, Function.SUM) and not counted.distinct:
        for parts in ([(dong, "") for dong in found.dongs()], [("", month) for month in found.months()]):
            assert (
                sum((found.of(checked, part)[aggregate] for part in parts), Fraction(0)) == found.of(checked)[aggregate]
            )


@given(
    together=st.lists(aggregates(most_names=3), min_size=2, max_size=8, unique=True), mark=st.sampled_from((0, 60, 150))
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_formulas_counted_together_disturb_each_other_nowhere(told, deeds, together, mark):
    copied_up_to(mark)
    checked = [check(one, of_the_ledger(), dongs=dong_codes()) for one in together]
    with acting(deeds.head()) as deed:
        found = counting.count(deed, checked, span())
        in_parts = counting.count(deed, checked, span(), cuts=(Cut.DONG, Cut.MONTH))
    for one, formula in zip(together, checked, strict=True):
        by_hand = number_of(formula.counted[one], told, first=YEAR[0], last=YEAR[1])
        assert found.of(formula)[one] == in_parts.of(formula)[one] == by_hand


def test_a_formula_is_read_once_until_a_table_changes_what_its_names_mean(db, deeds):
    from chomchom.planning.calculator.countable import catalogue
    from chomchom.planning.models import ImportedTable

    before = catalogue()
    one = read_formula("count(위기신호)", before)
    assert read_formula("count(위기신호)", catalogue()) is one
    ImportedTable.objects.create(
        name="방문표", says="", columns=[["횟수", "number", ""]], made_by=UUID(int=1), made_at=deeds.head().at
    )
    assert "방문표" in catalogue()
    assert "방문표" not in before
    assert next(iter(read_formula("sum(방문표.횟수)").counted.values())).entity.table_id is not None


def test_many_formulas_of_one_entity_cost_one_statement(told, deeds):
    one = read_formula("count(확인건 where 현장확인.문앞 = true) / count(확인건)")
    many = [one, *(read_formula(f'count(확인건 where 통로 = "{door}")') for door in ("내방", "전화", "학교"))]

    def cost(formulas):
        with acting(deeds.head()) as deed, CaptureQueriesContext(connection) as seen:
            counting.count(deed, formulas, span())
        return len(seen)

    assert cost([one]) == cost(many)


def test_persons_that_turned_out_to_be_one_count_once(db, deeds):
    from chomchom.people import public as people
    from tests.conftest import ILDONG

    with acting(deeds.machine()) as deed:
        one, two = (
            people.register_person(deed, name=name, birth_date=date(1950, 1, 1), dong=ILDONG, address=f"성호로 {n}")
            for n, name in enumerate(("가나", "박별"), start=1)
        )
    with acting(deeds.head()) as deed:
        for item in ledger(3, episodes=2):
            record_many(deed, [Item(event=item.event, stream=item.stream, occurred_on=FIRST)])
        signals = [i for i in ledger(3, episodes=2) if i.event.tag == "outreach:signal:received"]
        from dataclasses import replace

        record_many(
            deed,
            [Item(event=signals[0].event, stream=UUID(int=n), about=replace(signals[0].about, person_id=who),
                  occurred_on=FIRST) for n, who in enumerate((one, two), start=1)],
        )  # fmt: skip
    formula = read_formula("count(distinct 위기신호.사람)")

    def persons() -> Fraction:
        with acting(deeds.head()) as deed:
            return next(iter(counting.count(deed, [formula], span()).of(formula).values()))

    assert persons() == 2
    with acting(deeds.head()) as deed:
        people.make_alias(deed, alias_id=two, canonical_id=one)
    assert persons() == 1


def test_a_figure_of_an_earlier_head_does_not_see_what_came_later(told, deeds):
    formula = read_formula("count(위기신호)")
    early = Span(first=None, last=date(2030, 1, 1), head=10)
    with acting(deeds.head()) as deed:
        found = next(iter(counting.count(deed, [formula], early).of(formula).values()))
    assert found == sum(row["tag"] == "outreach:signal:received" for row in told if row["seq"] <= 10)


HOSTILE = ("'; DROP TABLE ledger_entry; --", "%s", "%(p1)s", "\\'", "a' OR '1'='1", "{0}")


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_reaches_the_text_of_a_statement(told, deeds, value):
    formula = read_formula(f'count(위기신호 where 사업 = "{value}")')
    counted = next(iter(formula.counted.values()))
    statement = Compiler(counted.entity, span()).numbers([counted])
    assert value not in statement.sql
    assert value in statement.params.values()
    with acting(deeds.head()) as deed:
        assert next(iter(counting.count(deed, [formula], span()).of(formula).values())) == 0


@given(aggregate=aggregates())
@settings(max_examples=100, deadline=None)
def test_statements_are_made_of_fixed_pieces(aggregate):
    counted = check(aggregate, of_the_ledger(), dongs=dong_codes()).counted[aggregate]
    statement = Compiler(counted.entity, Span(first=None, last=FIRST, head=1)).numbers([counted])
    assert statement.sql.isascii()
    assert "'" not in statement.sql.replace("''", "").replace("'YYYY-MM'", "")
