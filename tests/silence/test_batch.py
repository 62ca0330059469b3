"""The nightly sweep over Arrow batches: pure, the same by threads and by Dask, also when a worker dies."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from chomchom.silence import STATE, Source, batch, replay
from chomchom.silence.batch import Night, partition, sweep, sweep_by_dask, sweep_by_threads, sweep_partition
from tests.silence import homes, nation

PARTITIONS, COUNT = 6, 20
NIGHT = Night(limit_days=14)


@pytest.fixture(scope="module")
def country(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("country")
    nation.settle(folder, partitions=PARTITIONS, count=COUNT)
    return folder


def test_a_batch_is_swept_as_its_homes_are_stepped_and_left_as_it_was(country):
    given = next(partition(country, 0))
    before = given.to_pydict()
    after, alerts = sweep(given, NIGHT)
    assert given.to_pydict() == before
    assert set(alerts.column("home").to_pylist()) <= set(range(COUNT))
    values = homes.water(nation.DAYS + 1, homes=COUNT, seed=0)
    values[::5, -30:] = 0
    hours = batch.hours_of(given.column("water.hours"), Source.WATER)
    values = np.concatenate([values[:, :-24], hours], axis=1)
    state = np.frombuffer(after.column("water.state").buffers()[1], STATE)
    assert np.array_equal(state["quiet"], replay(values, np.zeros(COUNT, np.int64), Source.WATER)[1]["quiet"])


def test_homes_that_fell_silent_are_alerted_and_a_lost_meter_holds_nobody_back(country):
    given = next(partition(country, 1))
    silent = {home for home in given.column("home").to_pylist() if (home - COUNT) % 5 == 0}
    found = set(sweep(given, NIGHT)[1].column("home").to_pylist())
    assert len(found & silent) >= 3
    assert len(found - silent) <= 2
    dark = given.set_column(
        given.schema.get_field_index("water.hours"), "water.hours",
        pa.FixedSizeListArray.from_arrays(pa.array(np.full(COUNT * 24, -1, np.int16)), 24),
    )  # fmt: skip
    a_day = Night(limit_days=14, lost_hours=24)
    lost = set(sweep(dark, a_day)[1].column("home").to_pylist())
    alone = given.drop_columns([name for name in given.schema.names if name.startswith("water")])
    assert lost == set(sweep(alone, NIGHT)[1].column("home").to_pylist())


def test_a_country_is_the_same_by_threads_and_partition_by_partition(country):
    by_threads = sweep_by_threads(str(country), NIGHT, threads=2)
    one_by_one = pa.concat_tables([sweep_partition(str(country), number, NIGHT) for number in range(PARTITIONS)])
    assert by_threads.num_rows > PARTITIONS
    assert by_threads.equals(one_by_one.sort_by([("home", "ascending"), ("hour", "ascending")]))
    after = pq.read_table(country / "after" / "00003.parquet")
    assert after.column("home").to_pylist() == list(range(3 * COUNT, 4 * COUNT))
    assert not list((country / "after").glob("*.half"))


def test_files_with_other_homes_are_refused(tmp_path):
    nation.settle(tmp_path, partitions=1, count=3)
    wrong = pq.read_table(tmp_path / "hours" / "00000.parquet")
    pq.write_table(wrong.take(pa.array([1, 0, 2])), tmp_path / "hours" / "00000.parquet")
    with pytest.raises(ValueError, match="same homes"):
        sweep_partition(str(tmp_path), 0, NIGHT)


def test_a_limit_that_everybody_passes_is_refused():
    with pytest.raises(ValueError, match="says nothing"):
        Night(limit_days=7)


def dying_once(what: tuple[str, int, Night]) -> pa.Table:
    """The sweep of a partition on a worker that is killed in the middle of the third one, once."""
    folder, number, night = what
    mark = Path(folder) / "killed"
    if number == 2 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return sweep_partition(folder, number, night)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.timeout(300)
def test_dask_gives_the_same_alerts_also_when_a_worker_is_killed(country, monkeypatch):
    distributed = pytest.importorskip("distributed")
    here = sweep_by_threads(str(country), NIGHT, threads=2)
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert sweep_by_dask(str(country), NIGHT, client=client).equals(here)
        monkeypatch.setattr(batch, "_once", dying_once)
        assert sweep_by_dask(str(country), NIGHT, client=client).equals(here)
        assert (country / "killed").exists()
