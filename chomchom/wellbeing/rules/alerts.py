"""From the engine's judgement to an alert: kind, grade, reasons; and what may be raised again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chomchom.silence import Because, Judgement, Notice
from chomchom.silence import Grade as Heard
from chomchom.silence import Source as SilentSource
from chomchom.wellbeing.rules.words import RANK, AlertKind, Grade, Reason

AGAIN_AFTER = timedelta(hours=72)
"""An ended alert whose silence goes on is raised again after this long (the benchmark's re-arm time)."""

AWAY_HOURS = 12
"""Hours without use at home from which a phone in use elsewhere makes one think of a journey."""

RARE_DAYS = 14
"""From here on it is worth saying how rare such a silence is in this home."""

GRADE_OF: dict[Heard, Grade] = {
    Heard.WATCH: Grade.WATCH,
    Heard.CAUTION: Grade.CAUTION,
    Heard.UNKNOWN: Grade.UNKNOWN,
    Heard.SEVERE: Grade.SEVERE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the sweep found for one home: to be raised unless it already stands."""

    kind: AlertKind
    grade: Grade
    reasons: tuple[Reason, ...]
    hours_silent: int
    rarity_days: int


LOOKS_AWAY = "looks-away"
"""The reason by which a silence is first taken for a journey: asked about, never believed."""


def finding_of(told: Judgement, *, phone_used: bool = False) -> Finding | None:
    """The finding of a judgement; None where there is nothing to tell. 관심 alone raises nothing.

    `phone_used`: the phone was in use yesterday while the meters were silent, so that the person may be elsewhere. It
    changes no grade: it is said, and the first call asks.
    """
    if told.grade in (Heard.CALM, Heard.WATCH):
        return None
    notices = {because.notice for because in told.because} - {None}
    kind = AlertKind.SILENCE
    if Notice.ZERO in notices:
        kind = AlertKind.SUPPLY_CUT
    elif notices:
        kind = AlertKind.STEADY_METER
    hours = min((because.hours_silent for because in told.because), default=0)
    reasons = tuple(reason_of(because) for because in told.because)
    away = kind is AlertKind.SILENCE and phone_used and hours >= AWAY_HOURS
    return Finding(
        kind=kind,
        grade=GRADE_OF[told.grade],
        reasons=(*reasons, Reason(LOOKS_AWAY)) if away else reasons,
        hours_silent=hours,
        rarity_days=told.rarity_days,
    )


def reason_of(because: Because) -> Reason:
    """One source's reason in the engine's own words, as a code with numbers; outreach holds the sentence."""
    hours = because.hours_silent
    if because.notice is Notice.ZERO:
        return Reason("meter-zero", {"hours": hours})
    if because.notice is Notice.STEADY:
        return Reason("meter-steady", {"hours": hours})
    if because.source is SilentSource.TELECOM:
        return Reason("silent-telecom", {"days": hours // 24})
    if because.rarity_days >= RARE_DAYS:
        return Reason(f"silent-{because.source}-rare", {"hours": hours, "days": because.rarity_days})
    return Reason(f"silent-{because.source}", {"hours": hours})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What already stands for a home: the open alert, or the last one that ended."""

    is_open: bool
    grade: Grade
    kind: AlertKind
    ended_at: datetime | None = None


def is_news(finding: Finding, *, began_at: datetime, at: datetime, standing: Sequence[Standing]) -> bool:
    """Whether a finding is to be told: nothing open says as much, and no person has just ended the same silence.

    A silence that began before somebody ended its alert is the same one.
    """
    for known in standing:
        if known.is_open and RANK[known.grade] >= RANK[finding.grade]:
            return False
        if known.ended_at is not None and began_at < known.ended_at and known.ended_at + AGAIN_AFTER > at:
            return False
    return True


def worse(before: Grade, now: Grade) -> Grade:
    """The graver of two; a later, milder look never lowers what stands."""
    return max(before, now, key=RANK.__getitem__)
