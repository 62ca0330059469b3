"""Where the 25 동 of Ansan lie to each other: a tile each, or their outlines when a city gives its boundary file.

The tiles are our own drawing; relative places are facts. 대부동 is an island far to the south-west.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tile:
    """One 동 by its administrative code, with its column and row on the grid (west to east, north to south)."""

    code: str
    name: str
    column: int
    row: int


# Korean data: names of the city's dong
TILES = (
    Tile("4127360000", "선부3동", 3, 0),
    Tile("4127161000", "안산동", 5, 0),
    Tile("4127359000", "선부2동", 2, 1),
    Tile("4127351000", "와동", 3, 1),
    Tile("4127158000", "월피동", 4, 1),
    Tile("4127157000", "부곡동", 5, 1),
    Tile("4127356500", "신길동", 0, 2),
    Tile("4127354500", "원곡동", 1, 2),
    Tile("4127358000", "선부1동", 2, 2),
    Tile("4127353200", "중앙동", 3, 2),
    Tile("4127159000", "성포동", 4, 2),
    Tile("4127151000", "일동", 5, 2),
    Tile("4127357000", "초지동", 0, 3),
    Tile("4127355500", "백운동", 1, 3),
    Tile("4127352500", "고잔동", 2, 3),
    Tile("4127353500", "호수동", 3, 3),
    Tile("4127151500", "이동", 4, 3),
    Tile("4127156000", "본오3동", 5, 3),
    Tile("4127160000", "반월동", 6, 3),
    Tile("4127153700", "해양동", 3, 4),
    Tile("4127152500", "사동", 4, 4),
    Tile("4127155000", "본오2동", 5, 4),
    Tile("4127361000", "대부동", 0, 5),
    Tile("4127153200", "사이동", 4, 5),
    Tile("4127154000", "본오1동", 5, 5),
)

COLUMNS, ROWS = 7, 6


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
