"""Tables of the directory: kinds of need, services and the dongs they cover."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from chomchom.network.rules import Capacity, ReferralWay, ServiceState
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class NeedKind(models.Model):
    """One row of the code table of needs; the city adds to it, codes never change their meaning.

    A row without `group` is itself a group of kinds; services stand under kinds.
    """

    code = models.CharField(max_length=32, primary_key=True)
    label_ko = models.CharField(max_length=40)
    label_en = models.CharField(max_length=60)
    group = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="kinds")
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.code


class ServiceQuerySet(models.QuerySet["Service"]):
    """Services by whether and where they run."""

    def running(self) -> ServiceQuerySet:
        return self.exclude(state=ServiceState.ENDED)

    def for_need(self, need: str) -> ServiceQuerySet:
        """Of one kind of need, or of every kind of a group."""
        return self.filter(Q(need_id=need) | Q(need__group_id=need))

    def covering(self, dong: str) -> ServiceQuerySet:
        covered = ServiceArea.objects.filter(dong=dong).values("service_id")
        return self.filter(Q(whole_city=True) | Q(pk__in=covered))


class Service(models.Model):
    """What an agency does for people, for whom and where; public information, no personal data.

    `contact_*` is where referrals go and is not published; `public_phone` is. `near` is the dong of its first place.
    `letters` and `pairs` are what words are found by, written anew with each change.
    """

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
    eligibility = models.CharField(max_length=300, blank=True, default="")
    application = models.CharField(max_length=300, blank=True, default="")
    papers = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    fee = models.CharField(max_length=80, blank=True, default="")
    fee_won = models.PositiveIntegerField(null=True, blank=True)
    listed = models.BooleanField(default=True)
    public_phone = models.CharField(max_length=20, blank=True, default="")
    website = models.URLField(blank=True, default="")
    hours = models.JSONField(default=list, blank=True)
    places = models.ManyToManyField("network.Place", related_name="services", blank=True)
    near = models.CharField(max_length=10, blank=True, default="")
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
    assured_by = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    source_id = models.CharField(max_length=100, blank=True, default="")
    letters = models.TextField(blank=True, default="")
    pairs = ArrayField(models.CharField(max_length=2), default=list, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [
            known(ServiceState, "state", "service_state_known"),
            known(Capacity, "capacity", "service_capacity_known"),
            known(ReferralWay, "referral_way", "service_referral_way_known"),
            models.UniqueConstraint(fields=["agency_id", "name"], name="one_service_name_an_agency"),
            models.UniqueConstraint(fields=["source_id"], condition=~Q(source_id=""), name="one_service_an_outside_id"),
            models.CheckConstraint(
                name="service_capacity_has_a_day",
                condition=Q(capacity=Capacity.UNKNOWN) | Q(capacity_as_of__isnull=False),
            ),
            models.CheckConstraint(
                name="service_ages_add_up",
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_from__lte=F("age_to")),
            ),
        ]
        indexes = [
            GinIndex(fields=["pairs"], name="service_by_letters"),
            models.Index(fields=["need", "state"], name="service_by_need"),
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
