"""Writes about neighbours who look after their street."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import Item, record, record_many
from chomchom.network import access, rules
from chomchom.network.events import NeighbourEnded, NeighbourRegistered
from chomchom.network.models import Neighbour, NeighbourArea
from chomchom.network.rules import NeighbourKind
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id
from chomchom.store.sealing import blind


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
