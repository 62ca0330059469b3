"""Filling somebody's own HWPX form by its labels. The only place that knows python-hwpx (>=6.9,<7)."""

from __future__ import annotations

import io
import itertools
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chomchom.formats.archives import BROKEN
from chomchom.formats.documents import Cell, Table, rows_of
from chomchom.formats.hwpx.reader import read_hwpx
from chomchom.kernel.verdicts import Refused

_BLANKS = re.compile(r"[\s·ㆍ:：]+")
_DECLARATION = re.compile(rb"^<\?xml [^>]*\?>\s*")
_OURS = b'<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>'


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form: the file, the labels that got their value, and the fields the form has no empty cell for."""

    content: bytes
    placed: tuple[str, ...]
    lacking: tuple[str, ...]


def labels_in(content: bytes) -> dict[str, str]:
    """Label without blanks → as printed, of every cell that has an empty cell to its right.

    Raises what `read_hwpx` refuses.
    """
    found: dict[str, str] = {}
    for table in _tables(read_hwpx(content).blocks):
        for row in table.rows:
            for cell, right in itertools.pairwise(row):
                text = _text(cell)
                if text and not _text(right):
                    found.setdefault(_BLANKS.sub("", text), text)
    return found


def fill_form(content: bytes, values: Mapping[str, str]) -> Filled:
    """The form with each value in the empty cell to the right of its label; everything else stays byte by byte.

    `values` are by label; a label may stand with other blanks. Raises what `read_hwpx` refuses, and "document-broken".
    """
    known = labels_in(content)
    wanted = {label: value for label, value in values.items() if value}
    there = {label: known[_BLANKS.sub("", label)] for label in wanted if _BLANKS.sub("", label) in known}
    placed = _patched(content, {there[label]: wanted[label] for label in there}) if there else (content, set())
    done = tuple(label for label in there if there[label] in placed[1])
    return Filled(placed[0], done, tuple(label for label in wanted if label not in done))


def _patched(content: bytes, cells: Mapping[str, str]) -> tuple[bytes, set[str]]:
    """The package with only the changed parts replaced, and the labels that were found."""
    from hwpx.document import HwpxDocument

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        document: Any = HwpxDocument.open(io.BytesIO(content))
        report: Any = document.tables.fill_by_path({f"{label} > right": value for label, value in cells.items()})
        written: bytes = document.to_bytes()
    applied = {str(one["path"]).removesuffix(" > right") for one in report["applied"]}
    return _only_changed(content, written), applied


def _only_changed(before: bytes, after: bytes) -> bytes:
    held = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
            names = set(new.namelist())
            with zipfile.ZipFile(held, "w") as out:
                for info in old.infolist():
                    part = old.read(info)
                    if info.filename.startswith("Contents/section") and info.filename in names:
                        part = _DECLARATION.sub(_OURS, new.read(info.filename))
                    out.writestr(info, part)
    except BROKEN as broken:
        raise Refused("document-broken") from broken
    return held.getvalue()


def _tables(blocks: Iterable[object]) -> Iterable[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
            for row in block.rows:
                for cell in row:
                    yield from _tables(cell.blocks)


def _text(cell: Cell) -> str:
    return " ".join(" ".join(row) for row in rows_of(cell.blocks)).strip()
