"""The page of figures as flat rows: counted, then hidden where small, then put into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from chomchom.insight import access, sentences
from chomchom.insight.reads.counting import Counts, Medians, Numbers, count_period, count_signals
from chomchom.insight.rules import (
    ACTOR_MEASURES,
    EPISODE_MEASURES,
    Dimension,
    Masked,
    Measure,
    Period,
    Shown,
    mask,
    ratio_may_be_shown,
)
from chomchom.kernel.deeds import Deed, Sector
from chomchom.rulebook.dongs import dongs
from chomchom.rulebook.public import whole


@dataclass(frozen=True, slots=True)
class Cell:
    """One number as it is shown: the number itself (None: hidden or none), its words, and the way into it."""

    number: int | None
    text: str
    masked: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: `level` 0 is the sum of everything, 1 a group or plain row, 2 a row within a group."""

    key: str
    label: str
    level: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the page; its first row is the total."""

    code: str
    title: str
    first_column: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    masked: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure at the top: what it counts, its number, unit, and of what."""

    code: str
    label: str
    cell: Cell
    unit: str = ""
    of: str = ""
    percent: str = ""


@dataclass(frozen=True, slots=True)
class FigurePage:
    """Everything on the page; screen, sentences, map and file are made from this one object."""

    period: Period
    counted_at: datetime
    headlines: tuple[Headline, ...]
    tables: tuple[Table, ...]
    story: tuple[str, ...]
    masked: bool
    floor: int
    scope: access.Scope
    scopes: tuple[access.Scope, ...]

    def table(self, code: str) -> Table:
        """The table of one line; KeyError for another word."""
        return {table.code: table for table in self.tables}[code]


@dataclass(frozen=True, slots=True)
class _Floors:
    floor: int
    width: int
    full_share: int


