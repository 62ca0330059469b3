"""A year that runs: when it is over, what can be expected by now, and what the rest of the year can still undo."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from chomchom.planning.rules.definitions import Direction, FigureKind, Frequency, PeriodRule
from chomchom.planning.rules.findings import FindingCode, IndicatorFacts, ProjectFacts, YearFacts, findings
from chomchom.planning.rules.pace import Rhythm, expected, missed, runs, settled
from chomchom.planning.rules.spans import Period

YEAR = Period(2026)


def rhythm(**more) -> Rhythm:
    facts = {
        "kind": FigureKind.COUNT, "direction": Direction.UP, "frequency": Frequency.MONTHLY,
        "rule": PeriodRule.IN_PERIOD,
    }  # fmt: skip
    return Rhythm(**(facts | more))


@pytest.mark.parametrize(
    ("on", "frequency", "awaited"),
    [
        (date(2026, 1, 30), Frequency.MONTHLY, None),
        (date(2026, 1, 31), Frequency.MONTHLY, 100),
        (date(2026, 6, 22), Frequency.MONTHLY, 500),
        (date(2026, 6, 22), Frequency.QUARTERLY, 300),
        (date(2026, 6, 29), Frequency.HALF_YEARLY, None),
        (date(2026, 6, 30), Frequency.HALF_YEARLY, 600),
        (date(2026, 6, 30), Frequency.YEARLY, None),
        (date(2026, 12, 30), Frequency.MONTHLY, 1100),
        (date(2026, 12, 31), Frequency.MONTHLY, None),
        (date(2027, 2, 1), Frequency.MONTHLY, None),
        (date(2025, 12, 31), Frequency.MONTHLY, None),
    ],
)
def test_the_parts_of_the_year_that_are_over_are_expected(on, frequency, awaited):
    assert expected(Fraction(1200), rhythm(frequency=frequency), YEAR, on=on) == awaited


@pytest.mark.parametrize(
    "other",
    [
        {"kind": FigureKind.RATIO}, {"kind": FigureKind.MEAN}, {"direction": Direction.DOWN},
        {"direction": Direction.KEEP}, {"rule": PeriodRule.AT_END}, {"rule": PeriodRule.CUMULATIVE},
    ],
)  # fmt: skip
def test_what_does_not_grow_evenly_has_no_share_by_now(other):
    assert expected(Fraction(1200), rhythm(**other), YEAR, on=date(2026, 6, 22)) is None
    assert expected(Fraction(1200), rhythm(), YEAR, on=date(2026, 6, 22)) == 500


def test_a_month_has_no_share_of_its_own():
    assert expected(Fraction(100), rhythm(), Period(2026, 6), on=date(2026, 6, 22)) is None


def test_a_target_is_missed_only_when_its_year_is_over():
    assert not missed(Fraction(40), YEAR, on=date(2026, 12, 30))
    assert missed(Fraction(40), YEAR, on=date(2026, 12, 31))
    assert not missed(None, YEAR, on=date(2027, 1, 1))
    assert not missed(Fraction(100), YEAR, on=date(2027, 1, 1))
    assert not runs(YEAR, on=date(2025, 12, 31))


def test_a_count_that_reached_its_target_stays_there_and_a_share_may_fall_again():
    day = date(2026, 6, 22)
    assert settled(Fraction(100), rhythm(), YEAR, on=day)
    assert not settled(Fraction(99), rhythm(), YEAR, on=day)
    assert not settled(Fraction(100), rhythm(kind=FigureKind.RATIO), YEAR, on=day)
    assert not settled(Fraction(150), rhythm(direction=Direction.DOWN), YEAR, on=day), "fewer by now is no promise"
    assert settled(Fraction(100), rhythm(kind=FigureKind.MILESTONE, direction=Direction.MILESTONE), YEAR, on=day)
    assert settled(None, rhythm(), YEAR, on=date(2027, 1, 1))


def test_nothing_is_found_odd_about_a_year_that_runs():
    years = [
        YearFacts(year=2025, value=Fraction(8), achievement=Fraction(80), target=10),
        YearFacts(year=2026, running=True, value=Fraction(2), achievement=Fraction(20), target=10),
    ]
    one = IndicatorFacts(name="가", defined=True, collector=True, numeric=True, years=years)
    assert findings(ProjectFacts(run_by_city=True, indicators=[one], budget={})) == []
    over = [years[0], YearFacts(year=2026, value=Fraction(2), achievement=Fraction(20), target=10)]
    told = findings(
        ProjectFacts(
            run_by_city=True,
            indicators=[IndicatorFacts(name="가", defined=True, collector=True, numeric=True, years=over)],
            budget={},
        )
    )
    assert [row.code for row in told] == [FindingCode.BELOW_TWO_YEARS]
