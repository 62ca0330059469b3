"""Bodies of the council, their seats, and what a body wrote down about counting and approving."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chomchom.council.rules.bodies import BodyKind, Gender, SeatKind, SeatRole
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class BodyQuerySet(models.QuerySet["Body"]):
    """Bodies by whether they stand."""

    def standing_on(self, day: date) -> BodyQuerySet:
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), founded_on__lte=day)


class Body(models.Model):
    """One body: 대표협의체, 실무협의체, a 실무분과, a 동협의체 or a TF. Public information."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = state_field(BodyKind)
    name = models.CharField(max_length=80)
    dong = models.CharField(max_length=10, blank=True, default="")
    parent = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="children")
    founded_on = models.DateField()
    ended_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    objects = BodyQuerySet.as_manager()

    class Meta:
        constraints = [
            known(BodyKind, "kind", "council_body_kind_known"),
            models.UniqueConstraint(fields=["name"], condition=Q(ended_on=None), name="one_standing_body_a_name"),
            models.CheckConstraint(
                name="council_body_dates_add_up", condition=Q(ended_on=None) | Q(ended_on__gte=F("founded_on"))
            ),
            models.CheckConstraint(
                name="council_body_has_its_dong",
                condition=(Q(kind=BodyKind.DONG) & ~Q(dong="")) | (~Q(kind=BodyKind.DONG) & Q(dong="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SeatQuerySet(models.QuerySet["Seat"]):
    """Seats by when they are held."""

    def held_on(self, day: date) -> SeatQuerySet:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Seat(models.Model):
    """Who sits in a body, as what and how long. Names and posts are public by ordinance; how to reach them is not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.RESTRICT, related_name="seats")
    person_name = models.CharField(max_length=40)
    post = models.CharField(max_length=80, blank=True, default="")
    organisation = models.CharField(max_length=80, blank=True, default="")
    agency_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True, db_index=True)
    kind = state_field(SeatKind)
    role = state_field(SeatRole, default=SeatRole.MEMBER)
    gender = state_field(Gender, blank=True, default="")
    public_officer = models.BooleanField(default=False)  # gets no allowance
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # the last day; None without a term
    ended_why = models.CharField(max_length=32, blank=True, default="")
    renews = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="renewed_by")
    phone = SealedText()
    email = SealedText()
    created_at = models.DateTimeField()

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            known(SeatKind, "kind", "seat_kind_known"),
            known(SeatRole, "role", "seat_role_known"),
            known(Gender, "gender", "seat_gender_known", blank=True),
            models.CheckConstraint(
                name="seat_dates_add_up", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
        ]
        indexes = [models.Index(fields=["body", "starts_on"], name="seat_by_body")]

    def __str__(self) -> str:
        return f"{self.person_name} ({self.role})"


class AttendanceRule(models.Model):
    """Which roles a body counts in its rate of attendance, from a day on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.RESTRICT, related_name="attendance_rules")
    from_on = models.DateField()
    counted = ArrayField(models.CharField(max_length=32))
    source = models.CharField(max_length=120)
    set_by = models.UUIDField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "from_on"], name="one_attendance_rule_a_day")]

    def __str__(self) -> str:
        return f"{self.body_id} {self.from_on}"


class LineStep(models.Model):
    """One box of a body's approval line, copied into each meeting when its draft is made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.RESTRICT, related_name="line")
    no = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=40)
    account_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "no"], name="one_line_step_a_number")]
        ordering = ["no"]

    def __str__(self) -> str:
        return f"{self.no} {self.title}"


class CalendarFeed(models.Model):
    """A secret address under which one member's meetings are read by a calendar; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account_id = models.UUIDField(db_index=True)
    digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id"], condition=Q(ended_at=None), name="one_calendar_feed_an_account"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.made_at:%F}"
