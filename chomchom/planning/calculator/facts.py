"""The copy of the ledger that formulas count: typed columns instead of JSON, a part of the table for each kind of entry.

It is a cache in the same database: the ledger can fill it again at any time. Counting reads the copy up to its mark and
everything after it from the ledger itself, so that no figure ever waits for the copy; with the mark at nought the same
statement reads the ledger alone. How a field is made from an entry stands in one place, the view `planning_entry`.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from chomchom.kernel.deeds import Deed
from chomchom.ledger.public import pass_on, passed
from chomchom.planning.rules.formula.catalogue import Column
from chomchom.store.acting import require

FOLLOWER = "planning-facts"
BATCH = 50_000
PREFIX = "f_"

COPY = "INSERT INTO planning_fact SELECT * FROM planning_entry WHERE seq > %s AND seq <= %s ON CONFLICT DO NOTHING"
DROP = "DELETE FROM planning_fact WHERE seq > %s AND seq <= %s"
# Both sides as one number: how many rows, and the sum of their digests, which no order can change.
SAME = """
SELECT (SELECT ROW(count(*), sum(hashtextextended(f::text, 0))) FROM planning_fact f WHERE seq > %(after)s AND seq <= %(upto)s)
     = (SELECT ROW(count(*), sum(hashtextextended(e::text, 0))) FROM planning_entry e WHERE seq > %(after)s AND seq <= %(upto)s)
"""


def column_of(column: Column) -> str:
    """The name under which the copy and the view show a field; fields of an event stand apart from those of every entry."""
    return column.key if column.own else PREFIX + column.key


def reading(tag: str) -> str:
    """All entries of one kind, `tag` being the parameter that names it: the copy up to the mark, the ledger after it."""
    return (
        f"SELECT * FROM planning_fact WHERE tag = {tag} AND seq <= %(mark)s"  # noqa: S608 - fixed names
        f" UNION ALL SELECT * FROM planning_entry WHERE tag = {tag} AND seq > %(mark)s"
    )


def mark_now() -> int:
    """Up to which ledger number the copy goes."""
    return passed(FOLLOWER)


def catch_up(deed: Deed, *, batch: int = BATCH) -> int:
    """Copy what the next `batch` ledger numbers hold; how many numbers were passed, 0 when there is nothing more."""
    return pass_on(deed, FOLLOWER, _copy, most=batch)


def _copy(after: int, upto: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COPY, [after, upto])


def stretches(upto: int, *, batch: int = BATCH) -> Iterator[tuple[int, int]]:
    """The numbers up to one, a batch at a time: after the first, up to the second."""
    for after in range(0, upto, batch):
        yield after, min(after + batch, upto)


def mend(deed: Deed, after: int, upto: int) -> bool:
    """Hold a stretch of the copy against the ledger and write it anew where they differ; whether they did."""
    require(deed)
    with connection.cursor() as cursor:
        cursor.execute(SAME, {"after": after, "upto": upto})
        if cursor.fetchone()[0]:
            return False
        cursor.execute(DROP, [after, upto])
        cursor.execute(COPY, [after, upto])
    return True
