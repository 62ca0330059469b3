"""Area incidents: recognised while signals arrive, ended by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, F

from chomchom.kernel.deeds import Deed
from chomchom.ledger import public as ledger
from chomchom.outreach.events import IncidentOpened
from chomchom.outreach.models import AreaIncident, Episode, Signal
from chomchom.outreach.rules.arrivals import SignalIn
from chomchom.outreach.rules.storms import STORM_DOORS, Arrival, dongs_in_storm
from chomchom.outreach.rules.words import Door, EpisodeState
from chomchom.rulebook.public import whole

STORM_LOCK = 0x73746F72


@dataclass
class Storm:
    """The incidents a batch belongs to, by door and dong; most batches have none."""

    since: datetime
    incidents: dict[Door, tuple[AreaIncident, frozenset[str]]] = field(default_factory=dict)
    opened: set[UUID] = field(default_factory=set)

    def incident_of(self, signal: SignalIn) -> UUID | None:
        """The incident of a signal's door and dong, if there is one now."""
        found = self.incidents.get(signal.door)
        return found[0].pk if found and signal.dong in found[1] else None

    def adopt(self, deed: Deed) -> None:
        """Take in homes of the same door, dong and hour that came before the storm was seen, and count anew."""
        for door, (incident, dongs) in self.incidents.items():
            Episode.objects.open().filter(
                doors=[door],
                dong__in=sorted(dongs),
                state=EpisodeState.OPEN,
                attempt_count=0,
                incident=None,
                opened_at__gte=self.since,
            ).update(incident=incident, in_incident=True, version=F("version") + 1)
            incident.homes = Episode.objects.filter(incident=incident).count()
            incident.last_at = deed.at
            incident.save(update_fields=["homes", "last_at", "dongs"])
            if incident.pk in self.opened:
                event = IncidentOpened(incident_id=incident.pk, door=door, homes=incident.homes)
                ledger.record(deed, event, stream=incident.pk)


def gather_storm(deed: Deed, arriving: Sequence[tuple[SignalIn, object]]) -> Storm:
    """Hold a batch together with the last hour's arrivals against the city's bound; opens or meets the incidents."""
    window = timedelta(minutes=whole("outreach.storm_window_minutes", on=deed.day))
    storm = Storm(deed.at - window)
    homes = {(signal.door, signal.dong, key) for signal, key in arriving if signal.door in STORM_DOORS}
    if not homes:
        return storm
    arrivals = [Arrival(door, dong) for door, dong, _ in homes]
    before = (
        Signal.objects.filter(door__in=sorted(STORM_DOORS), received_at__gte=storm.since)
        .values("door", "dong")
        .annotate(homes=Count("episode_id", distinct=True))
    )
    for row in before:
        arrivals += [Arrival(Door(row["door"]), row["dong"])] * row["homes"]
    found = dongs_in_storm(arrivals, homes=whole("outreach.storm_homes", on=deed.day))
    touched = {(door, dong) for door, dong, _ in homes}
    for door, dongs in found.items():
        if any((door, dong) in touched for dong in dongs):
            storm.incidents[door] = (_incident(deed, storm, door, dongs), dongs)
    return storm


def _incident(deed: Deed, storm: Storm, door: Door, dongs: frozenset[str]) -> AreaIncident:
    with connection.cursor() as cursor:  # two batches of one storm make one incident
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [STORM_LOCK])
    running = (
        AreaIncident.objects.select_for_update()
        .filter(door=door, ended_at=None, last_at__gte=storm.since)
        .order_by("-started_at")
        .first()
    )
    if running is not None:
        running.dongs = sorted({*running.dongs, *dongs})
        return running
    made = AreaIncident.objects.create(door=door, dongs=sorted(dongs), started_at=deed.at, last_at=deed.at)
    storm.opened.add(made.pk)
    return made
