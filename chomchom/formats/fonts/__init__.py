"""The typeface of our documents: unpacked from the web font once a process, because typesetters read OpenType only."""

from __future__ import annotations

import atexit
import shutil
import struct
import tempfile
import zlib
from functools import cache
from pathlib import Path

FACES = Path(__file__).parent / "pretendard-gov"
FAMILY = "Pretendard GOV"
_TABLE = struct.Struct(">4sIIII")


@cache
def folder() -> Path:
    """A folder with the faces as OpenType; it goes when the process ends."""
    held = Path(tempfile.mkdtemp(prefix="chomchom-fonts-"))
    atexit.register(shutil.rmtree, held, ignore_errors=True)
    for face in sorted(FACES.glob("*.woff")):
        font = opentype(face.read_bytes())
        suffix = ".otf" if font.startswith(b"OTTO") else ".ttf"
        (held / face.with_suffix(suffix).name).write_bytes(font)
    return held


def opentype(woff: bytes) -> bytes:
    """The OpenType font inside a WOFF 1.0 file. Raises ValueError for anything else."""
    if woff[:4] != b"wOFF":
        raise ValueError("not a WOFF font")
    flavour, _, count = struct.unpack_from(">4sIH", woff, 4)
    entries = [_TABLE.unpack_from(woff, 44 + n * _TABLE.size) for n in range(count)]
    power = 1 << (count.bit_length() - 1)
    head = flavour + struct.pack(">HHHH", count, power * 16, power.bit_length() - 1, (count - power) * 16)
    offset = len(head) + count * 16
    directory, body = b"", b""
    for tag, place, packed, size, checksum in entries:
        table = woff[place : place + packed]
        if packed < size:
            table = zlib.decompress(table)
        directory += struct.pack(">4sIII", tag, checksum, offset + len(body), size)
        body += table + b"\0" * (-len(table) % 4)
    return head + directory + body
