"""Who sees and changes the directory. Services are public inside the house; neighbours are for officers of their dong."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import PUBLIC_OFFICERS, Role
from chomchom.kernel.verdicts import Refused
from chomchom.network.models import Neighbour, NeighbourQuerySet, Place, Service, ServiceQuerySet

READERS = PUBLIC_OFFICERS - {Role.PRIVACY_OFFICER, Role.PAYMENT_RELEASER} | {
    Role.AGENCY_WORKER,
    Role.AGENCY_LEAD,
    Role.COUNCIL_OFFICE,
    Role.COUNCIL_MEMBER,
    Role.RESEARCHER,
    Role.CITIZEN,
    Role.SYSTEM,
}
EVERY_CAPACITY = frozenset({Role.DONG_OFFICER, Role.TEAM_HEAD, Role.CITY_OFFICER, Role.PROGRAMME_OFFICER, Role.SYSTEM})
REGISTRARS = frozenset({Role.TEAM_HEAD, Role.CITY_OFFICER, Role.PROGRAMME_OFFICER, Role.SYSTEM})
OWN = frozenset({Role.AGENCY_WORKER, Role.AGENCY_LEAD})
NEIGHBOUR_READERS = frozenset(
    {Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER, Role.SYSTEM}
)
NEIGHBOUR_WRITERS = NEIGHBOUR_READERS - {Role.CASE_MANAGER}


def visible_to(deed: Deed) -> ServiceQuerySet:
    """The services somebody may know of: all, for everyone who works with the directory. A link deed sees none."""
    if deed.has(*READERS) and deed.link_id is None:
        return Service.objects.all()
    return Service.objects.none()


def published() -> ServiceQuerySet:
    """The services anybody may read of, without an account: those an agency lists and has not ended."""
    return Service.objects.filter(listed=True).running()


def visible_places(deed: Deed) -> QuerySet[Place]:
    """The places somebody may know of: all, for everyone who works with the directory."""
    if deed.has(*READERS) and deed.link_id is None:
        return Place.objects.all()
    return Place.objects.none()


def load_place(deed: Deed, place_id: UUID, *, lock: bool = False) -> Place:
    """One place; raises `place-not-found`."""
    rows = visible_places(deed)
    place = (rows.select_for_update() if lock else rows).filter(pk=place_id).first()
    if place is None:
        raise Refused("place-not-found")
    return place


def load_service(deed: Deed, service_id: UUID, *, lock: bool = False) -> Service:
    """One service; raises `service-not-found`."""
    rows = visible_to(deed)
    service = (rows.select_for_update() if lock else rows).filter(pk=service_id).first()
    if service is None:
        raise Refused("service-not-found")
    return service


def check_may_say_capacity(deed: Deed, service: Service) -> None:
    """Own staff and the city say how many places there are; raises `may-not-change-service`."""
    if deed.has(*EVERY_CAPACITY):
        return
    if deed.has(*OWN) and deed.agency_id is not None and deed.agency_id == service.agency_id:
        return
    raise Refused("may-not-change-service")


def check_may_register(deed: Deed, agency_id: UUID) -> None:
    """The city registers any service, an agency's lead those of the own agency; raises `may-not-register-service`."""
    if deed.has(*REGISTRARS):
        return
    if deed.has(Role.AGENCY_LEAD) and deed.agency_id is not None and deed.agency_id == agency_id:
        return
    raise Refused("may-not-register-service")


EXCHANGERS = frozenset({Role.CITY_OFFICER, Role.SYSTEM})


def check_may_exchange(deed: Deed) -> None:
    """The city brings in other directories' files, which may found bodies; raises `may-not-exchange-directory`."""
    if not deed.has(*EXCHANGERS):
        raise Refused("may-not-exchange-directory")


def visible_neighbours(deed: Deed) -> NeighbourQuerySet:
    """The neighbours of the dongs a posting covers."""
    if not deed.has(*NEIGHBOUR_READERS):
        return Neighbour.objects.none()
    if deed.whole_city:
        return Neighbour.objects.all()
    if deed.areas:
        return Neighbour.objects.all().in_dongs(deed.areas)
    return Neighbour.objects.none()


def load_neighbour(deed: Deed, neighbour_id: UUID, *, lock: bool = False) -> Neighbour:
    """One neighbour of one's area; raises `neighbour-not-found`."""
    neighbour = visible_neighbours(deed).filter(pk=neighbour_id).first()
    if neighbour is None:
        raise Refused("neighbour-not-found")
    if lock:
        return Neighbour.objects.select_for_update().get(pk=neighbour.pk)
    return neighbour


def check_may_register_neighbour(deed: Deed, dongs: frozenset[str]) -> None:
    """Raises `may-not-see-neighbours` for a role without the list, `neighbour-outside-your-area` for another dong."""
    if not deed.has(*NEIGHBOUR_WRITERS):
        raise Refused("may-not-see-neighbours")
    if not dongs or not all(deed.covers(dong) for dong in dongs):
        raise Refused("neighbour-outside-your-area")
