"""The secret address of a member's calendar: made once, shown once, taken back by the member."""

from __future__ import annotations

import base64
import secrets

from chomchom.council import access
from chomchom.council.events import CalendarEnded, CalendarMade
from chomchom.council.models import CalendarFeed
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.store.acting import require
from chomchom.store.ids import new_id


def make_feed(deed: Deed) -> str:
    """Make the acting member's calendar address and give its token, which is never stored; an older one ends. Raises
    `calendar-needs-a-seat`."""
    require(deed)
    if not access.visible_seats(deed).filter(account_id=deed.actor_id).held_on(deed.day).exists():
        raise Refused("calendar-needs-a-seat")
    _end(deed)
    token = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    row = CalendarFeed.objects.create(
        id=new_id(), account_id=deed.actor_id, digest=access.digest_of(token), made_at=deed.at
    )
    record(deed, CalendarMade(feed_id=row.pk), stream=row.pk)
    return token


def end_feed(deed: Deed) -> None:
    """Take the address back; calendars that hold it get nothing more. Raises `calendar-unknown`."""
    require(deed)
    if not _end(deed):
        raise Refused("calendar-unknown")


def _end(deed: Deed) -> bool:
    row = CalendarFeed.objects.select_for_update().filter(account_id=deed.actor_id, ended_at=None).first()
    if row is None:
        return False
    row.ended_at = deed.at
    row.save(update_fields=["ended_at"])
    record(deed, CalendarEnded(feed_id=row.pk), stream=row.pk)
    return True
