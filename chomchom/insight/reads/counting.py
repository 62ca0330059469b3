"""The one calculator: counts, shares, medians and persons of a span, always from the ledger.

Most entries are read from the slim copy; what came after its mark is read from the ledger itself. Entries that were
voided are left out of both, and persons that turned out to be one are counted once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from chomchom.insight.models import Mark
from chomchom.insight.rules import ALL_MEASURES, EPISODE_MEASURES, Measure, Period
from chomchom.kernel.deeds import Deed
from chomchom.people.public import merged_ids

CONDITION: dict[Measure, str] = {
    Measure.SIGNALS: "tag = 'outreach:signal:received'",
    Measure.EPISODES: "tag = 'outreach:signal:received' AND NOT joined",
    Measure.AT_DOOR: "tag = 'outreach:site-check:reported' AND at_door",
    # An episode that was joined into an older one of the same home did not end; the older one goes on.
    Measure.ENDED: "tag = 'outreach:episode:ended' AND outcome <> 'joined'",
    Measure.ATTEMPTS: "tag = 'outreach:attempt:logged'",
    Measure.VISITS: "tag = 'outreach:site-check:reported'",
    Measure.ACTIVITIES: "tag = 'outreach:activity:entered'",
    Measure.GOODS: "tag = 'outreach:goods:linked' AND outcome = 'delivered'",
}
"""Which entries make up a measure; lists and sums both ask here."""

SUMMED = frozenset({Measure.ACTIVITIES})
"""Measures that add up an amount of each entry instead of counting entries."""

FIRST_AT_DOOR = "tag = 'outreach:site-check:reported' AND first"
FIRST_TRY = "tag = 'outreach:attempt:logged' AND first"

_COLUMNS = "seq, occurred_on, tag, dong, sector, found_by, door, outcome, joined, at_door, first, over, minutes, amount, episode_id, person_id"

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Medians:
    """Median minutes with the number of cases they rest on; None without a case."""

    minutes: int | None = None
    cases: int = 0


@dataclass(slots=True)
class Counts:
    """Everything counted in one span, before anything is hidden."""

    by_source: dict[str, dict[str, Numbers]] = field(default_factory=dict)
    by_dong: dict[str, Numbers] = field(default_factory=dict)
    by_outcome: dict[str, Numbers] = field(default_factory=dict)
    by_actor: dict[str, Numbers] = field(default_factory=dict)
    door_median: Medians = Medians()
    try_median: Medians = Medians()
    door_median_by_dong: dict[str, Medians] = field(default_factory=dict)
    persons: int = 0
    begun: int = 0  # episodes that began in the span
    begun_seen_at_door: int = 0  # of these, those with a person at the door, whenever that was
    came_back: int = 0  # site checks nobody answered in time
    over_criteria: int = 0  # episodes found above a public line
    over_criteria_helped: int = 0  # of these, those that got goods or money from elsewhere


SPAN = f"""SELECT * FROM (
            SELECT {_COLUMNS} FROM insight_fact WHERE seq <= %s AND occurred_on BETWEEN %s AND %s
            UNION ALL
            SELECT {_COLUMNS} FROM insight_entry WHERE seq > %s AND occurred_on BETWEEN %s AND %s
        ) counted WHERE seq NOT IN (SELECT voids FROM ledger_entry WHERE voids IS NOT NULL)
            AND (%s::text[] IS NULL OR dong = ANY(%s))"""  # noqa: S608 - fixed names
"""The counted entries of a span that stand; `span_params` gives its parameters.

The mark is given as a number and not looked up inside, so that the planner sees how little lies behind it.
"""


def span_params(period: Period, *, mark: int, held_to: Sequence[str] | None = None) -> list[Any]:
    """The parameters `SPAN` asks for; `held_to` keeps to some dongs, None counts the whole city."""
    some = None if held_to is None else list(held_to)
    return [*[mark, period.first, period.last] * 2, some, some]


def mark_now() -> int:
    """Up to which ledger number the copy goes; 0 before the first copy."""
    return int(Mark.objects.filter(pk=1).values_list("seq", flat=True).first() or 0)


def freshness() -> tuple[int, int]:
    """The ledger's newest number and how many entries the copy is behind; figures are right all the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq), 0) FROM ledger_entry")
        newest = int(cursor.fetchone()[0])
    return newest, newest - mark_now()


def _sum_of(measure: Measure) -> str:
    if measure in SUMMED:
        return f"coalesce(sum(amount) FILTER (WHERE {CONDITION[measure]}), 0)::bigint"
    return f"count(*) FILTER (WHERE {CONDITION[measure]})"


_TABLES = f"""SELECT json_agg(json_build_array(found_by, door, dong, outcome, sector, numbers)) FROM (
        SELECT found_by, door, dong, outcome, sector, ARRAY[{", ".join(map(_sum_of, ALL_MEASURES))},
            count(*) FILTER (WHERE tag = 'outreach:site-check:came-back')] AS numbers
        FROM span GROUP BY found_by, door, dong, outcome, sector) tables"""  # noqa: S608 - fixed names

