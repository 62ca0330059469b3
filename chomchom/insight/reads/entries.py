"""Opening a figure: the ledger entries it counts, as far as the reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from chomchom.insight import access, sentences
from chomchom.insight.reads.counting import CONDITION, SPAN, mark_now, span_params
from chomchom.insight.rules import Dimension, Measure, Period
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.outreach.public import visible_ids
from chomchom.rulebook.dongs import dongs, is_dong

SIZE = 50


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One counted entry; `episode_id` is given only where the reader may open the episode."""

    seq: int
    occurred_on: date
    what: str
    dong: str
    source: str
    result: str
    sector: str
    episode_id: UUID | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One page of entries, newest first, and where the next one starts (empty: this is the last)."""

    title: str
    rows: tuple[EntryRow, ...]
    next: str
    own_area_only: bool


def entries_behind(
    deed: Deed, *, period: Period, measure: Measure, line: Dimension | None, key: str, after: str = ""
) -> EntryPage:
    """The entries behind a figure that lie in the reader's area; three statements.

    Raises `figure-list-not-yours`, `bad-page`.
    """
    access.check_may_open(deed)
    areas = access.open_dongs(deed)
    condition, params = _where(line, key)
    if areas is not None:
        condition, params = f"{condition} AND dong = ANY(%s)", [*params, areas]
    if after:
        if not after.isdigit() or len(after) > 18:
            raise Refused("bad-page")
        condition, params = f"{condition} AND seq < %s", [*params, int(after)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT seq, occurred_on, tag, dong, found_by, door, outcome, sector, episode_id
                FROM ({SPAN}) rows WHERE {CONDITION[measure]} AND {condition}
                ORDER BY seq DESC LIMIT {SIZE + 1}""",  # noqa: S608 - fixed text, values are parameters
            [*span_params(period, mark=mark_now()), *params],
        )
        found = cursor.fetchall()
    shown = found[:SIZE]
    mine = visible_ids(deed, [row[-1] for row in shown if row[-1] is not None])
    return EntryPage(
        title=sentences.measure_label(measure),
        rows=tuple(_row(row, mine) for row in shown),
        next=str(shown[-1][0]) if len(found) > SIZE else "",
        own_area_only=areas is not None,
    )


def _where(line: Dimension | None, key: str) -> tuple[str, list[Any]]:
    if line is None:
        return "true", []
    if line is Dimension.SOURCE:
        found_by, _, door = key.partition(":")
        return ("found_by = %s AND door = %s", [found_by, door]) if door else ("found_by = %s", [found_by])
    if line is Dimension.DONG:
        if is_dong(key) or not key:
            return "dong = %s", [key]
        return "dong = ANY(%s)", [[one.code for one in dongs() if one.gu == key]]
    return ("outcome = %s" if line is Dimension.OUTCOME else "sector = %s"), [key]


def _row(row: tuple[Any, ...], mine: set[UUID]) -> EntryRow:
    seq, occurred_on, tag, dong, found_by, door, outcome, sector, episode_id = row
    return EntryRow(
        seq=seq,
        occurred_on=occurred_on,
        what=sentences.tag_label(tag),
        dong=sentences.dong_name(dong),
        source=sentences.source_label(found_by, door),
        result=sentences.result_label(tag, outcome),
        sector=sentences.sector_label(sector),
        episode_id=episode_id if episode_id in mine else None,
    )
