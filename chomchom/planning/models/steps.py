"""Tables of what was done: the steps the law asks for, and the chapters of the plan."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chomchom.planning.models.tree import Term
from chomchom.planning.rules.calendar import Chapter, Step
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class StepDone(models.Model):
    """One step with the day it was done; its proof lies in `documents` under this row's id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(Term, on_delete=models.RESTRICT, related_name="steps_done")
    step = state_field(Step)
    year = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            known(Step, "step", "plan_step_known"),
            models.UniqueConstraint(fields=["term", "step", "year"], name="one_row_a_step"),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.year or ''}".strip()


class ChapterWritten(models.Model):
    """One chapter of article 36 and where in the plan it is written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(Term, on_delete=models.RESTRICT, related_name="chapters")
    chapter = state_field(Chapter)
    written = models.BooleanField(default=False)
    place = models.CharField(max_length=120, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            known(Chapter, "chapter", "plan_chapter_known"),
            models.UniqueConstraint(fields=["term", "chapter"], name="one_row_a_chapter"),
            models.CheckConstraint(name="written_chapter_has_a_place", condition=Q(written=False) | ~Q(place="")),
        ]

    def __str__(self) -> str:
        return self.chapter
