"""Discovery rounds, their rows, and the columns a file had last time."""

from __future__ import annotations

from django.db import models

from chomchom.outreach.rules.words import RoundState, RowGroup
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class DiscoveryRound(models.Model):
    """One file of 행복e음: purpose-bound. The file is never kept; rows lose their personal text when they are in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=24)  # the round as the office names it, for example 2026-3
    approval = models.CharField(max_length=80)
    legal_basis = models.CharField(max_length=80)
    delete_on = models.DateField()
    state = state_field(RoundState, default="checked")
    mapping = models.JSONField(default=dict)
    headers = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    known_count = models.PositiveIntegerField(default=0)
    faulty_count = models.PositiveIntegerField(default=0)
    repeated_count = models.PositiveIntegerField(default=0)
    uploaded_by = models.UUIDField()
    uploaded_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [known(RoundState, "state", "round_state_known")]
        indexes = [models.Index(fields=["uploaded_at"], name="round_by_time")]

    def __str__(self) -> str:
        return self.code


class DiscoveryRow(models.Model):
    """One row of a round as it was understood."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(DiscoveryRound, on_delete=models.RESTRICT, related_name="rows")
    number = models.PositiveIntegerField()
    row_key = models.BinaryField(max_length=16)
    group = state_field(RowGroup)
    repeated = models.BooleanField(default=False)
    faults = models.JSONField(default=list)
    content = SealedText(blank=True, default="")
    dong = models.CharField(max_length=10, blank=True, default="")
    household_id = models.UUIDField(null=True)
    episode_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known(RowGroup, "group", "row_group_known"),
            models.UniqueConstraint(fields=["round", "number"], name="one_row_per_number"),
        ]
        indexes = [models.Index(fields=["round", "group", "number"], name="row_by_group")]

    def __str__(self) -> str:
        return f"{self.number} {self.group}"


class ColumnMemory(models.Model):
    """What a heading meant last time."""

    heading = models.CharField(max_length=60, primary_key=True)
    field = models.CharField(max_length=16)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"
