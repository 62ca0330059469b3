"""Minutes as single records, and records as minutes again: the joint between a paper and the tables.

A record has a kind, a key by which the same one is found in another version of the paper, its fields as plain values,
and the source lines it was read from. `to_minutes(to_records(paper))` gives the paper back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from chomchom.council.rules import facts
from chomchom.council.rules.grammar import conclude
from chomchom.council.rules.lines import key
from chomchom.council.rules.shape import (
    Absence,
    AgendaItem,
    Attendee,
    Candidate,
    Decision,
    Issue,
    Minutes,
    Review,
    Section,
    Unread,
)
from chomchom.council.rules.subjects import Subject


class RecordKind(StrEnum):
    """What a record becomes."""

    MEETING = "meeting"
    PERSON = "person"
    AGENDA = "agenda"
    OPINION = "opinion"
    DECISION = "decision"
    ACTION = "action"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its fields by name; `lines` are those of the paper it was read from, `row_id` the row that holds it."""

    kind: RecordKind
    key: str
    fields: dict[str, Any]
    lines: tuple[int, ...] = field(default=(), compare=False)
    row_id: UUID | None = field(default=None, compare=False)


def to_records(minutes: Minutes) -> list[Record]:
    """Every record of a paper in its order. What was read nowhere else stands in the meeting's own record."""
    found = [_meeting(minutes), *_people(minutes), *_agenda(minutes), *_opinions(minutes)]
    found += [*_decisions(minutes), *_actions(minutes), *_next(minutes)]
    return list(numbered(found))


def as_plain(records: Iterable[Record]) -> list[list[Any]]:
    """As values that can be kept."""
    return [[str(one.kind), one.key, one.fields] for one in records]


def from_plain(held: Iterable[Sequence[Any]]) -> list[Record]:
    """Back from what was kept."""
    return [Record(RecordKind(kind), name, fields) for kind, name, fields in held]


def numbered(found: Iterable[Record]) -> Iterator[Record]:
    """Two records of one key are told apart by their number."""
    seen: Counter[str] = Counter()
    for one in found:
        seen[one.key] += 1
        number = seen[one.key]
        yield one if number == 1 else replace(one, key=f"{one.key}#{number}")


def _meeting(minutes: Minutes) -> Record:
    document, meeting, stated = minutes.document, minutes.meeting, minutes.attendance.stated
    fields: dict[str, Any] = {
        "title": document.title, "year": document.year, "session_no": document.session_no, "body": document.body,
        "committee": document.committee, "author": document.author, "approval_line": list(document.approval_line),
        "start": meeting.start, "end": meeting.end, "place": meeting.place, "chair": meeting.chair,
        "members": stated.members, "present": stated.present, "rate_percent": stated.rate_percent,
        "rule": stated.rule, "headings": [[number, name] for number, name in sorted(minutes.headings.items())],
        "unread": [one.text for one in minutes.unread], "photos": minutes.photos,
        "photo_heading": "photos" in minutes.where or bool(minutes.photos),
        "onnara_no": minutes.form.onnara_no, "observers": minutes.form.observers, "vote": minutes.form.vote,
    }  # fmt: skip
    lines = minutes.lines_of("title", "time", "place", "committee", "author", "chair", "attendance", "meta")
    return Record(RecordKind.MEETING, "meeting", fields, tuple(lines))


def _people(minutes: Minutes) -> Iterator[Record]:
    for row in minutes.attendance.rows:
        lines = minutes.lines_of(f"person:{row.name}", f"absence:{row.name}")
        fields = {
            "name": row.name, "organisation": row.organisation, "present": row.present,
            "reason": row.absence.reason if row.absence else None,
        }  # fmt: skip
        yield Record(RecordKind.PERSON, f"person:{key(row.name)}:{key(row.organisation)}", fields, tuple(lines))


def _agenda(minutes: Minutes) -> Iterator[Record]:
    lines = tuple(minutes.lines_of("agenda"))
    for item in minutes.agenda:
        yield Record(RecordKind.AGENDA, f"agenda:{item.no}", {"no": item.no, "title": item.title}, lines)


def _opinions(minutes: Minutes) -> Iterator[Record]:
    for place, review in enumerate(minutes.reviews):
        yield from _item(minutes, Subject.PROJECT, f"review:{place}", review.code, review.name, review.sections)
    for place, text in enumerate(minutes.direction.bullets):
        yield _opinion(minutes, Subject.PLAN, None, "", "", text, f"direction:{place}")
    for place, issue in enumerate(minutes.direction.issues):
        for bullet in issue.bullets or [""]:
            yield _opinion(minutes, Subject.ISSUE, None, issue.title, "", bullet, f"issue:{place}")
    for place, one in enumerate(minutes.candidates):
        yield from _item(minutes, Subject.CANDIDATE, f"candidate:{place}", None, one.name, one.sections)


def _item(
    minutes: Minutes, subject: Subject, place: str, code: str | None, name: str, sections: Sequence[Section]
) -> Iterator[Record]:
    if not sections:
        yield _opinion(minutes, subject, code, name, "", "", place)
    for number, section in enumerate(sections):
        for bullet in section.bullets or [""]:
            yield _opinion(minutes, subject, code, name, section.label, bullet, place, f"{place}:{number}")


def _opinion(
    minutes: Minutes, subject: Subject, code: str | None, name: str, source: str, text: str, *places: str
) -> Record:
    fields = {"subject": str(subject), "code": code, "name": name, "source": source, "text": text}
    lines = minutes.lines_of(*places[-1:])
    return Record(
        RecordKind.OPINION, f"opinion:{subject}:{code or key(name)}:{key(source)}", fields, tuple(lines)
    )  # fmt: skip


