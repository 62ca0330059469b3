"""Whether the person was helped: asked apart from whether somebody accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chomchom.kernel.verdicts import Refused
from chomchom.referrals.rules.machine import ReferralState


class Outcome(StrEnum):
    """What came of it for the person."""

    HELPED_FULL = "helped_full"
    HELPED_PART = "helped_part"
    CONNECTED_NOT_HELPED = "connected_not_helped"
    NOT_HELPED = "not_helped"
    UNKNOWN = "unknown"


class OutcomeSource(StrEnum):
    """Who says so; three sources may differ and all are kept."""

    PROVIDER = "provider"
    PERSON = "person"
    WORKER = "worker"


TAKEN = frozenset(
    {
        ReferralState.ACCEPTED,
        ReferralState.IN_PROGRESS,
        ReferralState.ON_HOLD,
        ReferralState.COMPLETED,
        ReferralState.FAILED,
    }
)
"""Only what was once accepted has an outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    """What a rule needs to know about an outcome that is being written."""

    state: ReferralState
    source: OutcomeSource
    by_receiver: bool
    happened_on: date
    accepted_on: date | None
    today: date


def check_outcome(facts: OutcomeFacts) -> None:
    """Raises `outcome-before-acceptance`, `outcome-source-not-yours`, `outcome-in-the-future`, `outcome-before-start`."""
    if facts.state not in TAKEN or facts.accepted_on is None:
        raise Refused("outcome-before-acceptance")
    if facts.by_receiver != (facts.source is OutcomeSource.PROVIDER):
        raise Refused("outcome-source-not-yours")
    if facts.happened_on > facts.today:
        raise Refused("outcome-in-the-future")
    if facts.happened_on < facts.accepted_on:
        raise Refused("outcome-before-start")
