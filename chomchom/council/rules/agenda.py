"""What the next agenda starts from: things left open first, new things last. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from chomchom.council.rules.meetings import ItemOrigin, MeetingState
from chomchom.kernel.verdicts import Refused

MOST_ITEMS = 40


class Rank(IntEnum):
    """The order in which open things head an agenda (issue 3, Council 2 and 6)."""

    ACTION_WITHOUT_OWNER_OR_DATE = 1
    ACTION_CARRIED_OVER = 2
    ITEM_CARRIED_OVER = 3
    DECISION_WAITING = 4
    DEFICIT = 5
    PROPOSAL = 6
    NEW = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Something that could be an agenda item: where it comes from, its words, and why it is proposed."""

    rank: Rank
    origin: ItemOrigin
    title: str
    why: str
    origin_id: UUID | None = None


def in_order(found: Iterable[Proposed]) -> list[Proposed]:
    """By rank; within a rank as they were found."""
    return sorted(found, key=lambda one: one.rank)


def moved(ids: Sequence[UUID], item: UUID, *, up: bool) -> list[UUID]:
    """The order after one item went a place up or down; the first cannot go further up, nor the last down."""
    order = list(ids)
    here = order.index(item)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    return order


def check_settling(state: MeetingState) -> None:
    """What became of the items is said once the meeting was held and before its minutes go round; raises
    `agenda-settled-elsewhen`."""
    if state not in (MeetingState.HELD, MeetingState.DRAFT):
        raise Refused("agenda-settled-elsewhen")


def check_agenda_open(state: MeetingState, items: int, *, adding: bool) -> None:
    """Raises `agenda-is-closed` after the meeting was held, `agenda-too-long` past what one meeting can treat."""
    if state not in (MeetingState.PLANNED, MeetingState.CALLED):
        raise Refused("agenda-is-closed")
    if adding and items >= MOST_ITEMS:
        raise Refused("agenda-too-long", most=MOST_ITEMS)
