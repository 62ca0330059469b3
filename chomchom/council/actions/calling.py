"""Calling a meeting: the notice, its day, who is told how; putting it off or calling it off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max

from chomchom.council import access
from chomchom.council.actions.planning import check_times
from chomchom.council.events import MeetingCalled, MeetingChanged
from chomchom.council.measures import counted_roles, due_of
from chomchom.council.models import Attendance, Meeting, MeetingChange, MeetingNotice, Seat
from chomchom.council.rules.calling import check_can_be_called
from chomchom.council.rules.meetings import MEETING_STATES, ChangeKind, MeetingMode, MeetingState, ToldBy, check_reason
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.notices import public as notices
from chomchom.store.acting import require
from chomchom.store.ids import new_id

LINK_PURPOSE = "meeting-notice"
LINK_LASTS = timedelta(days=1)
ORDER = {role: place for place, role in enumerate(("chair", "vice_chair", "member"))}


def call_meeting(deed: Deed, *, meeting_id: UUID) -> None:
    """Send the notice to everybody who sits in the body on that day, and make the list of who is to come.

    Raises `council-office-only`, `meeting-not-found`, `wrong-state`, `meeting-has-no-agenda`,
    `meeting-needs-a-place`, `meeting-is-past`, `body-has-no-seats`.
    """
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    MEETING_STATES.target("call", MeetingState(meeting.state))
    written = meeting.mode == MeetingMode.WRITTEN
    check_can_be_called(
        starts_at=meeting.starts_at,
        now=deed.at,
        place=meeting.place,
        written=written,
        items=meeting.agenda.count(),
    )
    day = meeting.starts_at.astimezone(SEOUL).date()
    seats = seats_on(meeting, day)
    if not seats:
        raise Refused("body-has-no-seats")
    meeting.state, meeting.called_at = MeetingState.CALLED, deed.at
    meeting.session_no = next_number(meeting)
    meeting.version += 1
    meeting.save(update_fields=["state", "called_at", "session_no", "version"])
    list_people(meeting, seats, day=day)
    rows = _tell(deed, meeting, seats, template="meeting-called", number=1)
    _record_call(deed, meeting, rows, day=day)


def _record_call(deed: Deed, meeting: Meeting, rows: Sequence[MeetingNotice], *, day: date) -> None:
    by_hand = sum(row.way == ToldBy.HAND for row in rows)
    event = MeetingCalled(
        meeting_id=meeting.pk,
        body_id=meeting.body_id,
        starts_at=meeting.starts_at,
        told=len(rows) - by_hand,
        by_hand=by_hand,
        days_late=due_of(day).days_late(deed.day),
    )
    record(deed, event, stream=meeting.pk)


def seats_on(meeting: Meeting, day: date) -> list[Seat]:
    """Who sits in the meeting's body on a day: heads first, then members, then the others, each by name."""
    found = list(Seat.objects.filter(body_id=meeting.body_id).held_on(day))
    return sorted(found, key=lambda seat: (ORDER.get(seat.role, len(ORDER)), seat.person_name, str(seat.pk)))


def next_number(meeting: Meeting) -> int:
    """The next number of the body's meetings in that year; a meeting that was called off gave its number back."""
    held = Meeting.objects.filter(body_id=meeting.body_id, year=meeting.year)
    return (held.aggregate(last=Max("session_no"))["last"] or 0) + 1


def list_people(meeting: Meeting, seats: Sequence[Seat], *, day: date) -> None:
    """The list of who is to come, one row a seat; whether a row counts follows from its role."""
    counted = counted_roles(meeting.body_id, day)
    Attendance.objects.bulk_create(
        Attendance(
            id=new_id(),
            meeting=meeting,
            order=number,
            seat=seat,
            name=seat.person_name,
            organisation=seat.organisation,
            role=seat.role,
            counts_in_rate=seat.role in counted,
        )
        for number, seat in enumerate(seats, start=1)
    )


def _tell(deed: Deed, meeting: Meeting, seats: Sequence[Seat], *, template: str, number: int) -> list[MeetingNotice]:
    rows = []
    for seat in seats:
        way = _way(seat)
        told = deed.at if way is not ToldBy.HAND else None
        rows.append(MeetingNotice(id=new_id(), meeting=meeting, seat=seat, round=number, way=way, told_at=told))
        if way is not ToldBy.HAND and seat.account_id != deed.actor_id:  # whoever calls knows
            _send(deed, meeting, seat, template=template, number=number)
    return MeetingNotice.objects.bulk_create(rows)


def _way(seat: Seat) -> ToldBy:
    if seat.account_id is not None:
        return ToldBy.ACCOUNT
    return ToldBy.EMAIL if seat.email else ToldBy.HAND


