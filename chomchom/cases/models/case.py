"""Cases, their steps, notes and what their income was held against."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from chomchom.cases.rules import ENDS, AftercareResult, Book, CaseState, DueCode, Grade, ReasonCode
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases by where, whose and how far."""

    def in_dongs(self, areas: frozenset[str]) -> Self:
        return self.filter(dong__in=areas)

    def in_hand_of(self, actor_id: UUID, *, on: date) -> Self:
        """Own cases while not away, and those of whom the actor stands in for."""
        absence = apps.get_model("cases", "Absence").objects.filter(ended_on=None, first__lte=on, last__gte=on)
        away = absence.filter(account_id=actor_id).values("account_id")
        covered = absence.filter(cover_id=actor_id).values("account_id")
        return self.filter(Q(owner_id=actor_id) & ~Q(owner_id__in=away) | Q(owner_id__in=covered))

    def of_team(self, actor_id: UUID, team_id: UUID | None, *, on: date) -> Self:
        """Own cases, the team's, and those of whom the actor stands in for."""
        absence = apps.get_model("cases", "Absence").objects.filter(ended_on=None, first__lte=on, last__gte=on)
        own = Q(owner_id=actor_id) | Q(owner_id__in=absence.filter(cover_id=actor_id).values("account_id"))
        return self.filter(own | Q(team_id=team_id)) if team_id is not None else self.filter(own)

    def open(self) -> Self:
        return self.exclude(state__in=[str(state) for state in ENDS])


class Case(models.Model):
    """One integrated case of one person, from 접수 on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.SmallIntegerField()
    dong = models.CharField(max_length=10)
    serial = models.IntegerField()
    person_id = models.UUIDField()
    household_id = models.UUIDField(null=True)
    episode_id = models.UUIDField()
    follows = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="followed_by")
    state = state_field(CaseState)
    held_from = state_field(CaseState, default="", blank=True)
    grade = state_field(Grade, default="", blank=True)
    owner_id = models.UUIDField(null=True)
    team_id = models.UUIDField(null=True)
    taken_in_on = models.DateField()
    conference_on = models.DateField(null=True)
    selected_on = models.DateField(null=True)
    plan_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    check_on = models.DateField(null=True)  # the next 점검 the plan asks for
    aftercare_on = models.DateField(null=True)  # the next day of 사후관리 not yet done
    closing_reason = state_field(ReasonCode, default="", blank=True)
    book = state_field(Book, default="light")
    last_step_on = models.DateField()
    due_code = state_field(DueCode, default="", blank=True)
    due_on = models.DateField(null=True)
    outside_number = SealedText()  # its number in 행복e음
    version = models.IntegerField(default=1)
    made_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            known(CaseState, "state", "case_state_known"),
            known(CaseState, "held_from", "case_held_from_known", blank=True),
            known(Grade, "grade", "case_grade_known", blank=True),
            known(DueCode, "due_code", "case_due_code_known", blank=True),
            known(ReasonCode, "closing_reason", "case_closing_reason_known", blank=True),
            known(Book, "book", "case_book_known"),
            models.UniqueConstraint(fields=["year", "dong", "serial"], name="one_case_a_number"),
            models.UniqueConstraint(fields=["episode_id"], name="one_case_an_episode"),
            models.UniqueConstraint(
                fields=["person_id"],
                name="one_open_case_a_person",
                condition=~Q(state__in=sorted(str(state) for state in ENDS)),
            ),
        ]
        indexes = [
            models.Index(fields=["owner_id", "due_on"], name="case_by_owner"),
            models.Index(fields=["dong", "due_on"], name="case_by_dong"),
            models.Index(fields=["person_id"], name="case_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.dong} {self.serial} {self.state}"


class CaseStep(models.Model):
    """One move of a case: who, when, why. Nothing is changed afterwards, only corrected by another step or note."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="steps")
    move = models.CharField(max_length=32)
    before = state_field(CaseState, default="", blank=True)
    after = state_field(CaseState)
    reason = state_field(ReasonCode, default="", blank=True)
    on = models.DateField()
    by = models.UUIDField()
    at = models.DateTimeField()
    note = SealedText()

    class Meta:
        constraints = [
            known(CaseState, "before", "case_step_before_known", blank=True),
            known(CaseState, "after", "case_step_after_known"),
            known(ReasonCode, "reason", "case_step_reason_known", blank=True),
        ]
        indexes = [models.Index(fields=["case", "at"], name="case_step_by_case")]

    def __str__(self) -> str:
        return f"{self.move} {self.on}"


class CaseNote(models.Model):
    """What somebody wrote down on a case, sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="notes")
    on = models.DateField()
    by = models.UUIDField()
    at = models.DateTimeField()
    text = SealedText()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="case_note_by_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"


class CasePause(models.Model):
    """Days on which the clocks of a case stood still, with the reason; the last day is the one before `until`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="pauses")
    first = models.DateField()
    until = models.DateField(null=True)
    reason = state_field(ReasonCode)
    by = models.UUIDField()

    class Meta:
        constraints = [
            known(ReasonCode, "reason", "case_pause_reason_known"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("first")), name="case_pause_ends_after"),
            models.UniqueConstraint(fields=["case"], name="one_running_pause_a_case", condition=Q(until=None)),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.until} {self.reason}"


class SecondLook(models.Model):
    """Somebody else's look before a person is written off as not reached or not in need."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="second_looks")
    move = models.CharField(max_length=32)
    reason = state_field(ReasonCode)
    note = SealedText()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    answer = SealedText()
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    version = models.IntegerField()  # of the case when it was asked: another step makes the look stale

    class Meta:
        constraints = [
            known(ReasonCode, "reason", "case_second_look_reason_known"),
            models.CheckConstraint(
                condition=Q(agreed=None, answered_by=None) | Q(agreed__isnull=False, answered_by__isnull=False),
                name="case_second_look_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")), name="case_second_look_by_another"
            ),
            models.UniqueConstraint(fields=["case"], name="one_open_second_look", condition=Q(agreed=None)),
        ]

    def __str__(self) -> str:
        return f"{self.move} {self.reason} {self.agreed}"


class AftercareDate(models.Model):
    """A day on which the dong looks at a closed case again, and what it found."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="aftercare_dates")
    number = models.SmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    result = state_field(AftercareResult, default="", blank=True)
    note = SealedText()
    by = models.UUIDField(null=True)
    dropped_on = models.DateField(null=True)  # a closing that was cancelled takes its days with it, and says so

    class Meta:
        constraints = [
            known(AftercareResult, "result", "case_aftercare_result_known", blank=True),
            models.UniqueConstraint(
                fields=["case", "number"], name="one_aftercare_a_number", condition=Q(dropped_on=None)
            ),
        ]
        indexes = [models.Index(fields=["case", "due_on"], name="case_aftercare_by_case")]

    def __str__(self) -> str:
        return f"{self.number} {self.due_on}"


class CriteriaCheck(models.Model):
    """An income held against one public line on one day; the income is sealed, the distance is what others need."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="criteria_checks")
    criterion = models.CharField(max_length=32)
    household_size = models.SmallIntegerField()
    income_won = SealedText()
    line_won = models.BigIntegerField()
    over_by_won = models.BigIntegerField()
    official = models.BooleanField()
    on = models.DateField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="case_criteria_by_case")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.on}"
