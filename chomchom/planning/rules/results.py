"""Figures of a period: made of numerator and denominator, achieved against a target, added up, checked and published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from chomchom.kernel.roles import Role
from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused
from chomchom.planning.rules.definitions import (
    PERCENT,
    WITH_DENOMINATOR,
    Direction,
    FigureKind,
    LowerMethod,
    PeriodRule,
)
from chomchom.planning.rules.formula.reckoning import Found, NoValue


class ResultState(StrEnum):
    """초안 → 확인 → 승인 → 공개."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    PUBLISHED = "published"


S = ResultState
RESULT_MOVES = StateTable(
    ResultState,
    S.DRAFT,
    (
        Move("check", frozenset({S.DRAFT}), S.CHECKED, who=(Role.CITY_OFFICER,)),
        Move("approve", frozenset({S.CHECKED}), S.APPROVED, who=(Role.CITY_OFFICER,)),
        Move("publish", frozenset({S.APPROVED}), S.PUBLISHED, who=(Role.CITY_OFFICER,)),
    ),
)


class Over(StrEnum):
    """Along which line parts are put together."""

    MONTHS = "months"
    DONGS = "dongs"


@dataclass(frozen=True, slots=True)
class Parts:
    """Numerator and denominator of a figure; None where there is none or it is not known."""

    numerator: Fraction | None = None
    denominator: Fraction | None = None


def value_of(kind: FigureKind, parts: Parts, *, why: NoValue | None = None) -> Found:
    """The figure: a number, a mean, or a share in percent (not capped); no value where there is nothing to divide by."""
    if kind is FigureKind.QUALITATIVE:
        return Found(None, NoValue.QUALITATIVE)
    if parts.numerator is None:
        return Found(None, why or NoValue.NOTHING_COUNTED)
    if kind not in PERCENT | WITH_DENOMINATOR:
        return Found(parts.numerator)
    if parts.denominator is None:
        return Found(None, why or (NoValue.NO_TARGET if kind is FigureKind.ACHIEVEMENT else NoValue.NOTHING_COUNTED))
    if parts.denominator == 0:
        return Found(None, NoValue.DIVISION_BY_ZERO)
    share = parts.numerator / parts.denominator
    return Found(share * 100 if kind in PERCENT else share)


def achievement(direction: Direction, method: LowerMethod, *, actual: Fraction, target: Fraction) -> Fraction | None:
    """달성률 in percent, not capped; None where the target or the method gives nothing to divide by."""
    if direction is Direction.DOWN and method is LowerMethod.INVERSE:
        return target / actual * 100 if actual else None
    if target == 0:
        return None
    if direction is Direction.DOWN:
        return (2 * target - actual) / target * 100
    return actual / target * 100


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Half up, as offices round; computed exactly first."""
    unit = Decimal(1).scaleb(-decimals)
    scaled = value * 10**decimals
    whole = (abs(scaled) * 2 + 1) // 2
    return (Decimal(whole) * unit * (1 if scaled >= 0 else -1)).quantize(unit, rounding=ROUND_HALF_UP)


def add_up(
    kind: FigureKind, rule: PeriodRule, parts: Sequence[Parts], *, over: Over, distinct: bool = False,
    targets_add_up: bool = False,
) -> Parts:  # fmt: skip
    """Put months or dongs together as their kind allows; months in order of time.

    Raises `figure-must-be-recounted` (different things are never added), `figure-lacks-parts` and
    `figure-does-not-add-up` (words, stages of several dongs, targets that were set apart).
    """
    if kind is FigureKind.QUALITATIVE or (kind is FigureKind.MILESTONE and over is Over.DONGS):
        raise Refused("figure-does-not-add-up")
    if kind is FigureKind.ACHIEVEMENT and over is Over.DONGS and not targets_add_up:
        raise Refused("figure-does-not-add-up")
    if not parts or any(one.numerator is None for one in parts):
        raise Refused("figure-lacks-parts")
    if over is Over.MONTHS and (rule is not PeriodRule.IN_PERIOD or kind is FigureKind.MILESTONE):
        return parts[-1]
    if distinct:
        raise Refused("figure-must-be-recounted")
    top = sum((one.numerator for one in parts if one.numerator is not None), Fraction(0))
    if kind is FigureKind.ACHIEVEMENT and over is Over.MONTHS:
        # One target holds for the whole year; months are held against it together.
        return Parts(top, parts[-1].denominator)
    if kind not in PERCENT | WITH_DENOMINATOR:
        return Parts(top)
    if any(one.denominator is None for one in parts):
        raise Refused("figure-lacks-parts")
    return Parts(top, sum((one.denominator for one in parts if one.denominator is not None), Fraction(0)))


def check_entered(kind: FigureKind, *, numerator: Decimal | None, denominator: Decimal | None, evidence: bool) -> None:
    """An entered figure has its parts and its proof.

    Raises `result-needs-its-denominator`, `result-has-a-denominator-too-many`, `result-needs-a-number`,
    `share-over-hundred` and `result-needs-evidence`.
    """
    with_parts = kind in WITH_DENOMINATOR | {FigureKind.MILESTONE}
    if kind is not FigureKind.QUALITATIVE and numerator is None:
        raise Refused("result-needs-a-number")
    if with_parts and denominator is None:
        raise Refused("result-needs-its-denominator")
    if not with_parts and denominator is not None:
        raise Refused("result-has-a-denominator-too-many")
    if kind in (FigureKind.RATIO, FigureKind.MILESTONE) and (numerator or 0) > (denominator or 0):
        raise Refused("share-over-hundred")
    if not evidence:
        raise Refused("result-needs-evidence")


def check_may_move(
    move: str, state: ResultState, *, entered_by: UUID, by: UUID, kind: FigureKind, parts: Parts
) -> ResultState:
    """The next state. Nobody passes on an own entry, and a share over 100 goes no further.

    Raises `wrong-state`, `result-own-entry` and `share-over-hundred`.
    """
    after = RESULT_MOVES.target(move, state)
    if entered_by == by:
        raise Refused("result-own-entry")
    if over_hundred(kind, parts):
        raise Refused("share-over-hundred")
    return after


def over_hundred(kind: FigureKind, parts: Parts) -> bool:
    """Whether a share has more above than below: its numerator does not lie inside its denominator."""
    if kind is not FigureKind.RATIO or parts.numerator is None or parts.denominator is None:
        return False
    return parts.numerator > parts.denominator