def _send(deed: Deed, meeting: Meeting, seat: Seat, *, template: str, number: int) -> None:
    """The message says only that there is news; whoever has no account reads the notice under a link."""
    to, secret = notices.Recipient.email(str(seat.email)), ""
    if seat.account_id is not None:
        to = notices.Recipient.account(seat.account_id)
    else:
        until = max(meeting.starts_at, deed.at) + LINK_LASTS
        token = notices.links.issue(
            deed, purpose=LINK_PURPOSE, subject_kind="meeting", subject_id=meeting.pk, holder=to, until=until
        )
        secret = f"/council/notice/{token}/"
    notices.tell(
        deed,
        to=to,
        template=template,
        about_kind="meeting",
        about_id=meeting.pk,
        idem_key=f"{template}:{meeting.pk}:{number}:{seat.pk}",
        path=f"/council/meetings/{meeting.pk}/",
        secret=secret,
    )


def told_by_hand(deed: Deed, *, notice_id: UUID) -> None:
    """Somebody was told on paper or by telephone. Raises `council-office-only`, `meeting-not-found`."""
    require(deed)
    access.check_office(deed)
    notice = MeetingNotice.objects.select_for_update().filter(pk=notice_id).first()
    if notice is None:
        raise Refused("meeting-not-found")
    access.load_meeting(deed, notice.meeting_id)
    if notice.told_at is None:
        notice.told_at = deed.at
        notice.save(update_fields=["told_at"])


def put_off(
    deed: Deed, *, meeting_id: UUID, starts_at: datetime, ends_at: datetime | None, place: str, reason: str
) -> None:
    """Put a called meeting off to another day and tell everybody anew. Raises `council-office-only`,
    `meeting-not-found`, `wrong-state`, `change-needs-a-reason`, `meeting-is-past`, `meeting-ends-before-it-starts`."""
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    MEETING_STATES.target("postpone", MeetingState(meeting.state))
    check_reason(reason)
    check_times(starts_at, ends_at)
    if starts_at <= deed.at:
        raise Refused("meeting-is-past")
    was = _said(meeting)
    meeting.starts_at, meeting.ends_at, meeting.place = starts_at, ends_at, place or meeting.place
    meeting.called_at = deed.at
    meeting.version += 1
    year = starts_at.astimezone(SEOUL).year
    if year != meeting.year:
        meeting.year, meeting.session_no = year, None
        meeting.session_no = next_number(meeting)
    meeting.save()
    number = note_change(deed, meeting, ChangeKind.POSTPONED, reason=reason, was=was, now=_said(meeting))
    day = starts_at.astimezone(SEOUL).date()
    rows = _tell(deed, meeting, _listed(meeting), template="meeting-moved", number=number + 1)
    _record_call(deed, meeting, rows, day=day)


def call_off(deed: Deed, *, meeting_id: UUID, reason: str) -> None:
    """Call a meeting off; whoever was told of it is told again. Raises `council-office-only`, `meeting-not-found`,
    `wrong-state`, `change-needs-a-reason`."""
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    check_reason(reason)
    called = meeting.state == MeetingState.CALLED
    MEETING_STATES.target("cancel", MeetingState(meeting.state))
    meeting.state, meeting.session_no = MeetingState.CANCELLED, None
    meeting.version += 1
    meeting.save(update_fields=["state", "session_no", "version"])
    number = note_change(deed, meeting, ChangeKind.CANCELLED, reason=reason, was=_said(meeting))
    if called:
        _tell(deed, meeting, _listed(meeting), template="meeting-cancelled", number=number + 1)


def _listed(meeting: Meeting) -> list[Seat]:
    rows = meeting.attendance.exclude(seat=None).select_related("seat")
    return [row.seat for row in rows if row.seat is not None]


def _said(meeting: Meeting) -> str:
    return f"{meeting.starts_at.astimezone(SEOUL):%Y-%m-%d %H:%M} {meeting.place}".strip()


def note_change(
    deed: Deed, meeting: Meeting, kind: ChangeKind, *, reason: str, place: str = "", was: str = "", now: str = ""
) -> int:
    """Keep what changed and why; gives its number. Raises `change-needs-a-reason`."""
    why = check_reason(reason)
    number = meeting.changes.count() + 1
    MeetingChange.objects.create(
        meeting=meeting, no=number, kind=kind, place=place, was=was, now=now, reason=why, by=deed.actor_id,
        at=deed.at,
    )  # fmt: skip
    record(deed, MeetingChanged(meeting_id=meeting.pk, kind=kind, number=number), stream=meeting.pk)
    return number
