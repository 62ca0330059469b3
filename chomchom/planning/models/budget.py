"""The table of money: one row a project, year and source."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chomchom.planning.models.tree import Project
from chomchom.planning.rules.budget import Money, MoneySource
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class Budget(models.Model):
    """Won of one project, year and source. `changed_won` has a sign; `executed_won` is empty until it is known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    source = state_field(MoneySource)
    planned_won = models.BigIntegerField(default=0)
    carried_won = models.BigIntegerField(default=0)
    changed_won = models.BigIntegerField(default=0)
    executed_won = models.BigIntegerField(null=True, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.UUIDField()

    class Meta:
        constraints = [
            known(MoneySource, "source", "budget_source_known"),
            models.UniqueConstraint(fields=["project", "year", "source"], name="one_budget_row"),
            models.CheckConstraint(
                name="budget_is_not_negative",
                condition=Q(planned_won__gte=0, carried_won__gte=0)
                & (Q(executed_won__isnull=True) | Q(executed_won__gte=0)),
            ),
        ]

    @property
    def money(self) -> Money:
        """The row as the rules take it."""
        return Money(
            planned=self.planned_won, carried=self.carried_won, changed=self.changed_won, executed=self.executed_won
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.year} {self.source}"
