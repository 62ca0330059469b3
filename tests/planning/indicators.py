"""Indicators as tests know them: written by the council office, approved by a city officer."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.planning.actions import indicators
from chomchom.planning.rules.definitions import (
    DataSource,
    DefinitionIn,
    Direction,
    FigureKind,
    IndicatorType,
    LowerMethod,
    PeriodRule,
)
from chomchom.store.acting import acting
from tests.conftest import Deeds
from tests.planning.plans import Plans, enter


def said(**more) -> DefinitionIn:
    """A good definition: signals of a year, counted here."""
    facts = {
        "name": "위기신호 접수", "purpose": "", "type": IndicatorType.OUTPUT, "unit": "건", "direction": Direction.UP,
        "kind": FigureKind.COUNT, "numerator": "count(위기신호)", "population": "한 해에 들어온 위기신호",
        "period_rule": PeriodRule.IN_PERIOD, "source": DataSource.PLATFORM, "department": "복지정책과",
        "collector": "최담당", "can_collect": True, "collect_evidence": "이 시스템의 기록", "valid_from": 2023,
    }  # fmt: skip
    facts |= more
    if facts["direction"] is Direction.DOWN:
        facts.setdefault("lower_method", LowerMethod.MIRROR)
    return DefinitionIn(**facts)


def entered(**more) -> DefinitionIn:
    """A definition whose figures are typed with evidence."""
    return said(**({"source": DataSource.ENTERED, "numerator": ""} | more))


def form_of(definition: DefinitionIn) -> dict[str, object]:
    """The fields of the definition's form, as a browser sends them."""
    held = {name: getattr(definition, name) for name in definition.__slots__}
    return {name: value for name, value in held.items() if value is not False and value != ""}


class Office:
    """The people around an indicator: one writes, another approves, a third checks."""

    def __init__(self, deeds: Deeds, plans: Plans) -> None:
        self.deeds, self.plans = deeds, plans
        self.number = 0

    def writer(self, **more) -> Deed:
        """The council office."""
        return self.deeds.jiu(**more)

    def city(self, name: str = "복지정책과", **more) -> Deed:
        """A city officer."""
        return self.deeds(Role.CITY_OFFICER, name=name, whole_city=True, **more)

    def project(self, name: str = "촘촘복지") -> UUID:
        """A project of the fifth plan."""
        self.number += 1
        with acting(self.writer()) as deed:
            return enter(
                deed, self.plans, f"{name} {self.number}", code=f"1-4-{self.number}", strategy_id=self.plans.first
            )

    def indicator(
        self, definition: DefinitionIn | None = None, *, project_id: UUID | None = None, code: str = ""
    ) -> UUID:
        """An indicator with an approved definition."""
        wanted = definition or said()
        project_id = project_id or self.project()
        with acting(self.writer()) as deed:
            made = indicators.draft_indicator(deed, project_id=project_id, name=wanted.name, code=code)
            indicators.write_definition(deed, indicator_id=made, said=wanted)
        with acting(self.city()) as deed:
            indicators.approve_definition(deed, indicator_id=made)
        return made
