"""The embedded database: starts, keeps what was committed, survives a kill, refuses a second owner."""

from __future__ import annotations

import os
import signal
import time

import psycopg
import pytest

from chomchom.site.embedded import EmbeddedServer, EmbeddedServerFault

pytestmark = pytest.mark.chaos


@pytest.fixture
def server(tmp_path):
    server = EmbeddedServer(tmp_path / "db", durable=True)
    server.start()
    yield server
    server.stop()


def rows(server):
    with psycopg.connect(server.admin_dsn) as connection:
        return connection.execute("select count(*) from kept").fetchone()[0]


def test_what_was_committed_survives_kill_and_stop(server, tmp_path):
    port = server.port
    with psycopg.connect(server.admin_dsn) as connection:
        connection.execute("create table kept as select generate_series(1, 20000) as n")
    os.kill(server.pid, signal.SIGKILL)
    while server.pid is not None:
        time.sleep(0.01)
    server.start()
    assert rows(server) == 20000
    assert server.port == port
    server.stop()
    with EmbeddedServer(tmp_path / "db") as again:
        assert rows(again) == 20000
        assert again.port == port


def test_two_processes_never_share_one_folder(server, tmp_path):
    with pytest.raises(EmbeddedServerFault, match="이미 돌리고 있습니다"):
        EmbeddedServer(tmp_path / "db").start()


def test_a_server_left_behind_by_a_killed_parent_is_ended_first(server, tmp_path):
    # The lock goes with the process that held it; the server itself may live on.
    os.close(server._lock)
    server._lock = None
    orphan = server.pid
    with EmbeddedServer(tmp_path / "db") as heir:
        assert heir.pid != orphan
        assert server.pid is None


def test_nobody_enters_without_the_password(server):
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://postgres:wrong@127.0.0.1:{server.port}/postgres")


def test_korean_is_sorted_and_checksums_are_on(server):
    with psycopg.connect(server.admin_dsn) as connection:
        words = connection.execute(
            "select string_agg(w, ',' order by w) from unnest(array['하늘','가나','힣','ㄱ','갑','나비']) w"
        ).fetchone()[0]
        assert words == "ㄱ,가나,갑,나비,하늘,힣"
        assert connection.execute("show data_checksums").fetchone()[0] == "on"
        assert connection.execute("show fsync").fetchone()[0] == "on"
