"""Neighbours' reports, and tries to look up what became of one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chomchom.outreach.models.episodes import Signal
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class Report(models.Model):
    """A neighbour's report. The finder learns 접수됨 and 확인됨 by number and code, and nothing else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=14, unique=True)
    code_key = models.BinaryField(max_length=16)
    signal = models.ForeignKey(Signal, on_delete=models.RESTRICT, related_name="reports")
    idem_key = models.UUIDField(unique=True)
    received_at = models.DateTimeField()
    sender_key = models.BinaryField(max_length=16)
    phone = SealedText(blank=True, default="")
    phone_key = models.BinaryField(max_length=16, null=True)
    neighbour_id = models.UUIDField(null=True)
    wants_answer = models.BooleanField(default=False)
    photo = SealedText(blank=True, default="")
    told_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["sender_key", "received_at"], name="report_by_sender"),
            models.Index(fields=["received_at"], name="report_by_time"),
            models.Index(fields=["signal"], name="report_to_tell", condition=Q(wants_answer=True, told_at=None)),
        ]

    def __str__(self) -> str:
        return self.number


class StatusTry(models.Model):
    """A wrong look-up of a report, to keep guessing slow."""

    id = models.BigAutoField(primary_key=True)
    sender_key = models.BinaryField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sender_key", "at"], name="status_try_by_sender")]

    def __str__(self) -> str:
        return f"{self.at:%F %T}"
