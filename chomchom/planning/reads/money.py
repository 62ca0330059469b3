"""A plan's money: by source and year, the dry run of a file, and the rows that leave as a table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from chomchom.kernel.codes import as_shown
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning import access
from chomchom.planning.models import Budget, BudgetFile
from chomchom.planning.reads.tree import TermRow, term, term_row
from chomchom.planning.rules.budget import Money, MoneySource, together
from chomchom.planning.rules.moneyfile import FileState
from chomchom.planning.sentences import budget as words

SHOWN_FAULTS = 200


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source through the years."""

    label: str
    years: tuple[Money, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPage:
    """A plan's money."""

    term: TermRow
    sources: tuple[SourceRow, ...]
    totals: tuple[Money, ...]
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One upload."""

    id: UUID
    filename: str
    uploaded_at: datetime
    rows: int
    faults: int
    state_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """One wrong cell."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage:
    """The dry run: what would be new, what would change, what is wrong and where."""

    line: FileLine
    term: TermRow
    new: int
    changed: int
    same: int
    waiting: bool
    faults: tuple[FaultLine, ...]


def money_page(deed: Deed, number: int) -> MoneyPage:
    """A plan's money by source and year; raises `term-not-found`."""
    plan = term(deed, number)
    held: dict[tuple[str, int], list[Money]] = defaultdict(list)
    for row in Budget.objects.filter(project__in=access.visible_to(deed).filter(term_id=plan.id)):
        held[row.source, row.year].append(row.money)
    return MoneyPage(
        term=plan,
        sources=tuple(
            SourceRow(str(words.SOURCES[source]), tuple(together(held[source, year]) for year in plan.years))
            for source in MoneySource
        ),
        totals=tuple(together(one for source in MoneySource for one in held[source, year]) for year in plan.years),
        files=tuple(
            _file(row) for row in BudgetFile.objects.filter(term_id=plan.id).order_by("-uploaded_at", "pk")[:20]
        ),
    )


def _file(row: BudgetFile) -> FileLine:
    return FileLine(
        id=row.pk, filename=row.filename, uploaded_at=row.uploaded_at, rows=len(row.rows), faults=len(row.faults),
        state_label=str(words.FILE_STATES[row.state]),
    )  # fmt: skip


def file_page(deed: Deed, file_id: UUID) -> FilePage:
    """One upload; raises `budget-file-not-found`."""
    access.check_may_change_plan(deed)
    row = BudgetFile.objects.select_related("term").filter(pk=file_id).first()
    if row is None:
        raise Refused("budget-file-not-found")
    held = {
        (str(one.project_id), one.year, one.source): one.money
        for one in Budget.objects.filter(project__term_id=row.term_id)
    }
    before = [held.get((line["project_id"], line["year"], line["source"])) for line in row.rows]
    same = sum(
        was
        == Money(planned=line["planned"], carried=line["carried"], changed=line["changed"], executed=line["executed"])
        for was, line in zip(before, row.rows, strict=True)
    )
    new = sum(was is None for was in before)
    return FilePage(
        line=_file(row),
        term=term_row(row.term),
        new=new,
        changed=len(before) - new - same,
        same=same,
        waiting=row.state == FileState.READ,
        faults=tuple(_fault(one) for one in row.faults),
    )


def _fault(one: dict[str, str]) -> FaultLine:
    reason = str(words.FAULTS[one["code"]])
    if one["code"] == "line-twice":
        reason = _("같은 사업·연도·재원이 %(row)s행에 이미 있습니다.") % {"row": one["value"]}
    return FaultLine(row=int(one["row"]), column=one["column"], value=one["value"], reason=reason)


def fault_table(deed: Deed, file_id: UUID) -> tuple[tuple[str, ...], list[tuple[str | int, ...]]]:
    """The wrong cells as a table to take along: row, column, value, reason."""
    rows = file_page(deed, file_id).faults
    return (_("행"), _("열"), _("값"), _("이유")), [(one.row, one.column, one.value, one.reason) for one in rows]


def export(deed: Deed, number: int) -> tuple[tuple[str, ...], list[tuple[str | int | None, ...]]]:
    """Every row of a plan's money under the headings the upload reads, projects without any as one empty line."""
    plan = term(deed, number)
    rows = Budget.objects.filter(project__in=access.visible_to(deed).filter(term_id=plan.id)).select_related("project")
    found = [
        (
            as_shown(row.project.code), row.project.name, row.year, str(words.SOURCES[row.source]), row.planned_won,
            row.carried_won, row.changed_won, row.executed_won,
        )
        for row in rows.order_by("project__code_sort", "project__name", "year", "source")
    ]  # fmt: skip
    return HEADINGS, list(found)


# Korean data: the headings an upload is read by
HEADINGS = ("사업 코드", "사업명", "연도", "재원", "예산(원)", "이월(원)", "변경(원)", "집행(원)")
