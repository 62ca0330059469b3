"""Pages of docs/reference that are made from the code. `python -m tests.house.reference` writes them anew."""

from __future__ import annotations

import dataclasses
import sys
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

from tests.house.plan import PACKAGE, ROOT, module_of

FOLDER = ROOT / "docs" / "reference"


def _import_all(stems: tuple[str, ...]) -> list[object]:
    """Every module of a room whose file, or folder, has one of these names."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if "migrations" not in parts and len(parts) > 1 and set(parts[1:]) & set(stems):
            found.append(import_module(module_of(path)))
    return found


def _kind(hint: object) -> str:
    """A field's type as people read it."""
    name = getattr(hint, "__name__", None)
    return name if name and not hasattr(hint, "__args__") else str(hint).replace("chomchom.", "").replace("uuid.", "")


def events() -> str:
    """The catalogue of all events, by room."""
    from chomchom.kernel.events import Event

    _import_all(("events",))
    lines = [
        "# Events of the ledger",
        "",
        "Made from the code by `python -m tests.house.reference`. An entry holds ids, codes, numbers and times; never a name, never a text.",
    ]
    room = ""
    for tag, event in sorted(Event.registry.items()):
        if not event.__module__.startswith("chomchom."):
            continue
        if tag.split(":")[0] != room:
            room = tag.split(":")[0]
            lines += ["", f"## {room}", "", "| event | says | holds |", "|---|---|---|"]
        hints = get_type_hints(event)
        fields = ", ".join(f"`{field.name}` {_kind(hints[field.name])}" for field in dataclasses.fields(event))  # type: ignore[arg-type]
        doc = (event.__doc__ or "").strip().splitlines()[0].replace("|", "\\|") if event.__doc__ else ""
        lines.append(f"| `{tag}` | {doc} | {fields.replace('|', 'or')} |")
    return "\n".join(lines) + "\n"


def states() -> str:
    """Every state table as a diagram."""
    from chomchom.kernel.states import StateTable

    lines = [
        "# State tables",
        "",
        "Made from the code by `python -m tests.house.reference`. A move that is not drawn does not exist.",
    ]
    seen: set[int] = set()
    for module in _import_all(("rules",)):
        for name, table in sorted(vars(module).items()):
            if isinstance(table, StateTable) and id(table) not in seen:
                seen.add(id(table))
                room = module.__name__.split(".")[1]  # type: ignore[attr-defined]
                lines += ["", f"## {room}: {name}", "", "```mermaid", table.mermaid().rstrip(), "```"]
                rows = [move for move in table.moves() if move.who or move.due or move.reason]
                if rows:
                    lines += ["", "| move | who | clock | reason |", "|---|---|---|---|"]
                    lines += [
                        f"| {move.name} | {', '.join(str(who) for who in move.who)} | {move.due} | {'yes' if move.reason else ''} |"
                        for move in rows
                    ]
    return "\n".join(lines) + "\n"


PAGES = {"events.md": events, "states.md": states}


def main() -> int:
    """Write all pages."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    for name, make in PAGES.items():
        Path(FOLDER / name).write_text(make(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
