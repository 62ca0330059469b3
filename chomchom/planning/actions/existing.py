"""The list of programmes that run already: read a file, show what it would do, map columns, let it in, safe to repeat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from chomchom.formats.faults import FaultCode
from chomchom.formats.tables import Limits, Table, read_table
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning.access import reviews as access
from chomchom.planning.events.reviews import ExistingImported
from chomchom.planning.models import ExistingImport, ExistingProgramme, ExistingRow
from chomchom.planning.rules import existing as rules
from chomchom.planning.rules.existing import Column, Group, ImportState, ProgrammeRow, RowFault, Runner
from chomchom.store.acting import require
from chomchom.store.columns import insert_all, write_changed
from chomchom.store.ids import new_id

FILE_LIMITS = Limits(rows=rules.MOST_ROWS, columns=60, cells=rules.MOST_ROWS * 60)
CHANGED = (
    "runner", "organisation", "name", "target_group", "problem", "means", "budget_won", "year", "last_seen_at",
    "last_import",
)  # fmt: skip


def upload_existing(deed: Deed, *, filename: str, content: bytes) -> UUID:
    """Read a list and show what it would do; nothing goes in yet and the file is not kept.

    Raises `may-not-import-existing`, `existing-resident-number` and what `formats.tables.read_table` refuses (a list of
    more than 5,000 rows with `sheet-too-long`).
    """
    require(deed)
    access.check_may_import(deed)
    table = read_table(content, filename=filename, limits=FILE_LIMITS)
    for fault in table.faults:
        if fault.code is FaultCode.RESIDENT_NUMBER:
            raise Refused("existing-resident-number", row=fault.row, column=fault.column)
    made = ExistingImport.objects.create(
        filename=filename[:120],
        headers=list(table.columns),
        mapping={header: str(column) for header, column in rules.guess_columns(table.columns).items()},
        uploaded_by=deed.actor_id,
        uploaded_at=deed.at,
    )
    rows = [*_raw(made, table)]
    insert_all(rows)
    _look(made, rows)
    return made.pk


def _raw(made: ExistingImport, table: Table) -> Iterable[ExistingRow]:
    for row in table.rows:
        yield ExistingRow(id=new_id(), source=made, number=row.number, cells=row.cells, group=Group.NEW, faults=[])
    taken = {row.number for row in table.rows}
    wrong: dict[int, list[dict[str, str]]] = {}
    for fault in table.faults:
        wrong.setdefault(fault.row, []).append({"column": fault.column, "code": "cell-unreadable"})
    for number, faults in wrong.items():
        if number not in taken:
            yield ExistingRow(id=new_id(), source=made, number=number, cells={}, group=Group.FAULTY, faults=faults)


def _look(made: ExistingImport, rows: Sequence[ExistingRow]) -> list[tuple[ProgrammeRow, Group]]:
    """Sort all rows into the four groups, count them, and give back the sound ones. Two queries and one write."""
    mapping = {header: Column(column) for header, column in made.mapping.items()}
    if any(column not in mapping.values() for column in rules.REQUIRED):
        understood: list[ProgrammeRow | None] = [None] * len(rows)
    else:
        understood = [rules.read_programme(row.number, row.cells, mapping) if row.cells else None for row in rows]
    before = _standing([one for one in understood if one is not None])
    seen: set[tuple[str, str]] = set()
    good: list[tuple[ProgrammeRow, Group]] = []
    for row, one in zip(rows, understood, strict=True):
        if one is None:
            row.group = Group.FAULTY
            continue
        faults = list(one.faults)
        if not faults and one.key in seen:
            faults.append(RowFault("", "existing-row-twice"))
        seen.add(one.key)
        row.faults = [{"column": fault.column, "code": fault.code} for fault in faults]
        row.group = Group.FAULTY if faults else rules.group_of(one, before=before.get(one.key))
        if not faults:
            good.append((one, Group(row.group)))
    write_changed(rows, ["group", "faults"])
    made.new_count = sum(row.group == Group.NEW for row in rows)
    made.changed_count = sum(row.group == Group.CHANGED for row in rows)
    made.same_count = sum(row.group == Group.SAME for row in rows)
    made.faulty_count = sum(row.group == Group.FAULTY for row in rows)
    made.save()
    return good


def _standing(rows: Sequence[ProgrammeRow]) -> dict[tuple[str, str], ProgrammeRow]:
    """What stands there already of the programmes a list names."""
    names = {row.key[1] for row in rows}
    return {
        (one.organisation_key, one.name_key): row_of(one)
        for one in ExistingProgramme.objects.filter(name_key__in=names)
    }


def row_of(one: ExistingProgramme) -> ProgrammeRow:
    """A programme as a row says it."""
    return ProgrammeRow(
        number=0, name=one.name, organisation=one.organisation, runner=Runner(one.runner), target=one.target_group,
        problem=one.problem, means=one.means, budget_won=one.budget_won, year=one.year, faults=(),
    )  # fmt: skip


def _waiting(deed: Deed, import_id: UUID) -> ExistingImport:
    found = access.load_import(deed, import_id, lock=True)
    rules.check_import_waits(ImportState(found.state), rows=1)
    return found


def remap_existing(deed: Deed, *, import_id: UUID, mapping: Mapping[str, str]) -> None:
    """Say anew which column is what, and look again.

    Raises `may-not-import-existing`, `existing-import-not-found`, `existing-already-decided`,
    `existing-column-missing`, `existing-column-twice`.
    """
    require(deed)
    access.check_may_import(deed)
    found = _waiting(deed, import_id)
    chosen = {header: Column(mapping.get(header, Column.SKIP)) for header in found.headers}
    rules.check_columns(chosen)
    found.mapping = {header: str(column) for header, column in chosen.items()}
    _look(found, list(found.rows.order_by("number")))


def confirm_existing(deed: Deed, *, import_id: UUID) -> None:
    """Let the sound rows in: new programmes are added, changed ones changed, the others only seen again.

    The cells are let go afterwards, the faults stay to be looked at. Raises `may-not-import-existing`,
    `existing-import-not-found`, `existing-already-decided`, `existing-column-missing`, `existing-nothing-to-do`.
    """
    require(deed)
    access.check_may_import(deed)
    found = _waiting(deed, import_id)
    rules.check_columns({header: Column(column) for header, column in found.mapping.items()})
    good = _look(found, list(found.rows.order_by("number")))
    rules.check_import_waits(ImportState(found.state), rows=sum(group is not Group.SAME for _, group in good))
    _write(deed, found, good)
    found.rows.exclude(group=Group.FAULTY).delete()
    found.rows.update(cells={})
    found.state, found.decided_at = ImportState.CONFIRMED, deed.at
    found.save(update_fields=["state", "decided_at"])
    event = ExistingImported(
        import_id=found.pk, new=found.new_count, changed=found.changed_count, same=found.same_count,
        faulty=found.faulty_count,
    )  # fmt: skip
    record(deed, event, stream=found.pk)


def _write(deed: Deed, found: ExistingImport, good: Sequence[tuple[ProgrammeRow, Group]]) -> None:
    keys = {row.key: (row, group) for row, group in good}
    fresh = [
        ExistingProgramme(
            id=new_id(), organisation_key=key[0], name_key=key[1], first_seen_at=deed.at, last_seen_at=deed.at,
            last_import=found, **_columns(row),
        )
        for key, (row, group) in keys.items()
        if group is Group.NEW
    ]  # fmt: skip
    insert_all(fresh)
    standing = ExistingProgramme.objects.filter(name_key__in={key[1] for key in keys}).exclude(
        pk__in=[one.pk for one in fresh]
    )
    seen = []
    for one in standing.select_for_update().order_by("pk"):
        match = keys.get((one.organisation_key, one.name_key))
        if match is None:
            continue
        for column, value in _columns(match[0]).items():
            setattr(one, column, value)
        one.last_seen_at, one.last_import = deed.at, found
        seen.append(one)
    ExistingProgramme.objects.bulk_update(seen, list(CHANGED), batch_size=500)


def _columns(row: ProgrammeRow) -> dict[str, object]:
    return {
        "runner": row.runner,
        "organisation": row.organisation,
        "name": row.name,
        "target_group": row.target,
        "problem": row.problem,
        "means": row.means,
        "budget_won": row.budget_won,
        "year": row.year,
    }


def discard_existing(deed: Deed, *, import_id: UUID) -> None:
    """Throw a dry run away with all it read.

    Raises `may-not-import-existing`, `existing-import-not-found`, `existing-already-decided`.
    """
    require(deed)
    access.check_may_import(deed)
    found = _waiting(deed, import_id)
    found.rows.all().delete()
    found.state, found.decided_at = ImportState.DISCARDED, deed.at
    found.save(update_fields=["state", "decided_at"])
