"""Indicators ready to be taken over: definitions and the tables some of them count, read from ready.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chomchom.planning.rules.definitions import (
    DataSource,
    DefinitionIn,
    Direction,
    FigureKind,
    IndicatorType,
    LowerMethod,
    PeriodRule,
)
from chomchom.planning.rules.formula.catalogue import Kind, TableColumn

READY = Path(__file__).with_name("ready.yaml")


@dataclass(frozen=True, slots=True)
class Ready:
    """A definition that only lacks who collects it and from when it holds."""

    key: str
    area: str
    said: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.said["name"])

    @property
    def imported(self) -> bool:
        """Whether it counts a table an office brings in."""
        return self.said.get("source") == DataSource.IMPORTED

    def definition(
        self, *, valid_from: int, department: str = "", collector: str = "", evidence: str = ""
    ) -> DefinitionIn:
        """The definition with who collects it."""
        said = self.said
        return DefinitionIn(
            name=self.name, purpose="", type=IndicatorType(said["type"]), unit=said["unit"],
            direction=Direction(said.get("direction", "up")), kind=FigureKind(said["kind"]), numerator=said["numerator"],
            denominator=said.get("denominator", ""), population=said["population"],
            period_rule=PeriodRule(said.get("period_rule", "in_period")),
            source=DataSource(said.get("source", "platform")), department=department, collector=collector,
            can_collect=bool(evidence), collect_evidence=evidence, minimum_cell=said.get("minimum_cell", 5),
            lower_method=LowerMethod(said.get("lower_method", "")), valid_from=valid_from,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadyTable:
    """A table that ready-made indicators count."""

    name: str
    says: str
    columns: tuple[TableColumn, ...]


@cache
def _read() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(READY.read_text(encoding="utf-8"))
    return found


def ready() -> dict[str, Ready]:
    """All ready-made indicators by key."""
    return {
        key: Ready(key, one["for"], {name: value for name, value in one.items() if name != "for"})
        for key, one in _read()["indicators"].items()
    }


def ready_tables() -> dict[str, ReadyTable]:
    """The tables they count, by name."""
    return {
        name: ReadyTable(name, one["says"], tuple(TableColumn(name=n, kind=Kind(k)) for n, k in one["columns"].items()))
        for name, one in _read()["tables"].items()
    }


def tables_of(one: Ready) -> list[str]:
    """The names of the tables an indicator counts."""
    text = f"{one.said['numerator']} {one.said.get('denominator', '')}"
    return [name for name in _read()["tables"] if name in text]
