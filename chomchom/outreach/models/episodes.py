"""Episodes, the signals that made them, the attempts to reach somebody, and area incidents."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chomchom.kernel.deeds import Sector
from chomchom.outreach.models.rounds import DiscoveryRound
from chomchom.outreach.rules.words import (
    OPEN_STATES,
    AttemptResult,
    Channel,
    Door,
    DropoutReason,
    EpisodeState,
    FinderKind,
    Grade,
    HowKnown,
    IncidentCause,
    NextStep,
    Outcome,
)
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id

OPEN_NOW = Q(state__in=sorted(str(state) for state in OPEN_STATES))


class AreaIncident(models.Model):
    """Many homes silent at once: a power cut, a broken line, a lost feed. The list of homes are its episodes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    door = state_field(Door)
    dongs = ArrayField(models.CharField(max_length=10), default=list)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    homes = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    cause = state_field(IncidentCause, blank=True, default="")
    how_known = state_field(HowKnown, blank=True, default="")

    class Meta:
        constraints = [
            known(Door, "door", "incident_door_known"),
            known(IncidentCause, "cause", "incident_cause_known", blank=True),
            known(HowKnown, "how_known", "incident_how_known_known", blank=True),
            models.CheckConstraint(
                name="incident_end_has_cause",
                condition=Q(ended_at=None, cause="") | (Q(ended_at__isnull=False) & ~Q(cause="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.door} {self.started_at:%F %T}"


class EpisodeQuerySet(models.QuerySet["Episode"]):
    """Episodes by where and how they stand."""

    def open(self) -> EpisodeQuerySet:
        return self.filter(ended_at=None)

    def in_dongs(self, dongs: frozenset[str]) -> EpisodeQuerySet:
        return self.filter(dong__in=sorted(dongs))

    def on_board(self) -> EpisodeQuerySet:
        """Open and not hidden behind an open incident."""
        return self.filter(ended_at=None, in_incident=False)

    def ended_since(self, moment: datetime) -> EpisodeQuerySet:
        return self.filter(ended_at__gte=moment)


class Episode(models.Model):
    """확인 건: everything about one home from the first signal until a person ends it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    dong = models.CharField(max_length=10, blank=True, default="")
    place = SealedText(blank=True, default="")
    place_key = models.BinaryField(max_length=16, null=True)
    state = state_field(EpisodeState, default="open")
    grade = state_field(Grade)
    grade_rank = models.SmallIntegerField()
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    first_signal_at = models.DateTimeField()
    last_signal_at = models.DateTimeField()
    signal_count = models.PositiveIntegerField(default=1)
    doors = ArrayField(models.CharField(max_length=16), default=list)
    reasons = models.JSONField(default=list)
    programme = models.CharField(max_length=32, blank=True, default="")
    attempt_count = models.PositiveIntegerField(default=0)
    last_attempt_at = models.DateTimeField(null=True)
    last_channel = state_field(Channel, blank=True, default="")
    last_result = state_field(AttemptResult, blank=True, default="")
    waiting_for = SealedText(blank=True, default="")  # who was asked to the door, as the board says it
    first_door_at = models.DateTimeField(null=True)  # when somebody first stood at the door
    owner_id = models.UUIDField(null=True)
    incident = models.ForeignKey(AreaIncident, on_delete=models.RESTRICT, null=True, related_name="episodes")
    in_incident = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    outcome = state_field(Outcome, blank=True, default="")
    how_known = state_field(HowKnown, blank=True, default="")
    watch_until = models.DateField(null=True)
    woken_at = models.DateTimeField(null=True)
    dropout = state_field(DropoutReason, blank=True, default="")
    next_step = state_field(NextStep, blank=True, default="")
    note = SealedText(blank=True, default="")
    case_id = models.UUIDField(null=True)
    referral_id = models.UUIDField(null=True)
    joined_into = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="+")

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        constraints = [
            known(EpisodeState, "state", "episode_state_known"),
            known(Grade, "grade", "episode_grade_known"),
            known(Channel, "last_channel", "episode_channel_known", blank=True),
            known(AttemptResult, "last_result", "episode_result_known", blank=True),
            known(Outcome, "outcome", "episode_outcome_known", blank=True),
            known(HowKnown, "how_known", "episode_how_known_known", blank=True),
            known(DropoutReason, "dropout", "episode_dropout_known", blank=True),
            known(NextStep, "next_step", "episode_next_step_known", blank=True),
            models.UniqueConstraint(
                fields=["household_id"],
                condition=Q(ended_at=None, household_id__isnull=False),
                name="one_open_episode_per_household",
            ),
            models.UniqueConstraint(
                fields=["place_key"],
                condition=Q(ended_at=None, household_id=None, place_key__isnull=False),
                name="one_open_episode_per_place",
            ),
            models.UniqueConstraint(
                fields=["person_id"],
                condition=Q(ended_at=None, household_id=None, person_id__isnull=False),
                name="one_open_episode_per_person_without_home",
            ),
            models.CheckConstraint(
                name="episode_end_has_outcome_and_person",
                condition=(OPEN_NOW & Q(ended_at=None, outcome="", ended_by=None))
                | (~OPEN_NOW & ~Q(outcome="") & Q(ended_at__isnull=False, ended_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="episode_watched_has_date", condition=~Q(state="watched") | Q(watch_until__isnull=False)
            ),
            models.CheckConstraint(
                name="episode_grade_has_its_rank",
                condition=Q(
                    Q(grade="watch", grade_rank=0)
                    | Q(grade="caution", grade_rank=1)
                    | Q(grade="unknown", grade_rank=2)
                    | Q(grade="severe", grade_rank=3)
                ),
            ),
        ]
        indexes = [
            models.Index(
                F("grade_rank").desc(),
                "due_at",
                "id",
                name="episode_board",
                condition=Q(ended_at=None, in_incident=False),
            ),
            models.Index(
                "dong",
                F("grade_rank").desc(),
                "due_at",
                "id",
                name="episode_board_of_dong",
                condition=Q(ended_at=None, in_incident=False),
            ),
            models.Index(fields=["state", "dong"], name="episode_open_by_state", condition=Q(ended_at=None)),
            models.Index(fields=["ended_at"], name="episode_ended", condition=Q(ended_at__isnull=False)),
            models.Index(fields=["person_id", "opened_at"], name="episode_of_person"),
            models.Index(fields=["household_id", "opened_at"], name="episode_of_household"),
            models.Index(fields=["incident"], name="episode_of_incident", condition=Q(incident__isnull=False)),
            models.Index(fields=["watch_until"], name="episode_to_wake", condition=Q(state="watched", woken_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.grade} {self.state}"


class Signal(models.Model):
    """One hint of crisis through one door; several meet in one episode."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.RESTRICT, related_name="signals")
    door = state_field(Door)
    source_id = models.CharField(max_length=120)
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    received_by = models.UUIDField()
    dong = models.CharField(max_length=10, blank=True, default="")
    finder_kind = state_field(FinderKind)
    finder_id = models.UUIDField(null=True)
    sector = state_field(Sector)
    person_id = models.UUIDField(null=True)
    household_id = models.UUIDField(null=True)
    programme = models.CharField(max_length=32, blank=True, default="")
    claimed = state_field(Grade, blank=True, default="")
    reasons = models.JSONField(default=list)
    seen = ArrayField(models.CharField(max_length=12), default=list)
    items = ArrayField(models.CharField(max_length=32), default=list)
    note = SealedText(blank=True, default="")
    round = models.ForeignKey(DiscoveryRound, on_delete=models.RESTRICT, null=True, related_name="signals")
    incident = models.ForeignKey(AreaIncident, on_delete=models.RESTRICT, null=True, related_name="signals")
    delete_on = models.DateField(null=True)

    class Meta:
        constraints = [
            known(Door, "door", "signal_door_known"),
            known(FinderKind, "finder_kind", "signal_finder_known"),
            known(Sector, "sector", "signal_sector_known"),
            known(Grade, "claimed", "signal_grade_known", blank=True),
            models.UniqueConstraint(fields=["door", "source_id"], name="one_signal_per_source_id"),
        ]
        indexes = [
            models.Index(fields=["episode", "received_at"], name="signal_of_episode"),
            models.Index(fields=["door", "received_at"], name="signal_by_arrival"),
            models.Index(fields=["delete_on"], name="signal_to_clear", condition=Q(delete_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.door} {self.received_at:%F %T}"


class Attempt(models.Model):
    """One try to reach the person, with its result as a fact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.RESTRICT, related_name="attempts")
    channel = state_field(Channel)
    result = state_field(AttemptResult)
    at = models.DateTimeField()
    by = models.UUIDField()
    sector = state_field(Sector)
    note = SealedText(blank=True, default="")
    source_id = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            known(Channel, "channel", "attempt_channel_known"),
            known(AttemptResult, "result", "attempt_result_known"),
            models.UniqueConstraint(
                fields=["episode", "source_id"], condition=~Q(source_id=""), name="one_attempt_per_source_id"
            ),
        ]
        indexes = [models.Index(fields=["episode", "at"], name="attempt_of_episode")]

    def __str__(self) -> str:
        return f"{self.channel} {self.result}"
