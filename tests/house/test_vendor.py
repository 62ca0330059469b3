"""No page asks another host for anything, and what we vendor is exactly what the lock file names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = json.loads((ROOT / "vendor.lock.json").read_text())["packages"]

# Names of vocabularies, not places anything is fetched from.
NAMESPACES = re.compile(r"https?://www\.w3\.org/\S*")
ADDRESS = re.compile(r"""(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}""", re.IGNORECASE)
FETCHES = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])\s*(?:https?:)?//""", re.IGNORECASE)


def ours(pattern: str) -> list[Path]:
    return [p for p in sorted((ROOT / "chomchom").rglob(pattern)) if "vendor" not in p.parts]


@pytest.mark.parametrize("pattern", ["templates/**/*.html", "static/**/*.css", "static/**/*.js"])
def test_nothing_of_ours_names_another_host(pattern: str) -> None:
    for path in ours(pattern):
        text = NAMESPACES.sub("", path.read_text(encoding="utf-8"))
        assert not ADDRESS.search(text), path


def test_vendored_styles_fetch_only_from_beside_themselves() -> None:
    for path in sorted((ROOT / "chomchom").rglob("static/vendor/**/*.css")):
        assert not FETCHES.search(path.read_text(encoding="utf-8")), path


def test_every_file_a_style_names_is_there() -> None:
    for path in sorted((ROOT / "chomchom").rglob("static/**/*.css")):
        for target in re.findall(r"""url\(\s*["']?([^"')]+)""", path.read_text(encoding="utf-8")):
            if not target.startswith(("data:", "#")):
                # As it is served: every room's static folder lies at one place.
                home = next(parent for parent in path.parents if parent.name == "static")
                served = (path.parent / target).resolve().relative_to(home)
                there = any((room / "static" / served).exists() for room in (ROOT / "chomchom").iterdir())
                assert there, f"{path.name}: {target}"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_every_vendored_package_has_its_licence_and_its_files(package: dict) -> None:
    into = ROOT / package["into"]
    assert package["integrity"].startswith("sha512-")
    assert package["licence"]
    assert any(name.upper().startswith(("LICENSE", "README")) for name in (p.name for p in into.iterdir()))
    for target in package["files"].values():
        assert (into / target).exists(), target


def test_nothing_is_vendored_past_the_lock_file() -> None:
    named = {(ROOT / package["into"]).name for package in PACKAGES if package["into"].startswith("chomchom")}
    assert {p.name for p in (ROOT / "chomchom/ui/static/vendor").iterdir()} == named


def test_templates_hold_no_inline_style_or_script() -> None:
    for path in ours("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle\s*=", text), path
        assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), path
        assert "javascript:" not in text, path
        assert "<style" not in text, path
        for script in re.findall(r"<script\b[^>]*>", text):
            assert " src=" in script or "application/json" in script, path
