"""The table of a plan's versions; a version is never changed."""

from __future__ import annotations

from django.db import models

from chomchom.planning.models.tree import Term
from chomchom.planning.rules.versions import VersionKind
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class PlanVersion(models.Model):
    """A plan as it stood: `contents` lists its projects (see `rules.versions.Held`), `digest` is their fingerprint."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(Term, on_delete=models.RESTRICT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = state_field(VersionKind)
    decided_on = models.DateField()
    reason = models.CharField(max_length=300)
    decision_id = models.UUIDField(null=True, blank=True)
    contents = models.JSONField()
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            known(VersionKind, "kind", "plan_version_kind_known"),
            models.UniqueConstraint(fields=["term", "number"], name="one_plan_version_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.term_id} {self.number}"
