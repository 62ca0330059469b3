"""Files of other directories, kept between being looked at and being entered."""

from __future__ import annotations

from django.db import models

from chomchom.store.ids import new_id


class DirectoryFile(models.Model):
    """A file somebody brought. Its content goes once it was entered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    filename = models.CharField(max_length=120)
    content = models.TextField()
    brought_by = models.UUIDField()
    brought_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.filename
