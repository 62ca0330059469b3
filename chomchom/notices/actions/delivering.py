"""Claiming what is due, and writing down what became of it. The sending itself lies between two transactions.

State change and message are one transaction; then: claim with a lease, send with the delivery's id as key, mark. A crash
between sending and marking sends again with the same key after the lease, never not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.ledger.public import record
from chomchom.network import public as network
from chomchom.notices import rules, sentences
from chomchom.notices.events import RecipientSkipped
from chomchom.notices.models import Delivery, Notice
from chomchom.notices.rules import Channel, RecipientKind, Trouble
from chomchom.rulebook.public import whole
from chomchom.store.acting import require
from chomchom.store.city import city


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A delivery this worker has leased: all that a channel needs.

    An empty address comes with its trouble, or with `in_app` where the inbox is the only way there is and somebody
    reads it.
    """

    id: UUID
    channel: Channel
    address: str
    text: str
    attempts: int
    trouble: Trouble | None = None
    in_app: bool = False

    @property
    def key(self) -> str:
        """The idempotency key: the same for every try of this delivery."""
        return str(self.id)


READERS = (Role.AGENCY_WORKER, Role.AGENCY_LEAD)


def muted(deed: Deed) -> bool:
    """Whether outgoing messages wait, as after the pause of a demo."""
    until = city().muted_until
    return until is not None and until > deed.at


def claim_due(deed: Deed, *, limit: int = 20) -> list[Claimed]:
    """Lease what is due, whatever its age; another worker's leases are passed over."""
    require(deed)
    if muted(deed):
        return []
    lease = timedelta(seconds=whole("notices.lease_seconds", on=deed.day))
    ids = list(
        Delivery.objects.due(deed.at)
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("-notice__urgent", "due_at", "id")
        .values_list("pk", flat=True)[:limit]
    )
    if not ids:
        return []
    Delivery.objects.filter(pk__in=ids).update(lease_until=deed.at + lease, attempts=F("attempts") + 1)
    rows = list(Delivery.objects.filter(pk__in=ids).select_related("notice").order_by("due_at", "id"))
    _give_first_ways_their_time(deed, rows)
    name = city().name
    return [_claimed(row, city_name=name, on=deed.day) for row in rows]


def _give_first_ways_their_time(deed: Deed, rows: list[Delivery]) -> None:
    """A way that is tried late still gets its time to arrive before the next way is taken."""
    step = timedelta(seconds=whole("notices.second_channel_seconds", on=deed.day))
    first = [row.notice_id for row in rows if row.attempts == 1 and row.position == 0]
    if first:
        Delivery.objects.filter(
            notice__in=first, position__gt=0, attempts=0, due_at__lt=deed.at + step, failed_at__isnull=True
        ).update(due_at=deed.at + step)


def _claimed(row: Delivery, *, city_name: str, on: date) -> Claimed:
    address, trouble = _address(row)
    return Claimed(
        id=row.pk,
        channel=Channel(row.channel),
        address=address,
        text=_text(row, city_name=city_name),
        attempts=row.attempts,
        trouble=trouble,
        in_app=trouble is Trouble.NO_ADDRESS and _inbox_is_enough(row, on=on),
    )


def _inbox_is_enough(row: Delivery, *, on: date) -> bool:
    """Whether a recipient without any address reads the inbox: an account does, a body where somebody is posted."""
    if row.recipient == RecipientKind.ACCOUNT:
        return True
    if row.recipient != RecipientKind.AGENCY or row.agency_id is None or any(network.agency_contact(row.agency_id)):
        return False
    return any(accounts.who_holds(role, None, on, agency_id=row.agency_id) for role in READERS)


