"""The 25 administrative dong: official code, gu, place in a map of tiles, middle, and the names of before 2017."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from chomchom.rulebook.dated import RulebookFault, UnknownParameter, read_yaml

TABLE = Path(__file__).parent / "tables" / "dongs.yaml"
# "안산시", "경기도" and the gu may stand before a dong's name; "제" may stand before its number.
_BEFORE = re.compile(r"^(경기도|경기|안산시|안산|상록구|단원구)(?=.+동$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name in use until a day; old files still have it."""

    name: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dong:
    """One administrative dong. `tile` is (column, row) in a map of equal squares, north up; `centre` longitude, latitude."""

    code: str
    name: str
    gu: str
    tile: tuple[int, int]
    centre: tuple[float, float]
    former: tuple[FormerName, ...] = ()


@cache
def dongs() -> tuple[Dong, ...]:
    """All dong in the order of their codes."""
    rows = read_yaml(TABLE)["dongs"]
    found = tuple(
        Dong(
            code=row["code"],
            name=row["name"],
            gu=row["gu"],
            tile=(row["tile"][0], row["tile"][1]),
            centre=(row["centre"][0], row["centre"][1]),
            former=tuple(FormerName(name=old["name"], until=old["until"]) for old in row.get("former", ())),
        )
        for row in rows
    )
    for field in ("code", "name", "tile"):
        if len({getattr(dong, field) for dong in found}) != len(found):
            raise RulebookFault(f"{TABLE.name}: two dong share a {field}")
    return found


@cache
def _by_code() -> dict[str, Dong]:
    return {dong.code: dong for dong in dongs()}


def dong(code: str) -> Dong:
    """The dong with this official code. Raises UnknownParameter."""
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownParameter(f"no dong has the code {code!r}") from None


def is_dong(code: str) -> bool:
    """True when `code` is the official code of one of the 25."""
    return code in _by_code()


@cache
def _by_written_name() -> dict[str, tuple[Dong, ...]]:
    found: dict[str, tuple[Dong, ...]] = {dong.name: (dong,) for dong in dongs()}
    for one in dongs():
        for former in one.former:
            # A name that is a dong's own today always means that dong.
            if found.get(former.name, ()) != (_named(former.name),):
                found[former.name] = (*found.get(former.name, ()), one)
    return found


def _named(name: str) -> Dong | None:
    return next((dong for dong in dongs() if dong.name == name), None)


def candidates(text: str) -> tuple[Dong, ...]:
    """Every dong a written name may mean: today's names, former names, with or without city, gu, spaces and 제."""
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    while (shorter := _BEFORE.sub("", name)) != name and name not in _by_written_name():
        name = shorter
    known = _by_written_name()
    return known.get(name) or known.get(re.sub(r"제(?=\d)", "", name)) or ()


def by_name(text: str) -> Dong | None:
    """The one dong a written name means, or None when it means none or more than one (see `candidates`)."""
    found = candidates(text)
    return found[0] if len(found) == 1 else None


EARTH_METRES = 6_371_000
"""Mean radius of the earth."""


@cache
def metres_between(one: str, other: str) -> int:
    """As the crow flies from the middle of one dong to that of another, to a hundred metres. Raises UnknownParameter."""
    (x0, y0), (x1, y1) = ((math.radians(a), math.radians(b)) for a, b in (dong(one).centre, dong(other).centre))
    half = math.sin((y1 - y0) / 2) ** 2 + math.cos(y0) * math.cos(y1) * math.sin((x1 - x0) / 2) ** 2
    return round(2 * EARTH_METRES * math.asin(math.sqrt(half)) / 100) * 100
