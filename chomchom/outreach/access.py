"""Who sees and does what in outreach; follows docs/access.md line by line."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.outreach.models import (
    Activity,
    AreaIncident,
    Deficit,
    DiscoveryRound,
    Episode,
    EpisodeQuerySet,
    GoodsLink,
    SiteCheck,
)
from chomchom.outreach.rules.words import Door
from chomchom.store.grants import held_by

WORKS_EPISODES = (Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER)
SEES_ITEMS = (Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER)
ENTERS = (Role.DONG_OFFICER, Role.TEAM_HEAD, Role.CITY_OFFICER)
ENDS_INCIDENTS = (Role.DESK, Role.DONG_OFFICER, Role.TEAM_HEAD, Role.CITY_OFFICER)
PRINTS = ENDS_INCIDENTS
RECEIVES = (*WORKS_EPISODES, Role.PROGRAMME_OFFICER)
OWN_DOORS: dict[Role, frozenset[Door]] = {
    Role.AGENCY_WORKER: frozenset({Door.AGENCY}),
    Role.AGENCY_LEAD: frozenset({Door.AGENCY}),
    Role.NEIGHBOUR: frozenset({Door.REPORT, Door.SITE_CHECK}),
    Role.LINK: frozenset({Door.SITE_CHECK}),
    Role.COMPANION: frozenset({Door.COMPANION}),
    Role.PROVINCE: frozenset({Door.PROVINCE}),
    Role.CITIZEN: frozenset({Door.SELF}),
}
GRANTED = (Role.AGENCY_WORKER, Role.AGENCY_LEAD, Role.NEIGHBOUR, Role.COMPANION, Role.LINK)


def visible_to(deed: Deed) -> EpisodeQuerySet:
    """Episodes that exist for this deed: list, count, print and load all ask here."""
    if deed.has(Role.SYSTEM):
        return Episode.objects.all()
    if deed.has(*WORKS_EPISODES):
        return Episode.objects.all() if deed.whole_city else Episode.objects.in_dongs(deed.areas)
    if deed.has(*GRANTED):
        return Episode.objects.filter(held_by(deed, deed.holder))
    return Episode.objects.none()


def visible_ids(deed: Deed, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these episodes this deed may see. One query."""
    return set(visible_to(deed).filter(pk__in=list(ids)).values_list("pk", flat=True))


