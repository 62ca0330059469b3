"""Writing and reading signs of life. Plain SQL: the command line uses it without Django, the worker through Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import psycopg

WRITE = """
insert into site_sign (name, tried_at, went_well_at, code, number)
values (%s, clock_timestamp(), case when %s then clock_timestamp() end, %s, %s)
on conflict (name) do update set tried_at = excluded.tried_at,
  went_well_at = coalesce(excluded.went_well_at, site_sign.went_well_at),
  code = excluded.code, number = excluded.number
"""
READ = "select name, tried_at, went_well_at, code, number, clock_timestamp() from site_sign"


class Cursor(Protocol):
    """What Django's and psycopg's cursors have in common."""

    def execute(self, *arguments: Any, **more: Any) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRow:
    """One machine's last words; `age` is seconds since it last went well, None when it never did."""

    name: str
    tried_at: datetime
    went_well_at: datetime | None
    code: str
    number: int
    age: float | None

    @property
    def failed(self) -> bool:
        """Whether the last try went wrong."""
        return self.went_well_at is None or self.went_well_at < self.tried_at


def write_sign(cursor: Cursor, name: str, *, well: bool, code: str = "", number: int = 0) -> None:
    """Say that a machine tried; `code` says why it did not go well or what it made, `number` how much."""
    cursor.execute(WRITE, [name, well, code[:200], number])


def leave_sign(address: str, name: str, *, well: bool, code: str = "", number: int = 0) -> None:
    """The same over a connection of its own, from a process without Django."""
    with psycopg.connect(address) as connection:
        write_sign(connection.cursor(), name, well=well, code=code, number=number)


def rows_to_signs(rows: Sequence[Sequence]) -> dict[str, SignRow]:
    """The rows of READ by name; ages are counted on the database's clock."""
    return {
        name: SignRow(
            name=name,
            tried_at=tried,
            went_well_at=well,
            code=code,
            number=number,
            age=None if well is None else (now - well).total_seconds(),
        )
        for name, tried, well, code, number, now in rows
    }
