"""Tables of outreach. Personal text is sealed; who a person is stands in `people` and only ids are kept here."""

from __future__ import annotations

from chomchom.outreach.models.episodes import OPEN_NOW, AreaIncident, Attempt, Episode, EpisodeQuerySet, Signal
from chomchom.outreach.models.register import Activity, Consultation, Deficit, GoodsLink
from chomchom.outreach.models.reports import Report, StatusTry
from chomchom.outreach.models.rounds import ColumnMemory, DiscoveryRound, DiscoveryRow
from chomchom.outreach.models.visits import SiteCheck, SiteCheckAnswer

__all__ = [
    "OPEN_NOW",
    "Activity",
    "AreaIncident",
    "Attempt",
    "ColumnMemory",
    "Consultation",
    "Deficit",
    "DiscoveryRound",
    "DiscoveryRow",
    "Episode",
    "EpisodeQuerySet",
    "GoodsLink",
    "Report",
    "Signal",
    "SiteCheck",
    "SiteCheckAnswer",
    "StatusTry",
]
