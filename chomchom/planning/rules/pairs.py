"""Two programmes side by side: what was said of them, what was computed, and what a person judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from chomchom.kernel.verdicts import Refused


class ThingKind(StrEnum):
    """What can overlap with what."""

    PROJECT = "project"
    CANDIDATE = "candidate"
    EXISTING = "existing"


class PairVerdict(StrEnum):
    """What a person says of a pair: 같음, 다름, 이어 붙임."""

    SAME = "same"
    DIFFERENT = "different"
    JOINED = "joined"


class Thing(NamedTuple):
    """One side of a pair."""

    kind: ThingKind
    id: UUID

    @property
    def key(self) -> str:
        """As the corpus knows it."""
        return f"{self.kind}:{self.id}"


class Agreement(StrEnum):
    """How a stated overlap and a computed one stand to each other."""

    BOTH = "both"  # somebody said so and the words show it
    STATED_ONLY = "stated_only"
    COMPUTED_ONLY = "computed_only"


def pair_of(one: Thing, other: Thing) -> tuple[Thing, Thing]:
    """The pair in its one order; raises `pair-with-itself`."""
    if one == other:
        raise Refused("pair-with-itself")
    return (one, other) if one.key < other.key else (other, one)


def check_verdict(reason: str) -> None:
    """A judgement says why; raises `pair-needs-reason`."""
    if not reason.strip():
        raise Refused("pair-needs-reason")


def check_stated(*, other_name: str, words: str) -> None:
    """A stated overlap says with what and in which words; raises `stated-needs-words`."""
    if not other_name.strip() or not words.strip():
        raise Refused("stated-needs-words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreements:
    """How many overlaps were said and computed, only said, only computed."""

    both: int
    stated_only: int
    computed_only: int


def agreement(*, stated: bool, computed: bool) -> Agreement | None:
    """Where an overlap comes from; None where nobody and nothing says so."""
    if stated:
        return Agreement.BOTH if computed else Agreement.STATED_ONLY
    return Agreement.COMPUTED_ONLY if computed else None


def agreements(found: Iterable[Agreement]) -> Agreements:
    """The counts of a list of agreements."""
    listed = list(found)
    return Agreements(
        both=listed.count(Agreement.BOTH),
        stated_only=listed.count(Agreement.STATED_ONLY),
        computed_only=listed.count(Agreement.COMPUTED_ONLY),
    )
