"""The one way into the database: a deed opens a transaction and says how far it reaches.

Every door (page, API, command, job, link) opens `acting(deed)` for reads and writes alike. It begins the transaction
and sets the transaction-local settings that row security reads. Nothing below a door opens one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from chomchom.kernel.deeds import Deed, Reach, machine_deed

_SET = "SELECT set_config('chomchom.reach', %s, true), set_config('chomchom.holder', %s, true)"


class NotActing(RuntimeError):
    """A step that needs the transaction of a deed was called without one."""


def _reach(reach: str, holder: UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, [reach, str(holder or "")])


@contextmanager
def acting(deed: Deed) -> Iterator[Deed]:
    """Open the transaction of a deed. Durable: it cannot be wrapped in another one.

    An exception inside rolls everything back, a `Refused` too.
    """
    with transaction.atomic(durable=True):
        _reach(deed.reach, deed.holder)
        connection.chomchom_deed = deed  # type: ignore[attr-defined]
        try:
            yield deed
        finally:
            connection.chomchom_deed = None  # type: ignore[attr-defined]
            _rest()


def _rest() -> None:
    """Where a surrounding test transaction goes on, give back the reach it had."""
    resting = getattr(connection, "chomchom_resting", None)
    if resting is not None and len(connection.atomic_blocks) > 1 and not connection.needs_rollback:
        _reach(resting, None)


@contextmanager
def widened(deed: Deed, *, because: str) -> Iterator[None]:
    """Let a narrow deed touch rows beyond its reach for one named step, such as a neighbour's report.

    `because` is a code that says why; a house test keeps the list of uses. The first line, `access`, has to have
    decided before.
    """
    require(deed)
    if not because:
        raise ValueError("widening needs a reason")
    _reach(Reach.ALL, deed.holder)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _reach(deed.reach, deed.holder)


def require(deed: Deed) -> None:
    """Raise NotActing unless this very deed (or a variant of its actor) is acting now."""
    current: Deed | None = getattr(connection, "chomchom_deed", None)
    if current is None or not connection.in_atomic_block or current.actor_id != deed.actor_id:
        raise NotActing("this step needs store.acting(deed), opened at the door")


def city_now() -> datetime:
    """The city's time: the database's clock plus the demo's offset. Read it once, at a door, into the deed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT city_now()")
        return cursor.fetchone()[0]


@contextmanager
def machine_acting(name: str, *, reason: str = "") -> Iterator[Deed]:
    """The door of a background machine: read the city's clock and act as that machine."""
    with acting(machine_deed(name, at=city_now(), reason=reason)) as deed:
        yield deed
