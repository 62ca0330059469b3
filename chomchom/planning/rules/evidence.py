"""The evidence library: where a figure comes from, whom it counts, and claims that still lack one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from chomchom.kernel.roles import Role
from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused

CODE = re.compile(r"[a-z][a-z0-9_]{1,30}")
FIRST_YEAR = 1990


class EvidenceKind(StrEnum):
    """What kind of source it is."""

    SURVEY = "survey"
    STATISTIC = "statistic"
    RECORD = "record"
    STUDY = "study"
    INTERVIEW = "interview"
    LAW = "law"


class ClaimState(StrEnum):
    """A claim without a figure waits until somebody backs it or drops it."""

    OPEN = "open"
    BACKED = "backed"
    DROPPED = "dropped"


_OFFICE = (Role.CITY_OFFICER, Role.COUNCIL_OFFICE)

CLAIM_MOVES = StateTable(
    ClaimState,
    ClaimState.OPEN,
    (
        Move("back", frozenset({ClaimState.OPEN}), ClaimState.BACKED, who=_OFFICE),
        Move("drop", frozenset({ClaimState.OPEN}), ClaimState.DROPPED, who=_OFFICE, reason=True),
        Move("reopen", frozenset({ClaimState.BACKED, ClaimState.DROPPED}), ClaimState.OPEN, who=_OFFICE, reason=True),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One value of outside: how much of what, in which year, of whom, from where."""

    value: Decimal
    unit: str
    year: int
    population: str
    source: str
    title: str


def check_evidence(
    *, title: str, source: str, year: int, value: Decimal | None, unit: str, population: str, today: date
) -> None:
    """A source has a title, who made it and a year; a value has a unit and says whom it counts.

    Raises `evidence-needs-source`, `evidence-year-wrong`, `evidence-needs-unit`, `evidence-needs-population`.
    """
    if not title.strip() or not source.strip():
        raise Refused("evidence-needs-source")
    if not FIRST_YEAR <= year <= today.year:
        raise Refused("evidence-year-wrong", first=FIRST_YEAR, last=today.year)
    if value is not None and not unit.strip():
        raise Refused("evidence-needs-unit")
    if value is not None and not population.strip():
        raise Refused("evidence-needs-population")


def check_code(code: str, *, has_value: bool) -> None:
    """A code lets an indicator name a value, so it is a plain word and there is a value.

    Raises `evidence-code-wrong`, `evidence-code-needs-value`.
    """
    if code and not CODE.fullmatch(code):
        raise Refused("evidence-code-wrong")
    if code and not has_value:
        raise Refused("evidence-code-needs-value")


def read_value(text: str) -> Decimal | None:
    """A number as people type it; empty is none. Raises `evidence-value-wrong`."""
    plain = text.replace(",", "").strip()
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise Refused("evidence-value-wrong") from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 14 or -_exponent(value) > 4:
        raise Refused("evidence-value-wrong")
    return value


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def check_address(url: str) -> None:
    """An address, where one is given, is one of the web; raises `evidence-address-wrong`."""
    if url and not re.fullmatch(r"https?://[^\s<>\"']{3,400}", url):
        raise Refused("evidence-address-wrong")
