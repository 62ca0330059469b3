"""What is due now: for the office everything on its way, for a member the own meetings and what the member owes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.council import access
from chomchom.council.access.decisions import ACTION_READERS
from chomchom.council.measures import due_of, task_facts
from chomchom.council.models import Action, ApprovalStep, Meeting, MeetingNotice, Seat
from chomchom.council.reads.meetings import MeetingLine, coming
from chomchom.council.reads.tasks import ActionRow, my_actions
from chomchom.council.rules.meetings import MeetingState, ToldBy
from chomchom.council.rules.tasks import ActionState, lacks, overdue
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.rulebook.public import whole
from chomchom.store.acting import require
from chomchom.ui.times import Said, due_day, official

AHEAD_DAYS = 21  # a planned meeting is on the list when its notice is due within three weeks
ON_THE_WAY = ("planned", "called", "held", "draft", "circulated", "approved")


class Urgency(IntEnum):
    """The order of the list: what cannot be made good again comes first."""

    NOTICE = 1
    BY_HAND = 2
    ATTENDANCE = 3
    APPROVAL = 4
    DRAFT = 5
    ROUND = 6
    PUBLISH = 7
    OPEN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One thing to do: what, about which meeting, until when, and where it is done."""

    urgency: Urgency
    what: str
    about: str
    path: str
    due: Said | None = None
    due_on: date | None = None

    @property
    def late(self) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due.overdue


def todo(deed: Deed) -> list[Todo]:
    """What the office has to do now, late things first, then by day. Five queries. Raises
    `council-office-only`."""
    require(deed)
    access.check_office(deed)
    rows = access.visible_to(deed).filter(state__in=ON_THE_WAY).select_related("body").prefetch_related("steps")
    found = list(rows.order_by("starts_at"))
    signers = {step.account_id for row in found for step in row.steps.all() if step.account_id}
    names = accounts.accounts_named(signers)
    things = [thing for row in found for thing in _of_meeting(deed, row, names)]
    things += _by_hand(deed, [row.pk for row in found])
    things += _tasks(deed)
    return sorted(things, key=lambda one: (not one.late, one.due_on or date.max, one.urgency, one.about))


def _said(row: Meeting) -> str:
    local = row.starts_at.astimezone(SEOUL)
    return f"{row.title} · {official(local.date())} {local:%H:%M}"


def _path(row: Meeting, part: str = "") -> str:
    return f"/council/meetings/{row.pk}/{part}"


def _of_meeting(deed: Deed, row: Meeting, names: dict[UUID, str]) -> list[Todo]:
    match row.state:
        case MeetingState.PLANNED:
            return _notice(deed, row)
        case MeetingState.CALLED if row.starts_at <= deed.at:
            what = _("누가 왔는지 적고 회의를 마쳐 주세요")
            return [Todo(urgency=Urgency.ATTENDANCE, what=what, about=_said(row), path=_path(row, "attendance/"))]
        case MeetingState.HELD | MeetingState.DRAFT:
            return [_draft(deed, row)]
        case MeetingState.CIRCULATED:
            return _round(row, names)
        case MeetingState.APPROVED:
            what = _("결재가 끝난 회의록을 공개해 주세요")
            return [Todo(urgency=Urgency.PUBLISH, what=what, about=_said(row), path=_path(row))]
    return []


def _notice(deed: Deed, row: Meeting) -> list[Todo]:
    due = due_of(row.starts_at.astimezone(SEOUL).date()).practice
    if due > deed.day + timedelta(days=AHEAD_DAYS):
        return []
    what = _("회의를 서면으로 알려 주세요")
    return [
        Todo(urgency=Urgency.NOTICE, what=what, about=_said(row), path=_path(row), due_on=due,
             due=due_day(due, today=deed.day))
    ]  # fmt: skip


def _draft(deed: Deed, row: Meeting) -> Todo:
    held = (row.ends_at or row.starts_at).astimezone(SEOUL).date()
    due = held + timedelta(days=whole("council.draft_days", on=held))
    what = _("회의록을 쓰기 시작해 주세요") if row.state == MeetingState.HELD else _("회의록을 마저 쓰고 돌려 주세요")
    return Todo(urgency=Urgency.DRAFT, what=what, about=_said(row), path=_path(row), due_on=due,
                due=due_day(due, today=deed.day))  # fmt: skip


