"""Whether a person already gets something similar: yes or no and of what kind, never where, from whom or since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from chomchom.referrals.rules.machine import ReferralState

S = ReferralState


class Stage(StrEnum):
    """How far it has come with one kind of help."""

    ASKED = "asked"
    GETTING = "getting"


STAGES = {
    S.SENT: Stage.ASKED,
    S.WAITLISTED: Stage.ASKED,
    S.DECLINE_PROPOSED: Stage.ASKED,
    S.ACCEPTED: Stage.GETTING,
    S.IN_PROGRESS: Stage.GETTING,
    S.ON_HOLD: Stage.GETTING,
}
"""What has ended, or was never sent, is no overlap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """The answer: the kinds of need somebody already asks for or gets help with."""

    getting: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether there is any."""
        return bool(self.getting or self.asked)


def overlap(held: Iterable[tuple[str, ReferralState]], *, similar: frozenset[str]) -> Overlap:
    """The answer from a person's referrals as (need, state), among the kinds of need that count as similar.

    A kind somebody gets is not named a second time as asked for.
    """
    stages = {(need, STAGES[state]) for need, state in held if need in similar and state in STAGES}
    getting = {need for need, stage in stages if stage is Stage.GETTING}
    asked = {need for need, stage in stages if stage is Stage.ASKED} - getting
    return Overlap(getting=tuple(sorted(getting)), asked=tuple(sorted(asked)))
