"""What approval and the board ask of a project's indicators, read in one place."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from chomchom.planning.rules.tree import IndicatorFacts


def indicator_facts(project_ids: Iterable[UUID]) -> dict[UUID, tuple[IndicatorFacts, ...]]:
    """The indicators of each project, by project; one query however many there are."""
    return {}
