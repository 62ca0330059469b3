"""Who sees and does what with the council (docs/access.md), by subject."""

from __future__ import annotations

from chomchom.council.access.meetings import (
    BODY_READERS,
    MEETING_READERS,
    OFFICE,
    SIGNERS,
    check_office,
    digest_of,
    is_office,
    load_body,
    load_meeting,
    load_minutes_to_sign,
    load_seat,
    may_reach,
    may_see_absences,
    may_see_minutes,
    meeting_of_link,
    meetings_of_feed,
    visible_bodies,
    visible_seats,
    visible_to,
)

__all__ = [
    "BODY_READERS", "MEETING_READERS", "OFFICE", "SIGNERS", "check_office", "digest_of", "is_office", "load_body", "load_meeting",
    "load_minutes_to_sign", "load_seat", "may_reach", "may_see_absences", "may_see_minutes", "meeting_of_link", "meetings_of_feed",
    "visible_bodies",
    "visible_seats", "visible_to",
]  # fmt: skip
