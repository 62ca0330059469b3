"""A service plan: goals that can be measured, services with a provider, a signature, and what became of each goal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from chomchom.kernel.verdicts import Refused

MOST_GOALS = 20
MOST_SERVICES = 40
WEIGHTS = range(1, 101)


class PlanState(StrEnum):
    """How far a version of the plan is."""

    DRAFT = "draft"
    SIGNED = "signed"  # 본인이나 보호자가 서명함
    IN_FORCE = "in_force"  # 승인되어 시행 중
    PAST = "past"  # 다음 판으로 바뀜


class SignedBy(StrEnum):
    """Who agreed to the plan."""

    SELF = "self"
    GUARDIAN = "guardian"


class GoalState(StrEnum):
    """Where a goal stands."""

    ONGOING = "ongoing"  # 진행
    LATE = "late"  # 지연
    STOPPED = "stopped"  # 중단
    REACHED = "reached"  # 달성


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFacts:
    """A goal as a closing looks at it."""

    state: GoalState
    judged: bool
    explained: bool  # why it was not reached and where the need goes


def check_goal(
    *, text: str, measure: str, target: Decimal | None, due_on: date | None, weight: int, today: date
) -> None:
    """A goal says what, how it is measured, which value by when. Raises `case-goal-incomplete`, `case-goal-weight`."""
    if not text.strip() or not measure.strip() or target is None or due_on is None or due_on < today:
        raise Refused("case-goal-incomplete")
    if weight not in WEIGHTS:
        raise Refused("case-goal-weight")


def check_service(*, name: str, provider: str, first_day: date | None, last_day: date | None) -> None:
    """Raises `case-service-incomplete`, `case-days-crossed`."""
    if not name.strip() or not provider.strip():
        raise Refused("case-service-incomplete")
    if first_day is not None and last_day is not None and last_day < first_day:
        raise Refused("case-days-crossed")


def check_can_sign(*, state: PlanState, goals: int, services: int, agreed_on: date, today: date, began: date) -> None:
    """Raises `case-plan-not-draft`, `case-plan-lacks-goal`, `case-plan-lacks-service`, `case-day-impossible`."""
    if state is not PlanState.DRAFT:
        raise Refused("case-plan-not-draft")
    if not goals:
        raise Refused("case-plan-lacks-goal")
    if not services:
        raise Refused("case-plan-lacks-service")
    if not began <= agreed_on <= today:
        raise Refused("case-day-impossible", first=began, last=today)


def every_goal_judged(goals: Iterable[GoalFacts]) -> bool:
    """Whether each goal was looked at; a plan without goals has nothing judged."""
    held = list(goals)
    return bool(held) and all(goal.judged for goal in held)


def rest_explained(goals: Iterable[GoalFacts]) -> bool:
    """Whether each goal was reached, or says why not and where the remaining need goes."""
    held = list(goals)
    return bool(held) and all(goal.state is GoalState.REACHED or goal.explained for goal in held)


def progress(*, start: Decimal | None, target: Decimal | None, value: Decimal | None) -> int | None:
    """How far a value has come from the start to the target, in percent from 0 to 100; None where it cannot be said."""
    if target is None or value is None:
        return None
    begin = start if start is not None else Decimal(0)
    if target == begin:
        return 100 if value == target else 0
    return int(max(Decimal(0), min(Decimal(1), (value - begin) / (target - begin))) * 100)


def weighted(done: Iterable[tuple[int, int | None]]) -> int | None:
    """The progress of a whole plan from (weight, percent) of its goals; goals without a value count as 0."""
    held = list(done)
    total = sum(weight for weight, _ in held)
    return sum(weight * (percent or 0) for weight, percent in held) // total if total else None
