"""Discovery rounds: read without keeping the file, dry run, remapping, going in, and destruction on their day."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from uuid import UUID

from chomchom.formats.faults import FaultCode
from chomchom.formats.tables import Limits as TableLimits
from chomchom.formats.tables import Table, read_table
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.outreach import access
from chomchom.outreach.actions.receive import receive_many
from chomchom.outreach.events import RoundConfirmed, RoundDestroyed
from chomchom.outreach.models import ColumnMemory, DiscoveryRound, DiscoveryRow, Signal
from chomchom.outreach.rules.arrivals import SignalIn
from chomchom.outreach.rules.discovery import (
    DiscoveryRow as Understood,
)
from chomchom.outreach.rules.discovery import (
    Field,
    Purpose,
    RowFault,
    check_mapping,
    check_no_resident_number,
    check_purpose,
    check_round_may_go_in,
    group_of,
    guess_mapping,
    read_row,
    squeeze,
)
from chomchom.outreach.rules.words import Door, RoundState, RowGroup
from chomchom.people import public as people
from chomchom.rulebook.dongs import candidates, is_dong
from chomchom.rulebook.public import whole
from chomchom.store.acting import require
from chomchom.store.ids import new_id
from chomchom.store.sealing import blind

BATCH = 1000
FILE_LIMITS = TableLimits()


def upload_round(deed: Deed, *, code: str, purpose: Purpose, filename: str, content: bytes) -> UUID:
    """Read a file of 행복e음 and show what it would do. Nothing goes in yet, and the file itself is never stored.

    Raises `import-not-your-part`, `round-needs-code`, `round-needs-approval`, `round-needs-legal-basis`,
    `due-in-the-past`, `delete-date-too-late`, `resident-number-column`, `resident-number-cell`, and what
    `formats.tables.read_table` refuses.
    """
    require(deed)
    access.check_may_import(deed)
    name = code.strip()[:24]
    if not name:
        raise Refused("round-needs-code")
    check_purpose(purpose, today=deed.day, most_days=whole("outreach.discovery_keep_days", on=deed.day))
    table = read_table(content, filename=filename, limits=FILE_LIMITS)
    check_no_resident_number(list(table.columns))
    for fault in table.faults:
        if fault.code is FaultCode.RESIDENT_NUMBER:
            raise Refused("resident-number-cell", row=fault.row, column=fault.column)
    remembered = dict(ColumnMemory.objects.values_list("heading", "field"))
    made = DiscoveryRound.objects.create(
        code=name,
        approval=purpose.approval.strip(),
        legal_basis=purpose.legal_basis.strip(),
        delete_on=purpose.delete_on,
        mapping={h: str(f) for h, f in guess_mapping(list(table.columns), remembered).items()},
        headers=list(table.columns),
        uploaded_by=deed.actor_id,
        uploaded_at=deed.at,
    )
    DiscoveryRow.objects.bulk_create(_raw_rows(made, table), batch_size=BATCH)
    _dry_run(deed, made)
    return made.pk


def _raw_rows(made: DiscoveryRound, table: Table) -> list[DiscoveryRow]:
    rows = [
        DiscoveryRow(
            id=new_id(),
            round=made,
            number=row.number,
            row_key=b"",
            group=RowGroup.NEW,
            content=json.dumps(row.cells, ensure_ascii=False),
        )
        for row in table.rows
    ]
    wrong: dict[int, list[dict[str, str]]] = {}
    for fault in table.faults:
        wrong.setdefault(fault.row, []).append({"column": fault.column, "code": "cell-unreadable"})
    taken = {row.number for row in rows}
    rows += [
        DiscoveryRow(id=new_id(), round=made, number=number, row_key=b"", group=RowGroup.FAULTY, faults=faults)
        for number, faults in wrong.items()
        if number not in taken
    ]
    return rows


def remap_round(deed: Deed, *, round_id: UUID, mapping: Mapping[str, str]) -> None:
    """Say anew which column is what, and look again. Raises `round-not-found`, `round-already-decided`, `column-twice`."""
    require(deed)
    found = access.load_round(deed, round_id, lock=True)
    check_round_may_go_in(state=RoundState(found.state), rows=1)
    chosen = {header: Field(mapping.get(header, Field.SKIP)) for header in found.headers}
    check_mapping(chosen)
    found.mapping = {header: str(field) for header, field in chosen.items()}
    _dry_run(deed, found)


def _dry_run(deed: Deed, found: DiscoveryRound) -> list[tuple[DiscoveryRow, Understood]]:
    """Sort all rows into the three groups and count them; gives back the rows that can go in."""
    rows = list(found.rows.order_by("number"))
    mapping = {header: Field(field) for header, field in found.mapping.items()}
    read = [(row, _understand(deed, row, mapping)) for row in rows if row.content]
    known_homes = people.households_at(deed, places={(u.dong, u.address) for _, u in read if u.dong and u.address})
    before = _taken_before(found, [u for _, u in read])
    seen: set[bytes] = set()
    good = []
    for row, understood in read:
        key = _row_key(found, understood)
        faults = list(understood.faults)
        if key in seen and not faults:
            faults.append(RowFault("", "row-twice"))
        seen.add(key)
        home = known_homes.get((understood.dong, understood.address))
        row.row_key, row.dong, row.household_id = key, understood.dong, home
        row.repeated = not faults and _source_id(found, key) in before
        row.group = group_of(faulty=bool(faults), seen_before=row.repeated, household_known=home is not None)
        row.faults = [{"column": fault.column, "code": fault.code} for fault in faults]
        if row.group != RowGroup.FAULTY:
            good.append((row, understood))
    DiscoveryRow.objects.bulk_update(
        [row for row, _ in read], ["row_key", "dong", "household_id", "repeated", "group", "faults"], batch_size=BATCH
    )
    _count(found, rows)
    return good


def _count(found: DiscoveryRound, rows: Sequence[DiscoveryRow]) -> None:
    found.total = len(rows)
    found.new_count = sum(row.group == RowGroup.NEW for row in rows)
    found.known_count = sum(row.group == RowGroup.KNOWN for row in rows)
    found.faulty_count = sum(row.group == RowGroup.FAULTY for row in rows)
    found.repeated_count = sum(row.repeated for row in rows)
    found.save()


def _understand(deed: Deed, row: DiscoveryRow, mapping: Mapping[str, Field]) -> Understood:
    def dong_of(written: str) -> tuple[str, str]:
        codes = [written] if is_dong(written) else [dong.code for dong in candidates(written)]
        if len(codes) != 1:
            return "", "dong-unclear" if codes else "dong-unknown"
        return (codes[0], "") if deed.covers(codes[0]) else ("", "dong-elsewhere")

    return read_row(row.number, json.loads(str(row.content)), mapping, dong_of=dong_of, today=deed.day)


def _row_key(found: DiscoveryRound, row: Understood) -> bytes:
    return blind("discovery-row", row.key or f"{row.name}|{row.birth}|{row.dong}|{row.address}")


def _source_id(found: DiscoveryRound, key: bytes) -> str:
    return f"{found.code}:{key.hex()}"


def _taken_before(found: DiscoveryRound, rows: Sequence[Understood]) -> set[str]:
    ids = [_source_id(found, _row_key(found, row)) for row in rows]
    return set(Signal.objects.filter(door=Door.DISCOVERY, source_id__in=ids).values_list("source_id", flat=True))


def confirm_round(deed: Deed, *, round_id: UUID) -> None:
    """Let the good rows in: new homes are registered, known ones get the round as a further signal.

    The rows' personal text is destroyed afterwards; the column meaning is remembered. Raises `round-not-found`,
    `round-already-decided`, `column-missing`, `column-twice`, `no-row-can-go-in`.
    """
    require(deed)
    access.check_may_import(deed)
    found = access.load_round(deed, round_id, lock=True)
    check_round_may_go_in(state=RoundState(found.state), rows=1)
    check_mapping({header: Field(field) for header, field in found.mapping.items()})
    good = _dry_run(deed, found)
    check_round_may_go_in(state=RoundState(found.state), rows=len(good))
    fresh = [(row, understood) for row, understood in good if not row.repeated]
    persons = _register(deed, fresh)
    received = receive_many(deed, [_signal(deed, found, row, u, persons.get(row.pk)) for row, u in fresh])
    for (row, _), one in zip(fresh, received, strict=True):
        row.episode_id = one.episode_id
    DiscoveryRow.objects.bulk_update([row for row, _ in fresh], ["episode_id"], batch_size=BATCH)
    found.rows.update(content="")
    _remember(deed, found)
    found.state, found.confirmed_by, found.confirmed_at = RoundState.CONFIRMED, deed.actor_id, deed.at
    found.save()
    event = RoundConfirmed(
        round_id=found.pk,
        new=found.new_count,
        known=found.known_count - found.repeated_count,
        faulty=found.faulty_count,
        repeated=found.repeated_count,
    )
    ledger.record(deed, event, stream=found.pk)


def _register(deed: Deed, fresh: Sequence[tuple[DiscoveryRow, Understood]]) -> dict[UUID, UUID]:
    """Write down the people of new homes; rows with one address share a household."""
    new = [(row, u) for row, u in fresh if row.group == RowGroup.NEW]
    ids = people.register_many(
        deed,
        [
            people.NewPerson(
                name=u.name,
                dong=u.dong,
                birth_date=u.birth,
                phone=u.phone,
                address=u.address,
                household_kind=u.household,
            )
            for _, u in new
        ],
    )
    return {row.pk: person_id for (row, _), person_id in zip(new, ids, strict=True)}


def _signal(
    deed: Deed, found: DiscoveryRound, row: DiscoveryRow, understood: Understood, person_id: UUID | None
) -> SignalIn:
    return SignalIn(
        door=Door.DISCOVERY,
        source_id=_source_id(found, bytes(row.row_key)),
        occurred_at=deed.at,
        dong=understood.dong,
        person_id=person_id,
        household_id=row.household_id,
        address=understood.address,
        items=understood.items,
        round_id=found.pk,
        delete_on=found.delete_on,
    )


def _remember(deed: Deed, found: DiscoveryRound) -> None:
    for header, field in found.mapping.items():
        heading = squeeze(header)[:60]
        if heading:
            ColumnMemory.objects.update_or_create(heading=heading, defaults={"field": field, "at": deed.at})


def discard_round(deed: Deed, *, round_id: UUID) -> None:
    """Throw a dry run away with all it read. Raises `round-not-found`, `round-already-decided`."""
    require(deed)
    found = access.load_round(deed, round_id, lock=True)
    check_round_may_go_in(state=RoundState(found.state), rows=1)
    found.rows.all().delete()
    found.state = RoundState.DISCARDED
    found.save()


def destroy_rounds(deed: Deed) -> int:
    """Destroy rounds whose delete date has come: rows go, crisis items of their signals go. Returns how many rounds.

    A dry run nobody decided on is destroyed after its day of upload.
    """
    require(deed)
    ended = DiscoveryRound.objects.exclude(state=RoundState.DESTROYED)
    due = ended.filter(delete_on__lte=deed.day) | ended.filter(
        state=RoundState.CHECKED, uploaded_at__lt=_midnight(deed.day)
    )
    count = 0
    for found in due.order_by("uploaded_at").select_for_update(skip_locked=True):
        signals = Signal.objects.filter(round=found)
        touched = signals.update(items=[], note="", delete_on=None)
        found.rows.all().delete()
        found.state, found.destroyed_at = RoundState.DESTROYED, deed.at
        found.save()
        ledger.record(deed, RoundDestroyed(round_id=found.pk, signals=touched), stream=found.pk)
        count += 1
    return count


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), SEOUL)
