"""Tables of wellbeing. Readings themselves lie in day arrays (migration 0002), partitioned by month.

A home here is one household under watch; its small number, and that of each feed, keep the readings free of any id
that means something outside.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id
from chomchom.wellbeing.rules.words import (
    AlertKind,
    AlertState,
    Alternative,
    CallResult,
    Channel,
    ContactMode,
    DutyKind,
    Grade,
    HowSaid,
    ProvinceGrade,
    Source,
    WhoSaid,
    WhyNot,
)


class Home(models.Model):
    """A household under watch, with the contact mode its person chose."""

    id = models.BigAutoField(primary_key=True)
    enrolment_id = models.UUIDField(unique=True)
    household_id = models.UUIDField()
    person_id = models.UUIDField()
    dong = models.CharField(max_length=10)
    contact_mode = state_field(ContactMode, default=ContactMode.PASSIVE)
    ring_from = models.TimeField(null=True)  # the hours in which this person wants to be rung
    ring_until = models.TimeField(null=True)
    calls_a_week = models.PositiveSmallIntegerField(default=7)
    alternative = state_field(Alternative, blank=True, default="")
    ring_days = models.PositiveSmallIntegerField(default=127)  # one bit a weekday, Monday the lowest
    language = models.CharField(max_length=8, default="ko")
    limit_hours = models.PositiveSmallIntegerField(default=0)  # 0: as the city has it
    machine_refused_at = models.DateTimeField(null=True)  # they told a machine not to ask again
    confirmed_at = models.DateTimeField(null=True)  # last answer, or the day a person looked
    unreached = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(default=0)
    province_key = models.BinaryField(max_length=16, null=True, unique=True)  # blind index of the province's number
    active = models.BooleanField(default=True)
    since_on = models.DateField()

    class Meta:
        constraints = [
            known(ContactMode, "contact_mode", "home_contact_mode_known"),
            known(Alternative, "alternative", "home_alternative_known", blank=True),
            models.CheckConstraint(
                name="ring_hours_are_whole",
                condition=Q(ring_from=None, ring_until=None) | Q(ring_from__isnull=False, ring_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["household_id"], name="home_of_household"),
            models.Index(fields=["person_id"], name="home_of_person"),
            models.Index(fields=["dong"], name="home_by_dong"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Feed(models.Model):
    """One source of one home: its meter, or why there is none. Its number is that of the source and of the home."""

    id = models.BigIntegerField(primary_key=True)  # rules.readings.feed_number
    # No constraint in the database: it would answer whether a countable number exists (row security's blind spot).
    home = models.ForeignKey(Home, on_delete=models.RESTRICT, related_name="feeds", db_constraint=False)
    source = state_field(Source)
    connected = models.BooleanField(default=True)
    why_not = state_field(WhyNot, blank=True, default="")
    meter = SealedText(blank=True, default="")
    meter_key = models.BinaryField(max_length=16, null=True)
    redo_from = models.DateField(null=True)  # readings of this day or later came late or were corrected
    asked_on = models.DateField(null=True)

    class Meta:
        constraints = [
            known(Source, "source", "feed_source_known"),
            known(WhyNot, "why_not", "feed_why_not_known", blank=True),
            models.UniqueConstraint(fields=["home", "source"], name="one_feed_a_home_and_source"),
            models.UniqueConstraint(
                fields=["source", "meter_key"], condition=Q(meter_key__isnull=False), name="one_feed_a_meter"
            ),
            models.CheckConstraint(
                name="feed_is_connected_or_says_why",
                condition=Q(connected=True, why_not="") | (Q(connected=False) & ~Q(why_not="")),
            ),
        ]
        indexes = [models.Index(fields=["redo_from"], name="feed_to_redo", condition=Q(redo_from__isnull=False))]

    def __str__(self) -> str:
        return f"{self.source} {self.pk}"


class ReadingBatch(models.Model):
    """One delivery of readings: what came, how much was taken. The same delivery again changes nothing."""

    id = models.BigAutoField(primary_key=True)
    source = state_field(Source)
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    by = models.UUIDField()
    total = models.PositiveIntegerField()
    taken = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    from_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)
    faults = models.JSONField(default=dict)  # how many rows by fault code

    class Meta:
        constraints = [
            known(Source, "source", "reading_batch_source_known"),
            models.UniqueConstraint(fields=["source", "digest"], name="one_batch_a_delivery"),
        ]
        indexes = [models.Index(fields=["at"], name="reading_batch_by_time")]

    def __str__(self) -> str:
        return f"{self.source} {self.at:%F %T}"


class SweepBlock(models.Model):
    """What the engine remembers of one source of 4,096 neighbouring homes: arrays whose place is the home's number."""

    id = models.BigAutoField(primary_key=True)
    source = state_field(Source)
    number = models.PositiveIntegerField()
    present = models.BinaryField()  # one byte a home: whether it is remembered here
    profile = models.BinaryField()
    state = models.BinaryField()
    upto = models.DateTimeField()  # the hour after the last one taken in
    learnt_at = models.DateTimeField()

    class Meta:
        constraints = [
            known(Source, "source", "sweep_block_source_known"),
            models.UniqueConstraint(fields=["source", "number"], name="one_block_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"


class Alert(models.Model):
    """위험신호: raised by the engine or by the province's result, until a person ends its episode.

    `step`, `due_at` and the copied ladder are the escalation. An open alert without a due time cannot exist.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=80, unique=True)
    home = models.ForeignKey(Home, on_delete=models.RESTRICT, related_name="alerts", db_constraint=False)
    person_id = models.UUIDField()
    household_id = models.UUIDField()
    dong = models.CharField(max_length=10)
    kind = state_field(AlertKind)
    grade = state_field(Grade)
    reasons = models.JSONField(default=list)
    hours_silent = models.PositiveIntegerField(default=0)
    rarity_days = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField()  # when the silence began, or the day the province spoke of
    raised_at = models.DateTimeField()
    episode_id = models.UUIDField(null=True)
    state = state_field(AlertState, default=AlertState.OPEN)
    ladder = models.JSONField(default=list)  # the steps as they were when it was raised: [channel, minute]
    quiet_since = models.TimeField(null=True)  # that ladder's own quiet hours; None: the city's
    quiet_until = models.TimeField(null=True)
    step = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    faults = models.PositiveSmallIntegerField(default=0)
    used_up_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known(AlertKind, "kind", "alert_kind_known"),
            known(Grade, "grade", "alert_grade_known"),
            known(AlertState, "state", "alert_state_known"),
            models.CheckConstraint(
                name="open_alert_has_due_time",
                condition=Q(state="open", due_at__isnull=False) | Q(state="ended", ended_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["home", "kind"], condition=Q(state="open"), name="one_open_alert_a_home_and_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="alert_due", condition=Q(state="open")),
            models.Index(fields=["episode_id"], name="alert_of_episode", condition=Q(state="open")),
            models.Index(fields=["home", "raised_at"], name="alert_of_home"),
            models.Index(fields=["raised_at"], name="alert_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.grade}"


class StepTaken(models.Model):
    """One step of one alert, taken once."""

    id = models.BigAutoField(primary_key=True)
    alert = models.ForeignKey(Alert, on_delete=models.RESTRICT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    channel = state_field(Channel)
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            known(Channel, "channel", "step_channel_known"),
            models.UniqueConstraint(fields=["alert", "number"], name="each_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.channel}"


class Call(models.Model):
    """A contact to be made: written with its step or by the call policy, placed with a lease, answered by a fact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.RESTRICT, related_name="calls", null=True)
    home = models.ForeignKey(Home, on_delete=models.RESTRICT, related_name="calls", db_constraint=False, null=True)
    person_id = models.UUIDField(null=True)  # of a contact that no alert made
    mode = state_field(ContactMode, default=ContactMode.AI_CALL)
    number = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failed = models.BooleanField(default=False)  # the last try ended with a failed line, known to us
    result = state_field(CallResult, blank=True, default="")
    result_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)  # question → answer codes
    wants_human = models.BooleanField(default=False)
    said_help = models.BooleanField(default=False)
    seconds = models.PositiveIntegerField(default=0)  # talked on the line
    staff_minutes = models.PositiveSmallIntegerField(null=True)  # of a person's time; None where nobody wrote it down
    satisfaction = models.PositiveSmallIntegerField(default=0)  # 1 to 5; 0 is "not asked", a value of its own

    class Meta:
        constraints = [
            known(CallResult, "result", "call_result_known", blank=True),
            known(ContactMode, "mode", "call_mode_known"),
            models.UniqueConstraint(fields=["alert", "number"], name="one_call_a_step"),
            models.UniqueConstraint(
                fields=["person_id"], condition=Q(alert=None, result=""), name="one_open_contact_a_person"
            ),
            models.CheckConstraint(name="satisfaction_of_five", condition=Q(satisfaction__lte=5)),
            models.CheckConstraint(
                name="call_of_an_alert_or_a_home",
                condition=Q(alert__isnull=False) | Q(home__isnull=False, person_id__isnull=False),
            ),
            models.CheckConstraint(
                name="call_result_has_time",
                condition=Q(result="", result_at=None) | (~Q(result="") & Q(result_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], name="call_waiting", condition=Q(result="")),
            models.Index(fields=["home", "-asked_at"], name="call_of_home"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%F %T} {self.result}"


class Trip(models.Model):
    """집 비움: an announced absence from a home, from a day to a day, with who said so and how.

    It runs until life is seen at home again, somebody says they are back, or it is taken back. A newer word about the
    same days replaces an older one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    home = models.ForeignKey(Home, on_delete=models.RESTRICT, related_name="trips", db_constraint=False)
    person_id = models.UUIDField()
    from_on = models.DateField()
    until_on = models.DateField()
    said_by = state_field(WhoSaid)
    said_how = state_field(HowSaid)
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField()
    returned_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)  # when its not ending was raised
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known(WhoSaid, "said_by", "trip_said_by_known"),
            known(HowSaid, "said_how", "trip_said_how_known"),
            models.CheckConstraint(name="trip_ends_after_it_begins", condition=Q(until_on__gte=F("from_on"))),
        ]
        indexes = [
            models.Index(fields=["home", "-noted_at"], name="trip_of_home"),
            models.Index(fields=["person_id"], name="trip_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} – {self.until_on}"


class Ringing(models.Model):
    """Who rings somebody just now: one row a person, so that ladder, desk and machine never ring at once."""

    person_id = models.UUIDField(primary_key=True)
    token = models.UUIDField()
    machine = models.BooleanField()
    by = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.until:%F %T}"


class Ladder(models.Model):
    """A city's ladder for one kind of alert from a day on. Old ones stay, so that it is known what was in force.

    Of those whose day has come the one with the latest day is in force; of two for one day, the one saved last.
    """

    id = models.BigAutoField(primary_key=True)
    kind = state_field(AlertKind)
    rungs = models.JSONField()  # [{channel, after_minutes, times, every_minutes}]
    from_on = models.DateField()
    quiet_since = models.TimeField(null=True)  # None: the city's quiet hours
    quiet_until = models.TimeField(null=True)
    preset = models.CharField(
        max_length=16, blank=True, default=""
    )  # another city's published ladder it was taken from
    saved_at = models.DateTimeField()
    saved_by = models.UUIDField()

    class Meta:
        constraints = [
            known(AlertKind, "kind", "ladder_kind_known"),
            models.CheckConstraint(
                name="ladder_quiet_hours_are_whole",
                condition=Q(quiet_since=None, quiet_until=None)
                | Q(quiet_since__isnull=False, quiet_until__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["kind", "-from_on", "-saved_at"], name="ladder_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.saved_at:%F %T}"


class Duty(models.Model):
    """Who stands in from when until when, in the order in which they are told."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = state_field(DutyKind)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField(default=1)
    account_id = models.UUIDField(null=True)
    label = models.CharField(max_length=40)  # the post, such as 당직실; never a person's name
    phone = SealedText(blank=True, default="")
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            known(DutyKind, "kind", "duty_kind_known"),
            models.CheckConstraint(name="duty_ends_after_it_begins", condition=Q(until_at__gt=F("from_at"))),
        ]
        indexes = [models.Index(fields=["from_at", "until_at"], name="duty_by_time", condition=Q(active=True))]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_at:%F %T}"


