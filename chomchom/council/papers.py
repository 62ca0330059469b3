"""Minutes as files: from a path to records, whatever the file's form."""

from __future__ import annotations

import os
from pathlib import Path

from chomchom.council.rules.lines import Line, from_text
from chomchom.council.rules.reading import read_minutes
from chomchom.council.rules.shape import Minutes
from chomchom.formats.text import decode
from chomchom.kernel.verdicts import Refused

MOST_BYTES = 50_000_000
MOST_TEXT = 4_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_paper(path: Path) -> Minutes:
    """The records of minutes in a file: text in UTF-8, UTF-16 or CP949.

    Raises Refused: "file-missing", "file-too-large", "file-empty", "file-hwp", "file-encoding-unknown",
    "file-text-broken", "minutes-nothing-read".
    """
    lines, photos = read_rows(content_of(path), filename=path.name)
    minutes = read_minutes(lines, photos=photos)
    if not minutes.document.title and not minutes.attendance.rows and not minutes.reviews and not minutes.decisions:
        raise Refused("minutes-nothing-read")
    return minutes


def content_of(path: Path) -> bytes:
    """The bytes of a file that is there and not too large. Raises Refused."""
    try:
        size = os.stat(path).st_size
        if size > MOST_BYTES:
            raise Refused("file-too-large", most_mb=MOST_BYTES // 1_000_000)
        content = path.read_bytes()
    except OSError as lost:
        raise Refused("file-missing", name=path.name) from lost
    if not content.strip():
        raise Refused("file-empty")
    return content


def read_rows(content: bytes, *, filename: str) -> tuple[list[Line], int]:
    """Numbered rows of cells, and how many pictures the file carries. The content decides, not the name."""
    if content.startswith(_OLE) or filename.lower().endswith(".hwp"):
        raise Refused("file-hwp")
    if len(content) > MOST_TEXT:
        raise Refused("file-too-large", most_mb=MOST_TEXT // 1_000_000)
    text, _ = decode(content)
    return from_text(text), 0
