"""What does not agree in minutes: each finding names its lines and carries what its sentence needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from chomchom.council.rules.findings import decisions, people, projects, wording
from chomchom.council.rules.lines import Line
from chomchom.council.rules.shape import Finding, Minutes

__all__ = ["findings_in"]

CHECKS: tuple[Callable[[Minutes, Sequence[Line]], Iterator[Finding]], ...] = (
    people.attendance, people.absences, people.heads, wording.weekdays, projects.rows, projects.figures,
    projects.lowered_targets, projects.run_by_others, decisions.labels, decisions.missing, decisions.names,
    decisions.codes, decisions.actions, decisions.dates, wording.claims, wording.spellings, wording.terms,
)  # fmt: skip


def findings_in(lines: Sequence[Line], minutes: Minutes) -> list[Finding]:
    """All findings, in the order of their first line."""
    found = [finding for check in CHECKS for finding in check(minutes, lines)]
    return sorted(found, key=lambda one: (one.lines[:1] or [0], one.code))
