"""Messages, their planned deliveries, and signed links. Addresses are sealed; tokens and codes are kept as hashes only."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from chomchom.notices.rules import Channel, ClosedBecause, RecipientKind, Trouble
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Messages by whom they reached."""

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)

    def not_through(self) -> NoticeQuerySet:
        """Messages with deliveries of which none got through and nobody closed."""
        got = Delivery.objects.filter(notice=models.OuterRef("pk"), delivered_at__isnull=False)
        some = Delivery.objects.filter(notice=models.OuterRef("pk"))
        return self.filter(models.Exists(some), ~models.Exists(got), closed_at__isnull=True)


class Notice(models.Model):
    """One message: there is news. Written in the transaction of the deed that made the news.

    `path` opens the news for somebody who logs in; `secret` (sealed) is the path with a signed link, or a one-time
    code, and is wiped as soon as the message has arrived or nobody waits for it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    template = models.CharField(max_length=32)
    about_kind = models.CharField(max_length=32)
    about_id = models.UUIDField()
    idem_key = models.CharField(max_length=120, unique=True)
    urgent = models.BooleanField(default=False)
    account_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    path = models.CharField(max_length=200, blank=True, default="")
    secret = SealedText(blank=True, default="")
    told_at = models.DateTimeField()
    told_by = models.UUIDField()
    read_at = models.DateTimeField(null=True)
    read_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    closed_because = state_field(ClosedBecause, blank=True, default="")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            known(ClosedBecause, "closed_because", "notice_close_reason_known", blank=True),
            models.CheckConstraint(
                name="notice_is_closed_by_somebody_for_a_reason",
                condition=Q(closed_at__isnull=True, closed_because="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_because=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["account_id", "-told_at"], name="notice_of_account", condition=Q(account_id__isnull=False)
            ),
            models.Index(
                fields=["agency_id", "-told_at"], name="notice_of_agency", condition=Q(agency_id__isnull=False)
            ),
            models.Index(fields=["about_id"], name="notice_about"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.told_at:%F %T}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries by what is left to do."""

    def due(self, at: datetime) -> DeliveryQuerySet:
        """What may be claimed now: unsent, due, not leased, no delivery of the message got through, and every earlier way
        was tried: after a pause of the whole house all ways are due at once."""
        untried = Delivery.objects.filter(
            notice=models.OuterRef("notice"),
            position__lt=models.OuterRef("position"),
            attempts=0,
            sent_at__isnull=True,
            failed_at__isnull=True,
        )
        through = Delivery.objects.filter(notice=models.OuterRef("notice"), delivered_at__isnull=False)
        return self.filter(
            Q(lease_until__isnull=True) | Q(lease_until__lt=at),
            ~models.Exists(through),
            ~models.Exists(untried),
            sent_at__isnull=True,
            failed_at__isnull=True,
            due_at__lte=at,
            notice__closed_at__isnull=True,
        )

    def unconfirmed(self) -> DeliveryQuerySet:
        """Handed over to a provider that has not yet said whether it arrived."""
        return self.filter(sent_at__isnull=False, delivered_at__isnull=True, failed_at__isnull=True)


class Delivery(models.Model):
    """One try-able way of a message to one recipient; `position` is the order in which the ways are taken."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.RESTRICT, related_name="deliveries")
    position = models.PositiveSmallIntegerField()
    recipient = state_field(RecipientKind)
    account_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    address = SealedText(blank=True, default="")
    channel = state_field(Channel)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    trouble = state_field(Trouble, blank=True, default="")
    provider_ref = models.CharField(max_length=80, blank=True, default="")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            known(Channel, "channel", "delivery_channel_known"),
            known(RecipientKind, "recipient", "delivery_recipient_known"),
            known(Trouble, "trouble", "delivery_trouble_known", blank=True),
            models.UniqueConstraint(fields=["notice", "position"], name="one_delivery_a_position"),
            models.CheckConstraint(
                name="delivery_arrives_after_it_left", condition=Q(delivered_at__isnull=True) | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="delivery_fails_with_a_reason", condition=Q(failed_at__isnull=True) | ~Q(trouble="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="delivery_waiting", condition=Q(sent_at__isnull=True, failed_at__isnull=True)
            ),
            models.Index(
                fields=["sent_at"],
                name="delivery_unconfirmed",
                condition=Q(sent_at__isnull=False, delivered_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.position}"


class SignedLink(models.Model):
    """A link that lets somebody without account do one thing to one record. Only the hash of its token is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(max_length=32)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.UUIDField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    holder_kind = state_field(RecipientKind)
    account_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    number = SealedText(blank=True, default="")
    address = SealedText(blank=True, default="")
    label = SealedText(blank=True, default="")
    until = models.DateTimeField()
    issued_at = models.DateTimeField()
    issued_by = models.UUIDField()
    renews = models.UUIDField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    code_hash = models.BinaryField(max_length=32, null=True)
    code_sent_at = models.DateTimeField(null=True)
    code_until = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes_sent = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            known(RecipientKind, "holder_kind", "link_holder_known"),
            models.CheckConstraint(name="link_ends_after_it_began", condition=Q(until__gt=models.F("issued_at"))),
            models.CheckConstraint(name="link_code_tries_are_few", condition=Q(code_tries__lte=20)),
        ]
        indexes = [models.Index(fields=["subject_id", "purpose"], name="link_of_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.issued_at:%F %T}"
