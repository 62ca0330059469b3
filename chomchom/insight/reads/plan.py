"""The plan on one page: sentences, strategies, projects with their figures; the same rows for screen and file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from chomchom.insight import access
from chomchom.insight.rules.plan import Part, Standing, Summary, missed_in_a_row, score, standing, summary
from chomchom.insight.sentences import plan as words
from chomchom.kernel.codes import numeral
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning import public as planning

MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRow:
    """One project: its score in the year of the page and before, and each indicator of the year."""

    id: UUID
    code: str
    name: str
    department: str
    standing: Standing
    standing_label: str
    tone: str
    score: str
    before: str
    missed_years: int
    counts: bool
    is_task: bool
    behind: bool
    figures: tuple[planning.BookFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyRow:
    """One strategy with its projects and what became of them."""

    label: str
    projects: tuple[ProjectRow, ...]
    reached: int
    of: int
    mean: str
    running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """Everything the page of a plan and year shows."""

    number: int
    name: str
    vision: str
    year: int
    years: tuple[int, ...]
    sums: Summary
    story: tuple[str, ...]
    strategies: tuple[StrategyRow, ...]
    masked: bool

    @property
    def projects(self) -> list[ProjectRow]:
        """All projects in the order of the page."""
        return [one for strategy in self.strategies for one in strategy.projects]


def plan_page(deed: Deed, *, number: int | None, year: int | None, opened: bool = False) -> PlanPage:
    """A plan in one year. Without a number the plan of the deed's year; without a year its latest year that has begun,
    for everybody the latest with something published: a page of a year nobody reported yet says nothing.

    Raises `figures-not-yours`, `term-not-found`, `plan-year-unknown`.
    """
    if not opened:
        access.check_may_see(deed)
    chosen = number if number is not None else _plan_of(deed, opened=opened)
    found = planning.book(deed, chosen, opened=opened)
    if year is not None:
        access.check_year(year, found.years)
    asked = year or _latest(found, deed.day.year, opened=opened)
    rows = [_project(one, asked, [y for y in found.years if y <= asked]) for one in found.projects]
    scored = [(one, row) for one, row in zip(found.projects, rows, strict=True) if _is_shown(one, row)]
    strategies = _strategies(found, scored, asked)
    counted = [(one, row) for one, row in scored if _is_counted(one)]
    sums = summary((_scores(one, asked), _settled(row.figures)) for one, row in counted)
    return PlanPage(
        number=found.number, name=found.name, vision=found.vision, year=asked, years=found.years, sums=sums,
        story=_story(sums, [row for _one, row in counted], asked, tasks=sum(one.is_task for one in found.projects)),
        strategies=strategies,
        masked=any(figure.masked for row in rows for figure in row.figures),
    )  # fmt: skip


def _plan_of(deed: Deed, *, opened: bool) -> int:
    """The plan that runs in the deed's year, else the newest one there is; raises `no-plan-yet`."""
    terms = planning.book_terms(deed, opened=opened)
    if not terms:
        raise Refused("no-plan-yet")
    running = [one for one in terms if one.first_year <= deed.day.year <= one.last_year]
    return (running or terms)[0].number


def _latest(found: planning.Book, this_year: int, *, opened: bool) -> int:
    told = {one.year for project in found.projects for one in project.figures if one.published} if opened else set()
    begun = [one for one in found.years if one <= this_year]
    return max(told, default=max(begun, default=found.years[0]))


def _is_shown(project: planning.BookProject, row: ProjectRow) -> bool:
    """A closed project and a task stand on the page as far as something of them is measured."""
    return bool(row.figures) or not (project.closed or project.is_task)


def _is_counted(project: planning.BookProject) -> bool:
    """Whether a project is one of those the city's score is reckoned over; a task is part of its project."""
    return project.counts and not project.is_task


def _settled(figures: Sequence[planning.BookFigure]) -> bool:
    """Whether nothing that is measured in the year can change any more; without anything to compare, there is nothing."""
    return all(one.settled for one in figures if one.achieved is not None or one.target)


def _scores(project: planning.BookProject, year: int) -> Fraction | None:
    return score([Part(one.achieved, one.weight) for one in project.figures if one.year == year])


def _project(project: planning.BookProject, year: int, years: Sequence[int]) -> ProjectRow:
    scores = [_scores(project, one) for one in years]
    now = scores[-1] if scores else None
    was = scores[-2] if len(scores) > 1 else None
    figures = tuple(one for one in project.figures if one.year == year)
    kind = standing(now, settled=_settled(figures))
    over = scores[:-1] if kind is Standing.RUNNING else scores
    return ProjectRow(
        id=project.id, code=project.code, name=project.name, department=project.department, standing=kind,
        standing_label=str(words.STANDINGS[kind]), tone=words.TONES[kind], score=planning.percent(now),
        before=planning.percent(was), missed_years=missed_in_a_row(over), counts=project.counts,
        is_task=project.is_task, behind=any(one.behind for one in figures), figures=figures,
    )  # fmt: skip


def _strategies(
    found: planning.Book, rows: Sequence[tuple[planning.BookProject, ProjectRow]], year: int
) -> tuple[StrategyRow, ...]:
    labels = [(key, f"{numeral(number)}. {name}") for key, number, name in found.strategies]
    places: list[tuple[UUID | None, str]] = [*labels, (None, str(words.NO_STRATEGY))]
    made = []
    for key, label in places:
        held = [(one, row) for one, row in rows if one.strategy_id == key]
        if not held:
            continue
        sums = summary((_scores(one, year), _settled(row.figures)) for one, row in held if _is_counted(one))
        made.append(
            StrategyRow(
                label=label,
                projects=tuple(row for _one, row in held),
                reached=sums.reached,
                of=sums.projects,
                mean=planning.percent(sums.mean),
                running=bool(sums.running),
            )
        )
    return tuple(made)


def _story(sums: Summary, rows: Sequence[ProjectRow], year: int, *, tasks: int) -> tuple[str, ...]:
    """Some sentences: what was reached or still runs, the means, who is behind or missed again, what is not known."""
    lines = [words.reached_line(year, sums)]
    if sums.running:
        lines.append(words.running_line(year, sums.running))
    if sums.mean is not None and sums.capped is not None:
        lines.append(words.mean_line(planning.percent(sums.mean), planning.percent(sums.capped)))
    told: tuple[tuple[Callable[[Sequence[str], int], str], list[str]], ...] = (
        (words.behind_line, [row.name for row in rows if row.behind]),
        (words.again_line, [row.name for row in rows if row.missed_years > 1]),
        (words.unknown_line, [row.name for row in rows if row.standing is Standing.UNKNOWN]),
    )
    lines += [say(names[:MOST_NAMED], len(names)) for say, names in told if names]
    hidden = sum(one.masked for row in rows for one in row.figures)
    if hidden:
        lines.append(words.hidden_line(hidden))
    return (*lines, words.tasks_line(tasks)) if tasks else tuple(lines)
