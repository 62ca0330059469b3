"""What the indicators of a plan mean, as flat rows for programs and files."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chomchom.kernel.codes import as_shown
from chomchom.kernel.deeds import Deed
from chomchom.planning import access
from chomchom.planning.models import Definition
from chomchom.planning.rules.definitions import DefinitionState, IndicatorState


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningRow:
    """One indicator with the newest approved version of its definition."""

    indicator: UUID
    code: str
    project_code: str
    project: str
    name: str
    unit: str
    type: str
    kind: str
    direction: str
    population: str
    numerator: str
    denominator: str
    source: str
    department: str
    frequency: str
    version: int
    valid_from: int


def meanings(deed: Deed, number: int) -> list[MeaningRow]:
    """Indicators in use with what they mean, in the plan's order; two queries. Raises `term-not-found`."""
    term = access.load_term(deed, number)
    rows = Definition.objects.filter(
        state=DefinitionState.APPROVED, indicator__in=access.visible_indicators(deed).filter(project__term=term)
    ).exclude(indicator__state=IndicatorState.DROPPED)
    rows = rows.select_related("indicator__project").order_by(
        "indicator__project__code_sort", "indicator__project__name", "indicator__position", "indicator__code", "no"
    )
    return list({one.indicator_id: _row(one) for one in rows}.values())


def _row(one: Definition) -> MeaningRow:
    project = one.indicator.project
    return MeaningRow(
        indicator=one.indicator_id, code=one.indicator.code, project_code=as_shown(project.code), project=project.name,
        name=one.name, unit=one.unit, type=one.type, kind=one.kind, direction=one.direction,
        population=one.population, numerator=one.numerator, denominator=one.denominator, source=one.source,
        department=one.department, frequency=one.frequency, version=one.no, valid_from=one.valid_from,
    )  # fmt: skip
