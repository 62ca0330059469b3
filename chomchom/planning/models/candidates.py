"""Tables of candidates: the lists they are judged by, the candidates, the judgements, and the themes things serve."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chomchom.planning.models.evidence import Evidence
from chomchom.planning.models.reviews import ReviewCard
from chomchom.planning.models.tree import Project, Strategy, Term
from chomchom.planning.rules.candidates import CandidateState, CriteriaList, Judgement, Proposer, ThemeKind
from chomchom.planning.rules.tree import Placement
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class Criterion(models.Model):
    """One criterion or consideration, from a day until a day; the city edits the list, a code keeps its meaning."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    list = state_field(CriteriaList)
    code = models.CharField(max_length=32)
    label = models.CharField(max_length=60)
    question = models.CharField(max_length=200, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            known(CriteriaList, "list", "criterion_list_known"),
            models.UniqueConstraint(fields=["list", "code", "from_on"], name="one_criterion_a_day"),
            models.CheckConstraint(
                name="criterion_days_add_up", condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Candidate(models.Model):
    """A programme somebody proposes for the plan. Who proposed it by name is sealed; the office sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(Term, on_delete=models.RESTRICT, related_name="candidates")
    name = models.CharField(max_length=120)
    purpose = models.TextField()
    target_group = models.CharField(max_length=300, blank=True, default="")
    problem = models.TextField(blank=True, default="")
    means = models.TextField(blank=True, default="")
    proposer = state_field(Proposer)
    proposer_name = SealedText()
    department = models.CharField(max_length=80, blank=True, default="")
    placement = state_field(Placement, blank=True, default="")
    placed_in = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="candidates", null=True, blank=True)
    placed_area = models.CharField(max_length=80, blank=True, default="")
    strategy = models.ForeignKey(Strategy, on_delete=models.RESTRICT, related_name="candidates", null=True, blank=True)
    state = state_field(CandidateState, default=CandidateState.PROPOSED)
    decision_id = models.UUIDField(null=True, blank=True)
    decided_in = models.CharField(max_length=120, blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    origin_id = models.UUIDField(null=True, blank=True)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            known(CandidateState, "state", "candidate_state_known"),
            known(Proposer, "proposer", "candidate_proposer_known"),
            known(Placement, "placement", "candidate_placement_known", blank=True),
            models.UniqueConstraint(
                fields=["origin_id"], condition=Q(origin_id__isnull=False), name="one_candidate_a_proposal"
            ),
            models.CheckConstraint(
                name="decided_candidate_rests_on_something",
                condition=~Q(state__in=["adopted", "merged", "excluded"])
                | (Q(decided_on__isnull=False) & (Q(decision_id__isnull=False) | ~Q(decided_in=""))),
            ),
            models.CheckConstraint(
                name="merged_candidate_has_a_host", condition=~Q(state="merged") | Q(placed_in__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["term", "state"], name="candidate_by_state")]

    def __str__(self) -> str:
        return self.name


class CandidateMove(models.Model):
    """One move of a candidate, with its reason and on what it rests."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    candidate = models.ForeignKey(Candidate, on_delete=models.RESTRICT, related_name="moves")
    move = models.CharField(max_length=32)
    state = state_field(CandidateState)
    reason = models.CharField(max_length=500, blank=True, default="")
    decision_id = models.UUIDField(null=True, blank=True)
    decided_in = models.CharField(max_length=120, blank=True, default="")
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [known(CandidateState, "state", "candidate_move_state_known")]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.move}"


class CriterionAnswer(models.Model):
    """What was said of one criterion for a candidate, or of one consideration for a card; the newest stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    criterion = models.ForeignKey(Criterion, on_delete=models.RESTRICT, related_name="answers")
    candidate = models.ForeignKey(Candidate, on_delete=models.RESTRICT, related_name="answers", null=True, blank=True)
    card = models.ForeignKey(ReviewCard, on_delete=models.RESTRICT, related_name="answers", null=True, blank=True)
    judgement = state_field(Judgement)
    text = models.CharField(max_length=500, blank=True, default="")
    evidence = models.ForeignKey(Evidence, on_delete=models.RESTRICT, related_name="answers", null=True, blank=True)
    open_question = models.CharField(max_length=300, blank=True, default="")
    current = models.BooleanField(default=True)
    answered_by = models.UUIDField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            known(Judgement, "judgement", "criterion_judgement_known"),
            models.CheckConstraint(
                name="answer_is_about_one_thing",
                condition=Q(candidate__isnull=False, card__isnull=True)
                | Q(candidate__isnull=True, card__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["criterion", "candidate"], condition=Q(current=True, candidate__isnull=False),
                name="one_current_answer_a_candidate",
            ),
            models.UniqueConstraint(
                fields=["criterion", "card"], condition=Q(current=True, card__isnull=False),
                name="one_current_answer_a_card",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.judgement}"


class Theme(models.Model):
    """One theme or issue of a plan, from a day until a day: a column of the matrix."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(Term, on_delete=models.RESTRICT, related_name="themes")
    kind = state_field(ThemeKind)
    code = models.CharField(max_length=32)
    label = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            known(ThemeKind, "kind", "theme_kind_known"),
            models.UniqueConstraint(fields=["term", "code", "from_on"], name="one_theme_a_day"),
            models.CheckConstraint(
                name="theme_days_add_up", condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ThemeMark(models.Model):
    """A project or candidate serves a theme: a filled cell of the matrix."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    theme = models.ForeignKey(Theme, on_delete=models.RESTRICT, related_name="marks")
    project = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="themes", null=True, blank=True)
    candidate = models.ForeignKey(Candidate, on_delete=models.RESTRICT, related_name="themes", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="theme_mark_is_about_one_thing",
                condition=Q(candidate__isnull=False, project__isnull=True)
                | Q(candidate__isnull=True, project__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["theme", "project"], condition=Q(project__isnull=False), name="one_mark_a_project"
            ),
            models.UniqueConstraint(
                fields=["theme", "candidate"], condition=Q(candidate__isnull=False), name="one_mark_a_candidate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.project_id or self.candidate_id}"
