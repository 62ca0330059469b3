"""Absences with who stands in, and cases on their way from one manager to another."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chomchom.cases.models.case import Case
from chomchom.cases.rules import HandoverState
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class Absence(models.Model):
    """Days on which a case manager is away, and who stands in; the reason of an absence is not kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account_id = models.UUIDField()
    cover_id = models.UUIDField()
    first = models.DateField()
    last = models.DateField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="case_absence_days_in_order"),
            models.CheckConstraint(condition=~Q(account_id=F("cover_id")), name="case_absence_cover_is_another"),
        ]
        indexes = [
            models.Index(fields=["account_id", "last"], name="case_absence_by_account"),
            models.Index(fields=["cover_id", "last"], name="case_absence_by_cover"),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.last}"


class Handover(models.Model):
    """A case offered to another manager with a checklist gone through."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="+")
    from_id = models.UUIDField()
    to_id = models.UUIDField()
    state = state_field(HandoverState)
    checklist = ArrayField(models.CharField(max_length=16))
    note = SealedText()
    answer = SealedText()
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known(HandoverState, "state", "case_handover_state_known"),
            models.UniqueConstraint(fields=["case"], name="one_open_handover_a_case", condition=Q(state="offered")),
        ]
        indexes = [models.Index(fields=["to_id", "state"], name="case_handover_by_receiver")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"
