"""Who came: marks, proxies and reasons on the list, guests, and the moment a meeting counts as held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chomchom.council import access
from chomchom.council.actions.planning import check_times
from chomchom.council.events import AttendanceMarked, AttendanceSeated, MeetingHeld
from chomchom.council.measures import came, counted, counted_roles, free_seats, stated_of
from chomchom.council.models import Attendance, Meeting, StatedAttendance
from chomchom.council.rules import attending as rules
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.rules.meetings import MEETING_STATES, AbsenceCategory, Mark, MeetingMode, MeetingState
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.rulebook.public import value
from chomchom.store.acting import require


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkIn:
    """What was said of one row; `reason` is kept sealed."""

    row_id: UUID
    mark: Mark | None
    proxy_name: str = ""
    category: AbsenceCategory | None = None
    reason: str = ""


def _open_list(deed: Deed, meeting_id: UUID) -> Meeting:
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    rules.check_markable(MeetingState(meeting.state))
    return meeting


def mark(deed: Deed, *, meeting_id: UUID, marks: Sequence[MarkIn]) -> None:
    """Write down who came, as many rows as were said. Raises `council-office-only`, `meeting-not-found`,
    `attendance-is-closed`, `attendance-row-unknown`, `proxy-needs-a-name`, `absence-but-came`."""
    meeting = _open_list(deed, meeting_id)
    rows = {row.pk: row for row in meeting.attendance.all()}
    for one in marks:
        row = rows.get(one.row_id)
        if row is None:
            raise Refused("attendance-row-unknown")
        rules.check_mark(one.mark or "", proxy_name=one.proxy_name, category=one.category or "")
        row.mark = one.mark or ""
        row.proxy_name = one.proxy_name if one.mark == Mark.PROXY else ""
        row.absence_category = one.category or ""
        row.absence_reason = one.reason
    said = [rows[one.row_id] for one in marks]
    Attendance.objects.bulk_update(said, ["mark", "proxy_name", "absence_category", "absence_reason"])
    event = AttendanceMarked(meeting_id=meeting.pk, rows=len(said), present=counted(meeting).present)
    record(deed, event, stream=meeting.pk)


def add_attendee(deed: Deed, *, meeting_id: UUID, name: str, organisation: str, role: SeatRole) -> UUID:
    """Add somebody who holds no seat: a guest, an observer, a speaker. Raises `council-office-only`,
    `meeting-not-found`, `attendance-is-closed`, `attendee-needs-a-name`."""
    meeting = _open_list(deed, meeting_id)
    if not name.strip():
        raise Refused("attendee-needs-a-name")
    day = meeting.starts_at.astimezone(SEOUL).date()
    row = Attendance.objects.create(
        meeting=meeting,
        order=(meeting.attendance.order_by("-order").values_list("order", flat=True).first() or 0) + 1,
        name=name.strip(),
        organisation=organisation.strip(),
        role=role,
        counts_in_rate=role in counted_roles(meeting.body_id, day),
        mark=Mark.PRESENT,
    )
    return row.pk


def take_seat(deed: Deed, *, meeting_id: UUID, row_id: UUID, seat_id: UUID) -> None:
    """A person says whose seat a row without one is: two of one name, a name written otherwise.

    Role and rate stay as they were counted; who came is from then on known of the seat, too. Raises
    `council-office-only`, `meeting-not-found`, `attendance-row-unknown`, `attendance-has-a-seat`,
    `attendance-seat-elsewhere`.
    """
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    row = meeting.attendance.filter(pk=row_id).first()
    if row is None:
        raise Refused("attendance-row-unknown")
    if row.seat_id is not None:
        raise Refused("attendance-has-a-seat")
    seat = free_seats(meeting).filter(pk=seat_id).first()
    if seat is None:
        raise Refused("attendance-seat-elsewhere")
    row.seat = seat
    row.save(update_fields=["seat"])
    record(deed, AttendanceSeated(meeting_id=meeting.pk, seat_id=seat.pk), stream=meeting.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldIn:
    """What is known when a meeting is over."""

    ends_at: datetime | None
    chair_name: str
    writer_name: str


def hold(deed: Deed, *, meeting_id: UUID, held: HeldIn) -> None:
    """Say that the meeting took place; every member's row must be marked. A meeting without quorum is recorded as
    one. Raises `council-office-only`, `meeting-not-found`, `wrong-state`, `meeting-not-yet`, `attendance-unmarked`,
    `meeting-ends-before-it-starts`."""
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    state = MEETING_STATES.target("hold", MeetingState(meeting.state))
    if meeting.starts_at > deed.at:
        raise Refused("meeting-not-yet")
    check_times(meeting.starts_at, held.ends_at)
    count = counted(meeting)
    rules.check_all_marked(count.unmarked)
    meeting.state, meeting.held_at = state, deed.at
    meeting.ends_at = held.ends_at or meeting.ends_at
    meeting.chair_name, meeting.writer_name = held.chair_name, held.writer_name
    meeting.version += 1
    meeting.save(update_fields=["state", "held_at", "ends_at", "chair_name", "writer_name", "version"])
    event = MeetingHeld(
        meeting_id=meeting.pk,
        body_id=meeting.body_id,
        mode=MeetingMode(meeting.mode),
        members=count.members,
        present=count.present,
        quorum=count.quorum,
        reached=count.reached,
    )
    record(deed, event, stream=meeting.pk)


def agree_exclusions(deed: Deed, *, meeting_id: UUID, excluded: Sequence[str]) -> None:
    """A person says that the printed rate did leave these bodies out: their rows no longer count.

    Raises `council-office-only`, `meeting-not-found`, `exclusion-not-offered` where the bodies are not one of the
    ways that give the printed figures.
    """
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    stated = StatedAttendance.objects.select_for_update().filter(meeting=meeting).first()
    if stated is None:
        raise Refused("exclusion-not-offered")
    rows = list(meeting.attendance.all())
    proxies = value("council.proxy_counts", on=meeting.starts_at.astimezone(SEOUL).date())
    ways = rules.offers(came(rows), stated_of(stated), proxy_counts=proxies)
    if not any(way.matches_stated and set(way.excluded) == set(excluded) for way in ways):
        raise Refused("exclusion-not-offered")
    for row in rows:
        row.counts_in_rate = row.organisation not in excluded
    Attendance.objects.bulk_update(rows, ["counts_in_rate"])
    stated.excluded, stated.agreed_by, stated.agreed_at = list(excluded), deed.actor_id, deed.at
    stated.save(update_fields=["excluded", "agreed_by", "agreed_at"])
    record(deed, AttendanceMarked(meeting_id=meeting.pk, rows=len(rows), present=counted(meeting).present),
           stream=meeting.pk)  # fmt: skip
