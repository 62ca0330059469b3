"""Minutes as files: from a path to records, and from records to a paper, whatever the file's form."""

from __future__ import annotations

import os
import re
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chomchom.council.rules.lines import Line, from_rows
from chomchom.council.rules.paper import FromRecords, write_minutes
from chomchom.council.rules.reading import read_minutes
from chomchom.council.rules.shape import Minutes
from chomchom.council.rules.untabbed import lines_of
from chomchom.formats.documents import Document, Picture, pictures_in, rows_of
from chomchom.formats.html import read_html, write_html
from chomchom.formats.hwpx import read_hwpx, write_hwpx
from chomchom.formats.kinds import FileKind, is_picture, kind_of
from chomchom.formats.pdf import write_pdf
from chomchom.formats.text import decode
from chomchom.kernel.verdicts import Refused

MOST_BYTES = 50_000_000
MOST_TEXT = 4_000_000
MOST_UNPACKED = 64_000_000  # of a PDF's streams, to see whether it has letters


class Form(StrEnum):
    """What a paper can be written as."""

    HWPX = "hwpx"
    PDF = "pdf"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a file held: its printed rows, its pictures, and the institution it names."""

    lines: list[Line]
    pictures: tuple[Picture, ...] = ()
    creator: str = ""


def read_paper(path: Path) -> Minutes:
    """The records of minutes in a file: text (UTF-8, UTF-16, CP949), HWPX or HTML.

    Raises Refused "file-missing", "file-too-large", "file-empty", "file-hwp", "file-pdf", "file-pdf-image-only",
    "file-is-picture", "file-encoding-unknown", "file-text-broken", "minutes-nothing-read", or "document-…".
    """
    return minutes_of(paper_of(content_of(path), filename=path.name))


def minutes_of(paper: Paper) -> Minutes:
    """The records on a paper. Raises Refused "minutes-nothing-read"."""
    minutes = read_minutes(paper.lines, photos=len(paper.pictures))
    if not (minutes.document.title or minutes.attendance.rows or minutes.reviews or minutes.decisions):
        raise Refused("minutes-nothing-read")
    return minutes


def content_of(path: Path) -> bytes:
    """The bytes of a file that is there and not too large; its size is asked before it is opened. Raises Refused."""
    try:
        if os.stat(path).st_size > MOST_BYTES:
            raise Refused("file-too-large", most_mb=MOST_BYTES // 1_000_000)
        content = path.read_bytes()
    except OSError as lost:
        raise Refused("file-missing", name=path.name) from lost
    if not content.strip():
        raise Refused("file-empty")
    return content


def paper_of(content: bytes, *, filename: str) -> Paper:
    """The paper in a file; the content decides what it is, not the name. Raises Refused."""
    if is_picture(content):
        raise Refused("file-is-picture")
    kind = kind_of(content, filename=filename)
    if kind is FileKind.PDF:
        raise Refused("file-pdf" if _has_letters(content) else "file-pdf-image-only")
    if kind is FileKind.XLSX:
        raise Refused("file-is-workbook")
    if kind is FileKind.HWPX:
        return _paper(read_hwpx(content))
    if len(content) > MOST_TEXT:
        raise Refused("file-too-large", most_mb=MOST_TEXT // 1_000_000)
    text, _ = decode(content)
    return _paper(read_html(text)) if kind is FileKind.HTML else Paper(lines_of(text))


def _paper(document: Document) -> Paper:
    return Paper(from_rows(rows_of(document.blocks)), tuple(pictures_in(document.blocks)), document.creator)


def _has_letters(content: bytes) -> bool:
    """Whether a PDF names a font anywhere; one that was only scanned has none."""
    if b"/Font" in content:
        return True
    left = MOST_UNPACKED
    for found in re.finditer(rb"stream\r?\n", content):
        unpacker = zlib.decompressobj()
        try:
            held = unpacker.decompress(content[found.end() :], min(left, 4_000_000))
        except zlib.error:
            continue
        left -= len(held)
        if b"/Font" in held:
            return True
        if left <= 0:
            break
    return False


def write_paper(
    minutes: Minutes, form: Form, *, paper: Paper | None = None, records: FromRecords | None = None
) -> bytes:
    """The records as a paper; `records` where they come from our own tables. Raises Refused "pdf-…", "photo-unreadable"."""
    source = paper or Paper([])
    pictures = [picture for picture in source.pictures if picture.content]
    document = write_minutes(minutes, creator=source.creator, pictures=pictures, form=records)
    if form is Form.HWPX:
        return write_hwpx(document)
    return write_pdf(document) if form is Form.PDF else write_html(document)
