"""Announced absences: written down, taken back, ended by life at home or by somebody's word, and missed when overdue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.events import About
from chomchom.ledger.public import record
from chomchom.rulebook.public import whole
from chomchom.silence.away import Trip as EngineTrip
from chomchom.wellbeing import access
from chomchom.wellbeing.actions.raising import Found, raise_found
from chomchom.wellbeing.events import TripAnnounced, TripEnded, TripOverdue, TripWithdrawn
from chomchom.wellbeing.models import Home, Trip
from chomchom.wellbeing.rules.alerts import Finding
from chomchom.wellbeing.rules.readings import BLOCK
from chomchom.wellbeing.rules.trips import (
    OVER,
    Bounds,
    Span,
    TripState,
    check_trip,
    engine_trip,
    explains_now,
    trip_state,
)
from chomchom.wellbeing.rules.words import PROGRAMME, AlertKind, Grade, HowSaid, Reason, WhoSaid
from chomchom.wellbeing.signs import heard_until, last_signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What was said: from which day until which, who said it and how."""

    span: Span
    said_by: WhoSaid
    said_how: HowSaid


def announce_trip(deed: Deed, *, home_id: int, told: Announced) -> UUID:
    """Write down that a home will be empty. A newer word replaces what was said about the same days.

    Nothing that stands open is lowered or ended by it. Raises Refused: home-not-found, may-not-watch,
    trip-ends-before-it-begins, trip-is-over, trip-too-long, trip-too-far.
    """
    home = access.load_home(deed, home_id)
    access.check_may_watch(deed, dong=home.dong)
    check_trip(told.span, today=deed.day, bounds=bounds(deed))
    return write_trip(deed, home, told)


def write_trip(deed: Deed, home: Home, told: Announced) -> UUID:
    """Write down an absence whose sayer and days have been checked by the caller."""
    span = told.span
    same = Trip.objects.filter(home=home, from_on__lte=span.until_on, until_on__gte=span.from_on)
    for old in same.filter(returned_at=None, withdrawn_at=None):
        _withdraw(deed, old, home)
    row = Trip.objects.create(
        home=home, person_id=home.person_id, from_on=span.from_on, until_on=span.until_on, said_by=told.said_by,
        said_how=told.said_how, noted_at=deed.at, noted_by=deed.actor_id,
    )  # fmt: skip
    event = TripAnnounced(
        home=home.pk, trip_id=row.pk, from_on=span.from_on, until_on=span.until_on, said_by=told.said_by,
        said_how=told.said_how,
    )  # fmt: skip
    record(deed, event, stream=home.enrolment_id, about=_about(home))
    return row.pk


def bounds(deed: Deed) -> Bounds:
    """What the city lets be written down."""
    return Bounds(
        longest=whole("wellbeing.trip_longest_days", on=deed.day),
        ahead=whole("wellbeing.trip_said_before_days", on=deed.day),
        before=whole("wellbeing.trip_said_after_days", on=deed.day),
    )


def end_trip(deed: Deed, *, trip_id: UUID) -> None:
    """Somebody said that they are back. From now on a silence counts again. Raises Refused("trip-not-found")."""
    trip = access.load_trip(deed, trip_id)
    if deed.day < trip.from_on:
        _withdraw(deed, trip, trip.home)
        return
    _end(deed, trip, at=deed.at, early=deed.day < trip.until_on)


def withdraw_trip(deed: Deed, *, trip_id: UUID) -> None:
    """It was a mistake or they did not go. Raises Refused("trip-not-found")."""
    trip = access.load_trip(deed, trip_id)
    _withdraw(deed, trip, trip.home)


