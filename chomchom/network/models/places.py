"""Where services are given: addresses with opening hours and what helps people in."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chomchom.store.ids import new_id


class Place(models.Model):
    """An address of an agency that people may come to. Public information; no home of anybody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=160)
    dong = models.CharField(max_length=10)
    phone = models.CharField(max_length=20, blank=True, default="")
    way_there = models.CharField(max_length=200, blank=True, default="")
    aids = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    hours = models.JSONField(default=list, blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    source_id = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "name"], name="one_place_name_an_agency"),
            models.UniqueConstraint(fields=["source_id"], condition=~Q(source_id=""), name="one_place_an_outside_id"),
        ]

    def __str__(self) -> str:
        return self.name
