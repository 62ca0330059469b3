"""An income held against a public line: above it the private route opens, with by how much.

Ours is a trial calculation (모의판정). Only the official result sets 공적 기준 초과.
"""

from __future__ import annotations

from dataclasses import dataclass

from chomchom.kernel.verdicts import Refused

MOST_PERSONS = 20
MOST_WON = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaFacts:
    """A household's recognised monthly income in won and how many it feeds."""

    size: int
    income: int


def check_criteria(facts: CriteriaFacts) -> None:
    """Raises `case-income-impossible` for what no household can be."""
    if not 1 <= facts.size <= MOST_PERSONS or not 0 <= facts.income <= MOST_WON:
        raise Refused("case-income-impossible")
