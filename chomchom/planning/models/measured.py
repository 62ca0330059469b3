"""What approval and the board ask of a project's indicators, read in one place."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, Subquery

from chomchom.planning.models.indicators import Definition, Indicator
from chomchom.planning.models.tree import Project
from chomchom.planning.rules.definitions import IndicatorState
from chomchom.planning.rules.tree import ConfirmFacts, IndicatorFacts, Placement, ProjectState


def indicator_facts(project_ids: Iterable[UUID]) -> dict[UUID, tuple[IndicatorFacts, ...]]:
    """The indicators of each project, by project; one query however many there are."""
    rows = Indicator.objects.filter(project__in=list(project_ids)).exclude(state=IndicatorState.DROPPED)
    newest = Definition.objects.filter(indicator=OuterRef("pk")).order_by("-no")
    rows = rows.annotate(
        source=Subquery(newest.values("source")[:1]), department=Subquery(newest.values("department")[:1]),
        collector=Subquery(newest.values("collector")[:1]), can=Subquery(newest.values("can_collect")[:1]),
    )  # fmt: skip
    found: dict[UUID, list[IndicatorFacts]] = {}
    for row in rows.order_by("position", "code"):
        facts = IndicatorFacts(
            code=row.code, defined=row.state == IndicatorState.IN_USE, has_source=bool(row.source),
            has_collector=bool(row.department and row.collector and row.can),
        )  # fmt: skip
        found.setdefault(row.project_id, []).append(facts)
    return {project_id: tuple(facts) for project_id, facts in found.items()}


def confirm_facts(row: Project, indicators: tuple[IndicatorFacts, ...]) -> ConfirmFacts:
    """What the approval of this project asks, as it stands now."""
    return ConfirmFacts(
        state=ProjectState(row.state),
        placement=Placement(row.placement),
        counts_in_score=row.counts_in_score,
        numbered=bool(row.code),
        has_department=bool(row.department),
        indicators=indicators,
    )
