"""What this room writes into the ledger: that a file was kept or destroyed, of which record, and how large; no name."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from chomchom.formats.kinds import FileKind
from chomchom.kernel.events import Code, Event


class FileKept(Event):
    """A file was laid down at a record."""

    tag: ClassVar[str] = "documents:file:kept"

    file_id: UUID
    record_id: UUID
    room: Code
    purpose: Code
    number: int
    kind: FileKind
    size: int


class FileDestroyed(Event):
    """A file of a record was destroyed; its content is gone once no other record keeps the same."""

    tag: ClassVar[str] = "documents:file:destroyed"

    file_id: UUID
    record_id: UUID
    room: Code
