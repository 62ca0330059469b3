"""A meeting of the council: its states and moves, its agenda, and the marks of who came."""

from __future__ import annotations

from enum import StrEnum

from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused


class MeetingState(StrEnum):
    """How far a meeting and its minutes are."""

    PLANNED = "planned"
    CALLED = "called"
    HELD = "held"
    DRAFT = "draft"
    CIRCULATED = "circulated"
    APPROVED = "approved"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class MeetingMode(StrEnum):
    """Around a table, or in writing (서면심의)."""

    TOGETHER = "together"
    WRITTEN = "written"


class ItemOrigin(StrEnum):
    """Where an agenda item comes from."""

    ACTION = "action"  # something to do, without owner or date, or carried over
    DECISION = "decision"  # 후속 검토, 추가 검토
    DEFICIT = "deficit"  # a need nobody could meet
    PROPOSAL = "proposal"  # handed in by link
    NEW = "new"
    READ = "read"  # from minutes that were brought in


class ItemState(StrEnum):
    """How far an agenda item is."""

    RAISED = "raised"
    DISCUSSED = "discussed"
    DECIDED = "decided"
    CARRIED = "carried"
    CLOSED = "closed"


class Mark(StrEnum):
    """Who came: O, 대리, X, X with an excuse, or an answer in writing."""

    PRESENT = "present"
    PROXY = "proxy"
    ABSENT = "absent"
    EXCUSED = "excused"
    WRITTEN = "written"


class AbsenceCategory(StrEnum):
    """Why somebody was away, coarsely; `health` and `family` are sensitive."""

    DUTY = "duty"  # 공무, 출장
    OTHER_MEETING = "other_meeting"
    WORK = "work"
    HEALTH = "health"
    FAMILY = "family"
    OTHER = "other"
    UNSAID = "unsaid"


class ToldBy(StrEnum):
    """How somebody hears of a meeting."""

    ACCOUNT = "account"
    EMAIL = "email"
    HAND = "hand"  # on paper or by telephone: somebody of the office has to


class ChangeKind(StrEnum):
    """What happened to a meeting or its minutes besides the plan."""

    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    TAKEN_BACK = "taken_back"
    AMENDED = "amended"


SENSITIVE = frozenset({AbsenceCategory.HEALTH, AbsenceCategory.FAMILY})

M, I = MeetingState, ItemState  # noqa: E741
OFFICE, LINE = ("council_office", "city_officer"), ("approval line",)

MEETING_STATES: StateTable[MeetingState] = StateTable(
    MeetingState,
    start=M.PLANNED,
    moves=(
        Move("call", frozenset({M.PLANNED}), M.CALLED, who=OFFICE, due="council.notice_days"),
        Move("postpone", frozenset({M.CALLED}), M.CALLED, who=OFFICE, due="council.notice_days", reason=True),
        Move("cancel", frozenset({M.PLANNED, M.CALLED}), M.CANCELLED, who=OFFICE, reason=True),
        Move("hold", frozenset({M.CALLED}), M.HELD, who=OFFICE),
        Move("draft", frozenset({M.HELD}), M.DRAFT, who=OFFICE, due="council.draft_days"),
        Move("circulate", frozenset({M.DRAFT}), M.CIRCULATED, who=OFFICE),
        Move("take_back", frozenset({M.CIRCULATED}), M.DRAFT, who=(*OFFICE, *LINE), reason=True),
        Move("approve", frozenset({M.CIRCULATED}), M.APPROVED, who=LINE),
        Move("publish", frozenset({M.APPROVED}), M.PUBLISHED, who=OFFICE),
    ),
)
"""Approved minutes never go back; what is wrong in them is amended (issue 3, Council 2)."""

ITEM_STATES: StateTable[ItemState] = StateTable(
    ItemState,
    start=I.RAISED,
    moves=(
        Move("discuss", frozenset({I.RAISED}), I.DISCUSSED, who=OFFICE),
        Move("decide", frozenset({I.RAISED, I.DISCUSSED}), I.DECIDED, who=OFFICE),
        Move("carry", frozenset({I.RAISED, I.DISCUSSED}), I.CARRIED, who=OFFICE),
        Move("close", frozenset({I.RAISED, I.DISCUSSED, I.DECIDED}), I.CLOSED, who=OFFICE),
        Move("reopen", frozenset({I.DISCUSSED, I.DECIDED, I.CARRIED, I.CLOSED}), I.RAISED, who=OFFICE),
    ),
)
"""What became of an item is said after the meeting; `reopen` takes back a word that was said wrongly."""


def check_reason(reason: str) -> str:
    """Why something changed, trimmed; raises `change-needs-a-reason`."""
    if not reason.strip():
        raise Refused("change-needs-a-reason")
    return reason.strip()
