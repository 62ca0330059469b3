"""A small council for tests: a committee and a task force, four seats, a meeting that was held and one that is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from chomchom.council.models import Body, Meeting, Seat
from chomchom.council.rules.bodies import BodyKind, SeatKind, SeatRole
from chomchom.council.rules.meetings import MeetingState
from tests.conftest import MONDAY, id_of

BEGAN = date(2025, 1, 1)


@dataclass(frozen=True)
class Room:
    """Ids of what every test of the council knows."""

    committee: UUID
    force: UUID
    meeting: UUID
    planned: UUID
    member: UUID  # 윤새론, who has an account
    outside: UUID  # 마루한, by e-mail only
    silent: UUID  # 소담이, whom the house cannot reach
    former: UUID  # 강여울, whose term is over


def build() -> Room:
    """Rows of the council as its office would have made them."""
    committee = Body.objects.create(
        kind=BodyKind.SUBCOMMITTEE, name="마을살림분과", founded_on=BEGAN, created_at=MONDAY
    )
    force = Body.objects.create(kind=BodyKind.TASK_FORCE, name="살림 TF", founded_on=BEGAN, created_at=MONDAY)

    def seat(name: str, organisation: str, **more: object) -> Seat:
        told = {"kind": SeatKind.APPOINTED, "role": SeatRole.MEMBER, "starts_on": BEGAN, "created_at": MONDAY, **more}
        return Seat.objects.create(body=committee, person_name=name, organisation=organisation, **told)

    def meeting(title: str, **more: object) -> Meeting:
        told = {"year": 2026, "created_by": id_of("최지우"), "created_at": MONDAY, **more}
        return Meeting.objects.create(body=committee, title=title, **told)

    held = MONDAY - timedelta(days=3)
    return Room(
        committee=committee.pk,
        force=force.pk,
        meeting=meeting(
            "마을살림분과 4차", state=MeetingState.DRAFT, session_no=4, starts_at=held,
            ends_at=held + timedelta(hours=2), called_at=held - timedelta(days=7), held_at=held + timedelta(hours=2),
        ).pk,
        planned=meeting("마을살림분과 5차", starts_at=MONDAY + timedelta(days=30), session_no=5).pk,
        member=seat("윤새론", "하늘종합사회복지관", account_id=id_of("윤새론")).pk,
        outside=seat("마루한", "바다종합사회복지관", email="maru@example.kr").pk,
        silent=seat("소담이", "들꽃상담소").pk,
        former=seat("강여울", "옛기관", account_id=id_of("강여울"), ends_on=MONDAY.date() - timedelta(days=1)).pk,
    )  # fmt: skip


def approve(meeting_id: UUID) -> None:
    """As if the whole line had approved the minutes."""
    Meeting.objects.filter(pk=meeting_id).update(state=MeetingState.APPROVED)
