"""What may be kept: how large, of which kind, and never with a resident number anybody could read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from chomchom.formats.images import clean_photo
from chomchom.formats.kinds import PHOTOS, SILENT, FileKind, kind_of, words_in
from chomchom.formats.residents import has_rrn
from chomchom.kernel.verdicts import Refused

MOST_BYTES = 50_000_000
LONGEST_NAME = 120
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff/\\]")
MEDIA = {
    FileKind.HWPX: "application/hwp+zip",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PDF: "application/pdf",
    FileKind.HTML: "text/html; charset=utf-8",
    FileKind.TEXT: "text/plain; charset=utf-8",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
}
ENDING = {FileKind.TEXT: "txt", FileKind.JPEG: "jpg"}


@dataclass(frozen=True, slots=True)
class Owner:
    """The record a file belongs to: the room that answers for it, and the record's id. Its right is the file's right."""

    room: str
    record_id: UUID


@dataclass(frozen=True, slots=True)
class Sound:
    """A file as it may be kept: made anew where it is a photograph."""

    content: bytes
    kind: FileKind
    name: str


def checked(content: bytes, *, filename: str, covered: bool = False) -> Sound:
    """The file as it may be kept.

    A photograph loses place, time and camera. In a text, a paper or a workbook a resident number is found and refused;
    in a scan (`SILENT`) no rule of ours can see one, so that somebody has to have looked and said that it is
    `covered` (practice 27). Raises Refused "file-too-large", "file-has-resident-number", "scan-not-looked-at" and what
    `kind_of` and `clean_photo` refuse.
    """
    if len(content) > MOST_BYTES:
        raise Refused("file-too-large", most_mb=MOST_BYTES // 1_000_000)
    kind = kind_of(content, filename=filename)
    if kind in SILENT and not covered:
        raise Refused("scan-not-looked-at")
    for place, text in words_in(content, kind):
        if has_rrn(text):
            raise Refused("file-has-resident-number", place=place)
    if kind in PHOTOS:
        content, kind = clean_photo(content), FileKind.JPEG
    return Sound(content, kind, plain_name(filename, kind))


def plain_name(filename: str, kind: FileKind) -> str:
    """A name without paths and invisible signs, with the ending of what the file really is."""
    stem = _UNPRINTED.sub(" ", filename).strip(" .").rpartition(".")
    name = (stem[0] if stem[0] and len(stem[2]) <= 5 else "".join(stem)).strip(" .") or "file"
    return f"{name[: LONGEST_NAME - 6]}.{ENDING.get(kind, str(kind))}"
