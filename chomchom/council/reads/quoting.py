"""What was said about something at any meeting, with the meeting, so that another room can quote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.council.access import decisions as access
from chomchom.council.reads.opinions import meeting_words
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.store.acting import require


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenRow:
    """One opinion with where and when it was said."""

    id: UUID
    source: str
    who: str
    text: str
    meeting_id: UUID | None
    meeting: str
    day: date


def spoken_about(deed: Deed, *, keys: Iterable[str]) -> tuple[SpokenRow, ...]:
    """Standing opinions about some subjects (see `rules.subjects.subject_key`), the newest meeting first; one query."""
    require(deed)
    rows = access.visible_opinions(deed).standing().filter(key__in=list(keys))
    rows = rows.select_related("meeting__body", "said_by_seat").order_by("-received_at", "position", "pk")
    found = [
        SpokenRow(
            id=row.pk,
            source=row.source,
            who=row.said_for or (row.said_by_seat.organisation if row.said_by_seat else ""),
            text=row.text,
            meeting_id=row.meeting_id,
            meeting=meeting_words(row.meeting) if row.meeting else "",
            day=(row.meeting.starts_at if row.meeting else row.received_at).astimezone(SEOUL).date(),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))
