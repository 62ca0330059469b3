"""Writes of the directory: services, their places, neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About, Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import Item, record, record_many
from chomchom.network import access, rules
from chomchom.network.events import (
    CapacityUpdated,
    NeighbourEnded,
    NeighbourRegistered,
    ServiceEnded,
    ServiceRegistered,
)
from chomchom.network.models import NeedKind, Neighbour, NeighbourArea, Service, ServiceArea
from chomchom.network.rules import Capacity, NeighbourKind, ReferralWay, ServiceState
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id
from chomchom.store.sealing import blind


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceIn:
    """A service as it is registered. `dongs` is empty exactly where it covers the whole city."""

    agency_id: UUID
    name: str
    need: str
    summary: str = ""
    dongs: frozenset[str] = frozenset()
    whole_city: bool = False
    over_criteria_ok: bool = False
    only_alone: bool = False
    age_from: int | None = None
    age_to: int | None = None
    fee: str = ""
    referral_way: ReferralWay = ReferralWay.ACCOUNT
    contact_email: str = ""
    contact_phone: str = ""
    capacity: Capacity = Capacity.UNKNOWN
    places_free: int | None = None
    waiting: int | None = None
    capacity_as_of: datetime | None = None


def register_service(deed: Deed, service: ServiceIn) -> UUID:
    """Enter a service into the directory; an agency's second service of the same name is refused."""
    access.check_may_register(deed, service.agency_id)
    rules.check_ages(service.age_from, service.age_to)
    rules.check_capacity(service.capacity, places_free=service.places_free, waiting=service.waiting)
    if not NeedKind.objects.filter(code=service.need, active=True).exists():
        raise Refused("need-unknown", need=service.need)
    with refusing("one_service_name_an_agency", "service-name-taken", name=service.name):
        row = Service.objects.create(**_service_columns(deed, service))
    ServiceArea.objects.bulk_create([ServiceArea(service=row, dong=dong) for dong in sorted(service.dongs)])
    event = ServiceRegistered(
        service_id=row.pk,
        agency_id=service.agency_id,
        need=Code(service.need),
        over_criteria_ok=service.over_criteria_ok,
    )
    record(deed, event, stream=row.pk)
    return row.pk


def _service_columns(deed: Deed, service: ServiceIn) -> dict[str, object]:
    known = service.capacity is not Capacity.UNKNOWN
    return {
        "agency_id": service.agency_id,
        "name": service.name,
        "summary": service.summary,
        "need_id": service.need,
        "whole_city": service.whole_city,
        "over_criteria_ok": service.over_criteria_ok,
        "only_alone": service.only_alone,
        "age_from": service.age_from,
        "age_to": service.age_to,
        "fee": service.fee,
        "referral_way": service.referral_way,
        "contact_email": service.contact_email,
        "contact_phone": service.contact_phone,
        "capacity": service.capacity,
        "places_free": service.places_free,
        "waiting": service.waiting,
        "capacity_as_of": (service.capacity_as_of or deed.at) if known else None,
        "capacity_by": deed.actor_id if known else None,
        "assured_on": deed.day,
        "created_at": deed.at,
    }


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
    service.assured_on = deed.day
    service.save(update_fields=["capacity", "places_free", "waiting", "capacity_as_of", "capacity_by", "assured_on"])
    event = CapacityUpdated(service_id=service.pk, capacity=capacity, places_free=places_free, waiting=waiting)
    record(deed, event, stream=service.pk)


def set_service_state(deed: Deed, *, service_id: UUID, state: ServiceState) -> None:
    """Pause, end or take up a service again. Its past referrals stay."""
    service = access.load_service(deed, service_id, lock=True)
    access.check_may_register(deed, service.agency_id)
    service.state = state
    service.save(update_fields=["state"])
    record(deed, ServiceEnded(service_id=service.pk, state=state), stream=service.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourIn:
    """A neighbour as registered; `areas` are (dong, 통 number or None)."""

    kind: NeighbourKind
    name: str
    phone: str
    areas: Sequence[tuple[str, int | None]]
    active_from: date
    active_until: date | None = None


def register_neighbour(deed: Deed, neighbour: NeighbourIn) -> UUID:
    """Register one neighbour of one's area; a second active one with the same phone is refused."""
    return register_neighbours(deed, [neighbour])[0]


def register_neighbours(deed: Deed, neighbours: Iterable[NeighbourIn]) -> list[UUID]:
    """Register many neighbours at once, all or none."""
    wanted = list(neighbours)
    for one in wanted:
        access.check_may_register_neighbour(deed, frozenset(dong for dong, _ in one.areas))
        rules.check_appointment(one.active_from, one.active_until)
    rows = [_neighbour_row(deed, one) for one in wanted]
    with refusing("one_active_neighbour_a_phone", "neighbour-already-there"):
        Neighbour.objects.bulk_create(rows, batch_size=1000)
    areas = [
        NeighbourArea(neighbour=row, dong=dong, tong=tong)
        for row, one in zip(rows, wanted, strict=True)
        for dong, tong in one.areas
    ]
    NeighbourArea.objects.bulk_create(areas, batch_size=2000)
    record_many(
        deed,
        [
            Item(
                event=NeighbourRegistered(
                    neighbour_id=row.pk, kind=NeighbourKind(row.kind), active_from=row.active_from
                ),
                stream=row.pk,
                about=About(dong=one.areas[0][0]),
            )
            for row, one in zip(rows, wanted, strict=True)
        ],
    )
    return [row.pk for row in rows]


def _neighbour_row(deed: Deed, one: NeighbourIn) -> Neighbour:
    return Neighbour(
        id=new_id(),
        kind=one.kind,
        name=one.name,
        phone=one.phone,
        phone_index=blind("phone", rules.digits_of(one.phone)),
        active_from=one.active_from,
        active_until=one.active_until,
        registered_by=deed.actor_id,
        registered_at=deed.at,
    )


def end_neighbour(deed: Deed, *, neighbour_id: UUID, until: date) -> None:
    """End a neighbour's appointment with its last day."""
    neighbour = access.load_neighbour(deed, neighbour_id, lock=True)
    dongs = frozenset(neighbour.areas.values_list("dong", flat=True))
    access.check_may_register_neighbour(deed, dongs)
    rules.check_appointment(neighbour.active_from, until)
    neighbour.active_until = until
    neighbour.save(update_fields=["active_until"])
    record(deed, NeighbourEnded(neighbour_id=neighbour.pk, active_until=until), stream=neighbour.pk)


def reindex(deed: Deed, *, after: UUID | None = None, size: int = 1000) -> UUID | None:
    """Write the search keys of some neighbours anew, after the blind key changed.

    Returns the last id done, None when nothing is left; call again from there.
    """
    if not deed.has("system"):
        raise Refused("neighbour-not-found")
    rows = Neighbour.objects.order_by("pk")
    some = list((rows.filter(pk__gt=after) if after else rows)[:size])
    for row in some:
        row.phone_index = blind("phone", rules.digits_of(str(row.phone)))
    Neighbour.objects.bulk_update(some, ["phone_index"])
    return some[-1].pk if some else None
