"""Ready-made indicators as a project's page offers them: found by words, with what they count in this city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.names import compared
from chomchom.planning import access
from chomchom.planning.calculator.countable import catalogue
from chomchom.planning.calculator.preview import preview_in
from chomchom.planning.models import Project
from chomchom.planning.rules.ready import Ready, ready, tables_of
from chomchom.planning.sentences import indicators as words

FEW = 6
"""So many are counted at once; of more one chooses which to count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One ready-made indicator: what it says, whether the project has it, what it lacks, and what it counts here."""

    key: str
    name: str
    area: str
    type_label: str
    kind_label: str
    unit: str
    population: str
    formula: str
    tables: tuple[str, ...]
    taken: bool
    counted: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What a project is offered."""

    project: Project
    areas: tuple[tuple[str, str], ...]
    found: tuple[Offer, ...]
    all: int


def offers(deed: Deed, project_id: UUID, *, text: str = "", area: str = "", key: str = "") -> Offers:
    """Ready-made indicators whose name or population holds the words; a few, or the one of that key, are counted.

    Raises `project-not-found`, `may-not-define`.
    """
    project = access.load_project(deed, project_id)
    access.check_may_define(deed)
    has = set(access.visible_indicators(deed).filter(project=project).values_list("code", flat=True))
    known = catalogue()
    wanted = [one for one in ready().values() if _fits(one, text=text, area=area)]
    return Offers(
        project=project,
        areas=tuple((one, str(words.AREAS[one])) for one in dict.fromkeys(one.area for one in ready().values())),
        found=tuple(
            _offer(
                one, taken=one.key in has,
                lacks=tuple(name for name in tables_of(one) if name not in known),
                counted=_counted(deed, one, project) if one.key == key or len(wanted) <= FEW else (),
            )
            for one in wanted
        ),
        all=len(ready()),
    )  # fmt: skip


def _fits(one: Ready, *, text: str, area: str) -> bool:
    said = compared(f"{one.name} {one.said['population']}")
    return (not area or one.area == area) and all(compared(word) in said for word in text.split())


def _offer(one: Ready, *, taken: bool, lacks: tuple[str, ...], counted: tuple[dict[str, Any], ...]) -> Offer:
    below = one.said.get("denominator", "")
    return Offer(
        key=one.key, name=one.name, area=str(words.AREAS[one.area]), type_label=str(words.TYPES[one.said["type"]]),
        kind_label=str(words.KINDS[one.said["kind"]]), unit=one.said["unit"], population=one.said["population"],
        formula=f"{one.said['numerator']} ÷ {below}" if below else one.said["numerator"], tables=lacks, taken=taken,
        counted=() if lacks else counted,
    )  # fmt: skip


def _counted(deed: Deed, one: Ready, project: Project) -> tuple[dict[str, Any], ...]:
    """What the formulas give last year and this year; small numbers hidden as everywhere."""
    said = one.definition(valid_from=project.term.first_year)
    return tuple(preview_in(deed, said, first_year=project.term.first_year).get("lines", ()))
