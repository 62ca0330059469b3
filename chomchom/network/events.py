"""What this room writes into the ledger."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from chomchom.kernel.events import Code, Event
from chomchom.network.rules import Capacity, NeighbourKind, ServiceState


class ServiceRegistered(Event):
    """A service entered the directory."""

    tag: ClassVar[str] = "network:service:registered"

    service_id: UUID
    agency_id: UUID
    need: Code
    over_criteria_ok: bool


class ServiceEnded(Event):
    """A service was paused or ended, or runs again."""

    tag: ClassVar[str] = "network:service:ended"

    service_id: UUID
    state: ServiceState


class CapacityUpdated(Event):
    """Somebody who knows said how many places there are."""

    tag: ClassVar[str] = "network:capacity:updated"

    service_id: UUID
    capacity: Capacity
    places_free: int | None = None
    waiting: int | None = None


class ServiceChanged(Event):
    """What the directory says of a service was changed."""

    tag: ClassVar[str] = "network:service:changed"

    service_id: UUID
    need: Code
    version: int


class ServiceAssured(Event):
    """Somebody who knows said that an entry still stands as written."""

    tag: ClassVar[str] = "network:service:assured"

    service_id: UUID


class PlaceChanged(Event):
    """A place where services are given was entered or changed."""

    tag: ClassVar[str] = "network:place:changed"

    place_id: UUID
    agency_id: UUID
    dong: Code


class DirectoryEntered(Event):
    """A file of another directory was entered."""

    tag: ClassVar[str] = "network:directory:entered"

    file_id: UUID
    new: int
    changed: int
    faulty: int


class NeighbourRegistered(Event):
    """A neighbour was appointed."""

    tag: ClassVar[str] = "network:neighbour:registered"

    neighbour_id: UUID
    kind: NeighbourKind
    active_from: date


class NeighbourEnded(Event):
    """A neighbour's appointment ended."""

    tag: ClassVar[str] = "network:neighbour:ended"

    neighbour_id: UUID
    active_until: date