class _Maker:
    """Turns counts into what may be shown to one reader."""

    def __init__(self, deed: Deed, period: Period, counts: Counts, before: int, *, part: access.Part) -> None:
        day, hides = deed.day, part.hides_small
        self.hides, self.held_to = hides, part.held_to
        self.period, self.counts, self.before = period, counts, before
        self.floors = _Floors(
            whole("insight.small_cell_floor", on=day) if hides else 0,
            whole("insight.hidden_sum_width", on=day) if hides else 0,
            whole("insight.full_share_floor", on=day) if hides else 0,
        )
        self.may_open = deed.has(*access.OPENS)

    def _mask(self, tree: Mapping[str, Mapping[str, Numbers]], columns: int) -> Masked:
        return mask(tree, columns=columns, floor=self.floors.floor, width=self.floors.width)

    def cell(self, number: Shown, measure: Measure, *, line: Dimension | None = None, key: str = "") -> Cell:
        """A counted number with the way into it; hidden ones open too, because opening shows only own rows."""
        href = ""
        if self.may_open and number != 0:
            asked = {"period": self.period.name, "measure": str(measure)}
            asked |= {"by": str(line), "key": key} if line is not None else {}
            href = f"{reverse('insight:entries')}?{urlencode(asked)}"
        if number is None:
            return Cell(None, sentences.hidden(), True, href)
        return Cell(number, f"{number:,}", False, href)

    def cells(
        self, numbers: Iterable[Shown], measures: tuple[Measure, ...], *, line: Dimension, key: str
    ) -> list[Cell]:
        """The cells of one row."""
        return [
            self.cell(number, measure, line=line, key=key) for number, measure in zip(numbers, measures, strict=True)
        ]

    def median(self, found: Medians, *, hidden: bool) -> Cell:
        """A median in words; hidden with its row, or when too few cases stand behind it."""
        if found.cases == 0 and not hidden:
            return Cell(None, "–")
        if hidden or found.minutes is None or found.cases < self.floors.floor:
            return Cell(None, sentences.hidden(), True)
        return Cell(found.minutes, sentences.minutes_in_words(found.minutes))

    def source(self) -> Table:
        """Who noticed, and through which door."""
        masked = self._mask(self.counts.by_source, len(EPISODE_MEASURES))
        rows = [self._total(masked.total, EPISODE_MEASURES)]
        for group in _in_order(masked.groups, [str(sector) for sector in Sector]):
            cells = self.cells(masked.groups[group], EPISODE_MEASURES, line=Dimension.SOURCE, key=group)
            rows.append(TableRow(group, sentences.sector_label(group), 1, tuple(cells)))
            doors = {door: row for (of, door), row in masked.rows.items() if of == group}
            for door in _in_order(doors, list(sentences.DOORS)):
                key = f"{group}:{door}"
                cells = self.cells(doors[door], EPISODE_MEASURES, line=Dimension.SOURCE, key=key)
                rows.append(TableRow(key, sentences.door_label(door), 2, tuple(cells)))
        return self._table("source", rows, [sentences.measure_label(m) for m in EPISODE_MEASURES])

    def dong(self) -> Table:
        """All dong that are counted by gu, those without any entry too, and the median way to the door."""
        none = tuple(0 for _ in EPISODE_MEASURES)
        tree: dict[str, dict[str, Numbers]] = {}
        for one in (d for d in dongs() if self.held_to is None or d.code in self.held_to):
            tree.setdefault(one.gu, {})[one.code] = self.counts.by_dong.get(one.code, none)
        known = {one.code: one.name for one in dongs()}
        if elsewhere := {code: row for code, row in self.counts.by_dong.items() if code not in known}:
            tree[""] = elsewhere
        masked = self._mask(tree, len(EPISODE_MEASURES))
        total = self._total(masked.total, EPISODE_MEASURES, self.median(self.counts.door_median, hidden=False))
        rows = [total]
        for gu, members in tree.items():
            cells = self.cells(masked.groups[gu], EPISODE_MEASURES, line=Dimension.DONG, key=gu)
            rows.append(TableRow(gu, gu or sentences.dong_unknown(), 1, (*cells, Cell(None, ""))))
            for code in members:
                numbers = masked.rows[gu, code]
                cells = self.cells(numbers, EPISODE_MEASURES, line=Dimension.DONG, key=code)
                median = self.median(
                    self.counts.door_median_by_dong.get(code, Medians()), hidden=any(one is None for one in numbers)
                )
                rows.append(TableRow(code, known.get(code, sentences.dong_unknown()), 2, (*cells, median)))
        columns = [sentences.measure_label(m) for m in EPISODE_MEASURES] + [sentences.median_label()]
        return self._table("dong", rows, columns)

    def outcome(self) -> Table:
        """How episodes ended."""
        return self._flat(
            "outcome", self.counts.by_outcome, (Measure.ENDED,), Dimension.OUTCOME, list(sentences.OUTCOMES)
        )

    def actor(self) -> Table:
        """Which sector did the work."""
        return self._flat("actor", self.counts.by_actor, ACTOR_MEASURES, Dimension.ACTOR, [str(s) for s in Sector])

    def _flat(
        self, code: str, found: Mapping[str, Numbers], measures: tuple[Measure, ...], line: Dimension, order: list[str]
    ) -> Table:
        masked = self._mask({key: {key: row} for key, row in found.items()}, len(measures))
        rows = [self._total(masked.total, measures)]
        for key in _in_order(found, order):
            cells = self.cells(masked.groups[key], measures, line=line, key=key)
            rows.append(TableRow(key, sentences.row_label(code, key), 1, tuple(cells)))
        return self._table(code, rows, [sentences.measure_label(m) for m in measures])

    def _total(self, numbers: Iterable[Shown], measures: tuple[Measure, ...], *more: Cell) -> TableRow:
        cells = [self.cell(number, measure) for number, measure in zip(numbers, measures, strict=True)]
        return TableRow("", sentences.total(), 0, (*cells, *more))

    def _table(self, code: str, rows: list[TableRow], columns: list[str]) -> Table:
        hidden = any(cell.masked for row in rows for cell in row.cells)
        return Table(
            code, sentences.table_title(code), sentences.first_column(code), tuple(columns), tuple(rows), hidden
        )

    def share(self, top: int, bottom: int) -> str:
        """A share in whole percent, or nothing when it would give a small number away."""
        if not self.hides:
            return f"{(200 * top + bottom) // (2 * bottom)}" if bottom else ""
        may = ratio_may_be_shown(top, bottom, floor=self.floors.floor, full_share_floor=self.floors.full_share)
        return f"{(200 * top + bottom) // (2 * bottom)}" if may else ""

    def small(self, number: int) -> Shown:
        """A number that stands alone; hidden when small."""
        return None if 0 < number < self.floors.floor else number


