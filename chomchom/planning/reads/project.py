"""One project's page: head, where it stands, its money with the arithmetic, its line through the plans."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.kernel.codes import as_shown
from chomchom.kernel.deeds import Deed
from chomchom.planning import access
from chomchom.planning.models import Budget, CrossLink, Lineage, Priority, Project, ProjectName, Strategy
from chomchom.planning.reads.tree import ProjectLine, all_edges, lines_of, term_row
from chomchom.planning.rules.budget import Money, MoneySource, together
from chomchom.planning.rules.lineage import Edge, LineageKind, family, heirs
from chomchom.planning.rules.tree import ProjectState
from chomchom.planning.sentences import budget as money_words
from chomchom.planning.sentences import lineage as line_words
from chomchom.planning.sentences import tree as words


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name, from when on, and why."""

    name: str
    from_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step of the line: what became what, when and why."""

    kind: LineageKind
    kind_label: str
    on: date
    reason: str
    source: ProjectLine
    target: ProjectLine | None
    decision_id: UUID | None


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One line of money of a year: a source, or all together."""

    label: str
    money: Money


@dataclass(frozen=True, slots=True)
class MoneyYear:
    """A year's money by source and in all."""

    year: int
    sources: tuple[MoneyRow, ...]
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPage:
    """Everything of one project that the tree knows."""

    line: ProjectLine
    term_name: str
    years: range
    is_task: bool
    parent: ProjectLine | None
    strategy: str
    priority: str
    summary: str
    partners: str
    legal_basis: str
    target_group: str
    runner_label: str
    opened_on: date | None
    closed_on: date | None
    names: tuple[NameRow, ...]
    cross_links: tuple[str, ...]
    tasks: tuple[ProjectLine, ...]
    parts: tuple[ProjectLine, ...]
    money: tuple[MoneyYear, ...]
    chain: tuple[ProjectLine, ...]
    steps: tuple[StepRow, ...]
    next_open: int | None


def project_page(deed: Deed, project_id: UUID) -> ProjectPage:
    """One project; raises `project-not-found`. The same number of queries however long its line is."""
    row = access.load_project(deed, project_id)
    edges = all_edges()
    kin = family(edges, row.pk)
    rows = access.visible_to(deed).filter(pk__in=kin) | access.visible_to(deed).filter(parent_id=row.pk)
    rows = rows | access.visible_to(deed).filter(placed_in_id=row.pk) | access.visible_to(deed).filter(tasks=row)
    lines = {line.id: line for line in lines_of(rows.select_related("term", "placed_in").order_by("code_sort", "name"))}
    term = term_row(row.term)
    return ProjectPage(
        line=lines[row.pk],
        term_name=term.name,
        years=term.years,
        is_task=bool(row.parent_id),
        parent=lines.get(row.parent_id) if row.parent_id else None,
        strategy=_strategy(row.strategy_id),
        priority=_priority(row.priority_id),
        summary=row.summary,
        partners=row.partners,
        legal_basis=row.legal_basis,
        target_group=row.target_group,
        runner_label=str(words.RUNNERS[row.run_by]),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        names=_names(row),
        cross_links=_cross_links(row),
        tasks=tuple(line for line in lines.values() if line.parent_id == row.pk),
        parts=_parts(row, lines),
        money=money_years(row.pk, range(term.first_year, term.last_year + 1)),
        chain=tuple(sorted((lines[pk] for pk in kin if pk in lines), key=lambda one: (one.term_number, one.code))),
        steps=_steps(kin, lines),
        next_open=_next_open(deed, row, edges),
    )


def _strategy(strategy_id: UUID | None) -> str:
    found = Strategy.objects.filter(pk=strategy_id).first() if strategy_id else None
    return found.name if found else ""


def _priority(priority_id: UUID | None) -> str:
    found = Priority.objects.filter(pk=priority_id).first() if priority_id else None
    return found.name if found else ""


def _names(row: Project) -> tuple[NameRow, ...]:
    rows = ProjectName.objects.filter(project=row).order_by("from_on", "pk")
    return tuple(NameRow(one.name, one.from_on, one.reason) for one in rows)


def _cross_links(row: Project) -> tuple[str, ...]:
    rows = CrossLink.objects.filter(project=row).select_related("strategy").order_by("strategy__number")
    return tuple(one.strategy.name for one in rows)


def _parts(row: Project, lines: dict[UUID, ProjectLine]) -> tuple[ProjectLine, ...]:
    ids = Project.objects.filter(placed_in=row).values_list("pk", flat=True)
    return tuple(lines[pk] for pk in ids if pk in lines)


def money_years(project_id: UUID, years: range) -> tuple[MoneyYear, ...]:
    """The years of a plan with their money by source; one query. Years without any row are left out."""
    held: dict[int, dict[str, Money]] = defaultdict(dict)
    for one in Budget.objects.filter(project_id=project_id):
        held[one.year][one.source] = one.money
    return tuple(
        MoneyYear(
            year,
            tuple(
                MoneyRow(str(money_words.SOURCES[source]), held[year][source])
                for source in MoneySource
                if source in held[year]
            ),
            together(held[year].values()),
        )
        for year in years
        if year in held
    )


def _steps(kin: set[UUID], lines: dict[UUID, ProjectLine]) -> tuple[StepRow, ...]:
    rows = Lineage.objects.filter(from_project_id__in=kin).order_by("on", "recorded_at", "pk")
    return tuple(
        StepRow(
            kind=LineageKind(one.kind),
            kind_label=str(line_words.KINDS[one.kind]),
            on=one.on,
            reason=one.reason,
            source=lines[one.from_project_id],
            target=lines.get(one.to_project_id) if one.to_project_id else None,
            decision_id=one.decision_id,
        )
        for one in rows
        if one.from_project_id in lines
    )


def _next_open(deed: Deed, row: Project, edges: list[Edge]) -> int | None:
    """The number of the next plan, where this project stands in none yet and could: 5기 Ⅰ-4-10 → 6기 (미정)."""
    ends = heirs(edges, row.pk)
    if row.state == ProjectState.CLOSED or ends != {row.pk} or row.parent_id:
        return None
    later = access.visible_terms(deed).filter(number__gt=row.term.number).order_by("number").first()
    return later.number if later else None


def facts_to_change(deed: Deed, project_id: UUID) -> dict[str, object]:
    """A project's facts under the names of the form that changes them."""
    row = access.load_project(deed, project_id)
    return {
        "name": row.name, "code": as_shown(row.code), "strategy": row.strategy_id, "priority": row.priority_id,
        "parent": row.parent_id, "summary": row.summary, "placement": row.placement, "placed_in": row.placed_in_id,
        "placed_area": row.placed_area, "run_by": row.run_by, "counts_in_score": row.counts_in_score,
        "department": row.department, "owner_name": row.owner_name, "partners": row.partners,
        "legal_basis": row.legal_basis, "target_group": row.target_group,
    }  # fmt: skip
