"""Median income and the lines drawn from it, against the published and derived tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chomchom.rulebook.dated import NotInForce, RulebookFault, UnknownParameter
from chomchom.rulebook.incomes import Rounding, criterion, held_against, line, median, read_tables

DAY = date(2026, 5, 26)


@pytest.mark.parametrize(
    ("percent", "lines"),
    [
        (32, [820556, 1343773, 1714891, 2078316, 2418150, 2737904, 3044848]),
        (40, [1025695, 1679716, 2143614, 2597895, 3022687, 3422380, 3806060]),
        (48, [1230834, 2015660, 2572337, 3117474, 3627225, 4106856, 4567272]),
        (50, [1282119, 2099646, 2679518, 3247369, 3778359, 4277976, 4757575]),
        (60, [1538542, 2519575, 3215421, 3896842, 4534031, 5133571, 5709090]),
        (75, [1923178, 3149469, 4019277, 4871053, 5667539, 6416964, 7136362]),
        (180, [4615628, 7558725, 9646264, 11690528, 13602094, 15400713, 17127270]),
    ],
)
def test_the_lines_of_2026_are_the_derived_table(percent: int, lines: list[int]) -> None:
    assert [line(percent, size, DAY) for size in range(1, 8)] == lines


def test_the_published_line_of_2025_for_newlyweds() -> None:
    assert line(180, 2, date(2025, 12, 31)) == 7078784


def test_the_way_of_rounding_belongs_to_the_criterion() -> None:
    assert [line(75, 1, DAY, rounding=way) for way in (Rounding.FLOOR, Rounding.HALF_UP, Rounding.CEIL)] == [
        1923178,
        1923179,
        1923179,
    ]
    assert [line(60, 1, DAY, rounding=way, to=10) for way in (Rounding.FLOOR, Rounding.HALF_UP, Rounding.CEIL)] == [
        1538540,
        1538540,
        1538550,
    ]


def test_two_people_with_3_300_000_are_over_the_emergency_line_by_150_531() -> None:
    found = held_against("emergency", size=2, income=3300000, on=DAY)
    assert (found.line, found.over_by, found.over) == (3149469, 150531, True)


def test_equal_to_the_line_is_not_over() -> None:
    found = held_against("emergency", size=2, income=3149469, on=DAY)
    assert (found.over, found.over_by) == (False, 0)


def test_a_year_nobody_loaded_has_no_line() -> None:
    for day in (date(2027, 1, 1), date(2023, 12, 31)):
        with pytest.raises(NotInForce, match="load the year"):
            line(75, 2, day)


def test_beyond_the_published_sizes() -> None:
    assert median(8, on=DAY) == 9515150 + 959198
    with pytest.raises(NotInForce, match="7 persons"):
        median(7, on=date(2025, 1, 1))
    with pytest.raises(ValueError, match="at least one"):
        median(0, on=DAY)


def test_a_criterion_has_a_name_and_a_first_day() -> None:
    assert criterion("emergency", on=DAY).name == "긴급복지"
    with pytest.raises(UnknownParameter):
        criterion("nothing", on=DAY)
    with pytest.raises(NotInForce):
        criterion("emergency", on=date(2020, 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "median: [{from: 2026-01-01, until: 2026-12-31, sizes: [2, 1], source: s, certainty: LAW}]\ncriteria: []",
        (
            "median:\n  - {from: 2026-01-01, until: 2027-01-01, sizes: [1], source: s, certainty: LAW}\n"
            "  - {from: 2027-01-01, until: 2027-12-31, sizes: [1], source: s, certainty: LAW}\ncriteria: []"
        ),
        "median: [{from: 2026-01-01, sizes: [1], source: s, certainty: LAW}]\ncriteria: []",
        "median: []\ncriteria:\n"
        + "  - {code: a, name: a, from: 2026-01-01, percent: 1, rounding: floor, to: 1, source: s, certainty: LAW}\n"
        * 2,
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "incomes.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookFault):
        read_tables(path)
