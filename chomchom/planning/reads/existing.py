"""Lists of existing programmes as pages and files show them: the dry run, its faults, and what stands in the end."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.linkage.programmes import squeeze
from chomchom.planning.access import reviews as access
from chomchom.planning.models import ExistingImport, ExistingProgramme
from chomchom.planning.rules.existing import Column, Group, ImportState, check_columns
from chomchom.planning.sentences import overlaps as sentences
from chomchom.store.acting import require
from chomchom.store.paging import Page, page
from chomchom.ui.times import Said, past

ORDER = ("organisation_key", "name_key", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingLine:
    """One programme that runs already."""

    programme_id: UUID
    name: str
    organisation: str
    runner_label: str
    target: str
    means: str
    budget: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """One list that was brought in."""

    import_id: UUID
    filename: str
    state: ImportState
    state_label: str
    uploaded: Said
    by: str
    new: int
    changed: int
    same: int
    faulty: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """A row that cannot go in: where and why."""

    number: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """One heading of a file and what it is taken for."""

    header: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """The dry run of one list."""

    line: ImportLine
    waiting: bool
    columns: tuple[ColumnLine, ...]
    faults: tuple[FaultLine, ...]
    lacking: str


def programmes(deed: Deed, *, query: str = "", runner: str = "", after: str = "") -> Page[ExistingLine]:
    """Existing programmes by organisation, a page at a time; a query finds names however they are spaced. One query."""
    require(deed)
    rows = access.existing_visible_to(deed)
    if runner:
        rows = rows.filter(runner=runner)
    if key := squeeze(query):
        rows = rows.filter(name_key__contains=key) | rows.filter(organisation_key__contains=key)
    found = page(rows, order=ORDER, after=after)
    return Page(tuple(_line(row) for row in found.rows), found.next)


def _line(row: ExistingProgramme) -> ExistingLine:
    return ExistingLine(
        programme_id=row.pk, name=row.name, organisation=row.organisation,
        runner_label=str(sentences.RUNNERS[row.runner]), target=row.target_group, means=row.means,
        budget=won(row.budget_won), year=str(row.year) if row.year else "",
    )  # fmt: skip


def won(amount: int | None) -> str:
    """Money in a list: 1,200만원 where it is whole, else won."""
    if amount is None:
        return ""
    if amount >= 10_000 and amount % 10_000 == 0:
        return _("%(n)s만원") % {"n": f"{amount // 10_000:,}"}
    return _("%(n)s원") % {"n": f"{amount:,}"}


def all_programmes(deed: Deed) -> tuple[ExistingLine, ...]:
    """Existing programmes to choose from, at most a thousand. One query."""
    require(deed)
    return tuple(_line(row) for row in access.existing_visible_to(deed).order_by(*ORDER)[:1000])


def counted(deed: Deed) -> int:
    """How many existing programmes there are to compare with."""
    require(deed)
    return access.existing_visible_to(deed).count()


def imports(deed: Deed) -> tuple[ImportLine, ...]:
    """The lists brought in so far, newest first. Two queries."""
    require(deed)
    rows = list(access.imports_visible_to(deed).order_by("-uploaded_at", "-pk")[:30])
    names = accounts.accounts_named({row.uploaded_by for row in rows})
    return tuple(_import_line(deed, row, names.get(row.uploaded_by, "")) for row in rows)


def _import_line(deed: Deed, row: ExistingImport, by: str) -> ImportLine:
    return ImportLine(
        import_id=row.pk, filename=row.filename, state=ImportState(row.state),
        state_label=str(sentences.IMPORT_STATES[row.state]), uploaded=past(row.uploaded_at, at=deed.at), by=by,
        new=row.new_count, changed=row.changed_count, same=row.same_count, faulty=row.faulty_count,
    )  # fmt: skip


def import_page(deed: Deed, import_id: UUID) -> ImportPage:
    """One list. Raises `existing-import-not-found`."""
    require(deed)
    row = access.load_import(deed, import_id)
    names = accounts.accounts_named({row.uploaded_by})
    mapping = {header: Column(row.mapping.get(header, Column.SKIP)) for header in row.headers}
    lacking = verdict(check_columns, mapping)
    return ImportPage(
        line=_import_line(deed, row, names.get(row.uploaded_by, "")), waiting=row.state == ImportState.CHECKED,
        columns=tuple(ColumnLine(header=header, column=mapping[header]) for header in row.headers),
        faults=tuple(
            FaultLine(
                number=one.number, column=fault["column"],
                reason=str(sentences.ROW_FAULTS.get(fault["code"], sentences.ROW_FAULTS["cell-unreadable"])),
            )
            for one in row.rows.filter(group=Group.FAULTY).order_by("number")
            for fault in one.faults
        ),
        lacking=str(sentences.COLUMNS[lacking.facts["column"]]) if "column" in lacking.facts else "",
    )  # fmt: skip


def fault_table(deed: Deed, import_id: UUID) -> tuple[list[str], list[list[str | int]]]:
    """The faults of a list as columns and rows of a file."""
    found = import_page(deed, import_id)
    return [_("행"), _("열"), _("이유")], [[one.number, one.column, one.reason] for one in found.faults]
