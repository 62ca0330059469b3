"""How one project becomes another, and where it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chomchom.kernel.verdicts import Refused
from chomchom.planning.rules.tree import ProjectState


class LineageKind(StrEnum):
    """What happened to a project on its way into the next plan or inside one."""

    KEEPS = "keeps"
    RENAMES = "renames"
    MERGES = "merges"
    SPLITS = "splits"
    CONVERTS = "converts"
    CLOSES = "closes"


INTO_ANOTHER = frozenset({LineageKind.KEEPS, LineageKind.MERGES, LineageKind.SPLITS, LineageKind.CONVERTS})


@dataclass(frozen=True, slots=True)
class Edge:
    """One step: from a project to another, or to nothing where it closes or only changed its name."""

    source: UUID
    target: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """What is known when a project is to become something."""

    kind: LineageKind
    sources: int
    targets: int
    states: tuple[ProjectState, ...]
    into_later_term: bool
    into_same_term: bool


def check_step(facts: StepFacts) -> None:
    """How many become how many, and from where to where.

    Raises `closed-project-goes-nowhere`, `lineage-needs-one`, `merge-needs-two`, `split-needs-two`,
    `lineage-goes-forward`, or `keeping-leads-into-the-next-plan`.
    """
    if ProjectState.CLOSED in facts.states:
        raise Refused("closed-project-goes-nowhere")
    if facts.kind is LineageKind.MERGES:
        if facts.sources + facts.into_same_term < 2 or facts.targets != 1:
            raise Refused("merge-needs-two")
    elif facts.kind is LineageKind.SPLITS:
        if facts.sources != 1 or facts.targets < 2:
            raise Refused("split-needs-two")
    elif facts.sources != 1 or facts.targets != (facts.kind in INTO_ANOTHER):
        raise Refused("lineage-needs-one")
    if facts.targets and not (facts.into_later_term or facts.into_same_term):
        raise Refused("lineage-goes-forward")
    if facts.kind is LineageKind.KEEPS and not facts.into_later_term:
        raise Refused("keeping-leads-into-the-next-plan")


def check_no_circle(edges: Iterable[Edge], *, source: UUID, target: UUID) -> None:
    """Raises `lineage-in-a-circle` where a project would become its own forebear."""
    if source == target or source in descendants(edges, target):
        raise Refused("lineage-in-a-circle")


def descendants(edges: Iterable[Edge], start: UUID) -> set[UUID]:
    """Everything a project became, at any distance; itself left out."""
    return _reached(edges, start, forward=True)


def forebears(edges: Iterable[Edge], start: UUID) -> set[UUID]:
    """Everything a project came from, at any distance; itself left out."""
    return _reached(edges, start, forward=False)


def family(edges: Iterable[Edge], start: UUID) -> set[UUID]:
    """A project with its forebears and descendants: what one history page shows."""
    held = list(edges)
    return {start} | descendants(held, start) | forebears(held, start)


def heirs(edges: Iterable[Edge], start: UUID) -> set[UUID]:
    """What a project is now: the ends of its line, itself where nothing followed."""
    held = list(edges)
    line = {start} | descendants(held, start)
    gone_on = {edge.source for edge in held if edge.target is not None}
    return {one for one in line if one not in gone_on}


def _reached(edges: Iterable[Edge], start: UUID, *, forward: bool) -> set[UUID]:
    ways: dict[UUID, set[UUID]] = defaultdict(set)
    for edge in edges:
        if edge.target is not None:
            a, b = (edge.source, edge.target) if forward else (edge.target, edge.source)
            ways[a].add(b)
    found: set[UUID] = set()
    ahead = [start]
    while ahead:
        for other in ways[ahead.pop()] - found:
            found.add(other)
            ahead.append(other)
    return found - {start}
