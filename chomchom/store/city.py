"""The city's one row: name, demo mark and clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from chomchom.store.models import City


@dataclass(frozen=True, slots=True)
class CityRow:
    """What pages and doors ask about the installation."""

    name: str
    demo: bool
    muted_until: datetime | None


def city() -> CityRow:
    """The city as it stands in the database."""
    row = City.objects.get(pk=1)
    return CityRow(row.name, row.demo, row.muted_until)


def set_clock(*, offset: timedelta | None = None, frozen_at: datetime | None = None) -> None:
    """Move or freeze the city's clock. Only the owner role has the right; the serving roles are refused."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE store_city SET clock_offset = coalesce(%s::interval, clock_offset), frozen_at = %s WHERE id = 1",
            [str(offset.total_seconds()) + " s" if offset is not None else None, frozen_at],
        )
