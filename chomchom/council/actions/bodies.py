"""Bodies, their seats, how they count attendance and along which line their minutes are approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from chomchom.council import access
from chomchom.council.events import BodyFounded, CountingSet, LineSet, SeatEnded, SeatReached, SeatTaken
from chomchom.council.models import AttendanceRule, Body, LineStep, Seat
from chomchom.council.rules import seats as rules
from chomchom.council.rules.bodies import BodyKind, SeatKind, SeatRole
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.rulebook.dongs import is_dong
from chomchom.rulebook.public import whole
from chomchom.store.acting import require
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id

MOST_STEPS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyIn:
    """A body as it is founded; `dong` for a 동협의체 only."""

    kind: BodyKind
    name: str
    founded_on: date
    dong: str = ""
    parent_id: UUID | None = None


def found_body(deed: Deed, body: BodyIn, *, body_id: UUID | None = None) -> UUID:
    """Set up a body. Raises `council-office-only`, `body-name-taken`, `body-needs-its-dong`, `body-not-found`."""
    require(deed)
    access.check_office(deed)
    if (body.kind is BodyKind.DONG) != bool(body.dong) or (body.dong and not is_dong(body.dong)):
        raise Refused("body-needs-its-dong")
    parent = access.load_body(deed, body.parent_id) if body.parent_id else None
    with refusing("one_standing_body_a_name", "body-name-taken", name=body.name):
        row = Body.objects.create(
            id=body_id or new_id(),
            kind=body.kind,
            name=body.name,
            dong=body.dong,
            parent=parent,
            founded_on=body.founded_on,
            created_at=deed.at,
        )
    event = BodyFounded(body_id=row.pk, kind=body.kind, founded_on=body.founded_on)
    record(deed, event, stream=row.pk, about=About(dong=body.dong))
    return row.pk


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatIn:
    """Who takes a seat, as what and how long. An appointed seat without an end gets the ordinance's term."""

    person_name: str
    kind: SeatKind
    starts_on: date
    role: SeatRole = SeatRole.MEMBER
    ends_on: date | None = None
    post: str = ""
    organisation: str = ""
    agency_id: UUID | None = None
    account_id: UUID | None = None
    gender: str = ""
    public_officer: bool = False
    phone: str = ""
    email: str = ""


def add_seat(deed: Deed, *, body_id: UUID, seat: SeatIn) -> UUID:
    """Give somebody a seat in a body. Raises `council-office-only`, `body-not-found`, `already-seated` and the codes
    of `rules.seats.check_seat_dates`."""
    require(deed)
    access.check_office(deed)
    body = access.load_body(deed, body_id, lock=True)
    years = whole("council.term_years", on=seat.starts_on)
    ends_on = seat.ends_on
    if ends_on is None and seat.kind is SeatKind.APPOINTED:
        ends_on = rules.term_end(seat.starts_on, years)
    rules.check_seat_dates(seat.kind, seat.starts_on, ends_on, years=years)
    twin = body.seats.filter(person_name=seat.person_name, organisation=seat.organisation)
    if twin.held_on(seat.starts_on).exists():
        raise Refused("already-seated", name=seat.person_name)
    return _take(deed, body, seat, ends_on=ends_on)


def _take(deed: Deed, body: Body, seat: SeatIn, *, ends_on: date | None, renews: Seat | None = None) -> UUID:
    row = Seat.objects.create(
        body=body,
        person_name=seat.person_name,
        post=seat.post,
        organisation=seat.organisation,
        agency_id=seat.agency_id,
        account_id=seat.account_id,
        kind=seat.kind,
        role=seat.role,
        gender=seat.gender,
        public_officer=seat.public_officer,
        starts_on=seat.starts_on,
        ends_on=ends_on,
        renews=renews,
        phone=seat.phone,
        email=seat.email,
        created_at=deed.at,
    )
    event = SeatTaken(
        seat_id=row.pk, body_id=body.pk, kind=seat.kind, role=seat.role, starts_on=seat.starts_on, ends_on=ends_on
    )
    record(deed, event, stream=body.pk)
    return row.pk


