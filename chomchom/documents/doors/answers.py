"""A kept file as an answer to the browser."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from chomchom.documents.reads import FileRow
from chomchom.formats.kinds import PHOTOS


def download(row: FileRow, content: bytes, *, show: bool = False) -> HttpResponse:
    """The file under its name. Photographs, and with `show` a paper of our own making, open in the browser; nothing in
    them may run. Everything else is saved."""
    answer = HttpResponse(content, content_type=row.media)
    way = "inline" if show or row.kind in PHOTOS else "attachment"
    answer["Content-Disposition"] = (
        f"{way}; filename=\"file.{row.name.rpartition('.')[2]}\"; filename*=UTF-8''{quote(row.name)}"
    )
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
    return answer
