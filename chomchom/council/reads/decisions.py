"""Decisions for pages, papers and the plan: of a meeting, one with its amendments, the register, and what they change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import get_language

from chomchom.accounts import public as accounts
from chomchom.council.access import OFFICE, load_meeting
from chomchom.council.access import decisions as access
from chomchom.council.facts import decision_facts, decisions_of
from chomchom.council.models import Decision, DecisionChange, DecisionKind
from chomchom.council.reads.opinions import ListRow, MeetingHead, head_of, meeting_words
from chomchom.council.rules import deciding as rules
from chomchom.council.rules.deciding import PrintedDecision
from chomchom.council.rules.subjects import Subject, code_kept, said
from chomchom.council.sentences import REFUSALS
from chomchom.council.sentences import decisions as words
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.store.acting import require
from chomchom.store.paging import Page, page


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One thing a decision changes in the plan."""

    id: UUID
    kind: str
    label: str
    to: str
    owner: str
    due_on: date | None
    due_event: str
    note: str
    applied_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A decision as pages show it; text is ready for the screen."""

    id: UUID
    meeting_id: UUID
    meeting_title: str
    body_name: str
    day: date
    subject: str
    subject_label: str
    code: str
    name: str
    kind: str
    kind_label: str
    coarse: str
    coarse_label: str
    modifiers: tuple[str, ...]
    modifier_codes: tuple[str, ...]
    label: str
    label_in_body: str
    label_in_table: str
    labels: tuple[str, ...]
    conflict: tuple[str, str] | None
    resolved_by: str
    resolved_at: datetime | None
    section_kind: str
    summary: str
    direction: str
    changes: tuple[ChangeRow, ...]
    troubles: tuple[str, ...]
    approved: bool
    amends: bool
    amend_reason: str
    superseded: bool
    version: int

    @property
    def heading(self) -> str:
        """Code and name."""
        return said(self.code, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDecisions:
    """The page of a meeting's decisions."""

    head: MeetingHead
    rows: tuple[DecisionRow, ...]

    @property
    def standing(self) -> tuple[DecisionRow, ...]:
        """Those no amendment took the place of."""
        return tuple(one for one in self.rows if not one.superseded)

    @property
    def open(self) -> int:
        """How many decisions still have something in the way of approval."""
        return sum(bool(one.troubles) for one in self.standing)


def meeting_decisions(deed: Deed, meeting_id: UUID) -> MeetingDecisions:
    """The decisions of a meeting with those they took the place of. Raises `meeting-not-found`."""
    require(deed)
    meeting = load_meeting(deed, meeting_id)
    rows = access.visible_decisions(deed).filter(meeting=meeting).order_by("position", "recorded_at", "id")
    return MeetingDecisions(head=head_of(deed, meeting), rows=tuple(_rows(_fetched(rows))))


def _fetched(rows: QuerySet[Decision]) -> list[Decision]:
    return list(
        rows.select_related("kind", "meeting", "meeting__body", "amended_by").prefetch_related(
            "changes", "changes__owner_seat"
        )
    )


def _rows(found: Iterable[Decision]) -> list[DecisionRow]:
    found = list(found)
    names = accounts.accounts_named({row.resolved_by for row in found if row.resolved_by})
    return [_row(row, names) for row in found]


def kind_label(kind: DecisionKind | None) -> str:
    """The label of a kind in the reader's language; empty where none is set."""
    english = (get_language() or "ko").startswith("en")
    return "" if kind is None else (english and kind.label_en) or kind.label_ko


def _row(row: Decision, names: dict[UUID, str]) -> DecisionRow:
    facts = decision_facts(row)
    return DecisionRow(
        id=row.pk,
        meeting_id=row.meeting_id,
        meeting_title=meeting_words(row.meeting),
        body_name=row.meeting.body.name,
        day=row.meeting.starts_at.astimezone(SEOUL).date(),
        subject=row.subject,
        subject_label=str(words.SUBJECTS[row.subject]),
        code=row.code,
        name=row.name,
        kind=row.kind_id or "",
        kind_label=kind_label(row.kind),
        coarse=row.coarse,
        coarse_label=str(words.COARSE[row.coarse]),
        modifiers=tuple(str(words.MODIFIERS[one]) for one in row.modifiers),
        modifier_codes=tuple(row.modifiers),
        label=rules.label_of(facts),
        label_in_body=row.label_in_body,
        label_in_table=row.label_in_table,
        labels=tuple(rules.labels_of(facts)),
        conflict=rules.two_labels(facts),
        resolved_by=names.get(row.resolved_by, "") if row.resolved_by else "",
        resolved_at=row.resolved_at,
        section_kind=row.section_kind,
        summary=row.summary,
        direction=row.direction,
        changes=tuple(_change(one) for one in row.changes.all()),
        troubles=tuple(_sentence(trouble.value, told) for trouble, told in rules.troubles_of(facts)),
        approved=row.meeting.state in access.CLOSED,
        amends=row.amends_id is not None,
        amend_reason=row.amend_reason,
        superseded=getattr(row, "amended_by", None) is not None,
        version=row.version,
    )


def _sentence(code: str, told: dict[str, object]) -> str:
    return str(REFUSALS[code][1]).format_map(told)


