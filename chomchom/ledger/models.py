"""The ledger's two tables: entries that only grow, and how far each follower has read."""

from __future__ import annotations

from django.db import models

from chomchom.kernel.deeds import Sector
from chomchom.store.enums import known, state_field


class Entry(models.Model):
    """One fact. `at` is the deed's moment, `occurred_on` the Korean day it belongs to (late entries belong to theirs)."""

    seq = models.BigIntegerField(primary_key=True)
    stream = models.UUIDField()
    version = models.IntegerField()
    tag = models.CharField(max_length=64)
    payload = models.JSONField()
    actor_id = models.UUIDField()
    agency_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=48, default="")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    occurred_on = models.DateField()
    sector = state_field(Sector, max_length=12)
    programme = models.CharField(max_length=32, default="")
    dong = models.CharField(max_length=10, default="")
    age_band = models.CharField(max_length=8, default="")
    household_kind = models.CharField(max_length=16, default="")
    person_id = models.UUIDField(null=True)
    voids = models.BigIntegerField(null=True)
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "version"], name="one_version_a_stream"),
            known(Sector, "sector", "entry_sector_known"),
        ]
        indexes = [
            models.Index(fields=["tag", "occurred_on"], name="entry_by_tag_and_day"),
            models.Index(
                fields=["person_id", "seq"], name="entry_by_person", condition=models.Q(person_id__isnull=False)
            ),
            models.Index(fields=["voids"], name="entry_that_voids", condition=models.Q(voids__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.tag}"


class Bookmark(models.Model):
    """How far one follower has read."""

    name = models.CharField(max_length=40, primary_key=True)
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.seq}"
