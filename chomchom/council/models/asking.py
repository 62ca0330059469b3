"""Askings by signed link, and the programmes that were proposed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chomchom.council.models.bodies import Seat
from chomchom.council.models.meetings import Meeting
from chomchom.council.rules.asking import Asked, ProposalState
from chomchom.council.rules.subjects import Subject
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class Asking(models.Model):
    """One person or body asked by link for an opinion or a proposal, until a moment. Answered once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = state_field(Asked)
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, null=True, related_name="askings")
    seat = models.ForeignKey(Seat, on_delete=models.RESTRICT, null=True, related_name="askings")
    organisation = models.CharField(max_length=80, blank=True, default="")
    holder_name = SealedText()
    holder_email = SealedText()
    message = models.CharField(max_length=300, blank=True, default="")
    until = models.DateTimeField()
    link_id = models.UUIDField(unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.UUIDField()
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known(Asked, "kind", "asking_kind_known"),
            models.CheckConstraint(
                name="asking_is_made_to_somebody", condition=Q(seat__isnull=False) | ~Q(organisation="")
            ),
            models.CheckConstraint(
                name="asking_for_opinions_has_a_meeting", condition=~Q(kind=Asked.OPINION) | Q(meeting__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["meeting", "-issued_at", "-id"], name="asking_by_meeting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.issued_at:%F}"


class AskedItem(models.Model):
    """One project, candidate or issue an opinion is asked about."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    asking = models.ForeignKey(Asking, on_delete=models.RESTRICT, related_name="items")
    position = models.PositiveSmallIntegerField()
    subject = state_field(Subject)
    subject_id = models.UUIDField(null=True)
    code = models.CharField(max_length=20, blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    key = models.CharField(max_length=130)

    class Meta:
        constraints = [
            known(Subject, "subject", "asked_item_subject_known"),
            models.UniqueConstraint(fields=["asking", "key"], name="one_asked_item_a_subject"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.key


class Proposal(models.Model):
    """A programme somebody proposed, with the criteria as fields. The plan makes a candidate of it, or it is answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveSmallIntegerField()
    asking = models.OneToOneField(Asking, on_delete=models.RESTRICT, null=True, related_name="proposal")
    name = models.CharField(max_length=120)
    target = models.TextField()
    problem = models.TextField()
    means = models.TextField()
    necessity = models.TextField()
    sustainability = models.TextField(blank=True, default="")
    collectable = models.TextField(blank=True, default="")
    measurable = models.TextField(blank=True, default="")
    partnership = models.TextField(blank=True, default="")
    similar = models.TextField(blank=True, default="")
    collector = models.TextField(blank=True, default="")
    organisation = models.CharField(max_length=80, blank=True, default="")
    proposer_name = SealedText()
    proposer_contact = SealedText()
    received_at = models.DateTimeField()
    received_by = models.UUIDField()
    state = state_field(ProposalState, default=ProposalState.RECEIVED)
    candidate_id = models.UUIDField(null=True)
    answer = models.CharField(max_length=500, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known(ProposalState, "state", "council_proposal_state_known"),
            models.UniqueConstraint(fields=["year", "serial"], name="one_proposal_a_number"),
            models.CheckConstraint(
                name="proposal_answer_has_its_hand",
                condition=Q(state=ProposalState.RECEIVED, answered_at=None)
                | (~Q(state=ProposalState.RECEIVED) & Q(answered_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["-received_at", "-id"], name="proposal_by_day")]

    def __str__(self) -> str:
        return f"{self.year}-{self.serial}"
