"""How long records are kept, how they are destroyed, and the requests a person may make (개인정보 보호법 제21·35·36·37조)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused


class EndReason(StrEnum):
    """Why the city no longer needs a person's data; the retention clock starts."""

    DIED = "died"
    MOVED_AWAY = "moved_away"
    NO_LONGER_SERVED = "no_longer_served"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    ENTERED_BY_MISTAKE = "entered_by_mistake"


class RecordKind(StrEnum):
    """Kinds of records of this room with a retention of their own."""

    PERSON = "person"
    HOUSEHOLD = "household"
    CONTACT = "contact"
    HAZARD = "hazard"
    CONSENT = "consent"
    REQUEST = "request"


class ProposalState(StrEnum):
    """A list of records on its way to destruction."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    DONE = "done"


P = ProposalState
PROPOSAL_STATES = StateTable(
    ProposalState,
    P.PROPOSED,
    (
        Move("approve", frozenset({P.PROPOSED}), P.APPROVED, who=("privacy_officer",)),
        Move("refuse", frozenset({P.PROPOSED}), P.REFUSED, who=("privacy_officer",), reason=True),
        Move("carry_out", frozenset({P.APPROVED}), P.DONE, who=("privacy_officer", "system")),
    ),
)


class RequestKind(StrEnum):
    """What a person may ask of the data about them."""

    VIEW = "view"  # 열람
    CORRECT = "correct"  # 정정
    DELETE = "delete"  # 삭제
    STOP = "stop"  # 처리정지


class RequestState(StrEnum):
    """A request on its way to an answer."""

    OPEN = "open"
    EXTENDED = "extended"
    GRANTED = "granted"
    PARTLY = "partly"
    DENIED = "denied"
    TAKEN_BACK = "taken_back"


class DenyGround(StrEnum):
    """Why a request was not, or not wholly, granted (제35조 ④, 제36조 ①, 제37조 ②)."""

    LAW_FORBIDS = "law_forbids"
    HARM_TO_OTHERS = "harm_to_others"
    PUBLIC_DUTY = "public_duty"
    NOT_THE_PERSON = "not_the_person"
    NOTHING_HELD = "nothing_held"


R = RequestState
_RUNNING = frozenset({R.OPEN, R.EXTENDED})
REQUEST_STATES = StateTable(
    RequestState,
    R.OPEN,
    (
        Move(
            "extend",
            frozenset({R.OPEN}),
            R.EXTENDED,
            who=("privacy_officer",),
            due="people.request_extension_clock",
            reason=True,
        ),
        Move("grant", _RUNNING, R.GRANTED, who=("privacy_officer",), due="people.request_clock"),
        Move("grant_partly", _RUNNING, R.PARTLY, who=("privacy_officer",), due="people.request_clock", reason=True),
        Move("deny", _RUNNING, R.DENIED, who=("privacy_officer",), due="people.request_clock", reason=True),
        Move("take_back", _RUNNING, R.TAKEN_BACK, who=("citizen", "privacy_officer")),
    ),
)


def keep_until(ended_on: date, *, years: int) -> date:
    """The last day a record is kept, in full calendar years after the day it ended."""
    try:
        return ended_on.replace(year=ended_on.year + years)
    except ValueError:
        return date(ended_on.year + years, 3, 1)


@dataclass(frozen=True, slots=True)
class KeepingFacts:
    """What decides whether one person's record may be destroyed today."""

    ended_on: date | None
    years: int
    held: bool
    open_requests: int
    in_open_proposal: bool = False


def check_may_be_destroyed(facts: KeepingFacts, *, on: date) -> None:
    """Destruction needs an end, the whole retention time, no hold and no open request of the person."""
    if facts.ended_on is None:
        raise Refused("still-needed")
    if facts.held:
        raise Refused("held-by-a-room")
    if facts.open_requests:
        raise Refused("request-open")
    if facts.in_open_proposal:
        raise Refused("already-proposed")
    last = keep_until(facts.ended_on, years=facts.years)
    if on <= last:
        raise Refused("kept-until", until=last)


def check_other_eyes(*, proposed_by: UUID, approved_by: UUID) -> None:
    """Nobody approves what they proposed."""
    if proposed_by == approved_by:
        raise Refused("own-proposal")


def proof_of(ids: Iterable[UUID], *, day: date, kind: RecordKind) -> str:
    """The digest printed on the destruction certificate: same list, same day, same digest."""
    lines = [f"{kind}:{day.isoformat()}", *sorted(str(one) for one in ids)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
