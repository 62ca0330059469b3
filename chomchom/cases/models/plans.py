"""Service plans, their goals and services, and the checks of a plan."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chomchom.cases.models.case import Case
from chomchom.cases.rules import GoalState, PlanState, SignedBy
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class Plan(models.Model):
    """One version of the service plan of a case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="plans")
    number = models.SmallIntegerField()
    state = state_field(PlanState)
    first_day = models.DateField()
    last_day = models.DateField()
    overall = SealedText()
    own_part = SealedText()
    next_check_on = models.DateField(null=True)
    signed_by = state_field(SignedBy, default="", blank=True)
    agreed_on = models.DateField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_on = models.DateField(null=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            known(PlanState, "state", "case_plan_state_known"),
            known(SignedBy, "signed_by", "case_plan_signed_by_known", blank=True),
            models.UniqueConstraint(fields=["case", "number"], name="one_case_plan_a_number"),
            models.UniqueConstraint(fields=["case"], name="one_case_plan_in_force", condition=Q(state="in_force")),
            models.UniqueConstraint(
                fields=["case"], name="one_case_plan_being_made", condition=Q(state__in=["draft", "signed"])
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(agreed_on__isnull=False) & ~Q(signed_by=""),
                name="case_plan_signed_whole",
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="case_plan_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class Goal(models.Model):
    """A goal with its measure and the value it is to reach by a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="goals")
    number = models.SmallIntegerField()
    area = models.CharField(max_length=16)
    text = SealedText()
    measure = SealedText()
    start_value = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    target_value = models.DecimalField(max_digits=12, decimal_places=2)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    due_on = models.DateField()
    weight = models.SmallIntegerField()
    state = state_field(GoalState, default="ongoing")
    judged_on = models.DateField(null=True)
    reason = SealedText()
    passed_to = SealedText()
    dropped_on = models.DateField(null=True)  # taken out of a draft; nothing is deleted

    class Meta:
        constraints = [
            known(GoalState, "state", "case_goal_state_known"),
            models.UniqueConstraint(fields=["plan", "number"], name="one_case_goal_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.area} {self.state}"


class PlanService(models.Model):
    """A service of a plan, public or private, and who gives it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="services")
    goal = models.ForeignKey(Goal, on_delete=models.RESTRICT, null=True, related_name="services")
    name = models.CharField(max_length=80)
    public = models.BooleanField()
    provider = models.CharField(max_length=80)
    contact = SealedText()
    amount = models.CharField(max_length=80, default="", blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    cost_won = models.BigIntegerField(null=True)
    payer = models.CharField(max_length=80, default="", blank=True)
    dropped_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["plan"], name="case_service_by_plan")]

    def __str__(self) -> str:
        return f"{self.name} {self.provider}"


class Check(models.Model):
    """One look at how the plan goes (점검)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.RESTRICT, related_name="checks")
    on = models.DateField()
    satisfaction = models.SmallIntegerField(null=True)  # 1–5; empty is "not asked"
    reassess = models.BooleanField()
    note = SealedText()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(satisfaction=None) | Q(satisfaction__gte=1, satisfaction__lte=5),
                name="case_check_satisfaction_one_to_five",
            )
        ]
        indexes = [models.Index(fields=["plan", "on"], name="case_check_by_plan")]

    def __str__(self) -> str:
        return f"{self.on}"


class GoalCheck(models.Model):
    """What a check found of one goal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="+")
    check_of = models.ForeignKey(Check, on_delete=models.RESTRICT, related_name="goals")
    goal = models.ForeignKey(Goal, on_delete=models.RESTRICT, related_name="checks")
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    state = state_field(GoalState)
    problem = SealedText()

    class Meta:
        constraints = [
            known(GoalState, "state", "case_goal_check_state_known"),
            models.UniqueConstraint(fields=["check_of", "goal"], name="one_case_goal_a_check"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.state}"
