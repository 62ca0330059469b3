"""What was said about a project, candidate, issue or the plan, by source; and what bodies handed to each other."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chomchom.council.models.bodies import Body, Seat
from chomchom.council.models.meetings import AgendaItem, Meeting
from chomchom.council.rules.subjects import Subject
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class OpinionSource(models.Model):
    """One row of the city's dated list of sources; a code never changes its meaning."""

    code = models.CharField(max_length=32, primary_key=True)
    label_ko = models.CharField(max_length=40)
    label_en = models.CharField(max_length=60, blank=True, default="")
    also_printed = ArrayField(models.CharField(max_length=40), default=list)
    expected = ArrayField(models.CharField(max_length=16), default=list)
    position = models.PositiveSmallIntegerField(default=100)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    set_by = models.UUIDField(null=True)  # None for the rows the house came with

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["label_ko"], condition=Q(until_on=None), name="one_running_source_a_label"),
            models.CheckConstraint(
                name="opinion_source_dates_add_up", condition=Q(until_on=None) | Q(until_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.code


class OpinionQuerySet(models.QuerySet["Opinion"]):
    """Opinions by whether they still stand."""

    def standing(self) -> OpinionQuerySet:
        """Not superseded by newer words, and not taken back."""
        return self.filter(superseded_by=None).exclude(text="")


class Opinion(models.Model):
    """One thing somebody said, under the source's label as printed. Changed words are a new row that supersedes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, null=True, related_name="opinions")
    agenda_item = models.ForeignKey(AgendaItem, on_delete=models.RESTRICT, null=True, related_name="opinions")
    subject = state_field(Subject)
    subject_id = models.UUIDField(null=True, db_index=True)
    code = models.CharField(max_length=20, blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    key = models.CharField(max_length=130)
    source = models.CharField(max_length=60)
    source_code = models.CharField(max_length=32, blank=True, default="")
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)
    said_by_seat = models.ForeignKey(Seat, on_delete=models.RESTRICT, null=True, related_name="opinions")
    said_for = models.CharField(max_length=80, blank=True, default="")  # the organisation that spoke
    link_id = models.UUIDField(null=True, db_index=True)
    received_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    supersedes = models.OneToOneField("self", on_delete=models.RESTRICT, null=True, related_name="superseded_by")
    reason = models.CharField(max_length=200, blank=True, default="")

    objects = OpinionQuerySet.as_manager()

    class Meta:
        constraints = [
            known(Subject, "subject", "opinion_subject_known"),
            models.CheckConstraint(
                name="opinion_taken_back_says_why",
                condition=~Q(text="") | (Q(supersedes__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(name="opinion_has_a_source", condition=~Q(source="")),
        ]
        indexes = [
            models.Index(fields=["meeting", "key", "position"], name="opinion_by_meeting"),
            models.Index(fields=["key", "-received_at"], name="opinion_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.source}"


class Handoff(models.Model):
    """That one body passed something to another on a day, and by when an answer is hoped for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    from_body = models.ForeignKey(Body, on_delete=models.RESTRICT, related_name="handed_over")
    to_body = models.ForeignKey(Body, on_delete=models.RESTRICT, related_name="received")
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, null=True, related_name="handoffs")
    title = models.CharField(max_length=200)
    sent_on = models.DateField()
    due_on = models.DateField(null=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="handoff_goes_to_another_body", condition=~Q(from_body=F("to_body"))),
            models.CheckConstraint(name="handoff_dates_add_up", condition=Q(due_on=None) | Q(due_on__gte=F("sent_on"))),
        ]
        indexes = [models.Index(fields=["-sent_on", "-id"], name="handoff_by_day")]

    def __str__(self) -> str:
        return f"{self.title} {self.sent_on}"


class HandoffItem(models.Model):
    """One project, candidate or issue that was passed on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handoff = models.ForeignKey(Handoff, on_delete=models.RESTRICT, related_name="items")
    position = models.PositiveSmallIntegerField()
    subject = state_field(Subject)
    code = models.CharField(max_length=20, blank=True, default="")
    name = models.CharField(max_length=120, blank=True, default="")
    key = models.CharField(max_length=130, db_index=True)

    class Meta:
        constraints = [
            known(Subject, "subject", "handoff_item_subject_known"),
            models.UniqueConstraint(fields=["handoff", "key"], name="one_handoff_item_a_subject"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.key


class HandoffAnswer(models.Model):
    """What came back. A later answer stands beside an earlier one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handoff = models.ForeignKey(Handoff, on_delete=models.RESTRICT, related_name="answers")
    answered_on = models.DateField()
    text = models.TextField()
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["answered_on", "recorded_at"]

    def __str__(self) -> str:
        return f"{self.answered_on}"
