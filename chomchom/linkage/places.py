"""Addresses of one door written in several ways: old lot number, new road number, or only the building and the flat."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# Korean data: how addresses are written
_REGION = re.compile(r"(?:경기도?|안산시?|상록구|단원구)$")
# Korean data: how addresses are written
_ROAD = re.compile(r"([가-힣]+(?:로|길)(?:\s*\d+번?길)?)\s*(\d+(?:-\d+)?)(?!\d|\s*(?:동|호|층))")
# Korean data: how addresses are written
_LOT = re.compile(
    r"(?<![\d가-힣a-z-])(산?\s*\d+(?:-\d+)?)\s*(?:번지)?(?=\s|$|,|[가-힣])(?!\s*(?:동|호|층|로|길|차|단지))"
)
# Korean data: how addresses are written
_UNIT = re.compile(r"(?:제?(\d+)\s*동\s*)?(?:제?(\d+)\s*층\s*)?(지하|반지하|지층|지|b)?\s*제?(\d+)\s*호")
# Korean data: how addresses are written
_BUILDING = re.compile(r"[가-힣a-z]+(?:\s[가-힣a-z]+)*(?:\s?\d+차)?")
# Korean data: how addresses are written
_BARE = re.compile(r"\s|번지")
_MARKS = re.compile(r"[,()\[\]{}<>/·]")
# Korean data: how addresses are written
_TRAILING = re.compile(r"(?:제?(\d+)\s*동\s*)?(?<![\d-])(\d{2,4})\s*$")


class PlaceLevel(StrEnum):
    """How two addresses agree, the best first."""

    DOOR = "door"  # one household, or one address in one spelling
    UNIT = "unit"  # one flat, written by lot, road or building
    BUILDING = "building"
    DONG = "dong"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """What an address says, part by part; empty where it says nothing."""

    dong: str = ""
    road: str = ""
    lot: str = ""
    building: str = ""
    unit: str = ""


def read_place(address: str, *, dong: str = "", dong_names: Iterable[str] = ()) -> Place:
    """Take an address apart. `dong` is its code; the names it has and had are left out of the building's name."""
    text = _MARKS.sub(" ", unicodedata.normalize("NFKC", address).lower())
    drop = {name.lower() for name in dong_names}
    text = " ".join(word for word in text.split() if not _REGION.match(word) and word not in drop)
    unit, text = _unit_of(text)
    road, text = _taken(_ROAD, text)
    lot, text = _taken(_LOT, text)
    buildings = [re.sub(r"\s", "", name) for name in _BUILDING.findall(" ".join(text.split()))]
    return Place(dong=dong, road=road, lot=lot, building=max(buildings, key=len, default=""), unit=unit)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The first match without blanks, and the text without it."""
    found = pattern.search(text)
    if found is None:
        return "", text
    return _BARE.sub("", found.group(0)), f"{text[: found.start()]} {text[found.end() :]}"


def _unit_of(text: str) -> tuple[str, str]:
    """The flat (1동 101호 → 1-101; 지하 2호 → b2) and what is left of the text."""
    found = _UNIT.search(text)
    if found is not None:
        block, _, below, number = found.groups()
        unit = f"{block.lstrip('0') + '-' if block else ''}{'b' if below else ''}{number.lstrip('0')}"
    else:
        found = _TRAILING.search(text)
        if found is None or not text[: found.start()].strip():
            return "", text
        unit = f"{found.group(1).lstrip('0') + '-' if found.group(1) else ''}{found.group(2).lstrip('0')}"
    return unit, f"{text[: found.start()]} {text[found.end() :]}"


def place_level(one: Place, other: Place, *, same_door: bool = False) -> PlaceLevel:
    """How two addresses agree. `same_door` says that the city knows them as one household or one spelling."""
    if same_door:
        return PlaceLevel.DOOR
    house = any(a and a == b for a, b in ((one.road, other.road), (one.lot, other.lot), (one.building, other.building)))
    if one.dong == other.dong and house and one.unit == other.unit and one.unit:
        return PlaceLevel.UNIT
    if one.dong == other.dong and house:
        return PlaceLevel.BUILDING
    if not one.dong or not other.dong:
        return PlaceLevel.UNKNOWN
    return PlaceLevel.DONG if one.dong == other.dong else PlaceLevel.OTHER
