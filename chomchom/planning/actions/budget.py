"""Writes of money: one row by hand, or a file after its dry run."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from chomchom.formats.faults import FaultCode
from chomchom.formats.tables import Limits, read_table
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import Item, record_many
from chomchom.planning import access
from chomchom.planning.events import BudgetEntered
from chomchom.planning.models import Budget, BudgetFile, ProjectName, Term
from chomchom.planning.rules import moneyfile as rules
from chomchom.planning.rules.budget import Money, MoneySource, check_money, together
from chomchom.planning.rules.moneyfile import FileState, LineFault, MoneyLine
from chomchom.planning.rules.tree import ProjectState
from chomchom.store.ids import new_id

FILE_LIMITS = Limits(file_bytes=10_000_000, unpacked_bytes=50_000_000, rows=5_000, columns=40)


def write_budget(deed: Deed, *, project_id: UUID, year: int, source: MoneySource, money: Money) -> None:
    """Write the money of one project, year and source, over what stood there. Raises `year-outside-the-term`."""
    access.check_may_change_plan(deed)
    row = access.load_project(deed, project_id, lock=True)
    term = Term.objects.get(pk=row.term_id)
    if not term.first_year <= year <= term.last_year:
        raise Refused("year-outside-the-term", first=term.first_year, last=term.last_year)
    check_money(money)
    line = MoneyLine(
        row=0, project_id=str(row.pk), year=year, source=source, planned=money.planned, carried=money.carried,
        changed=money.changed, executed=money.executed,
    )  # fmt: skip
    _write(deed, [line])


def write_budgets(deed: Deed, *, term_number: int, lines: Iterable[MoneyLine]) -> int:
    """Write many lines at once, each over what stood there; gives how many. Raises `year-outside-the-term`."""
    access.check_may_change_plan(deed)
    term, wanted = access.load_term(deed, term_number), list(lines)
    if any(not term.first_year <= line.year <= term.last_year for line in wanted):
        raise Refused("year-outside-the-term", first=term.first_year, last=term.last_year)
    for line in wanted:
        check_money(Money(planned=line.planned, carried=line.carried, changed=line.changed, executed=line.executed))
    _write(deed, wanted)
    return len(wanted)


def upload_budget(deed: Deed, *, term_number: int, filename: str, content: bytes) -> UUID:
    """Read a table of money and show what it would do; nothing goes in yet.

    Raises `budget-columns-missing` and what `formats.tables.read_table` refuses.
    """
    access.check_may_change_plan(deed)
    term = access.load_term(deed, term_number)
    table = read_table(content, filename=filename, limits=FILE_LIMITS)
    columns = rules.columns_of(table.columns)
    projects, years = _projects(deed, term), range(term.first_year, term.last_year + 1)
    lines: list[MoneyLine] = []
    faults = [
        LineFault(row=one.row, column=one.column, code=_cell_code(one.code), value=one.value) for one in table.faults
    ]
    for row in table.rows:
        line, wrong = rules.read_line(row.number, row.cells, columns=columns, projects=projects, years=years)
        faults += wrong
        lines += [line] if line else []
    lines, twice = rules.without_repeats(lines, heading=columns[rules.Column.YEAR])
    faults = sorted([*faults, *twice], key=lambda one: one.row)
    made = BudgetFile.objects.create(
        term=term, filename=filename[:120], digest=hashlib.sha256(content).hexdigest(), uploaded_at=deed.at,
        uploaded_by=deed.actor_id, rows=[line.kept() for line in lines], faults=[one.kept() for one in faults],
    )  # fmt: skip
    return made.pk


def _cell_code(code: FaultCode) -> str:
    return "cell-formula" if code is FaultCode.FORMULA_CELL else "cell-unreadable-here"


def _projects(deed: Deed, term: Term) -> rules.Projects:
    live = access.visible_to(deed).filter(term=term).exclude(state=ProjectState.CLOSED)
    by_code = {code: str(pk) for pk, code in live.exclude(code="").values_list("pk", "code")}
    by_name: dict[str, set[str]] = defaultdict(set)
    for pk, name_key in ProjectName.objects.filter(project__in=live).values_list("project_id", "name_key"):
        by_name[name_key].add(str(pk))
    return rules.Projects(by_code, by_name)


def load_file(deed: Deed, file_id: UUID, *, lock: bool = False) -> BudgetFile:
    """One upload of the plan's writers. Raises `budget-file-not-found`."""
    access.check_may_change_plan(deed)
    rows = BudgetFile.objects.select_for_update() if lock else BudgetFile.objects.all()
    found = rows.filter(pk=file_id).first()
    if found is None:
        raise Refused("budget-file-not-found")
    return found


def enter_file(deed: Deed, *, file_id: UUID) -> int:
    """Let the good lines of an upload in; gives how many. Raises `budget-file-already-decided`, `budget-file-empty`."""
    found = load_file(deed, file_id, lock=True)
    if found.state != FileState.READ:
        raise Refused("budget-file-already-decided")
    if not found.rows:
        raise Refused("budget-file-empty")
    _write(deed, [MoneyLine(**row) for row in found.rows])
    found.state, found.entered_at = FileState.ENTERED, deed.at
    found.save(update_fields=["state", "entered_at"])
    return len(found.rows)


def discard_file(deed: Deed, *, file_id: UUID) -> None:
    """Throw an upload away. Raises `budget-file-already-decided`."""
    found = load_file(deed, file_id, lock=True)
    if found.state != FileState.READ:
        raise Refused("budget-file-already-decided")
    found.state, found.rows = FileState.DISCARDED, []
    found.save(update_fields=["state", "rows"])


def _write(deed: Deed, lines: Iterable[MoneyLine]) -> None:
    rows = [
        Budget(
            id=new_id(), project_id=UUID(line.project_id), year=line.year, source=line.source,
            planned_won=line.planned, carried_won=line.carried, changed_won=line.changed, executed_won=line.executed,
            entered_at=deed.at, entered_by=deed.actor_id,
        )
        for line in lines
    ]  # fmt: skip
    Budget.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["project", "year", "source"],
        update_fields=["planned_won", "carried_won", "changed_won", "executed_won", "entered_at", "entered_by"],
    )
    held: dict[tuple[UUID, int], list[Budget]] = defaultdict(list)
    for row in rows:
        held[row.project_id, row.year].append(row)
    record_many(deed, [_said(project_id, year, some) for (project_id, year), some in sorted(held.items(), key=str)])


def _said(project_id: UUID, year: int, rows: list[Budget]) -> Item:
    money = together(row.money for row in rows)
    event = BudgetEntered(
        project_id=project_id, year=year, rows=len(rows), planned_won=money.planned, executed_won=money.executed
    )
    return Item(event=event, stream=project_id)
