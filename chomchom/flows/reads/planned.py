"""What approved decisions ask the plan to change, each with the project it is about as the plan knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.council import public as council
from chomchom.flows import sentences
from chomchom.kernel.deeds import Deed
from chomchom.planning import public as planning

BY_HAND = frozenset({council.ChangeKind.CHECK_OVERLAP, council.ChangeKind.CHECK_PLACEMENT})
"""What only a person can do; the page asks for the word that it was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMake:
    """One change that waits: what it says, about which project it seems to be, and what has to be chosen yet."""

    change_id: UUID
    decision_id: UUID
    subject: str
    decided_on: date
    says: str
    by_hand: bool
    needs_plan: bool
    needs_target: bool
    projects: tuple[tuple[UUID, str], ...]
    targets: tuple[tuple[UUID, str], ...]


def to_make(deed: Deed) -> list[ToMake]:
    """Everything decided and not yet made, the oldest decision first; three queries a project that is named."""
    found: dict[str, tuple[tuple[UUID, str], ...]] = {}
    made = []
    for asked in council.decision_changes(deed):
        key = f"{asked.code} {asked.name}".strip()
        if key not in found:
            found[key] = _projects(deed, asked)
        kind = council.ChangeKind(asked.kind)
        made.append(
            ToMake(
                change_id=asked.change_id,
                decision_id=asked.decision_id,
                subject=key,
                decided_on=asked.decided_on,
                says=sentences.change_line(
                    kind, to=asked.to, owner=asked.owner_name, due=asked.due_on or asked.due_event
                ),
                by_hand=kind in BY_HAND,
                needs_plan=kind is council.ChangeKind.CONVERT,
                needs_target=kind is council.ChangeKind.MERGE,
                projects=found[key],
                targets=_named(planning.search(deed, asked.to)) if kind is council.ChangeKind.MERGE else (),
            )
        )
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBack:
    """One sentence of a meeting that waits for evidence, the projects it can mean, and whether the plan has it."""

    row: council.ClaimedRow
    projects: tuple[tuple[UUID, str], ...]
    entered: bool


def to_back(deed: Deed, meeting_id: UUID) -> tuple[council.ClaimedPage, list[ToBack]]:
    """What a meeting claimed, each with its project; two queries a project that is named."""
    found = council.claimed(deed, meeting_id)
    held = set(planning.claimed_texts(deed, meeting_id))
    named: dict[tuple[str, str], tuple[tuple[UUID, str], ...]] = {}
    for row in found.rows:
        if (row.code, row.name) not in named:
            rows = (planning.search(deed, row.code) if row.code else []) or planning.search(deed, row.name)
            named[row.code, row.name] = _named(rows)
    made = [ToBack(row=row, projects=named[row.code, row.name], entered=row.text[:500] in held) for row in found.rows]
    return found, made


def _projects(deed: Deed, asked: council.AskedChange) -> tuple[tuple[UUID, str], ...]:
    """The projects a decision can mean, the likeliest first: by code, else by any name; what they became comes first.

    A decision about a project of the old plan concerns what goes on in the next one.
    """
    rows = planning.search(deed, asked.code) if asked.code else []
    rows = rows or planning.search(deed, asked.name)
    heirs = [(one, name) for row in rows for one, name in row.now]
    return tuple(dict([*heirs, *_named(rows)]).items())


def _named(rows: list[planning.Found]) -> tuple[tuple[UUID, str], ...]:
    return tuple((row.id, sentences.project_line(row.term_number, row.code, row.name)) for row in rows)
