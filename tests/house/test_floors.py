"""Floors, front desks, and imports in disguise."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest
from django.apps import apps

from tests.house.plan import LIBRARIES, PACKAGE, ROOMS, ROOT, floor_of, module_of, name_of, sources


def test_the_contracts_of_the_floors_hold():
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def _imported(tree: ast.Module, package: str):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{package}: imports are absolute"
            for alias in node.names:
                yield f"{node.module}.{alias.name}"


def test_rooms_meet_only_at_the_front_desk():
    strays = []
    for path, tree in sources():
        here = module_of(path).split(".")
        room = here[1] if len(here) > 1 else ""
        for name in _imported(tree, ".".join(here)):
            parts = name.split(".")
            if parts[0] != "chomchom" or len(parts) < 3 or parts[1] == room or parts[1] not in ROOMS:
                continue
            inside = parts[2]
            allowed = {"public"}
            if room == "site":
                # The house itself hangs up every room's addresses, commands and jobs.
                allowed |= {"web", "api", "cli", "jobs", "apps", "sentences"}
            if inside not in allowed:
                strays.append(f"{name_of(path)} reaches into {name}")
    assert not strays, "\n".join(sorted(set(strays)))


def test_foreign_keys_point_down_the_floors():
    height = floor_of()
    strays = []
    for model in apps.get_models():
        room = model.__module__.split(".")[1] if model.__module__.startswith("chomchom.") else ""
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not room or target is None or not getattr(field, "concrete", False):
                continue
            other = target.__module__.split(".")[1] if target.__module__.startswith("chomchom.") else ""
            if other and other != room and height[other] >= height[room]:
                strays.append(f"{model.__name__}.{field.name} points up to {target.__name__}")
    assert not strays, strays


_NAMED = re.compile(r"""\{%\s*(?:extends|include)\s+["']([\w-]+)/""")


def test_templates_use_only_their_own_room_and_ui():
    strays = []
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        room = path.relative_to(PACKAGE).parts[0]
        for other in _NAMED.findall(path.read_text(encoding="utf-8")):
            if other not in (room, "ui"):
                strays.append(f"{name_of(path)} uses {other}/")
    assert not strays, strays


def test_templates_lie_in_a_folder_of_their_rooms_name():
    strays = [
        name_of(path)
        for path in sorted(PACKAGE.rglob("templates/**/*.html"))
        if path.parts[path.parts.index("templates") + 1] != path.relative_to(PACKAGE).parts[0]
        and not re.fullmatch(r"[45]\d\d(_csrf)?\.html", path.name)  # Django looks for these at the top
    ]
    assert not strays, strays


def test_every_folder_has_a_floor_and_a_sentence():
    for folder in sorted(PACKAGE.iterdir()):
        if folder.is_dir() and (folder / "__init__.py").exists():
            assert folder.name in floor_of(), folder.name
            assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text())), folder.name


@pytest.mark.parametrize("word", ["utils", "helpers", "services", "common", "core", "managers", "mixins", "signals"])
def test_no_room_has_a_drawer_for_everything(word):
    assert not [name_of(path) for path, _ in sources() if word in (path.stem, path.parent.name)]


def test_there_is_no_django_admin_and_no_business_in_signals():
    assert not apps.is_installed("django.contrib.admin")
    strays = []
    for path, tree in sources():
        for name in _imported(tree, module_of(path)):
            if name.startswith("django.db.models.signals") or name.endswith("dispatch.receiver"):
                strays.append(name_of(path))
    assert not strays, strays


def test_libraries_are_rooms_nobody_logs_into():
    assert set(floor_of()) >= LIBRARIES
