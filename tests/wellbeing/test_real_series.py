"""Series of real meters, moved onto invented homes, through the file door to the board; with an invented twin."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from chomchom.formats.series import read_series
from chomchom.outreach import public as outreach
from chomchom.store.acting import acting
from chomchom.wellbeing import cli, public
from chomchom.wellbeing.models import Alert, Heartbeat, ReadingBatch
from chomchom.wellbeing.public import Source
from tests.silence import homes as invented
from tests.wellbeing import town

REAL = Path(__file__).resolve().parents[2] / "../shared/data/household-power"
SHARED = REAL if REAL.exists() else None
TODAY = date(2026, 6, 21)


def options(path: Path, **more) -> Namespace:
    given = {"path": path, "source": None, "shift_to": TODAY, "timezone": "Asia/Seoul", "map": None, "map_demo": True,
             "faults": None}  # fmt: skip
    return Namespace(**{**given, **more})


@pytest.fixture
def office(real_db, deeds, freeze):
    freeze(deeds.at)
    return deeds.machine()


def board(deeds) -> list[str]:
    with acting(deeds.haneul()) as deed:
        page = outreach.board(deed, outreach.BoardFilters())
        return [reason for row in page.rows for reason in row.reasons]


def test_an_invented_file_goes_through_the_same_door_to_the_board(office, deeds, tmp_path, capsys):
    with acting(office) as deed:
        town.live_in(deed, 6)
    values = invented.electricity(84, homes=6, seed=5)
    values[2, -36:] = invented.unattended(36)
    meter, hour = np.nonzero(np.ones_like(values))
    stamp = np.datetime64("2013-03-01T00:00:00") + (hour * 3600).astype("timedelta64[s]")
    table = pa.table(
        {"household": [f"E{n:03d}" for n in meter], "ts_utc": pa.array(stamp.astype("datetime64[us]"), pa.timestamp("us")),
         "wh": pa.array(values[meter, hour].astype(np.int32))}
    )  # fmt: skip
    path = tmp_path / "electricity.parquet"
    pq.write_table(table, path)
    assert cli.load_readings(options(path)) == 0
    assert cli.load_readings(options(path)) == 0
    assert "이미 받은 파일입니다" in capsys.readouterr().out
    assert cli.sweep(Namespace()) == 0
    with acting(deeds.machine()):
        assert ReadingBatch.objects.get().taken == 6 * 84 * 24
        assert Alert.objects.count() == 1
        assert Heartbeat.objects.get(name="sweep").counts["homes"] == 6
    assert any("전기" in reason and "변화 없음" in reason for reason in board(deeds))


@pytest.mark.skipif(SHARED is None, reason="the real series are not here")
def test_real_homes_are_loaded_swept_and_their_silences_are_on_the_board(office, deeds, freeze):
    """Real homes are silent when their people are away, so among fifty days of many homes some silence is raised."""
    with acting(office) as deed:
        town.live_in(deed, 30, sources=(Source.ELECTRICITY, Source.WATER))
    zone = "Australia/Sydney"
    assert cli.load_readings(options(SHARED / "electricity_halfhour.parquet", timezone=zone)) == 0
    assert cli.load_readings(options(SHARED / "water_hour.parquet", timezone="Europe/Madrid")) == 0
    with acting(office) as deed:
        assert ReadingBatch.objects.count() == 2
        assert all(batch.taken > 200_000 for batch in ReadingBatch.objects.all())
        told = public.sweep(deed)
        assert told.homes == 30
        assert told.faults == 0
        raised = Alert.objects.count()
    assert raised
    assert board(deeds)


@pytest.mark.skipif(SHARED is None, reason="the real series are not here")
def test_the_real_file_says_what_it_holds(deeds):
    from chomchom.formats.series import SeriesLimits

    series = read_series(SHARED / "water_hour.parquet", limits=SeriesLimits(until=deeds.at))
    assert len(series) + series.faulty == 513_888
