"""Writes about services: entering, changing, saying how many places there are and that an entry still stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.network import access, rules
from chomchom.network.events import CapacityUpdated, ServiceAssured, ServiceChanged, ServiceEnded, ServiceRegistered
from chomchom.network.models import NeedKind, Place, Service, ServiceArea
from chomchom.network.rules import CONTENT, Capacity, ServiceIn, ServiceState
from chomchom.store.constraints import refusing


def register_service(deed: Deed, service: ServiceIn) -> UUID:
    """Enter a service into the directory; an agency's second service of the same name is refused."""
    access.check_may_register(deed, service.agency_id)
    rules.check_capacity(service.capacity, places_free=service.places_free, waiting=service.waiting)
    _check(service)
    known = service.capacity is not Capacity.UNKNOWN
    row = Service(
        agency_id=service.agency_id,
        capacity=service.capacity,
        places_free=service.places_free,
        waiting=service.waiting,
        capacity_as_of=(service.capacity_as_of or deed.at) if known else None,
        capacity_by=deed.actor_id if known else None,
        assured_on=deed.day,
        assured_by=deed.actor_id,
        created_at=deed.at,
    )
    _write(row, service)
    event = ServiceRegistered(
        service_id=row.pk,
        agency_id=service.agency_id,
        need=Code(service.need),
        over_criteria_ok=service.over_criteria_ok,
    )
    record(deed, event, stream=row.pk)
    return row.pk


def change_service(deed: Deed, *, service_id: UUID, service: ServiceIn, version: int) -> None:
    """Change what an entry says; whoever changes it also says that all of it stands today.

    Places and their age stay as they were said. Raises `service-changed-meanwhile` where somebody else saved since
    `version`, and what `register_service` raises.
    """
    row = access.load_service(deed, service_id, lock=True)
    access.check_may_register(deed, row.agency_id)
    rules.check_version(version, row.version)
    _check(replace(service, agency_id=row.agency_id))
    row.version += 1
    row.changed_at = deed.at
    row.assured_on, row.assured_by = deed.day, deed.actor_id
    _write(row, replace(service, agency_id=row.agency_id))
    record(deed, ServiceChanged(service_id=row.pk, need=Code(service.need), version=row.version), stream=row.pk)


def _check(service: ServiceIn) -> None:
    rules.check_ages(service.age_from, service.age_to)
    rules.check_entry(fee_won=service.fee_won, papers=service.papers, public_phone=service.public_phone)
    if not NeedKind.objects.filter(code=service.need, active=True, group__isnull=False).exists():
        raise Refused("need-unknown", need=service.need)
    found = Place.objects.filter(pk__in=service.places, agency_id=service.agency_id).count()
    if found != len(set(service.places)):
        raise Refused("place-not-found")


def _write(row: Service, service: ServiceIn) -> None:
    for name in CONTENT:
        setattr(row, name, getattr(service, name))
    row.need_id = service.need
    row.papers, row.languages = list(service.papers), list(service.languages)
    row.hours = rules.as_data(service.hours)
    places = list(Place.objects.filter(pk__in=service.places).order_by("name", "id"))
    row.near = places[0].dong if places else _only(service.dongs)
    row.letters, row.pairs = search_letters(row, agency=_agency_name(service.agency_id), need=_need_words(service.need))
    fresh = row._state.adding
    with refusing("one_service_name_an_agency", "service-name-taken", name=service.name):
        row.save(force_insert=fresh)
    ServiceArea.objects.filter(service=row).exclude(dong__in=service.dongs).delete()
    ServiceArea.objects.bulk_create(
        [ServiceArea(service=row, dong=dong) for dong in sorted(service.dongs)], ignore_conflicts=True
    )
    row.places.set(places)


def _only(dongs: frozenset[str]) -> str:
    """The dong of a service that covers a single one: without a place it is thought to be there."""
    return next(iter(dongs)) if len(dongs) == 1 else ""


def _agency_name(agency_id: UUID) -> str:
    found = accounts.agencies({agency_id}).get(agency_id)
    return found.name if found else ""


def _need_words(need: str) -> str:
    kind = NeedKind.objects.select_related("group").get(code=need)
    return f"{kind.label_ko} {kind.group.label_ko if kind.group else ''}"


def search_letters(row: Any, *, agency: str, need: str) -> tuple[str, list[str]]:
    """What a service is found by: its name, agency, kind of need and what it says of itself, as letters and pairs."""
    words = rules.letters(f"{row.name} {agency} {need} {row.summary} {row.eligibility}")
    return words, list(rules.pairs(words))


def say_capacity(
    deed: Deed, *, service_id: UUID, capacity: Capacity, places_free: int | None = None, waiting: int | None = None
) -> None:
    """Say how many places there are as of now; saying the same again renews its age."""
    service = access.load_service(deed, service_id, lock=True)
    access.check_may_say_capacity(deed, service)
    rules.check_capacity(capacity, places_free=places_free, waiting=waiting)
    service.capacity = capacity
    service.places_free = places_free
    service.waiting = waiting
    service.capacity_as_of = deed.at
    service.capacity_by = deed.actor_id
    service.save(update_fields=["capacity", "places_free", "waiting", "capacity_as_of", "capacity_by"])
    event = CapacityUpdated(service_id=service.pk, capacity=capacity, places_free=places_free, waiting=waiting)
    record(deed, event, stream=service.pk)


def assure_service(deed: Deed, *, service_id: UUID) -> None:
    """Say that the whole entry still stands as written, without changing a word."""
    service = access.load_service(deed, service_id, lock=True)
    access.check_may_say_capacity(deed, service)
    service.assured_on, service.assured_by = deed.day, deed.actor_id
    service.save(update_fields=["assured_on", "assured_by"])
    record(deed, ServiceAssured(service_id=service.pk), stream=service.pk)


def set_service_state(deed: Deed, *, service_id: UUID, state: ServiceState) -> None:
    """Pause, end or take up a service again. Its past referrals stay."""
    service = access.load_service(deed, service_id, lock=True)
    access.check_may_register(deed, service.agency_id)
    service.state = state
    service.save(update_fields=["state"])
    record(deed, ServiceEnded(service_id=service.pk, state=state), stream=service.pk)
