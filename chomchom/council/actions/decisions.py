"""Decisions are written until the minutes are approved; then they change the plan, and only an amendment stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Max

from chomchom.council.access import decisions as access
from chomchom.council.access import load_meeting
from chomchom.council.events.decisions import (
    DecisionAmended,
    DecisionAsksChange,
    DecisionChangeApplied,
    DecisionLabelResolved,
    DecisionRecorded,
)
from chomchom.council.facts import decision_facts, decisions_of, kinds
from chomchom.council.models import Decision, DecisionChange, Meeting
from chomchom.council.rules import deciding as rules
from chomchom.council.rules.deciding import Change, ChangeKind, Coarse, Kind, Modifier
from chomchom.council.rules.meetings import MeetingState
from chomchom.council.rules.subjects import DECIDED, Matter, Subject
from chomchom.council.rules.subjects import said as said_of
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import Item, record, record_many
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeIn:
    """One thing that is to change in the plan; a draft indicator names an owner and a day or event."""

    kind: ChangeKind
    to: str = ""
    to_id: UUID | None = None
    owner_name: str = ""
    owner_account: UUID | None = None
    owner_seat_id: UUID | None = None
    due_on: date | None = None
    due_event: str = ""
    note: str = ""

    def facts(self) -> Change:
        """As rules look at it; an owner may be a name, an account or a seat."""
        owner = self.owner_name.strip() or str(self.owner_account or self.owner_seat_id or "")
        return Change(kind=self.kind, to=self.to, owner=owner, due_on=self.due_on, due_event=self.due_event)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionIn:
    """A decision as somebody writes it or minutes print it. Without a kind the printed label says it, where it can."""

    matter: Matter
    kind: str = ""
    modifiers: tuple[Modifier, ...] = ()
    label_in_body: str = ""
    label_in_table: str = ""
    section_kind: str = ""
    summary: str = ""
    direction: str = ""
    changes: tuple[ChangeIn, ...] = ()


def record_decision(deed: Deed, *, meeting_id: UUID, decision: DecisionIn) -> UUID:
    """Write a decision of a meeting. Raises `council-office-only`, `meeting-not-found`, `decision-is-approved`,
    `decision-goes-round`, `decision-already-there`, `decision-kind-unknown`, `decision-kind-not-in-use`, and what `check_changes` refuses."""
    return record_decisions(deed, meeting_id=meeting_id, decisions=[decision], strict=True)[0]


def record_decisions(
    deed: Deed, *, meeting_id: UUID, decisions: Sequence[DecisionIn], strict: bool = False
) -> list[UUID]:
    """Write the decisions of a meeting at once; the ids in the order given.

    A project that is printed twice becomes one decision that keeps both labels, for a person to resolve; with `strict`
    it is refused with `decision-already-there`.
    """
    access.check_may_decide(deed)
    meeting = load_meeting(deed, meeting_id, lock=True)
    _check_open(meeting)
    known = kinds()
    last = Decision.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    standing: dict[str, Decision] = {row.key: row for row in Decision.objects.filter(meeting=meeting, amends=None)}
    found = []
    for place, one in enumerate(decisions, start=1):
        row = Decision(
            id=new_id(), meeting=meeting, position=last + place, recorded_by=deed.actor_id, recorded_at=deed.at
        )
        _fill(row, one, known, deed=deed)
        twin = standing.get(row.key)
        if twin is None:
            with refusing("one_decision_a_project_and_meeting", "decision-already-there", project=row.name):
                row.save(force_insert=True)
            _keep_changes(row, one.changes)
            standing[row.key] = twin = row
        elif strict:
            raise Refused("decision-already-there", project=said_of(row.code, row.name))
        else:
            twin.other_labels = [*twin.other_labels, *filter(None, [row.label_in_table or row.label_in_body])]
            twin.save(update_fields=["other_labels"])
        found.append(twin.pk)
        _record_written(deed, twin)
    return found


def _check_open(meeting: Meeting) -> None:
    rules.check_can_be_written(
        approved=meeting.state in access.CLOSED, goes_round=meeting.state == MeetingState.CIRCULATED
    )


def _record_written(deed: Deed, row: Decision) -> None:
    event = DecisionRecorded(
        decision_id=row.pk,
        meeting_id=row.meeting_id,
        subject=Subject(row.subject),
        kind=Code(row.kind_id) if row.kind_id else None,
        coarse=Coarse(row.coarse) if row.coarse else None,
        version=row.version,
    )
    record(deed, event, stream=row.pk)


def _fill(row: Decision, said: DecisionIn, known: Sequence[Kind], *, deed: Deed) -> None:
    """Every column of a decision that somebody wrote; refuses what cannot be."""
    if said.matter.subject not in DECIDED:
        raise Refused("subject-needs-a-name")
    rules.check_changes([one.facts() for one in said.changes])
    kind = _kind(said, known, on=deed.day)
    for name, value in said.matter.columns().items():
        setattr(row, name, value)
    row.name = row.name or row.code
    row.kind_id = kind.code if kind else None
    row.modifiers = [str(one) for one in Modifier if one in said.modifiers]
    row.coarse = rules.coarse_of(kind, said.modifiers) or ""
    row.label_in_body, row.label_in_table = said.label_in_body.strip()[:60], said.label_in_table.strip()[:60]
    row.section_kind = said.section_kind.strip()[:40]
    row.summary, row.direction = said.summary.strip(), said.direction.strip()


def _kind(said: DecisionIn, known: Sequence[Kind], *, on: date) -> Kind | None:
    if said.kind:
        kind = next((one for one in known if one.code == said.kind), None)
        if kind is None:
            raise Refused("decision-kind-unknown")
        rules.check_kind_fits(kind, subject=said.matter.subject, on=on)
        return kind
    label = said.label_in_table or said.label_in_body
    return rules.main_kind(label, known, subject=said.matter.subject, on=on)


def _keep_changes(row: Decision, changes: Sequence[ChangeIn]) -> None:
    DecisionChange.objects.bulk_create(
        DecisionChange(
            decision=row,
            position=place,
            kind=one.kind,
            to=one.to.strip()[:200],
            to_id=one.to_id,
            owner_name=one.owner_name.strip()[:80],
            owner_account=one.owner_account,
            owner_seat_id=one.owner_seat_id,
            due_on=one.due_on,
            due_event=one.due_event.strip()[:120],
            note=one.note.strip()[:300],
        )
        for place, one in enumerate(changes)
    )


def rewrite_decision(deed: Deed, *, decision_id: UUID, version: int, decision: DecisionIn) -> None:
    """Write a decision anew before its minutes are approved; a label somebody had resolved stays only while the
    printed labels do. Raises `decision-not-found`, `decision-is-approved`, `decision-changed-meanwhile`."""
    access.check_may_decide(deed)
    row = access.load_decision(deed, decision_id, lock=True)
    _check_open(row.meeting)
    if row.version != version:
        raise Refused("decision-changed-meanwhile")
    labels = (row.label_in_body, row.label_in_table)
    _fill(row, decision, kinds(), deed=deed)
    if labels != (row.label_in_body, row.label_in_table):
        row.resolved_label, row.resolved_by, row.resolved_at, row.other_labels = "", None, None, []
    row.version += 1
    with refusing("one_decision_a_project_and_meeting", "decision-already-there", project=row.name):
        row.save()
    DecisionChange.objects.filter(decision=row).delete()
    _keep_changes(row, decision.changes)
    _record_written(deed, row)


def resolve_label(deed: Deed, *, decision_id: UUID, label: str) -> None:
    """Say which of two printed labels holds. The kind follows the label where it names one.

    Raises `decision-not-found`, `decision-is-approved`, `decision-has-one-label` (also where somebody was faster),
    `decision-label-is-empty`.
    """
    access.check_may_decide(deed)
    row = access.load_decision(deed, decision_id, lock=True)
    _check_open(row.meeting)
    if rules.two_labels(decision_facts(row)) is None:
        raise Refused("decision-has-one-label")
    if not label.strip():
        raise Refused("decision-label-is-empty")
    row.resolved_label, row.resolved_by, row.resolved_at = label.strip()[:60], deed.actor_id, deed.at
    kind = rules.main_kind(row.resolved_label, kinds(), subject=Subject(row.subject), on=deed.day)
    if kind is not None:
        row.kind_id = kind.code
        row.coarse = rules.coarse_of(kind, [Modifier(one) for one in row.modifiers]) or ""
    row.version += 1
    row.save()
    record(deed, DecisionLabelResolved(decision_id=row.pk, meeting_id=row.meeting_id), stream=row.pk)


def supersede_decision(deed: Deed, *, decision_id: UUID, decision: DecisionIn, reason: str) -> UUID:
    """A decision that takes the place of an approved one, which stays readable beside it with the reason.

    Raises `decision-not-found`, `decision-not-approved-yet`, `decision-already-amended`, `amendment-needs-a-reason`,
    and what keeps a decision from being approved.
    """
    access.check_may_decide(deed)
    old = access.load_decision(deed, decision_id, lock=True)
    amended = Decision.objects.filter(amends=old).exists()
    rules.check_can_be_amended(approved=old.meeting.state in access.CLOSED, already_amended=amended, reason=reason)
    row = Decision(
        id=new_id(), meeting=old.meeting, position=old.position, amends=old, amend_reason=reason.strip()[:300],
        recorded_by=deed.actor_id, recorded_at=deed.at,
    )  # fmt: skip
    matter = Matter(subject=Subject(old.subject), code=old.code, name=old.name, subject_id=old.subject_id)
    _fill(row, replace(decision, matter=matter), kinds(), deed=deed)
    row.save(force_insert=True)
    _keep_changes(row, decision.changes)
    rules.check_can_be_approved([decision_facts(row)])
    event = DecisionAmended(
        decision_id=row.pk,
        amends_id=old.pk,
        meeting_id=row.meeting_id,
        coarse=Coarse(row.coarse) if row.coarse else None,
    )
    record(deed, event, stream=row.pk)
    _ask_changes(deed, [row.pk])
    return row.pk


def check_decisions_can_be_approved(meeting: Meeting) -> None:
    """What the approval of minutes asks first. Raises `decision-has-two-labels`, `decision-has-no-kind`,
    `decision-needs-draft-indicators`, `draft-indicator-needs-owner-and-date`, `decision-change-is-missing`."""
    rules.check_can_be_approved(decision_facts(row) for row in decisions_of(meeting))


def announce_decisions(deed: Deed, meeting: Meeting) -> None:
    """Once minutes are approved, tell the ledger what their decisions ask the plan to change; `flows` follows."""
    _ask_changes(deed, [row.pk for row in decisions_of(meeting)])


def _ask_changes(deed: Deed, decision_ids: Sequence[UUID]) -> None:
    rows = DecisionChange.objects.filter(decision_id__in=decision_ids).order_by("decision_id", "position")
    record_many(
        deed,
        [
            Item(
                event=DecisionAsksChange(decision_id=row.decision_id, change_id=row.pk, kind=ChangeKind(row.kind)),
                stream=row.decision_id,
            )
            for row in rows
        ],
    )


def mark_change_applied(deed: Deed, *, change_id: UUID, applied_to: UUID | None = None) -> None:
    """The plan says that it changed what a decision asked for, and what came of it (a draft indicator, a descent).

    Raises `decision-not-found`, `decision-not-approved-yet`, `change-already-applied`.
    """
    access.check_may_apply(deed)
    row = access.load_change(deed, change_id)
    if row.decision.meeting.state not in access.CLOSED:
        raise Refused("decision-not-approved-yet")
    if row.applied_at is not None:
        raise Refused("change-already-applied")
    row.applied_at, row.applied_to = deed.at, applied_to
    row.save(update_fields=["applied_at", "applied_to"])
    event = DecisionChangeApplied(change_id=row.pk, decision_id=row.decision_id, applied_to=applied_to)
    record(deed, event, stream=row.decision_id)
