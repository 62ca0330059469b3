"""The list for a dead network: numbered, with who and when on it, and taken back when it is over."""

from __future__ import annotations

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.outreach import public as outreach
from chomchom.store.ids import new_id
from chomchom.wellbeing import access
from chomchom.wellbeing.events import ListDestroyed, ListPrinted
from chomchom.wellbeing.models import PrintedList


def print_list(deed: Deed) -> tuple[int, tuple[outreach.BoardRow, ...]]:
    """Everything open, for paper: the list's number and its rows. Logged by outreach and numbered here.

    Raises Refused: may-not-print-list, print-not-your-part.
    """
    access.check_may_print(deed)
    rows = outreach.printed_list(deed)
    made = PrintedList.objects.create(at=deed.at, by=deed.actor_id, dongs=sorted(deed.areas), rows=len(rows))
    record(deed, ListPrinted(number=made.pk, rows=len(rows)), stream=new_id())
    return made.pk, rows


def destroy_list(deed: Deed, *, number: int) -> None:
    """Note that a printed list was taken back and destroyed. Raises Refused: list-not-found, list-already-destroyed."""
    found = access.lists_visible_to(deed).select_for_update().filter(pk=number).first()
    if found is None:
        raise Refused("list-not-found")
    if found.destroyed_at is not None:
        raise Refused("list-already-destroyed")
    found.destroyed_at, found.destroyed_by = deed.at, deed.actor_id
    found.save(update_fields=["destroyed_at", "destroyed_by"])
    record(deed, ListDestroyed(number=number), stream=new_id())
