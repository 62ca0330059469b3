"""Many rows in one statement of whole columns; a row another transaction wrote first is left alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models


def insert_all(rows: Sequence[models.Model]) -> None:
    """Insert rows of one table that have their ids already; raises IntegrityError where one breaks a rule."""
    _insert(rows, "")


def insert_new(rows: Sequence[models.Model]) -> set[UUID]:
    """Insert rows of one table, those that break no unique rule; gives the ids that went in."""
    return {row[0] for row in _insert(rows, "ON CONFLICT DO NOTHING RETURNING id")}


def _insert(rows: Sequence[models.Model], ending: str) -> list[tuple[Any, ...]]:
    if not rows:
        return []
    meta = type(rows[0])._meta
    fields = list(meta.concrete_fields)
    names = ", ".join(f'"{field.column}"' for field in fields)
    select, arrays, columns = _columns(rows, fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{meta.db_table}" ({names}) SELECT {select} FROM unnest({arrays}) AS t({_aliases(fields)})'  # noqa: S608 - own names
            f" {ending}",
            columns,
        )
        return cursor.fetchall() if ending else []


def write_changed(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Update the named columns of many rows of one table."""
    if not rows:
        return
    meta = type(rows[0])._meta
    fields: list[Any] = [meta.pk, *(meta.get_field(name) for name in names)]
    select, arrays, columns = _columns(rows, fields)
    sets = ", ".join(f'"{field.column}" = n."{field.column}"' for field in fields[1:])
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{meta.db_table}" o SET {sets} FROM (SELECT {select} FROM unnest({arrays})'  # noqa: S608 - own names
            f" AS t({_aliases(fields)})) n WHERE o.id = n.id",
            columns,
        )


def _aliases(fields: Sequence[Any]) -> str:
    return ", ".join(f"c{number}" for number in range(len(fields)))


def _columns(rows: Sequence[models.Model], fields: Sequence[Any]) -> tuple[str, str, list[list[Any]]]:
    """The select list, the placeholders and the values; lists travel as JSON because unnest flattens them."""
    select, arrays, columns = [], [], []
    for number, field in enumerate(fields):
        kind = field.db_type(connection)
        values = [getattr(row, field.attname) for row in rows]
        if isinstance(field, ArrayField):
            select.append(f'ARRAY(SELECT jsonb_array_elements_text(c{number}))::{kind} AS "{field.column}"')
            arrays.append("%s::jsonb[]")
            columns.append([json.dumps([str(one) for one in value]) for value in values])
        elif isinstance(field, models.JSONField):
            select.append(f'c{number} AS "{field.column}"')
            arrays.append("%s::jsonb[]")
            columns.append([json.dumps(value) for value in values])
        else:
            select.append(f'c{number} AS "{field.column}"')
            arrays.append(f"%s::{kind}[]")
            columns.append([field.get_db_prep_save(value, connection) for value in values])
    return ", ".join(select), ", ".join(arrays), columns
