"""Writes about places: where services are given."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.network import access, rules
from chomchom.network.events import PlaceChanged
from chomchom.network.models import Place, Service
from chomchom.network.rules import PlaceIn
from chomchom.rulebook.dongs import is_dong
from chomchom.store.constraints import refusing


def open_place(deed: Deed, place: PlaceIn) -> UUID:
    """Enter a place; an agency's second place of the same name is refused with `place-name-taken`."""
    access.check_may_register(deed, place.agency_id)
    row = Place(agency_id=place.agency_id, created_at=deed.at)
    _write(deed, row, place)
    return row.pk


def change_place(deed: Deed, *, place_id: UUID, place: PlaceIn, version: int) -> None:
    """Change a place. Raises `place-not-found`, `service-changed-meanwhile`, `place-name-taken`."""
    row = access.load_place(deed, place_id, lock=True)
    access.check_may_register(deed, row.agency_id)
    rules.check_version(version, row.version)
    row.version += 1
    row.changed_at = deed.at
    _write(deed, row, place)


def _write(deed: Deed, row: Place, place: PlaceIn) -> None:
    if not is_dong(place.dong):
        raise Refused("place-dong-unknown")
    rules.check_entry(fee_won=None, papers=(), public_phone=place.phone)
    for name in ("name", "address", "dong", "phone", "way_there", "active", "source_id"):
        setattr(row, name, getattr(place, name))
    row.aids = list(place.aids)
    row.hours = rules.as_data(place.hours)
    fresh = row._state.adding
    with refusing("one_place_name_an_agency", "place-name-taken", name=place.name):
        row.save(force_insert=fresh)
    moved = Service.objects.filter(places=row).exclude(near=place.dong)
    for service in moved.prefetch_related("places"):
        first = min(service.places.all(), key=lambda one: (one.name, str(one.pk)))
        Service.objects.filter(pk=service.pk).update(near=first.dong)
    record(deed, PlaceChanged(place_id=row.pk, agency_id=row.agency_id, dong=Code(place.dong)), stream=row.pk)
