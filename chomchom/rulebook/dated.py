"""Reading dated values: YAML in, checked rows out.

A file `outreach.yaml` holds names that begin with `outreach.`, each a list of
rows `{from, value, source, certainty, until?, unit?}`. A row is in force from
its first day until the day before the next row's first day, or until its own
`until`. A folder of the city may add rows or replace a row of the same first
day; it can never hide where a number comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_FIELDS = frozenset({"from", "until", "value", "unit", "source", "certainty"})
_NEEDED = ("from", "value", "source", "certainty")


class Certainty(StrEnum):
    """How sure we are of a number, as the domain study marks it."""

    LAW = "LAW"
    OFF = "OFF"
    PRESS = "PRESS"
    GK = "GK"
    INF = "INF"
    CITY = "CITY"


class RulebookFault(ValueError):
    """A rulebook file is wrong; the message names the file, the parameter and the row."""


class UnknownParameter(LookupError):
    """No file knows this name."""


class NotInForce(LookupError):
    """The name is known but has no value on the day asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """One value with the days it is in force and where it comes from."""

    first_day: date
    last_day: date | None
    value: Any
    unit: str
    source: str
    certainty: Certainty

    def in_force(self, day: date) -> bool:
        """True when `day` lies within the days of this value, both ends included."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named number of law, ordinance or city, with all values it ever had, oldest first."""

    name: str
    rows: tuple[DatedValue, ...]

    def at(self, on: date) -> DatedValue:
        """The row in force on `on`.

        Raises NotInForce before the first day, after the last and in a gap.
        """
        for row in reversed(self.rows):
            if row.in_force(on):
                return row
        raise NotInForce(f"{self.name} has no value on {on}; its first day is {self.rows[0].first_day}")


class _UniqueLoader(yaml.SafeLoader):
    """YAML keeps the last of two equal keys without a word; a rulebook must not."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise RulebookFault(f"{node.start_mark.name}: {key!r} is written twice")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


# YAML 1.1 reads `on`, `off`, `yes` and `no` as truth values; only `true` and `false` are.
_UniqueLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_UniqueLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def read_yaml(path: Path) -> Any:
    """The content of one YAML file; a key written twice raises RulebookFault."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_UniqueLoader)  # noqa: S506 (a SafeLoader, only stricter)


def frozen(value: Any) -> Any:
    """The same value as something nobody can change by accident."""
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    if isinstance(value, dict):
        return MappingProxyType({key: frozen(item) for key, item in value.items()})
    return value


def check_row(raw: Any, *, where: str) -> None:
    """Refuse a row without its day, value, source or certainty, or with a word nobody knows."""
    if not isinstance(raw, dict):
        raise RulebookFault(f"{where}: a row is a mapping, not {raw!r}")
    if missing := [field for field in _NEEDED if raw.get(field) in (None, "")]:
        raise RulebookFault(f"{where}: {', '.join(missing)} missing")
    if unknown := sorted(set(raw) - _FIELDS):
        raise RulebookFault(f"{where}: unknown field {', '.join(unknown)}")
    for field in ("from", "until"):
        if field in raw and type(raw[field]) is not date:
            raise RulebookFault(f"{where}: {field} is a day such as 2026-01-01, not {raw[field]!r}")
    if raw["certainty"] not in Certainty.__members__:
        raise RulebookFault(f"{where}: certainty is one of {', '.join(Certainty)}, not {raw['certainty']!r}")


def parameter_from(name: str, raws: Iterable[Any], *, where: str) -> Parameter:
    """A parameter from its raw rows: oldest first, no first day twice, no two in force on one day."""
    rows: list[dict[str, Any]] = list(raws)
    if not rows:
        raise RulebookFault(f"{where}: {name} has no rows")
    for number, raw in enumerate(rows, start=1):
        check_row(raw, where=f"{where}: {name} row {number}")
    for earlier, later in pairwise(rows):
        if later["from"] <= earlier["from"]:
            raise RulebookFault(
                f"{where}: {name} has {later['from']} after {earlier['from']}; oldest first, each day once"
            )
        if earlier.get("until") and earlier["until"] >= later["from"]:
            raise RulebookFault(f"{where}: {name} overlaps: until {earlier['until']}, then from {later['from']}")
    return Parameter(name, tuple(_dated(raw, later) for raw, later in zip(rows, [*rows[1:], None], strict=True)))


def _dated(raw: Mapping[str, Any], later: Mapping[str, Any] | None) -> DatedValue:
    until = raw.get("until")
    if until is None and later is not None:
        until = date.fromordinal(later["from"].toordinal() - 1)
    return DatedValue(
        first_day=raw["from"],
        last_day=until,
        value=frozen(raw["value"]),
        unit=str(raw.get("unit", "")),
        source=str(raw["source"]),
        certainty=Certainty(raw["certainty"]),
    )


def raw_rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of one file by full name; every name must begin with the file's own."""
    content = read_yaml(path) or {}
    if not isinstance(content, dict):
        raise RulebookFault(f"{path.name}: names with lists of rows expected")
    for name, rows in content.items():
        if not isinstance(name, str) or not NAME.fullmatch(name) or not name.startswith(f"{path.stem}."):
            raise RulebookFault(f"{path.name}: {name!r} must look like {path.stem}.some_name")
        if not isinstance(rows, list):
            raise RulebookFault(f"{path.name}: {name} needs a list of rows")
    return content


def read_folder(folder: Path, *, city: Path | None = None) -> dict[str, Parameter]:
    """All parameters of a folder, with the city's own rows laid over them where `city` has files."""
    merged: dict[str, list[dict[str, Any]]] = {}
    places: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for name, rows in raw_rows(path).items():
            merged[name], places[name] = rows, path.name
    for path in sorted(city.glob("*.yaml")) if city is not None and city.is_dir() else ():
        for name, rows in raw_rows(path).items():
            merged[name] = _laid_over(merged.get(name, []), rows)
            places[name] = f"city {path.name}"
    return {name: parameter_from(name, rows, where=places[name]) for name, rows in merged.items()}


def _laid_over(base: list[dict[str, Any]], city: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for row in city:
        if not isinstance(row, dict) or type(row.get("from")) is not date:
            raise RulebookFault(f"city rows need a first day: {row!r}")
    own_days = {row["from"] for row in city}
    return sorted([row for row in base if row["from"] not in own_days] + city, key=lambda row: row["from"])
