"""Tables of the directory: kinds of need, services with their areas and places, neighbours with their streets."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from chomchom.network.rules import Capacity, NeighbourKind, ReferralWay, ServiceState
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class NeedKind(models.Model):
    """One row of the code table of needs; the city adds to it, codes never change their meaning."""

    code = models.CharField(max_length=32, primary_key=True)
    label_ko = models.CharField(max_length=40)
    label_en = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code


class ServiceQuerySet(models.QuerySet["Service"]):
    """Services by whether and where they run."""

    def running(self) -> ServiceQuerySet:
        return self.exclude(state=ServiceState.ENDED)

    def for_need(self, need: str) -> ServiceQuerySet:
        return self.filter(need_id=need)

    def covering(self, dong: str) -> ServiceQuerySet:
        return self.filter(Q(whole_city=True) | Q(areas__dong=dong)).distinct()


class Service(models.Model):
    """What an agency does for people, for whom and where; public information, no personal data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=80)
    summary = models.CharField(max_length=300, blank=True, default="")
    need = models.ForeignKey(NeedKind, on_delete=models.RESTRICT, related_name="services")
    state = state_field(ServiceState, default=ServiceState.ACTIVE)
    over_criteria_ok = models.BooleanField(default=False)
    only_alone = models.BooleanField(default=False)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    fee = models.CharField(max_length=80, blank=True, default="")
    whole_city = models.BooleanField(default=False)
    referral_way = state_field(ReferralWay, default=ReferralWay.ACCOUNT)
    contact_email = models.EmailField(blank=True, default="")
    contact_phone = models.CharField(max_length=20, blank=True, default="")
    capacity = state_field(Capacity, default=Capacity.UNKNOWN)
    places_free = models.PositiveIntegerField(null=True, blank=True)
    waiting = models.PositiveIntegerField(null=True, blank=True)
    capacity_as_of = models.DateTimeField(null=True, blank=True)
    capacity_by = models.UUIDField(null=True, blank=True)
    assured_on = models.DateField()
    created_at = models.DateTimeField()

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            known(ServiceState, "state", "service_state_known"),
            known(Capacity, "capacity", "service_capacity_known"),
            known(ReferralWay, "referral_way", "service_referral_way_known"),
            models.UniqueConstraint(fields=["agency_id", "name"], name="one_service_name_an_agency"),
            models.CheckConstraint(
                name="service_capacity_has_a_day",
                condition=Q(capacity=Capacity.UNKNOWN) | Q(capacity_as_of__isnull=False),
            ),
            models.CheckConstraint(
                name="service_ages_add_up",
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_from__lte=F("age_to")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServiceArea(models.Model):
    """One dong a service covers."""

    service = models.ForeignKey(Service, on_delete=models.RESTRICT, related_name="areas")
    dong = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "dong"], name="one_area_row_a_dong")]
        indexes = [models.Index(fields=["dong"], name="service_area_by_dong")]

    def __str__(self) -> str:
        return self.dong


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
