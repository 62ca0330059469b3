"""What the ledger learns about taking part."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from chomchom.enrolment.rules import DropOutReason, NextStep
from chomchom.kernel.events import Code, Event


class Enrolled(Event):
    """A person began to take part."""

    tag: ClassVar[str] = "enrolment:person:enrolled"
    enrolment_id: UUID
    programme: Code
    mode: Code
    from_on: date


class Paused(Event):
    """Taking part rests for a while."""

    tag: ClassVar[str] = "enrolment:person:paused"
    enrolment_id: UUID
    programme: Code


class Resumed(Event):
    """Taking part goes on."""

    tag: ClassVar[str] = "enrolment:person:resumed"
    enrolment_id: UUID
    programme: Code


class LeavingReported(Event):
    """Somebody outside says that the person is gone; the next step is open."""

    tag: ClassVar[str] = "enrolment:person:leaving"
    enrolment_id: UUID
    programme: Code
    reason: DropOutReason | None


class Left(Event):
    """A person left, with reason and next step."""

    tag: ClassVar[str] = "enrolment:person:left"
    enrolment_id: UUID
    programme: Code
    reason: DropOutReason
    next_step: NextStep
    days_in: int
