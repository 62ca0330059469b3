"""Where the 동 of a city lie to each other: a tile each, or their outlines when the city gives its boundary file."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Tile(Protocol):
    """One 동 by its administrative code; `tile` is its column and row on the grid (west to east, north to south)."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def tile(self) -> tuple[int, int]: ...


def tiles() -> tuple[Tile, ...]:
    """The city's 동. The table belongs to the rulebook, which this floor does not know; the setting DONGS names it."""
    return tuple(import_string(settings.DONGS)())


@dataclass(frozen=True, slots=True)
class Outline:
    """One 동 as an SVG path in a box of `Outlines.width` by `Outlines.height`, and the point its label stands at."""

    code: str
    name: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Outlines:
    """A city's boundary file, flattened to a picture 1,000 wide."""

    outlines: tuple[Outline, ...]
    width: float
    height: float


Ring = list[tuple[float, float]]


@lru_cache(maxsize=4)
def outlines(boundary: Path) -> Outlines:
    """Read a GeoJSON of 동 (properties `code`, `name`); raises OSError or ValueError when it is no such file."""
    features = json.loads(boundary.read_text(encoding="utf-8"))["features"]
    rings = [(f["properties"]["code"], f["properties"]["name"], _rings(f["geometry"])) for f in features]
    every = [point for _, _, of_dong in rings for ring in of_dong for point in ring]
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    south, north = min(y for _, y in every), max(y for _, y in every)
    # A degree of longitude at this latitude is about four fifths of one of latitude.
    scale = 1000 / (east - west)
    flat = scale / 0.795

    def place(ring: Ring) -> Ring:
        return [(round((x - west) * scale, 1), round((north - y) * flat, 1)) for x, y in ring]

    drawn = tuple(_outline(code, name, [place(ring) for ring in of_dong]) for code, name, of_dong in rings)
    return Outlines(drawn, 1000, round((north - south) * flat, 1))


def _rings(geometry: dict) -> list[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(x, y) for x, y, *_ in ring] for polygon in polygons for ring in polygon[:1]]


def _outline(code: str, name: str, rings: list[Ring]) -> Outline:
    kept = [thin for ring in rings if len(thin := _thin(ring)) > 3]
    path = " ".join("M" + " ".join(f"{x},{y}" for x, y in ring) + "Z" for ring in kept)
    x, y = _middle(max(kept, key=lambda ring: abs(_area(ring))))
    return Outline(code, name, path, round(x, 1), round(y, 1))


def _thin(ring: Ring, step: float = 1.2) -> Ring:
    """Drop points nearer than the eye can tell; ring ends stay."""
    kept = ring[:1]
    for point in ring[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= step:
            kept.append(point)
    return kept + ring[-1:]


def _area(ring: Ring) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in itertools.pairwise(ring)) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    area = _area(ring) * 6 or 1.0
    pairs = list(itertools.pairwise(ring))
    x = sum((x0 + x1) * (x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in pairs) / area
    y = sum((y0 + y1) * (x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in pairs) / area
    return x, y
