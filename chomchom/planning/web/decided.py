"""What meetings said and decided about a project: the part of its pages that the council brings."""

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
    rows = council.decisions_about(deed, keys=_keys(page))
    return [row for row in rows if not row.code or row.day.year in page.years or row.name in _names(page)][:MOST]


def opinions_of(deed: Deed, page: ProjectPage) -> list[council.SpokenRow]:
    """What was said about this project, under any name it had or under its code, in the years of its plan; newest first."""
    return [row for row in council.spoken_about(deed, keys=_keys(page)) if row.day.year in page.years]


def _keys(page: ProjectPage) -> list[str]:
    numbers = numbers_of(page.line.code) if page.line.code else None
    code = as_kept(numbers) if numbers else ""
    project = council.Subject.PROJECT
    keys = {council.subject_key(project, code="", name=one) for one in _names(page)}
    return sorted(keys | ({council.subject_key(project, code=code, name="")} if code else set()))


def _names(page: ProjectPage) -> set[str]:
    return {page.line.name, *(one.name for one in page.names)}
