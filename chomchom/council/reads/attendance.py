"""Who came to a meeting: the list, the arithmetic of its rate, and what would explain a printed rate."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chomchom.council import access, sentences
from chomchom.council.measures import came, count_rows, free_seats, stated_of
from chomchom.council.models import Attendance, Meeting, StatedAttendance
from chomchom.council.rules.attending import Count, check_markable, offers
from chomchom.council.rules.meetings import MeetingState
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Verdict, verdict
from chomchom.rulebook.public import value
from chomchom.store.acting import require


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One row of the list; the reason of an absence only for who may see it."""

    row_id: UUID
    order: int
    name: str
    organisation: str
    role_label: str
    counts: bool
    mark: str
    mark_label: str
    proxy: str
    category: str
    category_label: str
    reason: str
    seated: bool

    @property
    def field(self) -> str:
        """The name under which the list sends this row's mark."""
        return f"mark-{self.row_id}"

    @property
    def label(self) -> str:
        """Who the row is about, in one line."""
        return " · ".join(word for word in (self.name, self.organisation, self.role_label) if word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Bodies whose leaving out would give the printed figures."""

    key: str
    bodies: tuple[str, ...]
    members: int
    present: int
    rate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A printed rate that does not follow from its own rule, and what would reproduce it."""

    members: int | None
    present: int | None
    rate: str
    rule: str
    offers: tuple[Offer, ...]
    agreed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleView:
    """The list with its arithmetic."""

    rows: tuple[PersonRow, ...]
    count: Count
    rate: str
    question: Question | None
    may_mark: Verdict
    free: tuple[tuple[UUID, str], ...]  # seats nobody on the list stands for, for the office

    @property
    def seatless(self) -> tuple[PersonRow, ...]:
        """The rows that stand for no seat; guests are among them."""
        return tuple(row for row in self.rows if not row.seated)


def percent(rate: float | None) -> str:
    """A rate with one digit: 65.0; empty where nobody is a member."""
    return "" if rate is None else f"{rate:.1f}"


def people(deed: Deed, meeting_id: UUID) -> PeopleView:
    """Who came. Empty where the reader does not see the minutes yet. Raises `meeting-not-found`. Six queries."""
    require(deed)
    meeting = access.load_meeting(deed, meeting_id)
    rows = list(meeting.attendance.all()) if access.may_see_minutes(deed, meeting) else []
    reasons = access.may_see_absences(deed)
    found = count_rows(rows, on=meeting.starts_at)
    return PeopleView(
        rows=tuple(_person(row, reasons=reasons) for row in rows),
        count=found,
        rate=percent(found.rate),
        question=_question(meeting, rows) if access.is_office(deed) else None,
        may_mark=verdict(check_markable, MeetingState(meeting.state)),
        free=_free(meeting, rows) if access.is_office(deed) else (),
    )


def _free(meeting: Meeting, rows: list[Attendance]) -> tuple[tuple[UUID, str], ...]:
    """Seats a row without one can be given; asked only where there is such a row."""
    if all(row.seat_id for row in rows):
        return ()
    return tuple(
        (seat.pk, " · ".join(word for word in (seat.person_name, seat.organisation, seat.post) if word))
        for seat in free_seats(meeting)
    )


def _person(row: Attendance, *, reasons: bool) -> PersonRow:
    return PersonRow(
        row_id=row.pk,
        order=row.order,
        name=row.name,
        organisation=row.organisation,
        role_label=str(sentences.SEAT_ROLES[row.role]),
        counts=row.counts_in_rate,
        mark=row.mark,
        mark_label=str(sentences.MARKS.get(row.mark, "")),
        proxy=row.proxy_name,
        category=row.absence_category if reasons else "",
        category_label=str(sentences.ABSENCES.get(row.absence_category, "")) if reasons else "",
        reason=str(row.absence_reason) if reasons else "",
        seated=row.seat_id is not None,
    )


def _question(meeting: Meeting, rows: list[Attendance]) -> Question | None:
    """None where nothing is printed, or where the printed figures follow from the rule already."""
    stated = StatedAttendance.objects.filter(meeting=meeting).first()
    if stated is None:
        return None
    proxies = value("council.proxy_counts", on=meeting.starts_at.astimezone(SEOUL).date())
    printed = stated_of(stated)
    now = count_rows(rows, on=meeting.starts_at)
    if (now.members, now.present) == (printed.members, printed.present) and not stated.excluded:
        return None
    ways = offers(came(rows), printed, proxy_counts=proxies)
    return Question(
        members=printed.members,
        present=printed.present,
        rate=percent(printed.rate_percent),
        rule=printed.rule,
        offers=tuple(
            Offer(
                key="|".join(way.excluded),
                bodies=tuple(way.excluded),
                members=way.members,
                present=way.present,
                rate=percent(way.rate_percent),
            )
            for way in ways
            if way.matches_stated and way.excluded
        ),
        agreed=tuple(stated.excluded),
    )
