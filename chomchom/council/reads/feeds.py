"""What is read without a login: a member's calendar under its secret address, and the notice under its link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from chomchom.council import access
from chomchom.council.models import CalendarFeed, Meeting
from chomchom.council.reads.meetings import MeetingLine, line_of, span_words
from chomchom.council.rules.calendars import Entry, calendar
from chomchom.council.rules.meetings import MeetingState
from chomchom.kernel.deeds import Deed
from chomchom.notices.public import LinkRow
from chomchom.store.acting import require

BACK = timedelta(days=365)


def feed(deed: Deed, token: str) -> bytes:
    """The calendar of whoever holds the address. Two queries. Raises `calendar-unknown`."""
    require(deed)
    rows = access.meetings_of_feed(token, deed.day).filter(starts_at__gte=deed.at - BACK).select_related("body")
    return calendar(_("협의체 회의"), [_entry(row) for row in rows.order_by("starts_at", "id")])


def _entry(row: Meeting) -> Entry:
    number = _("%(year)d년 %(n)d차") % {"year": row.year, "n": row.session_no} if row.session_no else ""
    return Entry(
        meeting_id=row.pk,
        title=f"{row.title} {number}".strip(),
        place=row.place,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        changed_at=row.called_at or row.created_at,
        version=row.version,
        cancelled=row.state == MeetingState.CANCELLED,
    )


def own_feed(deed: Deed) -> bool:
    """Whether the acting member has a calendar address now. One query."""
    return CalendarFeed.objects.filter(account_id=deed.actor_id, ended_at=None).exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """The written notice as somebody without account reads it: no names of people."""

    line: MeetingLine
    day_words: str
    agenda: tuple[str, ...]
    cancelled: bool


def notice(deed: Deed, link: LinkRow) -> NoticeView:
    """The meeting a notice's link was sent about. Two queries. Raises `meeting-not-found`."""
    require(deed)
    row = access.meeting_of_link(link.subject_kind, link.subject_id)
    return NoticeView(
        line=line_of(row, today=deed.day),
        day_words=span_words(row),
        agenda=tuple(row.agenda.values_list("title", flat=True)),
        cancelled=row.state == MeetingState.CANCELLED,
    )
