"""What a form starts from: a service or a place as it was entered, with its version."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.network import access
from chomchom.network.models.entered import entered, place_as_entered
from chomchom.network.reads.offered import PlaceRow, place_row
from chomchom.network.rules import PlaceIn, ServiceIn


def service_entered(deed: Deed, service_id: UUID) -> tuple[ServiceIn, int]:
    """A service as entered, and the version a form has to name. Raises `service-not-found`, `may-not-register-service`."""
    row = access.load_service(deed, service_id)
    access.check_may_register(deed, row.agency_id)
    return entered(row), row.version


def place_entered(deed: Deed, place_id: UUID) -> tuple[PlaceIn, int]:
    """A place as entered, and its version. Raises `place-not-found`, `may-not-register-service`."""
    row = access.load_place(deed, place_id)
    access.check_may_register(deed, row.agency_id)
    return place_as_entered(row), row.version


def places_of(deed: Deed, agency_id: UUID | None = None) -> tuple[PlaceRow, ...]:
    """The places of an agency, or of every agency, by name. One query."""
    rows = access.visible_places(deed).order_by("name", "id")
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    return tuple(place_row(row, deed.at) for row in rows[:500])
