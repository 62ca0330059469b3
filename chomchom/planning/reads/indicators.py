"""What the pages of indicators show: figures in words, what must be hidden hidden, targets, findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Min

from chomchom.kernel.deeds import Deed
from chomchom.kernel.masking import mask, ratio_may_be_shown
from chomchom.kernel.verdicts import Refused
from chomchom.planning import access
from chomchom.planning.calculator.figures import Figure, figures, parts_of_year
from chomchom.planning.models import (
    Budget,
    Definition,
    Indicator,
    Project,
    Result,
    Stage,
    Target,
    Term,
)
from chomchom.planning.reads.pacing import awaited_of, falls_behind, is_settled
from chomchom.planning.rules import pace
from chomchom.planning.rules.definitions import PERCENT, WITH_DENOMINATOR, DefinitionState, FigureKind, IndicatorState
from chomchom.planning.rules.findings import IndicatorFacts, ProjectFacts, YearFacts, findings
from chomchom.planning.rules.results import rounded
from chomchom.planning.rules.spans import Period
from chomchom.planning.rules.tree import ProjectState, RunBy
from chomchom.planning.sentences import indicators as words
from chomchom.rulebook.public import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFigure:
    """A figure as it stands on a page; `hidden` where a small number is not said."""

    period: str
    label: str
    text: str
    top: str = ""
    bottom: str = ""
    target: str = ""
    target_before: str = ""
    achieved: str = ""
    achieved_before: str = ""
    missed: bool = False
    running: bool = False
    expected: str = ""
    behind: bool = False
    number: float | None = None
    target_number: float | None = None
    achieved_number: float | None = None
    dong: str = ""
    hidden: bool = False
    state: str = ""
    version: int = 0
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """One indicator of a project with its years."""

    id: UUID
    name: str
    code: str
    state: IndicatorState
    state_label: str
    type_label: str
    unit: str
    owner: str
    due: object
    years: tuple[ShownFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFigures:
    """The indicators of a project and what does not look right."""

    project: Project
    years: tuple[int, ...]
    lines: tuple[IndicatorLine, ...]
    findings: tuple[str, ...]
    budget: tuple[tuple[int, str, str, str], ...]


def hides_small(deed: Deed) -> bool:
    """Where every entry behind a number may be opened anyway, hiding the number protects nobody."""
    return access.open_dongs(deed) is not None


def shown(deed: Deed, one: Figure, *, label: str = "", begins: int | None = None) -> ShownFigure:
    """A figure in words; small numbers are hidden from who may not open them. `begins`: the first year that is measured."""
    definition = one.definition
    base: dict[str, Any] = {
        "period": str(one.period),
        "label": label or str(one.period),
        "state": words.state_label(one),
    }
    if definition is None or one.value is None:
        later = begins if definition is None and begins and begins > one.period.year else None
        text = one.words or (words.begins_label(later) if later else words.why_label(one.why))
        return ShownFigure(**base, text=text, **_target(one), version=definition.no if definition else 0)
    if hides_small(deed) and is_small(definition, one):
        return ShownFigure(
            **base, text=words.hidden(), hidden=True, version=definition.no, counted=one.result_id is None
        )
    percent = definition.kind in PERCENT
    with_bottom = definition.kind in PERCENT | WITH_DENOMINATOR
    return ShownFigure(
        **base, text=words.with_unit(rounded(one.value, _places(definition)), "%" if percent else definition.unit),
        top=words.number(one.parts.numerator) if with_bottom else "",
        bottom=words.number(one.parts.denominator) if with_bottom else "", number=float(one.value),
        achieved=words.percent(one.achieved), achieved_number=float(one.achieved) if one.achieved is not None else None, achieved_before=words.percent(one.achieved_before),
        missed=pace.missed(one.achieved, one.period, on=deed.day), version=definition.no, counted=one.result_id is None,
        **_target(one), **_pace(deed, one),
    )  # fmt: skip


def _pace(deed: Deed, one: Figure) -> dict[str, Any]:
    """In a running year: that it runs, and what should be there by now."""
    awaited = awaited_of(one, on=deed.day)
    return {
        "running": one.target.in_force is not None and not is_settled(one, on=deed.day),
        "expected": words.number(awaited),
        "behind": awaited is not None and falls_behind(one, awaited),
    }


def _target(one: Figure) -> dict[str, Any]:
    held = one.target
    return {
        "target": words.number(Fraction(held.in_force.value)) if held.in_force else "",
        "target_before": words.number(Fraction(held.before.value)) if held.before and held.easier else "",
        "target_number": float(held.in_force.value) if held.in_force else None,
    }


def _places(definition: Definition) -> int:
    return 0 if definition.kind in (FigureKind.COUNT, FigureKind.SUM) else definition.decimals


def is_small(definition: Definition, one: Figure) -> bool:
    """Whether a figure would give a small number away; `minimum_cell` 1 says that nobody is counted."""
    floor = definition.minimum_cell
    top, bottom = (int(part) if part is not None else 0 for part in (one.parts.numerator, one.parts.denominator))
    if floor <= 1 or definition.kind in (FigureKind.MILESTONE, FigureKind.QUALITATIVE):
        return False
    if definition.kind == FigureKind.RATIO:
        circle = whole("insight.full_share_floor", on=one.period.first)
        return bottom > 0 and not ratio_may_be_shown(top, bottom, floor=floor, full_share_floor=circle)
    if definition.kind == FigureKind.MEAN:
        return bottom < floor
    return 0 < top < floor


def years_of(project: Project, deed: Deed) -> list[int]:
    """The years of the plan that have begun."""
    return [year for year in range(project.term.first_year, project.term.last_year + 1) if year <= deed.day.year]


def project_figures(deed: Deed, project_id: UUID) -> ProjectFigures:
    """All indicators of a project over the years of its plan; a bounded number of queries. Raises `project-not-found`."""
    project = access.load_project(deed, project_id)
    rows = list(
        access.visible_indicators(deed).filter(project=project).exclude(state=IndicatorState.DROPPED)
        .select_related("project__term").order_by("position", "code")
    )  # fmt: skip
    years = years_of(project, deed)
    found = figures(deed, rows, [Period(year) for year in years])
    newest = {one.indicator_id: one for one in Definition.objects.filter(indicator__in=rows).order_by("no")}
    begin = first_years(rows)
    lines = tuple(
        _line(deed, row, newest.get(row.pk), [found[row.pk, Period(year)] for year in years], begin.get(row.pk))
        for row in rows
    )
    money = _money(project)
    facts = ProjectFacts(
        run_by_city=project.run_by == RunBy.CITY, indicators=[_facts(deed, row, newest.get(row.pk), found, years) for row in rows],
        budget={year: money[year] for year in money if year < deed.day.year},
    )  # fmt: skip
    return ProjectFigures(
        project=project, years=tuple(years), lines=lines, findings=tuple(words.finding(one) for one in findings(facts)),
        budget=tuple(words.budget_line(year, *money[year]) for year in sorted(money)),
    )  # fmt: skip


def first_years(rows: Sequence[Indicator]) -> dict[UUID, int]:
    """From which year each indicator is measured; one query. One without an approved definition is not in it."""
    held = Definition.objects.filter(indicator__in=rows, state=DefinitionState.APPROVED)
    return dict(held.values("indicator").annotate(first=Min("valid_from")).values_list("indicator", "first"))


def _line(
    deed: Deed, row: Indicator, newest: Definition | None, years: Sequence[Figure], begins: int | None
) -> IndicatorLine:
    return IndicatorLine(
        id=row.pk, name=row.name, code=row.code, state=IndicatorState(row.state),
        state_label=str(words.INDICATOR_STATES[row.state]), type_label=str(words.TYPES[newest.type]) if newest else "",
        unit=newest.unit if newest else "", owner=row.owner_name, due=row.due_on,
        years=tuple(shown(deed, one, begins=begins) for one in years),
    )  # fmt: skip


def _facts(
    deed: Deed,
    row: Indicator,
    newest: Definition | None,
    found: dict[tuple[UUID, Period], Figure],
    years: Sequence[int],
) -> IndicatorFacts:
    told = []
    for year in years:
        one = found[row.pk, Period(year)]
        if one.definition is None:
            continue  # a year before its meaning begins lacks nothing
        held = one.target
        told.append(
            YearFacts(
                year=year, running=not is_settled(one, on=deed.day), value=one.value, over_hundred=one.over_hundred, achievement=one.achieved,
                target=held.in_force.value if held.in_force else None, target_before=held.before.value if held.before else None,
                easier=held.easier, reason=held.in_force.reason if held.in_force else "",
            )
        )  # fmt: skip
    return IndicatorFacts(
        name=row.name, defined=row.state == IndicatorState.IN_USE, collector=bool(newest and newest.collector),
        numeric=newest is None or newest.kind != FigureKind.QUALITATIVE, years=told,
    )  # fmt: skip


def _money(project: Project) -> dict[int, tuple[int | None, int]]:
    """Year → (executed, None where a row lacks it; available: planned, carried over and changed)."""
    found: dict[int, tuple[int | None, int]] = {}
    for row in Budget.objects.filter(project=project).order_by("year"):
        spent, has = found.get(row.year, (0, 0))
        spent = spent + row.executed_won if spent is not None and row.executed_won is not None else None
        found[row.year] = (spent, has + row.planned_won + row.carried_won + row.changed_won)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPage:
    """One indicator: its years, what it means version by version, its targets, stages and results."""

    indicator: Indicator
    full_code: str
    years: tuple[ShownFigure, ...]
    definitions: tuple[Definition, ...]
    draft: Definition | None
    current: Definition | None
    targets: tuple[Target, ...]
    stages: tuple[Stage, ...]
    results: tuple[Result, ...]
    plan_years: tuple[int, ...]


def indicator_page(deed: Deed, indicator_id: UUID) -> IndicatorPage:
    """Raises `indicator-not-found`."""
    row = access.load_indicator(deed, indicator_id)
    years = years_of(row.project, deed)
    found = figures(deed, [row], [Period(year) for year in years])
    definitions = tuple(Definition.objects.filter(indicator=row).order_by("-no"))
    begins = min((one.valid_from for one in definitions if one.state == DefinitionState.APPROVED), default=None)
    results = Result.objects.filter(definition__indicator=row).select_related("definition").order_by("-entered_at")[:30]
    return IndicatorPage(
        indicator=row, full_code=f"{row.project.code}.{row.code}" if row.project.code else "",
        years=tuple(
            shown(deed, found[row.pk, Period(year)], label=words.year_label(year), begins=begins) for year in years
        ),
        definitions=definitions, draft=next((one for one in definitions if one.state == DefinitionState.DRAFT), None),
        current=next((one for one in definitions if one.state == DefinitionState.APPROVED), None),
        targets=tuple(Target.objects.filter(indicator=row).order_by("year", "set_on", "id")),
        stages=tuple(Stage.objects.filter(indicator=row).order_by("no")), results=tuple(results),
        plan_years=tuple(range(row.project.term.first_year, row.project.term.last_year + 1)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePage:
    """One figure opened: its parts, its dongs and months, and how it is made."""

    indicator: Indicator
    definition: Definition | None
    figure: ShownFigure
    dongs: tuple[ShownFigure, ...]
    months: tuple[ShownFigure, ...]
    masked: bool


def figure_page(deed: Deed, *, indicator_id: UUID, year: int) -> FigurePage:
    """One year's figure with dongs and months, recounted and hidden where small. Raises `indicator-not-found`."""
    whole_year, dongs, months = parts_of_year(deed, indicator_id=indicator_id, year=year)
    row = access.load_indicator(deed, indicator_id)
    told_dongs = _table(deed, dongs, [words.dong_label(one.dong) for one in dongs])
    told_dongs = tuple(replace(one, dong=dong.dong) for one, dong in zip(told_dongs, dongs, strict=True))
    told_months = _table(deed, months, [words.month_label(one.period.month) for one in months])
    told = shown(deed, whole_year, label=words.year_label(year))
    return FigurePage(
        indicator=row, definition=whole_year.definition, figure=told, dongs=told_dongs, months=told_months,
        masked=told.hidden or any(one.hidden for one in (*told_dongs, *told_months)),
    )  # fmt: skip


