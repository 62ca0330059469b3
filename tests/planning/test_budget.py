"""Money by source and year: what was spent of what there was, and files that bring it in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from chomchom.formats.tables import write_csv, write_xlsx
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.planning.actions import budget
from chomchom.planning.models import Budget, BudgetFile
from chomchom.planning.rules.budget import Money, MoneySource, check_money, read_won, together
from chomchom.store.acting import acting
from tests.planning.plans import enter

HEAD = ("사업 코드", "사업명", "연도", "재원", "예산(원)", "이월(원)", "변경(원)", "집행(원)")
GOOD = ("Ⅰ-4-10", "", "2025", "시비", "1,000", "200", "-100", "880")


def test_the_rate_is_executed_of_budget_carried_and_changes():
    money = Money(planned=1000, carried=200, changed=-100, executed=880)
    assert (money.available, money.rate) == (1100, Decimal("80.0"))
    assert Money(planned=3, executed=2).rate == Decimal("66.7")
    assert Money(planned=0, executed=0).rate is None
    assert Money(planned=10).rate is None


def test_an_unknown_part_makes_the_whole_unknown_unless_it_has_no_money():
    known = Money(planned=10, executed=5)
    assert together([known, Money(planned=1)]).executed is None
    assert together([known, Money()]).executed == 5
    assert together([known, replace(known, carried=10, executed=10)]).rate == Decimal("50.0")
    assert together([]).executed is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"planned": -1}, "budget-below-nought"),
        ({"changed": -1201}, "budget-below-nought"),
        ({"executed": 1301}, "executed-more-than-available"),
        ({"planned": 10**14}, "budget-impossibly-large"),
    ],
)
def test_one_impossible_amount_is_refused(change, code):
    fine = Money(planned=1000, carried=200, changed=100, executed=1300)
    check_money(fine)
    with pytest.raises(Refused, match=code):
        check_money(replace(fine, **change))


@pytest.mark.parametrize(("text", "won"), [("", None), ("0", 0), ("1,234,000", 1234000), ("-5", -5), (" 300원 ", 300)])
def test_won_are_read_with_and_without_commas(text, won):
    assert read_won(text) == won


@pytest.mark.parametrize("text", ["1.5", "천원", "1,23", "N/A", "12백만", "１0"])
def test_what_is_no_amount_is_not_guessed(text):
    with pytest.raises(Refused, match="won-unreadable"):
        read_won(text)


@pytest.fixture
def project(plans, deeds):
    with acting(deeds.jiu()) as deed:
        return enter(deed, plans, "안부 살핌", code="Ⅰ-4-10", strategy_id=plans.first)


def upload(deeds, rows, *, head=HEAD, write=write_xlsx, name="예산.xlsx"):
    with acting(deeds.jiu()) as deed:
        made = budget.upload_budget(deed, term_number=5, filename=name, content=write(head, rows))
    return BudgetFile.objects.get(pk=made)


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_a_file_is_a_dry_run_until_it_is_let_in_and_the_same_again_changes_nothing(project, deeds, write):
    found = upload(deeds, [GOOD], write=write)
    assert (found.faults, Budget.objects.count()) == ([], 0)
    with acting(deeds.jiu()) as deed:
        assert budget.enter_file(deed, file_id=found.pk) == 1
    (row,) = Budget.objects.all()
    assert (row.project_id, row.year, row.source) == (project, 2025, "city")
    assert (row.planned_won, row.carried_won, row.changed_won, row.executed_won) == (1000, 200, -100, 880)
    again = upload(deeds, [GOOD], write=write)
    with acting(deeds.jiu()) as deed:
        budget.enter_file(deed, file_id=again.pk)
    assert Budget.objects.count() == 1
    with pytest.raises(Refused, match="budget-file-already-decided"), acting(deeds.jiu()) as deed:
        budget.enter_file(deed, file_id=found.pk)


WRONG = [
    (0, "Ⅰ-4-11", "사업 코드", "no-project-of-this-code"),
    (0, "열", "사업 코드", "code-unreadable-here"),
    (0, "", "사업명", "no-project-of-this-name"),
    (2, "2027", "연도", "year-outside-the-plan"),
    (2, "N/A", "연도", "year-outside-the-plan"),
    (3, "특별교부세", "재원", "source-unknown"),
    (4, "약 천원", "예산(원)", "won-unreadable-here"),
    (4, "", "예산(원)", "won-missing"),
    (7, "1101", "집행(원)", "executed-more-than-available"),
]


@pytest.mark.parametrize(("place", "value", "column", "code"), WRONG, ids=[one[3] + one[1] for one in WRONG])
def test_a_wrong_cell_is_named_by_row_and_column_and_the_good_rows_stay(project, deeds, place, value, column, code):
    other = tuple("2024" if n == 2 else cell for n, cell in enumerate(GOOD))
    spoiled = tuple(value if n == place else cell for n, cell in enumerate(GOOD))
    found = upload(deeds, [other, spoiled])
    assert [(one["row"], one["column"], one["code"]) for one in found.faults] == [(3, column, code)]
    assert [row["year"] for row in found.rows] == [2024]


def test_a_line_that_comes_twice_names_the_first(project, deeds):
    found = upload(deeds, [GOOD, GOOD])
    assert [(one["row"], one["code"], one["value"]) for one in found.faults] == [(3, "line-twice", "2")]


def test_a_file_without_its_columns_says_which(project, deeds):
    with pytest.raises(Refused) as refusal:
        upload(deeds, [GOOD[1:]], head=HEAD[1:3] + HEAD[4:] + ("비고",))
    assert (refusal.value.code, refusal.value.facts["columns"]) == ("budget-columns-missing", "재원")
    assert not BudgetFile.objects.exists()


@pytest.mark.parametrize("role", [Role.PROGRAMME_OFFICER, Role.TEAM_HEAD, Role.RESEARCHER, Role.COUNCIL_MEMBER])
def test_who_reads_the_plan_does_not_write_its_money(project, deeds, role):
    found = upload(deeds, [GOOD])
    for act in (budget.enter_file, budget.discard_file):
        with pytest.raises(Refused, match="may-not-change-plan"), acting(deeds(role, whole_city=True)) as deed:
            act(deed, file_id=found.pk)
    with pytest.raises(Refused, match="may-not-change-plan"), acting(deeds(role, whole_city=True)) as deed:
        budget.write_budget(deed, project_id=project, year=2025, source=MoneySource.CITY, money=Money(planned=1))
    assert not Budget.objects.exists()


def test_money_by_hand_stays_within_the_years_of_the_plan(project, deeds):
    with pytest.raises(Refused, match="year-outside-the-term"), acting(deeds.jiu()) as deed:
        budget.write_budget(deed, project_id=project, year=2022, source=MoneySource.CITY, money=Money(planned=1))
    with acting(deeds.jiu()) as deed:
        budget.write_budget(deed, project_id=project, year=2023, source=MoneySource.CITY, money=Money(planned=1))
    entry = Entry.objects.get(tag="planning:budget:entered")
    assert (entry.payload["year"], entry.payload["planned_won"]) == (2023, 1)
