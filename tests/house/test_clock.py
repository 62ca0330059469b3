"""Time is read once, at a door."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.plan import PACKAGE, calls, name_of, sources

CLOCKS = {"now", "today", "utcnow", "localdate", "localtime", "city_now"}
# Doors read the clock; so does what stands outside the city's time (how long something took, a lease, a key's stamp).
DOORS = ("site", "accounts/doors")
ALLOWED = {
    "chomchom/store/acting.py": "city_now() itself",
    "chomchom/store/ids.py": "the time in an id decides nothing",
    "chomchom/notices/actions/links.py": "a signed link is a door: its deed is made here",
}


def _is_door(path: Path) -> bool:
    inside = path.relative_to(PACKAGE).as_posix()
    return inside.startswith(DOORS) or path.stem in ("jobs", "cli", "api") or "jobs" in path.parts


def _reads_clock(call: ast.Call, word: str) -> bool:
    if word in CLOCKS:
        return True
    match call.func:
        case ast.Attribute(attr="time" | "time_ns", value=ast.Name(id="time")):
            return True
    return False


def test_nothing_below_a_door_reads_the_clock():
    strays = [
        f"{name_of(path)}:{call.lineno} {word}()"
        for path, tree in sources()
        if not _is_door(path) and name_of(path) not in ALLOWED
        for call, word in calls(tree)
        if _reads_clock(call, word)
    ]
    assert not strays, "\n".join(strays)


def test_the_list_of_exceptions_only_shrinks():
    reading = {name_of(path) for path, tree in sources() if any(_reads_clock(c, w) for c, w in calls(tree))}
    assert set(ALLOWED) <= reading


SAVEPOINTS = {
    "chomchom/outreach/actions/overdue.py": "one poisoned row must not stop the others",
    "chomchom/wellbeing/actions/steps.py": "one poisoned row must not stop the others",
}

HASTE = {
    "chomchom/notices/actions/waking.py": "a round that looks anyway is only asked to look sooner",
}


def test_transactions_are_opened_only_by_acting():
    strays = []
    for path, tree in sources():
        inside = path.relative_to(PACKAGE).as_posix()
        if inside.startswith(("store", "site")) or name_of(path) in SAVEPOINTS:
            continue
        for call, word in calls(tree):
            if word == "atomic" or (word == "acting" and "actions" in path.parts):
                strays.append(f"{name_of(path)}:{call.lineno}")
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == "on_commit" and name_of(path) not in HASTE:
                strays.append(f"{name_of(path)}:{node.lineno} on_commit")
    assert not strays, strays
