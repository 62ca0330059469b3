"""Bodies and seats for the pages: flat rows in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count

from chomchom.accounts import public as accounts
from chomchom.council import access, sentences
from chomchom.council.measures import counted_roles
from chomchom.council.models import AttendanceRule, Body, LineStep, Meeting, Seat
from chomchom.council.rules import seats as rules
from chomchom.council.rules.bodies import BodyKind, SeatKind, SeatRole
from chomchom.council.rules.meetings import MeetingState
from chomchom.kernel.deeds import Deed
from chomchom.rulebook.dongs import dong as dong_named
from chomchom.rulebook.public import source, value, whole
from chomchom.store.acting import require
from chomchom.ui.times import official

TOOK_PLACE = tuple(
    str(state)
    for state in MeetingState
    if state not in (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.CANCELLED)
)
KIND_ORDER = {str(kind): place for place, kind in enumerate(BodyKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine:
    """A body in the list: who sits there now, how often it met this year, and what does not keep the ordinance."""

    body_id: UUID
    name: str
    kind: str
    kind_label: str
    members: int
    held: int
    meetings_a_year: int
    faults: tuple[str, ...]

    @property
    def key(self) -> str:
        """The id as an address needs it."""
        return str(self.body_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """A seat as the page shows it; telephone and e-mail only for who may reach the member."""

    seat_id: UUID
    name: str
    post: str
    organisation: str
    kind_label: str
    role: str
    role_label: str
    gender_label: str
    term: str
    over: bool
    renewable: bool
    ended_early: bool
    public_officer: bool
    has_account: bool
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One box of the body's approval line."""

    no: int
    title: str
    account_id: UUID | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinance:
    """The ordinance's numbers for this kind of body on the day of the page, with their source."""

    least: int
    most: int
    meetings: int
    term_years: int
    notice_days: int
    gender_tenths: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyView:
    """Everything a body's page shows on a day."""

    line: BodyLine
    on: date
    founded: str
    ended: str
    dong_name: str
    parent_id: UUID | None
    parent_name: str
    seats: tuple[SeatRow, ...]
    past: tuple[SeatRow, ...]
    counted: tuple[str, ...]
    counting_source: str
    steps: tuple[StepRow, ...]
    ordinance: Ordinance
    may_change: bool


def ordinance_of(kind: str, on: date) -> rules.Ordinance:
    """What stands in law and ordinance for one kind of body on a day."""
    size = value(f"council.body_{kind}", on=on)
    return rules.Ordinance(
        least=size["least"],
        most=size["most"],
        meetings=size["meetings"],
        gender_tenths=whole("council.gender_most_tenths", on=on),
        warning_days=whole("council.term_warning_days", on=on),
    )


def facts_of(seats: Iterable[Seat]) -> list[rules.SeatFacts]:
    """Seats as the ordinance looks at them."""
    rows = list(seats)
    followed = {seat.renews_id for seat in rows}
    return [
        rules.SeatFacts(
            kind=SeatKind(seat.kind),
            role=SeatRole(seat.role),
            gender=seat.gender,
            starts_on=seat.starts_on,
            ends_on=seat.ends_on,
            followed=seat.pk in followed,
            given_up=bool(seat.ended_why),
        )
        for seat in rows
    ]


def said(faults: Iterable[rules.Fault]) -> tuple[str, ...]:
    """The sentence of each fault."""
    return tuple(str(sentences.FAULTS[one.code]).format_map(dict(one.facts)) for one in faults)


def bodies(deed: Deed, *, on: date | None = None) -> list[BodyLine]:
    """All bodies that stand on a day, the representative one first. Three queries however many there are."""
    require(deed)
    day = on or deed.day
    rows = list(access.visible_bodies(deed).standing_on(day))
    held = held_in_year([row.pk for row in rows], day)
    seats: dict[UUID, list[Seat]] = defaultdict(list)
    wanted = access.visible_seats(deed).filter(body__in=rows)
    for seat in wanted.defer("phone", "email"):
        seats[seat.body_id].append(seat)
    lines = [_line(row, seats[row.pk], held[row.pk], day) for row in rows]
    return sorted(lines, key=lambda line: (KIND_ORDER[line.kind], line.name))


def held_in_year(ids: Sequence[UUID], day: date) -> Counter[UUID]:
    """How many meetings each body held in the year up to a day. One query."""
    rows = Meeting.objects.filter(body__in=ids, year=day.year, state__in=TOOK_PLACE, starts_at__date__lte=day)
    return Counter({row["body"]: row["n"] for row in rows.values("body").annotate(n=Count("pk"))})


def _line(row: Body, seats: Sequence[Seat], held: int, day: date) -> BodyLine:
    facts = facts_of(seats)
    rule = ordinance_of(row.kind, day)
    return BodyLine(
        body_id=row.pk,
        name=row.name,
        kind=row.kind,
        kind_label=str(sentences.BODY_KINDS[row.kind]),
        members=sum(seat.member and seat.held_on(day) for seat in facts),
        held=held,
        meetings_a_year=rule.meetings,
        faults=said(rules.faults(facts, rule, on=day, held=held, founded_on=row.founded_on)),
    )


