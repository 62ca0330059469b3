"""Rows the machines stumble over: written down, so that the others can go on and a person looks."""

from __future__ import annotations

from django.db.models import F

from chomchom.kernel.deeds import Deed
from chomchom.store.acting import require
from chomchom.wellbeing.models import Heartbeat, SweepFault


def note_fault(deed: Deed, *, machine: str, subject: str, code: str) -> None:
    """Write down that a machine could not do one thing; the same thing again only counts up."""
    require(deed)
    known = SweepFault.objects.filter(machine=machine, subject=subject[:64])
    if known.update(last_at=deed.at, times=F("times") + 1, code=code[:64], solved_at=None):
        return
    SweepFault.objects.create(machine=machine, subject=subject[:64], code=code[:64], first_at=deed.at, last_at=deed.at)


def solve_faults(deed: Deed, *, machine: str, subject: str) -> None:
    """What went wrong before has gone well."""
    require(deed)
    SweepFault.objects.filter(machine=machine, subject=subject[:64], solved_at=None).update(solved_at=deed.at)


def beat(deed: Deed, *, name: str, took_ms: int = 0, counts: dict[str, int] | None = None) -> None:
    """Leave the row by which it is seen that a machine is alive."""
    require(deed)
    Heartbeat.objects.update_or_create(
        name=name, defaults={"at": deed.at, "took_ms": max(took_ms, 0), "counts": counts or {}}
    )
