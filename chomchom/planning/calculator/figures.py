"""The one calculator: a figure of an indicator for a period, the same for screen, export, API and paper.

A period with a published result shows that result, as it was counted; every other period of a counted indicator is
counted now; of an entered indicator the newest result that somebody checked is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.planning import access
from chomchom.planning.calculator.compiling import Cut, Span
from chomchom.planning.calculator.countable import catalogue, read_formula
from chomchom.planning.calculator.counting import NO_DONG, WHOLE, Numbers, Part
from chomchom.planning.calculator.reckoned import Wanted, reckoned
from chomchom.planning.models import Definition, Indicator, Result, Stage, Target
from chomchom.planning.rules.definitions import (
    COUNTED,
    WITHOUT_FORMULA,
    DataSource,
    DefinitionState,
    Direction,
    FigureKind,
    LowerMethod,
    PeriodRule,
)
from chomchom.planning.rules.formula.checking import Checked
from chomchom.planning.rules.formula.reckoning import Found, NoValue, reckon
from chomchom.planning.rules.formula.words import Ref
from chomchom.planning.rules.results import Parts, ResultState, achievement, over_hundred, value_of
from chomchom.planning.rules.spans import Period, days_of, period_named
from chomchom.planning.rules.targets import TargetFacts, YearsTarget, targets_of

MOST_STEPS = 8
"""How far references are followed; a ring is refused when a definition is approved."""
NO_PARTS, NO_TARGET = Parts(), YearsTarget(None)
SEEN = (ResultState.CHECKED, ResultState.APPROVED, ResultState.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure before anything is hidden. `state` empty: counted now and not yet a result."""

    indicator_id: UUID
    period: Period
    dong: str = ""
    definition: Definition | None = None
    parts: Parts = NO_PARTS
    value: Fraction | None = None
    why: NoValue | None = None
    words: str = ""
    state: str = ""
    result_id: UUID | None = None
    counted_at: datetime | None = None
    target: YearsTarget = NO_TARGET
    achieved: Fraction | None = None
    achieved_before: Fraction | None = None

    @property
    def over_hundred(self) -> bool:
        """Whether a share has more above than below."""
        return self.definition is not None and over_hundred(FigureKind(self.definition.kind), self.parts)


