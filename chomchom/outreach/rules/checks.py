"""Site checks: who may be asked, what an answer means, when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chomchom.kernel.verdicts import Refused
from chomchom.outreach.rules.machine import EPISODE_STATES
from chomchom.outreach.rules.triage import Limits, due_for
from chomchom.outreach.rules.words import (
    CheckResult,
    EpisodeState,
    Grade,
    NotDone,
    SharingBasis,
    VisitorKind,
    worst,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFacts:
    """What is known before somebody is asked to the door. `person_known` is false for a place nobody is linked to."""

    state: EpisodeState
    grade: Grade
    visitor_kind: VisitorKind
    visitor_active: bool = True
    visitor_covers_area: bool = True
    person_known: bool = True
    basis: SharingBasis | None = None
    urgent: bool = False
    has_open_check: bool = False
    has_place: bool = True
    due_in_past: bool = False


def check_site_check_can_be_asked(facts: CheckFacts) -> SharingBasis:
    """Is this site check possible for anybody? Gives the basis on which the visitor learns what he learns."""
    if facts.has_open_check:
        raise Refused("site-check-already-open")
    EPISODE_STATES.target("ask_site_check", facts.state)
    if not facts.has_place:
        raise Refused("no-place-to-go")
    if not facts.visitor_active:
        raise Refused("visitor-inactive")
    if not facts.visitor_covers_area:
        raise Refused("visitor-elsewhere")
    if facts.due_in_past:
        raise Refused("due-in-the-past")
    return _basis_of(facts)


def _basis_of(facts: CheckFacts) -> SharingBasis:
    if facts.visitor_kind in (VisitorKind.OFFICER, VisitorKind.COLLEAGUE):
        return SharingBasis.DUTY
    if not facts.person_known:
        return SharingBasis.PLACE_ONLY
    if facts.basis is not None:
        return facts.basis
    if facts.urgent:
        if facts.grade is Grade.SEVERE:
            return SharingBasis.URGENT
        raise Refused("not-urgent-enough")
    raise Refused("no-consent-for-neighbour" if facts.visitor_kind is VisitorKind.NEIGHBOUR else "no-basis-for-agency")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a result does to the episode: the move, the least grade after it, the reason shown."""

    move: str
    at_least: Grade
    reason: str
    final: bool = True


MEANING: dict[CheckResult, Meaning] = {
    CheckResult.MET_OK: Meaning("answer", Grade.WATCH, "met-ok"),
    CheckResult.MET_NEEDS_HELP: Meaning("worry", Grade.CAUTION, "met-needs-help"),
    CheckResult.NOBODY_HOME: Meaning("worry", Grade.UNKNOWN, "nobody-home"),
    CheckResult.MOVED: Meaning("worry", Grade.WATCH, "found-moved"),
    CheckResult.HOSPITAL: Meaning("worry", Grade.WATCH, "found-hospital"),
    CheckResult.REFUSED_DOOR: Meaning("worry", Grade.CAUTION, "refused-door"),
    CheckResult.UNSAFE_FOR_WORKER: Meaning("worry", Grade.UNKNOWN, "unsafe-for-worker"),
    CheckResult.CALLED119: Meaning("worry", Grade.SEVERE, "called-119", final=False),
    CheckResult.POLICE112: Meaning("worry", Grade.SEVERE, "police-112"),
    CheckResult.OPENED_BY_MANAGER: Meaning("worry", Grade.CAUTION, "opened-by-manager"),
    CheckResult.HANDED_TO_FAMILY: Meaning("worry", Grade.WATCH, "handed-to-family"),
    CheckResult.DECEASED: Meaning("worry", Grade.SEVERE, "found-deceased"),
    CheckResult.NOT_DONE: Meaning("worry", Grade.CAUTION, "visit-not-done"),
}
"""Only `met_ok` lets an episode wait for a confirmation; everything else goes back to a person who decides."""

AT_THE_DOOR = frozenset(CheckResult) - {CheckResult.NOT_DONE, CheckResult.UNSAFE_FOR_WORKER}
"""Results that mean somebody stood at the door."""


def grade_after_check(grade: Grade, result: CheckResult) -> Grade:
    """The grade after an answer; it never falls."""
    return worst(grade, MEANING[result].at_least)


def check_answer_is_whole(result: CheckResult, not_done: NotDone | None) -> None:
    """An answer needs nothing but its result; only `not_done` says why."""
    if result is CheckResult.NOT_DONE and not_done is None:
        raise Refused("not-done-needs-reason")


def check_due(
    grade: Grade, *, at: datetime, minutes_severe: int, limits: Limits, working: Callable[[date], bool]
) -> datetime:
    """Until when a visitor should have answered; a check is never due later than its episode of the same grade."""
    if grade is Grade.SEVERE:
        return at + timedelta(minutes=minutes_severe)
    return due_for(worst(grade, Grade.CAUTION), at=at, limits=limits, working=working)


@dataclass(frozen=True, slots=True)
class Face:
    """What a visitor's page shows (practice.md 28)."""

    name: bool
    phone: bool
    reasons: bool
    hazard: bool


def face_of(kind: VisitorKind, basis: SharingBasis, fields: frozenset[str]) -> Face:
    """The two faces: a neighbour or agency sees the address and the request, officers also who and why.

    Name and phone reach an agency or a neighbour only where the consent or basis says so (`fields`); the reason never
    does (docs/access.md, site check).
    """
    if kind in (VisitorKind.OFFICER, VisitorKind.COLLEAGUE):
        return Face(name=True, phone=True, reasons=True, hazard=True)
    if basis is SharingBasis.PLACE_ONLY:
        return Face(name=False, phone=False, reasons=False, hazard=kind is VisitorKind.AGENCY)
    urgent = basis is SharingBasis.URGENT
    if kind is VisitorKind.AGENCY:
        return Face(name=urgent or "name" in fields, phone=urgent or "contact" in fields, reasons=False, hazard=True)
    return Face(name="name" in fields, phone="contact" in fields, reasons=False, hazard=False)
