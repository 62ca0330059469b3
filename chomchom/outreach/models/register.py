"""What was done beside the episodes: consultations, goods, activities, and what was lacking."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chomchom.outreach.models.episodes import Episode
from chomchom.outreach.rules.register import ActivityKind, ActorKind, LinkResult, Payer, Resource
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class Consultation(models.Model):
    """초기상담 of an episode as far as outreach goes: income held against a public line (a trial calculation)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.RESTRICT, related_name="consultations")
    person_id = models.UUIDField(null=True)
    held_on = models.DateField()
    household_size = models.PositiveSmallIntegerField()
    income_won = SealedText()
    criterion = models.CharField(max_length=32)
    line_won = models.PositiveBigIntegerField()
    over_by_won = models.PositiveBigIntegerField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["episode", "at"], name="consultation_of_episode")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.held_on}"


class GoodsLink(models.Model):
    """One-off goods or money, recorded in ten seconds: not a referral, but it counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.RESTRICT, null=True, related_name="goods")
    person_id = models.UUIDField(null=True)
    dong = models.CharField(max_length=10)
    occurred_on = models.DateField()
    resource = state_field(Resource)
    payer = state_field(Payer)
    amount_won = models.PositiveBigIntegerField(default=0)
    result = state_field(LinkResult)
    over_criteria = models.BooleanField(default=False)
    idem_key = models.UUIDField(unique=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known(Resource, "resource", "goods_resource_known"),
            known(Payer, "payer", "goods_payer_known"),
            known(LinkResult, "result", "goods_result_known"),
        ]
        indexes = [
            models.Index(fields=["dong", "occurred_on"], name="goods_by_dong"),
            models.Index(fields=["episode"], name="goods_of_episode", condition=Q(episode__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.occurred_on}"


class Activity(models.Model):
    """Deeds of 동협의체, honorary officers and agencies from a paper diary; no names."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch_id = models.UUIDField()
    line = models.PositiveSmallIntegerField()
    kind = state_field(ActivityKind)
    actor = state_field(ActorKind)
    agency_id = models.UUIDField(null=True)
    dong = models.CharField(max_length=10)
    occurred_on = models.DateField()
    count = models.PositiveIntegerField()
    resource = state_field(Resource)
    programme = models.CharField(max_length=32, blank=True, default="")
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known(ActivityKind, "kind", "activity_kind_known"),
            known(ActorKind, "actor", "activity_actor_known"),
            known(Resource, "resource", "activity_resource_known"),
            models.UniqueConstraint(fields=["batch_id", "line"], name="one_activity_per_line"),
        ]
        indexes = [models.Index(fields=["dong", "occurred_on"], name="activity_by_dong")]

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"


class Deficit(models.Model):
    """A need nobody could meet: need × dong × over criteria. It proposes an agenda item to the council."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    need = models.CharField(max_length=32)  # a code of the directory's table of needs
    dong = models.CharField(max_length=10)
    over_criteria = models.BooleanField(default=False)
    occurred_on = models.DateField()
    episode = models.ForeignKey(Episode, on_delete=models.RESTRICT, null=True, related_name="+")
    idem_key = models.UUIDField(unique=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["occurred_on", "need", "dong"], name="deficit_by_need")]

    def __str__(self) -> str:
        return f"{self.need} {self.dong}"
