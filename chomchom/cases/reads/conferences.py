"""Case conferences for their pages and papers; names only for bodies the household agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from chomchom.cases import access, papers, rules, sentences
from chomchom.cases.models import Attendee, CaseTask, Conference, ConferenceItem, Opinion
from chomchom.cases.reads.pages import number_of
from chomchom.documents.public import FileRow, Owner, content_of
from chomchom.formats.documents import Document
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Verdict, verdict
from chomchom.people import public as people
from chomchom.store.acting import require
from chomchom.store.paging import Page, page
from chomchom.ui.times import Said, due_day


@dataclass(frozen=True, slots=True)
class ConferenceRow:
    """One conference in the list."""

    conference_id: UUID
    number: str
    held_on: date
    place: str
    chair: str


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """Who sat there."""

    attendee_id: UUID
    body: str
    name: str
    role: str
    pledged_on: date | None
    agency_id: UUID | None


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """What an attendee said."""

    body: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of a case."""

    task_id: UUID
    what: str
    who: str
    due: Said
    due_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One case of the agenda; without content for who may not read the case."""

    item_id: UUID
    case_id: UUID
    number: int
    case_number: str
    name: str
    readable: bool
    summary: str
    decision: str
    decision_text: str
    grade: str
    opinions: tuple[OpinionRow, ...]
    tasks: tuple[TaskRow, ...]
    may_write: Verdict


@dataclass(frozen=True, slots=True)
class ConferencePage:
    """One conference."""

    row: ConferenceRow
    attendees: tuple[AttendeeRow, ...]
    items: tuple[ItemRow, ...]
    bodies: int
    unpledged: int
    may_call: Verdict


def conference_rows(deed: Deed, *, after: str = "", size: int = 50) -> Page[ConferenceRow]:
    """The conferences this deed may see, newest first."""
    require(deed)
    found = page(access.conferences_for(deed), order=("-held_on", "id"), after=after, size=size)
    return Page(tuple(_row(one) for one in found.rows), found.next)


def _row(one: Conference) -> ConferenceRow:
    number = _("%(year)d년 %(n)d차") % {"year": one.year, "n": one.serial}
    return ConferenceRow(one.pk, number, one.held_on, one.place, one.chair)


def conference_page(
    deed: Deed, conference_id: UUID, *, for_agency: UUID | None = None, outside: bool = False
) -> ConferencePage:
    """One conference; for a body it names only whom that body may know. A fixed number of queries besides the consents.

    Raises `conference-not-found`.
    """
    require(deed)
    conference = access.load_conference(deed, conference_id)
    attendees = list(conference.attendees.order_by("id"))
    items = list(conference.items.select_related("case").order_by("number"))
    readable = set(access.readable_by(deed).filter(pk__in=[one.case_id for one in items]).values_list("pk", flat=True))
    cards = people.cards(deed, [one.case.person_id for one in items])
    opinions: dict[UUID, list[Opinion]] = {}
    for said in Opinion.objects.filter(item__in=items).select_related("attendee").order_by("at", "id"):
        opinions.setdefault(said.item_id, []).append(said)
    tasks: dict[UUID, list[CaseTask]] = {}
    for task in CaseTask.objects.filter(item__in=items).order_by("due_on", "id"):
        tasks.setdefault(task.item_id, []).append(task)
    names = {one.case_id: _name(deed, one, cards, for_agency, outside) for one in items}
    return ConferencePage(
        row=_row(conference),
        attendees=tuple(_attendee(one) for one in attendees),
        items=tuple(
            _item(
                deed, one, names[one.case_id], one.case_id in readable, opinions.get(one.pk, []), tasks.get(one.pk, [])
            )
            for one in items
        ),
        bodies=rules.bodies_present(one.body for one in attendees),
        unpledged=sum(one.pledged_on is None for one in attendees),
        may_call=verdict(access.check_may_call, deed),
    )


def _name(
    deed: Deed, item: ConferenceItem, cards: Mapping[UUID, people.PersonCard], for_agency: UUID | None, outside: bool
) -> str:
    card = cards.get(item.case.person_id)
    if card is None:
        return ""
    if not outside:
        return card.masked_name
    basis = (
        people.sharing_basis(deed, person_id=card.person_id, recipient=for_agency, purpose="case", on=deed.day)
        if for_agency is not None
        else None
    )
    agreed = basis is not None and people.FieldGroup.NAME in basis.fields
    return card.masked_name if agreed else rules.initials(card.masked_name)


def _attendee(one: Attendee) -> AttendeeRow:
    return AttendeeRow(one.pk, one.body, str(one.name), one.role, one.pledged_on, one.agency_id)


def _item(
    deed: Deed, one: ConferenceItem, name: str, readable: bool, opinions: list[Opinion], tasks: list[CaseTask]
) -> ItemRow:
    shown = readable
    return ItemRow(
        item_id=one.pk,
        case_id=one.case_id,
        number=one.number,
        case_number=number_of(one.case),
        name=name,
        readable=readable,
        summary=str(one.summary) if shown else "",
        decision=str(sentences.DECISIONS[rules.Decision(one.decision)]) if one.decision and shown else "",
        decision_text=str(one.decision_text) if shown else "",
        grade=str(sentences.GRADES[rules.Grade(one.grade)]) if one.grade and shown else "",
        opinions=tuple(OpinionRow(o.attendee.body, str(o.attendee.name), str(o.text)) for o in opinions)
        if shown
        else (),
        tasks=tuple(_task(one, today=deed.day) for one in tasks) if shown else (),
        may_write=verdict(access.check_may_write, deed, one.case),
    )


def _task(one: CaseTask, *, today: date) -> TaskRow:
    return TaskRow(one.pk, str(one.what), one.who, due_day(one.due_on, today=today), one.due_on, one.done_on)


def tasks_of(deed: Deed, case_id: UUID) -> tuple[TaskRow, ...]:
    """The tasks of a case somebody reads, the open ones first."""
    rows = CaseTask.objects.filter(case=case_id, case__in=access.readable_by(deed))
    held = sorted(rows, key=lambda one: (one.done_on is not None, one.due_on))
    return tuple(_task(one, today=deed.day) for one in held)


def item_case(deed: Deed, item_id: UUID) -> UUID:
    """The conference an item belongs to. Raises `conference-not-found`."""
    return access.load_item(deed, item_id).conference_id


def minutes(deed: Deed, conference_id: UUID, *, attendee_id: UUID | None = None) -> tuple[str, Document]:
    """The minutes as a paper, with its file's stem: the city's own, or the copy of the body of one attendee.

    Raises `conference-not-found`.
    """
    found = conference_page(deed, conference_id)
    reader = next((one for one in found.attendees if one.attendee_id == attendee_id), None)
    if reader is not None:
        found = conference_page(deed, conference_id, for_agency=reader.agency_id, outside=True)
    paper = papers.minutes(
        title=_("사례회의 회의록"),
        facts=(
            (_("회차"), found.row.number),
            (_("날짜"), papers.day(found.row.held_on)),
            (_("곳"), found.row.place),
            (_("주재"), found.row.chair),
        ),
        attendees=tuple((one.body, one.name, one.role, papers.day(one.pledged_on)) for one in found.attendees),
        items=tuple(_paper_item(one) for one in found.items if one.readable),
        on=deed.day,
    )
    return f"{found.row.number} {reader.body if reader is not None else ''}".strip(), paper


def _paper_item(one: ItemRow) -> papers.PaperItem:
    return papers.PaperItem(
        heading=f"{one.number}. {one.case_number} {one.name}",
        summary=one.summary,
        opinions=tuple(f"{said.body}: {said.text}" for said in one.opinions),
        decision=" · ".join(part for part in (one.decision, one.grade, one.decision_text) if part),
        tasks=tuple((task.what, task.who, papers.day(task.due_on)) for task in one.tasks),
    )


def minutes_file(deed: Deed, conference_id: UUID, file_id: UUID) -> tuple[FileRow, bytes]:
    """Minutes that were kept. Raises `conference-not-found`, `file-not-found`."""
    conference = access.load_conference(deed, conference_id)
    return content_of(deed, file_id, owner=Owner("cases", conference.pk))
