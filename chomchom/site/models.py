"""Signs of life of the house's own machinery: what was tried, when it last went well."""

from __future__ import annotations

from django.db import models


class Sign(models.Model):
    """One machine: when it last tried, when it last went well, and what it said. Times are the database's clock."""

    name = models.CharField(max_length=40, primary_key=True)
    tried_at = models.DateTimeField()
    went_well_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=200, default="")
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.went_well_at}"
