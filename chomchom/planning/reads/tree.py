"""The tree as pages show it: a plan's outline, and finding a project by any name or code it ever had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chomchom.kernel.codes import as_kept, as_shown, numbers_of, numeral, split_code
from chomchom.kernel.deeds import Deed
from chomchom.kernel.names import compared
from chomchom.planning import access
from chomchom.planning.models import Budget, Lineage, Priority, Project, ProjectName, Strategy, Term
from chomchom.planning.reads.crossing import Crossings, crossings
from chomchom.planning.rules.budget import Money, together
from chomchom.planning.rules.lineage import Edge, heirs
from chomchom.planning.rules.tree import Placement, ProjectKind, ProjectState
from chomchom.planning.sentences import tree as words

MOST_FOUND = 30
SHORTEST_SEARCH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One plan."""

    id: UUID
    number: int
    name: str
    first_year: int
    last_year: int
    vision: str

    @property
    def years(self) -> range:
        """The years of the plan."""
        return range(self.first_year, self.last_year + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLine:
    """One project or task as lists show it."""

    id: UUID
    term_number: int
    strategy_id: UUID | None
    parent_id: UUID | None
    code: str
    name: str
    state: ProjectState
    state_label: str
    runner: str
    placement: str
    department: str
    owner: str
    counts: bool
    version: int
    money: Money


@dataclass(frozen=True, slots=True)
class ProjectBranch:
    """A project with its tasks; `also` are the signs of other strategies it serves."""

    line: ProjectLine
    tasks: tuple[ProjectLine, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StrategyBranch:
    """A strategy with its priorities and projects; the last branch of an outline has no strategy."""

    id: UUID | None
    number: int
    sign: str
    name: str
    priorities: tuple[tuple[UUID, int, str], ...]
    projects: tuple[ProjectBranch, ...]
    money: Money
    served_by: tuple[tuple[UUID, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan from its strategies down to its tasks."""

    term: TermRow
    strategies: tuple[StrategyBranch, ...]
    projects: int
    tasks: int
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A project that was searched for: under which name it was found, and what it is called and has become now."""

    id: UUID
    term_number: int
    code: str
    name: str
    state_label: str
    found_as: str
    now: tuple[tuple[UUID, str], ...]


def terms(deed: Deed) -> list[TermRow]:
    """All plans, the newest first."""
    return [term_row(row) for row in access.visible_terms(deed).order_by("-number")]


def term(deed: Deed, number: int) -> TermRow:
    """One plan; raises `term-not-found`."""
    return term_row(access.load_term(deed, number))


def term_row(row: Term) -> TermRow:
    """A plan's row as pages take it."""
    return TermRow(
        id=row.pk, number=row.number, name=row.name, first_year=row.first_year, last_year=row.last_year,
        vision=row.vision,
    )  # fmt: skip


def money_year(term: TermRow, today: date) -> int:
    """The year a plan's list shows money of: the last whole one, so that there is an execution to show."""
    return min(max(term.first_year, today.year - 1), term.last_year)


def outline(deed: Deed, number: int, *, closed_too: bool = False, year: int | None = None) -> Outline:
    """A plan as a tree, sorted by number; six queries however large. `year` restricts the money to one year."""
    found = term(deed, number)
    rows = access.visible_to(deed).filter(term_id=found.id).select_related("term", "placed_in")
    lines = lines_of(rows.order_by("code_sort", "name", "pk"), year=year)
    shown = [line for line in lines if closed_too or line.state is not ProjectState.CLOSED]
    branches = _branches(found.id, shown, crossings(deed, found.id))
    tasks = sum(len(one.tasks) for branch in branches for one in branch.projects)
    return Outline(
        found,
        tuple(branches),
        projects=sum(len(branch.projects) for branch in branches),
        tasks=tasks,
        closed=sum(line.state is ProjectState.CLOSED for line in lines),
    )


def lines_of(rows: Iterable[Project], *, year: int | None = None) -> list[ProjectLine]:
    """Rows (with term and placed_in) as lines with their money; two queries."""
    held = list(rows)
    money = money_by_project([row.pk for row in held], year=year)
    return [_line(row, money.get(row.pk, Money())) for row in held]


def money_by_project(ids: Iterable[UUID], *, year: int | None = None) -> dict[UUID, Money]:
    """The money of each project over all sources, of one year or of the whole term; one query."""
    rows = Budget.objects.filter(project_id__in=list(ids))
    parts: dict[UUID, list[Money]] = defaultdict(list)
    for row in rows.filter(year=year) if year else rows:
        parts[row.project_id].append(row.money)
    return {project_id: together(some) for project_id, some in parts.items()}


def _line(row: Project, money: Money) -> ProjectLine:
    return ProjectLine(
        id=row.pk,
        term_number=row.term.number,
        strategy_id=row.strategy_id,
        parent_id=row.parent_id,
        code=as_shown(row.code),
        name=row.name,
        state=ProjectState(row.state),
        state_label=str(words.STATES[row.state]),
        runner="" if row.run_by == "city" else str(words.RUNNERS[row.run_by]),
        placement=placement_line(row),
        department=row.department,
        owner=row.owner_name,
        counts=row.counts_in_score,
        version=row.version,
        money=money,
    )


def placement_line(row: Project) -> str:
    """Where the work belongs, empty for an own project: 다른 사업의 일부(연계) · 온마을 돌봄."""
    if row.placement == Placement.OWN:
        return ""
    place = row.placed_in.name if row.placement == Placement.PART_OF and row.placed_in else row.placed_area
    return f"{words.PLACEMENTS[row.placement]} · {place}"


def _branches(term_id: UUID, lines: list[ProjectLine], crossed: Crossings) -> list[StrategyBranch]:
    priorities: dict[UUID, list[tuple[UUID, int, str]]] = defaultdict(list)
    for row in Priority.objects.filter(strategy__term_id=term_id).order_by("number"):
        priorities[row.strategy_id].append((row.pk, row.number, row.name))
    tasks: dict[UUID, list[ProjectLine]] = defaultdict(list)
    for line in lines:
        if line.parent_id:
            tasks[line.parent_id].append(line)
    held: dict[UUID | None, list[ProjectBranch]] = defaultdict(list)
    for line in lines:
        if not line.parent_id:
            held[line.strategy_id].append(ProjectBranch(line, tuple(tasks[line.id]), crossed.also.get(line.id, ())))
    found = [
        replace(
            _branch(row.pk, row.number, row.name, priorities[row.pk], held[row.pk]),
            served_by=crossed.served_by.get(row.pk, ()),
        )
        for row in Strategy.objects.filter(term_id=term_id).order_by("number")
    ]
    return found + ([_branch(None, 0, "", [], held[None])] if held[None] else [])


def _branch(
    strategy_id: UUID | None, number: int, name: str, priorities: list[tuple[UUID, int, str]], held: list[ProjectBranch]
) -> StrategyBranch:
    money = together(
        line.money for one in held for line in (one.line, *one.tasks) if line.money.available or line.money.executed
    )
    return StrategyBranch(
        strategy_id, number, numeral(number) if number else "", name, tuple(priorities), tuple(held), money
    )


def search(deed: Deed, text: str) -> list[Found]:
    """Projects whose code, present or former name holds the words, whatever their blanks and dots; five queries.

    The newest plan comes first. Too short a word finds nothing.
    """
    code, name = split_code(text)
    numbers = numbers_of(code or text)
    key = compared(name)
    names = ProjectName.objects.filter(project__in=access.visible_to(deed))
    wanted: dict[UUID, str] = {}
    if len(key) >= SHORTEST_SEARCH and not (numbers and not code):
        for one in names.filter(name_key__contains=key).order_by("from_on", "pk")[: MOST_FOUND * 3]:
            wanted[one.project_id] = one.name
    rows = access.visible_to(deed).select_related("term", "placed_in")
    if numbers:
        wanted |= {row.pk: row.name for row in rows.filter(code=as_kept(numbers)) if row.pk not in wanted}
    lines = {row.pk: row for row in rows.filter(pk__in=list(wanted))}
    edges = all_edges()
    ends = {pk: heirs(edges, pk) - {pk} for pk in lines}
    titles = dict(rows.filter(pk__in={one for some in ends.values() for one in some}).values_list("pk", "name"))
    order = sorted(lines.values(), key=lambda row: (-row.term.number, row.kind == ProjectKind.TASK, row.code_sort))
    return [
        Found(
            id=row.pk,
            term_number=row.term.number,
            code=as_shown(row.code),
            name=row.name,
            state_label=str(words.STATES[row.state]),
            found_as="" if wanted[row.pk] == row.name else wanted[row.pk],
            now=tuple(sorted(((pk, titles[pk]) for pk in ends[row.pk] if pk in titles), key=lambda one: one[1])),
        )
        for row in order[:MOST_FOUND]
    ]


def all_edges() -> list[Edge]:
    """Every step between two projects; some hundred rows in a city's life."""
    pairs = Lineage.objects.exclude(to_project=None).order_by("recorded_at", "pk")
    return [Edge(*pair) for pair in pairs.values_list("from_project_id", "to_project_id")]
