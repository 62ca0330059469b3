"""A meeting's records as the tables hold them; actions compare with them, reads print them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any
from uuid import UUID

from chomchom.council.facts import decision_facts
from chomchom.council.measures import count_rows
from chomchom.council.models import (
    Action,
    Attendance,
    Decision,
    Meeting,
    MinutesFrame,
    Opinion,
    Reading,
    StatedAttendance,
)
from chomchom.council.rules import facts
from chomchom.council.rules.attending import is_here
from chomchom.council.rules.bodies import MEMBERS, SeatRole
from chomchom.council.rules.deciding import label_of, printed_modifier
from chomchom.council.rules.differences import Difference, differences
from chomchom.council.rules.lines import key
from chomchom.council.rules.meetings import MeetingState
from chomchom.council.rules.readings import same_meeting
from chomchom.council.rules.records import Record, RecordKind, numbered, to_records
from chomchom.council.rules.shape import Minutes
from chomchom.council.rules.subjects import Subject, code_shown
from chomchom.kernel.deeds import SEOUL

_PARTS = (Subject.PROJECT, Subject.PLAN, Subject.ISSUE, Subject.CANDIDATE)
"""The order in which minutes speak of things."""


def records_of(meeting: Meeting, *, photos: int = 0) -> list[Record]:
    """Every record of a meeting in the order its minutes print them. Nine queries, however many there are."""
    frame = MinutesFrame.objects.select_related("next_meeting").filter(meeting=meeting).first()
    held = frame or MinutesFrame(meeting=meeting)
    people = list(meeting.attendance.all())
    agenda = [
        Record(RecordKind.AGENDA, f"agenda:{item.no}", {"no": item.no, "title": item.title}, row_id=item.pk)
        for item in meeting.agenda.all()
    ]
    found = [_meeting(meeting, held, people, photos), *map(_person, people), *agenda]
    found += [*_opinions(meeting, held), *_decisions(meeting), *_actions(meeting, held), *_next(meeting, held, frame)]
    return list(numbered(found))


def meeting_like(minutes: Minutes, body_id: UUID | None) -> Meeting | None:
    """The meeting of this body that minutes are about: the same session, else the same day."""
    if body_id is None:
        return None
    rows = Meeting.objects.filter(body_id=body_id).exclude(state=MeetingState.CANCELLED).select_related("body")
    for row in rows.order_by("starts_at"):
        day = row.starts_at.astimezone(SEOUL).date().isoformat()
        if same_meeting(minutes, year=row.year, session_no=row.session_no, day=day):
            return row
    return None


def differing(reading: Reading) -> tuple[Meeting | None, list[Difference]]:
    """The meeting a reading is another version of, and what differs; no meeting where it is the first."""
    minutes = reading.minutes()[1]
    meeting = reading.meeting if reading.meeting_id else meeting_like(minutes, reading.body_id)
    if meeting is None:
        return None, []
    return meeting, differences(records_of(meeting, photos=minutes.photos), to_records(minutes))


def local(moment: datetime | None) -> str | None:
    """A moment as minutes write it, in Korean time; midnight is a day whose time nobody wrote down."""
    if moment is None:
        return None
    here = moment.astimezone(SEOUL)
    return here.date().isoformat() if here.time() == time(0) else here.strftime("%Y-%m-%dT%H:%M")


def code_printed(kept: str) -> str | None:
    """A project's code as minutes name it (`I-1-3`); None where there is none."""
    return (facts.split_code(f"{code_shown(kept)} x")[0] or kept) if kept else None


def _meeting(meeting: Meeting, frame: MinutesFrame, people: list[Attendance], photos: int) -> Record:
    stated = StatedAttendance.objects.filter(meeting=meeting).first()
    percent = float(stated.rate_percent) if stated and stated.rate_percent is not None else None
    figures: dict[str, Any] = {"members": None, "present": None, "rate_percent": None, "rule": ""}
    if stated:
        figures = {"members": stated.members, "present": stated.present, "rate_percent": percent, "rule": stated.rule}
    elif people:
        found = count_rows(people, on=meeting.starts_at)
        rate = None if found.rate is None else round(found.rate, 1)
        figures |= {"members": found.members, "present": found.present, "rate_percent": rate}
    fields = {
        "title": meeting.title, "year": meeting.year, "session_no": meeting.session_no, "body": frame.body_title,
        "committee": frame.committee or meeting.body.name, "author": meeting.writer_name,
        "approval_line": [step.title for step in meeting.steps.all()], "start": local(meeting.starts_at),
        "end": local(meeting.ends_at), "place": meeting.place, "chair": meeting.chair_name or None, **figures,
        "headings": frame.headings, "unread": json.loads(str(frame.rest)), "photos": photos,
        "photo_heading": frame.photo_heading or bool(photos), "onnara_no": meeting.onnara_no,
        "observers": frame.observers or _observers(people), "vote": frame.vote,
    }  # fmt: skip
    return Record(RecordKind.MEETING, "meeting", fields, row_id=meeting.pk)


