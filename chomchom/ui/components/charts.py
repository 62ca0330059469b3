"""Plots: a picture for the eye, a table for everybody, one set of numbers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chomchom.ui.components.markup import Text, element, join, many, unique

SCRIPT_SAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Series:
    """One line or set of bars; None where there is no number (never drawn as nought)."""

    name: str
    values: tuple[float | None, ...]
    kind: Literal["line", "bar", "step"] = "bar"


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot. `summary` is the sentence the plot proves; it stands above it and is what a listener gets."""

    title: str
    summary: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False


def chart(plot: Chart) -> SafeString:
    """The plot's sentence, the plot (drawn by ui/charts.js where there is JavaScript), and its table to unfold."""
    data, heading = unique("chart"), unique("chart-title")
    facts = json.dumps(asdict(plot), ensure_ascii=False).translate(SCRIPT_SAFE)
    return element(
        "figure",
        element("figcaption", element("b", f"{plot.title} ({plot.unit})"), element("span", plot.summary), id=heading),
        element(
            "div",
            class_="cc-chart-canvas",
            role="img",
            aria_labelledby=heading,
            data_chart=data,
            data_library=static("vendor/echarts/echarts.common.min.js"),
            data_korean=static("vendor/echarts/langKO.js") if get_language() == "ko" else None,
            hidden=True,
        ),
        mark_safe(f'<script type="application/json" id="{data}">{facts}</script>'),  # noqa: S308 - escaped above
        element("details", element("summary", _("표로 보기")), _as_table(plot), class_="cc-chart-table"),
        class_="cc-chart",
    )


def _as_table(plot: Chart) -> SafeString:
    head = element("tr", element("th", "", scope="col"), *(element("th", s.name, scope="col") for s in plot.series))
    rows = many(
        element(
            "tr", element("th", name, scope="row"), *(element("td", _cell(s.values[n], plot.unit)) for s in plot.series)
        )
        for n, name in enumerate(plot.categories)
    )
    return element(
        "div",
        element(
            "table", element("caption", plot.title), element("thead", head), element("tbody", rows), class_="cc-numbers"
        ),
        class_="cc-scroll",
        tabindex="0",
        role="region",
        aria_label=plot.title,
    )


def _cell(value: float | None, unit: Text) -> SafeString:
    if value is None:
        return join("–")
    return join(f"{value:,g}" if value < 1_000_000 else f"{value:,.0f}", unit)
