"""A small council on Monday 2026-06-22."""

from __future__ import annotations

import pytest

from tests.conftest import MONDAY
from tests.council.room import Room, build


@pytest.fixture
def room(db, freeze) -> Room:
    freeze(MONDAY)
    return build()