def _observers(people: Iterable[Attendance]) -> str:
    """Who came and is no member, by the list: 배석자."""
    there = [row for row in people if row.role not in MEMBERS and is_here(row.mark, proxy_counts=True)]
    return ", ".join(f"{row.name}({row.organisation})" if row.organisation else row.name for row in there)[:300]


def guests_of(meeting: Meeting) -> list[str]:
    """The names of those who came and are neither members nor the office: nobody's names but theirs are masked."""
    kept = {*MEMBERS, SeatRole.SECRETARIAT}
    return [row.name for row in meeting.attendance.all() if row.role not in kept]


def _person(row: Attendance) -> Record:
    fields = {
        "name": row.name, "organisation": row.organisation, "present": is_here(row.mark, proxy_counts=True),
        "reason": str(row.absence_reason) or None,
    }  # fmt: skip
    return Record(RecordKind.PERSON, f"person:{key(row.name)}:{key(row.organisation)}", fields, row_id=row.pk)


def _opinions(meeting: Meeting, frame: MinutesFrame) -> Iterator[Record]:
    """Opinions that stand, those about one thing together and in it those of one source, in the order they came."""
    rows = list(Opinion.objects.standing().filter(meeting=meeting).order_by("position", "received_at", "id"))
    things: dict[tuple[str, str], int] = {}
    sources: dict[tuple[str, str, str], int] = {}
    for row in rows:
        things.setdefault((row.subject, row.key), len(things))
        sources.setdefault((row.subject, row.key, row.source), len(sources))
    rows.sort(
        key=lambda row: (
            _PARTS.index(Subject(row.subject)),
            things[row.subject, row.key],
            sources[row.subject, row.key, row.source],
        )
    )
    found = [opinion_record(row.subject, row.code, row.name, row.source, row.text, row_id=row.pk) for row in rows]
    for place, fields in sorted(frame.blanks, key=lambda one: int(one[0])):
        found.insert(min(place, len(found)), _opinion(fields, None))
    yield from found


def opinion_record(subject: str, code: str, name: str, source: str, text: str, *, row_id: UUID | None) -> Record:
    """The record of an opinion's columns; what is said about the plan or an issue is printed without a source."""
    fields = {
        "subject": subject, "code": code_printed(code), "name": name,
        "source": "" if subject in (Subject.PLAN, Subject.ISSUE) else source, "text": text,
    }  # fmt: skip
    return _opinion(fields, row_id)


def _opinion(fields: dict[str, Any], row_id: UUID | None) -> Record:
    name = f"opinion:{fields['subject']}:{fields['code'] or key(fields['name'])}:{key(fields['source'])}"
    return Record(RecordKind.OPINION, name, fields, row_id=row_id)


def _decisions(meeting: Meeting) -> Iterator[Record]:
    rows = Decision.objects.filter(meeting=meeting, amends=None).select_related("kind").order_by("position", "id")
    for row in rows:
        code = code_printed(row.code)
        fields = {
            "kind": row.section_kind, "code": code, "name": row.name, "summary": row.summary,
            "direction": row.direction, "label": label_of(decision_facts(row)), "label_in_body": row.label_in_body,
            "modifiers": [printed_modifier(one) for one in row.modifiers], "class": row.coarse,
        }  # fmt: skip
        yield Record(RecordKind.DECISION, f"decision:{code or key(row.name)}", fields, row_id=row.pk)


def _actions(meeting: Meeting, frame: MinutesFrame) -> Iterator[Record]:
    """Tasks of the meeting itself; those of a decision are printed with it."""
    rows = list(Action.objects.filter(meeting=meeting, decision=None).order_by("raised_at", "id"))
    if frame.printed_actions is not None:
        printed = {number: place for place, number in enumerate(frame.printed_actions)}
        rows = sorted((row for row in rows if str(row.pk) in printed), key=lambda row: printed[str(row.pk)])
    for row in rows:
        yield Record(RecordKind.ACTION, "action", {"text": row.text}, row_id=row.pk)


def _next(meeting: Meeting, held: MinutesFrame, frame: MinutesFrame | None) -> Iterator[Record]:
    """The meeting the minutes announce: the one they made, else the body's next one."""
    coming = held.next_meeting
    if frame is None:
        later = Meeting.objects.filter(body_id=meeting.body_id, starts_at__gt=meeting.starts_at)
        coming = later.order_by("starts_at").first()
    if coming is not None:
        titles = ", ".join(item.title for item in coming.agenda.all())
        fields = {"start": local(coming.starts_at), "place": coming.place, "agenda": titles}
        yield Record(RecordKind.NEXT, "next", fields, row_id=coming.pk)
