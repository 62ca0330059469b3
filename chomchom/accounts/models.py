"""Tables of accounts: who logs in, for which body, in which role and from when until when; and who looked at what."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chomchom.accounts.rules import AgencyKind, GlassFinding, GlassReason, LoginKind
from chomchom.kernel.deeds import Sector
from chomchom.kernel.roles import Role
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


def tidy(text: str) -> str:
    """Text in the one form that compares equal (NFC)."""
    return unicodedata.normalize("NFC", text)


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by its login name however it was typed."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=tidy(username or "").strip().casefold())


class Account(AbstractBaseUser):
    """A person who logs in. It grants nothing by itself: rights come from postings."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    login = models.CharField(max_length=40, unique=True)
    display_name = SealedText()
    email = SealedText(blank=True, default="")
    is_active = models.BooleanField(default=True)
    password_is_first = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password if raw_password is None else tidy(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(raw_password if raw_password is None else tidy(raw_password))

    @property
    def shown_name(self) -> str:
        """The name as colleagues see it."""
        return str(self.display_name)

    def __str__(self) -> str:
        return self.login


class Agency(models.Model):
    """A body people act for: a city department, a dong office, a welfare centre. Its services are in `network`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80, unique=True)
    kind = state_field(AgencyKind)
    sector = state_field(Sector)
    active = models.BooleanField(default=True)
    open_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)  # 0 Monday … 6 Sunday
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            known(AgencyKind, "kind", "agency_kind_known"),
            known(Sector, "sector", "agency_sector_known"),
        ]

    def __str__(self) -> str:
        return self.name


class PostingQuerySet(models.QuerySet["Posting"]):
    """Postings by when and where they hold."""

    def valid_on(self, day: date) -> PostingQuerySet:
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day, account__is_active=True).exclude(
            agency__active=False
        )

    def over(self, dong: str) -> PostingQuerySet:
        return self.filter(Q(whole_city=True) | Q(areas__contains=[dong]))

    def of_agency(self, agency_id: UUID | None) -> PostingQuerySet:
        return self.filter(agency_id=agency_id)


class Posting(models.Model):
    """One person in one role for one body over some dongs, from a day until a day.

    A row is history for three years: the application may only end it, never change or delete it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.RESTRICT, related_name="postings")
    role = state_field(Role)
    agency = models.ForeignKey(Agency, on_delete=models.RESTRICT, null=True, blank=True, related_name="postings")
    areas = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    whole_city = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    given_by = models.UUIDField()
    given_at = models.DateTimeField()
    ended_by = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = [
            known(Role, "role", "posting_role_known"),
            models.CheckConstraint(
                name="posting_has_agency_where_needed",
                condition=~Q(role__in=["agency_worker", "agency_lead", "province"]) | Q(agency__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["role", "from_on"], name="posting_by_role")]

    def __str__(self) -> str:
        return f"{self.role} {self.from_on}"


class AccessLog(models.Model):
    """Whose record was opened by whom, when, from where and why. Insert only; one partition a month.

    Source: 개인정보의 안전성 확보조치 기준 제8조 (account, time, address, whose data, what was done; two years).
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    account_id = models.UUIDField()
    link_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    role = models.CharField(max_length=24, blank=True)
    address = models.GenericIPAddressField(null=True)
    subject_id = models.UUIDField(null=True)
    record_kind = models.CharField(max_length=32)
    record_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=48)
    emergency = models.BooleanField(default=False)

    class Meta:
        managed = False  # made by SQL in the migration, because it is partitioned
        db_table = "accounts_accesslog"

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.record_kind}"


class ExportLog(models.Model):
    """Records that left as a file: what, how many rows, by whom, why. Insert only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    account_id = models.UUIDField()
    agency_id = models.UUIDField(null=True)
    address = models.GenericIPAddressField(null=True)
    what = models.CharField(max_length=32)
    row_count = models.PositiveIntegerField()
    personal = models.BooleanField(default=False)
    reason = SealedText()

    class Meta:
        indexes = [models.Index(fields=["at"], name="export_by_time")]

    def __str__(self) -> str:
        return f"{self.what} {self.row_count}"


class LoginEvent(models.Model):
    """What happened at the login door. Insert only."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = state_field(LoginKind)
    account_id = models.UUIDField(null=True)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [known(LoginKind, "kind", "login_event_kind_known")]
        indexes = [models.Index(fields=["account_id", "at"], name="login_event_by_account")]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.kind}"


class LoginSession(models.Model):
    """A running session, so that it can be seen and ended by its owner or an operator."""

    session_key = models.CharField(max_length=40, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.RESTRICT, related_name="sessions")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.began_at:%F %T}"


class BreakGlass(models.Model):
    """A closed file opened in an emergency: reason, three hours, told and reviewed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.RESTRICT, related_name="+")
    agency_id = models.UUIDField(null=True)
    subject_id = models.UUIDField()
    because = state_field(GlassReason)
    note = SealedText()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    finding = state_field(GlassFinding, null=True, blank=True)

    class Meta:
        constraints = [
            known(GlassReason, "because", "emergency_reason_known"),
            models.CheckConstraint(name="emergency_ends", condition=Q(until__gt=F("opened_at"))),
            models.CheckConstraint(
                name="emergency_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("account_id")),
            ),
        ]
        indexes = [models.Index(fields=["account", "until"], name="emergency_by_account")]

    def __str__(self) -> str:
        return f"{self.because} {self.opened_at:%F %T}"


class LogReview(models.Model):
    """The monthly review of the access log, one a month and agency. Source: 안전성 확보조치 기준 제8조 ②."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    month_on = models.DateField()
    agency_id = models.UUIDField(null=True)
    reviewed_by = models.UUIDField()
    reviewed_at = models.DateTimeField()
    opened = models.PositiveIntegerField()
    note = SealedText(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month_on", "agency_id"], name="one_log_review_a_month", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.month_on:%Y-%m}"


class Explanation(models.Model):
    """A question to somebody about what they opened or took, and the answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.RESTRICT, related_name="+")
    agency_id = models.UUIDField(null=True)
    about_kind = models.CharField(max_length=16)  # access | export
    about_on = models.DateField()
    question = SealedText()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    answer = SealedText(blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="explanation_kind_known", condition=Q(about_kind__in=["access", "export"]))
        ]

    def __str__(self) -> str:
        return f"{self.about_kind} {self.about_on}"


class ApiKey(models.Model):
    """A machine's key to the API; only its hash is stored. Its rights are those of its posting, today."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    posting = models.ForeignKey(Posting, on_delete=models.RESTRICT, related_name="keys")
    label = models.CharField(max_length=60)
    digest = models.BinaryField(max_length=32, unique=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    until_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label
