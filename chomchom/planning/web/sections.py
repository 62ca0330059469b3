"""Parts of a project's page that other subjects of the plan bring: indicators, reviews, decisions.

A subject appends a function to SECTIONS; it gets the deed and the page, and gives a template with its facts, or None
where it has nothing to say. The order here is the order on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chomchom.kernel.deeds import Deed
from chomchom.planning.access.reviews import READERS as REVIEWERS
from chomchom.planning.reads.indicators import project_figures
from chomchom.planning.reads.library import claims_of_project, requests_of_project
from chomchom.planning.reads.project import ProjectPage
from chomchom.planning.reads.reviews import cards_of_project
from chomchom.planning.web.decided import decisions_of


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page: the template that draws it and the facts it names, under `section.facts`."""

    template: str
    facts: dict[str, Any] = field(default_factory=dict)


Part = Callable[[Deed, ProjectPage], Section | None]


def reviews(deed: Deed, page: ProjectPage) -> Section | None:
    """The review cards of a project, the claims about it, and what was asked of the province; None for who may not see."""
    if not deed.has(*REVIEWERS):
        return None
    facts = {
        "project_id": page.line.id,
        "cards": cards_of_project(deed, page.line.id),
        "claims": claims_of_project(deed, page.line.id),
        "requests": requests_of_project(deed, page.line.id),
    }
    return Section("planning/project_reviews.html", facts)


def decided(deed: Deed, page: ProjectPage) -> Section | None:
    """What meetings decided about a project."""
    return Section("planning/project_decided.html", {"decisions": decisions_of(deed, page)})


def indicators(deed: Deed, page: ProjectPage) -> Section | None:
    """The project's indicators year by year, and what does not look right."""
    return Section("planning/project_section_indicators.html", {"told": project_figures(deed, page.line.id)})


SECTIONS: tuple[Part, ...] = (indicators, decided, reviews)


def sections_for(deed: Deed, page: ProjectPage) -> list[Section]:
    """The parts of this project's page, in order."""
    return [section for part in SECTIONS if (section := part(deed, page)) is not None]
