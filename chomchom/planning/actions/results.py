"""Results: counted with the list of what was counted, or entered with evidence; then checked, approved, published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from chomchom.documents.public import Owner, keep
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import Item, head, record, record_many
from chomchom.planning import access
from chomchom.planning.calculator.compiling import Cut, Span
from chomchom.planning.calculator.counting import rows_behind
from chomchom.planning.calculator.figures import Desk
from chomchom.planning.events.indicators import ResultMoved, ResultRecorded
from chomchom.planning.models import Definition, Result, ResultEntries
from chomchom.planning.rules.definitions import COUNTED, FigureKind
from chomchom.planning.rules.packing import digest_of, pack
from chomchom.planning.rules.results import (
    Parts,
    ResultState,
    check_entered,
    check_may_move,
    rounded,
    value_of,
)
from chomchom.planning.rules.spans import Period, period_named
from chomchom.planning.rules.targets import number_said
from chomchom.rulebook.dongs import is_dong
from chomchom.store.ids import new_id

DECIMALS = 6
MOVED = {"check": ResultState.CHECKED, "approve": ResultState.APPROVED, "publish": ResultState.PUBLISHED}


@dataclass(frozen=True, slots=True)
class _List:
    """The rows one aggregate counted."""

    part: str
    position: int
    entity: str
    numbers: Sequence[int]


def _defined(deed: Deed, indicator_id: UUID, period: Period) -> tuple[Desk, Definition]:
    desk = Desk(deed, [access.load_indicator(deed, indicator_id)])
    definition = desk.definition(indicator_id, period.year)
    if definition is None:
        raise Refused("indicator-not-defined")
    if period.first > deed.day:
        raise Refused("period-not-begun")
    return desk, definition


def compute_result(deed: Deed, *, indicator_id: UUID, period: str, dong: str = "", note: str = "") -> UUID:
    """Count a figure now and keep it with everything it rests on; an earlier result of the period stays.

    Raises `indicator-not-found`, `may-not-enter-result`, `no-such-plan-period`, `indicator-not-defined`,
    `period-not-begun`, `dong-not-known` and `result-must-be-entered`.
    """
    access.check_may_enter(deed)
    asked = period_named(period)
    desk, definition = _defined(deed, indicator_id, asked)
    if dong and not is_dong(dong):
        raise Refused("dong-not-known")
    if definition.source not in COUNTED and definition.kind != FigureKind.MILESTONE:
        raise Refused("result-must-be-entered")
    now = head()[0]
    lists = _lists(deed, desk, definition, asked, dong, now)
    desk.count([(indicator_id, asked)], cuts=(Cut.DONG,) if dong else ())
    parts, why = desk.live(definition, indicator_id, asked, dong)
    found = value_of(FigureKind(definition.kind), parts, why=why)
    row = Result.objects.create(
        definition=definition, year=asked.year, month=asked.month, dong=dong, numerator=_kept(parts.numerator),
        denominator=_kept(parts.denominator), no_value=found.why or "", computed=True, cut_off=deed.at, ledger_head=now,
        entries=sum(len(one.numbers) for one in lists), note=note.strip()[:300],
        entries_digest=digest_of((one.part, one.position, one.numbers) for one in lists), entered_at=deed.at,
        entered_by=deed.actor_id,
    )  # fmt: skip
    ResultEntries.objects.bulk_create(
        ResultEntries(
            result=row, part=one.part, position=one.position, entity=one.entity, entries=len(one.numbers),
            packed=pack(one.numbers),
        )
        for one in lists
    )  # fmt: skip
    _recorded(deed, row, definition.indicator_id)
    return row.pk


def _kept(number: Fraction | None):  # type: ignore[no-untyped-def]
    return rounded(number, DECIMALS) if number is not None else None


def _lists(deed: Deed, desk: Desk, definition: Definition, period: Period, dong: str, now: int) -> list[_List]:
    """Which rows every aggregate counts, up to the ledger's head of this moment."""
    first, last = desk.days(definition.indicator_id, definition, period)
    span, found = Span(first=first, last=last, head=now), []
    for part in ("numerator", "denominator"):
        formula = desk.formula(definition, part)
        for position, counted in enumerate(formula.counted.values() if formula else ()):
            numbers = rows_behind(deed, counted, span, dongs=[dong] if dong else None)
            found.append(_List(part, position, counted.entity.name, numbers))
    return found


