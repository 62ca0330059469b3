"""What somebody is to do: owner, day or event, and how it ends. Without an owner or a date it heads the next agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused


class ActionState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


ACTION_STATES = StateTable(
    ActionState,
    ActionState.OPEN,
    (
        Move("do", frozenset({ActionState.OPEN}), ActionState.DONE, who=("owner", "council_office", "city_officer")),
        Move("drop", frozenset({ActionState.OPEN}), ActionState.DROPPED, who=("council_office", "city_officer")),
        Move(
            "reopen",
            frozenset({ActionState.DONE, ActionState.DROPPED}),
            ActionState.OPEN,
            who=("council_office", "city_officer"),
        ),
    ),
)


class Lack(StrEnum):
    """What nobody has said yet about a task."""

    OWNER = "owner"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts:
    """A task as rules look at it. `event_is_over` says that the meeting it was due at has been."""

    has_owner: bool
    due_on: date | None
    due_event: str
    state: ActionState = ActionState.OPEN
    event_is_over: bool = False


def lacks(task: ActionFacts) -> tuple[Lack, ...]:
    """Owner, date, or both; empty where the task is complete."""
    missing_date = task.due_on is None and not task.due_event.strip()
    return (*((Lack.OWNER,) if not task.has_owner else ()), *((Lack.DATE,) if missing_date else ()))


def overdue(task: ActionFacts, *, on: date) -> bool:
    """Whether an open task is late: the day after its day, or once its meeting has been."""
    if task.state is not ActionState.OPEN:
        return False
    return (task.due_on is not None and task.due_on < on) or task.event_is_over


def agenda_order(task: ActionFacts, *, on: date) -> tuple[int, date]:
    """The place on the next agenda: what lacks owner or date first, then what is late, then by the day it is due."""
    first = 0 if lacks(task) else 1 if overdue(task, on=on) else 2
    return first, task.due_on or date.max


LONGEST_TEXT = 500


def check_text(text: str) -> str:
    """What is to be done, trimmed. Raises `action-is-empty`, `action-too-long`."""
    plain = text.strip()
    if not plain:
        raise Refused("action-is-empty")
    if len(plain) > LONGEST_TEXT:
        raise Refused("action-too-long", most=LONGEST_TEXT)
    return plain


def check_ending(move: str, note: str) -> str:
    """What came of it. Raises `action-needs-a-note` where it is done, `action-needs-a-reason` where it is dropped."""
    plain = note.strip()[:LONGEST_TEXT]
    if not plain:
        raise Refused("action-needs-a-note" if move == "do" else "action-needs-a-reason")
    return plain


def check_due(due_on: date | None, *, raised_on: date) -> None:
    """Raises `action-due-before-it-was-raised`."""
    if due_on is not None and due_on < raised_on:
        raise Refused("action-due-before-it-was-raised")
