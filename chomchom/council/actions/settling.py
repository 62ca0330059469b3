"""What became of the items of a meeting that was held: discussed, decided, carried to the next one, closed."""

from __future__ import annotations

from uuid import UUID

from chomchom.council import access
from chomchom.council.events import AgendaItemSettled
from chomchom.council.models import AgendaItem
from chomchom.council.rules.agenda import check_settling
from chomchom.council.rules.meetings import ITEM_STATES, ItemState, MeetingState
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.store.acting import require


def settle_item(deed: Deed, *, meeting_id: UUID, item_id: UUID, move: str) -> ItemState:
    """Say what became of an item: a move of ITEM_STATES by its name; gives the state after it. A carried item is
    offered to the next agenda of the body. Raises `council-office-only`, `meeting-not-found`,
    `agenda-settled-elsewhen`, `item-not-found`, `wrong-state`, `item-stands-on-next-agenda`."""
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    check_settling(MeetingState(meeting.state))
    item = meeting.agenda.filter(pk=item_id).first()
    if item is None:
        raise Refused("item-not-found")
    before = ItemState(item.state)
    after = ITEM_STATES.target(move, before)
    if before is ItemState.CARRIED and AgendaItem.objects.filter(origin_id=item.pk).exists():
        raise Refused("item-stands-on-next-agenda")
    item.state = after
    item.save(update_fields=["state"])
    record(deed, AgendaItemSettled(meeting_id=meeting.pk, item_id=item.pk, was=before, state=after), stream=meeting.pk)
    return after
