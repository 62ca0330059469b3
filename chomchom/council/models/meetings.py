"""Meetings: agenda, who came, who approved the minutes, and what happened to a meeting on its way."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chomchom.council.models.bodies import Body, Seat
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.rules.meetings import (
    AbsenceCategory,
    ChangeKind,
    ItemOrigin,
    ItemState,
    Mark,
    MeetingMode,
    MeetingState,
    ToldBy,
)
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class Meeting(models.Model):
    """One meeting of one body, from its plan to its published minutes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.RESTRICT, related_name="meetings")
    year = models.PositiveSmallIntegerField()
    session_no = models.PositiveSmallIntegerField(null=True)
    state = state_field(MeetingState, default=MeetingState.PLANNED)
    mode = state_field(MeetingMode, default=MeetingMode.TOGETHER)
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=120, blank=True, default="")
    chair_name = models.CharField(max_length=40, blank=True, default="")
    writer_name = models.CharField(max_length=40, blank=True, default="")
    onnara_no = models.CharField(max_length=60, blank=True, default="")
    called_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    created_by = models.UUIDField()
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            known(MeetingState, "state", "meeting_state_known"),
            known(MeetingMode, "mode", "meeting_mode_known"),
            models.UniqueConstraint(
                fields=["body", "year", "session_no"],
                condition=Q(session_no__isnull=False),
                name="one_session_a_number",
            ),
            models.CheckConstraint(
                name="meeting_times_add_up", condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at"))
            ),
        ]
        indexes = [models.Index(fields=["body", "-starts_at", "id"], name="meeting_by_body")]

    def __str__(self) -> str:
        return f"{self.title} {self.starts_at:%F}"


class AgendaItem(models.Model):
    """One numbered item and where it comes from; `origin_id` is the id of what it was raised from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, related_name="agenda")
    no = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    origin = state_field(ItemOrigin, default=ItemOrigin.NEW)
    origin_id = models.UUIDField(null=True)
    state = state_field(ItemState, default=ItemState.RAISED)

    class Meta:
        constraints = [
            known(ItemOrigin, "origin", "agenda_origin_known"),
            known(ItemState, "state", "agenda_state_known"),
            models.UniqueConstraint(
                fields=["meeting", "no"],
                name="one_agenda_item_a_number",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["meeting", "origin_id"],
                condition=Q(origin_id__isnull=False),
                name="one_agenda_item_an_origin",
            ),
        ]
        ordering = ["no"]

    def __str__(self) -> str:
        return f"{self.no}. {self.title}"


class Attendance(models.Model):
    """One row of who came. A mark is empty until somebody says it; the reason of an absence is sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, related_name="attendance")
    order = models.PositiveSmallIntegerField()
    seat = models.ForeignKey(Seat, on_delete=models.RESTRICT, null=True, related_name="attendance")
    name = models.CharField(max_length=40)
    organisation = models.CharField(max_length=80, blank=True, default="")
    role = state_field(SeatRole, default=SeatRole.MEMBER)
    counts_in_rate = models.BooleanField(default=True)
    mark = state_field(Mark, blank=True, default="")
    proxy_name = models.CharField(max_length=40, blank=True, default="")
    absence_category = state_field(AbsenceCategory, blank=True, default="")
    absence_reason = SealedText()

    class Meta:
        constraints = [
            known(SeatRole, "role", "attendance_role_known"),
            known(Mark, "mark", "attendance_mark_known", blank=True),
            known(AbsenceCategory, "absence_category", "absence_category_known", blank=True),
            models.UniqueConstraint(fields=["meeting", "order"], name="one_attendance_row_a_place"),
            models.UniqueConstraint(
                fields=["meeting", "seat"], condition=Q(seat__isnull=False), name="one_attendance_row_a_seat"
            ),
        ]
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.name} {self.mark}"


class StatedAttendance(models.Model):
    """The headline as printed in minutes that were brought in, and which bodies a person agreed to leave out."""

    meeting = models.OneToOneField(Meeting, on_delete=models.RESTRICT, primary_key=True, related_name="stated")
    members = models.PositiveSmallIntegerField(null=True)
    present = models.PositiveSmallIntegerField(null=True)
    rate_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    rule = models.CharField(max_length=200, blank=True, default="")
    excluded = ArrayField(models.CharField(max_length=80), default=list)  # organisations a person agreed to leave out
    agreed_by = models.UUIDField(null=True)
    agreed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.present}/{self.members}"


class ApprovalStep(models.Model):
    """One box of the approval line of one meeting's minutes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, related_name="steps")
    no = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=40)
    account_id = models.UUIDField(null=True, db_index=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "no"], name="one_approval_step_a_number"),
            models.CheckConstraint(
                name="approval_has_its_hand",
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
            ),
        ]
        ordering = ["no"]

    def __str__(self) -> str:
        return f"{self.no} {self.title}"


class MeetingNotice(models.Model):
    """That one seat was told of a meeting, and how; by hand where the house reaches nobody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, related_name="notices")
    seat = models.ForeignKey(Seat, on_delete=models.RESTRICT, related_name="notices")
    round = models.PositiveSmallIntegerField()  # 1 the call, 2 and on what came after
    way = state_field(ToldBy)
    told_at = models.DateTimeField(null=True)  # None while somebody still has to tell them

    class Meta:
        constraints = [
            known(ToldBy, "way", "meeting_notice_way_known"),
            models.UniqueConstraint(fields=["meeting", "seat", "round"], name="one_notice_a_seat_and_round"),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.way}"


class MeetingChange(models.Model):
    """A meeting was put off, called off or its minutes taken back; or approved minutes were amended. Only grows."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, related_name="changes")
    no = models.PositiveSmallIntegerField()
    kind = state_field(ChangeKind)
    place = models.CharField(max_length=120, blank=True, default="")  # of an amendment: where in the minutes
    was = models.TextField(blank=True, default="")
    now = models.TextField(blank=True, default="")
    reason = models.CharField(max_length=300)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known(ChangeKind, "kind", "meeting_change_kind_known"),
            models.UniqueConstraint(fields=["meeting", "no"], name="one_meeting_change_a_number"),
        ]
        ordering = ["no"]

    def __str__(self) -> str:
        return f"{self.no} {self.kind}"
