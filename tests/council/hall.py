"""A subcommittee with its people, a line that names accounts, and a meeting on Friday 2026-07-03 at ten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from chomchom.accounts.models import Account
from chomchom.council.actions import attendance, bodies, calling, minutes, planning
from chomchom.council.actions.bodies import BodyIn, SeatIn, StepIn
from chomchom.council.actions.planning import ItemIn, MeetingIn
from chomchom.council.models import Attendance, Meeting
from chomchom.council.rules.bodies import BodyKind, SeatKind, SeatRole
from chomchom.council.rules.meetings import Mark
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.roles import Role
from chomchom.store.acting import acting
from tests.conftest import MONDAY, id_of

FRIDAY = datetime(2026, 7, 3, 10, 0, tzinfo=SEOUL)
LINE = (("담당", "최지우"), ("사무국장", "국장"), ("실무위원장", "실무장"), ("대표위원장", "대표장"))
# name, organisation, role
PEOPLE = (
    ("강마루", "푸른언덕복지관", SeatRole.CHAIR),
    ("노을빛", "너른들복지관", SeatRole.MEMBER),
    ("도담별", "달빛노인복지관", SeatRole.MEMBER),
    ("류하늬", "마음고리센터", SeatRole.MEMBER),
    ("맹가온", "두레자활", SeatRole.MEMBER),
    ("반여울", "협의체 사무국", SeatRole.SECRETARIAT),
)


@dataclass(frozen=True)
class Council:
    """Ids of what stands."""

    body: UUID
    seats: dict[str, UUID]
    meeting: UUID


def person(name: str) -> None:
    """An account of a test person."""
    Account.objects.get_or_create(
        id=id_of(name), defaults={"login": f"t{id_of(name).hex[:20]}", "display_name": name, "created_at": MONDAY}
    )


def build(deeds) -> Council:
    """The subcommittee on Monday 2026-06-22 with a planned meeting of one item."""
    for _title, name in LINE:
        person(name)
    person("강마루")
    with acting(deeds.jiu()) as deed:
        body = bodies.found_body(
            deed, BodyIn(kind=BodyKind.SUBCOMMITTEE, name="통합사례관리분과", founded_on=MONDAY.date())
        )
        seats = {
            name: bodies.add_seat(deed, body_id=body, seat=_seat(number, name, organisation, role))
            for number, (name, organisation, role) in enumerate(PEOPLE)
        }
        bodies.set_line(deed, body_id=body, steps=[StepIn(title, id_of(name)) for title, name in LINE])
        meeting = planning.plan_meeting(
            deed,
            MeetingIn(body_id=body, starts_at=FRIDAY, ends_at=FRIDAY + timedelta(hours=2), place="시청 회의실"),
            agenda=[ItemIn(title="신규 사업 후보")],
        )
    return Council(body=body, seats=seats, meeting=meeting)


def _seat(number: int, name: str, organisation: str, role: SeatRole) -> SeatIn:
    return SeatIn(
        person_name=name,
        organisation=organisation,
        role=role,
        kind=SeatKind.APPOINTED if role in (SeatRole.CHAIR, SeatRole.MEMBER) else SeatKind.EX_OFFICIO,
        gender="woman" if number % 2 else "man",
        starts_on=MONDAY.date(),
        account_id=id_of(name) if name == "강마루" else None,
        email="" if name in ("강마루", "맹가온") else f"m{number}@example.kr",
    )


@pytest.fixture
def council(db, freeze, deeds) -> Council:
    """The subcommittee as `build` makes it."""
    freeze(MONDAY)
    return build(deeds)


@pytest.fixture
def walk(council, deeds, freeze):
    """Take the meeting to a state: `walk("held")` gives it after it was held."""

    def at(moment: datetime):
        freeze(moment)
        return deeds.jiu(at=moment)

    def to(state: str) -> Meeting:
        after = FRIDAY + timedelta(hours=3)
        steps = {
            "called": lambda: calling.call_meeting(deed, meeting_id=council.meeting),
            "held": lambda: _hold(deed, council.meeting),
            "draft": lambda: minutes.begin_draft(deed, meeting_id=council.meeting),
            "circulated": lambda: minutes.circulate(deed, meeting_id=council.meeting),
            "approved": lambda: _sign(deeds, council.meeting, after),
            "published": lambda: minutes.publish(deed, meeting_id=council.meeting),
        }
        for name, step in steps.items():
            now = at(MONDAY if name == "called" else after)
            if name == "approved":
                step()
            else:
                with acting(now) as deed:
                    step()
            if name == state:
                break
        return Meeting.objects.get(pk=council.meeting)

    return to


def _hold(deed, meeting_id: UUID) -> None:
    rows = Attendance.objects.filter(meeting_id=meeting_id, counts_in_rate=True).order_by("order")
    marks = [
        attendance.MarkIn(row_id=row.pk, mark=Mark.ABSENT if number == 4 else Mark.PRESENT)
        for number, row in enumerate(rows)
    ]
    attendance.mark(deed, meeting_id=meeting_id, marks=marks)
    held = attendance.HeldIn(ends_at=None, chair_name="강마루", writer_name="최지우")
    attendance.hold(deed, meeting_id=meeting_id, held=held)


def _sign(deeds, meeting_id: UUID, when: datetime) -> None:
    for _title, name in LINE:
        role = Role.COUNCIL_OFFICE if name == "최지우" else Role.COUNCIL_MEMBER
        with acting(deeds(role, name=name, at=when)) as deed:
            minutes.approve(deed, meeting_id=meeting_id)
