"""Whose file it is. A file has no right of its own: the room that keeps it has loaded the record first, and only files
of that very record are there."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from chomchom.documents.models import StoredFile
from chomchom.documents.rules import Owner
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.store.acting import require


def visible_to(deed: Deed, owner: Owner) -> QuerySet[StoredFile]:
    """The files of a record whose right the owning room has asked; destroyed ones are not there."""
    require(deed)
    return StoredFile.objects.filter(room=owner.room, record_id=owner.record_id, destroyed_at=None)


def visible_at(deed: Deed, room: str, record_ids: Iterable[UUID]) -> QuerySet[StoredFile]:
    """The files of many records of one room, each of whose right the room has asked."""
    require(deed)
    return StoredFile.objects.filter(room=room, record_id__in=list(record_ids), destroyed_at=None)


def load_file(deed: Deed, file_id: UUID, *, owner: Owner) -> StoredFile:
    """One file of that record with its blob; raises `file-not-found` for another record's too."""
    found = visible_to(deed, owner).select_related("blob").filter(pk=file_id).first()
    if found is None:
        raise Refused("file-not-found")
    return found
