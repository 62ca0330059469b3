"""The closed list of what the page counts and along which lines it may be cut."""

from __future__ import annotations

from enum import StrEnum

from chomchom.kernel.verdicts import Refused


class Measure(StrEnum):
    """One thing that is counted; `reads` says which ledger entries make it up."""

    SIGNALS = "signals"  # 접수된 위기신호
    EPISODES = "episodes"  # 새로 시작한 확인 건
    AT_DOOR = "at_door"  # 사람이 문 앞까지 간 현장 확인
    ENDED = "ended"  # 끝난 확인 건
    ATTEMPTS = "attempts"  # 연락 시도
    VISITS = "visits"  # 현장 확인 결과 (못 간 것 포함)
    ACTIVITIES = "activities"  # 활동 기록의 횟수
    GOODS = "goods"  # 전달된 물품·돈


class Dimension(StrEnum):
    """A line along which figures are cut. No two are crossed: crossed tables give small numbers away."""

    SOURCE = "source"  # who noticed, and through which door
    DONG = "dong"
    OUTCOME = "outcome"
    ACTOR = "actor"  # which sector did it


EPISODE_MEASURES = (Measure.SIGNALS, Measure.EPISODES, Measure.AT_DOOR, Measure.ENDED)
ACTOR_MEASURES = (Measure.ATTEMPTS, Measure.VISITS, Measure.ACTIVITIES, Measure.GOODS)
ALL_MEASURES = EPISODE_MEASURES + ACTOR_MEASURES

MEASURES_OF: dict[Dimension, tuple[Measure, ...]] = {
    Dimension.SOURCE: EPISODE_MEASURES,
    Dimension.DONG: EPISODE_MEASURES,
    Dimension.OUTCOME: (Measure.ENDED,),
    Dimension.ACTOR: ACTOR_MEASURES,
}


def check_can_be_opened(measure: str, dimension: str) -> tuple[Measure, Dimension | None]:
    """The measure and the line of a figure somebody wants to open. Raises `no-such-figure`."""
    if measure not in set(Measure) or (dimension and dimension not in set(Dimension)):
        raise Refused("no-such-figure")
    line = Dimension(dimension) if dimension else None
    if line is not None and Measure(measure) not in MEASURES_OF[line]:
        raise Refused("no-such-figure")
    return Measure(measure), line
