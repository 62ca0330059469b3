"""What anybody may read of the directory: entries for exchange, page by page, without anybody's own contact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.network import access
from chomchom.network.models import NeedKind, Place, Service, ServiceArea, ServiceQuerySet
from chomchom.network.models.entered import entered, place_as_entered
from chomchom.network.reads.finding import Search, find
from chomchom.network.reads.offered import ServiceRow, dong_name, limits_on, need_labels, rows_of
from chomchom.network.rules import Capacity, ServiceState, hsds, months_before
from chomchom.rulebook.dongs import dongs
from chomchom.store.city import city

PROVINCE = "경기도"  # Korean data: the province the city lies in
MOST_A_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """One page of a numbered list, and how many there are in all."""

    rows: tuple[hsds.Document, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are; none of nothing."""
        return -(-self.total // self.size)


def _published() -> ServiceQuerySet:
    active = [row.agency_id for row in accounts.agency_choices()]
    return access.published().filter(agency_id__in=active)


def services_page(deed: Deed, *, number: int, size: int, words: str = "", need: str = "", dong: str = "") -> Numbered:
    """Published services as documents, by name."""
    rows = _published()
    if words:
        found = find(deed, Search(words=words), size=MOST_A_PAGE, public=True)
        rows = rows.filter(pk__in=[row.id for row in found.rows])
    rows = rows.for_need(need) if need else rows
    rows = rows.covering(dong) if dong else rows
    start = (number - 1) * size
    some = rows.order_by("name", "id")[start : start + size]
    documents = tuple(hsds.write_service(entry) for entry in entries(deed, some))
    return Numbered(rows=documents, total=rows.count(), number=number, size=size)


def service_document(deed: Deed, service_id: UUID) -> hsds.Document:
    """One published service as a document; raises `service-not-found`."""
    found = entries(deed, _published().filter(pk=service_id))
    if not found:
        raise Refused("service-not-found")
    return hsds.write_service(found[0])


def entries(deed: Deed, rows: Iterable[Service]) -> list[hsds.Entry]:
    """Services with all that is published of them; five queries however many."""
    if isinstance(rows, ServiceQuerySet):
        rows = rows.prefetch_related("areas", "places")
    found = list(rows)
    labels = need_labels()
    names = {key: row.name for key, row in accounts.agencies({row.agency_id for row in found}).items()}
    months = limits_on(deed.day).advised_months
    here = city().name
    return [
        hsds.Entry(
            id=row.pk,
            service=replace(
                entered(row),
                capacity=Capacity(row.capacity),
                places_free=row.places_free,
                waiting=row.waiting,
                capacity_as_of=row.capacity_as_of,
            ),
            state=ServiceState(row.state),
            agency_name=names.get(row.agency_id, ""),
            need_name=labels.get(row.need_id, row.need_id),
            dong_names={area.dong: dong_name(area.dong) for area in row.areas.all()},
            places=tuple(_place(place) for place in sorted(row.places.all(), key=lambda one: one.name)),
            assured_on=row.assured_on,
            update_due=months_before(row.assured_on, -months),
            changed_at=row.changed_at or row.created_at,
            city=here,
            province=PROVINCE,
        )
        for row in found
    ]


def _place(row: Place) -> hsds.PlaceEntry:
    return hsds.PlaceEntry(id=row.pk, place=place_as_entered(row))


def organizations_page(deed: Deed, *, number: int, size: int) -> Numbered:
    """The bodies that publish a service, by name."""
    ids = set(_published().values_list("agency_id", flat=True))
    rows = sorted(accounts.agencies(ids).values(), key=lambda row: (row.name, str(row.agency_id)))
    some = rows[(number - 1) * size : number * size]
    documents = tuple(hsds.write_organization(row.agency_id, row.name) for row in some)
    return Numbered(rows=documents, total=len(rows), number=number, size=size)


def organization_document(deed: Deed, agency_id: UUID) -> hsds.Document:
    """One body with its published services; raises `service-not-found` for one that publishes none."""
    found = entries(deed, _published().filter(agency_id=agency_id).order_by("name", "id"))
    if not found:
        raise Refused("service-not-found")
    services = [hsds.write_service(entry) for entry in found]
    return hsds.write_organization(agency_id, found[0].agency_name) | {"services": services}


def at_locations_page(deed: Deed, *, number: int, size: int) -> Numbered:
    """Published services at their places."""
    links = Service.places.through.objects.filter(service__in=_published()).order_by("service__name", "id")
    start = (number - 1) * size
    wanted = [(row.service_id, row.place_id) for row in links[start : start + size]]
    rows = _published().filter(pk__in={service for service, _place in wanted})
    found = {entry.id: hsds.write_service(entry) for entry in entries(deed, rows)}
    documents = tuple(
        at | {"service": {key: found[service][key] for key in ("id", "name", "status")}}
        for service, place in wanted
        for at in found[service]["service_at_locations"]
        if at["location"]["id"] == str(place)
    )
    return Numbered(rows=documents, total=links.count(), number=number, size=size)


def terms() -> list[hsds.Document]:
    """The code table of needs as taxonomy terms, groups before their kinds; one query."""
    labels = need_labels()
    rows = NeedKind.objects.filter(active=True).order_by("group_id", "position")
    return [hsds.write_term(row.code, labels[row.code], parent=row.group_id or "") for row in rows]


def whole_directory(deed: Deed) -> list[hsds.Document]:
    """Every published service, for a file."""
    return [hsds.write_service(entry) for entry in entries(deed, _published().order_by("name", "id"))]


# The public page -----------------------------------------------------------------------------------------------------


def open_service(deed: Deed, service_id: UUID) -> ServiceRow:
    """One published service in words; raises `service-not-found`."""
    found = rows_of(deed, _published().filter(pk=service_id), wanted=None, on=deed.day)
    if not found:
        raise Refused("service-not-found")
    return found[0][0]


def services_by_dong(on: date, *, need: str = "") -> dict[str, int]:
    """How many published services somebody in each dong may use; two queries."""
    rows = _published().filter(state=ServiceState.ACTIVE)
    rows = rows.for_need(need) if need else rows
    everywhere = rows.filter(whole_city=True).count()
    own = ServiceArea.objects.filter(service__in=rows.filter(whole_city=False)).values("dong").annotate(n=Count("id"))
    counted = {row["dong"]: row["n"] for row in own}
    return {one.code: counted.get(one.code, 0) + everywhere for one in dongs()}
