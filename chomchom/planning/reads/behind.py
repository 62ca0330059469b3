"""Opening a figure down to what it counts: as far as the reader may see, a page at a time, written into the access log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.accounts.public import note_access
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import Entry, head
from chomchom.planning import access
from chomchom.planning.calculator.compiling import Span
from chomchom.planning.calculator.counting import rows_behind
from chomchom.planning.calculator.figures import Desk
from chomchom.planning.models import ResultEntries, TableRow
from chomchom.planning.rules.formula.checking import Counted
from chomchom.planning.rules.formula.printing import to_text
from chomchom.planning.rules.packing import unpack
from chomchom.planning.rules.spans import period_named
from chomchom.planning.sentences import indicators as words

SIZE = 50


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One counted row: what kind, when, where."""

    seq: int
    occurred_on: date
    what: str
    dong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One page of what an aggregate counts; `parts` are the aggregates that can be opened."""

    name: str
    parts: tuple[tuple[str, str], ...]
    chosen: str
    lines: tuple[EntryLine, ...]
    next: str
    own_area_only: bool
    stored: bool


def entries_behind(
    deed: Deed, *, indicator_id: UUID, period: str, part: str = "", after: str = "", result_id: UUID | None = None
) -> Behind:
    """The rows an aggregate of a figure counts, now or as a result kept them; the opening is logged first.

    `part` is `numerator-0`. Raises `indicator-not-found`, `entries-not-yours`, `no-such-plan-period`,
    `indicator-not-defined`, `nothing-to-open` and `bad-page`.
    """
    indicator = access.load_indicator(deed, indicator_id)
    access.check_may_open(deed)
    if after and (not after.isdigit() or len(after) > 18):
        raise Refused("bad-page")
    asked = period_named(period)
    desk = Desk(deed, [indicator])
    result = access.load_result(deed, result_id) if result_id else None
    definition = result.definition if result else desk.definition(indicator_id, asked.year)
    if definition is None or definition.indicator_id != indicator_id:
        raise Refused("indicator-not-defined")
    known = {
        f"{name}-{position}": (counted, to_text(aggregate))
        for name in ("numerator", "denominator") if (formula := desk.formula(definition, name))
        for position, (aggregate, counted) in enumerate(formula.counted.items())
    }  # fmt: skip
    chosen = part or next(iter(known), "")
    if chosen not in known:
        raise Refused("nothing-to-open")
    note_access(deed, subject_id=None, record_kind="figure", record_id=indicator_id, purpose="open-figure")
    counted, dongs = known[chosen][0], access.open_dongs(deed)
    start = int(after or 0)
    if result is not None:
        numbers = _kept(result.pk, chosen, counted, start, dongs)
    else:
        first, last = desk.days(indicator_id, definition, asked)
        span = Span(first=first, last=last, head=head()[0])
        numbers = rows_behind(deed, counted, span, after=start, most=SIZE + 1, dongs=dongs)
    return Behind(
        name=indicator.name, parts=tuple((key, text) for key, (_counted, text) in known.items()), chosen=chosen,
        lines=_lines(counted, numbers[:SIZE]), next=str(numbers[SIZE - 1]) if len(numbers) > SIZE else "",
        own_area_only=dongs is not None, stored=result is not None,
    )  # fmt: skip


def _kept(result_id: UUID, part: str, counted: Counted, after: int, dongs: list[str] | None) -> list[int]:
    """The next rows of the list a result was kept with."""
    name, _, position = part.rpartition("-")
    row = ResultEntries.objects.filter(result=result_id, part=name, position=int(position)).first()
    numbers = [number for number in unpack(bytes(row.packed)) if number > after] if row else []
    if dongs is None:
        return numbers[: SIZE + 1]
    rows = TableRow.objects if counted.entity.table_id else Entry.objects
    allowed = rows.filter(seq__in=numbers, dong__in=dongs).order_by("seq")  # type: ignore[attr-defined]
    return list(allowed.values_list("seq", flat=True)[: SIZE + 1])


def _lines(counted: Counted, numbers: list[int]) -> tuple[EntryLine, ...]:
    rows = TableRow.objects if counted.entity.table_id else Entry.objects
    found = rows.filter(seq__in=numbers).order_by("seq").values_list("seq", "occurred_on", "dong")  # type: ignore[attr-defined]
    return tuple(EntryLine(seq, day, counted.entity.name, words.dong_label(dong)) for seq, day, dong in found)
