"""Versions of a meeting's minutes: when one is kept, and what may be written into the form's own fields."""

from __future__ import annotations

from enum import StrEnum

from chomchom.council.rules.meetings import MeetingState
from chomchom.kernel.verdicts import Refused

LONGEST_FIELD = 300


class VersionKind(StrEnum):
    """What a version is: how far the meeting was when it was kept, or the copy for everybody."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    APPROVED = "approved"
    PUBLIC = "public"


OF_STATE = {
    MeetingState.HELD: VersionKind.DRAFT,
    MeetingState.DRAFT: VersionKind.DRAFT,
    MeetingState.CIRCULATED: VersionKind.CIRCULATED,
    MeetingState.APPROVED: VersionKind.APPROVED,
    MeetingState.PUBLISHED: VersionKind.APPROVED,
}
WRITABLE = frozenset({MeetingState.HELD, MeetingState.DRAFT})
PUBLISHABLE = frozenset({MeetingState.APPROVED, MeetingState.PUBLISHED})


def kind_for(state: MeetingState) -> VersionKind:
    """What a version made now is. Raises Refused "minutes-not-yet" before a meeting was held."""
    if state not in OF_STATE:
        raise Refused("minutes-not-yet")
    return OF_STATE[state]


def check_writable(state: MeetingState) -> None:
    """Raises Refused "minutes-not-yet" before the meeting, "minutes-already-circulated" once others read them."""
    kind_for(state)
    if state not in WRITABLE:
        raise Refused("minutes-already-circulated")


def check_field(text: str, *, most: int = LONGEST_FIELD) -> str:
    """One of the form's own fields, on one line. Raises Refused "field-too-long"."""
    plain = " ".join(text.replace("\x00", "").split())
    if len(plain) > most:
        raise Refused("field-too-long", most=most)
    return plain