def _table(deed: Deed, rows: Sequence[Figure], labels: Sequence[str]) -> tuple[ShownFigure, ...]:
    """Rows that add up to a whole everybody knows: further ones are hidden where one could be worked out."""
    told = [shown(deed, one, label=label) for one, label in zip(rows, labels, strict=True)]
    definition = rows[0].definition if rows else None
    if definition is None or not hides_small(deed) or definition.minimum_cell <= 1:
        return tuple(told)
    numbers = {
        str(number): {str(number): [int(one.parts.numerator or 0), int(one.parts.denominator or 0)]}
        for number, one in enumerate(rows)
    }
    width = whole("insight.hidden_sum_width", on=deed.day)
    masked = mask(numbers, columns=2, floor=definition.minimum_cell, width=width)
    return tuple(
        ShownFigure(period=one.period, label=one.label, text=words.hidden(), hidden=True)
        if one.hidden or None in masked.groups[str(number)] else one
        for number, one in enumerate(told)
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """One indicator in the book of a plan."""

    id: UUID
    name: str
    project: str
    project_id: UUID
    state_label: str
    figure: ShownFigure
    before: ShownFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All indicators of a plan in one year beside the year before, and projects without any."""

    term: Term
    terms: tuple[tuple[int, str], ...]
    year: int
    years: tuple[int, ...]
    lines: tuple[BookLine, ...]
    without: tuple[tuple[UUID, str], ...]
    missed: int


def book(deed: Deed, *, term_number: int | None = None, year: int | None = None) -> Book:
    """The indicator book of a plan; a bounded number of queries. Raises `term-not-found` and `no-such-plan-period`."""
    terms = list(access.visible_terms(deed).order_by("number"))
    begun = [one for one in terms if one.first_year <= deed.day.year]
    if term_number is None and not terms:
        raise Refused("term-not-found")
    term = access.load_term(deed, term_number) if term_number is not None else (begun or terms)[-1]
    years = [one for one in range(term.first_year, term.last_year + 1) if one <= deed.day.year] or [term.first_year]
    chosen = year if year is not None else years[-1]
    if chosen not in range(term.first_year, term.last_year + 1):
        raise Refused("no-such-plan-period", name=chosen)
    projects = list(
        access.visible_to(deed).filter(term=term).exclude(state=ProjectState.CLOSED).order_by("code_sort", "name")
    )
    rows = list(
        access.visible_indicators(deed).filter(project__in=projects).exclude(state=IndicatorState.DROPPED)
        .select_related("project__term").order_by("project__code_sort", "project__name", "position")
    )  # fmt: skip
    found = figures(deed, rows, [Period(chosen), Period(chosen - 1)])
    begin = first_years(rows)
    lines = tuple(
        BookLine(
            id=row.pk, name=row.name, project=str(row.project), project_id=row.project_id,
            state_label=str(words.INDICATOR_STATES[row.state]),
            figure=shown(deed, found[row.pk, Period(chosen)], begins=begin.get(row.pk)),
            before=shown(deed, found[row.pk, Period(chosen - 1)], begins=begin.get(row.pk)),
        )
        for row in rows
    )  # fmt: skip
    with_some = {row.project_id for row in rows}
    return Book(
        term=term, terms=tuple((one.number, one.name) for one in terms), year=chosen, years=tuple(years), lines=lines,
        without=tuple((one.pk, str(one)) for one in projects if one.pk not in with_some),
        missed=sum(one.figure.missed for one in lines),
    )  # fmt: skip
