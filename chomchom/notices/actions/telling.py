"""Telling somebody that there is news: rows only. Nothing leaves the house here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.notices import access, rules, sentences
from chomchom.notices.actions.waking import wake_when_kept
from chomchom.notices.events import NoticeClosed
from chomchom.notices.models import Delivery, Notice
from chomchom.notices.rules import Channel, ClosedBecause, Quiet, Recipient, RecipientKind
from chomchom.rulebook.public import whole
from chomchom.store.acting import require
from chomchom.store.ids import new_id

QUIET_OF = {
    RecipientKind.ACCOUNT: "account",
    RecipientKind.AGENCY: "agency",
    RecipientKind.PHONE: "person",
    RecipientKind.EMAIL: "person",
}


def tell(
    deed: Deed,
    *,
    to: Recipient,
    template: str,
    about_kind: str,
    about_id: UUID,
    idem_key: str,
    urgent: bool = False,
    after: datetime | None = None,
    or_to: Sequence[Recipient] = (),
    path: str = "",
    secret: str = "",
) -> UUID:
    """Write a message and its deliveries into the caller's transaction; the same key again gives the same message.

    `or_to` are the next recipients where one cannot be reached for good. `path` opens the news for somebody who logs
    in; `secret` is what may only stand in the outgoing text (a path with a signed link, or a one-time code). `after`
    holds the outgoing messages back; quiet hours do too unless it is urgent. Raises KeyError for an unknown template.
    """
    require(deed)
    if template not in sentences.TEMPLATES:
        raise KeyError(template)
    notice = Notice(
        id=new_id(),
        template=template,
        about_kind=about_kind,
        about_id=about_id,
        idem_key=idem_key,
        urgent=urgent,
        account_id=to.account_id,
        agency_id=to.agency_id,
        path=path,
        secret=secret,
        told_at=deed.at,
        told_by=deed.actor_id,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    standing = Notice.objects.values_list("pk", flat=True).get(idem_key=idem_key)
    if standing == notice.pk:
        planned = Delivery.objects.bulk_create(_plan(deed, notice, (to, *or_to), wanted=max(after or deed.at, deed.at)))
        if any(delivery.due_at <= deed.at for delivery in planned):
            wake_when_kept()
    return standing


def _plan(deed: Deed, notice: Notice, recipients: Sequence[Recipient], *, wanted: datetime) -> list[Delivery]:
    step = timedelta(seconds=whole("notices.second_channel_seconds", on=deed.day))
    rows: list[Delivery] = []
    for recipient in recipients:
        first = rules.first_moment(wanted, quiet=_quiet(deed, recipient), urgent=notice.urgent)
        for channel in rules.channels_for(recipient, urgent=notice.urgent):
            rows.append(
                Delivery(
                    id=new_id(),
                    notice=notice,
                    position=len(rows),
                    recipient=recipient.kind,
                    account_id=recipient.account_id,
                    agency_id=recipient.agency_id,
                    address=recipient.address if channel is Channel.EMAIL else recipient.number,
                    channel=channel,
                    due_at=first + step * len(rows),
                )
            )
    return rows


def _quiet(deed: Deed, recipient: Recipient) -> Quiet:
    kind = QUIET_OF[recipient.kind]
    return Quiet(
        whole(f"notices.quiet_{kind}_from_hour", on=deed.day), whole(f"notices.quiet_{kind}_until_hour", on=deed.day)
    )


def read_notice(deed: Deed, *, notice_id: UUID) -> str:
    """Mark a message as read and return the path of its news; an agency's message is read for the whole agency."""
    notice = access.load_notice(deed, notice_id)
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=deed.at, read_by=deed.actor_id)
    return notice.path


def read_about(deed: Deed, *, about_id: UUID) -> int:
    """Mark all own messages about one record as read, because the record itself was opened."""
    own = access.visible_to(deed).filter(about_id=about_id).unread()
    return Notice.objects.filter(pk__in=own.values("pk")).update(read_at=deed.at, read_by=deed.actor_id)


def read_all(deed: Deed) -> int:
    """Mark everything in one's inbox as read."""
    return access.visible_to(deed).unread().update(read_at=deed.at, read_by=deed.actor_id)


def close_notice(deed: Deed, *, notice_id: UUID, because: ClosedBecause) -> None:
    """Take a message that never arrived off the wall list, with how it was dealt with."""
    notice = access.load_undelivered(deed, notice_id)
    if notice.deliveries.filter(delivered_at__isnull=False).exists():
        raise Refused("notice-got-through")
    closed = Notice.objects.filter(Q(pk=notice.pk), closed_at__isnull=True).update(
        closed_at=deed.at, closed_by=deed.actor_id, closed_because=because, secret=""
    )
    if closed:
        record(deed, NoticeClosed(notice_id=notice.pk, because=because), stream=notice.pk)
