"""Whatever is killed comes back by itself, and what was committed is still there."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

import pytest

from .conftest import House, is_alive, wait_until

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(180)]


def test_the_first_page_answers_and_nothing_listens_outside(house):
    assert house.get("/alive") == 200
    assert house.get("/ready") == 200
    everybody = {"postgres", "web", "worker", "heavy"}
    wait_until(lambda: set(house.children()) == everybody, seconds=20, what="all four run")


@pytest.mark.parametrize("name", ["web", "worker", "heavy", "postgres"])
def test_a_killed_process_is_started_again(house, name):
    dead = house.kill(name)
    wait_until(lambda: house.children().get(name, dead) != dead, seconds=30, what=f"{name} is back")
    wait_until(lambda: house.get("/ready") == 200, seconds=30, what="pages answer")
    wait_until(lambda: house.heartbeat() < 12, seconds=60, what="a worker shows a sign of life")


def test_pages_and_workers_find_a_restarted_database_by_themselves(house):
    """A05: nobody keeps a dead connection."""
    wait_until(lambda: set(house.children()) >= {"web", "worker", "heavy"}, seconds=30, what="all run")
    before = house.children()
    assert house.get("/ready") == 200
    house.kill("postgres")
    back = wait_until(lambda: house.get("/ready") == 200, seconds=30, what="pages answer")
    assert back < 15
    assert house.children()["web"] == before["web"]
    house.ask("select 1")
    wait_until(lambda: house.heartbeat() < 12, seconds=60, what="a worker shows a sign of life")


def test_a_worker_that_was_killed_in_the_middle_leaves_no_job_behind(house):
    """The job of a dead worker stays `doing`; the sweep hands it to a living one."""
    [(worker,)] = house.ask(
        "insert into procrastinate_workers (last_heartbeat) values (now() - interval '5 minutes') returning id"
    )
    [(job,)] = house.ask(
        "insert into procrastinate_jobs (queue_name, task_name, args, status, worker_id)"
        " values ('alerts', 'chomchom.site.jobs.write_ledger_head', '{\"timestamp\": 0}', 'doing', %s) returning id",
        [worker],
    )
    house.ask(
        "insert into procrastinate_jobs (queue_name, task_name, args)"
        " values ('alerts', 'chomchom.site.jobs.recover_stalled', '{\"timestamp\": 0}')"
    )
    wait_until(
        lambda: house.ask("select status from procrastinate_jobs where id = %s", [job]) == [("succeeded",)],
        seconds=30,
        what="the job is done by somebody else",
    )


def test_a_hanging_web_process_does_not_outlive_its_supervisor(tmp_path):
    house = House(tmp_path / "data")
    house.start()
    wait_until(lambda: len(house.children()) == 4, seconds=20, what="all four run")
    children = list(house.children().values())
    os.kill(house.process.pid, signal.SIGKILL)
    house.process.wait()
    wait_until(lambda: not any(is_alive(pid) for pid in children), seconds=40, what="children follow")
    house.start()
    assert house.get("/ready") == 200
    assert house.stop() == 0


def test_a_second_start_keeps_everything_and_a_stop_leaves_nothing_running(tmp_path):
    house = House(tmp_path / "data")
    house.start()
    house.ask("insert into store_grant (record_id, holder, basis, granted_at) values"
              " (gen_random_uuid(), gen_random_uuid(), 'kept', now())")  # fmt: skip
    addresses = {role: house.address(role) for role in ("app", "worker", "owner", "backup")}
    for name in (signal.SIGTERM, signal.SIGINT):
        children = list(house.children().values())
        assert house.stop(name) == 0
        assert not any(is_alive(pid) for pid in children)
        assert "모두 멈췄습니다" in house.said.read_text()
        house.start()
        assert house.ask("select count(*) from store_grant where basis = 'kept'") == [(1,)]
    assert {role: house.address(role) for role in addresses} == addresses
    house.stop()


def test_a_start_that_was_killed_in_the_middle_of_its_migrations_is_finished_by_the_next(tmp_path):
    """B10."""
    house = House(tmp_path / "data")
    house.begin()
    wait_until(lambda: migrating(house) > 0, seconds=30, what="migrations run")
    time.sleep(1.0)
    os.kill(migrating(house), signal.SIGKILL)
    assert house.process.wait(30) == 1
    house.start()
    assert house.ask("select count(*) > 30 from django_migrations") == [(True,)]
    assert house.get("/ready") == 200
    house.stop()


def migrating(house) -> int:
    """The process that migrates for this house, 0 when there is none."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if b"migrate" in (folder / "cmdline").read_bytes() and (
                str(house.data).encode() in (folder / "environ").read_bytes()
            ):
                return int(folder.name)
    return 0


def test_a_terminal_that_went_away_is_no_reason_to_fall(tmp_path):
    house = House(tmp_path / "data")
    reading, writing = os.pipe()
    house.begin(sink=writing)
    os.close(writing)
    wait_until(lambda: house.get("/ready") == 200, seconds=60, what="pages answer")
    os.close(reading)
    house.kill("worker")
    wait_until(lambda: "worker" in house.children(), seconds=30, what="the worker is back")
    assert house.get("/ready") == 200
    assert house.stop() == 0


def test_two_houses_on_one_data_folder_are_refused_with_a_sentence(house):
    done = house.command("serve", "--no-demo", "--port", "0")
    assert done.returncode == 1
    assert "이미 돌리고 있습니다" in done.stderr
    assert house.get("/ready") == 200


def test_a_port_in_use_is_said_with_the_way_out(house, tmp_path):
    other = House(tmp_path / "other")
    done = other.command("serve", "--no-demo", "--port", str(house.port))
    assert done.returncode == 1
    assert f"--port {house.port + 1}" in done.stderr
    assert not (tmp_path / "other" / "postgres").exists()