def _decisions(minutes: Minutes) -> Iterator[Record]:
    said = {_named(review.code, review.name): review.disposition for review in minutes.reviews}
    said |= {_named(None, one.name): one.disposition for one in minutes.candidates}
    for place, one in enumerate(minutes.decisions):
        fields = {
            "kind": one.kind, "code": one.code, "name": one.name, "summary": one.summary, "direction": one.direction,
            "label": one.label, "label_in_body": said.get(_named(one.code, one.name), ""),
            "modifiers": list(one.modifiers), "class": one.class_,
        }  # fmt: skip
        lines = minutes.lines_of(f"decision:{place}")
        yield Record(RecordKind.DECISION, f"decision:{_named(one.code, one.name)}", fields, tuple(lines))


def _named(code: str | None, name: str) -> str:
    return code or key(name)


def _actions(minutes: Minutes) -> Iterator[Record]:
    for place, text in enumerate(minutes.follow_up):
        yield Record(RecordKind.ACTION, "action", {"text": text}, tuple(minutes.lines_of(f"follow_up:{place}")))


def _next(minutes: Minutes) -> Iterator[Record]:
    coming = minutes.next_meeting
    if coming.start or coming.place or coming.agenda:
        fields = {"start": coming.start, "place": coming.place, "agenda": coming.agenda}
        yield Record(RecordKind.NEXT, "next", fields, tuple(minutes.lines_of("next")))


# --- back again -------------------------------------------------------------------------------------------


def to_minutes(records: Iterable[Record]) -> Minutes:
    """The paper of these records; what follows from them (rates, observations, dispositions) is worked out anew."""
    minutes = Minutes()
    for kind, group in groupby(records, key=lambda one: one.kind):
        _TAKE[kind](minutes, [one.fields for one in group])
    conclude(minutes)
    return minutes


def _take_meeting(minutes: Minutes, held: list[dict[str, Any]]) -> None:
    for fields in held:
        document, meeting, stated = minutes.document, minutes.meeting, minutes.attendance.stated
        for name in ("title", "year", "session_no", "body", "committee", "author"):
            setattr(document, name, fields[name])
        document.approval_line = list(fields["approval_line"])
        for name in ("start", "end", "place", "chair"):
            setattr(meeting, name, fields[name])
        for name in ("members", "present", "rate_percent", "rule"):
            setattr(stated, name, fields[name])
        for name in ("onnara_no", "observers", "vote"):
            setattr(minutes.form, name, fields[name])
        minutes.headings = {int(number): name for number, name in fields["headings"]}
        minutes.unread = [Unread(0, text) for text in fields["unread"]]
        minutes.photos = fields["photos"]
        if fields["photo_heading"]:
            minutes.at("photos")


def _take_people(minutes: Minutes, held: list[dict[str, Any]]) -> None:
    for fields in held:
        absence = None
        if fields["reason"] is not None:
            absence = Absence(fields["reason"], *facts.absence_category(fields["reason"]))
        minutes.attendance.rows.append(
            Attendee(fields["name"], fields["organisation"], bool(fields["present"]), absence)
        )


def _take_agenda(minutes: Minutes, held: list[dict[str, Any]]) -> None:
    minutes.agenda += [AgendaItem(fields["no"], fields["title"]) for fields in held]


def _take_opinions(minutes: Minutes, held: list[dict[str, Any]]) -> None:
    """One item is a run of opinions about the same thing; within it a run of one source is a section."""
    for (subject, code, name), run in groupby(held, key=lambda one: (one["subject"], one["code"], one["name"])):
        opinions = list(run)
        texts = [one["text"] for one in opinions if one["text"]]
        if subject == Subject.PLAN:
            minutes.direction.bullets += texts
        elif subject == Subject.ISSUE:
            minutes.direction.issues.append(Issue(name, texts))
        elif subject == Subject.PROJECT:
            minutes.reviews.append(Review(code, name, _sections(opinions)))
        else:
            minutes.candidates.append(Candidate(name, _sections(opinions)))


def _sections(opinions: Iterable[dict[str, Any]]) -> list[Section]:
    found = []
    for source, run in groupby(opinions, key=lambda one: str(one["source"])):
        texts = [one["text"] for one in run if one["text"]]
        if source or texts:
            found.append(Section(source, texts))
    return found


def _take_decisions(minutes: Minutes, held: list[dict[str, Any]]) -> None:
    for fields in held:
        names = ("kind", "code", "name", "summary", "direction", "label")
        minutes.decisions.append(Decision(**{name: fields[name] for name in names}, modifiers=[], class_=""))


def _take_actions(minutes: Minutes, held: list[dict[str, Any]]) -> None:
    minutes.follow_up += [fields["text"] for fields in held]


def _take_next(minutes: Minutes, held: list[dict[str, Any]]) -> None:
    for fields in held:
        for name in ("start", "place", "agenda"):
            setattr(minutes.next_meeting, name, fields[name])


_TAKE: dict[RecordKind, Callable[[Minutes, list[dict[str, Any]]], None]] = {
    RecordKind.MEETING: _take_meeting,
    RecordKind.PERSON: _take_people,
    RecordKind.AGENDA: _take_agenda,
    RecordKind.OPINION: _take_opinions,
    RecordKind.DECISION: _take_decisions,
    RecordKind.ACTION: _take_actions,
    RecordKind.NEXT: _take_next,
}
