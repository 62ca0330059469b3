"""What the meters last showed of each home, as the sweep remembers it."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
from django.db.models import Max

from chomchom.silence import STATE
from chomchom.wellbeing.models import SweepBlock
from chomchom.wellbeing.rules.readings import BLOCK

HOUR = timedelta(hours=1)


def last_signs(number: int) -> dict[int, datetime]:
    """When each home of a block last showed life to a meter. Readings that did not come show nothing."""
    found: dict[int, datetime] = {}
    for block in SweepBlock.objects.filter(number=number):
        present = np.frombuffer(block.present, np.uint8).astype(bool)
        state = np.frombuffer(block.state, STATE)
        for place in np.flatnonzero(present):
            since = block.upto - HOUR * (int(state["quiet"][place]) + int(state["missing"][place]))
            home = number * BLOCK + int(place)
            found[home] = max(found.get(home, since), since)
    return found


def heard_until(number: int) -> datetime | None:
    """Up to which hour the readings of a block of homes have come; None where nothing is measured there."""
    return SweepBlock.objects.filter(number=number).aggregate(last=Max("upto"))["last"]
