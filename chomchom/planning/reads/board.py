"""The board of a plan: strategies as columns, projects and candidates as cards, what is missing, what is still to place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from chomchom.kernel.codes import as_shown, numeral
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Verdict, verdict
from chomchom.planning import access
from chomchom.planning.access.reviews import candidates_visible_to
from chomchom.planning.models import Candidate, Lineage, PairJudgement, Project, StatedOverlap, Strategy
from chomchom.planning.models.measured import confirm_facts, indicator_facts
from chomchom.planning.reads.crossing import crossings
from chomchom.planning.reads.steps import Calendar, calendar
from chomchom.planning.reads.tree import ProjectLine, TermRow, lines_of, placement_line, term
from chomchom.planning.rules.candidates import CandidateState
from chomchom.planning.rules.tree import (
    IndicatorFacts,
    Missing,
    ProjectKind,
    ProjectState,
    check_may_confirm,
    missing_of,
)
from chomchom.planning.sentences import reviews as review_words
from chomchom.planning.sentences import tree as words

NOT_A_PROJECT = Verdict(False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card: a project of this plan, or a candidate for it."""

    id: UUID
    candidate: bool = False
    code: str
    name: str
    state: ProjectState | CandidateState
    state_label: str
    owner: str
    runner: str
    placement: str
    from_line: str
    also: tuple[str, ...] = ()
    missing: tuple[str, ...]
    version: int
    movable: bool
    may_confirm: Verdict = NOT_A_PROJECT
    may_take_in: bool = False

    @property
    def confirmed(self) -> bool:
        """Whether it is approved for the plan."""
        return self.state is ProjectState.CONFIRMED


