"""What an indicator is: the words of its definition, and when a definition is good enough to count with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from chomchom.kernel.verdicts import Refused


class IndicatorType(StrEnum):
    """What the indicator looks at: 투입, 과정, 산출, 결과, 만족."""

    INPUT = "input"
    PROCESS = "process"
    OUTPUT = "output"
    OUTCOME = "outcome"
    SATISFACTION = "satisfaction"


class Direction(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"
    MILESTONE = "milestone"
    NONE = "none"


class FigureKind(StrEnum):
    """How the figure is made of numerator and denominator, and so how parts of it add up."""

    COUNT = "count"  # numerator: how many
    SUM = "sum"  # numerator: how much
    RATIO = "ratio"  # numerator of denominator, in percent; the numerator lies inside the denominator
    MEAN = "mean"  # sum of points over number of answers
    ACHIEVEMENT = "achievement"  # actual against the target in force, in percent, not capped
    MILESTONE = "milestone"  # stages reached of stages planned
    QUALITATIVE = "qualitative"  # words


WITH_DENOMINATOR = frozenset({FigureKind.RATIO, FigureKind.MEAN})
PERCENT = frozenset({FigureKind.RATIO, FigureKind.ACHIEVEMENT, FigureKind.MILESTONE})
WITHOUT_FORMULA = frozenset({FigureKind.MILESTONE, FigureKind.QUALITATIVE})


class PeriodRule(StrEnum):
    """Which days are counted: those of the period, everything up to its end, or from the plan's first day to its end."""

    IN_PERIOD = "in_period"
    AT_END = "at_end"
    CUMULATIVE = "cumulative"


class DataSource(StrEnum):
    """Where the numbers come from."""

    PLATFORM = "platform"
    IMPORTED = "imported"
    ENTERED = "entered"


COUNTED = frozenset({DataSource.PLATFORM, DataSource.IMPORTED})


class Frequency(StrEnum):
    """How often it is collected."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


class LowerMethod(StrEnum):
    """How achievement is reckoned where less is better; both are in use, so each definition says which."""

    NONE = ""
    MIRROR = "mirror"  # (2 × target − actual) ÷ target
    INVERSE = "inverse"  # target ÷ actual


class DefinitionState(StrEnum):
    """A draft may still change; an approved definition never does."""

    DRAFT = "draft"
    APPROVED = "approved"


class IndicatorState(StrEnum):
    """Whether an indicator can be counted: it waits for its definition, is in use, or was dropped."""

    DRAFT = "draft"
    IN_USE = "in_use"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionIn:
    """A definition as somebody writes it. Formulas are text of the indicator language, checked apart."""

    name: str
    purpose: str
    type: IndicatorType
    unit: str
    direction: Direction
    kind: FigureKind
    numerator: str = ""
    denominator: str = ""
    population: str
    period_rule: PeriodRule = PeriodRule.IN_PERIOD
    source: DataSource
    source_note: str = ""
    department: str = ""
    collector: str = ""
    can_collect: bool = False
    collect_evidence: str = ""
    frequency: Frequency = Frequency.YEARLY
    minimum_cell: int = 5
    weight: Decimal = Decimal(0)
    decimals: int = 1
    lower_method: LowerMethod = LowerMethod.NONE
    targets_add_up: bool = False
    valid_from: int


def check_definition(said: DefinitionIn) -> None:
    """What is written fits together.

    Raises `definition-needs-words`, `definition-needs-a-formula`, `definition-needs-no-formula`,
    `definition-needs-a-denominator`, `definition-has-a-denominator-too-many`, `definition-needs-its-lower-method`,
    `definition-cell-too-small`, `definition-weight-too-big` and `definition-rounding-too-fine`.
    """
    for field, words in (("name", said.name), ("unit", said.unit), ("population", said.population)):
        if not words.strip():
            raise Refused("definition-needs-words", field=field)
    counted = said.source in COUNTED and said.kind not in WITHOUT_FORMULA
    if counted and not said.numerator.strip():
        raise Refused("definition-needs-a-formula")
    if not counted and (said.numerator.strip() or said.denominator.strip()):
        raise Refused("definition-needs-no-formula")
    if counted and said.kind in WITH_DENOMINATOR and not said.denominator.strip():
        raise Refused("definition-needs-a-denominator")
    if said.kind not in WITH_DENOMINATOR and said.denominator.strip():
        raise Refused("definition-has-a-denominator-too-many")
    if (said.direction is Direction.DOWN) != (said.lower_method is not LowerMethod.NONE):
        raise Refused("definition-needs-its-lower-method")
    if said.minimum_cell < 1:
        raise Refused("definition-cell-too-small")
    if not 0 <= said.weight <= 100:
        raise Refused("definition-weight-too-big")
    if not 0 <= said.decimals <= 4:
        raise Refused("definition-rounding-too-fine")


def check_can_be_approved(said: DefinitionIn, *, written_by: UUID, by: UUID) -> None:
    """Another person approves, and only what somebody can collect.

    Raises `definition-own-approval`, `definition-needs-a-collector` and `definition-cannot-be-collected`.
    """
    if written_by == by:
        raise Refused("definition-own-approval")
    if not said.department.strip() or not said.collector.strip():
        raise Refused("definition-needs-a-collector")
    if not said.can_collect or not said.collect_evidence.strip():
        raise Refused("definition-cannot-be-collected")
