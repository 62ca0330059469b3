"""A signal is either committed or the sender is told no; whoever sends it again changes nothing."""

from __future__ import annotations

import time

import pytest

from .conftest import House, wait_until

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(240)]


def test_signals_sent_until_answered_are_there_once_although_the_database_dies_three_times(house: House):
    """A08, A10: no answer means send again; the same source id is one signal."""
    sending = house.begin_deed("receive", "60")
    for _kill in range(3):
        time.sleep(1.2)
        if sending.poll() is not None:
            break
        house.kill("postgres")
        house.ask("select 1")
    _out, err = sending.communicate(timeout=100)
    assert sending.returncode == 0, err
    [(signals, episodes)] = house.ask(
        "select count(*), count(distinct episode_id) from outreach_signal where source_id like 'storm:%'"
    )
    assert (signals, episodes) == (60, 1)
    [(events,)] = house.ask("select count(*) from ledger_entry where tag = 'outreach:signal:received'")
    assert events == 60
    done = house.command("prove")
    assert done.returncode == 0, done.stderr


def test_without_the_database_pages_say_so_and_never_success(house: House):
    """A10: 5xx, so that the sender sends again."""
    house.kill("postgres")
    seen = {house.get("/ready") for _try in range(3)}
    wait_until(lambda: house.get("/ready") == 200, seconds=10, what="pages answer")
    assert seen <= {0, 200, 500, 503}
    assert house.get("/alive") == 200
