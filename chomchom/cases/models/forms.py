"""What was filled in on a case: one row a form, its answers sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chomchom.cases.models.case import Case
from chomchom.cases.rules import FormState
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class FormRecord(models.Model):
    """One form of a case: a draft, or done. A correction is a row of its own, so that the first text stays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="forms")
    form = models.CharField(max_length=8)
    asked_as = models.DateField()  # the first day of the version of the form it was filled in by
    number = models.SmallIntegerField()
    state = state_field(FormState)
    on = models.DateField(null=True)
    plain = SealedText(default="{}")
    sensitive = SealedText(default="{}")
    total = models.SmallIntegerField(null=True)
    level = models.CharField(max_length=16, default="", blank=True)
    level_by_hand = models.CharField(max_length=16, default="", blank=True)
    level_reason = SealedText()
    isolation = models.SmallIntegerField(null=True)
    isolation_level = models.CharField(max_length=16, default="", blank=True)
    corrects = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="corrected_by")
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    saved_by = models.UUIDField()
    saved_at = models.DateTimeField()
    done_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            known(FormState, "state", "case_form_state_known"),
            models.UniqueConstraint(fields=["case", "form", "number"], name="one_case_form_a_number"),
            models.UniqueConstraint(
                fields=["corrects"], name="one_correction_a_form", condition=Q(corrects__isnull=False)
            ),
            models.CheckConstraint(
                condition=Q(state="draft", done_by=None)
                | (~Q(state="draft") & Q(done_by__isnull=False, on__isnull=False)),
                name="case_form_done_whole",
            ),
        ]
        indexes = [models.Index(fields=["case", "form", "-made_at"], name="case_form_by_case")]

    def __str__(self) -> str:
        return f"{self.form} {self.number} {self.state}"
