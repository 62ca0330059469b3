"""What was promised to be told is told: workers, database and providers die, and every message is seen, once."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import time
from collections.abc import Iterator

import pytest

from .conftest import House, wait_until

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]


def arrived(house: House, told: list[str]) -> int:
    """How many of these messages have got through."""
    [(count,)] = house.ask(
        "select count(distinct notice_id) from notices_delivery where notice_id = any(%s::uuid[])"
        " and delivered_at is not null",
        [told],
    )
    return count


def seen(house: House, told: list[str]) -> dict[str, int]:
    """Message → how often it lies in the recipient's hands (the provider's folder, one file a key)."""
    rows = house.ask("select id::text, notice_id::text from notices_delivery where notice_id = any(%s::uuid[])", [told])
    files = {path.stem for path in (house.data / "outbox").glob("*/*.json")}
    found = dict.fromkeys(told, 0)
    for delivery, notice in rows:
        found[notice] += delivery in files
    return found


def end_leases(house: House) -> None:
    """Let thirty seconds pass in a moment."""
    house.ask("update notices_delivery set lease_until = now() - interval '1 s' where lease_until is not null")


def take_the_second_way_now(house: House, told: list[str]) -> None:
    """Once the first way was tried, let its ninety seconds pass in a moment."""
    wait_until(
        lambda: house.ask(
            "select count(*) from notices_delivery where notice_id = any(%s::uuid[]) and position = 0 and attempts > 0",
            [told],
        ) == [(len(told),)],
        seconds=60,
        what="the first way was tried",
    )  # fmt: skip
    house.ask("update notices_delivery set due_at = now() where position = 1 and notice_id = any(%s::uuid[])", [told])


def wait_arrived(house: House, told: list[str], *, seconds: float = 60) -> float:
    return wait_until(lambda: arrived(house, told) == len(told), seconds=seconds, what=f"{len(told)} messages arrive")


@contextlib.contextmanager
def worker_held(house: House) -> Iterator[None]:
    """The worker stands still, so that somebody else claims first."""
    wait_until(lambda: "worker" in house.children(), seconds=15, what="the worker runs")
    pid = house.children()["worker"]
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


@contextlib.contextmanager
def provider_faults(house: House, **faults: str) -> Iterator[None]:
    path = house.data / "outbox" / "faults.json"
    path.write_text(json.dumps(faults))
    try:
        yield
    finally:
        path.unlink()


def test_a_committed_message_leaves_within_seconds(house: House):
    told = house.deed("tell", "20")
    assert wait_arrived(house, told) < 30
    assert set(seen(house, told).values()) == {1}


@pytest.mark.parametrize("after", ["claim", "send"])
def test_a_worker_killed_around_the_sending_loses_and_doubles_nothing(house: House, after: str):
    """A01, A02: after the lease the message is sent again with the same key; the person sees one."""
    with worker_held(house):
        told = house.deed("tell", "1")
        [delivery] = house.deed(f"die-after-{after}")
        assert house.ask("select sent_at, attempts from notices_delivery where id = %s", [delivery]) == [(None, 1)]
        end_leases(house)
    wait_arrived(house, told)
    assert seen(house, told) == {told[0]: 1}
    [(attempts,)] = house.ask("select attempts from notices_delivery where id = %s", [delivery])
    assert attempts == 2


def test_the_lease_of_a_dead_worker_is_respected_until_it_ends(house: House):
    with worker_held(house):
        told = house.deed("tell", "1")
        house.deed("die-after-claim")
    time.sleep(8)
    assert arrived(house, told) == 0
    end_leases(house)
    wait_arrived(house, told)


def test_two_schedulers_and_five_workers_send_each_message_once(house: House):
    """A06, A07."""
    more = [house.extra("work") for _n in range(3)]
    try:
        time.sleep(6)
        told = house.deed("tell", "120")
        wait_arrived(house, told)
    finally:
        for process in more:
            process.kill()
            process.wait()
    assert set(seen(house, told).values()) == {1}
    [(claims,)] = house.ask("select max(attempts) from notices_delivery where notice_id = any(%s::uuid[])", [told])
    assert claims == 1


def test_the_same_deed_twice_tells_once(house: House):
    told = house.deed("tell-again", "5")
    assert len(told) == 10
    assert len(set(told)) == 5
    wait_arrived(house, sorted(set(told)))


def test_a_provider_that_is_down_is_passed_by_within_two_minutes(house: House):
    """A11: the other channel is planned from the start; here its ninety seconds pass in a moment."""
    with provider_faults(house, alimtalk="down"):
        told = house.deed("tell", "3")
        [(gap,)] = house.ask(
            "select extract(epoch from max(due_at) - min(due_at)) from notices_delivery where notice_id = %s", [told[0]]
        )
        assert gap <= 120
        take_the_second_way_now(house, told)
        wait_arrived(house, told)
    channels = house.ask(
        "select distinct channel from notices_delivery where notice_id = any(%s::uuid[]) and delivered_at is not null",
        [told],
    )
    assert channels == [("sms",)]


def test_a_provider_that_hangs_holds_nobody_up_longer_than_its_patience(house: House):
    with provider_faults(house, alimtalk="hang"):
        told = house.deed("tell", "1")
        wait_until(
            lambda: house.ask(
                "select trouble from notices_delivery where notice_id = %s and channel = 'alimtalk'", [told[0]]
            ) == [("timeout",)],
            seconds=90,
            what="the hanging provider is given up",
        )  # fmt: skip
        take_the_second_way_now(house, told)
        wait_arrived(house, told)


def test_while_every_provider_is_down_the_message_stays_red_and_leaves_when_one_is_back(house: House):
    """A12."""
    with provider_faults(house, alimtalk="down", sms="down"):
        told = house.deed("tell", "1")
        take_the_second_way_now(house, told)
        wait_until(
            lambda: house.ask(
                "select count(*) from notices_delivery where notice_id = %s and attempts > 0 and trouble = 'down'", [told[0]]
            ) == [(2,)],
            seconds=90,
            what="both ways were tried",
        )  # fmt: skip
        assert arrived(house, told) == 0
        assert house.ask("select closed_at from notices_notice where id = %s", [told[0]]) == [(None,)]
    house.ask("update notices_delivery set due_at = now() where notice_id = %s", [told[0]])
    wait_arrived(house, told)


def test_a_message_for_later_survives_the_death_of_everybody_and_leaves_on_time(house: House):
    """A17: nine o'clock comes although worker and database were killed before."""
    told = house.deed("tell-later", "12")
    house.kill("worker")
    house.kill("postgres")
    assert arrived(house, told) == 0
    wait_arrived(house, told)
    [(early,)] = house.ask(
        "select bool_or(sent_at < due_at) from notices_delivery where notice_id = %s and sent_at is not null", [told[0]]
    )
    assert early is False


