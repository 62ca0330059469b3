"""Tasks: raised with or without owner and day, given to somebody who is told, and ended with a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.council.access import decisions as access
from chomchom.council.access import load_body, load_meeting, load_seat
from chomchom.council.events.decisions import ActionChanged, ActionEnded, ActionRaised
from chomchom.council.measures import task_facts
from chomchom.council.models import Action, Seat
from chomchom.council.rules import tasks as rules
from chomchom.council.rules.tasks import ACTION_STATES, ActionState
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.notices.public import Recipient, tell
from chomchom.store.ids import new_id

MINE = "/council/actions/mine/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionIn:
    """What is to be done, by whom (a seat, an account, or a named post or department), by which day or event."""

    text: str
    owner_name: str = ""
    owner_seat_id: UUID | None = None
    owner_account: UUID | None = None
    due_on: date | None = None
    due_event: str = ""
    due_meeting_id: UUID | None = None


def raise_action(
    deed: Deed,
    action: ActionIn,
    *,
    meeting_id: UUID | None = None,
    decision_id: UUID | None = None,
    body_id: UUID | None = None,
) -> UUID:
    """Write a task of a meeting, of a decision, or of a body, and tell its owner.

    Raises `council-office-only`, `meeting-not-found`, `decision-not-found`, `seat-not-found`, `action-is-empty`,
    `action-too-long`, `action-due-before-it-was-raised`.
    """
    access.check_may_decide(deed)
    decision = access.load_decision(deed, decision_id) if decision_id else None
    meeting = decision.meeting if decision else load_meeting(deed, meeting_id) if meeting_id else None
    row = Action(
        id=new_id(),
        body=meeting.body if meeting else load_body(deed, body_id) if body_id else None,
        meeting=meeting,
        decision=decision,
        raised_at=deed.at,
        raised_by=deed.actor_id,
    )
    _fill(deed, row, action)
    row.save(force_insert=True)
    event = ActionRaised(
        action_id=row.pk, meeting_id=row.meeting_id, has_owner=task_facts(row).has_owner, due_on=row.due_on
    )
    record(deed, event, stream=row.pk)
    tell_owner(deed, row)
    return row.pk


def _fill(deed: Deed, row: Action, said: ActionIn) -> None:
    row.text = rules.check_text(said.text)
    rules.check_due(said.due_on, raised_on=row.raised_at.astimezone(SEOUL).date())
    seat = load_seat(deed, said.owner_seat_id) if said.owner_seat_id else None
    due_meeting = load_meeting(deed, said.due_meeting_id) if said.due_meeting_id else None
    row.owner_seat, row.owner_account = seat, said.owner_account
    row.owner_name = (said.owner_name.strip() or (_said(seat) if seat else ""))[:80]
    row.due_on, row.due_meeting = said.due_on, due_meeting
    row.due_event = (said.due_event.strip() or (due_meeting.title if due_meeting else ""))[:120]


def _said(seat: Seat) -> str:
    return f"{seat.organisation} {seat.person_name}".strip()


def tell_owner(deed: Deed, row: Action) -> None:
    """Tell whoever has to do it, where the house reaches them; a named department without account is told by the office."""
    to = _owner(row)
    if to is None or row.owner_account == deed.actor_id:
        return
    tell(
        deed,
        to=to,
        template="council-task-given",
        about_kind="council_action",
        about_id=row.pk,
        idem_key=f"council-task-given:{row.pk}:{row.version}",
        path=MINE,
    )


def _owner(row: Action) -> Recipient | None:
    seat = row.owner_seat
    account = row.owner_account or (seat.account_id if seat else None)
    if account is not None:
        return Recipient.account(account)
    return Recipient.email(str(seat.email)) if seat is not None and seat.email else None


def change_action(deed: Deed, *, action_id: UUID, version: int, action: ActionIn) -> None:
    """Give a task another owner, day or wording; a new owner is told.

    Raises `council-office-only`, `action-not-found`, `action-changed-meanwhile`, `wrong-state`, and what `raise_action`
    refuses.
    """
    access.check_may_decide(deed)
    row = access.load_action(deed, action_id, lock=True)
    if row.version != version:
        raise Refused("action-changed-meanwhile")
    if row.state != ActionState.OPEN:
        raise Refused("wrong-state", move="change", state=row.state)
    before = (row.owner_seat_id, row.owner_account)
    row.version += 1
    _fill(deed, row, action)
    row.save()
    event = ActionChanged(action_id=row.pk, has_owner=task_facts(row).has_owner, due_on=row.due_on)
    record(deed, event, stream=row.pk)
    if (row.owner_seat_id, row.owner_account) != before:
        tell_owner(deed, row)


def end_action(deed: Deed, *, action_id: UUID, move: str, note: str) -> None:
    """Do a task (`do`), drop it (`drop`) or take it up again (`reopen`), each with a word.

    Raises `action-not-found`, `action-not-yours`, `council-office-only` (drop and reopen), `wrong-state`,
    `action-needs-a-note`, `action-needs-a-reason`.
    """
    row = access.load_action(deed, action_id, lock=True)
    access.check_may_do(deed, row)
    if move != "do":
        access.check_may_decide(deed)
    late = rules.overdue(task_facts(row), on=deed.day)
    row.state = ACTION_STATES.target(move, ActionState(row.state))
    row.note = rules.check_ending(move, note)
    open_again = row.state == ActionState.OPEN
    row.closed_at, row.closed_by = (None, None) if open_again else (deed.at, deed.actor_id)
    row.version += 1
    row.save()
    record(deed, ActionEnded(action_id=row.pk, state=ActionState(row.state), late=late), stream=row.pk)
    if open_again:
        tell_owner(deed, row)


def remind_of_late(deed: Deed) -> int:
    """Tell the owners of tasks whose day has passed, once a task and day; how many owners were named. For the hourly round."""
    access.check_may_apply(deed)
    rows = Action.objects.filter(state=ActionState.OPEN, due_on__lt=deed.day).select_related("owner_seat")
    told = 0
    for row in rows.order_by("due_on", "id").iterator():
        to = _owner(row)
        if to is None:
            continue
        tell(
            deed,
            to=to,
            template="council-task-late",
            about_kind="council_action",
            about_id=row.pk,
            idem_key=f"council-task-late:{row.pk}:{row.due_on}",
            path=MINE,
        )
        told += 1
    return told