class ProvinceDay(models.Model):
    """What the province said about one of its numbers for one day; the newest word for the same day stands."""

    id = models.BigAutoField(primary_key=True)
    province_key = models.BinaryField(max_length=16)
    home = models.ForeignKey(Home, on_delete=models.RESTRICT, null=True, related_name="+", db_constraint=False)
    day = models.DateField()
    grade = state_field(ProvinceGrade)
    call = state_field(CallResult, blank=True, default="")
    change = models.CharField(max_length=8, blank=True, default="")  # joined | left
    reason = models.CharField(max_length=16, blank=True, default="")
    as_of = models.DateTimeField()
    agency_id = models.UUIDField(null=True)
    alert_key = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            known(ProvinceGrade, "grade", "province_grade_known"),
            known(CallResult, "call", "province_call_known", blank=True),
            models.UniqueConstraint(fields=["province_key", "day"], name="one_province_day"),
            models.CheckConstraint(name="province_change_known", condition=Q(change__in=["", "joined", "left"])),
        ]
        indexes = [
            models.Index(fields=["day"], name="province_by_day"),
            models.Index(fields=["home", "-day"], name="province_of_home"),
            models.Index(fields=["day"], name="province_unmatched", condition=Q(home=None)),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.grade}"


class ProvinceStop(models.Model):
    """That the province was told of somebody who left here, so that nobody goes on calling them."""

    enrolment_id = models.UUIDField(primary_key=True)
    told_at = models.DateTimeField()
    told_by = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.told_at:%F}"


