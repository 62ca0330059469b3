"""Minutes that were read become the records of a meeting, all at once; and a second version is taken over by choice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from chomchom.council import access
from chomchom.council.actions.decisions import DecisionIn, record_decisions
from chomchom.council.actions.opinions import OpinionIn, keep_opinions
from chomchom.council.actions.planning import ItemIn, MeetingIn, plan_meeting
from chomchom.council.actions.readings import PHOTO, load_open, owner_of
from chomchom.council.actions.tasks import ActionIn, raise_action
from chomchom.council.events import MinutesRecorded
from chomchom.council.measures import counted_roles
from chomchom.council.models import (
    AgendaItem,
    ApprovalStep,
    Attendance,
    Meeting,
    MinutesFrame,
    Reading,
    Seat,
    StatedAttendance,
)
from chomchom.council.recorded import meeting_like
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.rules.deciding import modifiers_named
from chomchom.council.rules.findings.decisions import MEETING
from chomchom.council.rules.meetings import AbsenceCategory, ItemOrigin, ItemState, Mark, MeetingState
from chomchom.council.rules.readings import READING_STATES, Decided, ReadingState, match_seats
from chomchom.council.rules.records import Record, RecordKind, to_records
from chomchom.council.rules.shape import Attendee
from chomchom.council.rules.subjects import Matter, Subject
from chomchom.documents import public as documents
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.store.acting import require
from chomchom.store.ids import new_id

# Korean data: under which source a paper's own words about the plan and its issues are kept
OWN_WORDS = {Subject.PLAN: "계획 수립 방향", Subject.ISSUE: "핵심 이슈"}
ABSENCES = {
    "sick_leave": AbsenceCategory.HEALTH, "family_care": AbsenceCategory.FAMILY, "work_conflict": AbsenceCategory.WORK,
}  # fmt: skip
"""The reader's words for a reason, as the list of attendance has them; everything else is `other`."""
LONGEST_TASK = 500


def record(deed: Deed, *, reading_id: UUID) -> UUID:
    """Make the records of a reading: meeting, attendance, agenda, opinions, decisions, tasks, the next meeting.

    Raises `reading-not-found`, `reading-already-recorded` (also where somebody was faster), `reading-needs-body`,
    `reading-needs-day`, `reading-is-second-version`, and what the records themselves refuse; then nothing is recorded.
    """
    require(deed)
    reading = load_open(deed, reading_id)
    minutes = reading.minutes()[1]
    if reading.body_id is None:
        raise Refused("reading-needs-body")
    if minutes.meeting.start is None:
        raise Refused("reading-needs-day")
    body = access.load_body(deed, reading.body_id, lock=True)  # two versions of one meeting wait for each other
    if meeting_like(minutes, body.pk) is not None:
        raise Refused("reading-is-second-version")
    records = to_records(minutes)
    by_kind = {kind: [one for one in records if one.kind is kind] for kind in RecordKind}
    meeting = _meeting(deed, reading, by_kind[RecordKind.MEETING][0].fields)
    _people(meeting, minutes.attendance.rows, reading.choices())
    _agenda(meeting, by_kind[RecordKind.AGENDA])
    _opinions(deed, meeting, by_kind[RecordKind.OPINION])
    frame = _frame(meeting, by_kind)
    _decisions(deed, meeting, by_kind[RecordKind.DECISION])
    frame.printed_actions = [
        str(raise_action(deed, task_in(one), meeting_id=meeting.pk)) for one in by_kind[RecordKind.ACTION]
    ]
    frame.next_meeting_id = plan_next(deed, meeting, by_kind[RecordKind.NEXT])
    frame.save(force_insert=True)
    _photos(deed, reading, meeting)
    end(deed, reading, meeting)
    event = MinutesRecorded(reading_id=reading.pk, meeting_id=meeting.pk, records=len(records))
    ledger.record(deed, event, stream=meeting.pk)
    return meeting.pk


def end(deed: Deed, reading: Reading, meeting: Meeting) -> None:
    """A reading that became records, or whose differences were looked at, is done."""
    reading.state = READING_STATES.target("record", ReadingState(reading.state))
    reading.meeting, reading.ended_by, reading.ended_at = meeting, deed.actor_id, deed.at
    reading.save()


