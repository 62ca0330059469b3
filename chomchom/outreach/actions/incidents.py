"""Ending an area incident: a person says why and how it is known; homes with more to say go back to the board."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.ledger import public as ledger
from chomchom.outreach import access
from chomchom.outreach.actions.closing import end_episodes
from chomchom.outreach.events import IncidentEnded
from chomchom.outreach.models import AreaIncident, Episode
from chomchom.outreach.rules.arrivals import minutes_since
from chomchom.outreach.rules.storms import HomeInIncident, check_incident_may_end, settles_with_incident
from chomchom.outreach.rules.words import EpisodeState, Grade, HowKnown, IncidentCause, Outcome
from chomchom.store.acting import require


@dataclass(frozen=True, slots=True)
class IncidentEnd:
    """How many homes were settled with the incident and how many went back to the board."""

    settled: int
    released: int


def end_incident(
    deed: Deed, *, incident_id: UUID, cause: IncidentCause, how_known: HowKnown | None, settle: bool
) -> IncidentEnd:
    """End an incident. With `settle`, homes for which nothing but the incident speaks are settled as well.

    심각 homes, homes somebody tried to reach and homes with another signal always go back to the board. Raises
    `incident-not-found`, `machine-may-not-close`, `incident-already-ended`, `close-needs-how-known`.
    """
    require(deed)
    incident = access.load_incident(deed, incident_id, lock=True)
    check_incident_may_end(open_now=incident.ended_at is None, by_person=not deed.has(Role.SYSTEM), how_known=how_known)
    homes = Episode.objects.open().filter(incident=incident).order_by("pk").select_for_update()
    settled = [home for home in homes if settle and settles_with_incident(_facts(home))]
    for home in settled:
        home.how_known = how_known or ""
    if settled:
        end_episodes(deed, settled, move="settle", outcome=Outcome.SAFE, batch=True)
    released = _release(incident)
    incident.ended_at, incident.ended_by = deed.at, deed.actor_id
    incident.cause, incident.how_known = cause, how_known or ""
    incident.save()
    event = IncidentEnded(
        incident_id=incident.pk,
        cause=cause,
        settled=len(settled),
        released=released,
        minutes=minutes_since(incident.started_at, deed.at),
    )
    ledger.record(deed, event, stream=incident.pk)
    return IncidentEnd(len(settled), released)


def _facts(home: Episode) -> HomeInIncident:
    return HomeInIncident(EpisodeState(home.state), Grade(home.grade), home.attempt_count, home.signal_count)


def _release(incident: AreaIncident) -> int:
    rows = Episode.objects.open().filter(incident=incident)
    rows.filter(in_incident=True).update(in_incident=False)
    return rows.count()
