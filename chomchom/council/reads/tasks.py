"""Tasks for pages: of a meeting, of everybody, one's own; and what heads the next agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from chomchom.accounts import public as accounts
from chomchom.council.access import OFFICE, load_meeting
from chomchom.council.access import decisions as access
from chomchom.council.measures import task_facts
from chomchom.council.models import Action, Seat
from chomchom.council.reads.opinions import MeetingHead, head_of, meeting_words
from chomchom.council.rules import tasks as rules
from chomchom.council.rules.subjects import said
from chomchom.council.rules.tasks import ActionState
from chomchom.council.sentences import decisions as words
from chomchom.kernel.deeds import Deed
from chomchom.store.acting import require
from chomchom.store.paging import Page, page

Which = Literal["open", "late", "incomplete", "done", "all"]
_LATE = Q(state=ActionState.OPEN) & (Q(due_meeting__held_at__isnull=False))
_NOBODY = Q(owner_name="", owner_seat=None, owner_account=None)
_NO_DAY = Q(due_on=None, due_event="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """A task as lists show it."""

    id: UUID
    text: str
    owner: str
    owner_account: UUID | None
    owner_seat_id: UUID | None
    due_on: date | None
    due_event: str
    late: bool
    lacks: tuple[str, ...]
    state: str
    state_label: str
    note: str
    closed_at: datetime | None
    meeting_id: UUID | None
    meeting_title: str
    about: str
    mine: bool
    may_do: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingActions:
    """The page of a meeting's tasks."""

    head: MeetingHead
    rows: tuple[ActionRow, ...]

    @property
    def open(self) -> int:
        """How many are still to do."""
        return sum(one.state == ActionState.OPEN for one in self.rows)

    @property
    def incomplete(self) -> int:
        """How many lack an owner or a date and will head the next agenda."""
        return sum(bool(one.lacks) for one in self.rows)


def _fetched(rows: QuerySet[Action]) -> QuerySet[Action]:
    return rows.select_related("owner_seat", "meeting", "meeting__body", "due_meeting", "decision")


def _rows(deed: Deed, found: list[Action]) -> list[ActionRow]:
    names = accounts.accounts_named({row.owner_account for row in found if row.owner_account})
    return [_row(deed, row, names) for row in found]


def _row(deed: Deed, row: Action, names: dict[UUID, str]) -> ActionRow:
    facts = task_facts(row)
    mine = access.is_mine(deed, row)
    is_open = row.state == ActionState.OPEN
    return ActionRow(
        id=row.pk,
        text=row.text,
        owner=row.owner_name or (names.get(row.owner_account, "") if row.owner_account else ""),
        owner_account=row.owner_account,
        owner_seat_id=row.owner_seat_id,
        due_on=row.due_on,
        due_event=row.due_event,
        late=rules.overdue(facts, on=deed.day),
        lacks=tuple(str(words.LACKS[one]) for one in rules.lacks(facts)) if is_open else (),
        state=row.state,
        state_label=str(words.ACTION_STATES[row.state]),
        note=row.note,
        closed_at=row.closed_at,
        meeting_id=row.meeting_id,
        meeting_title=meeting_words(row.meeting) if row.meeting else "",
        about=said(row.decision.code, row.decision.name) if row.decision else "",
        mine=mine,
        may_do=is_open and (deed.has(*OFFICE) or (mine and deed.has(*access.ACTION_OWNERS))),
        version=row.version,
    )


def meeting_actions(deed: Deed, meeting_id: UUID) -> MeetingActions:
    """The tasks of a meeting, open ones first. Raises `meeting-not-found`."""
    require(deed)
    meeting = load_meeting(deed, meeting_id)
    found = list(_fetched(access.visible_actions(deed).filter(meeting=meeting)).order_by("raised_at", "id"))
    found.sort(key=lambda row: (row.state != ActionState.OPEN, rules.agenda_order(task_facts(row), on=deed.day)))
    return MeetingActions(head=head_of(deed, meeting), rows=tuple(_rows(deed, found)))


def _which(which: Which, *, on: date) -> Q:
    is_open = Q(state=ActionState.OPEN)
    match which:
        case "open":
            return is_open
        case "late":
            return is_open & (Q(due_on__lt=on) | _LATE)
        case "incomplete":
            return is_open & (_NOBODY | _NO_DAY)
        case "done":
            return ~is_open
        case _:
            return Q()


LIST_ORDER = ("-raised_at", "-id")


def action_list(
    deed: Deed, *, which: Which = "open", body_id: UUID | None = None, after: str = "", size: int = 30
) -> Page[ActionRow]:
    """Tasks of all meetings, newest first. Raises `bad-page`."""
    require(deed)
    rows = access.visible_actions(deed).filter(_which(which, on=deed.day))
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    found = page(_fetched(rows), order=LIST_ORDER, after=after, size=size)
    return Page(tuple(_rows(deed, list(found.rows))), found.next)


MOST_MINE = 100


def my_actions(deed: Deed) -> list[ActionRow]:
    """What is to be done by whoever looks, late ones first; the hundred most pressing. Three queries."""
    require(deed)
    own = Q(owner_account=deed.actor_id) | Q(owner_seat__account_id=deed.actor_id)
    found = list(_fetched(access.visible_actions(deed).filter(own, state=ActionState.OPEN))[:MOST_MINE])
    found.sort(key=lambda row: (rules.agenda_order(task_facts(row), on=deed.day), row.raised_at))
    return _rows(deed, found)


def one_action(deed: Deed, action_id: UUID) -> ActionRow:
    """One task. Raises `action-not-found`."""
    require(deed)
    row = access.load_action(deed, action_id)
    return _rows(deed, [row])[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAction:
    """A task as the builder of an agenda takes it."""

    action_id: UUID
    text: str
    lacks: tuple[str, ...]
    late: bool
    owner: str
    due_on: date | None
    due_event: str
    raised_at_meeting: str


def open_actions_for_agenda(deed: Deed, body_id: UUID) -> list[OpenAction]:
    """What is still to do from a body's meetings: without owner or date first, then late ones, then by day. Two queries."""
    require(deed)
    rows = access.visible_actions(deed).filter(body_id=body_id, state=ActionState.OPEN)
    found = list(_fetched(rows))
    found.sort(key=lambda row: (rules.agenda_order(task_facts(row), on=deed.day), row.raised_at))
    return [
        OpenAction(
            action_id=row.id,
            text=row.text,
            lacks=row.lacks,
            late=row.late,
            owner=row.owner,
            due_on=row.due_on,
            due_event=row.due_event,
            raised_at_meeting=row.meeting_title,
        )
        for row in _rows(deed, found)
    ]


def seat_choices(deed: Deed, body_id: UUID | None = None) -> list[tuple[str, str]]:
    """Seats held today, of one body or of all, as choices: 기관 이름 (협의체)."""
    require(deed)
    rows = Seat.objects.held_on(deed.day).select_related("body")
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    return [
        (str(row.pk), f"{row.organisation} {row.person_name}".strip())
        for row in rows.order_by("body__name", "organisation", "person_name")
    ]