def _round(row: Meeting, names: dict[UUID, str]) -> list[Todo]:
    turn = next((step for step in row.steps.all() if step.approved_at is None), None)
    if turn is None:
        return []
    who = names.get(turn.account_id, "") if turn.account_id else ""
    what = _("%(title)s %(who)s 결재를 기다립니다") % {"title": turn.title, "who": who}
    return [Todo(urgency=Urgency.ROUND, what=" ".join(what.split()), about=_said(row), path=_path(row))]


def _by_hand(deed: Deed, ids: list[UUID]) -> list[Todo]:
    waiting = MeetingNotice.objects.filter(
        meeting__in=ids, way=ToldBy.HAND, told_at=None, meeting__state=MeetingState.CALLED,
        meeting__starts_at__gt=deed.at,
    )  # fmt: skip
    rows = waiting.values("meeting_id", "meeting__title", "meeting__starts_at").annotate(n=Count("pk"))
    found = []
    for row in rows:
        day = row["meeting__starts_at"].astimezone(SEOUL).date()
        due = due_of(day).practice
        found.append(
            Todo(
                urgency=Urgency.BY_HAND,
                what=_("%(n)d명에게 직접 알려 주세요 (계정도 전자우편도 없음)") % {"n": row["n"]},
                about=f"{row['meeting__title']} · {official(day)}",
                path=f"/council/meetings/{row['meeting_id']}/",
                due_on=due,
                due=due_day(due, today=deed.day),
            )
        )
    return found


def _tasks(deed: Deed) -> list[Todo]:
    """Tasks nobody owns or that have no day, and those that are late."""
    rows = Action.objects.filter(state=ActionState.OPEN).select_related("due_meeting", "owner_seat", "meeting")
    found = []
    for row in rows:
        facts = task_facts(row)
        missing, late = lacks(facts), overdue(facts, on=deed.day)
        if not missing and not late:
            continue
        what = _("할 일의 담당과 기한을 정해 주세요") if missing else _("할 일의 기한이 지났습니다")
        due = due_day(row.due_on, today=deed.day) if row.due_on else None
        found.append(
            Todo(
                urgency=Urgency.OPEN,
                what=what,
                about=row.text,
                path=f"/council/actions/{row.pk}/change/",
                due=due,
                due_on=row.due_on,
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A member's own page: where the member sits, which meetings come, what waits for a signature, what is owed."""

    seats: tuple[tuple[UUID, str, str], ...]
    coming: tuple[MeetingLine, ...]
    to_sign: tuple[Todo, ...]
    owed: tuple[ActionRow, ...]


def own_seats(deed: Deed) -> QuerySet[Seat]:
    """The seats the acting account holds today."""
    return access.visible_seats(deed).filter(account_id=deed.actor_id).held_on(deed.day)


def mine(deed: Deed) -> Mine:
    """What concerns the acting member: seats, meetings to come, minutes to sign, tasks owed."""
    require(deed)
    seats = list(own_seats(deed).select_related("body").defer("phone", "email"))
    rows = access.visible_to(deed).filter(body__in=[seat.body_id for seat in seats])
    return Mine(
        seats=tuple((seat.body_id, seat.body.name, official(seat.ends_on) if seat.ends_on else "") for seat in seats),
        coming=tuple(coming(deed, rows)),
        to_sign=tuple(to_sign(deed)),
        owed=tuple(my_actions(deed)) if deed.has(*ACTION_READERS) else (),
    )


def to_sign(deed: Deed) -> list[Todo]:
    """Minutes whose box is this account's and whose turn it is. One query."""
    rows = ApprovalStep.objects.filter(meeting__state=MeetingState.CIRCULATED, approved_at=None)
    first: dict[UUID, ApprovalStep] = {}
    for step in rows.select_related("meeting").order_by("no"):
        first.setdefault(step.meeting_id, step)
    what = _("회의록을 읽고 결재해 주세요")
    return [
        Todo(urgency=Urgency.APPROVAL, what=what, about=_said(step.meeting), path=_path(step.meeting))
        for step in first.values()
        if step.account_id == deed.actor_id
    ]
