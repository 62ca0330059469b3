"""The two commands, and the packages they install."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PINS = {name: (ROOT / "requirements" / f"{name}.txt").read_text() for name in ("uv", "runtime", "test")}


def pinned(name: str) -> dict[str, list[str]]:
    """Package → versions a file pins (one a Python version)."""
    found: dict[str, list[str]] = {}
    for package, version in re.findall(r"^([a-z0-9-]+)==(\S+)", PINS[name], re.MULTILINE):
        found.setdefault(package, []).append(version)
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    ("file", "wanted"),
    [("runtime", PROJECT["project"]["dependencies"]), ("test", PROJECT["dependency-groups"]["test"])],
)
def test_every_dependency_is_pinned_to_a_version_it_allows(file, wanted):
    """Otherwise: uv pip compile pyproject.toml … as the head of requirements/README.md says."""
    pins = pinned(file)
    for line in wanted:
        asked = Requirement(line)
        versions = pins.get(normal(asked.name))
        assert versions, f"{asked.name} is not pinned in requirements/{file}.txt"
        assert all(asked.specifier.contains(version, prereleases=True) for version in versions), line


def test_tools_for_tests_stand_on_the_same_runtime():
    runtime, test = pinned("runtime"), pinned("test")
    assert {name: test.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("name", PINS)
def test_every_pin_has_hashes_and_names_no_host(name):
    entries = re.split(r"\n(?=\S)", PINS[name].strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in PINS[name]


@pytest.mark.parametrize("command", ["run", "test", ".ci/run", "ops/environment.sh"])
def test_commands_are_sound_bash(command):
    path = ROOT / command
    assert subprocess.run(["bash", "-n", str(path)], capture_output=True).returncode == 0
    if not command.endswith(".sh"):
        assert os.access(path, os.X_OK)
        assert "set -euo pipefail" in path.read_text()


def test_continuous_integration_runs_the_same_command():
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith("exec ./test")


def test_the_wheel_carries_everything_the_package_reads():
    """Parameters of the engine, dated values, templates and pictures are no Python and must be named to be packed."""
    package = ROOT / "chomchom"
    packed = {path for one in PROJECT["tool"]["setuptools"]["package-data"]["chomchom"] for path in package.glob(one)}
    read = {path for kind in ("json", "yaml", "html", "svg", "lark", "typ") for path in package.rglob(f"*.{kind}")}
    assert {path.parent.name for path in read} >= {"parameters", "rulebook"}
    assert read <= packed