def watch_returns(deed: Deed, number: int, *, signs: Mapping[int, datetime]) -> int:
    """Look at the running absences of a block of homes; `signs` are the last signs of the meters. Returns alerts raised.

    Life at home before the day of return is told once, so that a person makes sure who is there; a return that does not
    happen is told once and is 미확인. A return in time ends the absence without a word. As long as readings of those
    hours may still come, nobody is overdue.
    """
    access.check_may_sweep(deed)
    at = _known_until(deed, number)
    found = []
    for trip in running(number).filter(from_on__lte=deed.day).select_related("home"):
        sign = signs.get(trip.home_id)
        state = trip_state(span_of(trip), at=at, sign=sign)
        if state in OVER:
            _end(deed, trip, at=sign or deed.at, early=state is TripState.BACK_EARLY)
        if state is TripState.BACK_EARLY:
            reason = Reason("trip-return", {"days": max((trip.until_on - deed.day).days, 1)})
            found.append(_found(trip, AlertKind.TRIP_RETURN, Grade.WATCH, reason, began=sign or deed.at))
        elif state is TripState.OVERDUE and trip.overdue_at is None:
            Trip.objects.filter(pk=trip.pk).update(overdue_at=deed.at)
            record(deed, TripOverdue(home=trip.home_id, trip_id=trip.pk), stream=trip.home.enrolment_id)
            back_by = span_of(trip).back_by
            reason = Reason("trip-overdue", {"hours": int((deed.at - back_by).total_seconds() // 3600)})
            found.append(_found(trip, AlertKind.TRIP_OVERDUE, Grade.UNKNOWN, reason, began=back_by))
    return raise_found(deed, found)[0]


def _known_until(deed: Deed, number: int) -> datetime:
    """The moment up to which the meters have told: not now, where they deliver once a day. A lost feed waits no more."""
    heard = heard_until(number)
    lost = timedelta(hours=whole("wellbeing.feed_lost_hours", on=deed.day))
    return heard if heard is not None and deed.at - lost < heard < deed.at else deed.at


def running(number: int) -> QuerySet[Trip]:
    """The absences of a block of homes that nobody has ended or taken back."""
    rows = Trip.objects.filter(home_id__gte=number * BLOCK, home_id__lt=(number + 1) * BLOCK, home__active=True)
    return rows.filter(returned_at=None, withdrawn_at=None).order_by("pk")


def engine_trips(number: int) -> list[EngineTrip]:
    """The running absences of a block of homes as the engine takes them (`silence.away_of(…, trips=…)`): the place in
    the block, the first hour and the hour of return. An absence that ended or was taken back explains nothing more."""
    return [engine_trip(trip.home_id % BLOCK, span_of(trip)) for trip in running(number)]


def away_now(deed: Deed, number: int) -> set[int]:
    """The homes of a block whose people are away as they said: they are not asked how they are just now."""
    return {trip.home_id for trip in running(number) if explains_now(span_of(trip), at=deed.at)}


def span_of(trip: Trip) -> Span:
    """The days of an absence."""
    return Span(trip.from_on, trip.until_on)


def away_since(deed: Deed, home: Home) -> date:
    """The day somebody left who says only now that they are away: that of the meters' last sign, else today."""
    sign = last_signs(home.pk // BLOCK).get(home.pk)
    day = sign.astimezone(SEOUL).date() if sign is not None else deed.day
    return max(min(day, deed.day), deed.day - timedelta(days=bounds(deed).before))


def _found(trip: Trip, kind: AlertKind, grade: Grade, reason: Reason, *, began: datetime) -> Found:
    finding = Finding(kind=kind, grade=grade, reasons=(reason,), hours_silent=0, rarity_days=0)
    return Found(trip.home_id, finding, began, key=f"{kind}:{trip.pk}")


def _end(deed: Deed, trip: Trip, *, at: datetime, early: bool) -> None:
    Trip.objects.filter(pk=trip.pk).update(returned_at=at)
    event = TripEnded(home=trip.home_id, trip_id=trip.pk, early=early)
    record(deed, event, stream=trip.home.enrolment_id, about=_about(trip.home))


def _withdraw(deed: Deed, trip: Trip, home: Home) -> None:
    Trip.objects.filter(pk=trip.pk).update(withdrawn_at=deed.at)
    record(deed, TripWithdrawn(home=home.pk, trip_id=trip.pk), stream=home.enrolment_id, about=_about(home))


def _about(home: Home) -> About:
    return About(programme=PROGRAMME, dong=home.dong, person_id=home.person_id)
