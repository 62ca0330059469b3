"""Months are ready before they are needed and go when their time to keep is over, never sooner."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
import pytest

from chomchom.ledger.models import Entry
from chomchom.rulebook.public import whole
from chomchom.site.months import keep_months, note_months

FAR = date(2033, 3, 31)


def months_of(owner: psycopg.Connection, table: str) -> set[str]:
    rows = owner.execute(
        "select right(c.relname, 7) from pg_inherits i join pg_class c on c.oid = i.inhrelid"
        " where i.inhparent = %s::regclass and c.relname ~ '_[0-9]{4}_[0-9]{2}$'",
        [table],
    )
    return {name for (name,) in rows}


@pytest.fixture
def far(django_db_setup, addresses, owner):
    """A city some years on; what the round makes is taken away again, what it dropped is made again."""
    before = {table: months_of(owner, table) for table in ("wellbeing_reading_day", "accounts_accesslog")}
    yield addresses["owner"]
    for table, names in before.items():
        for name in months_of(owner, table) - names:
            owner.execute(f"drop table {table}_{name}")
        ready = "wellbeing_reading_ready" if table == "wellbeing_reading_day" else "accounts_accesslog_ready"
        for name in sorted(names - months_of(owner, table)):
            owner.execute(f"select {ready}(to_date(%s, 'YYYY_MM'), 1)", [name])


def test_a_year_is_ready_and_old_months_are_gone(far, owner):
    kept = keep_months(far, on=FAR)
    for table in ("wellbeing_reading_day", "accounts_accesslog"):
        assert {"2033_03", "2034_02"} <= months_of(owner, table)
    assert kept.readings_dropped > 0
    assert kept.log_dropped > 0
    assert months_of(owner, "accounts_accesslog") >= {"2033_03"}
    assert kept.log_before == date(2033 - whole("accounts.access_log_years", on=FAR), 3, 31)
    again = keep_months(far, on=FAR)
    assert (again.made, again.readings_dropped, again.log_dropped) == (0, 0, 0)


def test_a_month_stays_until_its_last_day_is_too_old(far, owner):
    keep = whole("wellbeing.readings_keep_days", on=FAR)
    last = min(months_of(owner, "wellbeing_reading_day"))
    first_after = date(int(last[:4]) + int(last[5:]) // 12, int(last[5:]) % 12 + 1, 1)
    keep_months(far, on=first_after + timedelta(days=keep - 1))
    assert last in months_of(owner, "wellbeing_reading_day")
    keep_months(far, on=first_after + timedelta(days=keep))
    assert last not in months_of(owner, "wellbeing_reading_day")


def test_what_was_destroyed_stands_in_the_ledger(db, far):
    kept = keep_months(far, on=FAR)
    note_months(kept)
    [entry] = Entry.objects.filter(tag="site:months:dropped")
    assert entry.payload["readings"] == kept.readings_dropped
    note_months(keep_months(far, on=FAR))
    assert Entry.objects.filter(tag="site:months:dropped").count() == 1
