"""Papers around a meeting, written as HWPX or PDF."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from chomchom.council import access
from chomchom.council.models import Meeting
from chomchom.council.papers import Form
from chomchom.council.rules import sheets
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.rules.meetings import MeetingMode, MeetingState
from chomchom.formats.documents import Document
from chomchom.formats.hwpx import write_hwpx
from chomchom.formats.pdf import write_pdf
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.rulebook.public import source, value, whole
from chomchom.store.acting import require

MOST_MINUTES = 12 * 60


class Sheet(StrEnum):
    """Which paper."""

    NOTICE = "notice"
    SIGNATURES = "signatures"
    ALLOWANCES = "allowances"


def sheet(deed: Deed, *, meeting_id: UUID, which: Sheet, form: Form) -> bytes:
    """One paper of a meeting. Raises `council-office-only`, `meeting-not-found`, `sheet-needs-a-list`,
    `sheet-needs-the-meeting`, `pdf-…`."""
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id)
    paper = _paper(meeting, which)
    return write_hwpx(paper) if form is Form.HWPX else write_pdf(paper)


def _paper(meeting: Meeting, which: Sheet) -> Document:
    head = head_of(meeting)
    if which is Sheet.NOTICE:
        return sheets.notice(head, list(meeting.agenda.values_list("title", flat=True)))
    people = [
        sheets.Person(
            name=row.name,
            organisation=row.organisation,
            role=SeatRole(row.role),
            mark=row.mark,
            proxy=row.proxy_name,
            public_officer=row.seat is not None and row.seat.public_officer,
        )
        for row in meeting.attendance.select_related("seat")
    ]
    if not people:
        raise Refused("sheet-needs-a-list")
    if which is Sheet.SIGNATURES:
        return sheets.signatures(head, people)
    if meeting.held_at is None or meeting.state == MeetingState.CANCELLED:
        raise Refused("sheet-needs-the-meeting")
    return _allowances(meeting, head, people)


def head_of(meeting: Meeting) -> sheets.Head:
    """What papers of a meeting begin with."""
    number = f" {meeting.year}년 {meeting.session_no}차" if meeting.session_no else ""  # Korean data: printed
    return sheets.Head(
        title=f"{meeting.title}{number}",
        creator=meeting.body.name,
        starts=meeting.starts_at.astimezone(SEOUL),
        ends=meeting.ends_at.astimezone(SEOUL) if meeting.ends_at else None,
        place=meeting.place,
        written=meeting.mode == MeetingMode.WRITTEN,
    )


def _allowances(meeting: Meeting, head: sheets.Head, people: list[sheets.Person]) -> Document:
    day = head.starts.date()
    longer = value("council.allowance_hours_won", on=day)
    rates = sheets.Rates(won=whole("council.allowance_won", on=day), hours=longer["hours"], more_won=longer["won"])
    minutes = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60) if meeting.ends_at else 0
    words = source("council.allowance_won", on=day)
    return sheets.allowances(head, people, rates, minutes=min(minutes, MOST_MINUTES), source=words)
