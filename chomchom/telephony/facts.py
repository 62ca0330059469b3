"""What is ordered of a line and what comes back: facts with the codes of an attempt's results."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID

LONGEST_SECONDS = 180
"""No call, from the first ring to the last word, lasts longer. Leases are reckoned with it."""


class Result(StrEnum):
    """What came of a call (machines.md §5.8). A fact says what happened on the line, not how the person is."""

    ANSWERED_OK = "answered_ok"
    ANSWERED_NEEDS_HELP = "answered_needs_help"
    ANSWERED_UNCLEAR = "answered_unclear"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    OUT_OF_SERVICE = "out_of_service"
    DEVICE_OFF = "device_off"
    NO_DEVICE = "no_device"
    LANGUAGE = "language"
    INTERRUPTED = "interrupted"
    SYSTEM_ERROR = "system_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One call to be made. The same key never rings twice."""

    key: UUID
    number: str
    script: str = "check"
    language: str = "ko"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one call found. `answers` holds question → answer codes; `wants_human` and `said_help` page somebody."""

    result: Result
    answers: dict[str, str] = field(default_factory=dict)
    wants_human: bool = False
    said_help: bool = False
    heard_voice: bool = False
    status: int = 0  # the last status of the line (SIP), 0 where there was none
    talked_seconds: int = 0


class LineFailed(Exception):
    """The line itself could not be used: nothing is known about the person, and the call is due again."""


class Line(Protocol):
    """Whatever can ring somebody. Returns the fact, or None where the fact comes later through another door."""

    longest_seconds: int

    def place(self, order: Order) -> Fact | None:
        """Ring once. Raises LineFailed where the line is down."""
