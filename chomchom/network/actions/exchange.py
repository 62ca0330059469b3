"""Bringing in another directory's file: looked at first, then entered whole; the same file again changes nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed, Sector
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.network import access
from chomchom.network.actions.offering import change_service, register_service
from chomchom.network.actions.places import change_place, open_place
from chomchom.network.events import DirectoryEntered
from chomchom.network.models import DirectoryFile, NeedKind, Place, Service
from chomchom.network.models.entered import entered, place_as_entered
from chomchom.network.rules import Capacity, PlaceIn, ServiceIn, ServiceState, hsds
from chomchom.rulebook.dongs import dongs

MOST_BYTES = 20_000_000
MOST_SERVICES = 5_000
KEPT = ("agency_id", "contact_email", "contact_phone", "listed", "source_id", "places")
"""What a file does not say and an existing entry keeps."""


@dataclass(slots=True)
class Line:
    """One service of a file: its number from 1, and what becomes of it."""

    number: int
    name: str
    agency: str
    becomes: str
    wrong: list[hsds.Wrong] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What a file holds and what entering it would do."""

    file_id: UUID | None = None
    filename: str = ""
    lines: list[Line] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)

    def count(self, becomes: str) -> int:
        """How many services are new, changed, same or faulty."""
        return sum(line.becomes == becomes for line in self.lines)


def bring_file(deed: Deed, *, filename: str, content: bytes) -> UUID:
    """Keep a file so that it can be looked at. Raises the refusals of `read_documents`."""
    access.check_may_exchange(deed)
    text = _text(content)
    read_documents(text)
    row = DirectoryFile.objects.create(
        filename=filename[-120:], content=text, brought_by=deed.actor_id, brought_at=deed.at
    )
    return row.pk


def look_at(deed: Deed, file_id: UUID) -> Plan:
    """What entering a kept file would do; nothing is written."""
    row = _load(deed, file_id)
    plan, _steps = _plan(read_documents(row.content))
    plan.file_id, plan.filename = row.pk, row.filename
    return plan


def enter_file(deed: Deed, file_id: UUID) -> Plan:
    """Enter every sound service of a kept file; faulty ones stay out. All in one transaction."""
    row = _load(deed, file_id, lock=True)
    plan, steps = _plan(read_documents(row.content))
    bodies = _found_bodies(deed, plan, steps)
    for step in steps:
        _enter(deed, step, agency_id=bodies[step.read.organization[1]])
    row.entered_at, row.content = deed.at, ""
    row.save(update_fields=["entered_at", "content"])
    event = DirectoryEntered(
        file_id=row.pk, new=plan.count("new"), changed=plan.count("changed"), faulty=plan.count("faulty")
    )
    record(deed, event, stream=row.pk)
    plan.file_id, plan.filename = row.pk, row.filename
    return plan


