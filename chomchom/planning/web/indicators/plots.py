"""Pictures of figures: years with their targets, months, and the city's dongs; each has its table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chomchom.planning.reads.indicators import FigurePage, IndicatorPage, ProjectFigures, ShownFigure
from chomchom.planning.rules.definitions import PERCENT, FigureKind
from chomchom.ui.cartogram import tiles
from chomchom.ui.components.charts import Chart, Series, chart
from chomchom.ui.components.maps import DongValue, dong_map

ADDS_UP = frozenset({FigureKind.COUNT, FigureKind.SUM})
"""Kinds of which a dong without any entry has nought; a share of nothing is no number."""


def years_plot(told: IndicatorPage) -> SafeString:
    """Results as bars, targets as stairs; a hidden or missing number is a gap."""
    missed = sum(one.missed for one in told.years)
    unit = told.current.unit if told.current else ""
    return chart(
        Chart(
            title=_("해마다 목표와 실적"),
            summary=_("목표에 못 미친 해 %(missed)d") % {"missed": missed},
            unit=unit or "–",
            categories=tuple(one.label for one in told.years),
            series=(
                Series(_("실적"), tuple(one.number for one in told.years), "bar"),
                Series(_("목표"), tuple(one.target_number for one in told.years), "step"),
            ),
        )
    )


def rates_plot(told: ProjectFigures) -> SafeString | str:
    """The achievement of every indicator of a project over the years, where at least two years say one."""
    lines = [(line.name, tuple(one.achieved_number for one in line.years)) for line in told.lines]
    lines = [(name, rates) for name, rates in lines if sum(one is not None for one in rates) > 1]
    if not lines:
        return ""
    full = Series(_("목표 (100)"), tuple(100.0 for _year in told.years), "step")
    return chart(
        Chart(
            title=_("해마다 달성률"),
            summary=_("100이 목표입니다. 진행 중인 해는 지금까지의 값입니다."),
            unit="%",
            categories=tuple(str(year) for year in told.years),
            series=(*(Series(name, rates, "line") for name, rates in lines), full),
        )
    )


def months_plot(told: FigurePage) -> SafeString | str:
    """The months of a year; a hidden one is a gap, never nought."""
    if told.definition is None or not any(one.number is not None for one in told.months):
        return ""
    known = [one for one in told.months if one.number is not None]
    most = max(known, key=lambda one: one.number or 0.0)
    return chart(
        Chart(
            title=_("달마다 실적"),
            summary=_("가장 많은 달은 %(month)s (%(text)s)입니다.") % {"month": most.label, "text": most.text},
            unit=_unit(told),
            categories=tuple(one.label for one in told.months),
            series=(Series(_("실적"), tuple(one.number for one in told.months), "line"),),
        )
    )


def dongs_map(told: FigurePage) -> SafeString | str:
    """The city's dongs; small ones are hatched. Of a count a dong without entries has nought."""
    placed = [one for one in told.dongs if one.dong]
    if told.definition is None or not placed:
        return ""
    values = [DongValue(one.dong, one.number, shown=one.text, masked=one.hidden) for one in placed]
    if FigureKind(told.definition.kind) in ADDS_UP:
        values += [DongValue(code, 0.0, shown="0") for code in _others(placed)]
    return dong_map(values, title=_("동마다 실적"), unit=_unit(told))


def _others(placed: Sequence[ShownFigure]) -> list[str]:
    there = {one.dong for one in placed}
    return [tile.code for tile in tiles() if tile.code not in there]


def _unit(told: FigurePage) -> str:
    definition = told.definition
    if definition is None:
        return ""
    return "%" if FigureKind(definition.kind) in PERCENT else definition.unit
