"""The front desk of kept files."""

from __future__ import annotations

from chomchom.documents.actions import destroy, keep
from chomchom.documents.doors.answers import download
from chomchom.documents.reads import FileRow, content_of, files_at, files_of
from chomchom.documents.rules import MEDIA, MOST_BYTES, Owner
from chomchom.formats.kinds import FileKind

__all__ = [
    "MEDIA",
    "MOST_BYTES",
    "FileKind",
    "FileRow",
    "Owner",
    "content_of",
    "destroy",
    "download",
    "files_at",
    "files_of",
    "keep",
]
