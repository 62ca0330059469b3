"""Case conferences: who sat there, which cases, what was said and decided, and the tasks that came of it."""

from __future__ import annotations

from django.db import models

from chomchom.cases.models.case import Case
from chomchom.cases.rules import Decision, Grade
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class Conference(models.Model):
    """One case conference with its number of the year, counted by the team that called it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.SmallIntegerField()
    serial = models.SmallIntegerField()
    held_on = models.DateField()
    place = models.CharField(max_length=80)
    chair = models.CharField(max_length=40)
    team_id = models.UUIDField(null=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team_id", "year", "serial"], name="one_case_conference_a_number")
        ]
        indexes = [models.Index(fields=["-held_on", "id"], name="case_conference_by_day")]

    def __str__(self) -> str:
        return f"{self.year}-{self.serial}"


class Attendee(models.Model):
    """Somebody of a body at a conference, and when they pledged to keep it secret."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.RESTRICT, related_name="attendees")
    body = models.CharField(max_length=80)
    agency_id = models.UUIDField(null=True)
    name = SealedText()
    role = models.CharField(max_length=40)
    pledged_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["conference"], name="case_attendee_by_conference")]

    def __str__(self) -> str:
        return self.body


class ConferenceItem(models.Model):
    """One case on the agenda of a conference, and what was decided on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    conference = models.ForeignKey(Conference, on_delete=models.RESTRICT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="+")
    number = models.SmallIntegerField()
    summary = SealedText()
    decision = state_field(Decision, default="", blank=True)
    decision_text = SealedText()
    grade = state_field(Grade, default="", blank=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known(Decision, "decision", "case_decision_known", blank=True),
            known(Grade, "grade", "case_item_grade_known", blank=True),
            models.UniqueConstraint(fields=["conference", "case"], name="one_case_once_a_conference"),
            models.UniqueConstraint(fields=["conference", "number"], name="one_case_item_a_number"),
        ]
        indexes = [models.Index(fields=["case"], name="case_item_by_case")]

    def __str__(self) -> str:
        return f"{self.number} {self.decision}"


class Opinion(models.Model):
    """What an attendee said on a case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(ConferenceItem, on_delete=models.RESTRICT, related_name="opinions")
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="+")
    attendee = models.ForeignKey(Attendee, on_delete=models.RESTRICT, related_name="opinions")
    text = SealedText()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["item"], name="case_opinion_by_item")]

    def __str__(self) -> str:
        return f"{self.item_id}"


class CaseTask(models.Model):
    """Something somebody took on for a case at a conference."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="+")
    item = models.ForeignKey(ConferenceItem, on_delete=models.RESTRICT, related_name="tasks")
    what = SealedText()
    who = models.CharField(max_length=80)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "due_on"], name="case_task_by_case")]

    def __str__(self) -> str:
        return f"{self.who} {self.due_on}"
