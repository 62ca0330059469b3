"""Every address of the house with what it asks of who comes in. `CHOMCHOM_NEW_ADDRESSES=1 ./test tests/house/test_urls.py` adds rows for new ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.urls import URLPattern, URLResolver, get_resolver

TABLE = Path(__file__).with_name("urls.yaml")
NOBODY = UUID("00000000-0000-4000-8000-000000000000")
# What an address is called with where it has a gap to fill: ids of nothing.
FILLING: dict[str, Any] = {"uuid": NOBODY, "int": 1, "slug": "nothing", "str": "nothing", "path": "nothing"}
GAPS = {"dong": "4127151000", "token": "x" * 43, "code": "nothing", "kind": "nothing", "month": "2026-06"}
HEAD = """# Every address of the house. A new one needs a row: CHOMCHOM_NEW_ADDRESSES=1 ./test tests/house/test_urls.py adds it; read what it wrote.
#   door   roles: only these; anybody: whoever is posted; public: everybody; link: the holder of a link;
#          own: not one of our doors, with `why`
#   get    what who may come in is answered when the ids in the address belong to nothing, by role where roles differ
#   page   the manual page that explains it, or why there is none: form (only takes a POST), fragment (part of a page),
#          file (a download), machine (asked by programs), workshop (for builders)
"""


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern of the resolver."""

    name: str
    pattern: str
    view: Any
    converters: dict[str, Any]

    @property
    def door(self) -> Any:
        """What `page` wrote on the view, None for another kind of view."""
        return getattr(self.view, "chomchom_door", None)

    def filled(self) -> str:
        """The address with ids of nothing in its gaps."""
        path = "/" + self.pattern
        for gap, converter in self.converters.items():
            word = type(converter).__name__.removesuffix("Converter").lower()
            value = GAPS.get(gap, FILLING.get(word))
            if value is None:
                # A converter of a room that lists its words: the first one will do.
                value = str(converter.regex).split("|")[0] if "|" in converter.regex else "nothing"
            start = path.index("<")
            path = path[:start] + str(value) + path[path.index(">") + 1 :]
        return path


def addresses() -> list[Address]:
    """Every address the resolver knows, in its order."""
    return list(_walk(get_resolver().url_patterns, "", "", {}))


def _walk(patterns: list[Any], before: str, space: str, converters: dict[str, Any]) -> Iterator[Address]:
    for one in patterns:
        here = before + str(one.pattern)
        gaps = converters | dict(getattr(one.pattern, "converters", {}))
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, here, inner, gaps)
        elif isinstance(one, URLPattern):
            yield Address(f"{space}{one.name}" if one.name else here, here, one.callback, gaps)


def table() -> dict[str, dict[str, Any]]:
    """The rows as they are written."""
    return yaml.safe_load(TABLE.read_text(encoding="utf-8")) or {} if TABLE.exists() else {}


def written() -> list[str]:
    """The names of the rows one by one: YAML itself would keep the last of two in silence."""
    return [line.split(": {")[0] for line in TABLE.read_text(encoding="utf-8").splitlines() if ": {" in line]


def door_words(address: Address) -> Any:
    """What the view itself says of its door, in the table's words."""
    door = address.door
    if door is None:
        return "own"
    if door.link:
        return "link"
    if door.public:
        return "public"
    return sorted(door.roles) or "anybody"


def write(rows: dict[str, dict[str, Any]]) -> None:
    """Write the table, sorted, one line a row."""
    lines = [HEAD]
    for name in sorted(rows):
        inside = yaml.safe_dump(rows[name], default_flow_style=True, allow_unicode=True, width=1000, sort_keys=False)
        lines.append(f"{yaml.safe_dump(name, width=1000).splitlines()[0]}: {inside.strip()}\n")
    TABLE.write_text("".join(lines), encoding="utf-8")