def end_seat(deed: Deed, *, seat_id: UUID, last_day: date, why: str = "given-up") -> None:
    """Say the last day of a seat before its term is over. Raises `council-office-only`, `seat-not-found`,
    `seat-dates-do-not-add-up`, `seat-is-over`."""
    require(deed)
    access.check_office(deed)
    seat = access.load_seat(deed, seat_id, lock=True)
    if seat.ends_on is not None and seat.ends_on < deed.day:
        raise Refused("seat-is-over")
    if last_day < seat.starts_on or (seat.ends_on is not None and last_day > seat.ends_on):
        raise Refused("seat-dates-do-not-add-up")
    seat.ends_on, seat.ended_why = last_day, why
    seat.save(update_fields=["ends_on", "ended_why"])
    record(deed, SeatEnded(seat_id=seat.pk, body_id=seat.body_id, ends_on=last_day), stream=seat.body_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachIn:
    """How somebody in a seat is reached, and what their post is called now."""

    post: str = ""
    phone: str = ""
    email: str = ""
    account_id: UUID | None = None


def change_reach(deed: Deed, *, seat_id: UUID, reach: ReachIn) -> None:
    """Write anew how somebody in a seat is reached; minutes of earlier meetings keep the post they printed.

    Raises `council-office-only`, `seat-not-found`, `seat-is-over`.
    """
    require(deed)
    access.check_office(deed)
    seat = access.load_seat(deed, seat_id, lock=True)
    if seat.ends_on is not None and seat.ends_on < deed.day:
        raise Refused("seat-is-over")
    seat.post, seat.account_id = reach.post.strip(), reach.account_id
    seat.phone, seat.email = reach.phone.strip(), reach.email.strip()
    seat.save(update_fields=["post", "account_id", "phone", "email"])
    record(deed, SeatReached(seat_id=seat.pk, body_id=seat.body_id), stream=seat.body_id)


def renew_seat(deed: Deed, *, seat_id: UUID) -> UUID:
    """Another term for the same person, from the day after the old one ends. Raises `council-office-only`,
    `seat-not-found`, `seat-has-no-term`, `seat-already-renewed`, `seat-was-given-up`, `chair-renewed-enough`."""
    require(deed)
    access.check_office(deed)
    old = access.load_seat(deed, seat_id, lock=True)
    if old.ends_on is None:
        raise Refused("seat-has-no-term")
    if old.renewed_by.exists():
        raise Refused("seat-already-renewed")
    if old.ended_why:
        raise Refused("seat-was-given-up")
    role, starts_on = SeatRole(old.role), old.ends_on + timedelta(days=1)
    rules.check_renewal(role, renewed=_renewals(old), most=whole("council.chair_renewals", on=starts_on))
    again = SeatIn(
        person_name=old.person_name,
        post=old.post,
        organisation=old.organisation,
        agency_id=old.agency_id,
        account_id=old.account_id,
        kind=SeatKind(old.kind),
        role=role,
        gender=old.gender,
        public_officer=old.public_officer,
        starts_on=starts_on,
        phone=str(old.phone),
        email=str(old.email),
    )
    body = access.load_body(deed, old.body_id)
    until = rules.term_end(starts_on, whole("council.term_years", on=starts_on))
    return _take(deed, body, again, ends_on=until, renews=old)


def _renewals(seat: Seat) -> int:
    """How often somebody's term as this seat's chair was renewed before."""
    count, before = 0, seat.renews
    while before is not None and before.role == seat.role:
        count, before = count + 1, before.renews
    return count


def set_attendance_rule(deed: Deed, *, body_id: UUID, counted: Sequence[SeatRole], from_on: date, source: str) -> None:
    """Say which roles a body counts in its rate from a day on, and where that is written. Raises
    `council-office-only`, `body-not-found`, `rule-counts-nobody`, `rule-needs-its-source`."""
    require(deed)
    access.check_office(deed)
    body = access.load_body(deed, body_id, lock=True)
    if not counted:
        raise Refused("rule-counts-nobody")
    if not source.strip():
        raise Refused("rule-needs-its-source")
    AttendanceRule.objects.update_or_create(
        body=body,
        from_on=from_on,
        defaults={
            "counted": [str(role) for role in SeatRole if role in counted],
            "source": source.strip(),
            "set_by": deed.actor_id,
            "set_at": deed.at,
        },
    )
    record(deed, CountingSet(body_id=body.pk, from_on=from_on, roles=len(set(counted))), stream=body.pk)


@dataclass(frozen=True, slots=True)
class StepIn:
    """One box of the line: its title and, where known, the account that signs it."""

    title: str
    account_id: UUID | None = None


def set_line(deed: Deed, *, body_id: UUID, steps: Sequence[StepIn]) -> None:
    """Say along which boxes this body's minutes are approved; meetings whose draft is made later follow it. Raises
    `council-office-only`, `body-not-found`, `line-is-empty`, `line-too-long`, `line-names-twice`."""
    require(deed)
    access.check_office(deed)
    body = access.load_body(deed, body_id, lock=True)
    if not steps:
        raise Refused("line-is-empty")
    if len(steps) > MOST_STEPS:
        raise Refused("line-too-long", most=MOST_STEPS)
    if len({step.title for step in steps}) != len(steps):
        raise Refused("line-names-twice")
    LineStep.objects.filter(body=body).delete()
    LineStep.objects.bulk_create(
        LineStep(body=body, no=number, title=step.title, account_id=step.account_id)
        for number, step in enumerate(steps, start=1)
    )
    record(deed, LineSet(body_id=body.pk, steps=len(steps)), stream=body.pk)
