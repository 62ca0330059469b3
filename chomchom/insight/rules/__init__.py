"""What is counted, for which days, and which small numbers are not shown; pure."""

from __future__ import annotations

from chomchom.insight.rules.measures import (
    ACTOR_MEASURES,
    ALL_MEASURES,
    EPISODE_MEASURES,
    Dimension,
    Measure,
    check_can_be_opened,
)
from chomchom.insight.rules.periods import Period, PeriodKind, period_named
from chomchom.kernel.masking import Masked, Shown, mask, ratio_may_be_shown

__all__ = [
    "ACTOR_MEASURES",
    "ALL_MEASURES",
    "EPISODE_MEASURES",
    "Dimension",
    "Masked",
    "Measure",
    "Period",
    "PeriodKind",
    "Shown",
    "check_can_be_opened",
    "mask",
    "period_named",
    "ratio_may_be_shown",
]