def _address(row: Delivery) -> tuple[str, Trouble | None]:
    """The address as of now, or why there is none."""
    if row.recipient == RecipientKind.ACCOUNT and row.account_id is not None:
        contact = accounts.contact(row.account_id)
        if contact is None or not contact.active:
            return "", Trouble.DISABLED
        return (contact.email, None) if contact.email else ("", Trouble.NO_ADDRESS)
    if row.recipient == RecipientKind.AGENCY and row.agency_id is not None:
        agency = accounts.agencies([row.agency_id]).get(row.agency_id)
        if agency is None or not agency.active:
            return "", Trouble.DISABLED
        email, phone = network.agency_contact(row.agency_id)
        found = str(row.address) or (email if row.channel == Channel.EMAIL else phone)
        return (found, None) if found else ("", Trouble.NO_ADDRESS)
    return (str(row.address), None) if row.address else ("", Trouble.NO_ADDRESS)


def _text(row: Delivery, *, city_name: str) -> str:
    notice = row.notice
    said = str(sentences.TEMPLATES[notice.template])
    head = f"[{city_name or sentences.HOUSE}] "
    if notice.template == "code":
        return head + said.format(code=notice.secret)
    path = str(notice.secret or notice.path)
    lines = [head + said]
    if row.attempts > 1 and row.channel not in rules.HONOURS_KEY:
        lines.append(str(sentences.TWICE))
    if path:
        lines.append(f"{settings.PUBLIC_URL}{path}")
    return "\n".join(lines)


IN_APP = "in-app"


def mark_sent(deed: Deed, *, delivery_id: UUID, ref: str = "") -> None:
    """The provider took it. Where the channel does not report arrivals, that counts as arrived; the inbox always does."""
    row = Delivery.objects.filter(pk=delivery_id).first()
    if row is None:
        return
    arrived = None if row.channel in rules.REPORTS and ref != IN_APP else deed.at
    Delivery.objects.filter(pk=delivery_id, sent_at__isnull=True).update(
        sent_at=deed.at, delivered_at=arrived, provider_ref=ref, lease_until=None, trouble=""
    )
    if arrived is not None:
        _wipe(row.notice_id)


def mark_arrived(deed: Deed, *, delivery_id: UUID) -> None:
    """The provider reports that it arrived."""
    changed = Delivery.objects.filter(pk=delivery_id, delivered_at__isnull=True, sent_at__isnull=False)
    if changed.update(delivered_at=deed.at):
        _wipe(Delivery.objects.values_list("notice_id", flat=True).get(pk=delivery_id))


def _wipe(notice_id: UUID) -> None:
    """A link or code that has arrived is not kept here."""
    Notice.objects.filter(pk=notice_id).update(secret="")


def mark_failed(deed: Deed, *, delivery_id: UUID, trouble: Trouble) -> None:
    """It did not work: try again after a pause, or, where that is no use, take the next way at once."""
    row = Delivery.objects.select_for_update().filter(pk=delivery_id, sent_at__isnull=True).first()
    if row is None:
        return
    row.trouble = trouble
    row.lease_until = None
    if trouble in rules.FOR_GOOD:
        row.failed_at = deed.at
        _next_way_now(row, deed.at)
        if trouble is not Trouble.NO_ADDRESS:
            event = RecipientSkipped(
                notice_id=row.notice_id, position=row.position, channel=Channel(row.channel), trouble=trouble
            )
            record(deed, event, stream=row.notice_id)
    else:
        row.due_at = deed.at + rules.pause_after(row.attempts)
    row.save(update_fields=["trouble", "lease_until", "failed_at", "due_at"])


def _next_way_now(row: Delivery, at: datetime) -> None:
    """Bring the next untried way forward."""
    following = (
        Delivery.objects.filter(
            notice_id=row.notice_id, position__gt=row.position, sent_at__isnull=True, failed_at__isnull=True
        )
        .order_by("position")
        .first()
    )
    if following is not None and following.due_at > at:
        following.due_at = at
        following.save(update_fields=["due_at"])


def unconfirmed(deed: Deed, *, limit: int = 100) -> list[tuple[UUID, Channel, str]]:
    """Deliveries whose provider should be asked whether they arrived; for two days, then the wall list keeps them."""
    require(deed)
    rows = Delivery.objects.unconfirmed().filter(sent_at__gt=deed.at - timedelta(days=2)).order_by("-sent_at")
    return [(row.pk, Channel(row.channel), row.provider_ref) for row in rows[:limit]]
