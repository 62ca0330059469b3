"""Who takes part in what: the states of an enrolment, and what leaving needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused


class EnrolmentState(StrEnum):
    """Where a person's taking part stands."""

    ACTIVE = "active"
    PAUSED = "paused"
    LEAVING = "leaving"  # reported as gone; the next step is still open
    LEFT = "left"


class DropOutReason(StrEnum):
    """Why somebody leaves (the code list of the check-in's machine)."""

    REFUSED = "refused"
    CALL_FATIGUE = "call_fatigue"
    DEVICE_LIMIT = "device_limit"
    CARRIER_LIMIT = "carrier_limit"
    NO_METER = "no_meter"
    MOVED = "moved"
    ADMITTED = "admitted"
    DECEASED = "deceased"
    OTHER_SERVICE = "other_service"
    LOST_CONTACT = "lost_contact"
    ELIGIBILITY = "eligibility"
    OTHER = "other"


class NextStep(StrEnum):
    """What comes instead."""

    OTHER_CHECK_IN = "other_check_in"
    OTHER_DEVICE = "other_device"
    HONORARY = "honorary"  # a weekly visit by a 명예사회복지공무원
    AGENCY = "agency"
    CASE = "case"
    NONE = "none"


S = EnrolmentState
ENROLMENT_STATES: StateTable[EnrolmentState] = StateTable(
    EnrolmentState,
    start=S.ACTIVE,
    moves=(
        Move("pause", frozenset({S.ACTIVE}), S.PAUSED, who=("officer",), reason=True),
        Move("resume", frozenset({S.PAUSED, S.LEAVING}), S.ACTIVE, who=("officer", "province")),
        Move("report_leaving", frozenset({S.ACTIVE, S.PAUSED}), S.LEAVING, who=("province", "officer"), reason=True),
        Move("leave", frozenset({S.ACTIVE, S.PAUSED, S.LEAVING}), S.LEFT, who=("officer",), reason=True),
    ),
)
OPEN_STATES = frozenset({S.ACTIVE, S.PAUSED, S.LEAVING})


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolFacts:
    """What is known when somebody is to take part."""

    consent_holds: bool
    already_in: bool
    from_on: date
    until_on: date | None
    today: date


def check_may_begin(facts: EnrolFacts) -> None:
    """Can this person begin? Nobody takes part without a consent that holds."""
    if not facts.consent_holds:
        raise Refused("enrolment-needs-consent")
    if facts.already_in:
        raise Refused("already-enrolled")
    if facts.until_on is not None and facts.until_on < max(facts.from_on, facts.today):
        raise Refused("enrolment-ends-before-it-begins")


def check_may_leave(
    state: EnrolmentState, *, reason: DropOutReason | None, next_step: NextStep | None, named_by: UUID | None
) -> EnrolmentState:
    """Nobody leaves without a reason, and a next step or a named person who accepts that there is none."""
    if reason is None:
        raise Refused("leaving-needs-reason")
    if next_step is None:
        raise Refused("leaving-needs-next-step")
    if next_step is NextStep.NONE and named_by is None:
        raise Refused("no-next-step-needs-a-name")
    return ENROLMENT_STATES.target("leave", state)
