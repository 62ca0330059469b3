"""Papers: minutes that were brought in, what a form asks for besides the records, and the versions that went out."""

from __future__ import annotations

import json

from django.db import models
from django.db.models import Q

from chomchom.council.models.bodies import Body
from chomchom.council.models.meetings import Meeting
from chomchom.council.rules.lines import Line, from_rows
from chomchom.council.rules.readings import Decided, ReadingState, read_corrected
from chomchom.council.rules.shape import Minutes
from chomchom.council.rules.versions import VersionKind
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class Reading(models.Model):
    """Minutes that were brought in: their printed lines, and what was decided about them. The file lies in documents.

    Lines and decisions hold reasons of absence and are sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.BinaryField(max_length=32)
    name = SealedText()
    file_id = models.UUIDField(null=True)
    creator = models.CharField(max_length=120, blank=True, default="")
    photos = models.PositiveSmallIntegerField(default=0)
    lines = SealedText()  # JSON: rows of cells
    decided = SealedText(default="{}")  # JSON: rules.readings.Decided
    state = state_field(ReadingState, default="read")
    body = models.ForeignKey(Body, on_delete=models.RESTRICT, null=True, related_name="readings")
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, null=True, related_name="readings")
    brought_by = models.UUIDField()
    brought_at = models.DateTimeField()
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known(ReadingState, "state", "reading_state_known"),
            models.UniqueConstraint(fields=["digest"], condition=~Q(state="discarded"), name="one_reading_a_file"),
            models.CheckConstraint(
                name="reading_end_has_its_hand",
                condition=Q(state="read", ended_at=None, ended_by=None)
                | Q(
                    state__in=["recorded", "discarded"],
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="recorded_reading_has_its_meeting",
                condition=~Q(state="recorded") | Q(meeting__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["-brought_at", "-id"], name="reading_by_time")]

    def __str__(self) -> str:
        return f"{self.state} {self.brought_at:%F}"

    def printed(self) -> list[Line]:
        """The lines as printed."""
        return from_rows(json.loads(str(self.lines)))

    def choices(self) -> Decided:
        """What was decided about them."""
        return Decided.from_plain(json.loads(str(self.decided)))

    def minutes(self) -> tuple[Minutes, Minutes]:
        """What is read of them: as printed, as decided."""
        return read_corrected(self.printed(), self.choices(), photos=self.photos)


class MinutesFrame(models.Model):
    """What a paper of a meeting's minutes holds besides the records: headings as printed, words no rule understood, how
    was voted, who sat in. A meeting without one has the usual headings."""

    meeting = models.OneToOneField(Meeting, on_delete=models.RESTRICT, primary_key=True, related_name="frame")
    body_title = models.CharField(max_length=120, blank=True, default="")
    committee = models.CharField(max_length=80, blank=True, default="")
    headings = models.JSONField(default=list)
    rest = SealedText(default="[]")  # JSON: words no rule understood
    photo_heading = models.BooleanField(default=False)
    blanks = models.JSONField(default=list)  # rows printed without a word: their fields, and before which opinion
    printed_actions = models.JSONField(null=True)  # ids in their printed order; None where all are printed
    next_meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, null=True, related_name="+")
    vote = models.CharField(max_length=300, blank=True, default="")
    observers = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        return str(self.meeting_id)


class PaperVersion(models.Model):
    """Minutes as they stood when they were drafted, circulated, approved or published: the records, and the files."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, related_name="papers")
    no = models.PositiveSmallIntegerField()
    kind = state_field(VersionKind)
    digest = models.BinaryField(max_length=32)  # of the HWPX
    records = SealedText()  # JSON: rules.records
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            known(VersionKind, "kind", "paper_version_kind_known"),
            models.UniqueConstraint(fields=["meeting", "no"], name="one_paper_version_a_number"),
        ]
        ordering = ["no"]

    def __str__(self) -> str:
        return f"{self.no} {self.kind}"
