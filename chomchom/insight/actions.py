"""Keeping the copy of the ledger near its head, and letting figures leave the house."""

from __future__ import annotations

from django.db import connection

from chomchom.accounts.public import note_export
from chomchom.insight import access
from chomchom.kernel.deeds import Deed
from chomchom.store.acting import require

BATCH = 50_000
COLUMNS = (
    "seq, occurred_on, tag, dong, sector, found_by, door, outcome, joined, at_door, first, over, minutes, amount, "
    "episode_id, person_id"
)


def catch_up(deed: Deed, *, batch: int = BATCH) -> int:
    """Copy the next `batch` ledger numbers; how many numbers were passed, 0 when there is nothing more.

    Two workers at once: the second finds the mark taken and does nothing.
    """
    require(deed)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO insight_mark (id, seq) VALUES (1, 0) ON CONFLICT DO NOTHING")
        cursor.execute("SELECT seq FROM insight_mark WHERE id = 1 FOR UPDATE SKIP LOCKED")
        found = cursor.fetchone()
        if found is None:
            return 0
        cursor.execute("SELECT coalesce(max(seq), 0) FROM ledger_entry")
        last = min(cursor.fetchone()[0], found[0] + batch)
        if last <= found[0]:
            return 0
        cursor.execute(
            f"INSERT INTO insight_fact ({COLUMNS}) SELECT {COLUMNS} FROM insight_entry "  # noqa: S608 - fixed names
            "WHERE seq > %s AND seq <= %s ON CONFLICT DO NOTHING",
            [found[0], last],
        )
        cursor.execute("UPDATE insight_mark SET seq = %s WHERE id = 1", [last])
    return int(last - found[0])


def take_away(deed: Deed, *, rows: int, reason: str) -> str:
    """Write down that a page of figures leaves as a file, and why; the number printed on the file.

    Raises `figures-export-not-yours` and `export-needs-a-reason`.
    """
    access.check_may_export(deed)
    return str(note_export(deed, what="figures", rows=rows, reason=reason))
