"""Neighbours who look after their street, with the areas they cover."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from chomchom.network.rules import NeighbourKind
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class NeighbourQuerySet(models.QuerySet["Neighbour"]):
    """Neighbours by where and when they are appointed."""

    def active_on(self, day: date) -> NeighbourQuerySet:
        return self.filter(Q(active_until__isnull=True) | Q(active_until__gte=day), active_from__lte=day)

    def in_dongs(self, dongs: frozenset[str]) -> NeighbourQuerySet:
        return self.filter(areas__dong__in=sorted(dongs)).distinct()


class Neighbour(models.Model):
    """A neighbour who looks after a street: name and phone are sealed, found by a blind index."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = state_field(NeighbourKind)
    name = SealedText()
    phone = SealedText()
    phone_index = models.BinaryField(max_length=16)
    active_from = models.DateField()
    active_until = models.DateField(null=True, blank=True)
    registered_by = models.UUIDField()
    registered_at = models.DateTimeField()

    objects = NeighbourQuerySet.as_manager()

    class Meta:
        constraints = [
            known(NeighbourKind, "kind", "neighbour_kind_known"),
            models.UniqueConstraint(
                fields=["phone_index"], condition=Q(active_until__isnull=True), name="one_active_neighbour_a_phone"
            ),
            models.CheckConstraint(
                name="neighbour_dates_add_up",
                condition=Q(active_until__isnull=True) | Q(active_until__gte=F("active_from")),
            ),
        ]
        indexes = [models.Index(fields=["phone_index"], name="neighbour_by_phone")]

    def __str__(self) -> str:
        return f"{self.kind} {self.active_from}"


class NeighbourArea(models.Model):
    """A dong, and where known the 통 in it, that a neighbour looks after."""

    neighbour = models.ForeignKey(Neighbour, on_delete=models.RESTRICT, related_name="areas")
    dong = models.CharField(max_length=10)
    tong = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["neighbour", "dong", "tong"], name="one_neighbour_area", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["dong"], name="neighbour_area_by_dong")]

    def __str__(self) -> str:
        return self.dong
