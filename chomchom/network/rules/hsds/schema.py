"""Held against a JSON Schema without a library: the few words our schema uses, each fault with its place and a code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chomchom.kernel.verdicts import Refused

FILE = Path(__file__).with_name("service.schema.json")
MOST_DEPTH = 12
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault: where (`service_areas[0].extent`), which field, and why as a code."""

    place: str
    field: str
    code: str


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a service in our profile."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def check_depth(text: str) -> None:
    """Raises `hsds-too-deep` before anything is built of brackets within brackets."""
    depth, inside, escaped = 0, False, False
    for sign in text:
        if inside:
            inside = escaped or sign != '"'
            escaped = sign == "\\" and not escaped
        elif sign == '"':
            inside, escaped = True, False
        elif sign in "[{":
            depth += 1
            if depth > MOST_DEPTH:
                raise Refused("hsds-too-deep", most=MOST_DEPTH)
        elif sign in "]}":
            depth -= 1


def wrongs(value: Any, rule: dict[str, Any], place: str = "") -> Iterator[Wrong]:
    """Every fault of a value, in the order of the document."""
    if "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    field = re.sub(r"\[\d+\]$", "", place.rpartition(".")[2])
    if not _is_of(value, rule.get("type")):
        yield Wrong(place, field, "wrong-type")
        return
    if "enum" in rule and value not in rule["enum"]:
        yield Wrong(place, field, "not-in-list")
    if isinstance(value, str):
        yield from _of_text(value, rule, place, field)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if value < rule.get("minimum", value) or value > rule.get("maximum", value):
            yield Wrong(place, field, "out-of-range")
    elif isinstance(value, list):
        if len(value) > rule.get("maxItems", len(value)):
            yield Wrong(place, field, "too-many")
        for number, item in enumerate(value[:500]):
            yield from wrongs(item, rule.get("items", {}), f"{place}[{number}]")
    elif isinstance(value, dict):
        yield from _of_object(value, rule, place)


def _is_of(value: Any, wanted: str | list[str] | None) -> bool:
    if wanted is None:
        return True
    names = [wanted] if isinstance(wanted, str) else wanted
    if isinstance(value, bool):
        return "boolean" in names
    whole = isinstance(value, float) and value.is_integer() and "integer" in names
    return whole or any(isinstance(value, TYPES[name]) for name in names)


def _of_text(value: str, rule: dict[str, Any], place: str, field: str) -> Iterator[Wrong]:
    if len(value) > rule.get("maxLength", len(value)):
        yield Wrong(place, field, "too-long")
    elif len(value) < rule.get("minLength", 0):
        yield Wrong(place, field, "missing")
    elif "pattern" in rule and not re.search(rule["pattern"], value):
        yield Wrong(place, field, "wrong-form")


def _of_object(value: dict[str, Any], rule: dict[str, Any], place: str) -> Iterator[Wrong]:
    dot = "." if place else ""
    for name in rule.get("required", ()):
        if name not in value:
            yield Wrong(f"{place}{dot}{name}", name, "missing")
    for name, inner in rule.get("properties", {}).items():
        if name in value:
            yield from wrongs(value[name], inner, f"{place}{dot}{name}")
