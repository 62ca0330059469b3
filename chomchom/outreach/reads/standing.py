"""Where episodes stand, for a machine that goes on only while nobody is at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.outreach import access
from chomchom.outreach.models import Episode
from chomchom.outreach.rules.words import OPEN_STATES, EpisodeState


@dataclass(frozen=True, slots=True)
class Standing:
    """State of an episode; `ended` only by a person. One joined into an older one stands as that one."""

    state: EpisodeState
    ended: bool
    in_incident: bool


def episode_standing(deed: Deed, ids: Iterable[UUID | None]) -> dict[UUID, Standing]:
    """How the episodes of these ids stand, by the id asked for; what the deed may not see is left out. Two queries."""
    wanted = [one for one in ids if one is not None]
    rows = {row.pk: row for row in access.visible_to(deed).filter(pk__in=wanted)}
    later = {row.joined_into_id for row in rows.values() if row.joined_into_id is not None}
    rows |= {row.pk: row for row in Episode.objects.filter(pk__in=later)} if later else {}
    return {one: _standing(rows[one], rows) for one in wanted if one in rows}


def _standing(row: Episode, rows: dict[UUID, Episode]) -> Standing:
    row = rows.get(row.joined_into_id, row) if row.joined_into_id is not None else row
    state = EpisodeState(row.state)
    return Standing(state, state not in OPEN_STATES, row.in_incident)
