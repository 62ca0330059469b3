"""The referral both sides read, its steps, its questions and its outcomes. What people wrote is sealed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chomchom.kernel.deeds import SEOUL
from chomchom.referrals.rules import (
    OPEN,
    DeclinedBy,
    Outcome,
    OutcomeSource,
    OutsideWay,
    ReferralState,
    Side,
    Urgency,
)
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id

S = ReferralState
UNSENT = [S.DRAFT, S.WITHDRAWN, S.VOIDED]
TAKEN = [S.ACCEPTED, S.IN_PROGRESS, S.ON_HOLD, S.COMPLETED, S.FAILED]


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals by whose turn it is and what is late."""

    def open(self) -> ReferralQuerySet:
        return self.filter(state__in=sorted(OPEN))

    def waiting_for_answer(self) -> ReferralQuerySet:
        return self.filter(state__in=[S.SENT, S.WAITLISTED])

    def answer_late(self, at: datetime) -> ReferralQuerySet:
        return self.filter(
            Q(state=S.SENT, answer_due_at__lte=at) | Q(state__in=[S.SENT, S.WAITLISTED], expires_at__lte=at)
        )

    def needs_sender(self, at: datetime) -> ReferralQuerySet:
        """A decline to look at, a question to answer, or an end to find something else after."""
        return self.filter(
            Q(state=S.DECLINE_PROPOSED)
            | Q(state=S.SENT, question_open=True)
            | Q(state__in=[S.SENT, S.WAITLISTED], expires_at__lte=at)
            | Q(state=S.COMPLETED, outcome_known=False)
        )

    def needs_receiver(self, at: datetime) -> ReferralQuerySet:
        """To be answered, or an outcome that was asked for."""
        return self.filter(
            Q(state=S.SENT)
            | Q(state__in=[S.ACCEPTED, S.IN_PROGRESS], outcome_known=False, outcome_ask_at__lte=at)
            | Q(state__in=[S.WAITLISTED, S.ON_HOLD], review_on__lte=at.astimezone(SEOUL).date())
        )


