"""Planning a meeting: its day and place, and an agenda that begins with what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chomchom.council import access
from chomchom.council.events import MeetingPlanned
from chomchom.council.models import AgendaItem, Meeting
from chomchom.council.rules.agenda import check_agenda_open, moved
from chomchom.council.rules.meetings import ItemOrigin, MeetingMode, MeetingState
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.store.acting import require
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemIn:
    """One agenda item as it is raised."""

    title: str
    origin: ItemOrigin = ItemOrigin.NEW
    origin_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingIn:
    """A meeting as it is planned; a title is made from body and year where none is given."""

    body_id: UUID
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    mode: MeetingMode = MeetingMode.TOGETHER
    title: str = ""


def plan_meeting(deed: Deed, meeting: MeetingIn, *, agenda: Sequence[ItemIn] = ()) -> UUID:
    """Plan a meeting. Raises `council-office-only`, `body-not-found`, `body-has-ended`, `meeting-ends-before-it-starts`."""
    require(deed)
    access.check_office(deed)
    body = access.load_body(deed, meeting.body_id)
    day = meeting.starts_at.astimezone(SEOUL).date()
    if body.ended_on is not None and body.ended_on < day:
        raise Refused("body-has-ended")
    check_times(meeting.starts_at, meeting.ends_at)
    row = Meeting.objects.create(
        body=body,
        year=day.year,
        mode=meeting.mode,
        title=meeting.title or body.name,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        created_by=deed.actor_id,
        created_at=deed.at,
    )
    AgendaItem.objects.bulk_create(_item(row, number, item) for number, item in enumerate(agenda, start=1))
    record(deed, MeetingPlanned(meeting_id=row.pk, body_id=body.pk, starts_at=row.starts_at), stream=row.pk)
    return row.pk


def check_times(starts_at: datetime, ends_at: datetime | None) -> None:
    """Raises `meeting-ends-before-it-starts`."""
    if ends_at is not None and ends_at < starts_at:
        raise Refused("meeting-ends-before-it-starts")


def change_plan(
    deed: Deed, *, meeting_id: UUID, starts_at: datetime, ends_at: datetime | None, place: str, mode: MeetingMode
) -> None:
    """Change day, place or kind of a meeting nobody was told of yet. Raises `council-office-only`,
    `meeting-not-found`, `meeting-was-called`, `meeting-ends-before-it-starts`."""
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    if meeting.state != MeetingState.PLANNED:
        raise Refused("meeting-was-called")
    check_times(starts_at, ends_at)
    meeting.starts_at, meeting.ends_at, meeting.place, meeting.mode = starts_at, ends_at, place, mode
    meeting.year = starts_at.astimezone(SEOUL).year
    meeting.version += 1
    meeting.save(update_fields=["starts_at", "ends_at", "place", "mode", "year", "version"])


def _item(meeting: Meeting, number: int, item: ItemIn) -> AgendaItem:
    return AgendaItem(
        id=new_id(), meeting=meeting, no=number, title=item.title, origin=item.origin, origin_id=item.origin_id
    )


def _open_agenda(deed: Deed, meeting_id: UUID, *, adding: bool = False) -> tuple[Meeting, list[AgendaItem]]:
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    items = list(meeting.agenda.all())
    check_agenda_open(MeetingState(meeting.state), len(items), adding=adding)
    return meeting, items


def add_item(deed: Deed, *, meeting_id: UUID, item: ItemIn) -> UUID:
    """Put an item at the end of the agenda. Raises `council-office-only`, `meeting-not-found`, `agenda-is-closed`,
    `agenda-too-long`, `item-has-no-words`, `already-on-agenda`."""
    meeting, items = _open_agenda(deed, meeting_id, adding=True)
    if not item.title.strip():
        raise Refused("item-has-no-words")
    with refusing("one_agenda_item_an_origin", "already-on-agenda"):
        row = _item(meeting, len(items) + 1, item)
        row.save(force_insert=True)
    return row.pk


def take_item_off(deed: Deed, *, meeting_id: UUID, item_id: UUID) -> None:
    """Take an item off; the others close up. Raises `council-office-only`, `meeting-not-found`, `agenda-is-closed`,
    `item-not-found`."""
    _meeting, items = _open_agenda(deed, meeting_id)
    row = _of(items, item_id)
    row.delete()
    _number([one for one in items if one is not row])


def move_item(deed: Deed, *, meeting_id: UUID, item_id: UUID, up: bool) -> None:
    """Move an item a place up or down. Raises `council-office-only`, `meeting-not-found`, `agenda-is-closed`,
    `item-not-found`."""
    _meeting, items = _open_agenda(deed, meeting_id)
    row = _of(items, item_id)
    order = moved([one.pk for one in items], row.pk, up=up)
    _number(sorted(items, key=lambda one: order.index(one.pk)))


def _of(items: Sequence[AgendaItem], item_id: UUID) -> AgendaItem:
    found = next((one for one in items if one.pk == item_id), None)
    if found is None:
        raise Refused("item-not-found")
    return found


def _number(items: Sequence[AgendaItem]) -> None:
    """Numbers 1, 2, 3 … in this order; the uniqueness of a number is asked when the transaction ends."""
    for number, item in enumerate(items, start=1):
        item.no = number
    AgendaItem.objects.bulk_update(items, ["no"])