class Desk:
    """Everything about some indicators, fetched once; figures are then reckoned without further queries but counting."""

    def __init__(self, deed: Deed, indicators: Iterable[Indicator]) -> None:
        self.deed = deed
        self.indicators = {one.pk: one for one in indicators}
        self.definitions: dict[UUID, list[Definition]] = {}
        self.targets: dict[UUID, list[TargetFacts]] = {}
        self.stages: dict[UUID, list[Stage]] = {}
        self.results: dict[tuple[UUID, Period, str], list[Result]] = {}
        self.formulas: dict[tuple[UUID, str], Checked] = {}
        self.numbers: dict[tuple[UUID, Period], dict[str, Numbers]] = {}
        self.by_code: dict[tuple[UUID, str], UUID] = {}
        self.steps = 0
        self._fetch(set(self.indicators))

    def _fetch(self, ids: set[UUID]) -> None:
        definitions = Definition.objects.filter(indicator__in=ids, state=DefinitionState.APPROVED).order_by("no")
        for one in definitions:
            self.definitions.setdefault(one.indicator_id, []).append(one)
        for target in Target.objects.filter(indicator__in=ids):
            self.targets.setdefault(target.indicator_id, []).append(
                TargetFacts(
                    id=target.pk, year=target.year, value=target.value, set_on=target.set_on, reason=target.reason
                )
            )
        for stage in Stage.objects.filter(indicator__in=ids).order_by("no"):
            self.stages.setdefault(stage.indicator_id, []).append(stage)
        results = (
            Result.objects.filter(definition__indicator__in=ids).select_related("definition").order_by("entered_at")
        )
        for result in results:
            key = (result.definition.indicator_id, Period(result.year, result.month), result.dong)
            self.results.setdefault(key, []).append(result)
        if any(one.source in COUNTED for group in self.definitions.values() for one in group):
            self.known = catalogue()

    # definitions and formulas

    def definition(self, indicator_id: UUID, year: int) -> Definition | None:
        """The approved definition that a year is counted with."""
        valid = [one for one in self.definitions.get(indicator_id, []) if one.valid_from <= year]
        return max(valid, key=lambda one: (one.valid_from, one.no), default=None)

    def formula(self, definition: Definition, part: str) -> Checked | None:
        """Numerator or denominator of a counted definition."""
        text = getattr(definition, part)
        if not text or definition.source not in COUNTED or definition.kind in WITHOUT_FORMULA:
            return None
        key = (definition.pk, part)
        if key not in self.formulas:
            self.formulas[key] = read_formula(text, self.known)
        return self.formulas[key]

    def days(self, indicator_id: UUID, definition: Definition, period: Period) -> tuple[date | None, date]:
        """First and last day that a definition counts for a period."""
        plan = self.indicators[indicator_id].project.term
        return days_of(period, PeriodRule(definition.period_rule), plan_first=date(plan.first_year, 1, 1))

    # counting

    def count(self, asked: Iterable[tuple[UUID, Period]], *, cuts: tuple[Cut, ...] = ()) -> None:
        """Count the formulas of many indicators and periods together."""
        wanted: list[tuple[UUID, Period, str, Wanted]] = []
        for indicator_id, period in asked:
            definition = self.definition(indicator_id, period.year)
            if definition is None or (indicator_id, period) in self.numbers:
                continue
            first, last = self.days(indicator_id, definition, period)
            for part in ("numerator", "denominator"):
                if formula := self.formula(definition, part):
                    wanted.append(
                        (indicator_id, period, part, Wanted(formula, Span(first=first, last=last, head=0), cuts))
                    )
        found = reckoned(self.deed, [one for *_rest, one in wanted])
        for indicator_id, period, part, one in wanted:
            self.numbers.setdefault((indicator_id, period), {})[part] = found[one]

    def count_missing(self, asked: Iterable[tuple[UUID, Period]]) -> None:
        """Count together what has begun and is not shown from a stored result."""
        self.count(
            (indicator_id, period) for indicator_id, period in asked
            if period.first <= self.deed.day and self._stored(indicator_id, period, "", published_only=False) is None
        )  # fmt: skip

    def _reckon(self, indicator_id: UUID, period: Period, part: str, place: Part) -> Found:
        definition = self.definition(indicator_id, period.year)
        formula = self.formula(definition, part) if definition else None
        if formula is None:
            return Found(None)
        if (indicator_id, period) not in self.numbers:
            self.count([(indicator_id, period)])
        numbers = self.numbers[indicator_id, period][part]
        return reckon(formula.formula, numbers.of(formula, place), lambda ref: self._refer(indicator_id, period, ref))

    def _refer(self, indicator_id: UUID, period: Period, ref: Ref) -> Fraction | None:
        """The value of another indicator of the same plan."""
        term_id = self.indicators[indicator_id].project.term_id
        other = self._named(term_id, ref.code)
        if other is None or self.steps >= MOST_STEPS:
            return None
        then = period if ref.period == "this" else period.before() if ref.period == "prev" else Period(int(ref.period))
        self.steps += 1
        try:
            return self.figure(other, then).value
        finally:
            self.steps -= 1

    def _named(self, term_id: UUID, code: str) -> UUID | None:
        if (term_id, code) not in self.by_code:
            project, _, short = code.partition(".")
            found = (
                Indicator.objects.select_related("project__term")
                .filter(project__term=term_id, project__code=project, code=short)
                .exclude(project__state="closed")
                .first()
            )
            if found is None:
                return None
            self.by_code[term_id, code] = found.pk
            if found.pk not in self.indicators:
                self.indicators[found.pk] = found
                self._fetch({found.pk})
        return self.by_code[term_id, code]

    # figures

    def figure(self, indicator_id: UUID, period: Period, *, dong: str = "", published_only: bool = False) -> Figure:
        """The figure of one indicator, period and dong (empty: the city)."""
        definition = self.definition(indicator_id, period.year)
        bare = Figure(indicator_id=indicator_id, period=period, dong=dong)
        stored = self._stored(indicator_id, period, dong, published_only=published_only)
        if stored is not None:
            return self._of_result(bare, stored)
        if definition is None:
            return replace(bare, why=NoValue.NO_DEFINITION)
        if published_only or definition.kind == FigureKind.QUALITATIVE:
            lack = NoValue.NOT_ENTERED if published_only else NoValue.QUALITATIVE
            return self._held(replace(bare, definition=definition, why=lack))
        if period.first > self.deed.day:
            return self._held(replace(bare, definition=definition, why=NoValue.NOT_DUE))
        parts, why = self.live(definition, indicator_id, period, dong)
        found = value_of(FigureKind(definition.kind), parts, why=why)
        return self._held(
            replace(bare, definition=definition, parts=parts, value=found.value, why=found.why, counted_at=self.deed.at)
        )

    def _stored(self, indicator_id: UUID, period: Period, dong: str, *, published_only: bool) -> Result | None:
        rows = self.results.get((indicator_id, period, dong), [])
        published = [one for one in rows if one.state == ResultState.PUBLISHED]
        if published or published_only:
            return published[-1] if published else None
        definition = self.definition(indicator_id, period.year)
        if definition is None or definition.source in COUNTED:
            return None
        seen = [one for one in rows if one.state in SEEN]
        return seen[-1] if seen else rows[-1] if rows else None

    def _of_result(self, bare: Figure, row: Result) -> Figure:
        parts = Parts(
            Fraction(row.numerator) if row.numerator is not None else None,
            Fraction(row.denominator) if row.denominator is not None else None,
        )
        found = value_of(FigureKind(row.definition.kind), parts, why=NoValue(row.no_value) if row.no_value else None)
        return self._held(
            replace(
                bare, definition=row.definition, parts=parts, value=found.value, why=found.why, words=row.words,
                state=row.state, result_id=row.pk, counted_at=row.cut_off,
            )
        )  # fmt: skip

    def live(
        self, definition: Definition, indicator_id: UUID, period: Period, dong: str
    ) -> tuple[Parts, NoValue | None]:
        """Numerator and denominator as they are now."""
        kind = FigureKind(definition.kind)
        if kind is FigureKind.MILESTONE:
            return self._stages(indicator_id, period), None
        if definition.source == DataSource.ENTERED:
            return Parts(), NoValue.NOT_ENTERED
        place: Part = (dong, "") if dong else WHOLE
        top = self._reckon(indicator_id, period, "numerator", place)
        if kind is FigureKind.ACHIEVEMENT:
            target = self.target(indicator_id, period.year, definition).in_force
            return Parts(top.value, Fraction(target.value) if target else None), top.why
        bottom = self._reckon(indicator_id, period, "denominator", place)
        return Parts(top.value, bottom.value), top.why or bottom.why

    def _stages(self, indicator_id: UUID, period: Period) -> Parts:
        due = [one for one in self.stages.get(indicator_id, []) if one.due_year <= period.year]
        if not due:
            return Parts()
        reached = sum(1 for one in due if one.reached_on is not None and one.reached_on <= period.last)
        return Parts(Fraction(reached), Fraction(len(due)))

    def target(self, indicator_id: UUID, year: int, definition: Definition | None) -> YearsTarget:
        """What a year was run under."""
        direction = Direction(definition.direction) if definition else Direction.UP
        return targets_of(year, self.targets.get(indicator_id, []), direction=direction)

    def _held(self, one: Figure) -> Figure:
        """The figure held against its targets; parts of a year and of the city have no target of their own."""
        definition = one.definition
        if definition is None or one.dong or one.period.month:
            return one
        target = self.target(one.indicator_id, one.period.year, definition)
        actual = one.parts.numerator if definition.kind == FigureKind.ACHIEVEMENT else one.value
        if definition.kind == FigureKind.MILESTONE:
            return replace(one, target=target, achieved=one.value)

        def against(of: TargetFacts | None) -> Fraction | None:
            if of is None or actual is None:
                return None
            return achievement(
                Direction(definition.direction),
                LowerMethod(definition.lower_method),
                actual=actual,
                target=Fraction(of.value),
            )

        before = against(target.before) if target.easier else None
        return replace(one, target=target, achieved=against(target.in_force), achieved_before=before)