class Referral(models.Model):
    """An agency's service is asked to act for one person. `ask` is what is asked, in two lines."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField(db_index=True)
    service = models.ForeignKey("network.Service", on_delete=models.RESTRICT, related_name="+")
    agency_id = models.UUIDField()
    need = models.CharField(max_length=32)
    dong = models.CharField(max_length=10)
    urgency = state_field(Urgency)
    over_criteria = models.BooleanField(default=False)
    ask = SealedText()
    state = state_field(ReferralState, default=ReferralState.DRAFT)
    state_at = models.DateTimeField()
    reason = models.CharField(max_length=32, blank=True, default="")
    declined_by = state_field(DeclinedBy, blank=True, default="")
    origin_kind = models.CharField(max_length=32, blank=True, default="")
    origin_id = models.UUIDField(null=True)
    sender_id = models.UUIDField()
    sender_agency_id = models.UUIDField(null=True)
    lead_id = models.UUIDField()
    basis_id = models.UUIDField(null=True)
    shared = ArrayField(models.CharField(max_length=16), default=list)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seen_due_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    unseen_told_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    outcome_ask_at = models.DateTimeField(null=True)
    outcome_asks = models.PositiveSmallIntegerField(default=0)
    outcome_known = models.BooleanField(default=False)
    question_open = models.BooleanField(default=False)
    review_on = models.DateField(null=True)
    access_until = models.DateTimeField(null=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            known(ReferralState, "state", "referral_state_known"),
            known(Urgency, "urgency", "referral_urgency_known"),
            known(DeclinedBy, "declined_by", "referral_declined_by_known", blank=True),
            models.UniqueConstraint(
                fields=["person_id", "service"],
                condition=Q(state__in=sorted(OPEN)),
                name="one_open_referral_per_person_and_service",
            ),
            models.CheckConstraint(
                name="referral_has_its_clocks",
                condition=Q(state__in=UNSENT)
                | Q(
                    sent_at__isnull=False,
                    seen_due_at__isnull=False,
                    remind_at__isnull=False,
                    answer_due_at__isnull=False,
                    expires_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="referral_taken_has_its_day", condition=~Q(state__in=TAKEN) | Q(accepted_at__isnull=False)
            ),
            models.CheckConstraint(
                name="referral_declined_has_a_reason",
                condition=~Q(state=S.DECLINED) | (~Q(reason="") & ~Q(declined_by="")),
            ),
        ]
        indexes = [
            models.Index(fields=["agency_id", "state", "-state_at"], name="referral_of_agency"),
            models.Index(fields=["dong", "state", "-state_at"], name="referral_of_dong"),
            models.Index(fields=["origin_id"], name="referral_of_origin", condition=Q(origin_id__isnull=False)),
            models.Index(fields=["expires_at"], name="referral_waiting", condition=Q(state__in=[S.SENT, S.WAITLISTED])),
            models.Index(
                fields=["outcome_ask_at"], name="referral_outcome_asked", condition=Q(outcome_ask_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.created_at:%F}"

    @property
    def responsible_id(self) -> UUID:
        """Who answers for the person: the lead stays so until the agency has accepted."""
        return self.agency_id if self.state in TAKEN else self.lead_id


class Step(models.Model):
    """One move that was made, by whom, on which side and why."""

    referral = models.ForeignKey(Referral, on_delete=models.RESTRICT, related_name="steps")
    move = models.CharField(max_length=24)
    from_state = state_field(ReferralState)
    to_state = state_field(ReferralState)
    at = models.DateTimeField()
    actor_id = models.UUIDField()
    side = state_field(Side)
    by_link = models.BooleanField(default=False)
    reason = models.CharField(max_length=32, blank=True, default="")
    note = SealedText(blank=True, default="")

    class Meta:
        constraints = [
            known(Side, "side", "step_side_known"),
            known(ReferralState, "from_state", "step_from_known"),
            known(ReferralState, "to_state", "step_to_known"),
        ]

    def __str__(self) -> str:
        return f"{self.move} {self.at:%F %T}"


class Word(models.Model):
    """A question or an answer between the two sides."""

    referral = models.ForeignKey(Referral, on_delete=models.RESTRICT, related_name="words")
    at = models.DateTimeField()
    side = state_field(Side)
    actor_id = models.UUIDField()
    text = SealedText()

    class Meta:
        constraints = [known(Side, "side", "word_side_known")]

    def __str__(self) -> str:
        return f"{self.side} {self.at:%F %T}"


class Result(models.Model):
    """Whether the person was helped, as one source saw it on one day. Several may stand beside each other."""

    referral = models.ForeignKey(Referral, on_delete=models.RESTRICT, related_name="results")
    outcome = state_field(Outcome)
    source = state_field(OutcomeSource)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    note = SealedText(blank=True, default="")

    class Meta:
        constraints = [
            known(Outcome, "outcome", "result_outcome_known"),
            known(OutcomeSource, "source", "result_source_known"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.happened_on}"


class OutsideReferral(models.Model):
    """A person was linked to somebody outside the network. Who that was may be a person, so it is sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    idem_key = models.UUIDField(unique=True)
    person_id = models.UUIDField(db_index=True)
    need = models.CharField(max_length=32)
    dong = models.CharField(max_length=10)
    over_criteria = models.BooleanField(default=False)
    resource = SealedText()
    way = state_field(OutsideWay)
    linked_on = models.DateField()
    outcome = state_field(Outcome, default=Outcome.UNKNOWN)
    outcome_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            known(OutsideWay, "way", "outside_way_known"),
            known(Outcome, "outcome", "outside_outcome_known"),
            models.CheckConstraint(
                name="outside_outcome_has_its_day",
                condition=Q(outcome=Outcome.UNKNOWN.value) | Q(outcome_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need} {self.linked_on}"
