"""Who sees and does what with the council (docs/access.md). Bodies and seats are public by ordinance inside the house."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from chomchom.council.models import ApprovalStep, Body, CalendarFeed, Meeting, Seat
from chomchom.council.models.bodies import BodyQuerySet, SeatQuerySet
from chomchom.council.rules.meetings import MeetingState
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused

OFFICE = frozenset({Role.COUNCIL_OFFICE, Role.CITY_OFFICER})
"""The council's office and the city's officer for welfare: they plan, call, record and write."""

_CITY = frozenset({Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER})
MEETING_READERS = _CITY | {
    Role.PROGRAMME_OFFICER,
    Role.COUNCIL_OFFICE,
    Role.COUNCIL_MEMBER,
    Role.RESEARCHER,
    Role.PRIVACY_OFFICER,
    Role.SYSTEM,
}
SIGNERS = OFFICE | {Role.TEAM_HEAD, Role.COUNCIL_MEMBER}
"""Who may be named by a box of an approval line."""

OPEN_MINUTES = frozenset({MeetingState.APPROVED, MeetingState.PUBLISHED})
BODY_READERS = MEETING_READERS | {Role.AGENCY_WORKER, Role.AGENCY_LEAD}


def visible_bodies(deed: Deed) -> BodyQuerySet:
    """The bodies somebody may know of: all, for everyone who works with the council."""
    if deed.has(*BODY_READERS) and deed.link_id is None:
        return Body.objects.all()
    return Body.objects.none()


def load_body(deed: Deed, body_id: UUID, *, lock: bool = False) -> Body:
    """One body; raises `body-not-found`."""
    rows = visible_bodies(deed).filter(pk=body_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Refused("body-not-found")
    return found


def visible_seats(deed: Deed) -> SeatQuerySet:
    """The seats of the bodies somebody may know of; how to reach a member is a second question (`may_reach`)."""
    if deed.has(*BODY_READERS) and deed.link_id is None:
        return Seat.objects.all()
    return Seat.objects.none()


def load_seat(deed: Deed, seat_id: UUID, *, lock: bool = False) -> Seat:
    """One seat; raises `seat-not-found`."""
    rows = visible_seats(deed).filter(pk=seat_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Refused("seat-not-found")
    return found


def visible_to(deed: Deed) -> QuerySet[Meeting]:
    """The meetings somebody may know of: the office all, other readers those that were called or held."""
    if deed.link_id is not None:
        return Meeting.objects.none()
    if is_office(deed) or deed.has(Role.SYSTEM):
        return Meeting.objects.all()
    if deed.has(*MEETING_READERS):
        return Meeting.objects.exclude(
            Q(state=MeetingState.PLANNED) | Q(state=MeetingState.CANCELLED, called_at__isnull=True)
        )
    return Meeting.objects.none()


def load_meeting(deed: Deed, meeting_id: UUID, *, lock: bool = False) -> Meeting:
    """One meeting; raises `meeting-not-found` where there is none or it is not the reader's."""
    rows = visible_to(deed).filter(pk=meeting_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).select_related("body").first()
    if found is None:
        raise Refused("meeting-not-found")
    return found


def is_office(deed: Deed) -> bool:
    """Whether somebody acts for the council's office."""
    return deed.link_id is None and deed.has(*OFFICE)


def check_office(deed: Deed) -> None:
    """Only the office keeps bodies, meetings, attendance and minutes; raises `council-office-only`."""
    if not is_office(deed):
        raise Refused("council-office-only")


def load_minutes_to_sign(deed: Deed, meeting_id: UUID) -> Meeting:
    """Minutes whose line names this account, or any for the office, locked; raises `meeting-not-found`."""
    meeting = load_meeting(deed, meeting_id, lock=True)
    if not is_office(deed) and not (deed.has(*SIGNERS) and _named(deed, meeting)):
        raise Refused("meeting-not-found")
    return meeting


def _named(deed: Deed, meeting: Meeting) -> bool:
    return ApprovalStep.objects.filter(meeting=meeting, account_id=deed.actor_id).exists()


def may_see_minutes(deed: Deed, meeting: Meeting) -> bool:
    """Whether somebody sees who came and the minutes: everybody who reads meetings once they are approved, before
    that the office and whom the line names."""
    if is_office(deed) or meeting.state in OPEN_MINUTES:
        return True
    return deed.link_id is None and deed.has(*SIGNERS) and _named(deed, meeting)


def may_see_absences(deed: Deed) -> bool:
    """Whether somebody sees why a member was away, as it was said."""
    return is_office(deed)


def may_reach(deed: Deed, seat: Seat) -> bool:
    """Whether somebody sees a member's telephone and e-mail: the office everybody's, a member the own."""
    if deed.link_id is not None:
        return False
    return is_office(deed) or (deed.has(Role.COUNCIL_MEMBER) and seat.account_id == deed.actor_id)


def digest_of(token: str) -> bytes:
    """What is kept of a calendar's secret address."""
    return hashlib.sha256(token.encode()).digest()


def meetings_of_feed(token: str, on: date) -> QuerySet[Meeting]:
    """The called meetings of the bodies in which the holder of a calendar's address sits. Two queries. Raises
    `calendar-unknown` for an address that was never made or was taken back."""
    feed = CalendarFeed.objects.filter(digest=digest_of(token), ended_at=None).first()
    if feed is None:
        raise Refused("calendar-unknown")
    seats = Seat.objects.filter(account_id=feed.account_id).held_on(on)
    return Meeting.objects.filter(body__in=seats.values("body"), called_at__isnull=False)


def meeting_of_link(kind: str, meeting_id: UUID) -> Meeting:
    """The meeting a notice's link was made out for; raises `meeting-not-found`."""
    found = Meeting.objects.filter(pk=meeting_id, called_at__isnull=False).select_related("body").first()
    if kind != "meeting" or found is None:
        raise Refused("meeting-not-found")
    return found
