"""A second version of minutes that are records already: its differences, and taking over those somebody chose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Max

from chomchom.council import access
from chomchom.council.actions.decisions import record_decisions, rewrite_decision
from chomchom.council.actions.opinions import change_opinion, keep_opinions
from chomchom.council.actions.readings import load_open
from chomchom.council.actions.recording import (
    decision_in,
    end,
    moment,
    opinion_in,
    person_row,
    plan_next,
    task_in,
)
from chomchom.council.actions.tasks import raise_action
from chomchom.council.events import MinutesTakenOver
from chomchom.council.measures import counted_roles
from chomchom.council.models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    MinutesFrame,
    Opinion,
    StatedAttendance,
)
from chomchom.council.recorded import differing
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.rules.differences import Change, Difference
from chomchom.council.rules.meetings import ItemOrigin, ItemState, MeetingState
from chomchom.council.rules.records import RecordKind, to_minutes
from chomchom.council.rules.versions import check_writable
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.store.acting import require

BECAUSE = "second-version"  # why an opinion was taken back


def take_over(deed: Deed, *, reading_id: UUID, keys: Iterable[str]) -> int:
    """Take chosen differences over into the meeting's records; how many. Nothing else changes.

    Raises `reading-not-found`, `reading-already-recorded`, `no-record-chosen`, `minutes-not-yet`,
    `minutes-already-circulated`, `record-in-use`, and what the records themselves refuse.
    """
    require(deed)
    reading = load_open(deed, reading_id)
    meeting, found = differing(reading)
    wanted = set(keys)
    chosen = [one for one in found if one.key in wanted]
    if meeting is None or not chosen:
        raise Refused("no-record-chosen")
    meeting = access.load_meeting(deed, meeting.pk, lock=True)
    check_writable(MeetingState(meeting.state))
    frame = MinutesFrame.objects.filter(meeting=meeting).first() or MinutesFrame(meeting=meeting)
    for one in chosen:
        _TAKE[one.kind](deed, meeting, frame, one)
    frame.save()
    ledger.record(
        deed, MinutesTakenOver(reading_id=reading.pk, meeting_id=meeting.pk, records=len(chosen)), stream=meeting.pk
    )
    return len(chosen)


def finish(deed: Deed, *, reading_id: UUID) -> UUID:
    """Say that a second version was looked at: what was not taken over stays as it is. The meeting's id.

    Raises `reading-not-found`, `reading-already-recorded`, `no-record-chosen` where it is no second version.
    """
    require(deed)
    reading = load_open(deed, reading_id)
    meeting, _found = differing(reading)
    if meeting is None:
        raise Refused("no-record-chosen")
    end(deed, reading, meeting)
    return meeting.pk


def _row(one: Difference) -> UUID:
    """The row that holds what differs."""
    row_id = one.old.row_id if one.old else None
    assert row_id is not None  # what is changed or removed was loaded from a row
    return row_id


# --- one kind each ------------------------------------------------------------------------------------------


def _take_meeting(deed: Deed, meeting: Meeting, frame: MinutesFrame, one: Difference) -> None:
    plain = {"title": 120, "place": 120, "onnara_no": 60}
    renamed = {"author": ("writer_name", 40), "chair": ("chair_name", 40)}
    for name, value in one.now.items():
        if name in plain:
            setattr(meeting, name, (value or "")[: plain[name]])
        elif name in renamed:
            field, most = renamed[name]
            setattr(meeting, field, (value or "")[:most])
        elif name in ("year", "session_no"):
            setattr(meeting, name, value if name == "session_no" else value or meeting.year)
        elif name in ("start", "end") and value:
            setattr(meeting, {"start": "starts_at", "end": "ends_at"}[name], moment(value))
        elif name in ("vote", "observers", "committee"):
            setattr(frame, name, (value or "")[:80] if name == "committee" else (value or "")[:300])
        elif name == "body":
            frame.body_title = value[:120]
    meeting.save()
    _take_stated(meeting, one.now)


def _take_stated(meeting: Meeting, now: dict[str, Any]) -> None:
    printed: dict[str, Any] = {
        name: now[name] for name in ("members", "present", "rate_percent", "rule") if name in now
    }
    if printed:
        StatedAttendance.objects.update_or_create(meeting=meeting, defaults=printed)


def _take_person(deed: Deed, meeting: Meeting, frame: MinutesFrame, one: Difference) -> None:
    rows = Attendance.objects.filter(meeting=meeting)
    if one.change is Change.REMOVED:
        rows.filter(pk=_row(one)).delete()
        return
    (person,) = to_minutes([one.record]).attendance.rows
    old = rows.filter(pk=_row(one)).first() if one.old else None
    day = meeting.starts_at.astimezone(SEOUL).date()
    made = person_row(
        meeting, person, order=old.order if old else (rows.aggregate(last=Max("order"))["last"] or 0) + 1,
        role=SeatRole(old.role) if old else SeatRole.MEMBER,
        counts=old.counts_in_rate if old else str(SeatRole.MEMBER) in counted_roles(meeting.body_id, day),
        seat=old.seat if old else None,
    )  # fmt: skip
    if old is not None:
        made.pk, made._state.adding = old.pk, False
    made.save()


def _take_agenda(deed: Deed, meeting: Meeting, frame: MinutesFrame, one: Difference) -> None:
    if one.change is Change.ADDED:
        AgendaItem.objects.create(
            meeting=meeting, no=one.record.fields["no"], title=one.record.fields["title"][:300],
            origin=ItemOrigin.READ, state=ItemState.DISCUSSED,
        )  # fmt: skip
        return
    item = AgendaItem.objects.get(pk=_row(one))
    if one.change is Change.CHANGED:
        item.title = one.record.fields["title"][:300]
        item.save(update_fields=["title"])
    elif Opinion.objects.filter(agenda_item=item).exists():
        raise Refused("record-in-use", what=item.title)
    else:
        item.delete()


def _take_opinion(deed: Deed, meeting: Meeting, frame: MinutesFrame, one: Difference) -> None:
    fields = one.record.fields
    if not fields["text"]:
        _take_blank(frame, one)
    elif one.change is Change.REMOVED and one.record.row_id:
        change_opinion(deed, opinion_id=one.record.row_id, text="", reason=BECAUSE)
    else:
        keep_opinions(deed, meeting, [opinion_in(fields)])


def _take_blank(frame: MinutesFrame, one: Difference) -> None:
    """A row without a word: only the paper knows of it."""
    rest = [held for held in frame.blanks if held[1] != one.record.fields]
    frame.blanks = rest if one.change is Change.REMOVED else [*rest, [10_000, one.record.fields]]


def _take_decision(deed: Deed, meeting: Meeting, frame: MinutesFrame, one: Difference) -> None:
    if one.change is Change.ADDED:
        record_decisions(deed, meeting_id=meeting.pk, decisions=[decision_in(one.record.fields)])
        return
    row = Decision.objects.select_for_update().get(pk=_row(one))
    if one.change is Change.CHANGED:
        rewrite_decision(deed, decision_id=row.pk, version=row.version, decision=decision_in(one.record.fields))
    elif row.actions.exists() or row.changes.exists():
        raise Refused("record-in-use", what=row.name)
    else:
        row.delete()


def _take_action(deed: Deed, meeting: Meeting, frame: MinutesFrame, one: Difference) -> None:
    """What is to be done stays to be done; only whether the paper prints it changes."""
    held = frame.printed_actions
    rows = Action.objects.filter(meeting=meeting, decision=None).order_by("raised_at", "id")
    if held is None:
        held = [str(pk) for pk in rows.values_list("pk", flat=True)]
    if one.change is Change.REMOVED:
        frame.printed_actions = [number for number in held if number != str(one.record.row_id)]
    else:
        frame.printed_actions = [*held, str(raise_action(deed, task_in(one.record), meeting_id=meeting.pk))]


def _take_next(deed: Deed, meeting: Meeting, frame: MinutesFrame, one: Difference) -> None:
    if one.change is Change.REMOVED:
        frame.next_meeting = None
        return
    coming = frame.next_meeting
    if coming is None or coming.state != MeetingState.PLANNED:
        frame.next_meeting_id = plan_next(deed, meeting, [one.record])
        return
    said = one.record.fields
    coming.starts_at, coming.place = moment(said["start"]), (said["place"] or "")[:120]
    coming.save(update_fields=["starts_at", "place"])
    if "agenda" in one.now:
        coming.agenda.filter(origin=ItemOrigin.READ).update(title=said["agenda"][:300])


_TAKE: dict[RecordKind, Callable[[Deed, Meeting, MinutesFrame, Difference], None]] = {
    RecordKind.MEETING: _take_meeting,
    RecordKind.PERSON: _take_person,
    RecordKind.AGENDA: _take_agenda,
    RecordKind.OPINION: _take_opinion,
    RecordKind.DECISION: _take_decision,
    RecordKind.ACTION: _take_action,
    RecordKind.NEXT: _take_next,
}
