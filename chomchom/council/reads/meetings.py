"""Meetings for the pages: lists, one meeting with its notice, its people, its line and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.council import access, sentences
from chomchom.council.measures import counted_roles, due_of
from chomchom.council.models import AgendaItem, ApprovalStep, Meeting, MeetingChange, MeetingNotice
from chomchom.council.rules.agenda import check_settling
from chomchom.council.rules.approving import Box, check_may_sign, next_box
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.rules.meetings import ITEM_STATES, MEETING_STATES, ItemState, MeetingMode, MeetingState
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Verdict, verdict
from chomchom.store.acting import require
from chomchom.store.paging import Page, page
from chomchom.ui.times import Said, due_day, exact, official, on_day, past

ORDER = ("-starts_at", "id")
LIFE = ("planned", "called", "held", "draft", "circulated", "approved", "published")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting in a list."""

    meeting_id: UUID
    body_name: str
    title: str
    number: str
    starts: str
    day: Said
    place: str
    state: str
    state_label: str
    mode_label: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One agenda item."""

    item_id: UUID
    no: int
    title: str
    origin_label: str
    state_label: str
    moves: tuple[tuple[str, str], ...]  # name and word of what may be said of it now
    first: bool
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DueView:
    """The arithmetic of the notice: the day by the rule, the day of practice, and how late it is."""

    limit: str
    practice: str
    moved: bool
    days: int
    clear: bool
    due: Said
    days_late: int
    called: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """That one member was told, or still has to be told by hand."""

    notice_id: UUID
    name: str
    way_label: str
    told: str
    waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One box of the line of these minutes."""

    no: int
    title: str
    key: str  # the account it names, empty where nobody is named yet
    name: str
    signed: str
    turn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What happened to the meeting or its minutes."""

    no: int
    label: str
    place: str
    was: str
    now: str
    reason: str
    who: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """Everything the page of one meeting shows to this reader."""

    line: MeetingLine
    body_id: UUID
    starts_at: datetime
    ends_at: datetime | None
    day_words: str
    chair: str
    writer: str
    mode: MeetingMode
    agenda: tuple[ItemRow, ...]
    due: DueView
    told: tuple[ToldRow, ...]
    steps: tuple[StepRow, ...]
    changes: tuple[ChangeRow, ...]
    counted: tuple[str, ...]
    step_number: int
    office: bool
    sees_people: bool
    may_sign: Verdict
    past: bool

    def at(self, *states: str) -> bool:
        """Whether the meeting is in one of these states."""
        return self.line.state in states

    @property
    def before(self) -> bool:
        """Whether the meeting lies ahead, so that its agenda may change."""
        return self.at("planned", "called")

    @property
    def held(self) -> bool:
        """Whether the meeting took place."""
        return not self.before and not self.at("cancelled")

    @property
    def settling(self) -> bool:
        """Whether it is said now what became of the agenda's items."""
        return self.office and bool(verdict(check_settling, MeetingState(self.line.state)))

    @property
    def final(self) -> bool:
        """Whether the minutes are approved, so that they are only amended."""
        return self.at("approved", "published")

    @property
    def changeable(self) -> bool:
        """Whether there is anything left to change about it besides its next step."""
        return self.final or bool(self.moves & {"postpone", "cancel"}) or (self.at("circulated") and not self.may_sign)

    @property
    def signable(self) -> bool:
        """Whether boxes of the line may still be given to somebody."""
        return self.at("draft", "circulated")

    @property
    def moves(self) -> frozenset[str]:
        """The names of the moves that are possible now."""
        return frozenset(move.name for move in MEETING_STATES.leaving(MeetingState(self.line.state)))


def line_of(row: Meeting, *, today: date, items: int = 0) -> MeetingLine:
    """One meeting as a list shows it; `body` is loaded already."""
    local = row.starts_at.astimezone(SEOUL)
    number = _("%(year)d년 %(n)d차") % {"year": row.year, "n": row.session_no} if row.session_no else ""
    return MeetingLine(
        meeting_id=row.pk,
        body_name=row.body.name,
        title=row.title,
        number=number,
        starts=f"{official(local.date())} {local:%H:%M}",
        day=on_day(local.date(), today=today),
        place=row.place,
        state=row.state,
        state_label=str(sentences.STATES[row.state]),
        mode_label=str(sentences.MODES[row.mode]),
        items=items,
    )


def meetings(
    deed: Deed, *, body_id: UUID | None = None, state: str = "", after: str = "", size: int = 30
) -> Page[MeetingLine]:
    """Meetings somebody may know of, the latest first. One query a page."""
    require(deed)
    rows = access.visible_to(deed).select_related("body").annotate(items=Count("agenda"))
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    if state in set(MeetingState):
        rows = rows.filter(state=state)
    found = page(rows, order=ORDER, after=after, size=size)
    return Page(tuple(line_of(row, today=deed.day, items=row.items) for row in found.rows), found.next)


def coming(deed: Deed, rows: QuerySet[Meeting], *, most: int = 20) -> list[MeetingLine]:
    """Those of some meetings that lie ahead, the next first. One query."""
    ahead = rows.filter(starts_at__gte=deed.at - timedelta(hours=12), state__in=["planned", "called"])
    found = ahead.select_related("body").annotate(items=Count("agenda")).order_by("starts_at", "id")[:most]
    return [line_of(row, today=deed.day, items=row.items) for row in found]


