"""Announced absences for pages: where each stands, who said it and how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.wellbeing import access
from chomchom.wellbeing.models import Trip
from chomchom.wellbeing.rules.trips import Span, TripState, trip_state
from chomchom.wellbeing.rules.words import HowSaid, WhoSaid
from chomchom.wellbeing.sentences import HOW_SAID, TRIP_STATES, WHO_SAID

SHOWN = 10


@dataclass(frozen=True, slots=True)
class TripRow:
    """One absence as it is read aloud."""

    id: UUID
    state: TripState
    state_word: str
    from_on: date
    until_on: date
    who_word: str
    how_word: str
    noted_at: datetime
    running: bool


def trips_running(deed: Deed, person_ids: Iterable[UUID]) -> dict[UUID, TripRow]:
    """The absence that runs or comes next for each of these persons, for boards and pages of other rooms. One query."""
    rows = Trip.objects.filter(person_id__in=list(person_ids), home__in=access.visible_to(deed))
    found = rows.filter(returned_at=None, withdrawn_at=None).order_by("-from_on", "-noted_at")
    return {row.person_id: _row(deed, row) for row in found}


def trips_of_home(deed: Deed, home_id: int) -> list[TripRow]:
    """The newest absences of one home, also those that are over. One query."""
    rows = Trip.objects.filter(home_id=home_id, home__in=access.visible_to(deed), withdrawn_at=None)
    return [_row(deed, row) for row in rows.order_by("-from_on", "-noted_at")[:SHOWN]]


def _row(deed: Deed, row: Trip) -> TripRow:
    state = _state(deed, row)
    return TripRow(
        id=row.pk, state=state, state_word=str(TRIP_STATES[state]), from_on=row.from_on, until_on=row.until_on,
        who_word=str(WHO_SAID[WhoSaid(row.said_by)]), how_word=str(HOW_SAID[HowSaid(row.said_how)]),
        noted_at=row.noted_at, running=row.returned_at is None and row.withdrawn_at is None,
    )  # fmt: skip


def _state(deed: Deed, row: Trip) -> TripState:
    """By what was written down; the machine that looks at the meters writes down returns and their absence."""
    if row.overdue_at is not None and row.returned_at is None:
        return TripState.OVERDUE
    return trip_state(Span(row.from_on, row.until_on), at=deed.at, sign=row.returned_at)
