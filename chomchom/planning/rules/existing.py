"""The list of programmes that run already: which column is what, what a row says, what is new, changed or the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chomchom.kernel.verdicts import Refused
from chomchom.linkage.programmes import squeeze

MOST_ROWS = 5_000
FIRST_YEAR, LAST_YEAR = 1995, 2100
MOST_WON = 10**13


class Column(StrEnum):
    """What a column of such a list can mean."""

    NAME = "name"
    ORGANISATION = "organisation"
    RUNNER = "runner"
    TARGET = "target"
    PROBLEM = "problem"
    MEANS = "means"
    BUDGET = "budget"
    YEAR = "year"
    SKIP = "skip"


REQUIRED = (Column.NAME, Column.ORGANISATION)
LONGEST = {
    Column.NAME: 120,
    Column.ORGANISATION: 80,
    Column.TARGET: 300,
    Column.PROBLEM: 500,
    Column.MEANS: 500,
}

# Korean data: headings as offices write them
GUESSES: dict[Column, tuple[str, ...]] = {
    Column.NAME: ("사업명", "세부사업명", "단위사업", "프로그램명", "서비스명", "name"),
    Column.ORGANISATION: ("담당부서", "부서", "소관부서", "수행기관", "운영기관", "기관명", "기관", "organisation"),
    Column.RUNNER: ("구분", "운영주체", "시행주체", "주체"),
    Column.TARGET: ("지원대상", "대상", "이용대상", "대상자", "target"),
    Column.PROBLEM: ("필요성", "배경", "문제", "추진배경", "목적", "problem"),
    Column.MEANS: ("지원내용", "사업내용", "주요내용", "급여내용", "내용", "means"),
    Column.BUDGET: ("예산", "사업비", "예산액", "총사업비", "budget"),
    Column.YEAR: ("연도", "년도", "사업연도", "기준연도", "year"),
}


class Runner(StrEnum):
    """Who runs a programme: a department of the city, the province, the state, an agency."""

    DEPARTMENT = "department"
    PROVINCE = "province"
    STATE = "state"
    AGENCY = "agency"


# Korean data: words of offices for who runs a programme
RUNNER_WORDS: tuple[tuple[str, Runner], ...] = (
    ("국가", Runner.STATE),
    ("중앙", Runner.STATE),
    ("국비", Runner.STATE),
    ("보건복지부", Runner.STATE),
    ("경기도", Runner.PROVINCE),
    ("도청", Runner.PROVINCE),
    ("광역", Runner.PROVINCE),
    ("복지관", Runner.AGENCY),
    ("센터", Runner.AGENCY),
    ("재단", Runner.AGENCY),
    ("협회", Runner.AGENCY),
    ("민간", Runner.AGENCY),
    ("기관", Runner.AGENCY),
    ("시", Runner.DEPARTMENT),
    ("부서", Runner.DEPARTMENT),
    ("도", Runner.PROVINCE),
)


class ImportState(StrEnum):
    """A list that was looked at, went in, or was thrown away."""

    CHECKED = "checked"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


class Group(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row cannot go in: the column as the file calls it and a code with its sentence."""

    column: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow:
    """One row as it is understood; `faults` is empty for one that may go in. `year` 0 means that the file says none."""

    number: int
    name: str
    organisation: str
    runner: Runner
    target: str
    problem: str
    means: str
    budget_won: int | None
    year: int
    faults: tuple[RowFault, ...]

    @property
    def key(self) -> tuple[str, str]:
        """By what the same programme is known again: who runs it and its name, however they are spaced."""
        return squeeze(self.organisation), squeeze(self.name)


def guess_columns(headers: Sequence[str]) -> dict[str, Column]:
    """Header → meaning by its usual names, each meaning once; exact names before parts of names."""
    mapping: dict[str, Column] = {}
    taken: set[Column] = set()
    for exact in (True, False):
        for column, names in GUESSES.items():
            free = [header for header in headers if header not in mapping]
            match = next((h for name in names for h in free if _fits(name, h, exact=exact)), None)
            if match is not None and column not in taken:
                mapping[match] = column
                taken.add(column)
    return {header: mapping.get(header, Column.SKIP) for header in headers}


def _fits(name: str, header: str, *, exact: bool) -> bool:
    plain, word = squeeze(header), squeeze(name)
    return plain == word if exact else len(word) > 1 and word in plain