def body(deed: Deed, body_id: UUID, *, on: date | None = None) -> BodyView:
    """One body on a day with its seats, its own rules and what does not keep the ordinance. Raises
    `body-not-found`."""
    require(deed)
    row = access.load_body(deed, body_id)
    day = on or deed.day
    seats = list(row.seats.order_by("starts_on", "person_name", "id"))
    line = _line(row, seats, held_in_year([row.pk], day)[row.pk], day)
    followed = {seat.renews_id for seat in seats}
    rows = [(seat, _seat(deed, seat, day, followed=seat.pk in followed)) for seat in seats]
    now = [pair for pair in rows if _held(pair[0], day)]
    order = {str(role): place for place, role in enumerate(SeatRole)}
    written = AttendanceRule.objects.filter(body=row, from_on__lte=day).order_by("-from_on").first()
    counted = counted_roles(row.pk, day) if written is None else frozenset(written.counted)
    return BodyView(
        line=line,
        on=day,
        founded=official(row.founded_on),
        ended=official(row.ended_on) if row.ended_on else "",
        dong_name=dong_named(row.dong).name if row.dong else "",
        parent_id=row.parent_id,
        parent_name=row.parent.name if row.parent else "",
        seats=tuple(shown for _, shown in sorted(now, key=lambda pair: order[pair[0].role])),
        past=tuple(shown for seat, shown in reversed(rows) if not _held(seat, day)),
        counted=tuple(str(sentences.SEAT_ROLES[role]) for role in SeatRole if role in counted),
        counting_source=written.source if written else "",
        steps=line_steps(row.pk),
        ordinance=_ordinance(row.kind, day),
        may_change=access.is_office(deed),
    )


def _ordinance(kind: str, day: date) -> Ordinance:
    rule = ordinance_of(kind, day)
    return Ordinance(
        least=rule.least,
        most=rule.most,
        meetings=rule.meetings,
        term_years=whole("council.term_years", on=day),
        notice_days=value("council.notice_rule", on=day)["days"],
        gender_tenths=rule.gender_tenths,
        source=source(f"council.body_{kind}", on=day),
    )


def _held(seat: Seat, day: date) -> bool:
    return seat.starts_on <= day and (seat.ends_on is None or day <= seat.ends_on)


def _seat(deed: Deed, seat: Seat, day: date, *, followed: bool) -> SeatRow:
    reach = access.may_reach(deed, seat)
    soon = day + timedelta(days=whole("council.term_warning_days", on=day))
    ending = seat.ends_on is not None and seat.ends_on <= soon
    end = official(seat.ends_on) if seat.ends_on else ""
    return SeatRow(
        seat_id=seat.pk,
        name=seat.person_name,
        post=seat.post,
        organisation=seat.organisation,
        kind_label=str(sentences.SEAT_KINDS[seat.kind]),
        role=seat.role,
        role_label=str(sentences.SEAT_ROLES[seat.role]),
        gender_label=str(sentences.GENDERS.get(seat.gender, "")),
        term=f"{official(seat.starts_on)} ~ {end}".strip(),
        over=seat.ends_on is not None and seat.ends_on < day,
        renewable=ending and not followed and not seat.ended_why,
        ended_early=bool(seat.ended_why),
        public_officer=seat.public_officer,
        has_account=seat.account_id is not None,
        phone=str(seat.phone) if reach else "",
        email=str(seat.email) if reach else "",
    )


def line_steps(body_id: UUID) -> tuple[StepRow, ...]:
    """The boxes of a body's line with who signs them. Two queries."""
    steps = list(LineStep.objects.filter(body_id=body_id))
    names = accounts.accounts_named(step.account_id for step in steps if step.account_id)
    return tuple(
        StepRow(
            no=step.no,
            title=step.title,
            account_id=step.account_id,
            name=names.get(step.account_id, "") if step.account_id else "",
        )
        for step in steps
    )


def signers(deed: Deed) -> list[tuple[str, str]]:
    """Accounts that may be named by a box of a line, by name. One query a role."""
    found: dict[str, str] = {}
    for role in sorted(access.SIGNERS):
        found |= {str(holder.account_id): holder.name for holder in accounts.who_holds(role, None, deed.day)}
    return sorted(found.items(), key=lambda pair: pair[1])


def body_choices(deed: Deed) -> list[tuple[str, str]]:
    """The standing bodies for a form, the representative one first. One query."""
    rows = list(access.visible_bodies(deed).standing_on(deed.day))
    return [(str(row.pk), row.name) for row in sorted(rows, key=lambda row: (KIND_ORDER[row.kind], row.name))]
