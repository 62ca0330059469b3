"""From scores of single meters to one judgement about a home, with its reasons.

A score becomes *rarity*: how many days usually lie between two moments like
this in homes of that meter, the score itself being set against the home's own
past. Sources are joined on the logarithm of rarity, and every part of the
joining rises with each source, so what freezes one source never raises the
whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.away import Away, Whereabouts, is_explained, unexplained, whereabouts
from chomchom.silence.forest import forest_of
from chomchom.silence.profile import LENGTH_STEP, LONG
from chomchom.silence.sources import HOURLY, Floats, Source

MOST_DAYS = 730  # nobody has seen a home for longer

COMMON_DAYS = 7.0  # rarity of a moment that says nothing
USED_CALMS = 0.7  # a phone used yesterday halves the rarity: some time yesterday somebody was there
UNUSED_RAISES = 1.6  # each day without use makes it five times as rare (96 % of days have use)
MOST_UNUSED_DAYS = 4


class Grade(StrEnum):
    """How much a home needs a person to look. Unknown is never below caution."""

    CALM = "calm"
    WATCH = "watch"
    CAUTION = "caution"
    UNKNOWN = "unknown"
    SEVERE = "severe"


RANK = {Grade.CALM: 0, Grade.WATCH: 1, Grade.CAUTION: 2, Grade.UNKNOWN: 2, Grade.SEVERE: 3}


class Notice(StrEnum):
    """Something a meter says besides silence; each needs a person."""

    STEADY = "steady"  # the same reading for too long
    ZERO = "zero"  # no electricity at all: a cut-off or a broken meter


@dataclass(frozen=True, slots=True)
class Limits:
    """Where grades begin. Rarity in days, silences in hours; a city's setting."""

    watch_days: float = 14.0
    caution_days: float = 30.0
    severe_days: float = 90.0
    caution_hours: int = 36
    severe_hours: int = 72
    steady_hours: int = 6


@dataclass(frozen=True, slots=True)
class Because:
    """Why, for one source: what the board says and the evidence panel draws."""

    source: Source
    hours_silent: int
    rarity_days: int
    usual_low: float
    usual_high: float
    notice: Notice | None = None
    life_from: float = 0.0  # what would lower it: a change (Wh) or a draw (L) above this


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the engine says about one home at one hour."""

    grade: Grade
    rarity_days: int
    because: tuple[Because, ...]
    where: Whereabouts = Whereabouts.HOME


def rarity(scores: Floats, source: Source) -> Floats:
    """Days between two such moments in a home of this source; 1 to 730."""
    forest = forest_of(source)
    return np.exp(np.interp(scores, forest.rarity_score, np.log(forest.rarity_days))).astype(np.float32)


def telecom_weight(unused_days: NDArray[np.int16]) -> Floats:
    """What the phone adds: below zero after use, above after days without; -1 means no feed and adds nothing."""
    raised = UNUSED_RAISES * np.minimum(unused_days, MOST_UNUSED_DAYS)
    return np.select([unused_days < 0, unused_days == 0], [0.0, -USED_CALMS], raised).astype(np.float32)


def join(scores: Mapping[Source, Floats], unused_days: NDArray[np.int16] | None = None) -> Floats:
    """Rarity in days [B] of homes whose meters have these scores; a NaN score is a source the home does not have.

    Two meters that are both silent count together; one that shows life holds
    the other back. With the phone alone, its days stand by themselves.
    """
    weights = [np.log(rarity(scores[source], source) / COMMON_DAYS) for source in HOURLY if source in scores]
    count = len(weights[0]) if weights else len(unused_days) if unused_days is not None else 0
    total = np.zeros(count, np.float32)
    if weights:
        stack = np.stack(
            [np.where(np.isnan(scores[s]), np.nan, w) for s, w in zip(_hourly(scores), weights, strict=True)]
        )
        low = np.nanmin(np.where(np.isnan(stack), np.inf, stack), axis=0)
        high = np.max(np.where(np.isnan(stack), -np.inf, stack), axis=0)
        both = np.isfinite(stack).sum(axis=0) > 1
        total = np.where(np.isfinite(low), low, 0) + np.where(both, np.maximum(high, 0) * np.clip(low, 0, 1), 0)
    if unused_days is not None:
        total = total + telecom_weight(unused_days)
    return np.clip(COMMON_DAYS * np.exp(total), 1, 3650).astype(np.float32)


def notices(
    state: NDArray[np.void], profile: NDArray[np.void], limits: Limits
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which homes' electricity stands still or at zero for longer than they ever showed: (steady, zero)."""
    longest = np.maximum(limits.steady_hours, 2 * profile["still"])
    steady = state["same"] >= longest
    return steady, steady & (state["before"] == 0)


