"""What owning rooms read of kept files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chomchom.documents import access, vault
from chomchom.documents.models import StoredFile
from chomchom.documents.rules import MEDIA, Owner
from chomchom.formats.kinds import FileKind
from chomchom.kernel.deeds import Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A kept file without its content; `digest` is the SHA-256 of it in hexadecimal."""

    id: UUID
    purpose: str
    number: int
    name: str
    kind: FileKind
    media: str
    size: int
    digest: str
    kept_by: UUID
    kept_at: datetime


def files_of(deed: Deed, owner: Owner, *, purpose: str = "") -> tuple[FileRow, ...]:
    """The files of a record, by purpose and number."""
    rows = access.visible_to(deed, owner).select_related("blob").order_by("purpose", "number")
    return tuple(_row(one) for one in (rows.filter(purpose=purpose) if purpose else rows))


def files_at(deed: Deed, room: str, record_ids: Iterable[UUID]) -> dict[UUID, tuple[FileRow, ...]]:
    """The files of many records of one room, by record. One query."""
    rows = access.visible_at(deed, room, record_ids).select_related("blob").order_by("purpose", "number")
    found: dict[UUID, list[FileRow]] = {}
    for one in rows:
        found.setdefault(one.record_id, []).append(_row(one))
    return {record_id: tuple(files) for record_id, files in found.items()}


def content_of(deed: Deed, file_id: UUID, *, owner: Owner) -> tuple[FileRow, bytes]:
    """A file of a record with its content. Raises `file-not-found`, `file-lost`."""
    found = access.load_file(deed, file_id, owner=owner)
    blob = found.blob
    assert blob is not None  # the table says so of what is not destroyed
    return _row(found), vault.get(blob.pk, key=str(blob.key))


def _row(found: StoredFile) -> FileRow:
    blob = found.blob
    assert blob is not None  # the table says so of what is not destroyed
    kind = FileKind(blob.kind)
    return FileRow(
        id=found.pk, purpose=found.purpose, number=found.number, name=str(found.name), kind=kind, media=MEDIA[kind],
        size=blob.size, digest=bytes(found.digest).hex(), kept_by=found.kept_by, kept_at=found.kept_at,
    )  # fmt: skip
