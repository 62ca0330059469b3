"""What becomes of a project: another name, a place in the next plan, merging, splitting, converting, closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.names import compared
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access
from chomchom.planning.actions.tree import ProjectIn, enter_project, name_project
from chomchom.planning.events import LineageRecorded, ProjectStateChanged
from chomchom.planning.models import Lineage, Project, Term
from chomchom.planning.rules import lineage as rules
from chomchom.planning.rules.lineage import Edge, LineageKind, StepFacts
from chomchom.planning.rules.tree import (
    Placement,
    ProjectKind,
    ProjectState,
    RunBy,
    check_version,
    tidy_name,
    tidy_reason,
)

# Two people who draw lines at the same moment could close a circle that neither sees.
LINEAGE_LOCK = 0x706C616E


@dataclass(frozen=True, slots=True, kw_only=True)
class Becoming:
    """What is to happen: its kind, why, on which day, and the decision it follows."""

    kind: LineageKind
    reason: str
    on: date
    decision_id: UUID | None = None


def rename(
    deed: Deed, *, project_id: UUID, name: str, reason: str, seen_version: int, decision_id: UUID | None = None
) -> None:
    """Give a project another name; the old one still finds it. Raises `name-is-the-same`."""
    access.check_may_change_plan(deed)
    row = access.load_project(deed, project_id, lock=True)
    check_version(held=row.version, seen=seen_version)
    new, why = tidy_name(name), tidy_reason(reason)
    rules.check_step(_facts(LineageKind.RENAMES, [row], []))
    if new == row.name:
        raise Refused("name-is-the-same")
    row.name, row.version = new, row.version + 1
    row.save(update_fields=["name", "version"])
    name_project(deed, row, name=new, reason=why, decision_id=decision_id)
    _record(deed, row, None, Becoming(kind=LineageKind.RENAMES, reason=why, on=deed.day, decision_id=decision_id))


def close(deed: Deed, *, project_id: UUID, becoming: Becoming, seen_version: int) -> None:
    """End a project; it stays findable with its history."""
    access.check_may_change_plan(deed)
    row = access.load_project(deed, project_id, lock=True)
    check_version(held=row.version, seen=seen_version)
    becoming = replace(becoming, kind=LineageKind.CLOSES, reason=tidy_reason(becoming.reason))
    rules.check_step(_facts(LineageKind.CLOSES, [row], []))
    _record(deed, row, None, becoming)
    _close(deed, row, becoming)


def hand_over(
    deed: Deed, *, project_ids: Sequence[UUID], term_id: UUID, names: Sequence[str], becoming: Becoming
) -> list[UUID]:
    """Make new projects out of old ones, in this plan or in a later one; gives the new ids.

    Inside one plan the old ones close on that day; into a later plan they stay where they were until their term ends.
    Who runs it, department, partners and target group go along; code and strategy are the new plan's own matter.
    """
    access.check_may_change_plan(deed)
    sources = _load_all(deed, project_ids)
    term = access.visible_terms(deed).filter(pk=term_id).first()
    if term is None:
        raise Refused("term-not-found")
    becoming = replace(becoming, reason=tidy_reason(becoming.reason))
    wanted = [tidy_name(name) for name in names if name.strip()] or [sources[0].name]
    if len({compared(name) for name in wanted}) < len(wanted):
        raise Refused("two-projects-of-one-name")
    rules.check_step(_facts(becoming.kind, sources, [term] * len(wanted)))
    made = []
    for name in wanted:
        new_id = enter_project(
            deed, term_id=term_id, project=_like(sources[0], name), decision_id=becoming.decision_id,
            reason=becoming.reason,
        )  # fmt: skip
        made.append(new_id)
        _join(deed, sources, access.load_project(deed, new_id), becoming)
    _close_within(deed, sources, term, becoming)
    return made


def lead_into(deed: Deed, *, project_ids: Sequence[UUID], target_id: UUID, becoming: Becoming) -> None:
    """Lead projects into one that is already there: a merger, or a line drawn afterwards.

    Raises `lineage-in-a-circle`, `already-leads-there`.
    """
    access.check_may_change_plan(deed)
    sources = _load_all(deed, project_ids)
    target = access.load_project(deed, target_id, lock=True)
    becoming = replace(becoming, reason=tidy_reason(becoming.reason))
    if target.state == ProjectState.CLOSED:
        raise Refused("closed-project-goes-nowhere")
    rules.check_step(_facts(becoming.kind, sources, [target.term]))
    _join(deed, sources, target, becoming)
    _close_within(deed, sources, target.term, becoming)


def _load_all(deed: Deed, project_ids: Sequence[UUID]) -> list[Project]:
    ids = sorted(set(project_ids), key=str)
    locked = access.visible_to(deed).select_for_update(of=("self",)).select_related("term")
    rows = list(locked.filter(pk__in=ids).order_by("pk"))
    if not rows or len(rows) < len(ids):
        raise Refused("project-not-found")
    return rows


def _facts(kind: LineageKind, sources: Sequence[Project], targets: Sequence[Term]) -> StepFacts:
    first = sources[0].term.number
    ahead = targets[0].number if targets else first
    return StepFacts(
        kind=kind,
        sources=len(sources),
        targets=len(targets),
        states=tuple(ProjectState(row.state) for row in sources),
        into_later_term=all(row.term.number < ahead for row in sources),
        into_same_term=all(row.term.number == ahead for row in sources) and bool(targets),
    )


def _like(row: Project, name: str) -> ProjectIn:
    """The same work under a name, without a place of its own yet; a part of something has to be placed anew."""
    return ProjectIn(
        name=name, kind=ProjectKind.PROJECT, summary=row.summary, placement=Placement.OWN, run_by=RunBy(row.run_by),
        counts_in_score=row.counts_in_score, department=row.department, owner_name=row.owner_name,
        partners=row.partners, legal_basis=row.legal_basis, target_group=row.target_group,
    )  # fmt: skip


def _join(deed: Deed, sources: Sequence[Project], target: Project, becoming: Becoming) -> None:
    access.one_at_a_time(LINEAGE_LOCK)
    edges = [Edge(*pair) for pair in Lineage.objects.values_list("from_project_id", "to_project_id")]
    for row in sources:
        rules.check_no_circle(edges, source=row.pk, target=target.pk)
        if Edge(row.pk, target.pk) in edges:
            raise Refused("already-leads-there")
        _record(deed, row, target, becoming)


def _record(deed: Deed, row: Project, target: Project | None, becoming: Becoming) -> None:
    Lineage.objects.create(
        from_project=row, to_project=target, kind=becoming.kind, on=becoming.on, reason=becoming.reason,
        decision_id=becoming.decision_id, recorded_at=deed.at, recorded_by=deed.actor_id,
    )  # fmt: skip
    event = LineageRecorded(
        from_project_id=row.pk, to_project_id=target.pk if target else None, kind=becoming.kind, on=becoming.on,
        decision_id=becoming.decision_id,
    )  # fmt: skip
    record(deed, event, stream=row.pk)


def _close_within(deed: Deed, sources: Sequence[Project], term: Term, becoming: Becoming) -> None:
    for row in sources:
        if row.term_id == term.pk:
            _close(deed, row, becoming)


def _close(deed: Deed, row: Project, becoming: Becoming) -> None:
    row.state, row.closed_on, row.version = ProjectState.CLOSED, becoming.on, row.version + 1
    row.save(update_fields=["state", "closed_on", "version"])
    event = ProjectStateChanged(project_id=row.pk, state=ProjectState.CLOSED, decision_id=becoming.decision_id)
    record(deed, event, stream=row.pk)
