"""A member's meetings as a calendar (RFC 5545): when, where, which body; no names and no agenda. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, vDuration

PRODUCT = "-//chomchom//council meetings//KO"
REFRESH = timedelta(hours=6)
USUAL = timedelta(hours=2)  # shown for a meeting whose end nobody said


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meeting; `version` grows with every change, so that calendars take the newest."""

    meeting_id: UUID
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime | None
    changed_at: datetime
    version: int
    cancelled: bool


def calendar(name: str, entries: Sequence[Entry]) -> bytes:
    """The feed as calendars read it; times are in UTC, a meeting that was called off says so."""
    feed = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", "PUBLISH"), ("x-wr-calname", name)):
        feed.add(key, value)
    feed.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    for entry in entries:
        feed.add_component(_event(entry))
    return bytes(feed.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", f"{entry.meeting_id}@council.chomchom")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", (entry.ends_at or entry.starts_at + USUAL).astimezone(UTC))
    event.add("summary", entry.title)
    if entry.place:
        event.add("location", entry.place)
    event.add("sequence", entry.version)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event