def _in_order(found: Iterable[str], order: list[str]) -> list[str]:
    """The keys in the order of their closed list, unknown ones last."""
    return sorted(found, key=lambda key: (order.index(key) if key in order else len(order), key))


def _headlines(maker: _Maker, totals: dict[Measure, Cell]) -> list[Headline]:
    counts = maker.counts
    persons = maker.small(counts.persons)
    share = maker.share(counts.begun_seen_at_door, counts.begun)
    private = maker.share(counts.over_criteria_helped, counts.over_criteria)
    label, unit = sentences.headline_label, sentences.cases_unit()
    return [
        Headline("signals", label("signals"), totals[Measure.SIGNALS], unit),
        Headline(
            "persons",
            label("persons"),
            Cell(persons, sentences.number(persons), persons is None),
            sentences.people_unit(),
        ),
        Headline("episodes", label("episodes"), totals[Measure.EPISODES], unit),
        Headline("at_door", label("at_door"), totals[Measure.AT_DOOR], unit, sentences.of_begun(share), share),
        Headline("door_median", label("door_median"), maker.median(counts.door_median, hidden=False)),
        Headline("try_median", label("try_median"), maker.median(counts.try_median, hidden=False)),
        Headline("ended", label("ended"), totals[Measure.ENDED], unit),
        Headline(
            "over_criteria",
            label("over_criteria"),
            Cell(None, f"{private}%" if private else sentences.no_share(counts.over_criteria)),
        ),
    ]


def _story(maker: _Maker, page: dict[str, Table], headlines: dict[str, Headline]) -> tuple[str, ...]:
    """Five sentences a mayor reads, made only of numbers that stand on the page."""
    outcomes = {row.key: row.cells[0] for row in page["outcome"].rows}
    sectors = {row.key: row.cells[0] for row in page["source"].rows if row.level == 1}
    now = sum(row[0] for doors in maker.counts.by_source.values() for row in doors.values())
    past = maker.before
    comparable = not any(0 < number < maker.floors.floor for number in (now, past, abs(now - past)))
    return (
        sentences.story_begun(maker.period, headlines["signals"].cell.text, headlines["episodes"].cell.text),
        sentences.story_door(
            headlines["at_door"].cell.text, headlines["at_door"].percent, headlines["door_median"].cell.text
        ),
        sentences.story_ended(
            headlines["ended"].cell.text,
            _text(outcomes, "case_opened"),
            _text(outcomes, "referred"),
            _text(outcomes, "helped"),
        ),
        sentences.story_found(_text(sectors, "neighbour"), _text(sectors, "private")),
        sentences.story_change(
            maker.period, now - past if comparable else None, late=sentences.number(maker.small(maker.counts.came_back))
        ),
    )


def _text(cells: Mapping[str, Cell], key: str) -> str:
    return cells[key].text if key in cells else "0"


def figure_page(deed: Deed, *, period: Period, scope: access.Scope | None = None) -> FigurePage:
    """The page for one span. Who may open every entry behind the numbers sees them as they are; for everybody else
    small ones are hidden. Raises `figures-not-yours`.
    """
    access.check_may_see(deed)
    part = access.scope_of(deed, scope)
    now = count_period(deed, period, held_to=part.held_to)
    before = count_signals(period.before(), held_to=part.held_to)
    maker = _Maker(deed, period, now, before, part=part)
    tables = (maker.source(), maker.dong(), maker.outcome(), maker.actor())
    by_code = {table.code: table for table in tables}
    totals = dict(zip(EPISODE_MEASURES, by_code["dong"].rows[0].cells, strict=False))
    headlines = _headlines(maker, totals)
    return FigurePage(
        period=period,
        counted_at=deed.at,
        headlines=tuple(headlines),
        tables=tables,
        story=_story(maker, by_code, {one.code: one for one in headlines}),
        masked=any(table.masked for table in tables) or any(one.cell.masked for one in headlines),
        floor=maker.floors.floor,
        scope=part.scope,
        scopes=part.scopes,
    )
