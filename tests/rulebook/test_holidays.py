"""The table of Korean holidays: by its own rules, and by a second opinion."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import holidays as second_opinion
import pytest

from chomchom.rulebook import holidays, public
from chomchom.rulebook.dated import Certainty, RulebookFault
from chomchom.rulebook.holidays import HolidayKind

YEARS = range(2022, 2029)
# Days on which the package and we differ, with the reason. Empty: every difference found so far was settled in the table.
EXPLAINED: dict[date, str] = {}
# From which day a holiday that falls on a day off is made up for, and on which days off (5 Saturday, 6 Sunday).
MADE_UP = {
    "설날": (date(2014, 1, 1), {6}),
    "추석": (date(2014, 1, 1), {6}),
    "어린이날": (date(2014, 1, 1), {5, 6}),
    "3·1절": (date(2021, 8, 4), {5, 6}),
    "광복절": (date(2021, 8, 4), {5, 6}),
    "개천절": (date(2021, 8, 4), {5, 6}),
    "한글날": (date(2021, 8, 4), {5, 6}),
    "부처님오신날": (date(2023, 5, 4), {5, 6}),
    "기독탄신일": (date(2023, 5, 4), {5, 6}),
    "제헌절": (date(2026, 1, 1), {5, 6}),
    "노동절": (date(2026, 1, 1), {5, 6}),
}


def test_a_second_opinion_agrees_but_for_explained_days() -> None:
    ours = {row.day for row in holidays.table().holidays}
    theirs = set(second_opinion.country_holidays("KR", years=YEARS))
    assert ours ^ theirs == set(EXPLAINED)


def _made_up_days() -> set[date]:
    """The substitute days that the regulation asks for, from the plain holidays alone."""
    plain = [row for row in holidays.table().holidays if row.kind is HolidayKind.PUBLIC]
    taken = {row.day for row in holidays.table().holidays if row.kind is not HolidayKind.SUBSTITUTE}
    owed: set[date] = set()
    for row in plain:
        names = row.name.split(" · ")
        shared = len(names) > 1
        for name in names[:1] if shared else names:
            stem = name.removesuffix(" 전날").removesuffix(" 다음날")
            since, weekdays = MADE_UP.get(stem, (date.max, set()))
            if row.day >= since and (shared or row.day.weekday() in weekdays):
                owed.add(_next_free(row.day, taken | owed, stem))
    return owed


def _next_free(day: date, taken: set[date], stem: str) -> date:
    while day in taken or day.weekday() > 4:
        day += timedelta(days=1)
    return day


def test_the_substitutes_are_those_the_regulation_asks_for() -> None:
    assert {row.day for row in holidays.table().holidays if row.kind is HolidayKind.SUBSTITUTE} == _made_up_days()


def test_what_is_only_reported_is_marked_as_such() -> None:
    unsure = {row.day for row in holidays.table().holidays if row.certainty is Certainty.GK}
    assert {date(2026, 6, 3), date(2026, 7, 17), date(2026, 5, 1)} <= unsure
    assert all(row.day.year >= 2026 for row in holidays.table().holidays if row.certainty is Certainty.GK)


def test_labour_day_is_a_day_off_for_offices_only_from_2026() -> None:
    working = holidays.working_days()
    assert working.is_working_day(date(2025, 5, 1))
    assert not working.is_working_day(date(2026, 5, 1))


def test_the_table_warns_90_days_before_it_runs_out() -> None:
    assert holidays.runs_out_in(date(2028, 12, 1)) == 30
    assert not holidays.runs_out_soon(date(2028, 10, 1))
    assert holidays.runs_out_soon(date(2028, 10, 2))
    assert holidays.runs_out_in(date(2029, 1, 2)) == -2


def test_beyond_the_table_a_deadline_still_has_a_day() -> None:
    assert holidays.working_days().add_days(date(2031, 1, 1), 10) == date(2031, 1, 13)


@pytest.mark.parametrize(
    "rows",
    [
        "- {day: 2026-02-02, name: a, kind: public, source: s, certainty: LAW}\n  - {on: 2026-02-01, name: b, kind: public, source: s, certainty: LAW}",
        "- {day: 2026-02-02, name: a, kind: public, source: s, certainty: LAW}\n  - {on: 2026-02-02, name: b, kind: public, source: s, certainty: LAW}",
        "- {day: 2027-02-02, name: a, kind: public, source: s, certainty: LAW}",
        "- {day: 2026-02-02, name: a, kind: party, source: s, certainty: LAW}",
        "- {day: 2026-02-02, kind: public, source: s, certainty: LAW}",
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "holidays.yaml"
    path.write_text(f"covers: {{from: 2026-01-01, until: 2026-12-31}}\nholidays:\n  {rows}\n", encoding="utf-8")
    with pytest.raises(RulebookFault):
        holidays.read_table(path)


def test_a_clerk_loads_the_next_table_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "holidays.yaml").write_text(
        "covers: {from: 2029-01-01, until: 2029-12-31}\n"
        "holidays:\n  - {day: 2029-01-01, name: 1월 1일, kind: public, source: s, certainty: LAW}\n",
        encoding="utf-8",
    )
    public.use_city_folder(tmp_path)
    try:
        assert holidays.runs_out_in(date(2029, 12, 1)) == 30
    finally:
        public.use_city_folder(None)
    assert holidays.table().last_day == date(2028, 12, 31)
