"""What meetings decided about a project: the part of its page that the council brings."""

from __future__ import annotations

from chomchom.council import public as council
from chomchom.kernel.codes import as_kept, numbers_of
from chomchom.kernel.deeds import Deed
from chomchom.planning.reads.project import ProjectPage

MOST = 20


def decisions_of(deed: Deed, page: ProjectPage) -> list[council.DecisionRow]:
    """Decisions about this project, newest first: under any name it had, and under its code within its plan's years.

    Another plan gives the same code to another project, so a code alone is believed only while the plan ran.
    """
    numbers = numbers_of(page.line.code) if page.line.code else None
    code = as_kept(numbers) if numbers else ""
    project = council.Subject.PROJECT
    named = {council.subject_key(project, code="", name=one) for one in (page.line.name, *(n.name for n in page.names))}
    coded = {council.subject_key(project, code=code, name="")} if code else set()
    rows = council.decisions_about(deed, keys=[*named, *coded])
    return [row for row in rows if not row.code or row.day.year in page.years or row.name in _names(page)][:MOST]


def _names(page: ProjectPage) -> set[str]:
    return {page.line.name, *(one.name for one in page.names)}
