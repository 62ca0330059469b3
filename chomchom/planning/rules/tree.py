"""The tree of a plan: what stands where, and through which states a project goes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chomchom.kernel.codes import as_kept, as_shown, numbers_of
from chomchom.kernel.names import compared
from chomchom.kernel.roles import Role
from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused


class ProjectKind(StrEnum):
    """세부사업, or a 과업 below one."""

    PROJECT = "project"
    TASK = "task"


class Placement(StrEnum):
    """Where the work belongs: an own project, part of another one (연계), or another area's (타 영역)."""

    OWN = "own"
    PART_OF = "part_of"
    OTHER_AREA = "other_area"


class RunBy(StrEnum):
    """Who runs it; only what the city runs counts in the city's score."""

    CITY = "city"
    PROVINCE = "province"
    OTHER = "other"


class ProjectState(StrEnum):
    """A draft stands on the board, a confirmed one in the plan, a closed one in the history."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CLOSED = "closed"


_OFFICE = (Role.CITY_OFFICER, Role.COUNCIL_OFFICE)

PROJECT_MOVES = StateTable(
    ProjectState,
    ProjectState.DRAFT,
    (
        Move("confirm", frozenset({ProjectState.DRAFT}), ProjectState.CONFIRMED, who=_OFFICE),
        Move("reopen", frozenset({ProjectState.CONFIRMED}), ProjectState.DRAFT, who=_OFFICE, reason=True),
        Move(
            "close",
            frozenset({ProjectState.DRAFT, ProjectState.CONFIRMED}),
            ProjectState.CLOSED,
            who=_OFFICE,
            reason=True,
        ),
    ),
)


MOST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a project is to stand; ids as they are, so that two of them can be compared."""

    project_id: UUID | None = None
    term_id: UUID
    kind: ProjectKind = ProjectKind.PROJECT
    code: tuple[int, ...] = ()
    strategy: Place | None = None
    priority: Place | None = None
    parent: Place | None = None
    placement: Placement = Placement.OWN
    placed_in: UUID | None = None
    placed_area: str = ""
    run_by: RunBy = RunBy.CITY
    counts_in_score: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A strategy, priority or parent: its id, its number, and what it stands in itself."""

    id: UUID
    within: UUID
    number: int = 0
    is_task: bool = False


def check_standing(standing: Standing) -> None:
    """Raises the first thing that does not fit: strategy of another plan, code of another strategy, task below a task,
    a placement without its place, or somebody else's work in the city's score.
    """
    _check_tree(standing)
    _check_code(standing)
    _check_placement(standing)
    if standing.run_by is not RunBy.CITY and standing.counts_in_score:
        raise Refused("score-counts-only-the-city")


def _check_tree(standing: Standing) -> None:
    if standing.strategy and standing.strategy.within != standing.term_id:
        raise Refused("strategy-of-another-plan")
    if standing.priority and (standing.strategy is None or standing.priority.within != standing.strategy.id):
        raise Refused("priority-of-another-strategy")
    if (standing.kind is ProjectKind.TASK) != (standing.parent is not None):
        raise Refused("task-needs-a-project")
    if standing.parent and (standing.parent.is_task or standing.parent.within != standing.term_id):
        raise Refused("task-needs-a-project")


def _check_code(standing: Standing) -> None:
    if not standing.code:
        return
    if standing.strategy is None or standing.code[0] != standing.strategy.number:
        raise Refused("code-of-another-strategy", printed=as_shown(as_kept(standing.code)))
    if standing.priority and standing.code[1] != standing.priority.number:
        raise Refused("code-of-another-priority", printed=as_shown(as_kept(standing.code)))


def _check_placement(standing: Standing) -> None:
    part, area = standing.placement is Placement.PART_OF, standing.placement is Placement.OTHER_AREA
    if part != (standing.placed_in is not None) or (part and standing.placed_in == standing.project_id):
        raise Refused("part-needs-its-project")
    if area != bool(standing.placed_area.strip()):
        raise Refused("other-area-needs-its-name")


def read_code(text: str) -> tuple[int, ...]:
    """The numbers of a code somebody typed, empty for none. Raises `code-unreadable`."""
    if not text.strip():
        return ()
    numbers = numbers_of(text)
    if numbers is None:
        raise Refused("code-unreadable", printed=text.strip()[:24])
    return numbers


def tidy_name(text: str) -> str:
    """A name as it is kept: NFC, blanks folded. Raises `project-needs-a-name` for none or one that is too long."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not compared(name) or len(name) > MOST_NAME:
        raise Refused("project-needs-a-name", most=MOST_NAME)
    return name


