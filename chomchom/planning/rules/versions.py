"""Versions of a plan: what it held when it was established, and what each change by article 38 altered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from chomchom.kernel.verdicts import Refused


class VersionKind(StrEnum):
    """The first version establishes a plan, every later one changes it (제38조)."""

    ESTABLISHED = "established"
    CHANGED = "changed"


class DifferenceKind(StrEnum):
    """What differs between two versions for one project."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    PLACED = "placed"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One project as a version keeps it."""

    id: str
    code: str
    name: str
    strategy: str
    placement: str
    run_by: str
    planned_won: int

    def kept(self) -> dict[str, Any]:
        """As plain JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Difference:
    """One project that differs: what was and what is."""

    kind: DifferenceKind
    code: str
    name: str
    before: str = ""
    after: str = ""


def differences(before: Iterable[Held], after: Iterable[Held]) -> list[Difference]:
    """What differs, in the order of the codes."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    found = [Difference(DifferenceKind.REMOVED, one.code, one.name) for key, one in old.items() if key not in new]
    for key, one in new.items():
        found += _changes(old[key], one) if key in old else [Difference(DifferenceKind.ADDED, one.code, one.name)]
    return sorted(found, key=lambda one: (one.code, one.name, one.kind))


def _changes(was: Held, now: Held) -> list[Difference]:
    pairs = (
        (DifferenceKind.RENAMED, was.name, now.name),
        (DifferenceKind.RENUMBERED, was.code, now.code),
        (DifferenceKind.MOVED, was.strategy, now.strategy),
        (DifferenceKind.PLACED, was.placement, now.placement),
        (DifferenceKind.BUDGET, str(was.planned_won), str(now.planned_won)),
    )
    return [Difference(kind, now.code, now.name, old, new) for kind, old, new in pairs if old != new]


def check_version(*, kind: VersionKind, earlier: int, found: Sequence[Difference], projects: int) -> None:
    """Raises `plan-has-no-projects`, `plan-already-established`, `plan-not-established`, `plan-did-not-change`."""
    if not projects:
        raise Refused("plan-has-no-projects")
    if kind is VersionKind.ESTABLISHED and earlier:
        raise Refused("plan-already-established")
    if kind is VersionKind.CHANGED and not earlier:
        raise Refused("plan-not-established")
    if kind is VersionKind.CHANGED and not found:
        raise Refused("plan-did-not-change")
