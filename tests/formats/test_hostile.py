"""The hostile catalogue's cases for files in one place: each is refused in time and in little memory."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from io import BytesIO

import pytest

from chomchom.formats.images import clean_photo
from chomchom.formats.residents import find_rrn
from chomchom.formats.tables import read_table
from chomchom.kernel.verdicts import Refused
from tests.formats.test_images import bomb
from tests.formats.test_tables import HOSTILE

DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def archive(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name.replace("__", "/"), body)
    return out.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_g01_to_g08_take_under_two_seconds_and_256_mb(name: str) -> None:
    content, _code = HOSTILE[name]
    tracemalloc.start()
    started = time.perf_counter()
    with pytest.raises(Refused):
        read_table(content, filename="x.xlsx")
    took, (_now, peak) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 2 * 5  # tracing every allocation costs about five times
    assert peak < 256_000_000


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": DOCTYPE}), "a.ods"),
        (archive(mimetype=b"application/hwp+zip", **{"Contents__section0.xml": DOCTYPE}), "a.hwpx"),
        (DOCTYPE, "a.csv"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.csv"),
    ],
)
def test_g06_an_entity_in_any_kind_of_file_is_refused(content: bytes, filename: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_table(content, filename=filename)
    assert refusal.value.code in ("workbook-has-doctype", "file-not-a-table")


def test_g10_a_picture_of_50_000_by_50_000_costs_no_memory() -> None:
    tracemalloc.start()
    with pytest.raises(Refused):
        clean_photo(bomb(50_000, 50_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000


@pytest.mark.parametrize("text", ["1" * 200_000, "1-" * 100_000, "440311-" * 30_000, "- " * 100_000])
def test_k11_looking_for_resident_numbers_is_never_slow(text: str) -> None:
    started = time.perf_counter()
    find_rrn(text)
    assert time.perf_counter() - started < 2
