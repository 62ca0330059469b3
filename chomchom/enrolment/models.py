"""Who takes part in what."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chomchom.enrolment.rules import DropOutReason, EnrolmentState, NextStep
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Querysets that read as adjectives."""

    def open(self) -> EnrolmentQuerySet:
        return self.exclude(state=EnrolmentState.LEFT)

    def running(self) -> EnrolmentQuerySet:
        return self.filter(state=EnrolmentState.ACTIVE)

    def leaving(self) -> EnrolmentQuerySet:
        return self.filter(state=EnrolmentState.LEAVING)


class Enrolment(models.Model):
    """One person's taking part in one programme, from the day it began until it ended and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    household_id = models.UUIDField()
    dong = models.CharField(max_length=10)
    programme = models.CharField(max_length=32)
    mode = models.CharField(max_length=32)
    consent_id = models.UUIDField()
    limits = models.JSONField(default=dict)  # whole numbers by code, such as {"calls_a_week": 2}
    state = state_field(EnrolmentState, default=EnrolmentState.ACTIVE)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    enrolled_by = models.UUIDField()
    left_on = models.DateField(null=True)
    reason = state_field(DropOutReason, blank=True, default="")
    next_step = state_field(NextStep, blank=True, default="")
    named_by = models.UUIDField(null=True)
    note = SealedText(blank=True, default="")

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            known(EnrolmentState, "state", "enrolment_state_known"),
            known(DropOutReason, "reason", "enrolment_reason_known", blank=True),
            known(NextStep, "next_step", "enrolment_next_step_known", blank=True),
            models.UniqueConstraint(
                fields=["person_id", "programme"],
                condition=~Q(state="left"),
                name="one_open_enrolment_per_person_and_programme",
            ),
            models.CheckConstraint(
                name="who_left_has_reason_and_next_step",
                condition=~Q(state="left")
                | (
                    Q(left_on__isnull=False)
                    & ~Q(reason="")
                    & ~Q(next_step="")
                    & (~Q(next_step="none") | Q(named_by__isnull=False))
                ),
            ),
            models.CheckConstraint(
                name="enrolment_ends_after_it_begins", condition=Q(until_on=None) | Q(until_on__gte=F("from_on"))
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state", "dong"], name="enrolment_by_programme"),
            models.Index(fields=["person_id"], name="enrolment_of_person"),
            models.Index(fields=["household_id"], name="enrolment_of_household"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.state}"
