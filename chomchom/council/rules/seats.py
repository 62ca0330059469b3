"""What the ordinance asks of a body: how many sit there, how long, how mixed, and how often they meet. Pure."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from chomchom.council.rules.bodies import MEMBERS, Gender, SeatKind, SeatRole
from chomchom.kernel.verdicts import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinance:
    """What stands in law and ordinance for one kind of body on one day; 0 where it says nothing."""

    least: int
    most: int
    meetings: int
    gender_tenths: int
    warning_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFacts:
    """One seat as the ordinance looks at it. `followed` says that somebody took the seat anew."""

    kind: SeatKind
    role: SeatRole
    gender: str
    starts_on: date
    ends_on: date | None
    followed: bool = False
    given_up: bool = False

    def held_on(self, day: date) -> bool:
        """Whether somebody sits here on a day; the last day is included."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def member(self) -> bool:
        """Whether this seat is a member's; secretariat, observers, guests and speakers are not."""
        return self.role in MEMBERS


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not keep the ordinance, with the numbers of its sentence."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def faults(seats: Sequence[SeatFacts], rule: Ordinance, *, on: date, held: int, founded_on: date) -> list[Fault]:
    """What does not keep the ordinance on a day; `held` counts this year's meetings up to then."""
    now = [seat for seat in seats if seat.member and seat.held_on(on)]
    return [
        *_size(len(now), rule),
        *_chair(now),
        *_terms(seats, rule, on=on),
        *_gender(now, rule),
        *_meetings(held, rule, on=on, since=founded_on),
    ]


def _size(count: int, rule: Ordinance) -> list[Fault]:
    if count < rule.least:
        return [Fault("too-few", {"n": count, "least": rule.least})]
    if rule.most and count > rule.most:
        return [Fault("too-many", {"n": count, "most": rule.most})]
    return []


def _chair(now: Sequence[SeatFacts]) -> list[Fault]:
    return [] if not now or any(seat.role is SeatRole.CHAIR for seat in now) else [Fault("no-chair")]


def _terms(seats: Sequence[SeatFacts], rule: Ordinance, *, on: date) -> list[Fault]:
    members = [seat for seat in seats if seat.member and seat.ends_on and not seat.followed and not seat.given_up]
    over = sum(1 for seat in members if seat.ends_on and seat.ends_on < on)
    until = on + timedelta(days=rule.warning_days)
    soon = sum(1 for seat in members if seat.ends_on and on <= seat.ends_on <= until)
    found = [Fault("term-over", {"n": over})] if over else []
    return [*found, Fault("term-ends-soon", {"n": soon, "days": rule.warning_days})] if soon else found


def _gender(now: Sequence[SeatFacts], rule: Ordinance) -> list[Fault]:
    appointed = [seat for seat in now if seat.kind is SeatKind.APPOINTED]
    said = Counter(seat.gender for seat in appointed if seat.gender)
    found = []
    for gender in Gender:
        if said[gender] * 10 > len(appointed) * rule.gender_tenths:
            found.append(
                Fault(f"too-many-{gender}", {"n": said[gender], "of": len(appointed), "most": rule.gender_tenths})
            )
    if unsaid := len(appointed) - said.total():
        found.append(Fault("gender-unsaid", {"n": unsaid}))
    return found


def meetings_due(a_year: int, *, on: date, since: date) -> int:
    """How many meetings an even year would have had by a day; a body founded this year is counted from its first day."""
    first = max(date(on.year, 1, 1), since)
    days = 366 if calendar.isleap(on.year) else 365
    return a_year * max(0, (on - first).days + 1) // days


def _meetings(held: int, rule: Ordinance, *, on: date, since: date) -> list[Fault]:
    due = meetings_due(rule.meetings, on=on, since=since)
    return [Fault("meetings-behind", {"held": held, "due": due, "year": rule.meetings})] if held < due else []


def term_end(starts_on: date, years: int) -> date:
    """The last day of a term: the day before the same date `years` later; 29 February ends on the 28th."""
    try:
        same = starts_on.replace(year=starts_on.year + years)
    except ValueError:
        return date(starts_on.year + years, 2, 28)
    return same - timedelta(days=1)


def check_seat_dates(kind: SeatKind, starts_on: date, ends_on: date | None, *, years: int) -> None:
    """Raises `seat-dates-do-not-add-up`; `seat-needs-a-term` and `seat-term-too-long` for the appointed."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused("seat-dates-do-not-add-up")
    if kind is SeatKind.APPOINTED:
        if ends_on is None:
            raise Refused("seat-needs-a-term")
        if ends_on > term_end(starts_on, years):
            raise Refused("seat-term-too-long", years=years)


def check_renewal(role: SeatRole, *, renewed: int, most: int) -> None:
    """A chair is renewed so often and no more; raises `chair-renewed-enough`."""
    if role is SeatRole.CHAIR and renewed >= most:
        raise Refused("chair-renewed-enough", most=most)
