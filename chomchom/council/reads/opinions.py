"""Opinions by source beside each other, with their history and their gaps; and the register of what was passed on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.council.access import OFFICE, load_meeting
from chomchom.council.access import decisions as access
from chomchom.council.facts import handed_in, sources
from chomchom.council.models import Decision, Handoff, Meeting, Opinion, OpinionSource
from chomchom.council.rules import opinions as rules
from chomchom.council.rules.opinions import Said, Source
from chomchom.council.rules.subjects import Subject, code_order, said
from chomchom.council.sentences import decisions as words
from chomchom.council.sentences.opinions import gap
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.store.acting import require
from chomchom.store.paging import Page, page


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHead:
    """Which meeting a page belongs to."""

    id: UUID
    body_id: UUID
    title: str
    day: date
    approved: bool
    office: bool
    member: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OldWords:
    """What an opinion said before somebody changed it."""

    text: str
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRow:
    """One opinion as it stands, with its older words."""

    id: UUID
    text: str
    who: str
    received_at: datetime
    after_meeting: bool
    may_change: bool
    history: tuple[OldWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """One source of one subject; a gap says its name."""

    code: str
    label: str
    gap: str
    opinions: tuple[OpinionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """One project, candidate, issue or the plan with what each source said."""

    key: str
    subject: str
    subject_label: str
    code: str
    name: str
    columns: tuple[ColumnRow, ...]

    @property
    def heading(self) -> str:
        """Code and name, or what it is where it has none."""
        return said(self.code, self.name) or self.subject_label

    @property
    def gaps(self) -> tuple[str, ...]:
        """The sources that have not spoken."""
        return tuple(one.label for one in self.columns if one.gap)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingOpinions:
    """The page of a meeting's opinions."""

    head: MeetingHead
    subjects: tuple[SubjectRow, ...]

    @property
    def missing(self) -> int:
        """How many sources have not spoken, over all subjects."""
        return sum(len(one.gaps) for one in self.subjects)


def meeting_words(meeting: Meeting) -> str:
    """A meeting as people say it: its title, the body where the title does not name it, and its number."""
    body = meeting.body.name
    title = meeting.title if body in meeting.title else f"{body} {meeting.title}".strip()
    number = _("%(n)d차") % {"n": meeting.session_no} if meeting.session_no else ""
    return title if not number or number in title else f"{title} {number}"


def head_of(deed: Deed, meeting: Meeting) -> MeetingHead:
    """What the pages of a meeting say above; asks at most once for the reader's own seat."""
    office = deed.has(*OFFICE)
    return MeetingHead(
        id=meeting.pk,
        body_id=meeting.body_id,
        title=meeting_words(meeting),
        day=meeting.starts_at.astimezone(SEOUL).date(),
        approved=meeting.state in access.CLOSED,
        office=office,
        member=not office and access.seat_of(deed, meeting) is not None,
    )


def meeting_opinions(deed: Deed, meeting_id: UUID) -> MeetingOpinions:
    """Everything said at or after a meeting, by subject; a decided project without opinions is all gaps.

    The same number of queries however much was said. Raises `meeting-not-found`.
    """
    require(deed)
    meeting = load_meeting(deed, meeting_id)
    head = head_of(deed, meeting)
    rows = access.visible_opinions(deed).filter(meeting=meeting)
    decided = Decision.objects.filter(meeting=meeting, amended_by=None).order_by("position")
    others = [(Subject(one.subject), one.key, one.code, one.name) for one in decided] if rows.exists() else []
    return MeetingOpinions(head=head, subjects=_subjects(deed, rows, ended_at=_ended(meeting), others=others))


def _ended(meeting: Meeting) -> datetime | None:
    return (meeting.ends_at or meeting.held_at) if meeting.held_at else None


def opinions_about(deed: Deed, *, keys: Iterable[str]) -> tuple[SubjectRow, ...]:
    """Everything said about some subjects (see `rules.subjects.subject_key`) at any meeting; for the page of a project."""
    require(deed)
    rows = access.visible_opinions(deed).filter(key__in=list(keys))
    return _subjects(deed, rows, ended_at=None, others=[])


def _subjects(
    deed: Deed,
    rows: Iterable[Opinion],
    *,
    ended_at: datetime | None,
    others: Sequence[tuple[Subject, str, str, str]],
) -> tuple[SubjectRow, ...]:
    found = list(rows.select_related("said_by_seat").order_by("position", "received_at", "id"))  # type: ignore[attr-defined]
    older = {row.pk: row for row in found}
    superseded = {row.supersedes_id for row in found}
    standing = [row for row in found if row.pk not in superseded and row.text]
    by_key: dict[str, list[Opinion]] = defaultdict(list)
    for row in standing:
        by_key[row.key].append(row)
    named = {row.key: (Subject(row.subject), row.code, row.name) for row in reversed(standing)}
    for subject, key, code, name in others:
        named.setdefault(key, (subject, code, name))
    known = sources()
    order = {one: place for place, one in enumerate(Subject)}
    keys = sorted(named, key=lambda key: (order[named[key][0]], code_order(named[key][1]), key not in by_key, key))
    return tuple(
        _subject(deed, key, named[key], by_key.get(key, []), older=older, known=known, ended_at=ended_at)
        for key in keys
    )


