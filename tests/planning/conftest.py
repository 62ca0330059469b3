from __future__ import annotations

import pytest

from chomchom.store.acting import acting
from tests.planning.plans import Plans, make_plans


@pytest.fixture
def plans(db, deeds) -> Plans:
    """Two plans, entered by the council office."""
    with acting(deeds.jiu()) as deed:
        return make_plans(deed)
