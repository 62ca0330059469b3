"""Meter series from files: electricity in Wh or water in litres, one row a home and interval.

CSV and Parquet with the columns `household`, `ts_utc` (or `ts_kst`) and `wh` or
`litres`. Millions of rows are read as arrays; every row that cannot be believed
is left out and reported with its row number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from chomchom.formats.faults import Fault, FaultCode, fault
from chomchom.formats.text import decode
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused

_PARQUET = b"PAR1"
_MOST_BYTES = 150_000_000
_MOST_ROWS = 10_000_000
_MOST_FAULTS = 1_000
_TIME_COLUMNS = ("ts_utc", "ts_kst")
_WHOLE = r"^\s*[-+]?[0-9]{1,9}(\.0+)?\s*$"
_TIME = r"^\s*\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?(\.0+)?Z?\s*$"
_EARLIEST = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())
_KST = 9 * 3600


class SeriesUnit(StrEnum):
    """What one value counts."""

    WH = "wh"
    LITRES = "litres"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLimits:
    """What is believed: no reading after `until`, none above `most` for one interval (by unit)."""

    until: datetime
    most_wh: int = 50_000
    most_litres: int = 3_000

    def most(self, unit: SeriesUnit) -> int:
        """The largest believable value of one interval."""
        return self.most_wh if unit is SeriesUnit.WH else self.most_litres


@dataclass(slots=True)
class Series:
    """Sound readings as arrays of one length, in the order of the file.

    `home` indexes `homes`; `at` is seconds since 1970 UTC of the interval's label; `row` is the row in the file
    (the header is row 1). `faults` holds the first thousand, `faulty` counts all.
    """

    unit: SeriesUnit
    homes: tuple[str, ...]
    home: NDArray[np.int32]
    at: NDArray[np.int64]
    value: NDArray[np.int32]
    row: NDArray[np.int64]
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0

    def __len__(self) -> int:
        return len(self.at)


def read_series(source: Path | str | bytes, *, limits: SeriesLimits) -> Series:
    """Read one file of readings.

    Raises Refused: "file-too-large" by size before opening, "file-columns-missing", "file-not-a-table", "file-empty",
    "sheet-too-long", "file-encoding-unknown".
    """
    size = len(source) if isinstance(source, bytes) else Path(source).stat().st_size
    if size > _MOST_BYTES:
        raise Refused("file-too-large", most_mb=_MOST_BYTES // 1_000_000)
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    if not content.strip():
        raise Refused("file-empty")
    reader = _Parquet if content.startswith(_PARQUET) else _Csv
    return _checked(reader(content), limits)


class _Csv:
    """A CSV of readings: every column as text first, so that one bad cell cannot stop the file."""

    def __init__(self, content: bytes) -> None:
        text, _ = decode(content)
        # A zero byte would end a cell early in some readers; here it only makes the cell unreadable.
        encoded = text.replace("\x00", "\ufffd").encode()
        self.cut: list[tuple[int, str]] = []
        names = text.partition("\n")[0].strip().split(",")
        try:
            self._table = pa_csv.read_csv(
                BytesIO(encoded),
                read_options=pa_csv.ReadOptions(use_threads=False),
                parse_options=pa_csv.ParseOptions(invalid_row_handler=self._short_or_long),
                convert_options=pa_csv.ConvertOptions(
                    column_types=dict.fromkeys((name.strip('" ') for name in names), pa.string()),
                    strings_can_be_null=False,
                ),
            )
        except (pa.ArrowInvalid, pa.ArrowKeyError) as broken:
            raise Refused("file-not-a-table") from broken
        self.names: Sequence[str] = self._table.column_names

    def _short_or_long(self, row: Any) -> str:
        self.cut.append((int(row.number or 0), str(row.text)))
        return "skip"

    @property
    def rows(self) -> NDArray[np.int64]:
        """The file row of every row that was kept."""
        every = np.arange(2, 2 + self._table.num_rows + len(self.cut), dtype=np.int64)
        return np.setdiff1d(every, np.array([number for number, _ in self.cut], dtype=np.int64), assume_unique=True)

    def text(self, name: str) -> pa.ChunkedArray:
        """A column as it stands in the file."""
        return self._table.column(name)

    def numbers(self, name: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """A column as whole numbers, and where that worked."""
        column = self.text(name)
        fine = pc.match_substring_regex(column, _WHOLE)
        trimmed = pc.utf8_trim_whitespace(pc.if_else(fine, column, "0"))
        whole = pc.cast(pc.cast(trimmed, pa.float64()), pa.int64())
        return _array(whole), _array(fine)

    def times(self, name: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """A column as seconds since 1970 as written, and where that worked."""
        column = self.text(name)
        shaped = pc.match_substring_regex(column, _TIME)
        plain = pc.utf8_trim_whitespace(pc.if_else(shaped, column, "1970-01-01 00:00"))
        minutes = pc.replace_substring(pc.utf8_slice_codeunits(plain, 0, 16), "T", " ")
        stamps = pc.strptime(minutes, format="%Y-%m-%d %H:%M", unit="s", error_is_null=True)
        # strptime takes 31 April for 1 May: what does not write back the same was no day.
        same = pc.equal(pc.strftime(pc.fill_null(stamps, 0), format="%Y-%m-%d %H:%M"), minutes)
        seconds = pc.cast(pc.utf8_slice_codeunits(pc.if_else(_with_seconds(plain), plain, _PADDED), 17, 19), pa.int64())
        fine = pc.and_(pc.and_(shaped, pc.is_valid(stamps)), same)
        return _array(pc.cast(pc.fill_null(stamps, 0), pa.int64())) + np.minimum(_array(seconds), 59), _array(fine)


_PADDED = "1970-01-01 00:00:00"


def _with_seconds(plain: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.match_substring_regex(plain, r"^.{16}:\d{2}")


class _Parquet:
    """A Parquet of readings with typed columns."""

    cut: tuple[tuple[int, str], ...] = ()

    def __init__(self, content: bytes) -> None:
        try:
            file = pq.ParquetFile(BytesIO(content))
            if file.metadata.num_rows > _MOST_ROWS:
                raise Refused("sheet-too-long", most=_MOST_ROWS)
            known = ("household", *_TIME_COLUMNS, *SeriesUnit)
            self._table = file.read(columns=[name for name in file.schema_arrow.names if name in known])
        except (pa.ArrowException, OSError, ValueError, UnicodeDecodeError) as broken:
            raise Refused("file-not-a-table") from broken
        self.names: Sequence[str] = self._table.column_names

    @property
    def rows(self) -> NDArray[np.int64]:
        """Row numbers as if the file had a header line, so that both kinds of file count alike."""
        return np.arange(2, 2 + self._table.num_rows, dtype=np.int64)

    def text(self, name: str) -> pa.ChunkedArray:
        """A column as text."""
        return pc.fill_null(pc.cast(self._table.column(name), pa.string()), "")

    def numbers(self, name: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """A number column as whole numbers, and where there was one."""
        column = self._table.column(name)
        if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
            raise Refused("file-columns-missing", names=name)
        plain = _array(pc.cast(pc.fill_null(column, 0), pa.float64()))
        fine = _array(pc.is_valid(column)) & np.isfinite(plain) & (np.abs(plain) < 1e9)
        fine &= np.trunc(np.where(fine, plain, 0)) == np.where(fine, plain, 0)
        return np.where(fine, plain, 0).astype(np.int64), fine

    def times(self, name: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """A timestamp column as seconds since 1970, and where there was one."""
        column = self._table.column(name)
        if not pa.types.is_timestamp(column.type):
            raise Refused("file-columns-missing", names=name)
        seconds = pc.cast(pc.cast(column, pa.timestamp("s"), safe=False), pa.int64())
        return _array(pc.fill_null(seconds, 0)), _array(pc.is_valid(column))


def _array(column: pa.ChunkedArray) -> NDArray[Any]:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return np.asarray(whole.to_numpy(zero_copy_only=False))


def _checked(file: _Csv | _Parquet, limits: SeriesLimits) -> Series:
    time_name = next((name for name in _TIME_COLUMNS if name in file.names), "")
    unit = next((unit for unit in SeriesUnit if unit in file.names), None)
    if len(set(file.names)) != len(file.names):
        raise Refused("file-not-a-table")
    if "household" not in file.names or not time_name or unit is None:
        raise Refused("file-columns-missing", names="household, ts_utc, wh / litres")
    rows = file.rows
    if len(rows) > _MOST_ROWS:
        raise Refused("sheet-too-long", most=_MOST_ROWS)
    homes, home = _homes(file)
    at, time_fine = file.times(time_name)
    if time_name == "ts_kst":
        at = at - _KST
    value, value_fine = file.numbers(unit)
    tests = _tests(homes, home, at, time_fine, value, value_fine, limits=limits, most=limits.most(unit))
    wrong = np.zeros(len(rows), dtype=bool)
    reported = _Report(rows, file, time_name=time_name, unit=unit)
    for code, found in tests:
        reported.add(code, np.flatnonzero(found & ~wrong))
        wrong |= found
    for code, found in _repeated(home, at, value, ~wrong):
        reported.add(code, np.flatnonzero(found))
        wrong |= found
    kept = ~wrong
    series = Series(unit, homes, home[kept], at[kept], value[kept].astype(np.int32), rows[kept])
    series.faults, series.faulty = reported.result()
    return series


def _homes(file: _Csv | _Parquet) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    encoded = pc.utf8_trim_whitespace(file.text("household")).combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    names = tuple(str(name) for name in encoded.dictionary.to_pylist())
    return names, _array(encoded.indices).astype(np.int32)


def _tests(
    homes: tuple[str, ...],
    home: NDArray[np.int32],
    at: NDArray[np.int64],
    time_fine: NDArray[np.bool_],
    value: NDArray[np.int64],
    value_fine: NDArray[np.bool_],
    *,
    limits: SeriesLimits,
    most: int,
) -> Iterator[tuple[FaultCode, NDArray[np.bool_]]]:
    """Each test with the rows that fail it, the most telling first; a row is reported once."""
    nameless = np.array([not name for name in homes] or [False])
    yield FaultCode.VALUE_MISSING, nameless[home]
    yield FaultCode.NOT_A_TIME, ~time_fine | (at < _EARLIEST)
    yield FaultCode.FUTURE_READING, at > int(limits.until.astimezone(SEOUL).timestamp())
    yield FaultCode.NOT_A_NUMBER, ~value_fine
    yield FaultCode.NEGATIVE_READING, value < 0
    yield FaultCode.IMPOSSIBLE_READING, value > most


def _repeated(
    home: NDArray[np.int32], at: NDArray[np.int64], value: NDArray[np.int64], kept: NDArray[np.bool_]
) -> Iterator[tuple[FaultCode, NDArray[np.bool_]]]:
    """Later rows of a home and time that came before: the same value again, or another one; the first row stays."""
    places = np.flatnonzero(kept)
    order = places[np.lexsort((places, at[places], home[places]))]
    again = np.zeros(len(order), dtype=bool)
    again[1:] = (home[order][1:] == home[order][:-1]) & (at[order][1:] == at[order][:-1])
    first = np.maximum.accumulate(np.where(again, 0, np.arange(len(order))))
    differs = value[order] != value[order[first]] if len(order) else again
    for code, which in (
        (FaultCode.DUPLICATE_READING, again & ~differs),
        (FaultCode.CONFLICTING_READING, again & differs),
    ):
        found = np.zeros(len(home), dtype=bool)
        found[order[which]] = True
        yield code, found


class _Report:
    """Collects faults: all are counted, the first ones by row are shown."""

    def __init__(self, rows: NDArray[np.int64], file: _Csv | _Parquet, *, time_name: str, unit: SeriesUnit) -> None:
        self._rows, self._file = rows, file
        self._column = {
            FaultCode.VALUE_MISSING: "household",
            FaultCode.NOT_A_TIME: time_name,
            FaultCode.FUTURE_READING: time_name,
            FaultCode.DUPLICATE_READING: time_name,
            FaultCode.CONFLICTING_READING: str(unit),
        }
        self._unit = str(unit)
        self._faults = [
            fault(FaultCode.TOO_MANY_CELLS, row=number, value=text) for number, text in file.cut[:_MOST_FAULTS]
        ]
        self._count = len(file.cut)

    def add(self, code: FaultCode, places: NDArray[np.int64]) -> None:
        """Report the rows at these places."""
        self._count += len(places)
        column = self._column.get(code, self._unit)
        values = self._file.text(column) if len(places) else None
        for place in places[:_MOST_FAULTS]:
            value = values[int(place)].as_py() if values is not None else ""
            self._faults.append(fault(code, row=int(self._rows[place]), column=column, value=value))

    def result(self) -> tuple[list[Fault], int]:
        """The first faults in the order of the file, and how many there were."""
        return sorted(self._faults, key=lambda one: one.row)[:_MOST_FAULTS], self._count