def _change(row: DecisionChange) -> ChangeRow:
    seat = row.owner_seat
    return ChangeRow(
        id=row.pk,
        kind=row.kind,
        label=str(words.CHANGES[row.kind]),
        to=row.to,
        owner=row.owner_name or (f"{seat.organisation} {seat.person_name}" if seat else ""),
        due_on=row.due_on,
        due_event=row.due_event,
        note=row.note,
        applied_at=row.applied_at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """One decision with everything that stood in its place before and after."""

    head: MeetingHead
    row: DecisionRow
    before: tuple[DecisionRow, ...]
    after: tuple[DecisionRow, ...]
    office: bool


def decision_page(deed: Deed, decision_id: UUID) -> DecisionPage:
    """One decision. Raises `decision-not-found`."""
    require(deed)
    found = access.load_decision(deed, decision_id)
    family = _fetched(Decision.objects.filter(meeting_id=found.meeting_id, key=found.key).order_by("recorded_at", "id"))
    rows = _rows(family)
    place = next(place for place, one in enumerate(rows) if one.id == found.pk)
    return DecisionPage(
        head=head_of(deed, found.meeting),
        row=rows[place],
        before=tuple(rows[:place]),
        after=tuple(rows[place + 1 :]),
        office=deed.has(*OFFICE),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the register is narrowed to; an empty word narrows nothing."""

    year: int | None = None
    body_id: UUID | None = None
    kind: str = ""
    coarse: str = ""
    code: str = ""


ORDER = ("-held", "position", "id")


def _filtered(deed: Deed, filters: Filters) -> QuerySet[Decision]:
    rows = access.visible_decisions(deed).annotate(held=F("meeting__starts_at"))
    wanted = {
        "meeting__year": filters.year,
        "meeting__body_id": filters.body_id,
        "kind_id": filters.kind,
        "coarse": filters.coarse,
        "code": code_kept(filters.code) if filters.code else "",
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def register(deed: Deed, filters: Filters, *, after: str = "", size: int = 30) -> Page[DecisionRow]:
    """Decisions of all meetings, newest meeting first. Raises `bad-page`."""
    require(deed)
    rows = _filtered(deed, filters).select_related("kind", "meeting", "meeting__body", "amended_by")
    found = page(rows.prefetch_related("changes", "changes__owner_seat"), order=ORDER, after=after, size=size)
    return Page(tuple(_rows(found.rows)), found.next)


MOST_EXPORTED = 5_000


def register_rows(deed: Deed, filters: Filters) -> list[DecisionRow]:
    """The whole register for a file, at most 5,000 decisions."""
    require(deed)
    return _rows(_fetched(_filtered(deed, filters).order_by("-meeting__starts_at", "position", "id")[:MOST_EXPORTED]))


def kind_rows(deed: Deed) -> list[ListRow]:
    """The city's list of kinds, over ones too."""
    require(deed)
    return [
        ListRow(
            code=row.code,
            label=kind_label(row),
            about=", ".join(str(words.SUBJECTS[one]) for one in row.subjects),
            coarse=str(words.COARSE[row.coarse]),
            from_on=row.from_on,
            until_on=row.until_on,
            running=row.from_on <= deed.day and (row.until_on is None or deed.day <= row.until_on),
        )
        for row in DecisionKind.objects.order_by("position", "code")
    ]


def kind_choices(deed: Deed) -> list[tuple[str, str]]:
    """The kinds somebody may choose today."""
    return [(row.code, row.label) for row in kind_rows(deed) if row.running]


def printed_decisions(deed: Deed, meeting_id: UUID) -> list[PrintedDecision]:
    """The decisions of a meeting as body and table of its minutes print them, each from one record."""
    require(deed)
    return [rules.printed(decision_facts(row)) for row in decisions_of(load_meeting(deed, meeting_id))]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChange:
    """A change of the plan a decision of approved minutes asks for, as the plan reads it."""

    change_id: UUID
    decision_id: UUID
    kind: str
    subject: Subject
    subject_id: UUID | None
    code: str
    name: str
    to: str
    to_id: UUID | None
    owner_name: str
    owner_account: UUID | None
    due_on: date | None
    due_event: str
    reason: str
    decided_on: date
    applied_to: UUID | None


def decision_changes(
    deed: Deed, *, change_ids: Iterable[UUID] | None = None, code: str = "", open_only: bool = True
) -> list[AskedChange]:
    """What approved decisions ask the plan to change: those not made yet, in the order they were decided.

    Narrowed to some changes (a follower of `council:decision:asks-change`) or to one project by code. An amended
    decision asks for nothing any more. One query.
    """
    require(deed)
    rows = DecisionChange.objects.filter(
        decision__in=access.visible_decisions(deed).values("pk"),
        decision__amended_by=None,
        decision__meeting__state__in=access.CLOSED,
    )
    if change_ids is not None:
        rows = rows.filter(pk__in=list(change_ids))
    if code:
        rows = rows.filter(decision__code=code_kept(code))
    if open_only:
        rows = rows.filter(applied_at=None)
    rows = rows.select_related("decision", "decision__meeting").order_by("decision__recorded_at", "position", "id")
    return [
        AskedChange(
            change_id=row.pk,
            decision_id=row.decision_id,
            kind=row.kind,
            subject=Subject(row.decision.subject),
            subject_id=row.decision.subject_id,
            code=row.decision.code,
            name=row.decision.name,
            to=row.to,
            to_id=row.to_id,
            owner_name=row.owner_name,
            owner_account=row.owner_account,
            due_on=row.due_on,
            due_event=row.due_event,
            reason=row.decision.direction,
            decided_on=row.decision.meeting.starts_at.astimezone(SEOUL).date(),
            applied_to=row.applied_to,
        )
        for row in rows
    ]


def decisions_about(deed: Deed, *, keys: Iterable[str]) -> list[DecisionRow]:
    """Every decision about some subjects at any meeting, newest first; for the page of a project."""
    require(deed)
    rows = access.visible_decisions(deed).filter(key__in=list(keys))
    return _rows(_fetched(rows.order_by("-meeting__starts_at", "-recorded_at", "id")))
