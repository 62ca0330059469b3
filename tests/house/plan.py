"""The plan of the house: where the package is, its rooms and their floors."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "chomchom"


@cache
def floors() -> list[set[str]]:
    """Floors from top to bottom, each a set of rooms, as the first import contract names them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return [{room.strip() for room in layer.split("|")} for layer in contracts[0]["layers"]]


@cache
def floor_of() -> dict[str, int]:
    """Room → height; higher is further up."""
    layers = floors()
    return {room: len(layers) - place for place, layer in enumerate(layers) for room in layer}


# Their modules are libraries for everybody below the roof; the others are met at their front desk.
LIBRARIES = {"kernel", "store", "ui", "rulebook", "formats", "silence", "linkage", "routing", "telephony"}
ROOMS = {room for layer in floors() for room in layer} - LIBRARIES - {"site"}


@cache
def sources() -> tuple[tuple[Path, ast.Module], ...]:
    """Every module of the package with its tree, migrations left out."""
    return tuple(
        (path, ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts
    )


def name_of(path: Path) -> str:
    """The path as people say it."""
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """All calls with the last word of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=word) | ast.Attribute(attr=word):
                    yield node, word


@cache
def tracked() -> tuple[Path, ...]:
    """Files git keeps; every file of the package where there is no git."""
    try:
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return tuple(path for path in PACKAGE.rglob("*") if path.is_file())
    return tuple(ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file())
