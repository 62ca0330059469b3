"""Discovery rounds, area incidents, activities, goods, deficits and reports, as lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.network import public as network
from chomchom.outreach import access, sentences
from chomchom.outreach.models import DiscoveryRound, DiscoveryRow, Report
from chomchom.outreach.reads.board import BoardRow, IncidentRow, incident_row, rows_of
from chomchom.outreach.rules.register import ActivityKind, ActorKind, LinkResult, Payer, Resource
from chomchom.outreach.rules.storms import counts_as_open
from chomchom.outreach.rules.words import EpisodeState, Grade, RoundState, RowGroup
from chomchom.store.acting import require, widened
from chomchom.store.paging import page
from chomchom.ui.times import Said, on_day, past


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """A discovery round with its three counts and what binds it."""

    round_id: UUID
    code: str
    approval: str
    legal_basis: str
    delete_on: Said
    state: RoundState
    state_label: str
    total: int
    new: int
    known: int
    faulty: int
    repeated: int
    uploaded: Said
    by: str
    decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """One heading of a file, what it is taken for, and an example that gives nobody away."""

    header: str
    field: str
    field_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRow:
    """A row that cannot go in, and why."""

    number: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """One round with its columns and its faults."""

    round: RoundRow
    columns: tuple[ColumnRow, ...]
    faults: tuple[FaultRow, ...]
    dongs: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """One area incident with its homes, the most pressing first."""

    incident: IncidentRow
    open: bool
    by_grade: tuple[tuple[str, int], ...]
    waiting: int
    homes: tuple[BoardRow, ...]
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """One entered line."""

    day: Said
    kind_label: str
    actor_label: str
    dong_name: str
    count: int
    resource_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsRow:
    """One one-off link."""

    day: Said
    dong_name: str
    resource_label: str
    payer_label: str
    amount: str
    result_label: str
    over_criteria: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeficitRow:
    """How often a need could not be met in a dong."""

    need_label: str
    dong_name: str
    within: int
    over: int
    total: int


def rounds(deed: Deed) -> tuple[RoundRow, ...]:
    """The rounds this deed may see, newest first. Two queries."""
    require(deed)
    rows = list(access.rounds_visible_to(deed).order_by("-uploaded_at", "-pk")[:100])
    names = accounts.accounts_named({row.uploaded_by for row in rows})
    return tuple(_round_row(deed, row, names.get(row.uploaded_by, "")) for row in rows)


def _round_row(deed: Deed, row: DiscoveryRound, by: str) -> RoundRow:
    return RoundRow(
        round_id=row.pk,
        code=row.code,
        approval=row.approval,
        legal_basis=row.legal_basis,
        delete_on=on_day(row.delete_on, today=deed.day),
        state=RoundState(row.state),
        state_label=str(sentences.ROUND_STATES[RoundState(row.state)]),
        total=row.total,
        new=row.new_count,
        known=row.known_count,
        faulty=row.faulty_count,
        repeated=row.repeated_count,
        uploaded=past(row.uploaded_at, at=deed.at),
        by=by,
        decided=row.state != RoundState.CHECKED,
    )


def round_page(deed: Deed, round_id: UUID) -> RoundPage:
    """One round. Raises `round-not-found`."""
    require(deed)
    row = access.load_round(deed, round_id)
    names = accounts.accounts_named({row.uploaded_by})
    good = row.rows.exclude(group=RowGroup.FAULTY).values("dong").annotate(rows=Count("pk")).order_by("dong")
    return RoundPage(
        round=_round_row(deed, row, names.get(row.uploaded_by, "")),
        columns=tuple(
            ColumnRow(
                header=h,
                field=row.mapping.get(h, "skip"),
                field_label=str(sentences.FIELDS[row.mapping.get(h, "skip")]),
            )
            for h in row.headers
        ),
        faults=tuple(_fault_rows(row.rows.filter(group=RowGroup.FAULTY).order_by("number"))),
        dongs=tuple((network.dong_name(one["dong"]), one["rows"]) for one in good),
    )


def _fault_rows(rows: Iterable[DiscoveryRow]) -> Iterator[FaultRow]:
    for row in rows:
        yield from fault_lines(row)


def fault_lines(row: DiscoveryRow) -> Iterator[FaultRow]:
    """The faults of one row as sentences."""
    for fault in row.faults:
        reason = sentences.ROW_FAULTS.get(fault["code"], sentences.ROW_FAULTS["cell-unreadable"])
        yield FaultRow(number=row.number, column=fault["column"], reason=str(reason))


def fault_table(deed: Deed, round_id: UUID) -> tuple[list[str], list[list[str | int]]]:
    """The faults of a round as the columns and rows of a file: row, column, reason; no personal value."""
    found = round_page(deed, round_id)
    return [_("행"), _("열"), _("이유")], [[f.number, f.column, f.reason] for f in found.faults]


def incident_page(deed: Deed, incident_id: UUID, *, after: str = "") -> IncidentPage:
    """One area incident with its homes. Raises `incident-not-found`, `bad-page`."""
    require(deed)
    row = access.load_incident(deed, incident_id)
    homes = access.visible_to(deed).filter(incident=row)
    counts = homes.values("grade", "state").annotate(homes=Count("pk"))
    by_grade: dict[Grade, int] = {}
    waiting = 0
    for one in counts:
        if counts_as_open(EpisodeState(one["state"])):
            by_grade[Grade(one["grade"])] = by_grade.get(Grade(one["grade"]), 0) + one["homes"]
            waiting += one["homes"]
    found = page(homes, order=("-grade_rank", "due_at", "id"), after=after, size=50)
    return IncidentPage(
        incident=incident_row(deed, row),
        open=row.ended_at is None,
        by_grade=tuple((str(sentences.GRADES[grade]), by_grade[grade]) for grade in Grade if grade in by_grade),
        waiting=waiting,
        homes=rows_of(deed, found.rows),
        next=found.next,
    )


def incidents(deed: Deed) -> tuple[tuple[IncidentRow, bool], ...]:
    """Area incidents with whether they still run, newest first. One query."""
    require(deed)
    rows = access.incidents_visible_to(deed).order_by("-started_at", "-pk")[:50]
    return tuple((incident_row(deed, row), row.ended_at is None) for row in rows)


def activities(deed: Deed) -> tuple[ActivityRow, ...]:
    """The last activities entered. One query."""
    require(deed)
    rows = access.activities_visible_to(deed).order_by("-at", "-pk")[:50]
    return tuple(
        ActivityRow(
            day=on_day(row.occurred_on, today=deed.day),
            kind_label=str(sentences.ACTIVITIES[ActivityKind(row.kind)]),
            actor_label=str(sentences.ACTORS[ActorKind(row.actor)]),
            dong_name=network.dong_name(row.dong),
            count=row.count,
            resource_label=str(sentences.RESOURCES[Resource(row.resource)]),
        )
        for row in rows
    )


def goods(deed: Deed) -> tuple[GoodsRow, ...]:
    """The last one-off links. One query."""
    require(deed)
    rows = access.goods_visible_to(deed).order_by("-at", "-pk")[:50]
    return tuple(
        GoodsRow(
            day=on_day(row.occurred_on, today=deed.day),
            dong_name=network.dong_name(row.dong),
            resource_label=str(sentences.RESOURCES[Resource(row.resource)]),
            payer_label=str(sentences.PAYERS[Payer(row.payer)]),
            amount=f"{row.amount_won:,}",
            result_label=str(sentences.LINK_RESULTS[LinkResult(row.result)]),
            over_criteria=row.over_criteria,
        )
        for row in rows
    )


def goods_sum(deed: Deed, *, first: date, last: date) -> int:
    """Won delivered between two days, both included."""
    require(deed)
    rows = access.goods_visible_to(deed).filter(
        occurred_on__gte=first, occurred_on__lte=last, result=LinkResult.DELIVERED
    )
    return int(rows.aggregate(won=Sum("amount_won"))["won"] or 0)


def deficits(deed: Deed, *, first: date, last: date) -> tuple[DeficitRow, ...]:
    """The deficit register: need × dong × over criteria between two days, the largest first. Two queries.

    The council office sees the same figures without rows. Raises `entry-not-your-part`.
    """
    require(deed)
    if not access.may_see_deficit_figures(deed):
        raise Refused("entry-not-your-part")
    rowwise = deed.has(*access.WORKS_EPISODES, Role.PROGRAMME_OFFICER)
    rows = access.deficits_visible_to(deed) if rowwise else access.deficit_figures()
    counted: dict[tuple[str, str], list[int]] = {}
    with widened(deed, because="deficit-figures"):
        found = rows.filter(occurred_on__gte=first, occurred_on__lte=last)
        for one in found.values("need", "dong", "over_criteria").annotate(n=Count("pk")):
            counted.setdefault((one["need"], one["dong"]), [0, 0])[one["over_criteria"]] += one["n"]
    labels = network.need_labels()
    table = [
        DeficitRow(
            need_label=labels.get(need, need),
            dong_name=network.dong_name(dong),
            within=within,
            over=over,
            total=within + over,
        )
        for (need, dong), (within, over) in counted.items()
    ]
    return tuple(sorted(table, key=lambda row: (-row.total, row.need_label, row.dong_name)))


def report_photo(deed: Deed, report_id: UUID) -> str:
    """The kept photo of a report, for officers who see its episode. Raises `report-not-found`, `episode-not-found`."""
    require(deed)
    report = Report.objects.filter(pk=report_id).select_related("signal").first()
    if report is None or not deed.has(*access.WORKS_EPISODES):
        raise Refused("report-not-found")
    access.load_episode(deed, report.signal.episode_id)
    return str(report.photo)
