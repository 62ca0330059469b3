"""What pages and other rooms read of neighbours: masked rows, and one in full with its purpose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.network import access, rules, sentences
from chomchom.network.models import Neighbour
from chomchom.network.reads.offered import dong_name
from chomchom.store.sealing import blind


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourRow:
    """A neighbour without name: masked for lists."""

    id: UUID
    kind: str
    kind_label: str
    masked_name: str
    masked_phone: str
    area_line: str
    dongs: tuple[str, ...]
    active: bool


def neighbours_in(deed: Deed, dong: str) -> list[NeighbourRow]:
    """The neighbours appointed today in a dong of one's area; two queries."""
    if not deed.covers(dong):
        return []
    rows = access.visible_neighbours(deed).active_on(deed.day).in_dongs(frozenset({dong}))
    return _neighbour_rows(deed, rows.order_by("kind", "id").prefetch_related("areas"))


def neighbours(deed: Deed, ids: Iterable[UUID]) -> dict[UUID, NeighbourRow]:
    """Some neighbours by id; those of other areas are left out."""
    rows = access.visible_neighbours(deed).filter(pk__in=list(ids)).prefetch_related("areas")
    return {row.id: row for row in _neighbour_rows(deed, rows)}


def neighbour(deed: Deed, neighbour_id: UUID) -> NeighbourRow:
    """One neighbour of one's area, masked; raises `neighbour-not-found`."""
    found = access.load_neighbour(deed, neighbour_id)
    return _neighbour_rows(deed, [found])[0]


def neighbour_by_phone(deed: Deed, phone: str) -> NeighbourRow | None:
    """The active neighbour with this number, or None; only a machine or an officer of the area finds one."""
    index = blind("phone", rules.digits_of(phone))
    found = access.visible_neighbours(deed).active_on(deed.day).filter(phone_index=index).first()
    return _neighbour_rows(deed, [found])[0] if found else None


def neighbour_phone(deed: Deed, *, neighbour_id: UUID, purpose: str) -> str:
    """A neighbour's number in full, to call or to send to; written into the access log with its purpose."""
    found = access.load_neighbour(deed, neighbour_id)
    accounts.note_access(deed, subject_id=found.pk, record_kind="neighbour", record_id=found.pk, purpose=purpose)
    return str(found.phone)


def neighbour_name(deed: Deed, *, neighbour_id: UUID, purpose: str) -> str:
    """A neighbour's name in full; written into the access log with its purpose."""
    found = access.load_neighbour(deed, neighbour_id)
    accounts.note_access(deed, subject_id=found.pk, record_kind="neighbour", record_id=found.pk, purpose=purpose)
    return str(found.name)


def _neighbour_rows(deed: Deed, rows: Iterable[Neighbour]) -> list[NeighbourRow]:
    return [_neighbour_row(deed, row) for row in rows]


def _neighbour_row(deed: Deed, row: Neighbour) -> NeighbourRow:
    areas = sorted((area.dong, area.tong or 0) for area in row.areas.all())
    parts = [f"{dong_name(dong)} {tong}{_('통')}" if tong else dong_name(dong) for dong, tong in areas]
    return NeighbourRow(
        id=row.pk,
        kind=row.kind,
        kind_label=str(sentences.KINDS[row.kind]),
        masked_name=rules.mask_name(str(row.name)),
        masked_phone=rules.mask_phone(str(row.phone)),
        area_line=", ".join(parts),
        dongs=tuple(dict.fromkeys(dong for dong, _tong in areas)),
        active=rules.active_on(active_from=row.active_from, active_until=row.active_until, on=deed.day),
    )
