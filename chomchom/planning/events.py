"""What the plan writes into the ledger: ids, codes, numbers and times; names and reasons stay in their tables."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from chomchom.kernel.events import Event
from chomchom.planning.rules.tree import Placement, ProjectKind, RunBy


class ProjectEntered(Event):
    """A project or a task entered a plan, as a draft."""

    tag: ClassVar[str] = "planning:project:entered"

    project_id: UUID
    term_id: UUID
    kind: ProjectKind
    placement: Placement
    run_by: RunBy
    decision_id: UUID | None = None
