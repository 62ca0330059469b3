"""Tables of indicators: what they mean version by version, what was aimed at, what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chomchom.planning.models.tree import Project
from chomchom.planning.rules.definitions import (
    DataSource,
    DefinitionState,
    Direction,
    FigureKind,
    Frequency,
    IndicatorState,
    IndicatorType,
    LowerMethod,
    PeriodRule,
)
from chomchom.planning.rules.formula.reckoning import NoValue
from chomchom.planning.rules.results import ResultState
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class Indicator(models.Model):
    """성과지표 of a project under a short code; formulas of the same plan call it `@1-4-1.code`.

    Until a definition is approved it is a draft, with who has to write one until when (a decision of the council may
    have asked for it).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="indicators")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    state = state_field(IndicatorState, default=IndicatorState.DRAFT)
    owner_name = models.CharField(max_length=60, blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    decision_id = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta:
        constraints = [
            known(IndicatorState, "state", "indicator_state_known"),
            models.UniqueConstraint(fields=["project", "code"], name="one_indicator_a_code"),
        ]
        indexes = [models.Index(fields=["decision_id"], name="indicator_by_decision")]

    def __str__(self) -> str:
        return self.name


class Definition(models.Model):
    """One version of what an indicator means. Once approved the database lets nobody change it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.RESTRICT, related_name="definitions")
    no = models.PositiveSmallIntegerField()
    state = state_field(DefinitionState, default=DefinitionState.DRAFT)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=300, blank=True, default="")
    type = state_field(IndicatorType)
    unit = models.CharField(max_length=20)
    direction = state_field(Direction)
    kind = state_field(FigureKind)
    numerator = models.CharField(max_length=2000, blank=True, default="")
    denominator = models.CharField(max_length=2000, blank=True, default="")
    population = models.CharField(max_length=300)
    period_rule = state_field(PeriodRule)
    source = state_field(DataSource)
    source_note = models.CharField(max_length=200, blank=True, default="")
    department = models.CharField(max_length=80, blank=True, default="")
    collector = models.CharField(max_length=60, blank=True, default="")
    can_collect = models.BooleanField(default=False)
    collect_evidence = models.CharField(max_length=300, blank=True, default="")
    frequency = state_field(Frequency)
    minimum_cell = models.PositiveSmallIntegerField(default=5)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    decimals = models.PositiveSmallIntegerField(default=1)
    lower_method = state_field(LowerMethod, blank=True, default="")
    targets_add_up = models.BooleanField(default=False)
    valid_from = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, blank=True, default="")
    decision_id = models.UUIDField(null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = models.UUIDField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "no"], name="one_definition_a_number"),
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(state="draft"), name="one_definition_draft_an_indicator"
            ),
            models.CheckConstraint(
                name="approved_definition_says_by_whom",
                condition=Q(state="draft", approved_by__isnull=True)
                | (Q(state="approved", approved_by__isnull=False) & ~Q(approved_by=models.F("written_by"))),
            ),
            known(DefinitionState, "state", "definition_state_known"),
            known(IndicatorType, "type", "definition_type_known"),
            known(Direction, "direction", "definition_direction_known"),
            known(FigureKind, "kind", "definition_kind_known"),
            known(PeriodRule, "period_rule", "definition_period_rule_known"),
            known(DataSource, "source", "definition_source_known"),
            known(Frequency, "frequency", "definition_frequency_known"),
            known(LowerMethod, "lower_method", "definition_lower_method_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.no}"


class Target(models.Model):
    """What was aimed at for one year, as it was set. A change is a new row that says what it took the place of."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.RESTRICT, related_name="targets")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    set_on = models.DateField()
    set_by = models.UUIDField()
    setter = models.CharField(max_length=60, blank=True, default="")
    decision_id = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    supersedes = models.OneToOneField(
        "self", on_delete=models.RESTRICT, related_name="superseded_by", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"], condition=Q(supersedes__isnull=True), name="one_first_target_a_year"
            ),
            models.CheckConstraint(name="target_is_not_negative", condition=Q(value__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.value}"


class Result(models.Model):
    """One figure of one period as it was counted or entered; counting again makes another row beside it.

    `month` 0 is the year; `dong` empty is the city. Only the state and who moved it ever change.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    definition = models.ForeignKey(Definition, on_delete=models.RESTRICT, related_name="results")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=0)
    dong = models.CharField(max_length=10, blank=True, default="")
    numerator = models.DecimalField(max_digits=22, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(max_digits=22, decimal_places=6, null=True, blank=True)
    no_value = state_field(NoValue, blank=True, default="")
    words = models.CharField(max_length=500, blank=True, default="")
    computed = models.BooleanField()
    cut_off = models.DateTimeField()
    ledger_head = models.BigIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)
    entries_digest = models.CharField(max_length=64, blank=True, default="")
    evidence = models.CharField(max_length=300, blank=True, default="")
    evidence_file = models.UUIDField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")
    state = state_field(ResultState, default=ResultState.DRAFT)
    entered_at = models.DateTimeField()
    entered_by = models.UUIDField()
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.UUIDField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.UUIDField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            known(ResultState, "state", "result_state_known"),
            known(NoValue, "no_value", "result_no_value_known", blank=True),
            models.CheckConstraint(name="result_month_is_one", condition=Q(month__lte=12)),
            models.CheckConstraint(
                name="result_says_why_it_has_no_number",
                condition=Q(numerator__isnull=False) | ~Q(no_value="") | ~Q(words=""),
            ),
            models.CheckConstraint(
                name="entered_result_has_evidence",
                condition=Q(computed=True) | ~Q(evidence="") | Q(evidence_file__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["definition", "year", "month", "dong"], name="result_by_period")]

    def __str__(self) -> str:
        return f"{self.definition_id} {self.year}-{self.month}"


class ResultEntries(models.Model):
    """The numbers of the entries one aggregate of a result counted: differences, packed. They never change."""

    result = models.ForeignKey(Result, on_delete=models.RESTRICT, related_name="counted")
    part = models.CharField(max_length=12)  # numerator, denominator
    position = models.PositiveSmallIntegerField()
    entity = models.CharField(max_length=30)
    entries = models.PositiveIntegerField()
    packed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "part", "position"], name="one_list_an_aggregate")]

    def __str__(self) -> str:
        return f"{self.result_id} {self.part} {self.entries}"


class Stage(models.Model):
    """One stage of a milestone indicator: what, due in which year, reached when, shown by what."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.RESTRICT, related_name="stages")
    no = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    due_year = models.PositiveSmallIntegerField()
    reached_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True, default="")
    marked_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "no"], name="one_stage_a_number"),
            models.CheckConstraint(
                name="reached_stage_has_evidence", condition=Q(reached_on__isnull=True) | ~Q(evidence="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Reckoned(models.Model):
    """A figure kept so that it need not be counted again; `head` is up to where the ledger was looked at.

    A cache: every row can be thrown away at any time. `key` says which formulas, days and cuts.
    """

    key = models.CharField(max_length=64, primary_key=True)
    head = models.BigIntegerField()
    marks = models.CharField(max_length=64)  # imported tables and merges the numbers rest on
    tags = models.JSONField()
    numbers = models.JSONField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
