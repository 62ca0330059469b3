"""Meter series: real files, and every kind of row that cannot be believed."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from chomchom.formats.faults import FaultCode
from chomchom.formats.series import SeriesLimits, SeriesUnit, read_series
from chomchom.kernel.verdicts import Refused

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "household-power"
LIMITS = SeriesLimits(until=datetime(2026, 5, 29, tzinfo=UTC))
HEAD = "household,ts_utc,wh\n"


def csv(*rows: str, head: str = HEAD) -> bytes:
    return (head + "\n".join(rows) + "\n").encode()


def test_a_sound_file_is_read_in_its_order() -> None:
    series = read_series(
        csv("E002,2026-05-01 00:00,120", "E001,2026-05-01T00:30:00Z,0", "E002, 2026-05-01 01:00:30 ,7.0"), limits=LIMITS
    )
    assert (series.unit, series.faulty, series.homes) == (SeriesUnit.WH, 0, ("E002", "E001"))
    assert series.home.tolist() == [0, 1, 0]
    assert series.value.tolist() == [120, 0, 7]
    assert series.at.tolist() == [
        int(datetime(2026, 5, 1, *clock, tzinfo=UTC).timestamp()) for clock in ((0, 0), (0, 30), (1, 0, 30))
    ]
    assert series.row.tolist() == [2, 3, 4]


def test_korean_time_is_nine_hours_earlier_in_utc() -> None:
    series = read_series(csv("W1,2026-05-01 09:00,3", head="household,ts_kst,litres\n"), limits=LIMITS)
    assert series.unit is SeriesUnit.LITRES
    assert series.at.tolist() == [int(datetime(2026, 5, 1, tzinfo=UTC).timestamp())]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("E1,2026-05-01 00:00,-1", FaultCode.NEGATIVE_READING),
        ("E1,2026-05-01 00:00,50001", FaultCode.IMPOSSIBLE_READING),
        ("E1,2026-05-01 00:00,2e3", FaultCode.NOT_A_NUMBER),
        ("E1,2026-05-01 00:00,=1+1", FaultCode.NOT_A_NUMBER),
        ("E1,2026-05-01 00:00,", FaultCode.NOT_A_NUMBER),
        ("E1,2026-05-01 00:00,99999999999999999999", FaultCode.NOT_A_NUMBER),
        ("E1,2026-05-29 00:01,1", FaultCode.FUTURE_READING),
        ("E1,2026-04-31 00:00,1", FaultCode.NOT_A_TIME),
        ("E1,2026-13-01 00:00,1", FaultCode.NOT_A_TIME),
        ("E1,1970-01-01 00:00,1", FaultCode.NOT_A_TIME),
        ("E1,어제,1", FaultCode.NOT_A_TIME),
        ("E1,2026-05-01 25:00,1", FaultCode.NOT_A_TIME),
        (",2026-05-01 00:00,1", FaultCode.VALUE_MISSING),
        ("E1,2026-05-01 00:00,1,9", FaultCode.TOO_MANY_CELLS),
        ("E1,2026-05-01 00:00", FaultCode.TOO_MANY_CELLS),
        ("E1,2026-05-01 00:00,1\x00", FaultCode.NOT_A_NUMBER),
        ("E0,2026-05-01 00:00,5", FaultCode.DUPLICATE_READING),
        ("E0,2026-05-01 00:00,6", FaultCode.CONFLICTING_READING),
    ],
)
def test_one_row_that_cannot_be_believed_is_reported_and_the_others_go_in(row: str, code: FaultCode) -> None:
    series = read_series(csv("E0,2026-05-01 00:00,5", row, "E0,2026-05-01 00:30,5"), limits=LIMITS)
    assert [(fault.code, fault.row) for fault in series.faults] == [(code, 3)]
    assert (series.value.tolist(), series.row.tolist(), series.faulty) == ([5, 5], [2, 4], 1)


def test_a_hundred_thousand_faults_are_counted_and_a_thousand_shown() -> None:
    series = read_series(csv(*(f"E{n},2026-05-01 00:00,-1" for n in range(100_000))), limits=LIMITS)
    assert (len(series), series.faulty, len(series.faults)) == (0, 100_000, 1_000)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"home,when,wh\n1,2,3\n", "file-columns-missing"),
        (b"household,ts_utc\nE1,2026-05-01 00:00\n", "file-columns-missing"),
        (b"PAR1 this is none PAR1", "file-not-a-table"),
        (b"household,ts_utc,wh,wh\nE1,2026-05-01 00:00,1,1\n", "file-not-a-table"),
    ],
)
def test_a_wrong_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_series(content, limits=LIMITS)
    assert refusal.value.code == code


def test_a_file_of_200_mb_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(Refused) as refusal:
        read_series(path, limits=LIMITS)
    assert refusal.value.code == "file-too-large"


def parquet(**columns: pa.Array) -> bytes:
    out = BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_parquet_with_holes_and_wrong_values() -> None:
    moments = pa.array(
        [datetime(2026, 5, 1), None, datetime(2026, 5, 1, 1), datetime(2026, 5, 1, 2)], pa.timestamp("ms")
    )
    series = read_series(
        parquet(household=pa.array(["A", "A", "A", None]), ts_utc=moments, wh=pa.array([1.0, 1.0, 1.5, 1.0])),
        limits=LIMITS,
    )
    assert series.value.tolist() == [1]
    assert [(fault.code, fault.row) for fault in series.faults] == [
        (FaultCode.NOT_A_TIME, 3),
        (FaultCode.NOT_A_NUMBER, 4),
        (FaultCode.VALUE_MISSING, 5),
    ]


def test_parquet_with_text_where_numbers_belong_is_refused() -> None:
    moments = pa.array([datetime(2026, 5, 1)], pa.timestamp("ms"))
    for columns in (
        {"household": pa.array(["A"]), "ts_utc": moments, "wh": pa.array(["1"])},
        {"household": pa.array(["A"]), "ts_utc": pa.array(["2026"]), "wh": pa.array([1])},
    ):
        with pytest.raises(Refused):
            read_series(parquet(**columns), limits=LIMITS)


@pytest.mark.skipif(not SHARED.exists(), reason="the real series are not beside the repository")
@pytest.mark.parametrize(
    ("name", "unit", "rows", "homes"),
    [("electricity_halfhour", SeriesUnit.WH, 1_690_074, 65), ("water_hour", SeriesUnit.LITRES, 513_888, 60)],
)
def test_the_real_series_are_read_whole(name: str, unit: SeriesUnit, rows: int, homes: int) -> None:
    series = read_series(SHARED / f"{name}.parquet", limits=LIMITS)
    assert (series.unit, len(series) + series.faulty, len(series.homes)) == (unit, rows, homes)
    assert series.faulty == 0
    assert int(np.min(series.value)) >= 0