def moment(iso: str) -> datetime:
    """A time of minutes as a moment; a day without a time begins at midnight."""
    found = datetime.fromisoformat(iso)
    return found.replace(tzinfo=SEOUL) if "T" in iso else datetime.combine(found.date(), time(0), SEOUL)


def _meeting(deed: Deed, reading: Reading, said: dict[str, Any]) -> Meeting:
    body = reading.body
    assert body is not None  # asked before
    starts = moment(said["start"])
    ends = moment(said["end"]) if said["end"] else None
    meeting = Meeting.objects.create(
        body=body, year=said["year"] or starts.year, session_no=said["session_no"], state=MeetingState.DRAFT,
        title=(said["title"] or body.name)[:120], starts_at=starts, ends_at=ends, place=said["place"][:120],
        chair_name=(said["chair"] or "")[:40], writer_name=said["author"][:40], onnara_no=said["onnara_no"][:60],
        held_at=ends or starts, created_by=deed.actor_id, created_at=deed.at,
    )  # fmt: skip
    titles = said["approval_line"] or [step.title for step in body.line.all()]
    ApprovalStep.objects.bulk_create(
        ApprovalStep(id=new_id(), meeting=meeting, no=number, title=title[:40])
        for number, title in enumerate(titles, start=1)
    )
    if said["members"] is not None or said["rule"]:
        StatedAttendance.objects.create(
            meeting=meeting, members=said["members"], present=said["present"], rate_percent=said["rate_percent"],
            rule=said["rule"][:200],
        )  # fmt: skip
    return meeting


def _people(meeting: Meeting, rows: Sequence[Attendee], decided: Decided) -> None:
    """One row a person, with the seat of the same name and the role that was chosen for it."""
    day = meeting.starts_at.astimezone(SEOUL).date()
    seats = list(Seat.objects.held_on(day).filter(body_id=meeting.body_id))
    named = {str(seat.pk): seat for seat in seats}
    matched = match_seats(rows, [(str(seat.pk), seat.person_name, seat.organisation) for seat in seats])
    counted = counted_roles(meeting.body_id, day)
    made = []
    for place, row in enumerate(rows):
        role = decided.roles.get(place, SeatRole.MEMBER)
        seat = named.get(matched.get(place, ""))
        if seat is not None and role is SeatRole.MEMBER:
            role = SeatRole(seat.role)
        made.append(person_row(meeting, row, order=place + 1, role=role, counts=str(role) in counted, seat=seat))
    Attendance.objects.bulk_create(made)
    out = sorted({row.organisation for row in made if not row.counts_in_rate and row.organisation})
    if decided.roles and out:
        StatedAttendance.objects.filter(meeting=meeting).update(excluded=out)


def person_row(
    meeting: Meeting, row: Attendee, *, order: int, role: SeatRole, counts: bool, seat: Seat | None
) -> Attendance:
    """One row of the list of attendance, not yet saved."""
    category = ""
    if row.absence is not None:
        category = ABSENCES.get(row.absence.category, AbsenceCategory.OTHER)
    elif not row.present:
        category = AbsenceCategory.UNSAID
    return Attendance(
        id=new_id(), meeting=meeting, order=order, seat=seat, name=row.name[:40], organisation=row.organisation[:80],
        role=role, counts_in_rate=counts, mark=Mark.PRESENT if row.present else Mark.ABSENT,
        absence_category=category, absence_reason=row.absence.reason if row.absence else "",
    )  # fmt: skip


def _agenda(meeting: Meeting, records: Iterable[Record]) -> None:
    seen: set[int] = set()
    for one in records:
        number = one.fields["no"] if one.fields["no"] not in seen else max(seen) + 1
        seen.add(number)
        AgendaItem.objects.create(
            meeting=meeting, no=number, title=one.fields["title"][:300], origin=ItemOrigin.READ,
            state=ItemState.DISCUSSED,
        )  # fmt: skip


