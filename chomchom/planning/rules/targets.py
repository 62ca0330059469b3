"""Targets: dated, with who set them and why; nothing is overwritten, and a past year keeps the one it was run under."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from chomchom.kernel.verdicts import Refused
from chomchom.planning.rules.definitions import Direction

MOST = Decimal(10) ** 12
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?|-?\d+(\.\d+)?")
_EMPTY = {
    "n/a",
    "na",
    "-",
    "–",
    "없음",
    "해당없음",
    "미정",
    "tbd",
    "null",
    "none",
    "",
}  # Korean data: words for no number


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFacts:
    """One target of one year as it was set."""

    id: UUID
    year: int
    value: Decimal
    set_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class YearsTarget:
    """The targets of one year: the one it was run under, the one before a change, and whether the change made it easier."""

    in_force: TargetFacts | None
    before: TargetFacts | None = None
    easier: bool = False
    later: TargetFacts | None = None
    """Set after the year had ended: shown, never used."""


def number_said(text: str, *, code: str) -> Decimal:
    """A number somebody typed. Raises `code` for anything else, also for "N/A", and `percentage-needs-its-parts` for 68 %."""
    said = text.strip()
    if said.endswith(("%", "％")):
        raise Refused("percentage-needs-its-parts", said=said[:20])
    if said.casefold().replace(" ", "") in _EMPTY or not _NUMBER.fullmatch(said):
        raise Refused(code, said=said[:20] or "–")
    number = Decimal(said.replace(",", ""))
    if abs(number) >= MOST:
        raise Refused(code, said=said[:20])
    return number


def is_easier(direction: Direction, *, old: Decimal, new: Decimal) -> bool:
    """Whether a changed target asks for less than the old one."""
    if direction is Direction.DOWN:
        return new > old
    return direction in (Direction.UP, Direction.MILESTONE) and new < old


def targets_of(year: int, targets: Iterable[TargetFacts], *, direction: Direction) -> YearsTarget:
    """What a year was run under: the last target set before it ended, and the one that target took the place of.

    Where no target of the year itself was changed, a target below last year's is the change.
    """
    known = sorted(targets, key=lambda one: (one.set_on, one.id))
    own = [one for one in known if one.year == year and one.set_on <= date(year, 12, 31)]
    later = [one for one in known if one.year == year and one.set_on > date(year, 12, 31)]
    in_force = own[-1] if own else None
    if len(own) > 1:
        before: TargetFacts | None = own[-2]
    else:
        past = [one for one in known if one.year == year - 1 and one.set_on <= date(year - 1, 12, 31)]
        before = past[-1] if past else None
    easier = bool(in_force and before and is_easier(direction, old=before.value, new=in_force.value))
    return YearsTarget(in_force, before, easier, later[-1] if later else None)


def check_target(*, value: Decimal, year: int, first_year: int, last_year: int, reason: str, changes: bool) -> None:
    """Raises `target-outside-the-plan`, `target-below-nought` and `target-change-needs-a-reason`."""
    if not first_year <= year <= last_year:
        raise Refused("target-outside-the-plan", first=first_year, last=last_year)
    if value < 0:
        raise Refused("target-below-nought")
    if changes and not reason.strip():
        raise Refused("target-change-needs-a-reason")
