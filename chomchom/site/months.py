"""Months of large tables: made before they are needed, dropped whole when the time to keep them is over.

Only the owner of the tables may make or drop a month, so the heavy worker opens a connection of the owner for it and for
nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import psycopg
from django.db import connection as serving

from chomchom.kernel.deeds import machine_id
from chomchom.ledger import public as ledger
from chomchom.rulebook.public import whole
from chomchom.site.events import MonthsDropped
from chomchom.site.signs import write_sign
from chomchom.store.acting import machine_acting

AHEAD = 12
"""How many months are always ready."""
STREAM = machine_id("months")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a round made and dropped, in months, and up to which day."""

    made: int
    readings_dropped: int
    log_dropped: int
    readings_before: date
    log_before: date


def keep_months(owner: str, *, on: date) -> Kept:
    """Make the months that come and drop those whose time is over; a second time changes nothing.

    `owner` is the address of the owner's role. Readings are kept `wellbeing.readings_keep_days`, the access log
    `accounts.access_log_years`; a month goes only when its last day is older.
    """
    readings_before = on - timedelta(days=whole("wellbeing.readings_keep_days", on=on))
    log_before = _years_before(on, whole("accounts.access_log_years", on=on))
    with psycopg.connect(owner) as connection:
        # A page that reads must not wait long for a month that can also go tomorrow.
        connection.execute("set local lock_timeout = '5s'")
        return Kept(
            made=_number(connection, "select wellbeing_reading_ready(%s, %s)", on, AHEAD)
            + _number(connection, "select accounts_accesslog_ready(%s, %s)", on, AHEAD),
            readings_dropped=_number(connection, "select wellbeing_reading_drop(%s)", readings_before),
            log_dropped=_number(connection, "select accounts_accesslog_drop(%s)", log_before),
            readings_before=readings_before,
            log_before=log_before,
        )


def _number(connection: psycopg.Connection, statement: str, *arguments: object) -> int:
    row = connection.execute(statement, arguments).fetchone()
    return int(row[0]) if row else 0


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def note_months(kept: Kept) -> None:
    """Leave a sign, and an entry where something was destroyed."""
    with machine_acting("months") as deed:
        if kept.readings_dropped or kept.log_dropped:
            gone = MonthsDropped(
                readings=kept.readings_dropped, log=kept.log_dropped, readings_before=kept.readings_before,
                log_before=kept.log_before,
            )  # fmt: skip
            ledger.record(deed, gone, stream=STREAM)
        with serving.cursor() as cursor:
            write_sign(cursor, "months", well=True, number=kept.readings_dropped + kept.log_dropped)
