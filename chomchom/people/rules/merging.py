"""When two records may become one, field by field, and come apart again; and who may not meet a person's record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused


class PairState(StrEnum):
    """What became of two records that may be one person."""

    OPEN = "open"
    ASKED = "asked"  # somebody wants them merged, a second person has not said yes
    MERGED = "merged"
    APART = "apart"  # not the same person


class FoundBy(StrEnum):
    """Who noticed."""

    NIGHT = "night"
    REGISTRATION = "registration"
    HAND = "hand"
    CHANGE = "change"  # told apart once, and the facts have changed since


class MergeState(StrEnum):
    """A merge on its way."""

    ASKED = "asked"
    MADE = "made"
    DECLINED = "declined"
    UNDONE = "undone"


class UndoReason(StrEnum):
    """Why two records came apart again."""

    OTHER_PERSON = "other_person"
    WRONG_FIELDS = "wrong_fields"
    PERSON_ASKED = "person_asked"


class LockReason(StrEnum):
    """Why an account may not meet a person's record."""

    RELATIVE = "relative"
    QUARREL = "quarrel"
    OWN_WISH = "own_wish"


class Part(StrEnum):
    """Groups of fields that are chosen together when two records become one."""

    NAME = "name"
    BIRTH = "birth"
    PHONE = "phone"
    SEX = "sex"
    HOME = "home"
    LANGUAGE = "language"
    CONTACT = "contact"


FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.NAME: ("name",),
    Part.BIRTH: ("birth_date",),
    Part.PHONE: ("phone",),
    Part.SEX: ("sex",),
    Part.HOME: ("household_id", "dong"),
    Part.LANGUAGE: ("language", "interpreter"),
    Part.CONTACT: ("contact_first", "contact_hours", "voice_ok", "contact_note"),
}
STOPPED = "stopped_on"
"""Goes along unasked: a stop of processing on either record holds for both."""

M = MergeState
MERGE_STATES = StateTable(
    MergeState,
    M.ASKED,
    (
        Move("agree", frozenset({M.ASKED}), M.MADE, who=("team_head", "city_officer")),
        Move("decline", frozenset({M.ASKED}), M.DECLINED, who=("team_head", "city_officer")),
        Move("undo", frozenset({M.MADE}), M.UNDONE, who=("team_head", "city_officer"), reason=True),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mergeable:
    """One of two records about to become one."""

    person_id: UUID
    agency_id: UUID | None
    is_alias: bool
    restricted: bool
    ended: bool


def check_can_merge(kept: Mergeable, away: Mergeable) -> None:
    """Raises `merge-same-record`, `merge-already-merged`, `merge-restricted`, `merge-one-ended`."""
    if kept.person_id == away.person_id:
        raise Refused("merge-same-record")
    if kept.is_alias or away.is_alias:
        raise Refused("merge-already-merged")
    if kept.restricted or away.restricted:
        raise Refused("merge-restricted")
    if kept.ended != away.ended:
        raise Refused("merge-one-ended")


def needs_second(kept: Mergeable, away: Mergeable) -> bool:
    """Two agencies own the two files: one person alone does not put them together."""
    owners = {kept.agency_id, away.agency_id} - {None}
    return len(owners) == 2


def check_second_person(*, asked_by: UUID, agreed_by: UUID) -> None:
    """Raises `merge-own-wish`: who wants a merge is not the second person."""
    if asked_by == agreed_by:
        raise Refused("merge-own-wish")


def parts_of(words: Iterable[str]) -> frozenset[Part]:
    """Groups of fields by their words; raises `merge-part-unknown`."""
    try:
        return frozenset(Part(word) for word in words)
    except ValueError:
        raise Refused("merge-part-unknown") from None


def fields_taken(parts: Iterable[Part]) -> tuple[str, ...]:
    """The columns of these groups, in one order."""
    chosen = set(parts)
    return tuple(name for part in Part if part in chosen for name in FIELDS[part])


def undone(now: Mapping[str, Any], *, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What the kept record's fields become when a merge is undone.

    A field goes back to what it was before the merge unless somebody has corrected it since: then the correction is
    younger knowledge and stays. Groups are judged whole, so that half an address never comes back.
    """
    back: dict[str, Any] = {}
    for group in (*FIELDS.values(), (STOPPED,)):
        held = [name for name in group if name in before]
        if held and all(now[name] == after[name] for name in held):
            back |= {name: before[name] for name in held}
    return back


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Two ids as a pair stores them."""
    return (one, other) if one.int < other.int else (other, one)