@dataclass(frozen=True, slots=True)
class ColumnOfBoard:
    """A strategy with its cards; the one without id holds what is not placed yet."""

    id: UUID | None
    sign: str
    name: str
    cards: tuple[Card, ...]
    served_by: tuple[tuple[UUID, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the plan lacks, with the names it concerns."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The whole board."""

    term: TermRow
    columns: tuple[ColumnOfBoard, ...]
    gaps: tuple[Gap, ...]
    waiting: tuple[ProjectLine, ...]
    calendar: Calendar
    cards: int
    confirmed: int
    candidates: int


def board(deed: Deed, number: int) -> Board:
    """The board of one plan; the same number of queries for three projects and for sixty. Raises `term-not-found`."""
    plan = term(deed, number)
    rows = list(_projects(deed, plan.id))
    facts = indicator_facts([row.pk for row in rows])
    came = _came_from([row.pk for row in rows])
    held: dict[UUID | None, list[Card]] = defaultdict(list)
    doubted, crossed = _doubted(), crossings(deed, plan.id)
    for row in rows:
        card = _card(row, facts.get(row.pk, ()), came.get(row.pk, ()), doubted)
        held[row.strategy_id].append(replace(card, also=crossed.also.get(row.pk, ())))
    candidates = _candidates(deed, plan.id, {row.candidate_id for row in rows})
    for one in candidates:
        held[one.strategy_id].append(_candidate(one, doubted))
    strategies = list(Strategy.objects.filter(term_id=plan.id).order_by("number"))
    columns = [ColumnOfBoard(None, "", "", tuple(held[None]))]
    columns += [
        ColumnOfBoard(
            one.pk, numeral(one.number), one.name, tuple(held[one.pk]), crossed.served_by.get(one.pk, ())
        ) for one in strategies
    ]  # fmt: skip
    return Board(
        term=plan,
        columns=tuple(columns),
        gaps=_gaps(columns, rows, facts),
        waiting=waiting(deed, number),
        calendar=calendar(deed, number),
        cards=len(rows),
        confirmed=sum(row.state == ProjectState.CONFIRMED for row in rows),
        candidates=len(candidates),
    )


def _projects(deed: Deed, term_id: UUID) -> list[Project]:
    rows = access.visible_to(deed).filter(term_id=term_id, kind=ProjectKind.PROJECT)
    rows = rows.exclude(state=ProjectState.CLOSED).select_related("placed_in")
    return list(rows.order_by("code_sort", "created_at", "pk"))


def _came_from(ids: list[UUID]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Lineage.objects.filter(to_project_id__in=ids).select_related("from_project__term")
    for one in rows.order_by("from_project__code_sort"):
        source = one.from_project
        if one.to_project_id is not None:
            found[one.to_project_id].append(
                _("%(n)d기 %(project)s") % {"n": source.term.number, "project": as_shown(source.code) or source.name}
            )
    return {project_id: tuple(some) for project_id, some in found.items()}


def _candidates(deed: Deed, term_id: UUID, placed: set[UUID | None]) -> list[Candidate]:
    """Candidates that are neither merged elsewhere nor left out nor a project already."""
    rows = candidates_visible_to(deed).filter(term_id=term_id)
    rows = rows.exclude(state__in=[CandidateState.MERGED, CandidateState.EXCLUDED])
    return [row for row in rows.order_by("proposed_at", "pk") if row.pk not in placed]


def _doubted() -> set[UUID]:
    """Projects and candidates somebody said overlap with something, as long as nobody judged it; two queries."""
    stated = StatedOverlap.objects.values_list("candidate_id", "project_id")
    judged = set(PairJudgement.objects.filter(current=True).values_list("one_id", flat=True))
    judged |= set(PairJudgement.objects.filter(current=True).values_list("other_id", flat=True))
    return {one for pair in stated for one in pair if one is not None} - judged


def _candidate(row: Candidate, doubted: set[UUID]) -> Card:
    lacks = [Missing.OVERLAP] * (row.pk in doubted) + [Missing.DEPARTMENT] * (not row.department)
    return Card(
        id=row.pk,
        candidate=True,
        code="",
        name=row.name,
        state=CandidateState(row.state),
        state_label=str(review_words.CANDIDATE_STATES[row.state]),
        owner=row.department,
        runner="",
        placement="",
        from_line="",
        missing=tuple(str(words.MISSING[lack]) for lack in lacks),
        version=row.version,
        movable=True,
        may_take_in=row.state == CandidateState.ADOPTED,
    )


def _card(row: Project, indicators: tuple[IndicatorFacts, ...], came: tuple[str, ...], doubted: set[UUID]) -> Card:
    facts = confirm_facts(row, indicators)
    lacks = [*([Missing.STRATEGY] if row.strategy_id is None else []), *missing_of(facts)]
    lacks += [Missing.OWNER] * (not row.owner_name) + [Missing.OVERLAP] * (row.pk in doubted)
    confirmed = row.state == ProjectState.CONFIRMED
    return Card(
        id=row.pk,
        code=as_shown(row.code),
        name=row.name,
        state=ProjectState(row.state),
        state_label=str(words.STATES[row.state]),
        owner=" ".join(part for part in (row.department, row.owner_name) if part),
        runner="" if row.run_by == "city" else str(words.RUNNERS[row.run_by]),
        placement=placement_line(row),
        from_line=", ".join(came),
        missing=() if confirmed else tuple(str(words.MISSING[lack]) for lack in lacks),
        version=row.version,
        movable=not confirmed,
        may_confirm=verdict(check_may_confirm, facts),
    )


def _gaps(
    columns: list[ColumnOfBoard], rows: list[Project], facts: dict[UUID, tuple[IndicatorFacts, ...]]
) -> tuple[Gap, ...]:
    """Strategies without a project, projects without an indicator, indicators without a collector."""
    empty = [f"{column.sign} {column.name}" for column in columns if column.id and not column.cards]
    bare = [row.name for row in rows if Missing.INDICATOR in missing_of(confirm_facts(row, facts.get(row.pk, ())))]
    uncollected = [one.code for some in facts.values() for one in some if one.defined and not one.has_collector]
    found = (
        Gap("empty-strategy", tuple(empty)),
        Gap("no-indicator", tuple(bare)),
        Gap("no-collector", tuple(uncollected)),
    )
    return tuple(gap for gap in found if gap.names)


def waiting(deed: Deed, number: int) -> tuple[ProjectLine, ...]:
    """Projects of the plan before that lead nowhere yet: whether they go on is still to be decided."""
    gone_on = Lineage.objects.exclude(to_project=None).values("from_project_id")
    rows = access.visible_to(deed).filter(term__number=number - 1, kind=ProjectKind.PROJECT)
    rows = rows.exclude(state=ProjectState.CLOSED).exclude(pk__in=gone_on).select_related("term", "placed_in")
    return tuple(lines_of(rows.order_by("code_sort", "name", "pk")))


def may_confirm(deed: Deed, project_id: UUID) -> Verdict:
    """Whether one project could be approved now, and if not, why."""
    row = access.load_project(deed, project_id)
    facts = confirm_facts(row, indicator_facts([row.pk]).get(row.pk, ()))
    return verdict(check_may_confirm, facts)
