"""Dated values: what a file may say, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chomchom.kernel.days import Clock, ClockUnit, FirstDay, OnHoliday
from chomchom.rulebook import dated, public

GOOD = """
outreach.check_due_hours:
  - {from: 2026-01-01, value: 24, unit: hours, source: "city guideline", certainty: CITY}
  - {from: 2026-07-01, value: 12, unit: hours, source: "city guideline, revised", certainty: CITY}
"""


def folder_with(tmp_path: Path, text: str, *, name: str = "outreach.yaml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_value_is_the_one_that_stood_on_the_day(tmp_path: Path) -> None:
    found = dated.read_folder(folder_with(tmp_path, GOOD))["outreach.check_due_hours"]
    assert [found.at(day).value for day in (date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))] == [24, 24, 12]
    assert found.at(date(2026, 8, 1)).source == "city guideline, revised"


def test_before_the_first_day_and_after_the_last_there_is_no_value(tmp_path: Path) -> None:
    text = "outreach.x:\n  - {from: 2026-01-01, until: 2026-03-31, value: 1, source: s, certainty: LAW}\n"
    found = dated.read_folder(folder_with(tmp_path, text))["outreach.x"]
    assert found.at(date(2026, 3, 31)).value == 1
    for day in (date(2025, 12, 31), date(2026, 4, 1)):
        with pytest.raises(dated.NotInForce, match=r"outreach\.x has no value on"):
            found.at(day)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("outreach.x:\n  - {value: 1, source: s, certainty: LAW}", "from missing"),
        ("outreach.x:\n  - {from: 2026-01-01, value: 1, certainty: LAW}", "source missing"),
        ("outreach.x:\n  - {from: 2026-01-01, value: 1, source: '', certainty: LAW}", "source missing"),
        ("outreach.x:\n  - {from: 2026-01-01, source: s, certainty: LAW}", "value missing"),
        ("outreach.x:\n  - {from: 2026-01-01, value: 1, source: s, certainty: SURE}", "certainty is one of"),
        ("outreach.x:\n  - {from: soon, value: 1, source: s, certainty: LAW}", "from is a day"),
        (
            "outreach.x:\n  - {from: 2026-01-01, value: 1, source: s, certainty: LAW, colour: red}",
            "unknown field colour",
        ),
        ("outreach.x:\n  - 7", "a row is a mapping"),
        ("outreach.x: 7", "needs a list"),
        ("outreach.x: []", "has no rows"),
        ("elsewhere.x:\n  - {from: 2026-01-01, value: 1, source: s, certainty: LAW}", "must look like outreach"),
        ("- 1", "names with lists"),
        (GOOD + GOOD, "written twice"),
        (GOOD.replace("2026-07-01", "2026-01-01"), "each day once"),
        (GOOD.replace("2026-07-01", "2025-07-01"), "oldest first"),
        (GOOD.replace("from: 2026-01-01,", "from: 2026-01-01, until: 2026-07-01,"), "overlaps"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(dated.RulebookFault, match=says):
        dated.read_folder(folder_with(tmp_path, text))


def test_off_and_on_are_words(tmp_path: Path) -> None:
    text = "outreach.x:\n  - {from: 2026-01-01, value: {on: off, sure: true}, source: s, certainty: OFF}\n"
    found = dated.read_folder(folder_with(tmp_path, text))["outreach.x"].rows[0]
    assert (found.value["on"], found.value["sure"], found.certainty) == ("off", True, dated.Certainty.OFF)


def test_a_city_adds_a_row_or_replaces_one_of_the_same_day(tmp_path: Path) -> None:
    base, city = tmp_path / "base", tmp_path / "city"
    base.mkdir()
    city.mkdir()
    folder_with(base, GOOD)
    folder_with(
        city, "outreach.check_due_hours:\n  - {from: 2026-07-01, value: 6, source: 시장 방침, certainty: CITY}\n"
    )
    found = dated.read_folder(base, city=city)["outreach.check_due_hours"]
    assert (found.at(date(2026, 6, 1)).value, found.at(date(2026, 7, 1)).value) == (24, 6)
    assert found.at(date(2026, 7, 1)).source == "시장 방침"


def test_all_shipped_files_are_sound() -> None:
    assert "rulebook.holiday_warning_days" in public.parameters()


def test_an_unknown_name_and_a_day_too_early_are_said_clearly() -> None:
    with pytest.raises(public.UnknownParameter, match=r"no\.such\.name"):
        public.value("no.such.name", on=date(2026, 1, 1))
    with pytest.raises(public.NotInForce, match="2020-01-01"):
        public.value("rulebook.holiday_warning_days", on=date(2019, 12, 31))


def test_value_whole_and_source_answer_for_a_day() -> None:
    day = date(2026, 5, 29)
    assert public.value("rulebook.holiday_warning_days", on=day) == 90
    assert public.whole("rulebook.holiday_warning_days", on=day) == 90
    assert "clerk" in public.source("rulebook.holiday_warning_days", on=day)


@pytest.fixture
def city_folder(tmp_path: Path):
    public.use_city_folder(tmp_path)
    yield tmp_path
    public.use_city_folder(None)


def test_a_clock_is_read_as_a_clock(city_folder: Path) -> None:
    folder_with(
        city_folder,
        "cases.a:\n  - {from: 2026-01-01, source: s, certainty: CITY,\n"
        "     value: {count: 10, unit: calendar, first_day: not_counted, on_holiday: next}}\n"
        "cases.b:\n  - {from: 2026-01-01, source: s, certainty: CITY, value: {count: 10}}\n",
        name="cases.yaml",
    )
    day = date(2026, 5, 1)
    expected = Clock(count=10, unit=ClockUnit.CALENDAR, first_day=FirstDay.NOT_COUNTED, on_holiday=OnHoliday.NEXT)
    assert public.clock("cases.a", on=day) == expected
    for ask in (public.clock, public.whole):
        with pytest.raises(public.RulebookFault, match=r"cases\.b"):
            ask("cases.b", on=day)
    with pytest.raises(TypeError):
        public.value("cases.a", on=day)["count"] = 11
