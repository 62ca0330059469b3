"""Tables of outreach. Personal text is sealed; who a person is stands in `people` and only ids are kept here."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chomchom.kernel.deeds import Sector
from chomchom.outreach.rules.register import ActivityKind, ActorKind, LinkResult, Payer, Resource
from chomchom.outreach.rules.words import (
    OPEN_STATES,
    AttemptResult,
    Channel,
    CheckResult,
    CheckState,
    Door,
    DropoutReason,
    EpisodeState,
    FinderKind,
    Grade,
    HowKnown,
    IncidentCause,
    NextStep,
    NotDone,
    Outcome,
    RoundState,
    RowGroup,
    SharingBasis,
    VisitorKind,
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


class DiscoveryRound(models.Model):
    """One file of 행복e음: purpose-bound. The file is never kept; rows lose their personal text when they are in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=24)  # the round as the office names it, for example 2026-3
    approval = models.CharField(max_length=80)
    legal_basis = models.CharField(max_length=80)
    delete_on = models.DateField()
    state = state_field(RoundState, default="checked")
    mapping = models.JSONField(default=dict)
    headers = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    known_count = models.PositiveIntegerField(default=0)
    faulty_count = models.PositiveIntegerField(default=0)
    repeated_count = models.PositiveIntegerField(default=0)
    uploaded_by = models.UUIDField()
    uploaded_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [known(RoundState, "state", "round_state_known")]
        indexes = [models.Index(fields=["uploaded_at"], name="round_by_time")]

    def __str__(self) -> str:
        return self.code


class DiscoveryRow(models.Model):
    """One row of a round as it was understood."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(DiscoveryRound, on_delete=models.RESTRICT, related_name="rows")
    number = models.PositiveIntegerField()
    row_key = models.BinaryField(max_length=16)
    group = state_field(RowGroup)
    repeated = models.BooleanField(default=False)
    faults = models.JSONField(default=list)
    content = SealedText(blank=True, default="")
    dong = models.CharField(max_length=10, blank=True, default="")
    household_id = models.UUIDField(null=True)
    episode_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known(RowGroup, "group", "row_group_known"),
            models.UniqueConstraint(fields=["round", "number"], name="one_row_per_number"),
        ]
        indexes = [models.Index(fields=["round", "group", "number"], name="row_by_group")]

    def __str__(self) -> str:
        return f"{self.number} {self.group}"


class ColumnMemory(models.Model):
    """What a heading meant last time."""

    heading = models.CharField(max_length=60, primary_key=True)
    field = models.CharField(max_length=16)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"


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


class SiteCheck(models.Model):
    """현장 확인: one request to one visitor to go to the door."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.RESTRICT, related_name="site_checks")
    visitor_kind = state_field(VisitorKind)
    visitor_id = models.UUIDField()
    agency_id = models.UUIDField(null=True)  # whom row security shows it to
    link_id = models.UUIDField(null=True)
    basis = state_field(SharingBasis)
    fields = ArrayField(models.CharField(max_length=24), default=list)
    state = state_field(CheckState, default="asked")
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    set_out_at = models.DateTimeField(null=True)
    came_back_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = state_field(CheckResult, blank=True, default="")

    class Meta:
        constraints = [
            known(VisitorKind, "visitor_kind", "site_check_visitor_known"),
            known(SharingBasis, "basis", "site_check_basis_known"),
            known(CheckState, "state", "site_check_state_known"),
            known(CheckResult, "result", "site_check_result_known", blank=True),
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(state__in=["asked", "on_way", "emergency"]),
                name="one_open_site_check_per_episode",
            ),
            models.CheckConstraint(name="site_check_due_after_asking", condition=Q(due_at__gt=F("asked_at"))),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="site_check_overdue", condition=Q(state__in=["asked", "on_way", "emergency"])
            ),
            models.Index(fields=["episode", "asked_at"], name="site_check_of_episode"),
            models.Index(fields=["visitor_id", "asked_at"], name="site_check_of_visitor"),
            models.Index(fields=["agency_id", "asked_at"], name="site_check_of_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.visitor_kind} {self.state}"


class SiteCheckAnswer(models.Model):
    """One answer of a visitor. A page that was offline sends it with its own key; the same key is one answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site_check = models.ForeignKey(SiteCheck, on_delete=models.RESTRICT, related_name="answers")
    idem_key = models.UUIDField()
    result = state_field(CheckResult)
    not_done = state_field(NotDone, blank=True, default="")
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.UUIDField()
    sector = state_field(Sector)
    memo = SealedText(blank=True, default="")
    photo = SealedText(blank=True, default="")  # base64 of a cleaned JPEG

    class Meta:
        constraints = [
            known(CheckResult, "result", "answer_result_known"),
            known(NotDone, "not_done", "answer_not_done_known", blank=True),
            known(Sector, "sector", "answer_sector_known"),
            models.UniqueConstraint(fields=["site_check", "idem_key"], name="one_answer_per_key"),
        ]
        indexes = [models.Index(fields=["site_check", "received_at"], name="answer_of_check")]

    def __str__(self) -> str:
        return f"{self.result} {self.received_at:%F %T}"


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


class Consultation(models.Model):
    """초기상담 of an episode as far as outreach goes: income held against a public line (a trial calculation)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.RESTRICT, related_name="consultations")
    person_id = models.UUIDField(null=True)
    held_on = models.DateField()
    household_size = models.PositiveSmallIntegerField()
    income_won = SealedText()
    criterion = models.CharField(max_length=32)
    line_won = models.PositiveBigIntegerField()
    over_by_won = models.PositiveBigIntegerField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["episode", "at"], name="consultation_of_episode")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.held_on}"


