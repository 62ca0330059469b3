"""The city's 동 as a picture that needs no JavaScript: five steps of one colour, masked ones hatched, each a link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chomchom.ui import cartogram
from chomchom.ui.components.markup import Text, classes, element, many, unique

STEPS = 5
SIZE, GAP = 100, 6


@dataclass(frozen=True, slots=True)
class DongValue:
    """One 동's number. None with `masked` is hidden for being small; None without it is no data."""

    code: str
    value: float | None
    shown: str = ""
    href: str = ""
    masked: bool = False


def dong_map(
    values: Iterable[DongValue], *, title: Text, unit: Text = "", boundary: str | Path | None = None
) -> SafeString:
    """The map with its legend and its table. `boundary` is a GeoJSON file, by default the setting DONG_BOUNDARY."""
    by_code = {value.code: value for value in values}
    limits = steps_of([value.value for value in by_code.values() if value.value])
    place = boundary or getattr(settings, "DONG_BOUNDARY", None)
    heading = unique("map")
    drawing = _outlined(Path(place), by_code, limits) if place else _tiled(by_code, limits)
    return element(
        "figure",
        element("figcaption", element("b", title), id=heading),
        element("div", drawing, class_="cc-map-picture"),
        _legend(limits, unit, masked=any(value.masked for value in by_code.values())),
        element(
            "details", element("summary", _("표로 보기")), _as_table(by_code, title, unit), class_="cc-chart-table"
        ),
        element("p", _("경계: 통계청 통계지리정보서비스"), class_="cc-map-credit") if place else None,
        class_="cc-map",
    )


def steps_of(values: list[float]) -> list[float]:
    """Upper limits of the colour steps, so that each holds about as many 동; fewer when values repeat."""
    if not values:
        return []
    ordered = sorted(values)
    cuts = [ordered[min(len(ordered) - 1, (len(ordered) * (n + 1) - 1) // STEPS)] for n in range(STEPS)]
    return sorted({*cuts, ordered[-1]})


def _step(value: DongValue | None, limits: list[float]) -> str:
    if value is None or (value.value is None and not value.masked):
        return "cc-map-none"
    if value.value is None:
        return "cc-map-masked"
    if value.value == 0:
        # Nothing happened here: the lightest, whatever the others are.
        return "cc-map-0"
    at = next(n for n, limit in enumerate(limits) if value.value <= limit)
    # With fewer steps than colours the darkest are used, so that the most is always the darkest.
    return f"cc-map-{at + STEPS - len(limits)}"


def _words(value: DongValue | None) -> str:
    if value is None or (value.value is None and not value.masked):
        return str(_("자료 없음"))
    if value.value is None:
        return str(_("가림"))
    return value.shown or f"{value.value:,g}"


def _linked(drawing: SafeString, value: DongValue | None) -> SafeString:
    if value is None or not value.href:
        return element("g", drawing)
    return element("a", drawing, href=value.href)


def _tiled(by_code: dict[str, DongValue], limits: list[float]) -> SafeString:
    tiles = cartogram.tiles()
    drawn = many(_linked(_tile(tile, by_code.get(tile.code), limits), by_code.get(tile.code)) for tile in tiles)
    width, height = ((1 + max(tile.tile[n] for tile in tiles)) * SIZE for n in (0, 1))
    return element("svg", _hatch(), drawn, viewBox=f"0 0 {width} {height}", class_="cc-map-svg")


def _tile(tile: cartogram.Tile, value: DongValue | None, limits: list[float]) -> SafeString:
    (column, row), step = tile.tile, _step(value, limits)
    x, y = column * SIZE + GAP / 2, row * SIZE + GAP / 2
    middle = x + (SIZE - GAP) / 2
    return element(
        "g",
        element("title", f"{tile.name} {_words(value)}"),
        element("rect", x=x, y=y, width=SIZE - GAP, height=SIZE - GAP, rx="8", class_="cc-map-area"),
        element("text", tile.name, " ", x=middle, y=y + 38, class_="cc-map-name"),
        element("text", _words(value), x=middle, y=y + 69, class_="cc-map-value"),
        class_=classes("cc-map-tile", step),
    )


def _outlined(boundary: Path, by_code: dict[str, DongValue], limits: list[float]) -> SafeString:
    picture = cartogram.outlines(boundary)
    areas = many(
        _linked(_area(outline, by_code.get(outline.code), limits), by_code.get(outline.code))
        for outline in picture.outlines
    )
    return element(
        "svg", _hatch(), areas, viewBox=f"0 0 {picture.width} {picture.height}", class_="cc-map-svg cc-map-outlined"
    )


def _area(outline: cartogram.Outline, value: DongValue | None, limits: list[float]) -> SafeString:
    return element(
        "g",
        element("title", f"{outline.name} {_words(value)}"),
        element("path", d=outline.path, class_="cc-map-area"),
        element("text", _words(value), x=outline.x, y=outline.y + 4, class_="cc-map-value"),
        class_=classes("cc-map-tile", _step(value, limits)),
    )


def _hatch() -> SafeString:
    line = element("path", d="M0 8 8 0", class_="cc-hatch-line")
    return element(
        "defs",
        element("pattern", line, id="cc-map-hatch", width="8", height="8", patternUnits="userSpaceOnUse"),
    )


def _legend(limits: list[float], unit: Text, *, masked: bool) -> SafeString:
    items = [
        element(
            "li",
            element("span", class_=f"cc-map-swatch cc-map-{n + STEPS - len(limits)}"),
            _("%(limit)s%(unit)s까지") % {"limit": f"{limit:,g}", "unit": unit},
        )
        for n, limit in enumerate(limits)
    ]
    if masked:
        items.append(element("li", element("span", class_="cc-map-swatch cc-map-masked"), _("수가 적어 가림")))
    return element("ul", many(items), class_="cc-map-legend")


def _as_table(by_code: dict[str, DongValue], title: Text, unit: Text) -> SafeString:
    rows = []
    for tile in sorted(cartogram.tiles(), key=lambda one: one.name):
        value = by_code.get(tile.code)
        shown = element("a", _words(value), href=value.href) if value and value.href else _words(value)
        rows.append(element("tr", element("th", tile.name, scope="row"), element("td", shown)))
    head = element("tr", element("th", _("동"), scope="col"), element("th", unit or _("값"), scope="col"))
    return element(
        "table", element("caption", title), element("thead", head), element("tbody", many(rows)), class_="cc-numbers"
    )
