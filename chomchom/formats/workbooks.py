"""Looking at a spreadsheet before anybody reads it.

An .xlsx is a zip of XML from a stranger. Everything that could hurt (bombs,
macros, entities, a single cell at XFD1048576) is found here by counting bytes
and reading tags, and nothing is ever unpacked to a place by name.
"""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from chomchom.formats.archives import BROKEN
from chomchom.kernel.verdicts import Refused

_CHUNK = 65_536
_MOST_PARTS = 2_000
_MOST_SMALL_PART = 8_000_000
_MIN_BOMB = 2_000_000
_CELL_REF = re.compile(r"([A-Z]{1,4})([0-9]{1,9})")
_FORBIDDEN_XML = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_LONGEST_WORD = max(map(len, _FORBIDDEN_XML))
_ZIP_START = b"PK\x03\x04"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a stranger's file we are willing to read."""

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 50_000_000
    ratio: int = 100
    rows: int = 50_000
    columns: int = 200
    cells: int = 1_000_000
    cell_characters: int = 4_000


@dataclass(slots=True)
class SheetShape:
    """What the tags of one sheet say, without its values."""

    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    merged: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # first row, first column, last row, last column
    merged_rows: int = 0


def column_number(letters: str) -> int:
    """A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 is A, 16384 is XFD."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def check_archive(file: IO[bytes], *, limits: Limits) -> zipfile.ZipFile:
    """The archive, after every part was counted byte by byte. Raises Refused for anything a plain table does not need."""
    try:
        archive = zipfile.ZipFile(file)
        infos = archive.infolist()
        _check_names(infos)
        _check_declared(infos, limits=limits)
        for info in infos:
            _check_part(archive, info, limits=limits)
    except BROKEN as broken:
        raise Refused("workbook-broken") from broken
    except RuntimeError as locked:  # what zipfile raises for a part that asks for a password
        raise Refused("workbook-locked") from locked
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= {info.filename for info in infos}:
        raise Refused("file-not-a-table")
    return archive


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(set(names)) != len(names) or len(names) > _MOST_PARTS:
        raise Refused("workbook-has-strange-names")
    for info in infos:
        name = info.filename
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        if is_link or name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or "\x00" in name:
            raise Refused("workbook-has-strange-names")
        if info.flag_bits & 0x1:
            raise Refused("workbook-locked")
        low = name.lower()
        if "vbaproject" in low or low.startswith(("xl/macrosheets/", "xl/dialogsheets/")):
            raise Refused("workbook-has-macro")
        if "/embeddings/" in low or "/activex/" in low or "oleobject" in low:
            raise Refused("workbook-has-object")
        if low.endswith((".zip", ".7z", ".rar", ".gz", ".xlsx", ".exe", ".dll", ".js")):
            raise Refused("workbook-has-archive")


def _check_declared(infos: list[zipfile.ZipInfo], *, limits: Limits) -> None:
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if unpacked > limits.unpacked_bytes or (unpacked > _MIN_BOMB and unpacked > packed * limits.ratio):
        raise Refused("workbook-too-large-inside", most_mb=limits.unpacked_bytes // 1_000_000)
    for info in infos:
        if info.file_size > _MIN_BOMB and info.file_size > max(1, info.compress_size) * limits.ratio:
            raise Refused("workbook-too-large-inside", most_mb=limits.unpacked_bytes // 1_000_000)
        small = info.filename in ("xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml")
        if small and info.file_size > _MOST_SMALL_PART:
            raise Refused("workbook-too-large-inside", most_mb=_MOST_SMALL_PART // 1_000_000)


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, limits: Limits) -> None:
    """Read one part to its end: its size and checksum are what they claim, and it holds no archive and no DOCTYPE."""
    read, tail = 0, b""
    is_xml = info.filename.lower().endswith((".xml", ".rels", ".vml"))
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            if read == 0 and chunk.startswith(_ZIP_START):
                raise Refused("workbook-has-archive")
            read += len(chunk)
            if read > info.file_size or read > limits.unpacked_bytes:
                raise Refused("workbook-too-large-inside", most_mb=limits.unpacked_bytes // 1_000_000)
            if is_xml:
                seen = tail + chunk
                if any(word in seen for word in _FORBIDDEN_XML):
                    raise Refused("workbook-has-doctype")
                if info.filename == "[Content_Types].xml" and b"macroEnabled" in seen:
                    raise Refused("workbook-has-macro")
                tail = seen[-_LONGEST_WORD:]
    if read != info.file_size:
        raise Refused("workbook-broken")


def sheet_shape(part: IO[bytes], *, limits: Limits) -> SheetShape:
    """The extent and the merged ranges of a sheet, from its tags alone.

    Raises Refused "sheet-too-long", "sheet-too-wide" or "sheet-has-too-many-cells" as soon as it is known.
    """
    shape = SheetShape()
    parser = expat.ParserCreate(namespace_separator="|")
    parser.StartElementHandler = _tag_reader(shape, limits)
    try:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as broken:
        raise Refused("workbook-broken") from broken
    return shape


def _tag_reader(shape: SheetShape, limits: Limits) -> Any:
    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("|")[2]
        if name == "row":
            shape.last_row = _whole(attributes.get("r"), shape.last_row + 1)
            # Title lines and blank lines above the table are not rows of it.
            if shape.last_row > limits.rows + 50:
                raise Refused("sheet-too-long", most=limits.rows)
        elif name == "c":
            shape.cells += 1
            if match := _CELL_REF.fullmatch(attributes.get("r", "")):
                shape.last_column = max(shape.last_column, column_number(match[1]))
                shape.last_row = max(shape.last_row, int(match[2]))
            _check_extent(shape, limits)
        elif name == "mergeCell":
            for found in _range(attributes.get("ref", "")):
                shape.merged.append(found)
                shape.merged_rows += 1 + max(0, min(found[2], shape.last_row) - found[0])
            # Many ranges over many rows are small to write and long to walk through.
            if shape.merged_rows > limits.cells:
                raise Refused("sheet-has-too-many-cells", most=limits.cells)

    return start


def _check_extent(shape: SheetShape, limits: Limits) -> None:
    if shape.last_column > limits.columns:
        raise Refused("sheet-too-wide", most=limits.columns)
    if shape.last_row > limits.rows + 50:
        raise Refused("sheet-too-long", most=limits.rows)
    if shape.cells > limits.cells:
        raise Refused("sheet-has-too-many-cells", most=limits.cells)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _range(ref: str) -> Iterator[tuple[int, int, int, int]]:
    first, _, last = ref.partition(":")
    one, two = _CELL_REF.fullmatch(first), _CELL_REF.fullmatch(last or first)
    if one and two:
        yield int(one[2]), column_number(one[1]), int(two[2]), column_number(two[1])
