"""Meetings and tasks as rules look at them, by what is in force on their day; actions and reads ask the same functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from chomchom.council.models import Action, Attendance, AttendanceRule, Meeting, Seat, StatedAttendance
from chomchom.council.rules.attending import Came, Count, count
from chomchom.council.rules.bodies import MEMBERS
from chomchom.council.rules.calling import NoticeDue, NoticeRule, notice_due
from chomchom.council.rules.shape import Stated
from chomchom.council.rules.tasks import ActionFacts, ActionState
from chomchom.kernel.deeds import SEOUL
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import value


def due_of(meeting_on: date) -> NoticeDue:
    """Until when a meeting on a day must be called, by the rule in force on that day."""
    rule = value("council.notice_rule", on=meeting_on)
    practice = value("council.notice_practice", on=meeting_on)
    return notice_due(
        meeting_on,
        NoticeRule(days=rule["days"], clear=rule["clear"], to_working_day=practice["move"] == "previous"),
        working_days(),
    )


def counted_roles(body_id: UUID, day: date) -> frozenset[str]:
    """The roles a body counts in its rate on a day: by its own written rule, else those of members."""
    rule = AttendanceRule.objects.filter(body_id=body_id, from_on__lte=day).order_by("-from_on").first()
    return frozenset(rule.counted if rule else map(str, MEMBERS))


def came(rows: Sequence[Attendance]) -> list[Came]:
    """Rows as the rules look at them."""
    return [
        Came(name=row.name, organisation=row.organisation, counts=row.counts_in_rate, mark=row.mark) for row in rows
    ]


def count_rows(rows: Sequence[Attendance], *, on: datetime) -> Count:
    """The arithmetic of these rows."""
    day = on.astimezone(SEOUL).date()
    share = value("council.quorum", on=day)
    proxies = value("council.proxy_counts", on=day)
    return count(came(rows), over=share["over"], of=share["of"], proxy_counts=proxies)


def counted(meeting: Meeting) -> Count:
    """The arithmetic of a meeting's rate by the rules in force on its day. One query."""
    return count_rows(list(meeting.attendance.all()), on=meeting.starts_at)


def free_seats(meeting: Meeting) -> QuerySet[Seat]:
    """The seats of a meeting's body on its day that no row of its list stands for yet."""
    day = meeting.starts_at.astimezone(SEOUL).date()
    taken = meeting.attendance.exclude(seat=None).values("seat")
    return Seat.objects.held_on(day).filter(body_id=meeting.body_id).exclude(pk__in=taken).order_by("person_name", "pk")


def stated_of(row: StatedAttendance) -> Stated:
    """The printed headline as the rules look at it."""
    percent = float(row.rate_percent) if row.rate_percent is not None else None
    return Stated(members=row.members, present=row.present, rate_percent=percent, rule=row.rule)


def task_facts(row: Action) -> ActionFacts:
    """A task as rules look at it; the meeting it is due at may be fetched beforehand."""
    over = row.due_meeting is not None and row.due_meeting.held_at is not None
    return ActionFacts(
        has_owner=bool(row.owner_name or row.owner_seat_id or row.owner_account),
        due_on=row.due_on,
        due_event=row.due_event,
        state=ActionState(row.state),
        event_is_over=over,
    )