def _load(deed: Deed, file_id: UUID, *, lock: bool = False) -> DirectoryFile:
    access.check_may_exchange(deed)
    rows = DirectoryFile.objects.select_for_update() if lock else DirectoryFile.objects.all()
    row = rows.filter(pk=file_id, entered_at__isnull=True).first()
    if row is None:
        raise Refused("hsds-file-not-found")
    return row


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Refused("hsds-too-large", most_mb=MOST_BYTES // 1_000_000)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as no:
        raise Refused("hsds-not-json", row=1) from no
    if "\x00" in text or "\\u0000" in text:
        raise Refused("hsds-not-json", row=1)
    return text


def read_documents(text: str) -> list[Any]:
    """The services of a file: a list, or a page with `contents`.

    Raises `hsds-too-deep`, `hsds-not-json` (with the line), `hsds-no-services`, `hsds-too-many`.
    """
    hsds.check_depth(text)
    try:
        whole = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as no:
        raise Refused("hsds-not-json", row=no.lineno) from no
    except ValueError as no:
        raise Refused("hsds-not-json", row=1) from no
    rows = whole.get("contents") if isinstance(whole, dict) else whole
    if not isinstance(rows, list) or not rows:
        raise Refused("hsds-no-services")
    if len(rows) > MOST_SERVICES:
        raise Refused("hsds-too-many", most=MOST_SERVICES)
    return rows


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no number of JSON")


@dataclass(slots=True)
class _Step:
    """One sound service with the entry it belongs to."""

    read: hsds.Read
    service: ServiceIn
    row: Service | None


def _plan(documents: list[Any]) -> tuple[Plan, list[_Step]]:
    known = _known()
    reads = [hsds.read_service(document, known) for document in documents]
    _mark_twice(reads)
    rows = _existing(reads)
    bodies = {row.name for row in accounts.agency_choices()}
    plan, steps = Plan(), []
    for number, read in enumerate(reads, start=1):
        line = Line(number, read.name, read.organization[1], "faulty", read.wrong)
        plan.lines.append(line)
        if read.wrong or read.service is None:
            continue
        row = rows.get(read.id)
        step = _Step(read, _merged(read.service, row), row)
        line.becomes = "new" if row is None else "same" if _same(step, row) else "changed"
        if line.agency not in bodies and line.agency not in plan.agencies:
            plan.agencies.append(line.agency)
        steps.append(step)
    return plan, steps


def _known() -> hsds.Known:
    names = {one.code: one.code for one in dongs()} | {one.name: one.code for one in dongs()}
    needs = NeedKind.objects.filter(active=True, group__isnull=False).values_list("code", flat=True)
    return hsds.Known(needs=frozenset(needs), dongs=names)


def _mark_twice(reads: list[hsds.Read]) -> None:
    """The second service with one id, or with one name at one body, is a fault."""
    ids: set[str] = set()
    names: set[tuple[str, str]] = set()
    for read in reads:
        if read.id in ids or (read.organization[1], read.name) in names:
            read.wrong.append(hsds.Wrong("id" if read.id in ids else "name", "id", "twice"))
        ids.add(read.id)
        names.add((read.organization[1], read.name))


def _existing(reads: list[hsds.Read]) -> dict[str, Service]:
    ids = [read.id for read in reads]
    own = [UUID(one) for one in ids if _is_uuid(one)]
    found = Service.objects.prefetch_related("places", "areas")
    rows = {str(row.pk): row for row in found.filter(pk__in=own)}
    return rows | {row.source_id: row for row in found.filter(source_id__in=ids)}


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _merged(said: ServiceIn, row: Service | None) -> ServiceIn:
    if row is None:
        return said
    now = entered(row)
    return replace(said, **{name: getattr(now, name) for name in KEPT})


def _same(step: _Step, row: Service) -> bool:
    now = entered(row)
    places = {_plain(place_as_entered(place)) for place in row.places.all()}
    wanted = replace(
        step.service, capacity=now.capacity, places_free=now.places_free, waiting=now.waiting,
        capacity_as_of=now.capacity_as_of,
    )  # fmt: skip
    newer = step.service.capacity_as_of
    fresh = newer is not None and (row.capacity_as_of is None or newer > row.capacity_as_of)
    return (
        wanted == now
        and not fresh
        and step.read.state == ServiceState(row.state)
        and {_plain(place) for place in step.read.places} == places
    )


def _plain(place: PlaceIn) -> str:
    said = {name: value for name, value in asdict(place).items() if name not in ("agency_id", "source_id", "active")}
    return repr(sorted(said.items()))


def _found_bodies(deed: Deed, plan: Plan, steps: list[_Step]) -> dict[str, UUID]:
    """Every body by its name; those nobody knows are founded. An existing entry stays with its body."""
    bodies = {row.name: row.agency_id for row in accounts.agency_choices()}
    for name in plan.agencies:
        if any(step.read.organization[1] == name and step.row is None for step in steps):
            bodies[name] = accounts.found_agency(deed, name=name, kind=accounts.AgencyKind.OTHER, sector=Sector.PRIVATE)
    for step in steps:
        if step.row is not None:
            bodies.setdefault(step.read.organization[1], step.row.agency_id)
    return bodies


def _enter(deed: Deed, step: _Step, *, agency_id: UUID) -> None:
    if step.row is not None and _same(step, step.row):
        return
    body = step.row.agency_id if step.row is not None else agency_id
    places = tuple(_place(deed, replace(place, agency_id=body)) for place in step.read.places)
    service = replace(step.service, agency_id=body, places=places)
    if step.row is None:
        service_id = register_service(deed, service)
    else:
        service_id = step.row.pk
        change_service(deed, service_id=service_id, service=service, version=step.row.version)
    _say_the_rest(deed, service_id, step)


def _place(deed: Deed, place: PlaceIn) -> UUID:
    """A place of the file: the one it was before, else one of that name, else a new one."""
    rows = Place.objects.filter(agency_id=place.agency_id)
    own = rows.filter(pk=place.source_id).first() if _is_uuid(place.source_id) else None
    row = own or rows.filter(source_id=place.source_id).first() or rows.filter(name=place.name).first()
    if row is None:
        return open_place(deed, place)
    now = place_as_entered(row)
    wanted = replace(place, source_id=now.source_id, active=now.active)
    if wanted != now:
        change_place(deed, place_id=row.pk, place=wanted, version=row.version)
    return row.pk


def _say_the_rest(deed: Deed, service_id: UUID, step: _Step) -> None:
    """State, the day it was assured, and places said since ours: what a file knows better than a form."""
    row = Service.objects.get(pk=service_id)
    row.state = step.read.state
    if step.read.assured_on is not None:
        row.assured_on = min(step.read.assured_on, deed.day)
    as_of = step.service.capacity_as_of
    if as_of is not None and as_of <= deed.at and (row.capacity_as_of is None or as_of > row.capacity_as_of):
        row.capacity, row.capacity_as_of = Capacity(step.service.capacity), as_of
        row.places_free, row.waiting = step.service.places_free, step.service.waiting
    row.save(update_fields=["state", "assured_on", "capacity", "capacity_as_of", "places_free", "waiting"])
