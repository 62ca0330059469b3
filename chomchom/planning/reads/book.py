"""Every figure of a plan in one set of flat rows: what the indicator book, the plan's dashboard and its open data show.

Whoever has no right to the plan sees what was published, small numbers hidden; of the house, only who may open every
entry behind a number sees it however small.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import Q, QuerySet

from chomchom.kernel.codes import as_shown
from chomchom.kernel.deeds import Deed
from chomchom.kernel.masking import ratio_may_be_shown
from chomchom.kernel.verdicts import Refused
from chomchom.planning import access
from chomchom.planning.calculator.figures import Desk, Figure
from chomchom.planning.models import Indicator, Project, Strategy, Term
from chomchom.planning.reads.indicators import hides_small, is_small
from chomchom.planning.reads.pacing import awaited_of, falls_behind, is_settled
from chomchom.planning.rules.definitions import PERCENT, WITH_DENOMINATOR, FigureKind, IndicatorState
from chomchom.planning.rules.results import rounded
from chomchom.planning.rules.spans import Period
from chomchom.planning.rules.tree import ProjectKind, ProjectState
from chomchom.planning.sentences.indicators import NO_BREAK, NO_VALUES, begins_label
from chomchom.rulebook.public import whole

PERCENT_DECIMALS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFigure:
    """One indicator in one year. `achieved` is percent of the target in force, not capped; None without one.

    `settled`: the year is over, or what is left of it cannot undo that the target was reached. `expected`: what should be
    there by now of a year that runs, and `behind` that less is there.
    """

    indicator_id: UUID
    name: str
    unit: str
    kind: str
    weight: Fraction
    year: int
    value: Fraction | None
    text: str
    parts: str
    target: str
    achieved: Fraction | None
    achieved_text: str
    before: str
    why: str
    published: bool
    masked: bool
    settled: bool = True
    expected: str = ""
    behind: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BookProject:
    """One project with its figures, by indicator and year."""

    id: UUID
    code: str
    name: str
    department: str
    strategy_id: UUID | None
    counts: bool
    closed: bool
    is_task: bool
    figures: tuple[BookFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A plan with everything it measures."""

    number: int
    name: str
    vision: str
    years: tuple[int, ...]
    strategies: tuple[tuple[UUID, int, str], ...]
    projects: tuple[BookProject, ...]
    masked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BookTerm:
    """A plan that may be looked into."""

    number: int
    name: str
    first_year: int
    last_year: int


def book_terms(deed: Deed, *, opened: bool = False) -> list[BookTerm]:
    """The plans somebody may look into, the newest first; `opened`: those with a project that was approved."""
    rows = Term.objects.order_by("-number")
    if opened or not access.may_see_plan(deed):
        rows = rows.filter(pk__in=Project.objects.filter(_published()).values("term"))
    return [
        BookTerm(number=row.number, name=row.name, first_year=row.first_year, last_year=row.last_year) for row in rows
    ]


def book(deed: Deed, number: int, *, years: Sequence[int] | None = None, opened: bool = False) -> Book:
    """The plan of that number. `opened`: as anybody may see it, whoever asks.

    A bounded number of queries however many projects; raises `term-not-found`.
    """
    public = opened or not access.may_see_plan(deed)
    term = Term.objects.filter(number=number).first()
    if term is None or (public and not Project.objects.filter(_published(), term=term).exists()):
        raise Refused("term-not-found")
    asked = tuple(years or range(term.first_year, term.last_year + 1))
    rows = _projects(term, public=public)
    figures = _figures(deed, rows, asked, public=public)
    return Book(
        number=term.number, name=term.name, vision=term.vision, years=asked,
        strategies=tuple(Strategy.objects.filter(term=term).order_by("number").values_list("id", "number", "name")),
        projects=tuple(_project(row, figures.get(row.pk, ())) for row in rows),
        masked=any(one.masked for held in figures.values() for one in held),
    )  # fmt: skip


def _published() -> Q:
    return Q(state__in=[ProjectState.CONFIRMED, ProjectState.CLOSED])


def _projects(term: Term, *, public: bool) -> list[Project]:
    rows: QuerySet[Project] = Project.objects.filter(term=term)
    return list((rows.filter(_published()) if public else rows).order_by("code_sort", "name", "pk"))


def _project(row: Project, figures: Iterable[BookFigure]) -> BookProject:
    return BookProject(
        id=row.pk, code=as_shown(row.code), name=row.name, department=row.department, strategy_id=row.strategy_id,
        counts=row.counts_in_score, closed=row.state == ProjectState.CLOSED, is_task=row.kind == ProjectKind.TASK,
        figures=tuple(figures),
    )  # fmt: skip


