"""Tables of the evidence library, of claims that lack a figure, and of requests to the province."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chomchom.planning.models.tree import Project
from chomchom.planning.rules.asks import Answer, ProvinceState
from chomchom.planning.rules.evidence import ClaimState, EvidenceKind
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class Evidence(models.Model):
    """A source with its year, and where it gives one, a value: whom it counts and in which unit.

    With a `code` an indicator's definition can name the value of a year; a new value replaces the old one, which stays.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = state_field(EvidenceKind)
    title = models.CharField(max_length=160)
    source = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    as_of = models.DateField(null=True, blank=True)
    population = models.CharField(max_length=200, blank=True, default="")
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True, default="")
    code = models.CharField(max_length=31, blank=True, default="")
    url = models.CharField(max_length=420, blank=True, default="")
    file_id = models.UUIDField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="")
    replaces = models.ForeignKey("self", on_delete=models.RESTRICT, related_name="replaced_by", null=True, blank=True)
    replaced = models.BooleanField(default=False)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            known(EvidenceKind, "kind", "evidence_kind_known"),
            models.UniqueConstraint(
                fields=["code", "year"], condition=~Q(code="") & Q(replaced=False), name="one_evidence_value_a_year"
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(replaces__isnull=False), name="evidence_is_replaced_once"
            ),
            models.CheckConstraint(
                name="evidence_value_has_a_unit",
                condition=Q(value__isnull=True) | (~Q(unit="") & ~Q(population="")),
            ),
            models.CheckConstraint(name="evidence_code_has_a_value", condition=Q(code="") | Q(value__isnull=False)),
        ]
        indexes = [models.Index(F("year").desc(), "id", name="evidence_by_year")]

    def __str__(self) -> str:
        return self.title


class Claim(models.Model):
    """A sentence that claims a size and has no figure: where it was said, and what backs it in the end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    text = models.CharField(max_length=500)
    said_in = models.CharField(max_length=120, blank=True, default="")
    meeting_id = models.UUIDField(null=True, blank=True)
    project = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="claims", null=True, blank=True)
    candidate_id = models.UUIDField(null=True, blank=True)
    state = state_field(ClaimState, default=ClaimState.OPEN)
    evidence = models.ForeignKey(Evidence, on_delete=models.RESTRICT, related_name="claims", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()
    settled_by = models.UUIDField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            known(ClaimState, "state", "claim_state_known"),
            models.CheckConstraint(
                name="backed_claim_has_evidence", condition=~Q(state="backed") | Q(evidence__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["candidate_id"], name="claim_by_candidate")]

    def __str__(self) -> str:
        return self.text


class ProvinceRequest(models.Model):
    """What the city asks of the province: what, of whom, sent when, what came back, and what it changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=160)
    text = models.TextField()
    asked_of = models.CharField(max_length=80)
    project = models.ForeignKey(
        Project, on_delete=models.RESTRICT, related_name="province_requests", null=True, blank=True
    )
    state = state_field(ProvinceState, default=ProvinceState.DRAFT)
    document_no = models.CharField(max_length=60, blank=True, default="")
    sent_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    answer_kind = state_field(Answer, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    effect = models.CharField(max_length=500, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            known(ProvinceState, "state", "province_request_state_known"),
            known(Answer, "answer_kind", "province_answer_known", blank=True),
            models.CheckConstraint(
                name="sent_province_request_has_a_day", condition=Q(state="draft") | Q(sent_on__isnull=False)
            ),
            models.CheckConstraint(
                name="answered_province_request_has_an_answer",
                condition=~Q(state="answered") | (Q(answered_on__isnull=False) & ~Q(answer_kind="")),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on", "id"], name="province_request_by_due")]

    def __str__(self) -> str:
        return self.title
