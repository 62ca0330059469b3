"""Damaged archives: whatever zipfile raises over one is refused with a sentence, and nothing is caught without need."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest

from chomchom.formats.archives import BROKEN
from chomchom.formats.hwpx import FlawCode, lint
from chomchom.formats.hwpx.package import open_package
from chomchom.formats.workbooks import Limits, check_archive
from chomchom.kernel.verdicts import Refused

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
ROUNDS = 8_000
FAR = 2**64 - 1


def made(method: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr("mimetype", "application/hwp+zip")
        archive.writestr("Contents/content.hpf", "<a>가나다</a>" * 100)
        archive.writestr("Contents/섹션.xml", "<a>가나다</a>" * 100)
    return held.getvalue()


def damaged() -> list[bytes]:
    """Archives with one to eight bytes changed, some of them cut off; the same ones every time."""
    chance, whole = random.Random(5), [made(method) for method in METHODS]
    found = []
    for _ in range(ROUNDS):
        content = bytearray(chance.choice(whole))
        for _ in range(chance.choice((1, 1, 2, 4, 8))):
            content[chance.randrange(len(content))] = chance.choice((0, 127, 128, 255, chance.randrange(256)))
        if chance.random() < 0.1:
            del content[chance.randrange(len(content)) :]
        found.append(bytes(content))
    return [*found, far_away(), locked()]


def locked() -> bytes:
    """An archive that says of every part that a password closes it."""
    content = bytearray(made(zipfile.ZIP_STORED))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(sign, at + 4)
    return bytes(content)


def far_away() -> bytes:
    """A part that claims to begin where no file reaches, by the long form of its place."""
    content = made(zipfile.ZIP_STORED)
    at, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = bytearray(content[at : at + 46 + len("mimetype")])
    extra = struct.pack("<HHQ", 1, 8, FAR)
    entry[30:32] = struct.pack("<H", len(extra))
    entry[42:46] = b"\xff" * 4
    entry += extra
    tail = struct.pack("<4s4H2LH", content[end : end + 4], 0, 0, 1, 1, len(entry), at, 0)
    return content[:at] + bytes(entry) + tail


def raised(content: bytes) -> set[type[BaseException]]:
    """What zipfile raises over opening it and reading its parts."""
    found: set[type[BaseException]] = set()
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except Exception as broken:
        return {type(broken)}
    for name in archive.namelist():
        try:
            archive.read(name)
        except Exception as broken:
            found.add(type(broken))
    return found


@pytest.fixture(scope="module")
def archives() -> list[bytes]:
    return damaged()


def test_each_kind_we_catch_is_seen_and_no_other_besides_a_locked_part(archives):
    seen = set().union(*(raised(content) for content in archives))
    assert [kind for kind in BROKEN if not any(issubclass(one, kind) for one in seen)] == []
    assert [one for one in seen if not issubclass(one, (*BROKEN, RuntimeError))] == []


def test_a_damaged_package_is_refused_and_never_falls_over(archives):
    codes = set()
    for content in archives:
        try:
            package = open_package(content)
            for name in package.names():
                package.part(name)
        except Refused as refused:
            codes.add(refused.code)
    assert {"document-broken", "document-locked"} <= codes


def test_a_damaged_workbook_is_refused_and_never_falls_over(archives):
    codes = set()
    for content in archives:
        with pytest.raises(Refused) as refused:
            check_archive(io.BytesIO(content), limits=Limits())
        codes.add(refused.value.code)
    assert {"workbook-broken", "workbook-locked"} <= codes


def test_the_lint_says_of_a_damaged_package_that_it_is_none(archives):
    said = [lint(content) for content in archives if raised(content)]
    assert len(said) > ROUNDS / 4
    assert {tuple(flaw.code for flaw in flaws) for flaws in said} == {(FlawCode.NOT_A_ZIP,)}