def check_columns(mapping: Mapping[str, Column]) -> None:
    """Name and organisation are each one column, and no meaning comes twice.

    Raises `existing-column-missing` (named) and `existing-column-twice`.
    """
    chosen = [column for column in mapping.values() if column is not Column.SKIP]
    for column in REQUIRED:
        if column not in chosen:
            raise Refused("existing-column-missing", column=column.value)
    if len(chosen) != len(set(chosen)):
        raise Refused("existing-column-twice")


def read_programme(number: int, cells: Mapping[str, str], mapping: Mapping[str, Column]) -> ProgrammeRow:
    """Understand one row; what is wrong is said with its column."""
    header: dict[Column, str] = {column: name for name, column in mapping.items() if column is not Column.SKIP}
    said = {column: " ".join(cells.get(name, "").split()) for column, name in header.items()}
    faults = [RowFault(header[column], f"existing-{column.value}-missing") for column in REQUIRED if not said[column]]
    faults += [
        RowFault(header[column], "existing-too-long")
        for column, most in LONGEST.items()
        if len(said.get(column, "")) > most
    ]
    budget, budget_fault = read_won(said.get(Column.BUDGET, ""))
    year, year_fault = read_year(said.get(Column.YEAR, ""))
    if budget_fault:
        faults.append(RowFault(header[Column.BUDGET], budget_fault))
    if year_fault:
        faults.append(RowFault(header[Column.YEAR], year_fault))
    return ProgrammeRow(
        number=number,
        name=said[Column.NAME],
        organisation=said[Column.ORGANISATION],
        runner=read_runner(said.get(Column.RUNNER, ""), organisation=said[Column.ORGANISATION]),
        target=said.get(Column.TARGET, ""),
        problem=said.get(Column.PROBLEM, ""),
        means=said.get(Column.MEANS, ""),
        budget_won=budget,
        year=year,
        faults=tuple(faults),
    )


def read_runner(text: str, *, organisation: str) -> Runner:
    """Who runs it, from the column that says so, else from the name of who runs it; a department where nothing tells."""
    for said in (text, organisation):
        found = next((runner for word, runner in RUNNER_WORDS if len(word) > 1 and word in said), None)
        if found is None and said is text:
            found = next((runner for word, runner in RUNNER_WORDS if word == said.strip()), None)
        if found is not None:
            return found
    return Runner.DEPARTMENT


# Korean data: units of money in lists of offices
_WON = re.compile(r"(-?[\d,]+(?:\.\d+)?)\s*(억\s*원?|백만\s*원?|만\s*원|천\s*원|원)?")
# Korean data: units of money in lists of offices
_UNIT = {"억": 100_000_000, "백만": 1_000_000, "만": 10_000, "천": 1_000, "원": 1, "": 1}


def read_won(text: str) -> tuple[int | None, str]:
    """Money as lists write it (1,200,000 · 120만원 · 3.5억) in won; empty is nothing, something else a fault."""
    plain = text.strip()
    if plain in ("", "-", "–"):
        return None, ""
    match = _WON.fullmatch(plain)
    if match is None:
        return None, "existing-budget-unclear"
    unit = re.sub(r"[\s원]", "", match[2] or "") or ("원" if match[2] else "")  # Korean data: won
    won = round(float(match[1].replace(",", "")) * _UNIT[unit])
    return (won, "") if 0 <= won <= MOST_WON else (None, "existing-budget-unclear")


# Korean data: a year as lists write it
_YEAR = re.compile(r"(\d{4})\s*(?:년도?|\.0)?")


def read_year(text: str) -> tuple[int, str]:
    """A year as lists write it; empty is 0, something else a fault."""
    if not text.strip():
        return 0, ""
    match = _YEAR.fullmatch(text.strip())
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return 0, "existing-year-unclear"
    return int(match[1]), ""


def group_of(row: ProgrammeRow, *, before: ProgrammeRow | None) -> Group:
    """What a sound row would do against what stands there already."""
    if row.faults:
        return Group.FAULTY
    if before is None:
        return Group.NEW
    return Group.SAME if said(row) == said(before) else Group.CHANGED


def said(row: ProgrammeRow) -> tuple[object, ...]:
    """What a row says, without where it stood."""
    return (row.name, row.organisation, row.runner, row.target, row.problem, row.means, row.budget_won, row.year)


def check_import_waits(state: ImportState, *, rows: int) -> None:
    """A dry run goes in once, and only with a row that can; raises `existing-already-decided`, `existing-nothing-to-do`."""
    if state is not ImportState.CHECKED:
        raise Refused("existing-already-decided")
    if rows == 0:
        raise Refused("existing-nothing-to-do")
