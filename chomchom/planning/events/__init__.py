"""What the plan writes into the ledger: ids, codes, numbers and times; names and reasons stay in their tables."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from chomchom.kernel.events import Event
from chomchom.planning.rules.calendar import Chapter, Step
from chomchom.planning.rules.lineage import LineageKind
from chomchom.planning.rules.tree import Placement, ProjectKind, ProjectState, RunBy
from chomchom.planning.rules.versions import VersionKind


class TermEntered(Event):
    """A four-year plan was begun."""

    tag: ClassVar[str] = "planning:term:entered"

    term_id: UUID
    number: int
    first_year: int
    last_year: int


class StrategyEntered(Event):
    """A strategy or a priority below one was written into a plan, or got another name."""

    tag: ClassVar[str] = "planning:strategy:entered"

    term_id: UUID
    strategy_id: UUID
    number: int
    priority_id: UUID | None = None


class ProjectEntered(Event):
    """A project or a task entered a plan, as a draft."""

    tag: ClassVar[str] = "planning:project:entered"

    project_id: UUID
    term_id: UUID
    kind: ProjectKind
    placement: Placement
    run_by: RunBy
    decision_id: UUID | None = None
    candidate_id: UUID | None = None


class ProjectChanged(Event):
    """Facts of a project changed."""

    tag: ClassVar[str] = "planning:project:changed"

    project_id: UUID
    version: int
    placement: Placement
    run_by: RunBy
    counts_in_score: bool


class ProjectPlaced(Event):
    """A card was moved to a strategy, or off all of them."""

    tag: ClassVar[str] = "planning:project:placed"

    project_id: UUID
    version: int
    strategy_id: UUID | None = None
    from_strategy_id: UUID | None = None


class ProjectStateChanged(Event):
    """A project was approved, taken back or closed."""

    tag: ClassVar[str] = "planning:project:state-changed"

    project_id: UUID
    state: ProjectState
    decision_id: UUID | None = None


class LineageRecorded(Event):
    """A project became another, was renamed or ended."""

    tag: ClassVar[str] = "planning:lineage:recorded"

    from_project_id: UUID
    kind: LineageKind
    on: date
    to_project_id: UUID | None = None
    decision_id: UUID | None = None


class BudgetEntered(Event):
    """Rows of money were written for one project and year."""

    tag: ClassVar[str] = "planning:budget:entered"

    project_id: UUID
    year: int
    rows: int
    planned_won: int
    executed_won: int | None = None


class PlanVersionRecorded(Event):
    """The plan as it stood was kept as a version: established, or changed by article 38."""

    tag: ClassVar[str] = "planning:version:recorded"

    term_id: UUID
    number: int
    kind: VersionKind
    decided_on: date
    projects: int
    decision_id: UUID | None = None


class StepNoted(Event):
    """Somebody said when a step of the law was done, or added its proof."""

    tag: ClassVar[str] = "planning:step:noted"

    term_id: UUID
    step_id: UUID
    step: Step
    year: int
    proof: bool
    done_on: date | None = None


class ChapterNoted(Event):
    """Somebody said whether a chapter of the plan is written."""

    tag: ClassVar[str] = "planning:chapter:noted"

    term_id: UUID
    chapter: Chapter
    written: bool


class CandidatePlaced(Event):
    """A candidate's card was moved to a strategy, or off all of them."""

    tag: ClassVar[str] = "planning:candidate:placed"

    candidate_id: UUID
    version: int
    strategy_id: UUID | None = None
    from_strategy_id: UUID | None = None
