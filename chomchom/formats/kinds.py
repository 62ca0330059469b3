"""What a file is, by its first bytes and never by its name; and the words in it that anybody could read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from enum import StrEnum
from html import unescape

from chomchom.formats.hwpx.package import open_package
from chomchom.formats.text import decode
from chomchom.formats.workbooks import Limits, check_archive
from chomchom.kernel.verdicts import Refused

_OLE, _ZIP, _PDF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK", b"%PDF-"
_HWP_OLD = b"HWP Document File"
_PICTURES = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"RIFF": "webp",
    b"GIF8": "gif",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
}
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|table|\?xml)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_XML = (".xml", ".rels", ".hpf")


class FileKind(StrEnum):
    """What we know how to hold."""

    HWPX = "hwpx"
    XLSX = "xlsx"
    PDF = "pdf"
    HTML = "html"
    TEXT = "text"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"


PHOTOS = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
SILENT = PHOTOS | {FileKind.PDF}
"""Kinds whose words no rule of ours can read: a scan, or a paper of another program."""


def is_picture(content: bytes) -> bool:
    """Whether these are the first bytes of a picture of any kind."""
    return content.startswith(tuple(_PICTURES))


def kind_of(content: bytes, *, filename: str) -> FileKind:
    """The kind of a file. Raises Refused "file-empty", "file-hwp", "file-old-excel", "file-kind-unknown", and what the
    looks into a package or an unknown encoding refuse."""
    if not content.strip(b"\0 \t\r\n"):
        raise Refused("file-empty")
    if content.startswith(_HWP_OLD) or filename.lower().endswith(".hwp"):
        raise Refused("file-hwp")
    if content.startswith(_OLE):
        raise Refused("file-old-excel" if filename.lower().endswith(".xls") else "file-hwp")
    if content.startswith(_PDF):
        return FileKind.PDF
    if is_picture(content):
        return _picture(content)
    if content.startswith(_ZIP):
        return _package(content)
    return FileKind.HTML if is_page(decode(content)[0]) else FileKind.TEXT


def is_page(text: str) -> bool:
    """Whether a text is an HTML page."""
    return bool(_PAGE.match(text))


def _picture(content: bytes) -> FileKind:
    name = next(name for first, name in _PICTURES.items() if content.startswith(first))
    if name not in set(FileKind):
        raise Refused("file-kind-unknown")
    return FileKind(name)


def _package(content: bytes) -> FileKind:
    """A workbook says so itself; every other package has to be HWPX."""
    if b"xl/workbook.xml" in content:
        check_archive(io.BytesIO(content), limits=Limits())
        return FileKind.XLSX
    open_package(content)
    return FileKind.HWPX


def words_in(content: bytes, kind: FileKind) -> Iterator[tuple[str, str]]:
    """(place, text) of everything that is written in a file; nothing for the silent kinds.

    The place is the line of a text, the part of a package. Raises what opening it refuses.
    """
    if kind in (FileKind.TEXT, FileKind.HTML):
        yield from ((str(number), line) for number, line in enumerate(decode(content)[0].splitlines(), start=1))
    elif kind is FileKind.HWPX:
        package = open_package(content)
        for name in sorted(package.names()):
            if name.endswith(_XML):
                yield name, _bare(package.part(name))
    elif kind is FileKind.XLSX:
        archive = check_archive(io.BytesIO(content), limits=Limits())
        for name in sorted(archive.namelist()):
            if name.endswith(_XML):
                yield name, _bare(archive.read(name))


def _bare(part: bytes) -> str:
    """The text of an XML part, each run of letters on a line of its own so that two neighbours make no number."""
    return unescape(_TAG.sub("\n", part.decode("utf-8", errors="replace")))