class BudgetTrial(models.Model):
    """A false-alarm budget tried on the city's own readings: asked for, then worked out by a machine."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = state_field(Source)
    budget_days = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    done_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)  # figures of rules.budget.Trial; empty where there was too little

    class Meta:
        constraints = [known(Source, "source", "budget_trial_source_known")]
        indexes = [models.Index(fields=["-asked_at"], name="budget_trial_newest")]

    def __str__(self) -> str:
        return f"{self.source} {self.budget_days}"


class Heartbeat(models.Model):
    """That a machine was here, when and how long it took: the row a dead-man page looks at."""

    name = models.CharField(max_length=32, primary_key=True)
    at = models.DateTimeField()
    took_ms = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.name} {self.at:%F %T}"


class SweepFault(models.Model):
    """A row the machines stumbled over; the others went on."""

    id = models.BigAutoField(primary_key=True)
    machine = models.CharField(max_length=32)
    subject = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    solved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["machine", "subject"], name="one_fault_a_subject")]

    def __str__(self) -> str:
        return f"{self.machine} {self.code}"


class PrintedList(models.Model):
    """A list that left on paper: by whom, when, how many; and when it was taken back and destroyed."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    by = models.UUIDField()
    dongs = models.JSONField(default=list)
    rows = models.PositiveIntegerField()
    destroyed_at = models.DateTimeField(null=True)
    destroyed_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="printed_list_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%F %T}"
