"""Tables of the tree: terms, strategies, priorities, projects and the names they had."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chomchom.planning.rules.tree import Placement, ProjectKind, ProjectState, RunBy
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class Term(models.Model):
    """One four-year plan, such as 제5기 (2023–2026)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=80)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    vision = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="term_years_add_up", condition=Q(last_year__gte=F("first_year"))),
        ]

    def __str__(self) -> str:
        return self.name


class Strategy(models.Model):
    """추진전략: a column of the board; its number is the first of every code below it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(Term, on_delete=models.RESTRICT, related_name="strategies")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "number"], name="one_strategy_a_number")]

    def __str__(self) -> str:
        return self.name


class Priority(models.Model):
    """중점추진사업 or area below a strategy: the second number of a code."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    strategy = models.ForeignKey(Strategy, on_delete=models.RESTRICT, related_name="priorities")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["strategy", "number"], name="one_priority_a_number")]

    def __str__(self) -> str:
        return self.name


class Project(models.Model):
    """세부사업 or 과업 of one term.

    `code` is numbers, `1-4-10`; `code_sort` the same padded so that it sorts by number; both empty until the project
    is numbered. `name` is the name it has now; `ProjectName` holds every name it had. `version` grows with every
    change, so that two people who move one card do not overwrite each other.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(Term, on_delete=models.RESTRICT, related_name="projects")
    strategy = models.ForeignKey(Strategy, on_delete=models.RESTRICT, related_name="projects", null=True, blank=True)
    priority = models.ForeignKey(Priority, on_delete=models.RESTRICT, related_name="projects", null=True, blank=True)
    parent = models.ForeignKey("self", on_delete=models.RESTRICT, related_name="tasks", null=True, blank=True)
    kind = state_field(ProjectKind, default=ProjectKind.PROJECT)
    code = models.CharField(max_length=24, blank=True, default="")
    code_sort = models.CharField(max_length=24, blank=True, default="")
    name = models.CharField(max_length=120)
    summary = models.CharField(max_length=500, blank=True, default="")
    placement = state_field(Placement, default=Placement.OWN)
    placed_in = models.ForeignKey("self", on_delete=models.RESTRICT, related_name="parts", null=True, blank=True)
    placed_area = models.CharField(max_length=80, blank=True, default="")
    run_by = state_field(RunBy, default=RunBy.CITY)
    counts_in_score = models.BooleanField(default=True)
    department = models.CharField(max_length=80, blank=True, default="")
    owner_name = models.CharField(max_length=40, blank=True, default="")
    partners = models.CharField(max_length=200, blank=True, default="")
    legal_basis = models.CharField(max_length=200, blank=True, default="")
    target_group = models.CharField(max_length=200, blank=True, default="")
    state = state_field(ProjectState, default=ProjectState.DRAFT)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    decision_id = models.UUIDField(null=True, blank=True)
    candidate_id = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            known(ProjectKind, "kind", "project_kind_known"),
            known(Placement, "placement", "project_placement_known"),
            known(RunBy, "run_by", "project_run_by_known"),
            known(ProjectState, "state", "project_state_known"),
            models.UniqueConstraint(
                fields=["term", "code"], condition=~Q(code="") & ~Q(state="closed"), name="one_live_project_a_code"
            ),
            models.UniqueConstraint(
                fields=["candidate_id"], condition=Q(candidate_id__isnull=False), name="one_project_a_candidate"
            ),
            models.CheckConstraint(name="task_has_a_project", condition=Q(kind="project") | Q(parent__isnull=False)),
            models.CheckConstraint(
                name="only_the_citys_own_counts", condition=Q(run_by="city") | Q(counts_in_score=False)
            ),
            models.CheckConstraint(
                name="closed_project_has_a_day", condition=~Q(state="closed") | Q(closed_on__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["term", "code_sort"], name="project_by_code"),
            models.Index(fields=["decision_id"], name="project_by_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class ProjectName(models.Model):
    """One name a project had, from a day on, and why it changed; `name_key` is what searching compares."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="names")
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    from_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True, default="")
    decision_id = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["name_key"], name="project_by_any_name")]

    def __str__(self) -> str:
        return self.name


class CrossLink(models.Model):
    """A strategy a project also serves, besides the one it stands in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="cross_links")
    strategy = models.ForeignKey(Strategy, on_delete=models.RESTRICT, related_name="cross_links")
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "strategy"], name="one_cross_link_a_strategy")]

    def __str__(self) -> str:
        return f"{self.project_id} → {self.strategy_id}"
