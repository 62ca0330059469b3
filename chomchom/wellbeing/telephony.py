"""The telephone behind one port. What rings is an adapter; what it found comes back as a fact.

The demonstration telephone answers like the published rates and needs no number. An adapter that really rings asks
`people` for the number at the moment it rings, and honours the key: the same key never rings twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from chomchom.wellbeing.rules.calls import answer_of
from chomchom.wellbeing.rules.words import CallResult


@dataclass(frozen=True, slots=True)
class Ring:
    """One call to be made. `key` is the call's own id, for a provider that must not ring twice."""

    key: UUID
    alert_id: UUID
    person_id: UUID
    turn: int


class Telephone(Protocol):
    """Whatever can ring somebody and say what came of it."""

    def ring(self, ring: Ring) -> CallResult:
        """Ring, and return the result; an exception is a try that failed and comes again."""


class DemoTelephone:
    """Rings nobody. Answers by the published rates, the same for the same alert."""

    def ring(self, ring: Ring) -> CallResult:
        """What this call would have found."""
        return answer_of(ring.alert_id, turn=ring.turn)


def telephone() -> Telephone:
    """The telephone of this installation."""
    return DemoTelephone()