def grade_of(rarity_days: float, hours_silent: int, noticed: bool, limits: Limits) -> Grade:
    """The grade; only rises with rarity, with hours and with a notice."""
    if rarity_days >= limits.severe_days or hours_silent >= limits.severe_hours:
        return Grade.SEVERE
    if noticed:
        return Grade.UNKNOWN
    if rarity_days >= limits.caution_days or hours_silent >= limits.caution_hours:
        return Grade.CAUTION
    return Grade.WATCH if rarity_days >= limits.watch_days else Grade.CALM


def judge(
    parts: Mapping[Source, tuple[np.void, np.void, int]], unused_days: int, limits: Limits, away: Away | None = None
) -> Judgement:
    """One home: {source: (state, profile, hour of day)}, days without phone use (-1 for no feed), and what else is known.

    Hours of silence are those of the source that saw life last: a home is as
    silent as its least silent meter. `away` is that of this one home
    (`away_of(…).of(place)`): announced journeys and signs of life no meter gave.
    """
    scores = {source: np.array([part[0]["score"]], np.float32) for source, part in parts.items()}
    together = float(join(scores, np.array([unused_days], np.int16) if unused_days >= 0 or not parts else None)[0])
    because, noticed = [], False
    for source, (state, profile, hour) in parts.items():
        steady, zero = notices(np.array([state]), np.array([profile]), limits)
        notice = None
        if source is Source.ELECTRICITY and (steady[0] or zero[0]):
            notice, noticed = (Notice.ZERO if zero[0] else Notice.STEADY), True
        low, _, high = (float(value) for value in profile["band"][hour])
        heard = float(profile["noise"][2])
        because.append(Because(source, _hours(state), own_rarity(state, profile), low, high, notice, heard))
    if unused_days > 0:
        own = round(COMMON_DAYS * float(np.exp(telecom_weight(np.array([unused_days], np.int16)))[0]))
        because.append(Because(Source.TELECOM, unused_days * 24, own, 0.0, 0.0))
    hours = min((_hours(state) for state, _, _ in parts.values()), default=max(unused_days, 0) * 24)
    clock = min((int(state["clock"][:2].min()) for state, _, _ in parts.values()), default=hours)
    grade, where = _knowing(grade_of(together, hours, noticed, limits), hours, clock, noticed, limits, away)
    return Judgement(grade, round(together), tuple(because), where)


def _knowing(
    grade: Grade, hours: int, clock: int, noticed: bool, limits: Limits, away: Away | None
) -> tuple[Grade, Whereabouts]:
    """The grade with what is known besides the meters. An explained silence is watched and never calm."""
    if away is None:
        return grade, Whereabouts.HOME
    silent = np.array([clock], np.int32)
    where = Whereabouts(int(whereabouts(silent, away)[0]))
    left = min(hours, int(unexplained(silent, away)[0]))
    if is_explained(silent, away)[0]:
        lowest = Grade.CALM if grade is Grade.CALM else Grade.WATCH
        return max(lowest, grade_of(0, left, noticed, limits), key=RANK.__getitem__), where
    if where is Whereabouts.OVERDUE:
        return max(Grade.CAUTION, grade, key=RANK.__getitem__), where
    return grade, where


def own_rarity(state: np.void, profile: np.void) -> int:
    """Days between two silences as long as this one in this very home, from its own last ten weeks; 1 to 730.

    Where it never showed one, what is usual in other homes bounds it.
    """
    step = LENGTH_STEP[min(int(state["quiet"]), len(LENGTH_STEP) - 1)]
    return int(np.clip(round(30 * float(np.exp(float(profile["rare"][0, step]) / LONG))), 1, MOST_DAYS))


def _hours(state: np.void) -> int:
    return int(min(state["quiet"], state["silent"]))


def _hourly(scores: Mapping[Source, Floats]) -> list[Source]:
    return [source for source in HOURLY if source in scores]