def _recorded(deed: Deed, row: Result, indicator_id: UUID) -> None:
    event = ResultRecorded(
        result_id=row.pk, indicator_id=indicator_id, year=row.year, month=row.month, computed=row.computed,
        entries=row.entries,
    )  # fmt: skip
    record(deed, event, stream=row.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredIn:
    """A result as somebody types it, with its evidence: words, a file, or both."""

    numerator: str = ""
    denominator: str = ""
    words: str = ""
    evidence: str = ""
    filename: str = ""
    content: bytes = b""
    note: str = ""


def enter_result(deed: Deed, *, indicator_id: UUID, period: str, said: EnteredIn) -> UUID:
    """Keep a figure that the platform cannot count.

    Raises `indicator-not-found`, `may-not-enter-result`, `no-such-plan-period`, `indicator-not-defined`,
    `period-not-begun`, `result-is-counted`, `result-is-not-a-number`, `percentage-needs-its-parts`, what
    `check_entered` raises and what the keeping of a file raises.
    """
    access.check_may_enter(deed)
    asked = period_named(period)
    _desk, definition = _defined(deed, indicator_id, asked)
    kind = FigureKind(definition.kind)
    if definition.source in COUNTED or kind is FigureKind.MILESTONE:
        raise Refused("result-is-counted")
    numbers = kind is not FigureKind.QUALITATIVE
    top = number_said(said.numerator, code="result-is-not-a-number") if numbers else None
    bottom = (
        number_said(said.denominator, code="result-is-not-a-number") if said.denominator.strip() and numbers else None
    )
    check_entered(kind, numerator=top, denominator=bottom, evidence=bool(said.evidence.strip() or said.content))
    if kind is FigureKind.QUALITATIVE and not said.words.strip():
        raise Refused("result-needs-words")
    if kind is FigureKind.ACHIEVEMENT:
        target = _desk.target(indicator_id, asked.year, definition).in_force
        bottom = target.value if target else None
    found = value_of(kind, Parts(_fraction(top), _fraction(bottom)))
    row_id = new_id()
    kept = (
        keep(deed, owner=Owner("planning", row_id), purpose="evidence", filename=said.filename, content=said.content)
        if said.content
        else None
    )
    row = Result.objects.create(
        id=row_id, definition=definition, year=asked.year, month=asked.month, numerator=top, denominator=bottom,
        no_value=found.why or "", words=said.words.strip()[:500], computed=False, cut_off=deed.at,
        evidence=said.evidence.strip()[:300], evidence_file=kept, note=said.note.strip()[:300], entered_at=deed.at,
        entered_by=deed.actor_id,
    )  # fmt: skip
    _recorded(deed, row, indicator_id)
    return row.pk


def _fraction(number) -> Fraction | None:  # type: ignore[no-untyped-def]
    return Fraction(number) if number is not None else None


def move_result(deed: Deed, *, result_id: UUID, move: str) -> ResultState:
    """Check, approve or publish a result that somebody else recorded.

    Raises `result-not-found`, `may-not-release-result`, `wrong-state`, `result-own-entry` and `share-over-hundred`.
    """
    return move_results(deed, result_ids=[result_id], move=move)


def move_results(deed: Deed, *, result_ids: Sequence[UUID], move: str) -> ResultState:
    """Check, approve or publish many results together, all or none. Raises what `move_result` raises."""
    rows = access.load_results(deed, result_ids, lock=True)
    access.check_may_release(deed)
    if move not in MOVED:
        raise Refused("no-such-move")
    items = []
    for row in rows:
        before = ResultState(row.state)
        parts = Parts(_fraction(row.numerator), _fraction(row.denominator))
        after = check_may_move(
            move, before, entered_by=row.entered_by, by=deed.actor_id, kind=FigureKind(row.definition.kind), parts=parts
        )
        row.state = after
        setattr(row, f"{after}_at", deed.at)
        setattr(row, f"{after}_by", deed.actor_id)
        items.append(Item(event=ResultMoved(result_id=row.pk, before=before, after=after), stream=row.pk))
    word = MOVED[move]
    Result.objects.bulk_update(rows, ["state", f"{word}_at", f"{word}_by"])
    record_many(deed, items)
    return word
