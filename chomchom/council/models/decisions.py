"""What a meeting decided about a project or candidate, and what that changes in the plan."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chomchom.council.models.bodies import Seat
from chomchom.council.models.meetings import Meeting
from chomchom.council.rules.deciding import ChangeKind, Coarse
from chomchom.council.rules.subjects import Subject
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class DecisionKind(models.Model):
    """One row of the city's dated list of kinds, with the coarse class it counts as."""

    code = models.CharField(max_length=32, primary_key=True)
    label_ko = models.CharField(max_length=40)
    label_en = models.CharField(max_length=60, blank=True, default="")
    coarse = state_field(Coarse)
    subjects = ArrayField(models.CharField(max_length=16))
    position = models.PositiveSmallIntegerField(default=100)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    set_by = models.UUIDField(null=True)  # None for the rows the house came with

    class Meta:
        constraints = [
            known(Coarse, "coarse", "decision_kind_class_known"),
            models.UniqueConstraint(fields=["label_ko"], condition=Q(until_on=None), name="one_running_kind_a_label"),
            models.CheckConstraint(
                name="decision_kind_dates_add_up", condition=Q(until_on=None) | Q(until_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Decision(models.Model):
    """One row of the agreed conclusions: body and table of the minutes are printed from it.

    Written until the minutes are approved; afterwards only an amending row stands beside it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    kind = models.ForeignKey(DecisionKind, on_delete=models.RESTRICT, null=True, related_name="decisions")
    modifiers = ArrayField(models.CharField(max_length=16), default=list)
    coarse = state_field(Coarse, blank=True, default="")
    label_in_body = models.CharField(max_length=60, blank=True, default="")
    label_in_table = models.CharField(max_length=60, blank=True, default="")
    other_labels = ArrayField(models.CharField(max_length=60), default=list)  # the same project twice in one table
    resolved_label = models.CharField(max_length=60, blank=True, default="")
    resolved_by = models.UUIDField(null=True)
    resolved_at = models.DateTimeField(null=True)
    section_kind = models.CharField(max_length=40, blank=True, default="")
    subject = state_field(Subject)
    subject_id = models.UUIDField(null=True, db_index=True)
    code = models.CharField(max_length=20, blank=True, default="")
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=130)
    summary = models.TextField(blank=True, default="")
    direction = models.TextField(blank=True, default="")
    amends = models.OneToOneField("self", on_delete=models.RESTRICT, null=True, related_name="amended_by")
    amend_reason = models.CharField(max_length=300, blank=True, default="")
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            known(Subject, "subject", "decision_subject_known"),
            known(Coarse, "coarse", "decision_class_known", blank=True),
            models.UniqueConstraint(
                fields=["meeting", "key"], condition=Q(amends=None), name="one_decision_a_project_and_meeting"
            ),
            models.CheckConstraint(
                name="amendment_says_why",
                condition=Q(amends=None, amend_reason="") | (Q(amends__isnull=False) & ~Q(amend_reason="")),
            ),
            models.CheckConstraint(
                name="resolution_has_its_hand",
                condition=Q(resolved_label="", resolved_by=None)
                | (~Q(resolved_label="") & Q(resolved_by__isnull=False, resolved_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["key"], name="decision_by_subject"),
            models.Index(fields=["meeting", "position", "id"], name="decision_by_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class DecisionChange(models.Model):
    """One thing a decision changes in the plan; the plan applies it and says when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.RESTRICT, related_name="changes")
    position = models.PositiveSmallIntegerField()
    kind = state_field(ChangeKind)
    to = models.CharField(max_length=200, blank=True, default="")
    to_id = models.UUIDField(null=True)
    owner_name = models.CharField(max_length=80, blank=True, default="")
    owner_account = models.UUIDField(null=True)
    owner_seat = models.ForeignKey(Seat, on_delete=models.RESTRICT, null=True, related_name="changes")
    due_on = models.DateField(null=True)
    due_event = models.CharField(max_length=120, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    applied_at = models.DateTimeField(null=True)
    applied_to = models.UUIDField(null=True)  # what the plan made of it: a draft indicator, a line of descent

    class Meta:
        constraints = [
            known(ChangeKind, "kind", "decision_change_kind_known"),
            models.UniqueConstraint(fields=["decision", "position"], name="one_decision_change_a_place"),
            models.CheckConstraint(
                name="applied_change_says_when", condition=Q(applied_to=None) | Q(applied_at__isnull=False)
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.kind} {self.to}"
