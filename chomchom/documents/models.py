"""Tables of kept files: what is kept once (a blob, sealed beside the database), and who keeps it as what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chomchom.formats.kinds import FileKind
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class Blob(models.Model):
    """One content, kept once. It lies sealed under a key of its own, which stands here sealed by the keyring: when the
    keys rotate only this column is written anew, and with the row its content is gone for good."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.BinaryField(max_length=32, unique=True)
    size = models.PositiveIntegerField()
    kind = state_field(FileKind)
    key = SealedText()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [known(FileKind, "kind", "blob_kind_known")]

    def __str__(self) -> str:
        return f"{self.kind} {self.size}"


class StoredFile(models.Model):
    """A content as the n-th of its purpose at one record. Destroyed, the row stays as proof and holds nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    blob = models.ForeignKey(Blob, on_delete=models.RESTRICT, null=True, related_name="files")
    digest = models.BinaryField(max_length=32)
    room = models.CharField(max_length=20)
    record_id = models.UUIDField()
    purpose = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    name = SealedText()
    covered_by = models.UUIDField(null=True)  # who looked at a scan and said that no resident number can be read
    kept_by = models.UUIDField()
    kept_at = models.DateTimeField()
    destroyed_by = models.UUIDField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "record_id", "purpose", "number"], name="one_file_a_number"),
            models.CheckConstraint(
                name="file_is_kept_or_destroyed",
                condition=Q(blob__isnull=False, destroyed_at=None)
                | Q(blob=None, destroyed_at__isnull=False, destroyed_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["blob"], name="file_of_blob")]

    def __str__(self) -> str:
        return f"{self.room} {self.purpose} {self.number}"
