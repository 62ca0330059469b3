"""Writes of the tree: plans, strategies, projects, where they stand, and their approval."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chomchom.kernel.codes import as_kept, as_shown, as_sorted
from chomchom.kernel.deeds import Deed
from chomchom.kernel.names import compared
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access
from chomchom.planning.events import (
    ProjectChanged,
    ProjectEntered,
    ProjectPlaced,
    ProjectStateChanged,
    StrategyEntered,
    TermEntered,
)
from chomchom.planning.models import CrossLink, Priority, Project, ProjectName, Strategy, Term
from chomchom.planning.models.measured import confirm_facts, indicator_facts
from chomchom.planning.rules import tree as rules
from chomchom.planning.rules.tree import Placement, ProjectKind, ProjectState, RunBy
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id

TERM_YEARS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectIn:
    """A project as it is entered or changed. `code` is what somebody typed."""

    name: str
    code: str = ""
    strategy_id: UUID | None = None
    priority_id: UUID | None = None
    parent_id: UUID | None = None
    kind: ProjectKind = ProjectKind.PROJECT
    summary: str = ""
    placement: Placement = Placement.OWN
    placed_in: UUID | None = None
    placed_area: str = ""
    run_by: RunBy = RunBy.CITY
    counts_in_score: bool = True
    department: str = ""
    owner_name: str = ""
    partners: str = ""
    legal_basis: str = ""
    target_group: str = ""


def enter_term(deed: Deed, *, number: int, name: str, first_year: int, vision: str = "") -> UUID:
    """Begin a four-year plan. Raises `term-already-there`, `term-years-strange`."""
    access.check_may_change_plan(deed)
    if not 2000 <= first_year <= 2100:
        raise Refused("term-years-strange")
    facts = {"first_year": first_year, "last_year": first_year + TERM_YEARS - 1, "vision": vision.strip()[:200]}
    with refusing("planning_term_number_key", "term-already-there", number=number):
        term = Term.objects.create(number=number, name=rules.tidy_name(name), created_at=deed.at, **facts)
    event = TermEntered(term_id=term.pk, number=number, first_year=first_year, last_year=term.last_year)
    record(deed, event, stream=term.pk)
    return term.pk


def enter_strategy(deed: Deed, *, term_id: UUID, number: int, name: str) -> UUID:
    """Write a strategy into a plan, or give the one of that number another name. Raises `term-not-found`."""
    access.check_may_change_plan(deed)
    if not access.visible_terms(deed).filter(pk=term_id).exists():
        raise Refused("term-not-found")
    row, _made = Strategy.objects.update_or_create(
        term_id=term_id, number=number, defaults={"name": rules.tidy_name(name)}
    )
    record(deed, StrategyEntered(term_id=term_id, strategy_id=row.pk, number=number), stream=row.pk)
    return row.pk


def enter_priority(deed: Deed, *, strategy_id: UUID, number: int, name: str) -> UUID:
    """Write a priority below a strategy, or give the one of that number another name. Raises `strategy-not-found`."""
    access.check_may_change_plan(deed)
    strategy = access.load_strategy(deed, strategy_id)
    row, _made = Priority.objects.update_or_create(
        strategy=strategy, number=number, defaults={"name": rules.tidy_name(name)}
    )
    event = StrategyEntered(
        term_id=strategy.term_id, strategy_id=strategy.pk, number=strategy.number, priority_id=row.pk
    )
    record(deed, event, stream=strategy.pk)
    return row.pk


def enter_project(
    deed: Deed,
    *,
    term_id: UUID,
    project: ProjectIn,
    decision_id: UUID | None = None,
    candidate_id: UUID | None = None,
    reason: str = "",
    already_approved: bool = False,
) -> UUID:
    """Enter a project or a task as a draft; `already_approved` for one of a running plan that was approved on paper.

    Raises what `rules.tree.check_standing` refuses, `code-taken`, `candidate-already-placed`,
    `approved-only-in-a-running-plan`.
    """
    access.check_may_change_plan(deed)
    term = access.visible_terms(deed).filter(pk=term_id).first()
    if term is None:
        raise Refused("term-not-found")
    if already_approved and deed.day.year < term.first_year:
        raise Refused("approved-only-in-a-running-plan")
    row = Project(
        id=new_id(), term_id=term_id, decision_id=decision_id, candidate_id=candidate_id, created_at=deed.at,
        opened_on=deed.day,
    )  # fmt: skip
    _write_facts(deed, row, project)
    with (
        refusing("one_project_a_candidate", "candidate-already-placed"),
        refusing("one_live_project_a_code", "code-taken", printed=as_shown(row.code)),
    ):
        row.save(force_insert=True)
    name_project(deed, row, name=row.name, reason=reason, decision_id=decision_id)
    event = ProjectEntered(
        project_id=row.pk, term_id=term_id, kind=ProjectKind(row.kind), placement=Placement(row.placement),
        run_by=RunBy(row.run_by), decision_id=decision_id, candidate_id=candidate_id,
    )  # fmt: skip
    record(deed, event, stream=row.pk)
    if already_approved:
        _set_state(deed, row, ProjectState.CONFIRMED, decision_id=decision_id)
    return row.pk


def name_project(deed: Deed, row: Project, *, name: str, reason: str, decision_id: UUID | None) -> None:
    """Write one name into the history of names; the caller has asked whether it may be."""
    ProjectName.objects.create(
        project=row, name=name, name_key=compared(name), from_on=deed.day, reason=reason[:300], decision_id=decision_id
    )


def change_project(deed: Deed, *, project_id: UUID, project: ProjectIn, seen_version: int) -> None:
    """Change a project's facts, all but its name (see `lineage.rename`). Raises `project-changed-meanwhile`."""
    access.check_may_change_plan(deed)
    row = access.load_project(deed, project_id, lock=True)
    rules.check_version(held=row.version, seen=seen_version)
    _check_open(row)
    name = row.name
    _write_facts(deed, row, project)
    row.name = name
    row.version += 1
    with refusing("one_live_project_a_code", "code-taken", printed=as_shown(row.code)):
        row.save()
    event = ProjectChanged(
        project_id=row.pk, version=row.version, placement=Placement(row.placement), run_by=RunBy(row.run_by),
        counts_in_score=row.counts_in_score,
    )  # fmt: skip
    record(deed, event, stream=row.pk)