def _subject(
    deed: Deed,
    key: str,
    named: tuple[Subject, str, str],
    rows: list[Opinion],
    *,
    older: dict[UUID, Opinion],
    known: list[Source],
    ended_at: datetime | None,
) -> SubjectRow:
    subject, code, name = named
    spoken = [Said(row.source_code, row.source) for row in rows]
    return SubjectRow(
        key=key,
        subject=subject,
        subject_label=str(words.SUBJECTS[subject]),
        code=code,
        name=name,
        columns=tuple(
            ColumnRow(
                code=column.code,
                label=column.label,
                gap=gap(column.label) if column.missing else "",
                opinions=tuple(_opinion(deed, rows[place], older, ended_at) for place in column.opinions),
            )
            for column in rules.columns(spoken, known, subject=subject, on=deed.day)
        ),
    )


def _opinion(deed: Deed, row: Opinion, older: dict[UUID, Opinion], ended_at: datetime | None) -> OpinionRow:
    history = []
    step = row
    while step.supersedes_id is not None and step.supersedes_id in older:
        before = older[step.supersedes_id]
        history.append(OldWords(text=before.text, until=step.received_at, reason=step.reason))
        step = before
    seat = row.said_by_seat
    own = seat is not None and seat.account_id == deed.actor_id
    return OpinionRow(
        id=row.pk,
        text=row.text,
        who=row.said_for or (seat.organisation if seat else ""),
        received_at=row.received_at,
        after_meeting=rules.came_after(step.received_at, ended_at=ended_at, handed_in=handed_in(step)),
        may_change=deed.has(*OFFICE) or (own and deed.has(*access.GIVERS)),
        history=tuple(history),
    )


def opinion_words(deed: Deed, opinion_id: UUID) -> tuple[UUID | None, str, str, str]:
    """Meeting, heading, source and words of one opinion, for the form that changes it. Raises `opinion-not-found`."""
    row = access.load_opinion(deed, opinion_id)
    access.check_may_change_opinion(deed, row)
    return row.meeting_id, said(row.code, row.name), row.source, row.text


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One row of a dated list of the city."""

    code: str
    label: str
    about: str
    coarse: str
    from_on: date
    until_on: date | None
    running: bool


def source_rows(deed: Deed) -> list[ListRow]:
    """The city's list of sources, over ones too."""
    require(deed)
    english = (get_language() or "ko").startswith("en")
    return [
        ListRow(
            code=row.code,
            label=(english and row.label_en) or row.label_ko,
            about=", ".join(str(words.SUBJECTS[one]) for one in row.expected),
            coarse="",
            from_on=row.from_on,
            until_on=row.until_on,
            running=row.from_on <= deed.day and (row.until_on is None or deed.day <= row.until_on),
        )
        for row in OpinionSource.objects.order_by("position", "code")
    ]


def source_choices(deed: Deed) -> list[tuple[str, str]]:
    """The sources somebody may choose today."""
    return [(row.code, row.label) for row in source_rows(deed) if row.running]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """What came back."""

    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffRow:
    """One line of the register: who passed what to whom, and what came back."""

    id: UUID
    sent_on: date
    from_name: str
    to_name: str
    title: str
    items: tuple[str, ...]
    due_on: date | None
    waiting: bool
    late: bool
    answers: tuple[AnswerRow, ...]
    recorded_by: str


HANDOFF_ORDER = ("-sent_on", "-id")


def handoffs(deed: Deed, *, body_id: UUID | None = None, after: str = "", size: int = 30) -> Page[HandoffRow]:
    """The register, newest first; of one body as sender or receiver, or all. Raises `bad-page`."""
    require(deed)
    rows = access.visible_handoffs(deed).select_related("from_body", "to_body").prefetch_related("items", "answers")
    if body_id is not None:
        rows = rows.filter(from_body_id=body_id) | rows.filter(to_body_id=body_id)
    found = page(rows, order=HANDOFF_ORDER, after=after, size=size)
    names = accounts.accounts_named({row.recorded_by for row in found.rows})
    return Page(tuple(_handoff(deed, row, names) for row in found.rows), found.next)


def _handoff(deed: Deed, row: Handoff, names: dict[UUID, str]) -> HandoffRow:
    answers = tuple(AnswerRow(day=one.answered_on, text=one.text) for one in row.answers.all())
    return HandoffRow(
        id=row.pk,
        sent_on=row.sent_on,
        from_name=row.from_body.name,
        to_name=row.to_body.name,
        title=row.title,
        items=tuple(said(one.code, one.name) or str(words.SUBJECTS[one.subject]) for one in row.items.all()),
        due_on=row.due_on,
        waiting=not answers,
        late=not answers and row.due_on is not None and row.due_on < deed.day,
        answers=answers,
        recorded_by=names.get(row.recorded_by, ""),
    )
