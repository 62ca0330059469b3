"""Bodies of the council and who sits on them, as closed lists."""

from __future__ import annotations

from enum import StrEnum


class BodyKind(StrEnum):
    """What a body is by the ordinance; decides its size, quorum, notice and yearly minimum."""

    REPRESENTATIVE = "representative"  # 대표협의체
    WORKING = "working"  # 실무협의체
    SUBCOMMITTEE = "subcommittee"  # 실무분과
    DONG = "dong"  # 동협의체
    TASK_FORCE = "task_force"  # TF


class SeatKind(StrEnum):
    """By what somebody sits: by office, or appointed for a term."""

    EX_OFFICIO = "ex_officio"  # 당연직
    APPOINTED = "appointed"  # 위촉직


class SeatRole(StrEnum):
    """What somebody is in a body or at one meeting."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    MEMBER = "member"
    SECRETARIAT = "secretariat"  # 사무국
    OBSERVER = "observer"  # 배석
    GUEST = "guest"  # 초청
    SPEAKER = "speaker"  # 발표


MEMBERS = (SeatRole.CHAIR, SeatRole.VICE_CHAIR, SeatRole.MEMBER)
"""The roles that are a member's; they count in the rate unless a body's own rule says otherwise."""


class Gender(StrEnum):
    """As an appointment says it; needed for the share of one gender only."""

    WOMAN = "woman"
    MAN = "man"