def _check_open(row: Project) -> None:
    if row.state == ProjectState.CLOSED:
        raise Refused("project-is-closed")


def _write_facts(deed: Deed, row: Project, project: ProjectIn) -> None:
    code = rules.read_code(project.code)
    counts = project.counts_in_score and project.run_by is RunBy.CITY
    strategy, priority, parent = _places(deed, project)
    standing = rules.Standing(
        project_id=row.pk, term_id=row.term_id, kind=project.kind, code=code, strategy=strategy, priority=priority,
        parent=parent, placement=project.placement, placed_in=project.placed_in, placed_area=project.placed_area,
        run_by=project.run_by, counts_in_score=counts,
    )  # fmt: skip
    rules.check_standing(standing)
    if project.placed_in is not None:
        access.load_project(deed, project.placed_in)
    row.name = rules.tidy_name(project.name)
    row.code, row.code_sort = as_kept(code), as_sorted(code)
    row.strategy_id, row.priority_id, row.parent_id = project.strategy_id, project.priority_id, project.parent_id
    row.kind, row.placement, row.run_by, row.counts_in_score = project.kind, project.placement, project.run_by, counts
    row.placed_in_id, row.placed_area = project.placed_in, project.placed_area.strip()[:80]
    row.summary, row.department = project.summary.strip()[:500], project.department.strip()[:80]
    row.owner_name, row.partners = project.owner_name.strip()[:40], project.partners.strip()[:200]
    row.legal_basis, row.target_group = project.legal_basis.strip()[:200], project.target_group.strip()[:200]


def _places(deed: Deed, project: ProjectIn) -> tuple[rules.Place | None, rules.Place | None, rules.Place | None]:
    strategy = priority = parent = None
    if project.strategy_id is not None:
        row = access.load_strategy(deed, project.strategy_id)
        strategy = rules.Place(id=row.pk, within=row.term_id, number=row.number)
    if project.priority_id is not None:
        found = access.load_priority(deed, project.priority_id)
        priority = rules.Place(id=found.pk, within=found.strategy_id, number=found.number)
    if project.parent_id is not None:
        above = access.load_project(deed, project.parent_id)
        parent = rules.Place(id=above.pk, within=above.term_id, is_task=above.kind == ProjectKind.TASK)
    return strategy, priority, parent


