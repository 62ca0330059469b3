"""Tables of what became of projects, and of the plan's own versions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chomchom.planning.models.tree import Project
from chomchom.planning.rules.lineage import LineageKind
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class Lineage(models.Model):
    """One step of a project's life. A closing, and a renaming inside one project, have no `to_project`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    from_project = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="became")
    to_project = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="came_from", null=True, blank=True)
    kind = state_field(LineageKind)
    on = models.DateField()
    reason = models.CharField(max_length=300)
    decision_id = models.UUIDField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            known(LineageKind, "kind", "lineage_kind_known"),
            models.UniqueConstraint(fields=["from_project", "to_project"], name="one_step_between_two_projects"),
            models.CheckConstraint(
                name="lineage_leads_elsewhere",
                condition=Q(to_project__isnull=True) | ~Q(from_project=F("to_project")),
            ),
            models.CheckConstraint(
                name="lineage_goes_somewhere",
                condition=Q(kind__in=["closes", "renames"]) | Q(to_project__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["decision_id"], name="lineage_by_decision")]

    def __str__(self) -> str:
        return f"{self.from_project_id} {self.kind} {self.to_project_id or ''}".strip()
