"""What the papers of a plan say, gathered; figures come from the one calculator and only as somebody checked them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time
from fractions import Fraction
from typing import Any
from uuid import UUID

from chomchom.formats.hwpx import write_hwpx
from chomchom.formats.pdf import write_pdf
from chomchom.formats.tables import write_workbook
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning import access
from chomchom.planning.calculator.figures import Figure, figures
from chomchom.planning.models import Budget, Indicator, Lineage, PlanVersion, Project
from chomchom.planning.reads.board import board
from chomchom.planning.reads.steps import calendar, chapters
from chomchom.planning.reads.tree import Outline, ProjectBranch, StrategyBranch, outline
from chomchom.planning.rules import papers as rules
from chomchom.planning.rules.budget import Money, MoneySource, together
from chomchom.planning.rules.definitions import PERCENT, FigureKind, IndicatorState, IndicatorType
from chomchom.planning.rules.papers import Contents, FigureLine, PaperKind, ProjectLine, StrategyLine
from chomchom.planning.rules.results import rounded
from chomchom.planning.rules.spans import Period
from chomchom.planning.sentences import papers as words
from chomchom.planning.sentences.indicators import NO_VALUES

FORMS = ("hwpx", "pdf", "xlsx")
Figures = dict[UUID, tuple[FigureLine, ...]]


def contents(deed: Deed, *, number: int, year: int, city: str) -> Contents:
    """Everything the papers of one plan and year say; raises `term-not-found`, `paper-of-another-year`."""
    plan = outline(deed, number, year=year)
    if year not in plan.term.years:
        raise Refused("paper-of-another-year", first=plan.term.first_year, last=plan.term.last_year)
    said, came = _figures(deed, plan, year), _came_from(plan)
    branches = [one for one in plan.strategies if one.id]
    branches += [one for one in plan.strategies if not one.id]
    return Contents(
        plan=plan.term.name,
        vision=plan.term.vision,
        years=f"{plan.term.first_year}–{plan.term.last_year}",
        year=year,
        day=deed.day,
        city=city,
        strategies=tuple(_strategy(one, said, came) for one in branches),
        sources=_sources(deed, plan.term.id, year),
        changes=_changes(plan.term.id, year),
        steps=_steps(deed, number, year),
        chapters=tuple(
            (one.label, one.place if one.written else str(words.NOT_WRITTEN)) for one in chapters(deed, number)
        ),
        gaps=tuple(words.gap(gap.code, gap.names) for gap in board(deed, number).gaps),
    )


def _strategy(branch: StrategyBranch, said: Figures, came: dict[UUID, str]) -> StrategyLine:
    title = f"{branch.sign}. {branch.name}" if branch.id else str(words.NOT_PLACED)
    return StrategyLine(title=title, projects=tuple(_project(one, said, came) for one in branch.projects))


def _project(branch: ProjectBranch, said: Figures, came: dict[UUID, str]) -> ProjectLine:
    line = branch.line
    return ProjectLine(
        code=line.code,
        name=line.name,
        tasks=tuple(task.name for task in branch.tasks),
        department=line.department,
        where=" · ".join(part for part in (line.placement, line.runner) if part),
        state=line.state_label,
        came_from=came.get(line.id, ""),
        counts=line.counts,
        money=together(one.money for one in (line, *branch.tasks) if one.money.available or one.money.executed),
        figures=said.get(line.id, ()),
    )


def _came_from(plan: Outline) -> dict[UUID, str]:
    ids = [one.line.id for branch in plan.strategies for one in branch.projects]
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Lineage.objects.filter(to_project_id__in=ids).select_related("from_project__term")
    for row in rows.order_by("from_project__code_sort", "pk"):
        if row.to_project_id is not None:
            found[row.to_project_id].append(
                words.former(row.from_project.term.number, row.from_project.code, row.from_project.name)
            )
    return {project_id: "\n".join(some) for project_id, some in found.items()}


def _figures(deed: Deed, plan: Outline, year: int) -> Figures:
    ids = [one.line.id for branch in plan.strategies for one in branch.projects]
    rows = list(
        Indicator.objects.filter(project__in=ids).exclude(state=IndicatorState.DROPPED)
        .select_related("project__term").order_by("position", "code")
    )  # fmt: skip
    found = figures(deed, rows, [Period(year)])
    lines: dict[UUID, list[FigureLine]] = defaultdict(list)
    for row in rows:
        lines[row.project_id].append(_figure(row, found[row.pk, Period(year)]))
    return {project_id: tuple(some) for project_id, some in lines.items()}


def _figure(row: Indicator, one: Figure) -> FigureLine:
    """A figure as it is printed: only what somebody checked, and no small number of people."""
    definition, held = one.definition, one.target.in_force
    target = f"{held.value.normalize():f}" if held else ""
    satisfaction = bool(definition and definition.type == IndicatorType.SATISFACTION)
    bare: dict[str, Any] = {"name": row.name, "target": target, "about_satisfaction": satisfaction}
    if definition is None or one.value is None:
        return FigureLine(**bare, why=one.words or str(NO_VALUES.get(one.why, "") if one.why else ""))
    if one.result_id is None:
        return FigureLine(**bare, why=str(words.NOT_CHECKED))
    if _is_small(one.parts.numerator, definition.minimum_cell):
        return FigureLine(**bare, actual=words.small(definition.minimum_cell))
    kind = FigureKind(definition.kind)
    places = 0 if kind in (FigureKind.COUNT, FigureKind.SUM) else definition.decimals
    unit = "%" if kind in PERCENT else definition.unit
    achieved = "" if one.achieved is None else f"{rounded(one.achieved, 1)}%"
    return FigureLine(
        **bare,
        actual=f"{rounded(one.value, places):,}{unit}",
        achieved=achieved,
        achieved_number=one.achieved,
    )


def _is_small(top: Fraction | None, least: int) -> bool:
    return top is not None and 0 < top < least


def _sources(deed: Deed, term_id: UUID, year: int) -> tuple[tuple[str, Money], ...]:
    held: dict[str, list[Money]] = defaultdict(list)
    projects = Project.objects.filter(pk__in=access.visible_to(deed).filter(term_id=term_id))
    for row in Budget.objects.filter(project__in=projects, year=year):
        held[row.source].append(row.money)
    return tuple((str(words.SOURCES[source]), together(held[source])) for source in MoneySource if source in held)


def _changes(term_id: UUID, year: int) -> tuple[str, ...]:
    rows = PlanVersion.objects.filter(term_id=term_id, decided_on__year=year).order_by("number")
    return tuple(words.change(row.number, row.kind, row.decided_on, row.reason) for row in rows)


def _steps(deed: Deed, number: int, year: int) -> tuple[tuple[str, str, str], ...]:
    found = calendar(deed, number)
    rows = [row for row in found.rows if row.year in (0, year)]
    return tuple((row.label, row.due.isoformat(), words.outcome(row.done_on, row.standing)) for row in rows)


def written(kind: PaperKind, held: Contents, *, form: str) -> bytes:
    """The paper as a file; the same contents give the same bytes. Raises `paper-form-unknown`."""
    if form == "xlsx":
        made_at = datetime.combine(held.day, time.min, tzinfo=SEOUL)
        return write_workbook(rules.sheets(kind, held), made_at=made_at)
    if form not in FORMS:
        raise Refused("paper-form-unknown")
    document = rules.write(kind, held)
    return write_hwpx(document) if form == "hwpx" else write_pdf(document)
