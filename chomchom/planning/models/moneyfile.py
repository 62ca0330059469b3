"""A budget file on its dry run: what was read of it, until somebody lets it in or throws it away."""

from __future__ import annotations

from django.db import models

from chomchom.planning.models.tree import Term
from chomchom.planning.rules.moneyfile import FileState
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class BudgetFile(models.Model):
    """The rows of one upload (see `rules.moneyfile`), good ones and wrong ones; the file itself is not kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(Term, on_delete=models.RESTRICT, related_name="budget_files")
    filename = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    rows = models.JSONField()
    faults = models.JSONField()
    state = state_field(FileState, default=FileState.READ)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.UUIDField()
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [known(FileState, "state", "budget_file_state_known")]

    def __str__(self) -> str:
        return self.filename
