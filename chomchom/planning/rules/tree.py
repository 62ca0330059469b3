"""The tree of a plan: what stands where, and through which states a project goes."""

from __future__ import annotations

from enum import StrEnum

from chomchom.kernel.roles import Role
from chomchom.kernel.states import Move, StateTable


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
