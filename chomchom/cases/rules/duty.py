"""Who answers for a case while its manager is away, and how it is handed over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from uuid import UUID

from chomchom.kernel.verdicts import Refused


class HandoverItem(StrEnum):
    """What is gone through before a case changes hands."""

    DUE = "due"  # 다음 기한과 할 일
    REFERRALS = "referrals"  # 답을 기다리는 의뢰
    HAZARDS = "hazards"  # 찾아갈 때 주의
    CONSENTS = "consents"  # 동의와 끝나는 날
    PERSON_TOLD = "person-told"  # 본인에게 알림


class HandoverState(StrEnum):
    """How far a handover is. Until it is accepted the old manager answers for the case."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


def check_absence(*, account: UUID, cover: UUID, first: date, last: date, cover_away: bool, cover_fit: bool) -> None:
    """Raises `case-days-crossed`, `absence-cover-self`, `absence-cover-unfit`, `absence-cover-away`."""
    if last < first:
        raise Refused("case-days-crossed")
    if account == cover:
        raise Refused("absence-cover-self")
    if not cover_fit:
        raise Refused("absence-cover-unfit")
    if cover_away:
        raise Refused("absence-cover-away")


def check_checklist(done: frozenset[HandoverItem]) -> None:
    """Raises `handover-checklist-open` while something was not gone through."""
    if set(HandoverItem) - done:
        raise Refused("handover-checklist-open")


def answers_for(owner: UUID | None, *, covers: Mapping[UUID, UUID], fit: frozenset[UUID]) -> UUID | None:
    """Who answers for a case today: its manager, or who stands in; None where nobody does.

    `covers` leads from who is away to who stands in. A stand-in who is away or no longer in the role does not count.
    """
    if owner is None or owner not in fit:
        return None
    if owner not in covers:
        return owner
    cover = covers[owner]
    return cover if cover in fit and cover not in covers else None


def load(grades: Mapping[str, int], *, weights: Mapping[str, int]) -> int:
    """How heavy so many cases of each grade are together, in tenths."""
    return sum(count * weights[grade or "none"] for grade, count in grades.items())