def desk_of(deed: Deed, indicator_id: UUID) -> Desk:
    """A desk for one indicator; raises `indicator-not-found`."""
    return Desk(deed, [access.load_indicator(deed, indicator_id)])


def figure(deed: Deed, *, indicator_id: UUID, period: str, dong: str = "", published_only: bool = False) -> Figure:
    """One figure. Raises `indicator-not-found` and `no-such-plan-period`."""
    desk = desk_of(deed, indicator_id)
    asked = period_named(period)
    if dong:
        desk.count([(indicator_id, asked)], cuts=(Cut.DONG,))
    return desk.figure(indicator_id, asked, dong=dong, published_only=published_only)


def figures(
    deed: Deed, indicators: Sequence[Indicator], periods: Sequence[Period]
) -> dict[tuple[UUID, Period], Figure]:
    """The figures of many indicators and periods, with a bounded number of queries."""
    desk = Desk(deed, indicators)
    desk.count_missing([(one.pk, period) for one in indicators for period in periods])
    return {(one.pk, period): desk.figure(one.pk, period) for one in indicators for period in periods}


def parts_of_year(deed: Deed, *, indicator_id: UUID, year: int) -> tuple[Figure, list[Figure], list[Figure]]:
    """A year's figure with its dongs and its months: recounted, never added. Raises `indicator-not-found`."""
    desk, period = desk_of(deed, indicator_id), Period(year)
    whole = desk.figure(indicator_id, period)
    definition = whole.definition
    if definition is None or definition.source not in COUNTED or definition.kind in WITHOUT_FORMULA:
        return whole, [], []
    split = desk_of(deed, indicator_id)
    split.count([(indicator_id, period)], cuts=(Cut.DONG,))
    found = {dong for numbers in split.numbers.get((indicator_id, period), {}).values() for dong in numbers.dongs()}
    dongs = [split.figure(indicator_id, period, dong=dong) for dong in sorted(found, key=lambda d: (d == NO_DONG, d))]
    months = [one for one in period.months() if one.first <= deed.day]
    desk.count([(indicator_id, month) for month in months])
    return whole, dongs, [desk.figure(indicator_id, month) for month in months]
