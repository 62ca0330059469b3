"""An announced absence: what may be written down, and where it stands.

It explains a silence that began with it and nothing else: not an outage, not a silence from before, and none after it.
The engine asks the same of it in hours (`chomchom.silence.away`); here it is what a person is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.silence.away import EARLY, LATE, Trip

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
UNSAID_DAYS = 1
"""Days until the return of somebody who said they are away and not for how long: the shortest, then they are asked."""


class TripState(StrEnum):
    """Where an announced absence stands."""

    COMING = "coming"
    ON = "on"
    DUE = "due"  # the announced return has passed a few hours ago
    OVERDUE = "overdue"
    BACK = "back"
    BACK_EARLY = "back_early"  # life at home before the day of return: somebody is there


OVER = frozenset({TripState.BACK, TripState.BACK_EARLY})


@dataclass(frozen=True, slots=True)
class Span:
    """The first day away and the day of return, both included."""

    from_on: date
    until_on: date

    @property
    def left_by(self) -> datetime:
        """Life later than this is no packing any more: the end of the day on which they leave."""
        return midnight(self.from_on + DAY)

    @property
    def back_by(self) -> datetime:
        """The end of the day of return."""
        return midnight(self.until_on + DAY)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the city lets be written down, in days."""

    longest: int
    ahead: int
    before: int


def midnight(day: date) -> datetime:
    """The beginning of a day in Korea."""
    return datetime.combine(day, time(0), SEOUL)


def check_trip(span: Span, *, today: date, bounds: Bounds) -> None:
    """Can this absence be written down? It has an end that is not over yet, and is neither too long nor too far."""
    if span.until_on < today:
        raise Refused("trip-is-over")
    if span.until_on < span.from_on:
        raise Refused("trip-ends-before-it-begins")
    if (span.until_on - span.from_on).days > bounds.longest:
        raise Refused("trip-too-long", most=bounds.longest)
    if not today - timedelta(days=bounds.before) <= span.from_on <= today + timedelta(days=bounds.ahead):
        raise Refused("trip-too-far", before=bounds.before, ahead=bounds.ahead)


def trip_state(span: Span, *, at: datetime, sign: datetime | None) -> TripState:
    """Where it stands, by the newest sign of life at home (None where no meter could show one).

    On the day of leaving life at home is packing. From the next day on it means that somebody is there; before the day
    of return that is early. Whose home has no meter is never called overdue by it: they are asked instead.
    """
    if sign is not None and sign >= span.left_by:
        return TripState.BACK_EARLY if sign < midnight(span.until_on) else TripState.BACK
    if at < midnight(span.from_on):
        return TripState.COMING
    if at < span.back_by:
        return TripState.ON
    if sign is None or at < span.back_by + HOUR * LATE:
        return TripState.DUE
    return TripState.OVERDUE


def explains_now(span: Span, *, at: datetime) -> bool:
    """Whether somebody need not be asked how they are just now: they are away as they said."""
    return midnight(span.from_on) <= at < span.back_by


def engine_trip(place: int, span: Span) -> Trip:
    """An absence as the engine takes it: the place of the home, the first hour, and the hour of return, since 1970 UTC.

    People say the day on which they leave and not the hour. The engine lets a silence be `EARLY` hours older and
    `SETTLING` hours younger than a journey; 18:00 makes of that exactly the day they named.
    """
    left = midnight(span.from_on) + HOUR * EARLY
    first, back = (int(moment.timestamp() // 3600) for moment in (left, span.back_by))
    return place, first, back
