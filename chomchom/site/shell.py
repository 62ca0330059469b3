"""What the frame around every page asks the rooms: the city's name, how many notices wait, and the main menu."""

from __future__ import annotations

import time

from django.db import DatabaseError, connection
from django.utils.translation import gettext_lazy as _

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.store.city import CityRow
from chomchom.store.city import city as read_city
from chomchom.ui.navigation import Entry

KEPT_SECONDS = 60
UNKNOWN = CityRow("", False, None)

_kept: tuple[float, CityRow] = (0.0, UNKNOWN)


def city() -> CityRow:
    """The city's row, at most a minute old; an unknown city while the database is away."""
    global _kept
    age, row = time.monotonic() - _kept[0], _kept[1]
    if row is UNKNOWN or age > KEPT_SECONDS:
        try:
            row = read_city()
        except DatabaseError:
            return UNKNOWN if not connection.in_atomic_block else row
        _kept = (time.monotonic(), row)
    return row


def unread(deed: Deed) -> int:
    """How many notices wait for whoever acts."""
    from chomchom.notices import public as notices

    return notices.unread_count(deed)


OFFICERS = frozenset({Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER})
AGENCIES = frozenset({Role.AGENCY_WORKER, Role.AGENCY_LEAD})

NAVIGATION = (Entry(_("오늘"), "flows:board", OFFICERS, also=("flows:episode", "outreach:episode")),)
