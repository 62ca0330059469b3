"""A plan as it stands now, in the form its versions keep."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Sum

from chomchom.planning.models.budget import Budget
from chomchom.planning.models.tree import Project
from chomchom.planning.rules.tree import ProjectState
from chomchom.planning.rules.versions import Held


def contents_of(term_id: UUID) -> list[Held]:
    """The confirmed projects of a plan in the order of their codes; two queries."""
    rows = Project.objects.filter(term_id=term_id, state=ProjectState.CONFIRMED).select_related("strategy")
    planned = Budget.objects.filter(project__term_id=term_id).values("project_id").annotate(won=Sum("planned_won"))
    won = {row["project_id"]: row["won"] for row in planned}
    return [
        Held(
            id=str(row.pk),
            code=row.code,
            name=row.name,
            strategy=row.strategy.name if row.strategy else "",
            placement=row.placement,
            run_by=row.run_by,
            planned_won=won.get(row.pk, 0),
        )
        for row in rows.order_by("code_sort", "name", "pk")
    ]