def due_view(deed: Deed, meeting: Meeting) -> DueView:
    """Until when the notice must be out, said with its arithmetic."""
    found = due_of(meeting.starts_at.astimezone(SEOUL).date())
    called_on = meeting.called_at.astimezone(SEOUL).date() if meeting.called_at else None
    return DueView(
        limit=official(found.limit),
        practice=official(found.practice),
        moved=found.moved,
        days=found.days,
        clear=found.clear,
        due=due_day(found.practice, today=deed.day),
        days_late=found.days_late(called_on or deed.day),
        called=official(called_on) if called_on else "",
    )


def meeting(deed: Deed, meeting_id: UUID) -> MeetingView:
    """One meeting as this reader may see it. Raises `meeting-not-found`. Nine queries at most."""
    require(deed)
    row = access.load_meeting(deed, meeting_id)
    items, steps, changes = list(row.agenda.all()), list(row.steps.all()), list(row.changes.all())
    signed = [Box(step.no, step.account_id, step.approved_at is not None) for step in steps]
    sees = access.may_see_minutes(deed, row)
    shown = [one for one in changes if sees or one.kind in ("postponed", "cancelled")]
    names = _names(steps, shown)
    counted = counted_roles(row.body_id, row.starts_at.astimezone(SEOUL).date())
    return MeetingView(
        line=line_of(row, today=deed.day, items=len(items)),
        body_id=row.body_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        day_words=span_words(row),
        chair=row.chair_name,
        writer=row.writer_name,
        mode=MeetingMode(row.mode),
        agenda=tuple(_item(item, items) for item in items),
        due=due_view(deed, row),
        told=_told(row) if access.is_office(deed) else (),
        steps=_steps(row, steps, next_box(signed), names) if sees else (),
        changes=tuple(_change(one, names, deed.at) for one in shown),
        counted=tuple(str(sentences.SEAT_ROLES[role]) for role in SeatRole if role in counted),
        step_number=LIFE.index(row.state) + 1 if row.state in LIFE else 0,
        office=access.is_office(deed),
        sees_people=sees,
        may_sign=verdict(check_may_sign, signed, deed.actor_id),
        past=row.starts_at <= deed.at,
    )


def _names(steps: Sequence[ApprovalStep], changes: Sequence[MeetingChange]) -> dict[UUID, str]:
    found = {step.account_id for step in steps} | {one.by for one in changes}
    return accounts.accounts_named(one for one in found if one is not None)


def _item(item: AgendaItem, items: Sequence[AgendaItem]) -> ItemRow:
    return ItemRow(
        item_id=item.pk,
        no=item.no,
        title=item.title,
        origin_label=str(sentences.ORIGINS[item.origin]),
        state_label=str(sentences.ITEM_STATES[item.state]),
        moves=tuple(
            (move.name, str(sentences.ITEM_MOVES[move.name])) for move in ITEM_STATES.leaving(ItemState(item.state))
        ),
        first=item is items[0],
        last=item is items[-1],
    )


def _steps(
    row: Meeting, steps: Sequence[ApprovalStep], turn: Box | None, names: dict[UUID, str]
) -> tuple[StepRow, ...]:
    going_round = row.state == MeetingState.CIRCULATED
    return tuple(
        StepRow(
            no=step.no,
            title=step.title,
            key=str(step.account_id or ""),
            name=names.get(step.account_id, "") if step.account_id else "",
            signed=exact(step.approved_at) if step.approved_at else "",
            turn=going_round and turn is not None and turn.no == step.no,
        )
        for step in steps
    )


def _change(one: MeetingChange, names: dict[UUID, str], now: datetime) -> ChangeRow:
    return ChangeRow(
        no=one.no,
        label=str(sentences.CHANGES[one.kind]),
        place=one.place,
        was=one.was,
        now=one.now,
        reason=one.reason,
        who=names.get(one.by, ""),
        when=past(one.at, at=now).text,
    )


def span_words(row: Meeting) -> str:
    """2026. 7. 3.(금) 10:00~12:00."""
    start = row.starts_at.astimezone(SEOUL)
    words = f"{official(start.date())} {start:%H:%M}"
    if row.ends_at is None:
        return words
    end = row.ends_at.astimezone(SEOUL)
    return f"{words}~{end:%H:%M}" if end.date() == start.date() else f"{words}~{official(end.date())} {end:%H:%M}"


def _told(row: Meeting) -> tuple[ToldRow, ...]:
    """The last round of notices, who is still to be told first."""
    rows = list(MeetingNotice.objects.filter(meeting=row).select_related("seat"))
    last = max((one.round for one in rows), default=0)
    shown = [
        ToldRow(
            notice_id=one.pk,
            name=one.seat.person_name,
            way_label=str(sentences.WAYS_TOLD[one.way]),
            told=exact(one.told_at) if one.told_at else "",
            waiting=one.told_at is None,
        )
        for one in rows
        if one.round == last
    ]
    return tuple(sorted(shown, key=lambda one: (not one.waiting, one.name)))
