"""A slim copy of the ledger entries that figures count, and how far it was copied.

It is a cache: the ledger can fill it again at any time. A read adds what came after the mark straight from the ledger,
so that a figure never lags behind an event.
"""

from __future__ import annotations

from django.db import models


class Fact(models.Model):
    """One counted entry. `found_by` and `door` are those of the episode's first signal, `sector` is who acted."""

    seq = models.BigIntegerField(primary_key=True)
    occurred_on = models.DateField()
    tag = models.CharField(max_length=64)
    dong = models.CharField(max_length=10)
    sector = models.CharField(max_length=12)
    found_by = models.CharField(max_length=12)
    door = models.CharField(max_length=16)
    outcome = models.CharField(max_length=32)
    joined = models.BooleanField()
    at_door = models.BooleanField()
    first = models.BooleanField()
    over = models.BooleanField()
    minutes = models.IntegerField(null=True)
    amount = models.BigIntegerField(null=True)
    episode_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["occurred_on", "tag"], name="fact_by_day_and_tag"),
            models.Index(
                fields=["episode_id"],
                name="fact_of_episode",
                condition=models.Q(at_door=True) | models.Q(tag="outreach:goods:linked"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.tag}"


class Mark(models.Model):
    """The number of the last entry that was copied; one row."""

    id = models.SmallIntegerField(primary_key=True)
    seq = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.seq)