def tidy_reason(text: str) -> str:
    """Why something changes, in words. Raises `plan-change-needs-a-reason`."""
    reason = " ".join(text.split())[:300]
    if not reason:
        raise Refused("plan-change-needs-a-reason")
    return reason


def check_version(*, held: int, seen: int) -> None:
    """Raises `project-changed-meanwhile` where somebody else changed it after it was looked at."""
    if held != seen:
        raise Refused("project-changed-meanwhile")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFacts:
    """What approval asks of one indicator of a project."""

    code: str
    defined: bool
    has_source: bool
    has_collector: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmFacts:
    """What approval asks of a project."""

    state: ProjectState
    placement: Placement
    counts_in_score: bool
    numbered: bool
    has_department: bool
    indicators: tuple[IndicatorFacts, ...]


class Missing(StrEnum):
    """What a card still lacks, in the order it is said."""

    STRATEGY = "strategy"
    CODE = "code"
    DEPARTMENT = "department"
    OWNER = "owner"
    INDICATOR = "indicator"
    DEFINITION = "definition"
    SOURCE = "source"
    COLLECTOR = "collector"
    OVERLAP = "overlap"


BLOCKING = {
    Missing.CODE: "confirm-needs-a-code",
    Missing.DEPARTMENT: "confirm-needs-a-department",
    Missing.INDICATOR: "confirm-needs-an-indicator",
    Missing.DEFINITION: "confirm-needs-definitions",
    Missing.SOURCE: "confirm-needs-sources",
    Missing.COLLECTOR: "confirm-needs-collectors",
}
"""Refusal of an approval by what is missing; the rest is only shown on the card."""


def missing_of(facts: ConfirmFacts) -> tuple[Missing, ...]:
    """What a project lacks before it can be approved. A part of another project is measured there."""
    own = facts.placement is Placement.OWN and facts.counts_in_score
    found = [Missing.CODE] * (not facts.numbered) + [Missing.DEPARTMENT] * (not facts.has_department)
    if own and not facts.indicators:
        found.append(Missing.INDICATOR)
    defined = [one for one in facts.indicators if one.defined]
    if len(defined) < len(facts.indicators):
        found.append(Missing.DEFINITION)
    if not all(one.has_source for one in defined):
        found.append(Missing.SOURCE)
    if not all(one.has_collector for one in defined):
        found.append(Missing.COLLECTOR)
    return tuple(found)


def check_may_confirm(facts: ConfirmFacts) -> None:
    """A project enters the plan for good only when it is numbered, owned and measurable; raises the first of BLOCKING.

    The open indicators are named in the refusal.
    """
    PROJECT_MOVES.target("confirm", facts.state)
    for lack in missing_of(facts):
        raise Refused(BLOCKING[lack], indicators=", ".join(open_indicators(facts, lack)))


def open_indicators(facts: ConfirmFacts, lack: Missing) -> list[str]:
    """The codes of the indicators for which something is missing."""
    lacks = {
        Missing.DEFINITION: lambda one: not one.defined,
        Missing.SOURCE: lambda one: one.defined and not one.has_source,
        Missing.COLLECTOR: lambda one: one.defined and not one.has_collector,
    }.get(lack)
    return [one.code for one in facts.indicators if lacks(one)] if lacks else []
