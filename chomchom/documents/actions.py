"""Keeping and destroying files. Who may is the owning room's to say, before it comes here."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max

from chomchom.documents import vault
from chomchom.documents.access import load_file
from chomchom.documents.events import FileDestroyed, FileKept
from chomchom.documents.models import Blob, StoredFile
from chomchom.documents.rules import Owner, Sound, checked
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.ledger import public as ledger
from chomchom.store.acting import require
from chomchom.store.columns import insert_new

SWEPT_AFTER = timedelta(days=1)  # no deed takes longer


def keep(deed: Deed, *, owner: Owner, purpose: str, filename: str, content: bytes, covered: bool = False) -> UUID:
    """Keep a file as the next of its purpose at a record; the same content lies on the disk once.

    `covered`: somebody looked at a scan and saw no resident number. Raises what `rules.checked` refuses; then nothing
    is kept.
    """
    require(deed)
    sound = checked(content, filename=filename, covered=covered)
    digest = hashlib.sha256(sound.content).digest()
    blob = _blob(deed, sound, digest)
    of_purpose = StoredFile.objects.filter(room=owner.room, record_id=owner.record_id, purpose=purpose)
    _one_after_another(owner)
    number = (of_purpose.aggregate(last=Max("number"))["last"] or 0) + 1
    made = StoredFile.objects.create(
        blob=blob, digest=digest, room=owner.room, record_id=owner.record_id, purpose=purpose, number=number,
        name=sound.name, covered_by=deed.actor_id if covered else None, kept_by=deed.actor_id, kept_at=deed.at,
    )  # fmt: skip
    event = FileKept(
        file_id=made.pk, record_id=owner.record_id, room=Code(owner.room), purpose=Code(purpose), number=number,
        kind=sound.kind, size=len(sound.content),
    )  # fmt: skip
    ledger.record(deed, event, stream=owner.record_id)
    return made.pk


def _one_after_another(owner: Owner) -> None:
    """Two deeds that keep files at one record wait for each other, so that both get a number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [f"{owner.room}:{owner.record_id}"])


def _blob(deed: Deed, sound: Sound, digest: bytes) -> Blob:
    """The blob of this content: the one there is, else a new one that is on the disk before its row counts."""
    found = Blob.objects.select_for_update().filter(digest=digest).first()
    if found is not None:
        return found
    made = Blob(digest=digest, size=len(sound.content), kind=sound.kind, key=vault.new_key(), kept_at=deed.at)
    if not insert_new([made]):  # somebody else kept the same at this moment
        return Blob.objects.select_for_update().get(digest=digest)
    vault.put(made.pk, sound.content, key=str(made.key))
    return made


def destroy(deed: Deed, *, file_id: UUID, owner: Owner) -> None:
    """Destroy a file: its row stays as proof, its content goes with the last record that keeps it.

    Raises `file-not-found`.
    """
    require(deed)
    found = load_file(deed, file_id, owner=owner)
    blob = found.blob
    assert blob is not None  # the table says so of what is not destroyed
    found.blob, found.name, found.destroyed_by, found.destroyed_at = None, "", deed.actor_id, deed.at
    found.save(update_fields=["blob", "name", "destroyed_by", "destroyed_at"])
    locked = Blob.objects.select_for_update().get(pk=blob.pk)
    if not locked.files.exists():
        locked.delete()  # and with it the only key: what still lies on the disk opens for nobody, and the sweep takes it
    ledger.record(
        deed, FileDestroyed(file_id=found.pk, record_id=owner.record_id, room=Code(owner.room)), stream=owner.record_id
    )


def sweep(deed: Deed) -> int:
    """Remove contents without a row (destroyed, or left by an interrupted deed) and files never finished; how many."""
    require(deed)
    old = list(vault.lying(before=deed.at - SWEPT_AFTER))
    known = set(Blob.objects.filter(pk__in=[blob for blob, _ in old if blob]).values_list("pk", flat=True))
    stray = [path for blob, path in old if blob not in known]
    for path in stray:
        path.unlink(missing_ok=True)
    return len(stray)