def matter_of(fields: dict[str, Any]) -> Matter:
    """What an opinion or a decision is about."""
    subject = Subject(fields.get("subject") or (Subject.PROJECT if fields["code"] else Subject.CANDIDATE))
    return Matter(subject=subject, code=fields["code"] or "", name=fields["name"])


def opinion_in(fields: dict[str, Any]) -> OpinionIn:
    """An opinion as it is printed."""
    matter = matter_of(fields)
    source = fields["source"] or OWN_WORDS.get(matter.subject) or OWN_WORDS[Subject.PLAN]
    return OpinionIn(matter=matter, text=fields["text"], source=source)


def _opinions(deed: Deed, meeting: Meeting, records: Sequence[Record]) -> None:
    keep_opinions(deed, meeting, [opinion_in(one.fields) for one in records if one.fields["text"]])


def decision_in(fields: dict[str, Any]) -> DecisionIn:
    """A decision as it is printed."""
    return DecisionIn(
        matter=matter_of(fields), modifiers=modifiers_named(fields["modifiers"]), label_in_body=fields["label_in_body"],
        label_in_table=fields["label"], section_kind=fields["kind"], summary=fields["summary"],
        direction=fields["direction"],
    )  # fmt: skip


def _decisions(deed: Deed, meeting: Meeting, records: Sequence[Record]) -> None:
    """The conclusions, and what each wants done as a task without owner and day until somebody gives them."""
    if not records:
        return
    ids = record_decisions(deed, meeting_id=meeting.pk, decisions=[decision_in(one.fields) for one in records])
    for decision_id, one in zip(ids, records, strict=True):
        if one.fields["direction"]:
            raise_action(deed, task_in(one, text=one.fields["direction"]), decision_id=decision_id)


def task_in(one: Record, *, text: str = "") -> ActionIn:
    """Something to do after the meeting; a meeting it names is the event it is due at."""
    words = text or one.fields["text"]
    event = MEETING.search(words)
    short = words if len(words) <= LONGEST_TASK else words[: LONGEST_TASK - 1] + "…"
    return ActionIn(text=short, due_event=event[0] if event else "")


def plan_next(deed: Deed, meeting: Meeting, records: Sequence[Record]) -> UUID | None:
    """The announced meeting as a plan; one that is planned already on that day is taken. None without a day."""
    said: dict[str, Any] = records[0].fields if records else {"start": None}
    if not said["start"]:
        return None
    starts = moment(said["start"])
    there = Meeting.objects.filter(body_id=meeting.body_id, starts_at__date=starts.date()).exclude(pk=meeting.pk)
    if found := there.values_list("pk", flat=True).first():
        return found
    agenda = [ItemIn(title=said["agenda"][:300], origin=ItemOrigin.READ)] if said["agenda"] else []
    return plan_meeting(
        deed, MeetingIn(body_id=meeting.body_id, starts_at=starts, place=said["place"][:120]), agenda=agenda
    )


def _frame(meeting: Meeting, by_kind: dict[RecordKind, list[Record]]) -> MinutesFrame:
    said, spoken, blanks = by_kind[RecordKind.MEETING][0].fields, 0, []
    for place, one in enumerate(by_kind[RecordKind.OPINION]):
        if one.fields["text"]:
            spoken += 1
        else:
            blanks.append([place, one.fields])
    return MinutesFrame(
        meeting=meeting, body_title=said["body"][:120], committee=said["committee"][:80], headings=said["headings"],
        rest=json.dumps(said["unread"], ensure_ascii=False), photo_heading=said["photo_heading"], blanks=blanks,
        vote=said["vote"][:300], observers=said["observers"][:300],
    )  # fmt: skip


def meeting_owner(meeting_id: UUID) -> documents.Owner:
    """The record the files of a meeting's minutes belong to."""
    return documents.Owner("council-minutes", meeting_id)


def _photos(deed: Deed, reading: Reading, meeting: Meeting) -> None:
    """The photographs of the paper are the meeting's from now on too."""
    for one in documents.files_of(deed, owner_of(reading), purpose=PHOTO):
        row, content = documents.content_of(deed, one.id, owner=owner_of(reading))
        documents.keep(
            deed, owner=meeting_owner(meeting.pk), purpose=PHOTO, filename=row.name, content=content, covered=True
        )
