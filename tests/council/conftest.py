"""A small council on Monday 2026-06-22, and one whose meetings are walked through (hall)."""

from __future__ import annotations

import pytest

from tests.conftest import MONDAY
from tests.council.hall import council, walk
from tests.council.room import Room, build

__all__ = ["council", "walk"]


@pytest.fixture
def room(db, freeze) -> Room:
    freeze(MONDAY)
    return build()
