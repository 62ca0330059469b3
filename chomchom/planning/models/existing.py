"""Tables of programmes that run already, the files they came from, data that was asked for, and overlaps."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chomchom.linkage.programmes import Facet
from chomchom.planning.models.candidates import Candidate
from chomchom.planning.models.tree import Project
from chomchom.planning.rules.asks import DataState
from chomchom.planning.rules.existing import Group, ImportState, Runner
from chomchom.planning.rules.pairs import PairVerdict, ThingKind
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class ExistingImport(models.Model):
    """One list somebody brought in: a dry run first, then in or thrown away."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    filename = models.CharField(max_length=120)
    state = state_field(ImportState, default=ImportState.CHECKED)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    faulty_count = models.PositiveIntegerField(default=0)
    uploaded_by = models.UUIDField()
    uploaded_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [known(ImportState, "state", "existing_import_state_known")]

    def __str__(self) -> str:
        return self.filename


class ExistingRow(models.Model):
    """One row of a list as it was read; gone once the list was decided on, but for the faults."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(ExistingImport, on_delete=models.RESTRICT, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    group = state_field(Group)
    faults = models.JSONField(default=list)

    class Meta:
        constraints = [known(Group, "group", "existing_row_group_known")]
        indexes = [models.Index(fields=["source", "number"], name="existing_row_by_number")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.number}"


class ExistingProgramme(models.Model):
    """A programme that runs already. Known again by who runs it and its name, however they are spaced."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    runner = state_field(Runner)
    organisation = models.CharField(max_length=80)
    organisation_key = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    target_group = models.CharField(max_length=300, blank=True, default="")
    problem = models.CharField(max_length=500, blank=True, default="")
    means = models.CharField(max_length=500, blank=True, default="")
    budget_won = models.BigIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(default=0)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    last_import = models.ForeignKey(ExistingImport, on_delete=models.RESTRICT, related_name="programmes")

    class Meta:
        constraints = [
            known(Runner, "runner", "existing_runner_known"),
            models.UniqueConstraint(fields=["organisation_key", "name_key"], name="one_existing_programme"),
        ]
        indexes = [models.Index(fields=["organisation_key", "name_key", "id"], name="existing_by_organisation")]

    def __str__(self) -> str:
        return self.name


class FacetWord(models.Model):
    """One concept of the lexicon by which programmes are compared; the city edits it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    facet = state_field(Facet)
    label = models.CharField(max_length=40)
    words = models.JSONField(default=list)
    weight_percent = models.PositiveSmallIntegerField(default=100)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            known(Facet, "facet", "facet_word_facet_known"),
            models.UniqueConstraint(
                fields=["facet", "label"], condition=Q(until_on__isnull=True), name="one_living_facet_word"
            ),
            models.CheckConstraint(
                name="facet_word_weighs_something", condition=Q(weight_percent__gte=1, weight_percent__lte=500)
            ),
        ]

    def __str__(self) -> str:
        return self.label


class StatedOverlap(models.Model):
    """Somebody said that two things overlap: the words, where, and what was meant. The other side may be only a name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    candidate = models.ForeignKey(
        Candidate, on_delete=models.RESTRICT, related_name="stated_overlaps", null=True, blank=True
    )
    project = models.ForeignKey(
        Project, on_delete=models.RESTRICT, related_name="stated_overlaps", null=True, blank=True
    )
    other_kind = state_field(ThingKind, blank=True, default="")
    other_id = models.UUIDField(null=True, blank=True)
    other_name = models.CharField(max_length=120)
    words = models.CharField(max_length=500)
    said_in = models.CharField(max_length=120, blank=True, default="")
    meeting_id = models.UUIDField(null=True, blank=True)
    said_on = models.DateField(null=True, blank=True)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            known(ThingKind, "other_kind", "stated_other_kind_known", blank=True),
            models.CheckConstraint(
                name="stated_overlap_is_about_one_thing",
                condition=Q(candidate__isnull=False, project__isnull=True)
                | Q(candidate__isnull=True, project__isnull=False),
            ),
            models.CheckConstraint(
                name="stated_other_is_whole",
                condition=(Q(other_kind="") & Q(other_id__isnull=True))
                | (~Q(other_kind="") & Q(other_id__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.other_name


class PairJudgement(models.Model):
    """What a person said of two things, and why; every judgement is kept, the newest stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    one_kind = state_field(ThingKind)
    one_id = models.UUIDField()
    other_kind = state_field(ThingKind)
    other_id = models.UUIDField()
    verdict = state_field(PairVerdict)
    reason = models.CharField(max_length=500)
    score_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    current = models.BooleanField(default=True)
    judged_by = models.UUIDField()
    judged_at = models.DateTimeField()

    class Meta:
        constraints = [
            known(ThingKind, "one_kind", "pair_one_kind_known"),
            known(ThingKind, "other_kind", "pair_other_kind_known"),
            known(PairVerdict, "verdict", "pair_verdict_known"),
            models.UniqueConstraint(
                fields=["one_kind", "one_id", "other_kind", "other_id"], condition=Q(current=True),
                name="one_standing_judgement_a_pair",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["other_id"], name="pair_by_other")]

    def __str__(self) -> str:
        return f"{self.one_id} {self.verdict} {self.other_id}"


class DataRequest(models.Model):
    """Data somebody was asked for: what, of whom, who follows it up, until when, and what came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    what = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True, default="")
    asked_of = models.CharField(max_length=80)
    owner_id = models.UUIDField()
    due_on = models.DateField()
    state = state_field(DataState, default=DataState.ASKED)
    answer = models.TextField(blank=True, default="")
    answer_file = models.UUIDField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")
    candidate = models.ForeignKey(
        Candidate, on_delete=models.RESTRICT, related_name="data_requests", null=True, blank=True
    )
    project = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="data_requests", null=True, blank=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    reminded_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            known(DataState, "state", "data_request_state_known"),
            models.CheckConstraint(
                name="answered_data_request_has_a_time",
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on", "id"], name="data_request_by_due")]

    def __str__(self) -> str:
        return self.what
