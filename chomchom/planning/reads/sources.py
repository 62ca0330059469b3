"""What formulas can count, as pages list it: records of the ledger, and tables an office brought in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.planning import access
from chomchom.planning.calculator.countable import catalogue
from chomchom.planning.models import ImportedTable, TableFile
from chomchom.planning.sentences import indicators as words


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A field a formula can name."""

    name: str
    kind: str
    says: str
    values: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityLine:
    """A kind of record a formula can count."""

    name: str
    says: str
    imported: bool
    fields: tuple[FieldLine, ...]
    links: tuple[tuple[str, str], ...]


def countable_lines() -> tuple[EntityLine, ...]:
    """The catalogue page: everything that can be counted, with its meaning; one query."""
    return tuple(
        EntityLine(
            name=entity.name, says=entity.says, imported=entity.table_id is not None,
            fields=tuple(
                FieldLine(name=one.name, kind=str(words.COLUMN_KINDS[one.kind]), says=one.says, values=", ".join(one.values))
                for one in entity.columns.values()
            ),
            links=tuple((link.name, link.to) for link in entity.links.values()),
        )
        for entity in catalogue().values()
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """An imported table with the files in it."""

    id: UUID
    name: str
    says: str
    columns: str
    files: tuple[TableFile, ...]
    rows: int


def table_lines(deed: Deed) -> tuple[TableLine, ...]:
    """The imported tables with their files; two queries. Raises `may-not-define`."""
    access.check_may_define(deed)
    files: dict[UUID, list[TableFile]] = {}
    for file in TableFile.objects.order_by("-brought_at"):
        files.setdefault(file.table_id, []).append(file)
    return tuple(
        TableLine(
            id=one.pk, name=one.name, says=one.says,
            columns=", ".join(f"{name} ({words.COLUMN_KINDS[kind]})" for name, kind, _says in one.columns),
            files=tuple(files.get(one.pk, ())),
            rows=sum(file.rows for file in files.get(one.pk, ()) if file.withdrawn_at is None),
        )
        for one in ImportedTable.objects.order_by("name")
    )  # fmt: skip
