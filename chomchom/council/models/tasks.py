"""What somebody is to do after a meeting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chomchom.council.models.bodies import Body, Seat
from chomchom.council.models.decisions import Decision
from chomchom.council.models.meetings import Meeting
from chomchom.council.rules.tasks import ActionState
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class Action(models.Model):
    """One task (할 일). Its owner is a seat, an account, or a named post or department; it is due on a day or at an event."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.RESTRICT, null=True, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, null=True, related_name="actions")
    decision = models.ForeignKey(Decision, on_delete=models.RESTRICT, null=True, related_name="actions")
    text = models.CharField(max_length=500)
    owner_name = models.CharField(max_length=80, blank=True, default="")
    owner_seat = models.ForeignKey(Seat, on_delete=models.RESTRICT, null=True, related_name="actions")
    owner_account = models.UUIDField(null=True, db_index=True)
    due_on = models.DateField(null=True)
    due_event = models.CharField(max_length=120, blank=True, default="")
    due_meeting = models.ForeignKey(Meeting, on_delete=models.RESTRICT, null=True, related_name="actions_due")
    state = state_field(ActionState, default=ActionState.OPEN)
    note = models.CharField(max_length=500, blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    raised_at = models.DateTimeField()
    raised_by = models.UUIDField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            known(ActionState, "state", "action_state_known"),
            models.CheckConstraint(
                name="action_ends_with_a_word",
                condition=Q(state=ActionState.OPEN, closed_at=None)
                | (~Q(state=ActionState.OPEN) & Q(closed_at__isnull=False) & ~Q(note="")),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "body"], name="action_by_state"),
            models.Index(fields=["-raised_at", "-id"], name="action_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.raised_at:%F}"