class GoodsLink(models.Model):
    """One-off goods or money, recorded in ten seconds: not a referral, but it counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.RESTRICT, null=True, related_name="goods")
    person_id = models.UUIDField(null=True)
    dong = models.CharField(max_length=10)
    occurred_on = models.DateField()
    resource = state_field(Resource)
    payer = state_field(Payer)
    amount_won = models.PositiveBigIntegerField(default=0)
    result = state_field(LinkResult)
    over_criteria = models.BooleanField(default=False)
    idem_key = models.UUIDField(unique=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known(Resource, "resource", "goods_resource_known"),
            known(Payer, "payer", "goods_payer_known"),
            known(LinkResult, "result", "goods_result_known"),
        ]
        indexes = [
            models.Index(fields=["dong", "occurred_on"], name="goods_by_dong"),
            models.Index(fields=["episode"], name="goods_of_episode", condition=Q(episode__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.occurred_on}"


class Activity(models.Model):
    """Deeds of 동협의체, honorary officers and agencies from a paper diary; no names."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch_id = models.UUIDField()
    line = models.PositiveSmallIntegerField()
    kind = state_field(ActivityKind)
    actor = state_field(ActorKind)
    agency_id = models.UUIDField(null=True)
    dong = models.CharField(max_length=10)
    occurred_on = models.DateField()
    count = models.PositiveIntegerField()
    resource = state_field(Resource)
    programme = models.CharField(max_length=32, blank=True, default="")
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known(ActivityKind, "kind", "activity_kind_known"),
            known(ActorKind, "actor", "activity_actor_known"),
            known(Resource, "resource", "activity_resource_known"),
            models.UniqueConstraint(fields=["batch_id", "line"], name="one_activity_per_line"),
        ]
        indexes = [models.Index(fields=["dong", "occurred_on"], name="activity_by_dong")]

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"


class Deficit(models.Model):
    """A need nobody could meet: need × dong × over criteria. It proposes an agenda item to the council."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    need = models.CharField(max_length=32)  # a code of the directory's table of needs
    dong = models.CharField(max_length=10)
    over_criteria = models.BooleanField(default=False)
    occurred_on = models.DateField()
    episode = models.ForeignKey(Episode, on_delete=models.RESTRICT, null=True, related_name="+")
    idem_key = models.UUIDField(unique=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["occurred_on", "need", "dong"], name="deficit_by_need")]

    def __str__(self) -> str:
        return f"{self.need} {self.dong}"
