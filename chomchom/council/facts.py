"""Rows of opinions, decisions, tasks and askings as the rules look at them; used by writes and pages alike."""

from __future__ import annotations

from chomchom.council.models import Asking, Decision, DecisionChange, DecisionKind, Meeting, Opinion, OpinionSource
from chomchom.council.rules.asking import AskedFacts
from chomchom.council.rules.deciding import Change, ChangeKind, Coarse, DecisionFacts, Kind, Modifier
from chomchom.council.rules.opinions import Source
from chomchom.council.rules.subjects import Subject


def kinds() -> list[Kind]:
    """All kinds ever used, in the order of the list; one query."""
    return [kind_of(row) for row in DecisionKind.objects.order_by("position", "code")]


def kind_of(row: DecisionKind) -> Kind:
    """A row of the list as rules look at it."""
    return Kind(
        code=row.code,
        label=row.label_ko,
        coarse=Coarse(row.coarse),
        subjects=frozenset(Subject(one) for one in row.subjects),
        from_on=row.from_on,
        until_on=row.until_on,
    )


def sources() -> list[Source]:
    """All sources ever used, in the order of the list; one query."""
    return [
        Source(
            code=row.code,
            label=row.label_ko,
            expected=frozenset(Subject(one) for one in row.expected),
            position=row.position,
            from_on=row.from_on,
            until_on=row.until_on,
            also_printed=tuple(row.also_printed),
        )
        for row in OpinionSource.objects.order_by("position", "code")
    ]


def decision_facts(row: Decision) -> DecisionFacts:
    """A decision as rules and papers look at it; its kind and changes may be fetched beforehand."""
    return DecisionFacts(
        subject=Subject(row.subject),
        code=row.code,
        name=row.name,
        kind=kind_of(row.kind) if isinstance(row.kind, DecisionKind) else None,
        modifiers=tuple(Modifier(one) for one in row.modifiers),
        label_in_body=row.label_in_body,
        label_in_table=row.label_in_table,
        other_labels=tuple(row.other_labels),
        resolved_label=row.resolved_label,
        section_kind=row.section_kind,
        summary=row.summary,
        direction=row.direction,
        changes=tuple(change_facts(one) for one in row.changes.all()),
    )


def change_facts(row: DecisionChange) -> Change:
    """A change as rules look at it."""
    owner = row.owner_name or str(row.owner_account or row.owner_seat_id or "")
    return Change(
        kind=ChangeKind(row.kind), to=row.to, owner=owner, due_on=row.due_on, due_event=row.due_event, note=row.note
    )


def decisions_of(meeting: Meeting) -> list[Decision]:
    """The decisions of a meeting that hold, in their order, with kind and changes; two queries."""
    rows = Decision.objects.filter(meeting=meeting, amended_by=None).select_related("kind")
    return list(rows.prefetch_related("changes").order_by("position", "id"))


def asking_facts(row: Asking) -> AskedFacts:
    """An asking as rules look at it."""
    return AskedFacts(until=row.until, answered=row.answered_at is not None, closed=row.closed_at is not None)


AFTER = "after"
"""The source of opinions handed in when a meeting was over."""


def handed_in(row: Opinion) -> bool:
    """Whether somebody handed an opinion in themselves: by link, as a member, or as one that came afterwards."""
    own = row.said_by_seat is not None and row.said_by_seat.account_id == row.recorded_by
    return row.link_id is not None or row.source_code == AFTER or own
