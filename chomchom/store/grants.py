"""Sharing is a row: which holder (agency or link) may reach which record, until when and on what basis."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from chomchom.kernel.deeds import Deed
from chomchom.store.acting import require
from chomchom.store.models import Grant


def grant(deed: Deed, *, record_id: UUID, holder: UUID, basis: str, until: datetime | None = None) -> None:
    """Let a holder reach a record on a basis; granting again on the same basis moves the end.

    Grants on different bases stand beside each other, so that one that ends takes nothing from another.
    """
    require(deed)
    Grant.objects.update_or_create(
        record_id=record_id, holder=holder, basis=basis, defaults={"until": until, "granted_at": deed.at}
    )


def revoke(deed: Deed, *, record_id: UUID, holder: UUID | None = None, basis: str = "") -> int:
    """Take a record back from one holder, or from all, on one basis or on every; the number of grants that ended."""
    require(deed)
    rows = Grant.objects.filter(record_id=record_id)
    if holder is not None:
        rows = rows.filter(holder=holder)
    if basis:
        rows = rows.filter(basis=basis)
    return rows.delete()[0]


def held_by(deed: Deed, holder: UUID | None) -> Q:
    """The condition "granted to this holder now" on a row's id, for a queryset that adds it explicitly."""
    if holder is None:
        return Q(pk__in=[])
    return Q(pk__in=_standing(deed, holder).values("record_id"))


def record_ids(deed: Deed, holder: UUID) -> list[UUID]:
    """The ids of everything a holder may reach at the deed's time."""
    return list(_standing(deed, holder).values_list("record_id", flat=True))


def bases_of(deed: Deed, holder: UUID) -> list[str]:
    """The bases on which a holder reaches anything at the deed's time, without repeats."""
    return list(_standing(deed, holder).values_list("basis", flat=True).distinct().order_by("basis"))


def end_basis(deed: Deed, *, basis: str) -> int:
    """End every grant that rests on one basis; the number of grants that ended."""
    require(deed)
    return Grant.objects.filter(basis=basis).delete()[0]


def _standing(deed: Deed, holder: UUID) -> QuerySet[Grant]:
    return Grant.objects.filter(Q(until__isnull=True) | Q(until__gt=deed.at), holder=holder)
