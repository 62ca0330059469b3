"""What can be counted: entities under Korean names, each a kind of ledger entry or an imported table, with typed fields.

The names stand in entities.yaml; the types come from the event itself, so that a field that changes its kind is noticed.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints
from uuid import UUID

import yaml

from chomchom.kernel.deeds import Sector
from chomchom.kernel.events import Code, Event
from chomchom.kernel.verdicts import Refused

NAMES = Path(__file__).with_name("entities.yaml")


class Kind(StrEnum):
    """What kind of value a field holds."""

    NUMBER = "number"
    CHOICE = "choice"
    YES = "yes"
    DATE = "date"
    WORD = "word"
    DONG = "dong"
    ID = "id"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A field. `key` is its name in the payload, or the table's own column where `own`; `values` is label → code."""

    name: str
    kind: Kind
    key: str
    own: bool = False
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Other entries that speak of the same thing: `mine` of this row equals `theirs` of theirs."""

    name: str
    to: str
    mine: Column
    theirs: Column
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A kind of row that can be counted: ledger entries of a tag (with fixed `when`), or rows of an imported table."""

    name: str
    says: str
    columns: Mapping[str, Column] = field(hash=False)
    links: Mapping[str, Link] = field(default_factory=dict, hash=False)
    tag: str = ""
    when: tuple[tuple[str, str], ...] = ()
    table_id: UUID | None = None


Catalogue = Mapping[str, Entity]

OF_A_TABLE = ("dong", "occurred_on")
"""What an imported table has of the columns every ledger entry has."""
TABLE_KINDS = (Kind.NUMBER, Kind.WORD, Kind.YES, Kind.DATE)


@cache
def common() -> tuple[Column, ...]:
    """The fields every ledger entry has."""
    said = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    found = []
    for name, one in said["common"].items():
        values = {str(label): str(code) for code, label in said["lists"].get(one.get("list"), {}).items()}
        found.append(
            Column(name=name, kind=Kind(one["kind"]), key=one["key"], own=True, values=values, says=one["says"])
        )
    if {code for one in found if one.key == "sector" for code in one.values.values()} != set(Sector):
        raise ValueError("the labels of the sector are not those of the closed list")
    return tuple(found)


def _kind_of(hint: object) -> tuple[Kind, frozenset[str]]:
    """The kind of a payload field, and the words of its closed list."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(one for one in typing.get_args(hint) if one is not type(None))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Kind.CHOICE, frozenset(str(word) for word in hint)
    # A moment has no day of its own in a payload; the day of an entry is its 날짜.
    plain: dict[object, Kind] = {UUID: Kind.ID, bool: Kind.YES, int: Kind.NUMBER, date: Kind.DATE, Code: Kind.WORD}
    return plain[hint], frozenset()


def _column(name: str, said: Mapping[str, Any], hints: Mapping[str, object], lists: Mapping[str, Any]) -> Column:
    kind, words = _kind_of(hints[said["field"]])
    values = lists[said["list"]] if "list" in said else {}
    labelled = {str(label): str(code) for code, label in values.items()}
    if kind is Kind.CHOICE:
        if strange := set(labelled.values()) - words:
            raise ValueError(f"{name}: no such words in the closed list: {sorted(strange)}")
        # A word another room has just added counts under its code until it is labelled here; a test asks for the label.
        labelled |= {word: word for word in words - set(labelled.values())}
    return Column(name=name, kind=kind, key=said["field"], values=labelled, says=said.get("says", ""))


def _entity(
    name: str, said: Mapping[str, Any], registry: Mapping[str, type[Event]], lists: Mapping[str, Any]
) -> Entity:
    hints = get_type_hints(registry[said["tag"]])
    columns = {column.name: column for column in common()}
    columns |= {word: _column(word, one, hints, lists) for word, one in (said.get("fields") or {}).items()}
    return Entity(
        name=name, says=said["says"], columns=columns, tag=said["tag"],
        when=tuple((key, str(value).lower()) for key, value in (said.get("when") or {}).items()),
    )  # fmt: skip


def read(registry: Mapping[str, type[Event]]) -> dict[str, Entity]:
    """All entities of the ledger by their names.

    Raises KeyError or ValueError where the names and the events do not fit; a test reads them all.
    """
    said = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    plain = {name: _entity(name, one, registry, said["lists"]) for name, one in said["entities"].items()}
    found = {}
    for name, entity in plain.items():
        links = {}
        for word, one in (said["entities"][name].get("links") or {}).items():
            other = plain[one["to"]]
            links[word] = Link(
                name=word, to=one["to"], mine=entity.columns[one["mine"]], theirs=other.columns[one["theirs"]],
                says=one.get("says", ""),
            )  # fmt: skip
        found[name] = Entity(
            name=name, says=entity.says, columns=entity.columns, links=links, tag=entity.tag, when=entity.when
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column of an imported table as its maker named it."""

    name: str
    kind: Kind
    says: str = ""


def of_table(name: str, says: str, table_id: UUID, columns: Iterable[TableColumn]) -> Entity:
    """An imported table as an entity: its own columns beside day and dong."""
    found = {column.name: column for column in common() if column.key in OF_A_TABLE}
    for number, one in enumerate(columns, start=1):
        found[one.name] = Column(name=one.name, kind=one.kind, key=f"c{number}", says=one.says)
    return Entity(name=name, says=says, columns=found, table_id=table_id)


def check_table(name: str, columns: Iterable[TableColumn], *, taken: Iterable[str]) -> None:
    """A table's names can be written in a formula and are not taken.

    Raises `table-name-not-usable`, `table-name-taken` and `table-has-no-columns`.
    """
    wanted = [one.name for one in columns]
    if not wanted:
        raise Refused("table-has-no-columns")
    for word in (name, *wanted):
        if not word.isidentifier() or len(word) > 30:
            raise Refused("table-name-not-usable", name=word)
    if name in set(taken):
        raise Refused("table-name-taken", name=name)
    known = {one.name for one in common() if one.key in OF_A_TABLE}
    twice = [word for word in wanted if wanted.count(word) > 1 or word in known]
    if twice:
        raise Refused("table-name-taken", name=twice[0])
