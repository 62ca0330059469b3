"""The city's own dated lists: kinds of decision, sources of opinion. A row is added or gets its last day, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from chomchom.council.access.decisions import check_may_decide
from chomchom.council.events.decisions import ListRowSet
from chomchom.council.models import DecisionKind, OpinionSource
from chomchom.council.rules import opinions as rules
from chomchom.council.rules.deciding import Coarse
from chomchom.council.rules.subjects import Subject
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id

KINDS, SOURCES = "decision-kinds", "opinion-sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindIn:
    """A new kind of decision."""

    label: str
    coarse: Coarse
    subjects: frozenset[Subject]
    from_on: date
    label_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceIn:
    """A new source of opinion; `expected` names what it should always speak about."""

    label: str
    expected: frozenset[Subject]
    from_on: date
    label_en: str = ""


def add_kind(deed: Deed, kind: KindIn) -> str:
    """Add a kind to the list; its code. Raises `list-row-needs-a-label`, `list-row-already-there`."""
    check_may_decide(deed)
    rules.check_list_row(label=kind.label, from_on=kind.from_on, until_on=None)
    row = DecisionKind(
        code=_new_code("kind"),
        label_ko=kind.label.strip(),
        label_en=kind.label_en.strip(),
        coarse=kind.coarse,
        subjects=sorted(kind.subjects),
        position=_last(DecisionKind),
        from_on=kind.from_on,
        set_by=deed.actor_id,
    )
    with refusing("one_running_kind_a_label", "list-row-already-there", label=row.label_ko):
        row.save(force_insert=True)
    _record(deed, KINDS, row.code, row.from_on, None)
    return row.code


def add_source(deed: Deed, source: SourceIn) -> str:
    """Add a source to the list; its code. Raises `list-row-needs-a-label`, `list-row-already-there`."""
    check_may_decide(deed)
    rules.check_list_row(label=source.label, from_on=source.from_on, until_on=None)
    row = OpinionSource(
        code=_new_code("source"),
        label_ko=source.label.strip(),
        label_en=source.label_en.strip(),
        expected=sorted(source.expected),
        position=_last(OpinionSource),
        from_on=source.from_on,
        set_by=deed.actor_id,
    )
    with refusing("one_running_source_a_label", "list-row-already-there", label=row.label_ko):
        row.save(force_insert=True)
    _record(deed, SOURCES, row.code, row.from_on, None)
    return row.code


def end_row(deed: Deed, *, of: str, code: str, until_on: date) -> None:
    """Give a row of a list its last day; what was decided or said under it stays.

    Raises `list-row-not-found`, `list-row-ends-before-it-begins`.
    """
    check_may_decide(deed)
    table: type[DecisionKind] | type[OpinionSource] = OpinionSource if of == SOURCES else DecisionKind
    row = table._default_manager.select_for_update().filter(code=code).first()
    if row is None:
        raise Refused("list-row-not-found")
    rules.check_list_row(label=row.label_ko, from_on=row.from_on, until_on=until_on)
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    _record(deed, of, code, row.from_on, until_on)


def _record(deed: Deed, which: str, code: str, from_on: date, until_on: date | None) -> None:
    event = ListRowSet(list=Code(which), code=Code(code), from_on=from_on, until_on=until_on)
    record(deed, event, stream=uuid5(NAMESPACE_URL, f"chomchom:{which}:{code}"))


def _new_code(word: str) -> str:
    """A code that says nothing, because the meaning of an added row is its label and its days."""
    return f"{word}-{new_id().hex[-10:]}"


def _last(table: type[DecisionKind] | type[OpinionSource]) -> int:
    return max(table._default_manager.values_list("position", flat=True), default=0) + 10
