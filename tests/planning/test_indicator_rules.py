"""Definitions, targets, figures, sums and findings by rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chomchom.kernel.verdicts import Refused, verdict
from chomchom.planning.rules.definitions import (
    DataSource,
    Direction,
    FigureKind,
    LowerMethod,
    PeriodRule,
    check_can_be_approved,
    check_definition,
)
from chomchom.planning.rules.findings import FindingCode as F
from chomchom.planning.rules.findings import IndicatorFacts, ProjectFacts, YearFacts, findings
from chomchom.planning.rules.formula.reckoning import NoValue
from chomchom.planning.rules.packing import digest_of, pack, unpack
from chomchom.planning.rules.results import (
    Over,
    Parts,
    ResultState,
    achievement,
    add_up,
    check_entered,
    check_may_move,
    rounded,
    value_of,
)
from chomchom.planning.rules.spans import Period, days_of, period_named
from chomchom.planning.rules.targets import TargetFacts, check_target, number_said, targets_of
from tests.planning.indicators import said

K = FigureKind
WRITER, OTHER = UUID(int=1), UUID(int=2)


def code(check, *args, **facts) -> str:
    return verdict(check, *args, **facts).code


@pytest.mark.parametrize(
    ("spoiled", "why"),
    [
        ({"name": " "}, "definition-needs-words"),
        ({"unit": ""}, "definition-needs-words"),
        ({"population": ""}, "definition-needs-words"),
        ({"numerator": ""}, "definition-needs-a-formula"),
        ({"source": DataSource.ENTERED}, "definition-needs-no-formula"),
        ({"kind": K.MILESTONE}, "definition-needs-no-formula"),
        ({"kind": K.RATIO}, "definition-needs-a-denominator"),
        ({"denominator": "count(확인건)"}, "definition-has-a-denominator-too-many"),
        ({"direction": Direction.DOWN, "lower_method": LowerMethod.NONE}, "definition-needs-its-lower-method"),
        ({"lower_method": LowerMethod.MIRROR}, "definition-needs-its-lower-method"),
        ({"minimum_cell": 0}, "definition-cell-too-small"),
        ({"weight": Decimal(101)}, "definition-weight-too-big"),
        ({"decimals": 5}, "definition-rounding-too-fine"),
    ],
)
def test_one_thing_wrong_is_enough_to_refuse_a_definition(spoiled, why):
    assert code(check_definition, said()) == ""
    assert code(check_definition, said(**spoiled)) == why


@pytest.mark.parametrize(
    ("spoiled", "by", "why"),
    [
        ({}, WRITER, "definition-own-approval"),
        ({"collector": ""}, OTHER, "definition-needs-a-collector"),
        ({"department": " "}, OTHER, "definition-needs-a-collector"),
        ({"can_collect": False}, OTHER, "definition-cannot-be-collected"),
        ({"collect_evidence": ""}, OTHER, "definition-cannot-be-collected"),
    ],
)
def test_another_person_approves_what_can_be_collected(spoiled, by, why):
    assert code(check_can_be_approved, said(), written_by=WRITER, by=OTHER) == ""
    assert code(check_can_be_approved, said(**spoiled), written_by=WRITER, by=by) == why


# machines.md §5.9 and the rates of the council's review
@pytest.mark.parametrize(
    ("actual", "target", "percent"), [(1404, 1200, "117.0"), (204, 300, "68.0"), (240, 300, "80.0"), (3, 3, "100.0")]
)
def test_achievement_is_actual_over_target_and_not_capped(actual, target, percent):
    found = achievement(Direction.UP, LowerMethod.NONE, actual=Fraction(actual), target=Fraction(target))
    assert rounded(found, 1) == Decimal(percent)
    assert value_of(K.ACHIEVEMENT, Parts(Fraction(actual), Fraction(target))).value == found


def test_less_is_better_is_reckoned_by_the_method_that_was_chosen():
    held = {"actual": Fraction(60), "target": Fraction(50)}
    assert achievement(Direction.DOWN, LowerMethod.MIRROR, **held) == 80
    assert rounded(achievement(Direction.DOWN, LowerMethod.INVERSE, **held), 1) == Decimal("83.3")
    assert achievement(Direction.DOWN, LowerMethod.INVERSE, actual=Fraction(0), target=Fraction(5)) is None
    assert achievement(Direction.UP, LowerMethod.NONE, actual=Fraction(5), target=Fraction(0)) is None


def test_a_figure_without_anything_to_divide_by_has_no_value():
    assert value_of(K.RATIO, Parts(Fraction(0), Fraction(0))).why is NoValue.DIVISION_BY_ZERO
    assert value_of(K.ACHIEVEMENT, Parts(Fraction(3), None)).why is NoValue.NO_TARGET
    assert value_of(K.COUNT, Parts(None)).why is NoValue.NOTHING_COUNTED
    assert value_of(K.QUALITATIVE, Parts()).why is NoValue.QUALITATIVE
    assert value_of(K.COUNT, Parts(Fraction(0))).value == 0
    assert value_of(K.MEAN, Parts(Fraction(9), Fraction(2))).value == Fraction(9, 2)


@pytest.mark.parametrize(
    ("value", "shown"), [("0.05", "0.1"), ("0.049", "0.0"), ("-0.05", "-0.1"), ("116.95", "117.0")]
)
def test_halves_are_rounded_up(value, shown):
    assert str(rounded(Fraction(value), 1)) == shown


parts = st.lists(
    st.tuples(st.integers(0, 1000), st.integers(1, 1000)).map(lambda p: Parts(Fraction(p[0]), Fraction(p[1]))),
    min_size=1, max_size=12,
)  # fmt: skip


@given(parts)
def test_counts_add_and_ratios_are_sums_over_sums(some):
    total = add_up(K.COUNT, PeriodRule.IN_PERIOD, some, over=Over.MONTHS)
    assert total.numerator == sum(one.numerator for one in some)
    for kind in (K.RATIO, K.MEAN):
        for over in Over:
            whole = add_up(kind, PeriodRule.IN_PERIOD, some, over=over)
            assert whole.numerator / whole.denominator == (
                sum(one.numerator for one in some) / sum(one.denominator for one in some)
            )


@given(parts)
def test_a_stock_and_what_is_cumulative_take_the_last_month_and_the_sum_of_dongs(some):
    for rule in (PeriodRule.AT_END, PeriodRule.CUMULATIVE):
        assert add_up(K.COUNT, rule, some, over=Over.MONTHS) == some[-1]
        assert add_up(K.COUNT, rule, some, over=Over.DONGS).numerator == sum(one.numerator for one in some)


@given(parts)
def test_different_persons_are_never_added(some):
    for over in Over:
        assert code(add_up, K.COUNT, PeriodRule.IN_PERIOD, some, over=over, distinct=True) == "figure-must-be-recounted"
    assert code(add_up, K.COUNT, PeriodRule.AT_END, some, over=Over.DONGS, distinct=True) == "figure-must-be-recounted"


@given(parts)
def test_achievement_adds_over_dongs_only_where_targets_do(some):
    assert code(add_up, K.ACHIEVEMENT, PeriodRule.IN_PERIOD, some, over=Over.DONGS) == "figure-does-not-add-up"
    whole = add_up(K.ACHIEVEMENT, PeriodRule.IN_PERIOD, some, over=Over.DONGS, targets_add_up=True)
    assert whole.denominator == sum(one.denominator for one in some)
    year = add_up(K.ACHIEVEMENT, PeriodRule.IN_PERIOD, some, over=Over.MONTHS)
    assert (year.numerator, year.denominator) == (sum(one.numerator for one in some), some[-1].denominator)


def test_stages_and_words_and_missing_parts_do_not_add():
    some = [Parts(Fraction(1), Fraction(3)), Parts(Fraction(2), Fraction(3))]
    assert add_up(K.MILESTONE, PeriodRule.IN_PERIOD, some, over=Over.MONTHS) == some[-1]
    assert code(add_up, K.MILESTONE, PeriodRule.IN_PERIOD, some, over=Over.DONGS) == "figure-does-not-add-up"
    assert code(add_up, K.QUALITATIVE, PeriodRule.IN_PERIOD, some, over=Over.MONTHS) == "figure-does-not-add-up"
    for lacking in ([], [Parts(None), *some]):
        assert code(add_up, K.COUNT, PeriodRule.IN_PERIOD, lacking, over=Over.MONTHS) == "figure-lacks-parts"
    assert code(add_up, K.RATIO, PeriodRule.IN_PERIOD, [Parts(Fraction(1))], over=Over.DONGS) == "figure-lacks-parts"


@pytest.mark.parametrize("text", ["N/A", "n/a", "-", "없음", "미정", "", "열둘", "1e9", "1,00", "∞", "9" * 14])
def test_a_target_is_a_number_or_nothing(text):
    assert code(number_said, text, code="target-is-not-a-number") == "target-is-not-a-number"


def test_a_percentage_is_asked_for_in_its_parts():
    for text in ("68%", "68 %", "117.0％"):
        assert code(number_said, text, code="result-is-not-a-number") == "percentage-needs-its-parts"
    assert number_said("1,404", code="x-y") == 1404
    assert number_said(" 12.5 ", code="x-y") == Decimal("12.5")


def target(year: int, value: int, on: str) -> TargetFacts:
    return TargetFacts(id=uuid4(), year=year, value=Decimal(value), set_on=date.fromisoformat(on))


def test_a_past_year_keeps_the_target_it_was_run_under_and_a_cut_keeps_both():
    old, new, late = target(2025, 300, "2023-01-02"), target(2025, 200, "2025-06-01"), target(2025, 100, "2026-02-01")
    found = targets_of(2025, [late, new, old], direction=Direction.UP)
    assert (found.in_force, found.before, found.easier, found.later) == (new, old, True, late)
    raised = targets_of(2025, [old, target(2025, 400, "2025-06-01")], direction=Direction.UP)
    assert not raised.easier
    assert targets_of(2025, [old, target(2025, 400, "2025-06-01")], direction=Direction.DOWN).easier
    next_year = targets_of(2026, [old, target(2026, 240, "2023-01-02")], direction=Direction.UP)
    assert (next_year.before, next_year.easier) == (old, True)
    assert targets_of(2024, [old], direction=Direction.UP).in_force is None


@pytest.mark.parametrize(
    ("spoiled", "why"),
    [
        ({"year": 2022}, "target-outside-the-plan"),
        ({"year": 2027}, "target-outside-the-plan"),
        ({"value": Decimal(-1)}, "target-below-nought"),
        ({"changes": True}, "target-change-needs-a-reason"),
    ],
)
def test_a_target_lies_in_the_plan_and_a_change_says_why(spoiled, why):
    good = {"value": Decimal(1), "year": 2025, "first_year": 2023, "last_year": 2026, "reason": "", "changes": False}
    assert code(check_target, **good) == ""
    assert code(check_target, **(good | spoiled)) == why


@pytest.mark.parametrize(
    ("kind", "numerator", "denominator", "evidence", "why"),
    [
        (K.RATIO, 5, 10, True, ""),
        (K.RATIO, 5, None, True, "result-needs-its-denominator"),
        (K.RATIO, 11, 10, True, "share-over-hundred"),
        (K.MILESTONE, 4, 3, True, "share-over-hundred"),
        (K.MEAN, 40, 10, True, ""),
        (K.COUNT, 5, 10, True, "result-has-a-denominator-too-many"),
        (K.COUNT, None, None, True, "result-needs-a-number"),
        (K.COUNT, 5, None, False, "result-needs-evidence"),
        (K.ACHIEVEMENT, 1404, None, True, ""),
        (K.QUALITATIVE, None, None, True, ""),
    ],
)
def test_an_entered_figure_has_its_parts_and_its_proof(kind, numerator, denominator, evidence, why):
    typed = {"numerator": numerator, "denominator": denominator}
    numbers = {name: Decimal(n) if n is not None else None for name, n in typed.items()}
    assert code(check_entered, kind, evidence=evidence, **numbers) == why


def test_nobody_passes_on_an_own_entry_and_a_share_over_hundred_stays():
    good = {"entered_by": WRITER, "by": OTHER, "kind": K.RATIO, "parts": Parts(Fraction(5), Fraction(10))}
    assert check_may_move("check", ResultState.DRAFT, **good) is ResultState.CHECKED
    assert check_may_move("publish", ResultState.APPROVED, **good) is ResultState.PUBLISHED
    assert code(check_may_move, "publish", ResultState.DRAFT, **good) == "wrong-state"
    assert code(check_may_move, "check", ResultState.DRAFT, **(good | {"by": WRITER})) == "result-own-entry"
    over = good | {"parts": Parts(Fraction(11), Fraction(10))}
    assert code(check_may_move, "check", ResultState.DRAFT, **over) == "share-over-hundred"
    assert code(check_may_move, "check", ResultState.DRAFT, **(over | {"kind": K.ACHIEVEMENT})) == ""


def test_periods_are_years_and_months_of_the_wall_calendar():
    assert (period_named("2026").first, period_named("2026").last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (period_named("2024-02").first, period_named("2024-02").last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert period_named("2024-12").last == date(2024, 12, 31)
    assert period_named("2026-01").before() == Period(2025, 12)
    assert period_named("2026").before() == Period(2025)
    for wrong in ("2026-13", "26", "2026-1", "", "1999", "2026-05-01"):
        with pytest.raises(Refused):
            period_named(wrong)
    first = date(2023, 1, 1)
    assert days_of(Period(2025), PeriodRule.IN_PERIOD, plan_first=first) == (date(2025, 1, 1), date(2025, 12, 31))
    assert days_of(Period(2025), PeriodRule.AT_END, plan_first=first) == (None, date(2025, 12, 31))
    assert days_of(Period(2025, 3), PeriodRule.CUMULATIVE, plan_first=first) == (first, date(2025, 3, 31))


def year(number: int, value: int | None = 100, achieved: int | None = 100, **more) -> YearFacts:
    return YearFacts(
        year=number, value=Fraction(value) if value is not None else None,
        achievement=Fraction(achieved) if achieved is not None else None, **({"target": Decimal(100)} | more),
    )  # fmt: skip


def one(*years: YearFacts, **more) -> ProjectFacts:
    facts = {"name": "이용", "defined": True, "collector": True, "years": years} | more
    return ProjectFacts(run_by_city=True, indicators=[IndicatorFacts(**facts)])


@pytest.mark.parametrize(
    ("project", "codes"),
    [
        (one(year(2023), year(2024)), []),
        (ProjectFacts(run_by_city=False, indicators=one(year(2024)).indicators), [F.RUN_BY_OTHERS]),
        (ProjectFacts(run_by_city=True), [F.NO_INDICATOR]),
        (one(defined=False), [F.NO_DEFINITION]),
        (one(year(2024), collector=False), [F.NO_COLLECTOR]),
        (one(numeric=False), [F.NO_NUMBER]),
        (one(year(2023, None, None), year(2024, None, None)), [F.NO_NUMBER]),
        (one(year(2023), year(2024, None, None)), [F.NO_VALUE]),
        (one(year(2024, over_hundred=True)), [F.SHARE_OVER_HUNDRED]),
        (one(year(2024, target=None)), [F.NO_TARGET]),
        (one(year(2024, achieved=80), year(2025, achieved=68)), [F.BELOW_TWO_YEARS]),
        (one(year(2023, achieved=80), year(2024), year(2025, achieved=68)), []),
        (one(year(2023, achieved=80), year(2025, achieved=68)), []),
        (one(year(2025, achieved=68), year(2026, easier=True, target_before=Decimal(300))), [F.LOWERED_AFTER_MISS]),
        (one(year(2025), year(2026, easier=True, target_before=Decimal(300))), [F.LOWERED]),
        (
            ProjectFacts(run_by_city=True, indicators=one(year(2024)).indicators, budget={2023: (None, 5)}),
            [F.BUDGET_WITHOUT_YEAR],
        ),
        (
            ProjectFacts(run_by_city=True, indicators=one(year(2024)).indicators, budget={2023: (6, 5)}),
            [F.BUDGET_OVERSPENT],
        ),
        (ProjectFacts(run_by_city=True, indicators=one(year(2024)).indicators, budget={2023: (5, 5)}), []),
    ],
)
def test_what_does_not_look_right_is_asked(project, codes):
    assert [found.code for found in findings(project)] == codes


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(1, 10**12), unique=True, max_size=300))
def test_a_kept_list_of_entries_comes_back_and_proves_itself(numbers):
    rising = sorted(numbers)
    assert unpack(pack(rising)) == rising
    assert digest_of([("numerator", 0, rising)]) != digest_of([("numerator", 0, [*rising, 10**13])])