def load_episode(deed: Deed, episode_id: UUID, *, lock: bool = False) -> Episode:
    """One episode. Not there and not yours read alike: `episode-not-found`."""
    rows = visible_to(deed).filter(pk=episode_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Refused("episode-not-found")
    return found


def check_may_receive(deed: Deed, *, door: Door, dong: str) -> None:
    """May a signal of this door and dong be written down by this deed? Raises `signal-not-yours`."""
    if deed.has(Role.SYSTEM):
        return
    if deed.has(*RECEIVES):
        if dong and not deed.covers(dong) and not deed.whole_city:
            raise Refused("signal-not-yours")
        return
    if not any(door in doors for role, doors in OWN_DOORS.items() if deed.has(role)):
        raise Refused("signal-not-yours")


def check_may_try(deed: Deed, episode: Episode) -> None:
    """May this deed log an attempt? Raises `episode-not-your-part`."""
    if not deed.has(Role.SYSTEM, *WORKS_EPISODES):
        raise Refused("episode-not-your-part")


def check_may_ask(deed: Deed, episode: Episode) -> None:
    """May this deed ask for a site check? Raises `episode-not-your-part`."""
    check_may_try(deed, episode)


def check_may_end(deed: Deed, episode: Episode) -> None:
    """May this deed end the episode? Machines may not. Raises `machine-may-not-close`, `episode-not-your-part`."""
    if deed.has(Role.SYSTEM):
        raise Refused("machine-may-not-close")
    if not deed.has(*WORKS_EPISODES):
        raise Refused("episode-not-your-part")


def check_may_print(deed: Deed) -> None:
    """May this deed print the list for a dead network? Raises `print-not-your-part`."""
    if not deed.has(*PRINTS):
        raise Refused("print-not-your-part")


def may_see_items(deed: Deed) -> bool:
    """Discovery items (47 kinds of crisis data) are for public officers named in docs/access.md only."""
    return deed.has(*SEES_ITEMS)


def checks_visible_to(deed: Deed) -> QuerySet[SiteCheck]:
    """Site checks that exist for this deed: officers by dong, visitors by name or grant."""
    rows = SiteCheck.objects.select_related("episode")
    if deed.has(Role.SYSTEM):
        return rows
    if deed.has(*WORKS_EPISODES):
        named = Q(visitor_id=deed.actor_id)
        return rows if deed.whole_city else rows.filter(Q(episode__dong__in=sorted(deed.areas)) | named)
    if deed.has(*GRANTED):
        own = Q(agency_id=deed.agency_id) if deed.agency_id and not deed.link_id else Q(pk__in=[])
        return rows.filter(own | held_by(deed, deed.holder))
    return rows.none()


def load_check(deed: Deed, site_check_id: UUID, *, lock: bool = False) -> SiteCheck:
    """One site check: `site-check-not-found` for what is not there or not yours."""
    rows = checks_visible_to(deed).filter(pk=site_check_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Refused("site-check-not-found")
    return found


def check_may_report(deed: Deed, check: SiteCheck) -> None:
    """May this deed answer? Machines never stand at a door. Raises `machine-may-not-visit`."""
    if deed.has(Role.SYSTEM):
        raise Refused("machine-may-not-visit")


def incidents_visible_to(deed: Deed) -> QuerySet[AreaIncident]:
    """Area incidents that touch the deed's dongs."""
    rows = AreaIncident.objects.all()
    if deed.has(Role.SYSTEM):
        return rows
    if deed.has(*ENDS_INCIDENTS):
        return rows if deed.whole_city else rows.filter(dongs__overlap=sorted(deed.areas))
    return rows.none()


def load_incident(deed: Deed, incident_id: UUID, *, lock: bool = False) -> AreaIncident:
    """One area incident: `incident-not-found`."""
    rows = incidents_visible_to(deed).filter(pk=incident_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Refused("incident-not-found")
    return found


def rounds_visible_to(deed: Deed) -> QuerySet[DiscoveryRound]:
    """Discovery rounds: a dong officer sees those she brought in, the city's officers all."""
    rows = DiscoveryRound.objects.all()
    if deed.has(Role.SYSTEM, Role.TEAM_HEAD, Role.CITY_OFFICER):
        return rows
    if deed.has(Role.DONG_OFFICER):
        return rows.filter(uploaded_by=deed.actor_id)
    return rows.none()


def load_round(deed: Deed, round_id: UUID, *, lock: bool = False) -> DiscoveryRound:
    """One round: `round-not-found`."""
    rows = rounds_visible_to(deed).filter(pk=round_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Refused("round-not-found")
    return found


def check_may_import(deed: Deed) -> None:
    """May this deed bring in a discovery round? Raises `import-not-your-part`."""
    if not deed.has(*ENTERS):
        raise Refused("import-not-your-part")


def check_may_enter(deed: Deed, *, dong: str, agency_id: UUID | None = None) -> None:
    """May this deed enter activities, goods or needs of a dong? Raises `entry-not-your-part`, `entry-elsewhere`."""
    if deed.has(Role.AGENCY_WORKER, Role.AGENCY_LEAD):
        if agency_id is None or agency_id != deed.agency_id:
            raise Refused("entry-not-your-part")
        return
    if not deed.has(*ENTERS, Role.CASE_MANAGER):
        raise Refused("entry-not-your-part")
    if not deed.covers(dong):
        raise Refused("entry-elsewhere")


def activities_visible_to(deed: Deed) -> QuerySet[Activity]:
    """Activities by dong for officers, own ones for agencies."""
    if deed.has(*ENTERS):
        return Activity.objects.all() if deed.whole_city else Activity.objects.filter(dong__in=sorted(deed.areas))
    if deed.has(Role.AGENCY_WORKER, Role.AGENCY_LEAD) and deed.agency_id:
        return Activity.objects.filter(agency_id=deed.agency_id)
    return Activity.objects.none()


def goods_visible_to(deed: Deed) -> QuerySet[GoodsLink]:
    """One-off links by dong."""
    if deed.has(*WORKS_EPISODES):
        return GoodsLink.objects.all() if deed.whole_city else GoodsLink.objects.filter(dong__in=sorted(deed.areas))
    return GoodsLink.objects.none()


def deficits_visible_to(deed: Deed) -> QuerySet[Deficit]:
    """Rows of the deficit register by dong; whoever sees figures only asks `may_see_deficit_figures`."""
    if deed.has(*WORKS_EPISODES, Role.PROGRAMME_OFFICER):
        return Deficit.objects.all() if deed.whole_city else Deficit.objects.filter(dong__in=sorted(deed.areas))
    return Deficit.objects.none()


def may_see_deficit_figures(deed: Deed) -> bool:
    """The council office and agency leads see the register as figures."""
    return deed.has(Role.COUNCIL_OFFICE, Role.AGENCY_LEAD, *WORKS_EPISODES, Role.PROGRAMME_OFFICER)


def deficit_figures() -> QuerySet[Deficit]:
    """All rows of the register, to be counted only; the caller has asked `may_see_deficit_figures`."""
    return Deficit.objects.all()
