"""A link to a resource outside the network: no inbox, no clock, but its outcome counts like any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chomchom.kernel.verdicts import Refused
from chomchom.referrals.rules.outcomes import Outcome

MOST_RESOURCE = 80


class OutsideWay(StrEnum):
    """How the person was linked."""

    TOLD = "told"  # 안내만 함
    CALLED = "called"  # 대신 전화함
    WENT_ALONG = "went_along"  # 함께 감
    BROUGHT = "brought"  # 물품·돈이 옴


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideFacts:
    """What decides whether a link outside may be written down."""

    resource: str
    way: OutsideWay
    agreed: bool
    linked_on: date
    today: date


def check_outside(facts: OutsideFacts) -> None:
    """Raises `outside-needs-resource`, `outside-needs-agreement`, `outcome-in-the-future`.

    Who only was told where to go passed nothing on; for everything else the person has to have agreed.
    """
    if not 1 <= len(facts.resource.strip()) <= MOST_RESOURCE:
        raise Refused("outside-needs-resource", most=MOST_RESOURCE)
    if facts.way is not OutsideWay.TOLD and not facts.agreed:
        raise Refused("outside-needs-agreement")
    if facts.linked_on > facts.today:
        raise Refused("outcome-in-the-future")


def check_outside_outcome(outcome: Outcome, *, happened_on: date, linked_on: date, today: date) -> None:
    """Raises `outcome-in-the-future`, `outcome-before-start`."""
    if happened_on > today:
        raise Refused("outcome-in-the-future")
    if outcome is not Outcome.UNKNOWN and happened_on < linked_on:
        raise Refused("outcome-before-start")