@pytest.mark.parametrize("days", ["-4", "4"])
def test_a_worker_whose_clock_is_four_days_off_sends_what_is_due_and_nothing_else(house: House, days: str):
    """C01: the database's clock decides."""
    with worker_held(house):
        due = house.deed("tell", "5")
        later = house.deed("tell-later", "86400")
        house.deed("deliver-by-a-wrong-clock", days)
        assert arrived(house, due) == 5
        assert arrived(house, later) == 0


def test_after_two_days_off_everything_overdue_is_sent_whatever_its_age(house: House):
    """No window of the last half hour, no giving up: what is due and unsent is sent."""
    with worker_held(house):
        told = house.deed("tell", "5")
        house.ask(
            "update notices_delivery set due_at = due_at - interval '2 days' where notice_id = any(%s::uuid[])", [told]
        )
    wait_arrived(house, told)
    assert min(seen(house, told).values()) == 1


def test_a_city_whose_clock_stands_still_does_not_forget(house: House):
    """A demo that was frozen tells what is due when its clock runs again, each once."""
    house.ask("update store_city set frozen_at = now()")
    try:
        told = house.deed("tell", "3")
        time.sleep(7)
    finally:
        house.ask("update store_city set frozen_at = null")
    wait_arrived(house, told)
    assert set(seen(house, told).values()) == {1}


def kill_at_random(house: House, *, kills: int, seed: int) -> int:
    """Kill processes at random moments; returns how many were killed."""
    dice = random.Random(seed)
    done = 0
    while done < kills:
        time.sleep(dice.uniform(0.05, 0.6))
        names = sorted(house.children())
        if not names:
            continue
        name = dice.choice(names)
        with contextlib.suppress(KeyError, ProcessLookupError):
            pid = house.children()[name]
            # Sometimes only one of the web processes, sometimes the database by its own immediate stop.
            os.kill(pid, signal.SIGQUIT if name == "postgres" and dice.random() < 0.5 else signal.SIGKILL)
            done += 1
    return done


def survive(house: House, *, kills: int, messages: int, seed: int) -> None:
    telling = [house.begin_deed("tell", str(messages // 2)) for _half in range(2)]
    kill_at_random(house, kills=kills, seed=seed)
    told: list[str] = []
    for process in telling:
        out, err = process.communicate(timeout=max(240, messages * 0.3))
        assert process.returncode == 0, err
        told += json.loads(out)
    assert len(set(told)) == messages
    end_leases(house)
    house.ask("update notices_delivery set due_at = now() where sent_at is null and failed_at is null and attempts > 0")
    wait_until(
        lambda: arrived(house, told) == messages,
        seconds=max(240, messages * 0.3),
        what=f"all {messages} messages arrive",
    )
    lost = [notice for notice, count in seen(house, told).items() if count == 0]
    assert lost == []
    done = house.command("prove")
    assert done.returncode == 0, done.stderr
    wait_until(lambda: house.get("/ready") == 200, seconds=20, what="pages answer")


def test_thirty_kills_lose_no_message(house: House):
    """A03, A04 in small; the thousand run under ./test --long."""
    survive(house, kills=30, messages=200, seed=20260622)


@pytest.mark.long
@pytest.mark.timeout(5400)
def test_a_thousand_kills_lose_none_of_five_thousand_messages(house: House):
    """A03."""
    survive(house, kills=1000, messages=5000, seed=7)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_the_second_channel_takes_over_in_real_time(house: House):
    """A11, without moving any clock."""
    with provider_faults(house, alimtalk="down"):
        told = house.deed("tell", "5")
        assert wait_arrived(house, told, seconds=130) <= 120
