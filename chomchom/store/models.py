"""The city's one row and the table of grants."""

from __future__ import annotations

from django.db import models


class City(models.Model):
    """One row: what this installation is, and how far its clock is from the database's.

    `frozen_at` holds the clock for journeys and tests; `demo` lets the role picker and the demo data in.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=60, default="")
    demo = models.BooleanField(default=False)
    clock_offset = models.DurationField()
    frozen_at = models.DateTimeField(null=True)
    muted_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_city")]

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """One record shared with one holder."""

    record_id = models.UUIDField()
    holder = models.UUIDField()
    basis = models.CharField(max_length=32)
    granted_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "record_id", "basis"], name="one_grant_a_holder_record_and_basis")
        ]
        indexes = [models.Index(fields=["record_id"], name="grant_of_record")]

    def __str__(self) -> str:
        return f"{self.record_id} → {self.holder}"