_MEDIANS = f"""SELECT json_agg(json_build_array(tag, dong, minutes, cases)) FROM (
        SELECT tag, dong, percentile_disc(0.5) WITHIN GROUP (ORDER BY minutes) AS minutes, count(*) AS cases
        FROM span WHERE minutes IS NOT NULL AND (({FIRST_AT_DOOR}) OR ({FIRST_TRY}))
        GROUP BY GROUPING SETS ((tag), (tag, dong))) medians"""  # noqa: S608 - fixed names

_PERSONS = f"""SELECT count(DISTINCT coalesce(same.canonical, span.person_id)) FROM span
        LEFT JOIN unnest(%s::uuid[], %s::uuid[]) AS same(alias, canonical) ON same.alias = span.person_id
        WHERE span.person_id IS NOT NULL AND {CONDITION[Measure.SIGNALS]}"""  # noqa: S608 - fixed names


def _ever(measure: Measure, among: str) -> str:
    """How many of some episodes have such an entry, whenever it was; parameters: mark, mark.

    Asked episode by episode through its own index: most episodes have a handful of entries.
    """
    which = f"{CONDITION[measure]} AND seq NOT IN (SELECT voids FROM ledger_entry WHERE voids IS NOT NULL)"  # noqa: S608
    return f"""SELECT count(*) FROM {among} asked WHERE EXISTS (
            SELECT 1 FROM insight_fact WHERE insight_fact.episode_id = asked.episode_id AND seq <= %s AND {which})
        OR asked.episode_id IN (
            SELECT episode_id FROM insight_entry WHERE episode_id IS NOT NULL AND seq > %s AND {which})"""  # noqa: S608


_COUNT = f"""WITH span AS MATERIALIZED ({SPAN}),
    begun AS MATERIALIZED (SELECT DISTINCT episode_id FROM span WHERE {CONDITION[Measure.EPISODES]}),
    above AS MATERIALIZED (
        SELECT DISTINCT episode_id FROM span WHERE tag = 'outreach:consultation:held' AND over AND episode_id IS NOT NULL)
    SELECT ({_TABLES}), ({_MEDIANS}), ({_PERSONS}),
        (SELECT count(*) FROM begun), ({_ever(Measure.AT_DOOR, "begun")}),
        (SELECT count(*) FROM above), ({_ever(Measure.GOODS, "above")})"""  # noqa: S608 - fixed text


def count_period(deed: Deed, period: Period, *, held_to: Sequence[str] | None = None) -> Counts:
    """Count one span, of the whole city or of some dongs. The entries are read once, and everything is made from that one reading."""
    merged, mark = merged_ids(deed), mark_now()
    params: list[Any] = [*span_params(period, mark=mark, held_to=held_to), [*merged], [*merged.values()], *[mark] * 4]
    with connection.cursor() as cursor:
        # The span of a large city does not fit into the memory a statement has otherwise.
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(_COUNT, params)
        tables, medians, persons, begun, seen, above, helped = cursor.fetchone()
    counts = Counts(
        persons=persons, begun=begun, begun_seen_at_door=seen, over_criteria=above, over_criteria_helped=helped
    )
    _fold_tables(counts, tables or [])
    _fold_medians(counts, medians or [])
    return counts


def count_signals(period: Period, *, held_to: Sequence[str] | None = None) -> int:
    """How many signals came in a span; what the span before is compared with."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM ({SPAN}) rows WHERE {CONDITION[Measure.SIGNALS]}",  # noqa: S608 - fixed text
            span_params(period, mark=mark_now(), held_to=held_to),
        )
        return int(cursor.fetchone()[0])


def _fold_tables(counts: Counts, rows: list[list[Any]]) -> None:
    width = len(EPISODE_MEASURES)
    for found_by, door, dong, outcome, sector, numbers in rows:
        episodes, acts = tuple(numbers[:width]), tuple(numbers[width:-1])
        counts.came_back += numbers[-1]
        if any(episodes):
            doors = counts.by_source.setdefault(found_by, {})
            doors[door] = _plus(doors.get(door), episodes)
            counts.by_dong[dong] = _plus(counts.by_dong.get(dong), episodes)
        if ended := episodes[EPISODE_MEASURES.index(Measure.ENDED)]:
            counts.by_outcome[outcome] = _plus(counts.by_outcome.get(outcome), (ended,))
        if any(acts):
            counts.by_actor[sector] = _plus(counts.by_actor.get(sector), acts)


def _plus(one: Numbers | None, other: Numbers) -> Numbers:
    return tuple(a + b for a, b in zip(one, other, strict=True)) if one is not None else other


def _fold_medians(counts: Counts, rows: list[list[Any]]) -> None:
    for tag, dong, minutes, cases in rows:
        found = Medians(minutes, cases)
        if tag == "outreach:attempt:logged":
            counts.try_median = found if dong is None else counts.try_median
        elif dong is None:
            counts.door_median = found
        else:
            counts.door_median_by_dong[dong] = found
