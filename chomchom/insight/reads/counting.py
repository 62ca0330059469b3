"""The one calculator: counts, shares, medians and persons of a span, always from the ledger.

Most entries are read from the slim copy; what came after its mark is read from the ledger itself. Entries that were
voided are left out of both, and persons that turned out to be one are counted once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from chomchom.insight.models import Mark
from chomchom.insight.rules import ACTOR_MEASURES, EPISODE_MEASURES, Measure, Period
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


def rows_sql(first_param: str = "%s") -> str:
    """The counted entries of a span that stand; parameters: mark, first day, last day, mark, first day, last day.

    The mark is given as a number and not looked up inside, so that the planner sees how little lies behind it.
    """
    both = f"""SELECT {_COLUMNS} FROM insight_fact WHERE seq <= {first_param} AND occurred_on BETWEEN %s AND %s
        UNION ALL
        SELECT {_COLUMNS} FROM insight_entry WHERE seq > %s AND occurred_on BETWEEN %s AND %s"""  # noqa: S608
    return f"""(SELECT * FROM ({both}) counted
        WHERE seq NOT IN (SELECT voids FROM ledger_entry WHERE voids IS NOT NULL))"""  # noqa: S608 - fixed text


def span_params(period: Period, *, mark: int) -> list[Any]:
    """The parameters `rows_sql` asks for."""
    return [mark, period.first, period.last] * 2


def mark_now() -> int:
    """Up to which ledger number the copy goes."""
    return int(Mark.objects.values_list("seq", flat=True).get(pk=1))


def freshness() -> tuple[int, int]:
    """The ledger's newest number and how many entries the copy is behind; figures are right all the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq), 0) FROM ledger_entry")
        newest = int(cursor.fetchone()[0])
    return newest, newest - mark_now()


def _sum_of(measure: Measure) -> str:
    what = "coalesce(sum(amount)" if measure in SUMMED else "(count(*)"
    return f"{what} FILTER (WHERE {CONDITION[measure]}){', 0' if measure in SUMMED else ''})::bigint"


def count_period(deed: Deed, period: Period) -> Counts:
    """Count one span; five statements whatever its length."""
    mark = mark_now()
    counts = Counts()
    with connection.cursor() as cursor:
        _count_tables(cursor, counts, period, mark)
        _count_medians(cursor, counts, period, mark)
        _count_persons(cursor, counts, period, mark, deed)
        _count_shares(cursor, counts, period, mark)
    return counts


def _count_tables(cursor: Any, counts: Counts, period: Period, mark: int) -> None:
    episode = ", ".join(_sum_of(measure) for measure in EPISODE_MEASURES)
    actor = ", ".join(_sum_of(measure) for measure in ACTOR_MEASURES)
    cursor.execute(
        f"""SELECT grouping(found_by, dong, outcome, sector), found_by, door, dong, outcome, sector, {episode}, {actor},
                count(*) FILTER (WHERE tag = 'outreach:site-check:came-back')
            FROM {rows_sql()} rows
            GROUP BY GROUPING SETS ((found_by, door), (dong), (outcome), (sector))""",  # noqa: S608 - fixed text
        span_params(period, mark=mark),
    )
    width = len(EPISODE_MEASURES)
    for which, found_by, door, dong, outcome, sector, *numbers in cursor.fetchall():
        episodes, acts = tuple(numbers[:width]), tuple(numbers[width:-1])
        if which == 0b0111 and any(episodes):
            counts.by_source.setdefault(found_by, {})[door] = episodes
        elif which == 0b1011 and any(episodes):
            counts.by_dong[dong] = episodes
        elif which == 0b1101 and episodes[-1]:
            counts.by_outcome[outcome] = (episodes[-1],)
        elif which == 0b1110:
            counts.came_back += int(numbers[-1])
            if any(acts):
                counts.by_actor[sector] = acts


def _count_medians(cursor: Any, counts: Counts, period: Period, mark: int) -> None:
    cursor.execute(
        f"""SELECT grouping(dong), dong, tag,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY minutes), count(minutes)
            FROM {rows_sql()} rows WHERE minutes IS NOT NULL AND (({FIRST_AT_DOOR}) OR ({FIRST_TRY}))
            GROUP BY GROUPING SETS ((tag), (tag, dong))""",  # noqa: S608 - fixed text
        span_params(period, mark=mark),
    )
    for whole, dong, tag, minutes, cases in cursor.fetchall():
        found = Medians(minutes, cases)
        if tag == "outreach:attempt:logged":
            counts.try_median = found if whole else counts.try_median
        elif whole:
            counts.door_median = found
        else:
            counts.door_median_by_dong[dong] = found


def _count_persons(cursor: Any, counts: Counts, period: Period, mark: int, deed: Deed) -> None:
    merged = merged_ids(deed)
    cursor.execute(
        f"""SELECT count(DISTINCT coalesce(same.canonical, rows.person_id))
            FROM {rows_sql()} rows
            LEFT JOIN unnest(%s::uuid[], %s::uuid[]) AS same(alias, canonical) ON same.alias = rows.person_id
            WHERE rows.person_id IS NOT NULL AND {CONDITION[Measure.SIGNALS]}""",  # noqa: S608 - fixed text
        [*span_params(period, mark=mark), list(merged.keys()), list(merged.values())],
    )
    counts.persons = int(cursor.fetchone()[0])


def _count_shares(cursor: Any, counts: Counts, period: Period, mark: int) -> None:
    """Shares follow the episodes of the span, not the days on which the other half happened."""
    cursor.execute(
        f"""WITH span AS MATERIALIZED (
                SELECT tag, episode_id, joined, over FROM {rows_sql()} rows WHERE episode_id IS NOT NULL
                AND (({CONDITION[Measure.EPISODES]}) OR (tag = 'outreach:consultation:held' AND over))
            ), begun AS (
                SELECT DISTINCT episode_id FROM span WHERE tag = 'outreach:signal:received'
            ), above AS (
                SELECT DISTINCT episode_id FROM span WHERE tag = 'outreach:consultation:held'
            )
            SELECT (SELECT count(*) FROM begun),
                   (SELECT count(*) FROM begun WHERE episode_id IN ({_ever(Measure.AT_DOOR)})),
                   (SELECT count(*) FROM above),
                   (SELECT count(*) FROM above WHERE episode_id IN ({_ever(Measure.GOODS)}))""",  # noqa: S608
        [*span_params(period, mark=mark), *[period.first, mark, mark, period.first] * 2],
    )
    counts.begun, counts.begun_seen_at_door, counts.over_criteria, counts.over_criteria_helped = cursor.fetchone()


def _ever(measure: Measure) -> str:
    """The episodes with such an entry since the span began; parameters: first day, mark, mark, first day."""
    condition = CONDITION[measure]
    return f"""SELECT episode_id FROM insight_fact
            WHERE {condition} AND occurred_on >= %s AND seq <= %s AND episode_id IS NOT NULL
              AND seq NOT IN (SELECT voids FROM ledger_entry WHERE voids IS NOT NULL)
        UNION ALL
        SELECT episode_id FROM insight_entry
            WHERE {condition} AND seq > %s AND occurred_on >= %s AND episode_id IS NOT NULL
              AND seq NOT IN (SELECT voids FROM ledger_entry WHERE voids IS NOT NULL)"""  # noqa: S608 - fixed text
