"""What a case writes into the ledger: ids, codes, days, numbers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.cases.rules import CaseState, Grade, ReasonCode
from chomchom.kernel.events import Code, Event


class CaseTakenIn(Event):
    """An episode became an integrated case."""

    tag = "cases:case:taken-in"
    case_id: UUID
    episode_id: UUID
    follows: UUID | None = None  # the closed case whose need returned
    due_on: date


class OwnerNamed(Event):
    """A case manager was named, or the case was handed over."""

    tag = "cases:owner:named"
    case_id: UUID
    owner_id: UUID
    before: UUID | None = None


class CaseMoved(Event):
    """A case went from one state to another; `days_late` is 0 in time."""

    tag = "cases:case:moved"
    case_id: UUID
    move: Code
    before: CaseState
    after: CaseState
    cause: ReasonCode | None = None
    grade: Grade | None = None
    days_late: int
    due_on: date | None = None


class NoteWritten(Event):
    """Something was written down on a case; the words are not here."""

    tag = "cases:note:written"
    case_id: UUID


class CriteriaHeld(Event):
    """An income was held against a line; 0 means not above it. The income itself stays out."""

    tag = "cases:criteria:held"
    case_id: UUID
    criterion: Code
    household_size: int
    over_by_won: int
    official: bool
