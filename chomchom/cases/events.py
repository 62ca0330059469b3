"""What a case writes into the ledger: ids, codes, days, numbers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.cases.rules import AftercareResult, CaseState, Decision, GoalState, Grade, ReasonCode, SignedBy
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


class SecondLookAsked(Event):
    """Somebody else was asked to look before a person is written off."""

    tag = "cases:second-look:asked"
    case_id: UUID
    move: Code
    cause: ReasonCode


class SecondLookAnswered(Event):
    """The second reader agreed, or did not."""

    tag = "cases:second-look:answered"
    case_id: UUID
    move: Code
    agreed: bool


class AftercareDone(Event):
    """A day of aftercare was done; `days_late` is 0 in time."""

    tag = "cases:aftercare:done"
    case_id: UUID
    number: int
    result: AftercareResult
    days_late: int


class FormDone(Event):
    """A form of a case was finished; the answers are not here."""

    tag = "cases:form:done"
    case_id: UUID
    form: Code
    number: int
    total: int | None = None
    level: Code | None = None
    correction: bool = False
    late: bool = False


class LevelSetByHand(Event):
    """Somebody set the level of an assessment otherwise than the scale; the reason stands on the form."""

    tag = "cases:level:set-by-hand"
    case_id: UUID
    number: int
    before: Code
    after: Code


class PlanBegun(Event):
    """A version of the service plan was begun."""

    tag = "cases:plan:begun"
    case_id: UUID
    number: int


class PlanSigned(Event):
    """The person or the guardian agreed to a version of the plan."""

    tag = "cases:plan:signed"
    case_id: UUID
    number: int
    signed_by: SignedBy
    goals: int


class PlanChecked(Event):
    """The plan in force was checked goal by goal."""

    tag = "cases:plan:checked"
    case_id: UUID
    goals: int
    reached: int
    reassess: bool


class GoalJudged(Event):
    """Of a goal not reached it was said why and where the need goes; the words are not here."""

    tag = "cases:goal:explained"
    case_id: UUID
    goal: int
    state: GoalState


class ConferenceCalled(Event):
    """A case conference was called."""

    tag = "cases:conference:called"
    conference_id: UUID
    held_on: date


class CaseDecided(Event):
    """A conference of so many bodies decided on a case."""

    tag = "cases:case:decided"
    case_id: UUID
    decision: Decision
    grade: Grade | None = None
    bodies: int


class TaskDone(Event):
    """A task of a conference was done; `days_late` is 0 in time."""

    tag = "cases:task:done"
    case_id: UUID
    days_late: int


class AbsenceCovered(Event):
    """Somebody stands in for a case manager who is away."""

    tag = "cases:absence:covered"
    account_id: UUID
    cover_id: UUID
    first: date
    last: date


class HandoverOffered(Event):
    """A case was offered to another manager; the old one answers for it until it is accepted."""

    tag = "cases:handover:offered"
    case_id: UUID
    from_id: UUID
    to_id: UUID


class HandoverAnswered(Event):
    """A handover was accepted or declined."""

    tag = "cases:handover:answered"
    case_id: UUID
    accepted: bool
