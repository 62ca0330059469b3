"""Starting with old data: keys must be there, a demo goes on where it slept, a real city's clock is never touched."""

from __future__ import annotations

import psycopg
import pytest

from chomchom.site import supervisor
from chomchom.site.databases import write_addresses
from chomchom.site.supervisor import CannotStart, Options, Supervisor, seconds_since_heartbeat, wake_demo


@pytest.fixture
def asleep(real_db, owner):
    """The last sign of life is two days old."""

    def since(interval: str, *, demo: bool) -> None:
        owner.execute("update store_city set demo = %s", [demo])
        owner.execute(
            "insert into site_sign (name, tried_at, code, number) values ('life', now() - %s::interval, '', 0)",
            [interval],
        )

    return since


def clock(owner):
    return owner.execute("select clock_offset, muted_until > city_now() from store_city").fetchone()


def test_a_demo_that_slept_two_days_goes_on_where_it_stopped_and_keeps_quiet(asleep, owner, addresses):
    asleep("2 days", demo=True)
    assert 47.9 < wake_demo(addresses["owner"]) < 48.1
    offset, quiet = clock(owner)
    assert -48.1 < offset.total_seconds() / 3600 < -47.9
    assert quiet is True


def test_a_short_pause_of_a_demo_changes_nothing(asleep, owner, addresses):
    asleep("20 minutes", demo=True)
    assert wake_demo(addresses["owner"]) == 0
    assert clock(owner)[0].total_seconds() == 0


def test_a_real_citys_clock_is_never_moved(asleep, owner, addresses):
    asleep("2 days", demo=False)
    assert wake_demo(addresses["owner"]) == 0
    assert clock(owner)[0].total_seconds() == 0


def test_without_keys_a_city_with_data_does_not_start(tmp_path, monkeypatch):
    write_addresses(tmp_path, {"owner": "postgresql://nobody@nowhere/none"})
    house = Supervisor(Options(data=tmp_path))
    monkeypatch.setattr(supervisor.databases, "has_people", lambda _address: True)
    with pytest.raises(CannotStart, match=r"keyring\.json"):
        house._check_keys({"owner": ""})
    monkeypatch.setattr(supervisor.databases, "has_people", lambda _address: False)
    house._check_keys({"owner": ""})


def test_a_silent_worker_is_counted_on_the_databases_clock(real_db, owner, addresses):
    assert seconds_since_heartbeat(addresses["owner"]) is None
    owner.execute("insert into procrastinate_workers (last_heartbeat) values (now() - interval '3 minutes')")
    assert 179 < seconds_since_heartbeat(addresses["owner"]) < 200
    assert seconds_since_heartbeat("postgresql://x:y@127.0.0.1:1/none") is None


def test_the_roles_of_the_test_city_are_bound_by_row_security(addresses):
    with psycopg.connect(addresses["app"]) as app:
        assert app.execute("select rolbypassrls from pg_roles where rolname = current_user").fetchone() == (False,)
