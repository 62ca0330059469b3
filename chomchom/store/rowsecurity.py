"""The second line: PostgreSQL row security, coarser than any `visible_to`, closed where no deed is acting.

A protected table shows its rows to a deed that reaches everything (public officers and machines), and to a holder
(agency or link) the rows that carry its id or were granted to it. Without a deed there are no rows.
"""

from __future__ import annotations

from django.db import migrations

_REACH = "(SELECT current_setting('chomchom.reach', true))"
_HOLDER = "(SELECT nullif(current_setting('chomchom.holder', true), '')::uuid)"


def condition(*, record_column: str = "id", holder_column: str | None = None) -> str:
    """The SQL condition of the policy."""
    own = f"{holder_column} = {_HOLDER} OR " if holder_column else ""
    granted = (
        f"{record_column} IN (SELECT record_id FROM store_grant WHERE holder = {_HOLDER}"
        " AND (until IS NULL OR until > city_now()))"
    )
    return f"{_REACH} = 'all' OR ({_REACH} = 'granted' AND ({own}{granted}))"


def statements(table: str, *, record_column: str = "id", holder_column: str | None = None) -> list[str]:
    """The SQL that protects one table; use it for each partition too."""
    says = condition(record_column=record_column, holder_column=holder_column)
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY reach ON {table} USING ({says}) WITH CHECK ({says})",
        f"CREATE POLICY owner_migrates ON {table} TO chomchom_owner USING (true) WITH CHECK (true)",
    ]


def protect(table: str, *, record_column: str = "id", holder_column: str | None = None) -> migrations.RunSQL:
    """Migration operation: protect a table.

    `record_column` is the id that grants are made out for (a consent row may be granted through its person);
    `holder_column` is the agency the row belongs to, where it belongs to one.
    """
    return migrations.RunSQL(
        list(statements(table, record_column=record_column, holder_column=holder_column)),  # type: ignore[arg-type]
        [
            f"DROP POLICY IF EXISTS reach ON {table}",
            f"DROP POLICY IF EXISTS owner_migrates ON {table}",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )


def only_grows(table: str) -> migrations.RunSQL:
    """Migration operation: the serving roles may read and add, and nothing else."""
    return migrations.RunSQL(
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM chomchom_app, chomchom_worker",
        migrations.RunSQL.noop,
    )
