"""Links with a deadline for those who give an opinion or propose a programme without an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from chomchom.kernel.days import end_of
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused


class Asked(StrEnum):
    """What a link asks for."""

    OPINION = "opinion"
    PROPOSAL = "proposal"


class AskedState(StrEnum):
    """Where an asking stands; computed from its facts and the moment."""

    WAITING = "waiting"
    ANSWERED = "answered"
    OVER = "over"
    CLOSED = "closed"


class ProposalState(StrEnum):
    """What became of a proposal: a candidate of the plan, or an answer why not."""

    RECEIVED = "received"
    TAKEN_UP = "taken_up"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFacts:
    """An asking as rules look at it."""

    until: datetime
    answered: bool
    closed: bool


def asked_state(facts: AskedFacts, *, at: datetime) -> AskedState:
    """Answered stays answered; else taken back, run out, or still waiting."""
    if facts.answered:
        return AskedState.ANSWERED
    if facts.closed:
        return AskedState.CLOSED
    return AskedState.OVER if at >= facts.until else AskedState.WAITING


def deadline(due_on: date, *, today: date, most_days: int) -> datetime:
    """The moment a link ends: the end of its last day. Raises `link-deadline-passed`, `link-deadline-too-far`."""
    if due_on < today:
        raise Refused("link-deadline-passed")
    if due_on > today + timedelta(days=most_days):
        raise Refused("link-deadline-too-far", most=most_days)
    return end_of(due_on)


def last_day(until: datetime) -> date:
    """The last whole day of a link that ends with a day."""
    return (until - timedelta(seconds=1)).astimezone(SEOUL).date()


def check_can_remind(facts: AskedFacts, *, at: datetime) -> None:
    """Raises `asking-is-over` where nobody waits for an answer any more."""
    if asked_state(facts, at=at) is not AskedState.WAITING:
        raise Refused("asking-is-over")


CRITERIA = ("necessity", "sustainability", "collectable", "measurable", "partnership")
"""The five criteria a programme has to meet to enter the plan: needed, lasting four years, results that the department
can collect, indicators that can be set, public and private together."""

STORY = ("target", "problem", "means")
"""Whom it is for, what is wrong today, and what would be done."""

BESIDE = ("similar", "collector")
"""Similar programmes the proposer knows, and who would collect results."""


def check_proposal(said: dict[str, str], *, most: int) -> dict[str, str]:
    """The fields of a proposal, trimmed. Name and story are needed; of the criteria the need alone, because somebody
    outside cannot know what the department can collect. Raises `proposal-field-missing`, `proposal-field-too-long`."""
    plain = {name: said.get(name, "").strip() for name in ("name", *STORY, *CRITERIA, *BESIDE)}
    for name in ("name", *STORY, "necessity"):
        if not plain[name]:
            raise Refused("proposal-field-missing", field=name)
    for name, text in plain.items():
        if len(text) > (120 if name == "name" else most):
            raise Refused("proposal-field-too-long", field=name, most=120 if name == "name" else most)
    return plain


def proposal_number(year: int, serial: int) -> str:
    """제안-2026-007 without its word: `2026-007`."""
    return f"{year}-{serial:03d}"
