"""The plan on paper: the list of the next plan, the yearly plan, the yearly result report, as one document tree.

Papers are Korean whatever the reader's language: they go to the province and to the assembly. What nobody entered is
printed as absent with its reason, never left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from chomchom.formats.documents import Block, Bullets, Cell, Document, Heading, Paragraph, Table, text_cell
from chomchom.planning.rules.budget import Money, together


class PaperKind(StrEnum):
    """What is printed."""

    LIST = "list"
    YEARLY_PLAN = "yearly-plan"
    RESULT_REPORT = "result-report"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One indicator in one year as it is printed; without `actual`, `why` says why."""

    name: str
    target: str = ""
    actual: str = ""
    achieved: str = ""
    achieved_number: Fraction | None = None
    why: str = ""
    about_satisfaction: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLine:
    """One project as it is printed."""

    code: str
    name: str
    tasks: tuple[str, ...]
    department: str
    where: str
    state: str
    came_from: str
    counts: bool
    money: Money
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyLine:
    """One strategy with its projects."""

    title: str
    projects: tuple[ProjectLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything a paper of a plan says. `changes` are the plan's versions within the year, `steps` its deadlines."""

    plan: str
    vision: str
    years: str
    year: int
    day: date
    city: str
    strategies: tuple[StrategyLine, ...]
    sources: tuple[tuple[str, Money], ...]
    changes: tuple[str, ...]
    steps: tuple[tuple[str, str, str], ...]
    chapters: tuple[tuple[str, str], ...]
    gaps: tuple[str, ...]


# Korean data: titles and parts of the papers
TITLES = {
    PaperKind.LIST: "{plan} 세부사업 목록",
    PaperKind.YEARLY_PLAN: "{year}년 연차별 시행계획",
    PaperKind.RESULT_REPORT: "{year}년 시행결과 보고서",
}
ABOUT = "{plan} ({years})"
VISION = "비전: {vision}"  # Korean data: a line of the head
AS_OF = "{day} 현재"  # Korean data: a line of the head
LIST_HEAD = ("코드", "세부사업", "담당 부서", "배치·운영", "상태", "앞 계획에서")  # Korean data: columns
PLAN_HEAD = ("코드", "세부사업·과업", "담당 부서", "예산현액(백만원)", "성과지표", "목표")  # Korean data: columns
RESULT_HEAD = ("코드", "세부사업", "성과지표", "목표", "실적", "달성률")  # Korean data: columns
MONEY_HEAD = ("재원 (원)", "예산", "이월", "변경", "집행", "집행률")  # Korean data: columns
STEP_HEAD = ("절차", "기한", "결과")  # Korean data: columns
CHAPTER_HEAD = ("담을 내용 (제36조)", "점검")  # Korean data: columns
STRATEGY_HEAD = ("추진전략", "세부사업", "시 점수", "평균 달성률", "100% 한도 평균")  # Korean data: columns
OVERVIEW, BY_STRATEGY, FINANCE, STEPS = (
    "계획 개요",
    "추진전략별 세부사업",
    "재정 계획",
    "법정 절차",
)  # Korean data: parts
# Korean data: the chapters of a result report
FAITHFUL, ACHIEVED, TAKEN_PART, PROPER = (
    "1. 계획 내용의 충실성", "2. 시행결과의 목표 달성도", "3. 지역주민 참여도·만족도", "4. 시행과정의 적정성",
)  # fmt: skip
SYSTEM, CHANGED, RESULTS, SPENT = "체계성", "변경 내용", "세부사업별 결과", "재정 집행"  # Korean data: parts
CHAPTERS, GAPS = "계획에 담을 내용", "채워야 할 곳"  # Korean data: parts
NO_RESULT, NO_INDICATOR, NO_CHANGE = "실적 없음", "지표 없음", "이 해에 남긴 변경이 없습니다."  # Korean data: absences
NO_SATISFACTION = "실적 없음: 만족도를 재는 지표의 확인된 결과가 없습니다."  # Korean data: an absence
OUT_OF_SCORE, ALL, UNKNOWN, NOTHING = "제외", "모두", "미확인", "해당 없음"  # Korean data: words in cells
MILLIONS = "백만원"  # Korean data: unit
NO_PROJECT = "사업이 없습니다."  # Korean data: an absence
FULL = Fraction(100)


def write(kind: PaperKind, held: Contents) -> Document:
    """The paper as a document tree; the same contents give the same tree."""
    parts = {PaperKind.LIST: _list, PaperKind.YEARLY_PLAN: _yearly_plan, PaperKind.RESULT_REPORT: _result_report}
    title = title_of(kind, held)
    blocks = (Heading(title, 1), *_head(held), *parts[kind](held))
    return Document(title=title, creator=held.city, day=held.day, blocks=blocks)


def title_of(kind: PaperKind, held: Contents) -> str:
    """What the paper is called."""
    return TITLES[kind].format(plan=held.plan, year=held.year)


def _head(held: Contents) -> list[Block]:
    lines = [ABOUT.format(plan=held.plan, years=held.years)]
    lines += [VISION.format(vision=held.vision)] if held.vision else []
    return [Paragraph(line, "center") for line in (*lines, AS_OF.format(day=held.day.isoformat()))]


def _table(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, widths: tuple[int, ...] = (), numbers: int = 99
) -> Table:
    """A table with a repeated head; columns from `numbers` on are set to the right."""
    top = tuple(text_cell(word, head=True, align="center") for word in head)
    body = [tuple(_cell(text, at >= numbers) for at, text in enumerate(row)) for row in rows]
    return Table((top, *body), widths, head_rows=1)


def _cell(text: str, number: bool) -> Cell:
    return text_cell(text, align="right" if number else "left")


def _list(held: Contents) -> list[Block]:
    blocks: list[Block] = []
    for one in held.strategies:
        blocks.append(Heading(one.title))
        rows = [(p.code, _with_tasks(p), p.department, p.where, p.state, p.came_from) for p in one.projects]
        blocks.append(_table(LIST_HEAD, rows, widths=(12, 28, 16, 20, 10, 16)) if rows else Paragraph(NO_PROJECT))
    if held.gaps:
        blocks += [Heading(GAPS), Bullets(held.gaps)]
    return [*blocks, Heading(CHAPTERS), _table(CHAPTER_HEAD, held.chapters, widths=(70, 30))]


def _with_tasks(project: ProjectLine) -> str:
    return "\n".join((project.name, *(f"- {task}" for task in project.tasks)))


def _yearly_plan(held: Contents) -> list[Block]:
    blocks: list[Block] = [Heading(OVERVIEW), _by_strategy(held), Heading(BY_STRATEGY)]
    for one in held.strategies:
        rows = [row for project in one.projects for row in _plan_rows(project)]
        blocks += [Heading(one.title, 3)]
        blocks.append(_table(PLAN_HEAD, rows, widths=(12, 28, 16, 14, 20, 12)) if rows else Paragraph(NO_PROJECT))
    blocks += [Heading(FINANCE), _money(held.sources), Heading(STEPS)]
    return [*blocks, _table(STEP_HEAD, held.steps, widths=(40, 20, 40))]


def _plan_rows(project: ProjectLine) -> list[tuple[str, ...]]:
    figures = project.figures or (FigureLine(name=NO_INDICATOR),)
    whole = in_millions(project.money.available) if project.money.available else ""
    first = (project.code, _with_tasks(project), project.department, whole)
    return [(*(first if at == 0 else ("", "", "", "")), one.name, one.target) for at, one in enumerate(figures)]


def _by_strategy(held: Contents) -> Table:
    rows = []
    for one in held.strategies:
        counted = [project for project in one.projects if project.counts]
        mean, capped = means(counted)
        rows.append((one.title, str(len(one.projects)), str(len(counted)), _percent(mean), _percent(capped)))
    return _table(STRATEGY_HEAD, rows, widths=(44, 12, 12, 16, 16), numbers=1)


def means(projects: Iterable[ProjectLine]) -> tuple[Fraction | None, Fraction | None]:
    """The mean achievement over projects that have one, as it is and with each figure capped at 100."""
    found = [
        sum(rates, Fraction(0)) / len(rates)
        for one in projects
        if (rates := [figure.achieved_number for figure in one.figures if figure.achieved_number is not None])
    ]
    if not found:
        return None, None
    return sum(found, Fraction(0)) / len(found), sum((min(one, FULL) for one in found), Fraction(0)) / len(found)


def _percent(value: Fraction | None) -> str:
    return NO_RESULT if value is None else f"{float(round(value, 1)):.1f}%"


def _money(sources: Iterable[tuple[str, Money]]) -> Table:
    held = [(label, money) for label, money in sources if money.available or money.executed]
    rows = [_money_row(label, money) for label, money in held]
    rows.append(_money_row(ALL, together(money for _label, money in held)))
    return _table(MONEY_HEAD, rows, widths=(12, 18, 14, 14, 18, 14), numbers=1)


def _money_row(label: str, money: Money) -> tuple[str, ...]:
    spent = UNKNOWN if money.executed is None else f"{money.executed:,}"
    rate = UNKNOWN if money.rate is None else f"{money.rate}%"
    return (label, f"{money.planned:,}", f"{money.carried:,}", f"{money.changed:,}", spent, rate)


def in_millions(won: int) -> str:
    """Won as millions with at most one decimal: 1,234.5."""
    tenths = round(won / 100_000)
    return f"{tenths // 10:,}" if tenths % 10 == 0 else f"{tenths / 10:,.1f}"


def _result_report(held: Contents) -> list[Block]:
    satisfied = [
        (project.name, one) for strategy in held.strategies for project in strategy.projects
        for one in project.figures if one.about_satisfaction and one.actual
    ]  # fmt: skip
    blocks: list[Block] = [Heading(FAITHFUL), Heading(SYSTEM, 3), _by_strategy(held), Heading(CHANGED, 3)]
    blocks.append(Bullets(held.changes) if held.changes else Paragraph(NO_CHANGE))
    blocks += [Heading(ACHIEVED)]
    for strategy in held.strategies:
        rows = [row for project in strategy.projects for row in _result_rows(project)]
        blocks += [Heading(strategy.title, 3)]
        blocks.append(_table(RESULT_HEAD, rows, widths=(12, 26, 22, 12, 18, 12)) if rows else Paragraph(NO_PROJECT))
    blocks += [Heading(TAKEN_PART)]
    blocks.append(
        Bullets(tuple(f"{name}: {one.name} {one.actual}" for name, one in satisfied))
        if satisfied
        else Paragraph(NO_SATISFACTION)
    )
    blocks += [Heading(PROPER), Heading(SPENT, 3), _money(held.sources), Heading(STEPS, 3)]
    return [*blocks, _table(STEP_HEAD, held.steps, widths=(40, 20, 40))]


def _result_rows(project: ProjectLine) -> list[tuple[str, ...]]:
    name = project.name if project.counts else f"{project.name}\n({project.where})"
    figures = project.figures or (FigureLine(name=NO_INDICATOR),)
    rows: list[tuple[str, ...]] = []
    for at, one in enumerate(figures):
        actual = one.actual or "\n".join(part for part in (NO_RESULT, one.why) if part)
        achieved = one.achieved if project.counts or not one.achieved else f"{one.achieved} ({OUT_OF_SCORE})"
        rows.append((*((project.code, name) if at == 0 else ("", "")), one.name, one.target, actual, achieved))
    return rows


def sheets(kind: PaperKind, held: Contents) -> list[tuple[str, tuple[str, ...], list[tuple[str | int | None, ...]]]]:
    """The same as tables of a workbook: amounts as numbers, one row a project or an indicator."""
    rows: list[tuple[str | int | None, ...]] = []
    for strategy in held.strategies:
        for one in strategy.projects:
            first = (strategy.title, one.code, one.name, one.department)
            money = (one.money.available, one.money.executed)
            if kind is PaperKind.LIST:
                rows.append((*first, one.where, one.state, one.came_from))
                continue
            for figure in one.figures or (FigureLine(name=NO_INDICATOR),):
                actual = figure.actual or " ".join(part for part in (NO_RESULT, figure.why) if part)
                said = (figure.name, figure.target, actual, figure.achieved)
                rows.append((*first, *money, *(said if kind is PaperKind.RESULT_REPORT else said[:2])))
    return [(title_of(kind, held), SHEET_HEADS[kind], rows)]


# Korean data: columns of the workbooks
_FIRST, _WON = ("추진전략", "코드", "세부사업", "담당 부서"), ("예산현액(원)", "집행(원)")
SHEET_HEADS: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.LIST: (*_FIRST, *LIST_HEAD[3:]),
    PaperKind.YEARLY_PLAN: (*_FIRST, *_WON, *PLAN_HEAD[4:]),
    PaperKind.RESULT_REPORT: (*_FIRST, *_WON, *RESULT_HEAD[2:]),
}
