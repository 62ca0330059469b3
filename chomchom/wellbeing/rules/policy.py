"""When somebody is asked how they are, and by which way: only where the meters cannot say, and as they chose.

A refusal wins over everything. Silence, an error or an odd answer never counts as a sign of life: it leads to another
try and then to a person. Nothing here lowers a grade or ends an alert.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chomchom.telephony.prompts import LANGUAGES
from chomchom.wellbeing.rules.ladder import EVERY_DAY, Quiet, first_moment
from chomchom.wellbeing.rules.words import MACHINE_MODES, CallResult, ContactMode, Grade, Reason

REST_STEP, MOST_REST = 0.25, 2.0
"""After each answered call in a row the home is left alone a quarter longer, at most twice as long."""

UNREACHED = frozenset({
    CallResult.NO_ANSWER, CallResult.BUSY, CallResult.DEVICE_OFF, CallResult.INTERRUPTED, CallResult.SYSTEM_ERROR,
    CallResult.ANSWERED_UNCLEAR,
})  # fmt: skip
"""Results after which one tries again. An unclear answer is one: somebody picked up, and nothing is known."""

NEEDS_PERSON: dict[CallResult, tuple[Grade, str]] = {
    CallResult.ANSWERED_NEEDS_HELP: (Grade.SEVERE, "call-needs-help"),
    CallResult.REFUSED: (Grade.CAUTION, "refused-contact"),
    CallResult.OUT_OF_SERVICE: (Grade.UNKNOWN, "number-dead"),
    CallResult.WRONG_NUMBER: (Grade.UNKNOWN, "number-dead"),
    CallResult.NO_DEVICE: (Grade.UNKNOWN, "number-dead"),
    CallResult.LANGUAGE: (Grade.UNKNOWN, "call-unclear"),
}
"""Results that trying again does not mend: a person takes over at once."""


class Turn(StrEnum):
    """What is to be done for a home now."""

    WAIT = "wait"
    ASK = "ask"
    WORRY = "worry"  # nobody could be asked often enough: 미확인


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How one person wants to be asked. `unwanted` are the hours in which they do not want to be rung."""

    mode: ContactMode
    days: frozenset[int] = EVERY_DAY
    unwanted: Quiet | None = None
    language: str = "ko"
    calls_a_week: int = 7
    limit_hours: int = 0  # 0: as the city has it
    machine_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CityRules:
    """What the city set: the usual and the longest limit, pauses between tries, tries, and when machines are quiet."""

    usual_hours: int
    longest_hours: int
    again_minutes: int
    most_tries: int
    quiet: Quiet


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a home: hours without any sign of life, what stands open, and how it was asked before."""

    hours: int
    open_alert: bool = False
    being_asked: bool = False
    asked_this_week: int = 0
    last_asked_at: datetime | None = None
    unreached_in_a_row: int = 0
    answered_in_a_row: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done, by which way, not before which moment."""

    turn: Turn
    mode: ContactMode = ContactMode.PASSIVE
    at: datetime | None = None


WAIT = Decision(Turn.WAIT)


def limit_of(wish: Wish, known: Known, city: CityRules) -> int | None:
    """After how many hours without a sign this person is asked; None for who is only watched."""
    if wish.limit_hours == 0 and wish.mode is ContactMode.PASSIVE:
        return None
    own = wish.limit_hours or city.usual_hours
    rest = min(1 + REST_STEP * known.answered_in_a_row, MOST_REST)
    return max(own, min(int(own * rest), city.longest_hours))


def way_of(wish: Wish, *, asked_this_week: int) -> ContactMode:
    """By which way: as they chose, and by a human where a machine may not, cannot, or has asked often enough."""
    mode = ContactMode.AI_CALL if wish.mode is ContactMode.PASSIVE else wish.mode
    if mode not in MACHINE_MODES:
        return mode
    if wish.machine_refused or asked_this_week >= wish.calls_a_week:
        return ContactMode.DESK_CALL
    if mode is ContactMode.AI_CALL and wish.language not in LANGUAGES:
        return ContactMode.DESK_CALL
    return mode


def decide(wish: Wish, known: Known, city: CityRules, *, at: datetime) -> Decision:
    """What is to be done for one home. An open alert or a running call is somebody else's turn: never two at once."""
    limit = limit_of(wish, known, city)
    if limit is None or known.open_alert or known.being_asked or known.hours < limit:
        return WAIT
    if known.unreached_in_a_row >= city.most_tries:
        return Decision(Turn.WORRY, at=at)
    first = at
    if known.last_asked_at is not None and known.unreached_in_a_row:
        first = max(at, known.last_asked_at + timedelta(minutes=city.again_minutes))
    moment = first_moment(first, days=wish.days, quiet=(city.quiet, wish.unwanted))
    mode = way_of(wish, asked_this_week=known.asked_this_week)
    return Decision(Turn.ASK if moment <= at else Turn.WAIT, mode, moment)


@dataclass(frozen=True, slots=True)
class After:
    """What a contact's result makes of a home: counts, whether it is a sign of life, and what to raise."""

    unreached: int
    answered: int
    sign_of_life: bool = False
    refused: bool = False
    grade: Grade | None = None
    reasons: tuple[Reason, ...] = ()


def after_contact(
    result: CallResult, *, unreached: int, answered: int, said_help: bool = False, wants_human: bool = False
) -> After:
    """What follows from one contact. Only a clear answer is a sign of life; help said beside a refusal is not lost."""
    refused = result is CallResult.REFUSED
    if said_help:
        return After(0, 0, refused=refused, grade=Grade.SEVERE, reasons=(Reason("call-needs-help"),))
    if result in NEEDS_PERSON:
        grade, code = NEEDS_PERSON[result]
        return After(unreached, 0, refused=refused, grade=grade, reasons=(Reason(code),))
    if wants_human:
        return After(unreached, 0, grade=Grade.UNKNOWN, reasons=(Reason("wants-human"),))
    if result is CallResult.ANSWERED_OK:
        return After(0, answered + 1, sign_of_life=True)
    return After(unreached + 1, 0)
