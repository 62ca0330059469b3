"""What is made from the code is as new as the code."""

from __future__ import annotations

import re

import pytest

from chomchom.kernel.roles import Role
from tests.house import reference
from tests.house.plan import ROOT


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_generated_pages_are_current(name):
    made = reference.PAGES[name]()
    assert (reference.FOLDER / name).read_text(encoding="utf-8") == made, "run: python -m tests.house.reference"


def test_every_event_says_what_happened():
    from chomchom.kernel.events import Event

    reference.events()
    silent = [
        tag
        for tag, event in Event.registry.items()
        if event.__module__.startswith("chomchom.") and not (event.__doc__ or "").strip().endswith(".")
    ]
    assert not silent, silent


def test_events_carry_the_name_of_their_room():
    from chomchom.kernel.events import Event

    reference.events()
    strays = [
        tag
        for tag, event in Event.registry.items()
        if event.__module__.startswith("chomchom.") and tag.split(":")[0] != event.__module__.split(".")[1]
    ]
    assert not strays, strays


def test_the_table_of_rights_has_a_column_for_every_role():
    text = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", text.split("## The table")[0]))
    # A link deed has no column of its own.
    assert {role.value for role in Role} - {Role.LINK.value} <= named
