"""Reading a budget file: one line is one project, year and source; a wrong line says its row, column and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from chomchom.kernel.codes import as_kept, numbers_of
from chomchom.kernel.names import compared
from chomchom.kernel.verdicts import Refused
from chomchom.planning.rules.budget import Money, MoneySource, check_money, read_won


class FileState(StrEnum):
    """Read and waiting, let in, or thrown away."""

    READ = "read"
    ENTERED = "entered"
    DISCARDED = "discarded"


class Column(StrEnum):
    """What a column of the file holds."""

    CODE = "code"
    NAME = "name"
    YEAR = "year"
    SOURCE = "source"
    PLANNED = "planned"
    CARRIED = "carried"
    CHANGED = "changed"
    EXECUTED = "executed"


# Korean data: headings of budget tables, compared without blanks
HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.CODE: ("사업코드", "코드", "번호", "사업번호", "code"),
    Column.NAME: ("사업명", "세부사업", "세부사업명", "과업명", "name"),
    Column.YEAR: ("연도", "년도", "회계연도", "year"),
    Column.SOURCE: ("재원", "재원구분", "source"),
    Column.PLANNED: ("예산", "예산액", "본예산", "예산원", "planned"),
    Column.CARRIED: ("이월", "이월액", "전년도이월액", "이월원", "carried"),
    Column.CHANGED: ("변경", "변경액", "추경", "증감", "변경원", "changed"),
    Column.EXECUTED: ("집행", "집행액", "결산", "지출액", "집행원", "executed"),
}
# Korean data: words for who pays
SOURCES: dict[MoneySource, tuple[str, ...]] = {
    MoneySource.NATIONAL: ("국비", "국고", "national"),
    MoneySource.PROVINCE: ("도비", "시도비", "province"),
    MoneySource.CITY: ("시비", "시군구비", "city"),
    MoneySource.FUND: ("기금", "fund"),
    MoneySource.PRIVATE: ("민간", "민간자원", "자부담", "private"),
}
YEAR_MARK = "년"  # Korean data: what may stand behind a year
NEEDED = (Column.YEAR, Column.SOURCE, Column.PLANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """One good line: which project, year and source, and its money."""

    row: int
    project_id: str
    year: int
    source: str
    planned: int
    carried: int
    changed: int
    executed: int | None

    def kept(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFault:
    """What is wrong with one line: its row in the file, its column as printed, and a code of `sentences`."""

    row: int
    column: str
    code: str
    value: str = ""

    def kept(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)


def columns_of(headings: Iterable[str]) -> dict[Column, str]:
    """Which heading is which column. Raises `budget-columns-missing` without year, source and budget, or without any
    column that says which project.
    """
    held = {compared(heading): heading for heading in headings}
    found = {column: held[word] for column, words in HEADINGS.items() for word in (*words, column) if word in held}
    lacking = [column for column in NEEDED if column not in found]
    if lacking or not {Column.CODE, Column.NAME} & set(found):
        names = [HEADINGS[column][0] for column in lacking] or [HEADINGS[Column.CODE][0]]
        raise Refused("budget-columns-missing", columns=", ".join(names))
    return found


class Projects:
    """The projects of one plan as a budget file names them: by code, or by a name that only one of them has."""

    def __init__(self, by_code: Mapping[str, str], by_name: Mapping[str, set[str]]) -> None:
        self._by_code, self._by_name = by_code, by_name

    def find(self, *, code: str, name: str) -> tuple[str, str]:
        """The project's id, or an empty id with the reason it was not found."""
        if code.strip():
            numbers = numbers_of(code)
            if numbers is None:
                return "", "code-unreadable-here"
            found = self._by_code.get(as_kept(numbers), "")
            return found, "" if found else "no-project-of-this-code"
        held = self._by_name.get(compared(name), set())
        if len(held) > 1:
            return "", "name-of-several-projects"
        return next(iter(held), ""), "" if held else "no-project-of-this-name"


class _Line:
    """One line while it is read: its cells by column, and what is wrong with them."""

    def __init__(self, number: int, cells: Mapping[str, str], columns: Mapping[Column, str]) -> None:
        self.number, self._cells, self._columns = number, cells, columns
        self.faults: list[LineFault] = []

    def cell(self, column: Column) -> str:
        return self._cells.get(self._columns.get(column, ""), "").strip()

    def wrong(self, column: Column, code: str) -> None:
        heading = self._columns.get(column, "")
        self.faults.append(LineFault(row=self.number, column=heading, code=code, value=self.cell(column)[:40]))

    def project(self, projects: Projects) -> str:
        found, why = projects.find(code=self.cell(Column.CODE), name=self.cell(Column.NAME))
        if why:
            self.wrong(Column.CODE if self.cell(Column.CODE) else Column.NAME, why)
        return found

    def year(self, years: range) -> int:
        year = self.cell(Column.YEAR).removesuffix(YEAR_MARK).strip()
        if year.isascii() and year.isdigit() and int(year) in years:
            return int(year)
        self.wrong(Column.YEAR, "year-outside-the-plan")
        return 0

    def source(self) -> str:
        found = [one for one, words in SOURCES.items() if compared(self.cell(Column.SOURCE)) in words]
        if not found:
            self.wrong(Column.SOURCE, "source-unknown")
        return found[0] if found else ""

    def won(self, column: Column) -> int | None:
        try:
            return read_won(self.cell(column))
        except Refused:
            self.wrong(column, "won-unreadable-here")
            return None

    def money(self) -> Money:
        planned, executed = self.won(Column.PLANNED), self.won(Column.EXECUTED)
        carried, changed = self.won(Column.CARRIED) or 0, self.won(Column.CHANGED) or 0
        money = Money(planned=planned or 0, carried=carried, changed=changed, executed=executed)
        if not self.faults and planned is None:
            self.wrong(Column.PLANNED, "won-missing")
        if self.faults:
            return money
        try:
            check_money(money)
        except Refused as refusal:
            self.wrong(
                Column.EXECUTED if refusal.code == "executed-more-than-available" else Column.PLANNED, refusal.code
            )
        return money


def read_line(
    number: int, cells: Mapping[str, str], *, columns: Mapping[Column, str], projects: Projects, years: range
) -> tuple[MoneyLine | None, list[LineFault]]:
    """One line, or what is wrong with it, every fault with its column."""
    line = _Line(number, cells, columns)
    found, year, source, money = line.project(projects), line.year(years), line.source(), line.money()
    if line.faults:
        return None, line.faults
    good = MoneyLine(
        row=number, project_id=found, year=year, source=source, planned=money.planned, carried=money.carried,
        changed=money.changed, executed=money.executed,
    )  # fmt: skip
    return good, []


def without_repeats(lines: Iterable[MoneyLine], *, heading: str) -> tuple[list[MoneyLine], list[LineFault]]:
    """Lines of a project, year and source that stand once; a second one is a fault that names the row of the first."""
    first: dict[tuple[str, int, str], MoneyLine] = {}
    faults: list[LineFault] = []
    for line in lines:
        key = (line.project_id, line.year, line.source)
        if key in first:
            faults.append(LineFault(row=line.row, column=heading, code="line-twice", value=str(first[key].row)))
        else:
            first[key] = line
    return list(first.values()), faults