def place_project(deed: Deed, *, project_id: UUID, strategy_id: UUID | None, seen_version: int) -> int:
    """Move a card to a strategy, or off all of them; gives the card's new version.

    A code of another strategy is taken off: it would say where the project no longer stands. Its tasks move along.
    Raises `project-changed-meanwhile` where somebody moved it first, `strategy-of-another-plan`,
    `confirmed-project-stays`.
    """
    access.check_may_change_plan(deed)
    row = access.load_project(deed, project_id, lock=True)
    rules.check_version(held=row.version, seen=seen_version)
    _check_open(row)
    if row.state == ProjectState.CONFIRMED:
        raise Refused("confirmed-project-stays")
    if row.kind == ProjectKind.TASK:
        raise Refused("task-moves-with-its-project")
    strategy = access.load_strategy(deed, strategy_id) if strategy_id else None
    if strategy is not None and strategy.term_id != row.term_id:
        raise Refused("strategy-of-another-plan")
    if row.strategy_id == strategy_id:
        return row.version
    before, moved = row.strategy_id, [row, *Project.objects.select_for_update().filter(parent=row)]
    for one in moved:
        one.strategy_id, one.priority_id = strategy_id, None
        one.code, one.code_sort, one.version = "", "", one.version + 1
    Project.objects.bulk_update(moved, ["strategy", "priority", "code", "code_sort", "version"])
    event = ProjectPlaced(project_id=row.pk, version=row.version, strategy_id=strategy_id, from_strategy_id=before)
    record(deed, event, stream=row.pk)
    return row.version


def set_cross_links(deed: Deed, *, project_id: UUID, strategy_ids: frozenset[UUID], seen_version: int) -> None:
    """Say which other strategies of the same plan a project also serves; its own is left out.

    Raises `project-changed-meanwhile`, `project-is-closed`, `strategy-of-another-plan`.
    """
    access.check_may_change_plan(deed)
    row = access.load_project(deed, project_id, lock=True)
    rules.check_version(held=row.version, seen=seen_version)
    _check_open(row)
    wanted = strategy_ids - {row.strategy_id}
    found = set(access.visible_strategies(deed).filter(pk__in=wanted, term_id=row.term_id).values_list("pk", flat=True))
    if found != wanted:
        raise Refused("strategy-of-another-plan")
    CrossLink.objects.filter(project=row).exclude(strategy_id__in=wanted).delete()
    for strategy_id in sorted(wanted, key=str):
        CrossLink.objects.get_or_create(project=row, strategy_id=strategy_id)
    row.version += 1
    row.save(update_fields=["version"])
    event = ProjectChanged(
        project_id=row.pk, version=row.version, placement=Placement(row.placement), run_by=RunBy(row.run_by),
        counts_in_score=row.counts_in_score,
    )  # fmt: skip
    record(deed, event, stream=row.pk)


def confirm_project(deed: Deed, *, project_id: UUID, seen_version: int, decision_id: UUID | None = None) -> None:
    """Approve a project for its plan (확정). Raises what `rules.tree.check_may_confirm` refuses."""
    access.check_may_change_plan(deed)
    row = access.load_project(deed, project_id, lock=True)
    rules.check_version(held=row.version, seen=seen_version)
    rules.check_may_confirm(confirm_facts(row, indicator_facts([row.pk]).get(row.pk, ())))
    _set_state(deed, row, ProjectState.CONFIRMED, decision_id=decision_id)


def reopen_project(deed: Deed, *, project_id: UUID, seen_version: int) -> None:
    """Take an approved project back to the board; the deed carries the reason code."""
    access.check_may_change_plan(deed)
    row = access.load_project(deed, project_id, lock=True)
    rules.check_version(held=row.version, seen=seen_version)
    rules.PROJECT_MOVES.target("reopen", ProjectState(row.state))
    _set_state(deed, row, ProjectState.DRAFT, decision_id=None)


def _set_state(deed: Deed, row: Project, state: ProjectState, *, decision_id: UUID | None) -> None:
    row.state = state
    row.version += 1
    row.save(update_fields=["state", "version"])
    record(deed, ProjectStateChanged(project_id=row.pk, state=state, decision_id=decision_id), stream=row.pk)