def _figures(
    deed: Deed, rows: Sequence[Project], years: Sequence[int], *, public: bool
) -> dict[UUID, list[BookFigure]]:
    held = Indicator.objects.filter(project__in=[row.pk for row in rows]).select_related("project__term")
    indicators = list(held.order_by("project_id", "position", "code"))
    desk = Desk(deed, indicators)
    periods = [Period(year) for year in years]
    if not public:
        desk.count_missing([(one.pk, period) for one in indicators for period in periods])
    floor = whole("insight.small_cell_floor", on=deed.day) if public else 0
    full = whole("insight.full_share_floor", on=deed.day) if public else 0
    masks = hides_small(deed)
    found: dict[UUID, list[BookFigure]] = {}
    for one in indicators:
        begins = min((held.valid_from for held in desk.definitions.get(one.pk, [])), default=None)
        if public and begins is None:
            continue  # what nobody approved is the office's own work
        for period in periods:
            figure = desk.figure(one.pk, period, published_only=public)
            if one.state == IndicatorState.DROPPED and figure.value is None:
                continue
            hidden = not _may_be_shown(figure, floor=floor, full=full) if public else masks and _is_small(figure)
            found.setdefault(one.project_id, []).append(_row(deed, one, figure, hidden=hidden, begins=begins))
    return found


def _is_small(figure: Figure) -> bool:
    """Inside the house the definition alone says how small a number may be shown."""
    return figure.definition is not None and figure.value is not None and is_small(figure.definition, figure)


def _may_be_shown(figure: Figure, *, floor: int, full: int) -> bool:
    """Whether a published figure gives no small number away; money, means and stages hold nobody."""
    if figure.definition is None or figure.value is None or figure.parts.numerator is None:
        return True
    kind, top, bottom = FigureKind(figure.definition.kind), figure.parts.numerator, figure.parts.denominator
    floor = max(floor, figure.definition.minimum_cell)
    if kind is FigureKind.RATIO and bottom is not None:
        return ratio_may_be_shown(int(top), int(bottom), floor=floor, full_share_floor=full)
    if kind in (FigureKind.COUNT, FigureKind.ACHIEVEMENT):
        return not 0 < top < floor
    if kind is FigureKind.MEAN and bottom is not None:
        return not 0 < bottom < floor
    return True


def _row(deed: Deed, one: Indicator, figure: Figure, *, hidden: bool, begins: int | None) -> BookFigure:
    definition = figure.definition
    decimals = definition.decimals if definition else 0
    unit = definition.unit if definition else ""
    # An achievement is a percentage of a target that has a unit of its own.
    shown_unit = "%" if definition and definition.kind in PERCENT else unit
    target, before = figure.target.in_force, figure.target.before
    why = (
        begins_label(begins)
        if definition is None and begins
        else str(NO_VALUES.get(figure.why, ""))
        if figure.why
        else ""
    )
    awaited = awaited_of(figure, on=deed.day)
    return BookFigure(
        indicator_id=one.pk,
        name=definition.name if definition else one.name,
        unit=unit,
        kind=str(definition.kind) if definition else "",
        weight=Fraction(definition.weight) if definition else Fraction(0),
        year=figure.period.year,
        value=None if hidden else figure.value,
        text="" if hidden or figure.value is None else _with_unit(figure.value, decimals, shown_unit),
        parts="" if hidden or definition is None else _parts(figure, FigureKind(definition.kind)),
        target=_with_unit(Fraction(target.value), decimals, unit) if target else "",
        achieved=None if hidden else figure.achieved,
        achieved_text=percent(None if hidden else figure.achieved),
        before=percent(figure.achieved_before) if before and not hidden else "",
        why=figure.words or why,
        published=figure.state == "published",
        masked=hidden,
        settled=is_settled(figure, on=deed.day),
        expected=_with_unit(awaited, decimals, unit) if awaited is not None else "",
        behind=awaited is not None and not hidden and falls_behind(figure, awaited),
    )


def _with_unit(value: Fraction, decimals: int, unit: str) -> str:
    return f"{number(value, decimals)}{NO_BREAK if unit == '%' else ' '}{unit}".rstrip()


def _parts(figure: Figure, kind: FigureKind) -> str:
    """Numerator over denominator as they were counted."""
    top, bottom = figure.parts.numerator, figure.parts.denominator
    if top is None or (kind not in PERCENT and kind not in WITH_DENOMINATOR):
        return ""
    return f"{number(top, 0)} / {number(bottom, 0)}" if bottom is not None else number(top, 0)


def number(value: Fraction, decimals: int) -> str:
    """A number as offices print it: thousands marked, half rounded up, no idle noughts behind the point."""
    text = f"{rounded(value, decimals):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Fraction | None) -> str:
    """`117 %`, kept on one line; empty without a value."""
    return "" if value is None else f"{number(value, PERCENT_DECIMALS)}{NO_BREAK}%"
