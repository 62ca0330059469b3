"""The front desk of insight: the figures of a span, for whoever prints or sends them."""

from __future__ import annotations

from chomchom.insight.actions import catch_up
from chomchom.insight.reads import FigurePage, count_period, figure_page, freshness
from chomchom.insight.rules import Period, period_named

__all__ = ["FigurePage", "Period", "catch_up", "count_period", "figure_page", "freshness", "period_named"]
