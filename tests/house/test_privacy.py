"""Nothing of this machine, no real number and no resident number lies in the repository; no log or job carries a name."""

from __future__ import annotations

import ast
import re
import socket

import pytest

from chomchom.kernel.events import Event
from tests.house.plan import PACKAGE, ROOT, name_of, sources, tracked

TEXT = {".py", ".md", ".html", ".js", ".css", ".yaml", ".yml", ".toml", ".po", ".txt", ".json", ".sh", ".csv", ""}
# Put together here so that this file does not hold what it looks for.
PLACES = ["/" + "work/", "/" + "tmp/", "/" + "home/", "/" + "root/"]
KNOWN_PLACES = {
    # Where a system keeps things by convention, not where this copy lay.
    "tests/house/test_privacy.py",
}


def _texts():
    for path in tracked():
        if path.suffix in TEXT and "vendor" not in path.parts and path.stat().st_size < 400_000:
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


@pytest.mark.parametrize("place", PLACES)
def test_no_path_of_a_machine_is_in_the_repository(place):
    strays = [
        f"{name_of(path)}: {line.strip()[:80]}"
        for path, text in _texts()
        if name_of(path) not in KNOWN_PLACES and "pins" not in path.name and path.suffix != ".lock"
        for line in text.splitlines()
        if re.search(rf"(?<![\w.$}}~-]){re.escape(place)}\w", line)
    ]
    assert not strays, "\n".join(strays[:20])


def test_this_host_is_not_named():
    host = socket.gethostname()
    if len(host) < 6 or host in ("localhost",):
        pytest.skip("a host with an everyday name")
    assert not [name_of(path) for path, text in _texts() if host in text]


RRN = re.compile(r"(?<!\d)\d{6}[- ]?[1-8]\d{6}(?!\d)")


def _valid_rrn(digits: str) -> bool:
    """Whether thirteen digits are a resident number by birthday and check digit."""
    month, day = int(digits[2:4]), int(digits[4:6])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(d) * w for d, w in zip(digits[:12], (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True))
    return (11 - total % 11) % 10 == int(digits[12])


def test_no_resident_number_is_in_the_data_of_the_package():
    strays = []
    for path, text in _texts():
        if not path.is_relative_to(PACKAGE):
            continue
        for found in RRN.findall(text):
            if _valid_rrn(re.sub(r"\D", "", found)):
                strays.append(f"{name_of(path)}: {found[:8]}…")
    assert not strays, strays


def test_no_column_is_made_for_a_resident_number():
    from django.apps import apps

    names = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if re.search(r"rrn|resident_(number|no)|jumin|ssn", field.name)
    ]
    assert not names, names


PERSONAL = re.compile(r"(^|_)(name|phone|address|note|text|memo|birth_date|birthday|email)($|_)")


def test_no_event_has_a_field_that_sounds_like_a_person():
    strays = [
        f"{event.__name__}.{field}"
        for event in Event.registry.values()
        for field in getattr(event, "__dataclass_fields__", {})
        if PERSONAL.search(field) and not field.endswith("_id")
    ]
    assert not strays, strays


def test_jobs_take_ids_and_nothing_personal():
    strays = []
    for path, tree in sources():
        if path.stem != "jobs" and "jobs" not in path.parts:
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "task" in " ".join(
                ast.unparse(decorator) for decorator in node.decorator_list
            ):
                for argument in [*node.args.args, *node.args.kwonlyargs]:
                    if PERSONAL.search(argument.arg):
                        strays.append(f"{name_of(path)}: {node.name}({argument.arg})")
    assert not strays, strays


LOGGING = {"debug", "info", "warning", "error", "exception", "critical"}
WORDS = re.compile(r"name|phone|address|note|birth|payload|form|POST")


def test_log_lines_carry_no_personal_value():
    strays = []
    for path, tree in sources():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOGGING):
                continue
            if not (
                isinstance(node.func.value, ast.Name) and node.func.value.id in ("log", "logger", "LOG", "logging")
            ):
                continue
            for argument in node.args[1:]:
                if WORDS.search(ast.unparse(argument)):
                    strays.append(f"{name_of(path)}:{node.lineno} {ast.unparse(argument)}")
    assert not strays, strays


def test_unfinished_work_is_not_marked_but_done():
    marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
    strays = [
        f"{name_of(path)}: {line.strip()[:60]}"
        for path, text in _texts()
        if path.suffix in (".py", ".html", ".md", ".js", ".css") and name_of(path) != "tests/house/test_privacy.py"
        for line in text.splitlines()
        if any(re.search(rf"(#|//|<!--|/\*|\{{#)\s*{mark}\b", line) for mark in marks)
    ]
    assert not strays, strays


def test_widened_reach_is_used_only_where_it_is_listed():
    used = set()
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "widened":
                for keyword in node.keywords:
                    if keyword.arg == "because" and isinstance(keyword.value, ast.Constant):
                        used.add((name_of(path), str(keyword.value.value)))
    listed = (ROOT / "docs" / "reference" / "widened.md").read_text(encoding="utf-8")
    lacking = [f"{where}: {why}" for where, why in sorted(used) if f"`{why}`" not in listed]
    assert not lacking, lacking
    codes = set(re.findall(r"^\| `([a-z0-9-]+)`", listed, re.MULTILINE))
    assert codes <= {why for _, why in used}, codes - {why for _, why in used}
