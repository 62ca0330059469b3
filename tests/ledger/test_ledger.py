from __future__ import annotations

import threading
from datetime import date
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from chomchom.kernel.events import About, Event
from chomchom.ledger import public as ledger
from chomchom.ledger.models import Entry
from chomchom.store.acting import NotActing, acting


class BellRung(Event):
    tag = "test:bell:rung"
    times: int


def ring(deed, n=1, stream=None, **more):
    with acting(deed):
        return [ledger.record(deed, BellRung(times=i), stream=stream or uuid4(), **more) for i in range(n)]


def test_nothing_is_recorded_outside_a_deed(db, deeds):
    with pytest.raises(NotActing):
        ledger.record(deeds.haneul(), BellRung(times=1), stream=uuid4())


def test_an_entry_carries_what_figures_need_and_no_name(db, deeds):
    person = uuid4()
    deed = deeds.haneul()
    with acting(deed):
        ledger.record(
            deed,
            BellRung(times=2),
            stream=uuid4(),
            about=About(dong="4127151000", age_band="80s", household_kind="single", person_id=person),
            occurred_on=date(2026, 6, 20),
        )
    entry = Entry.objects.get()
    assert (entry.dong, entry.age_band, entry.person_id) == ("4127151000", "80s", person)
    assert (entry.occurred_on, entry.sector, entry.payload) == (date(2026, 6, 20), "public", {"times": 2})


def test_versions_of_a_stream_count_up(db, deeds):
    stream = uuid4()
    ring(deeds.haneul(), 3, stream=stream)
    assert list(Entry.objects.order_by("seq").values_list("version", flat=True)) == [1, 2, 3]


def test_one_fact_costs_three_statements_whatever_went_before(db, deeds):
    stream = uuid4()
    ring(deeds.haneul(), 2, stream=stream)
    with acting(deeds.haneul()) as deed, CaptureQueriesContext(connection) as seen:
        ledger.record(deed, BellRung(times=3), stream=stream)
    assert [one["sql"].split("(")[0].strip() for one in seen] == [
        "SELECT pg_advisory_xact_lock", "SELECT clock_timestamp", "INSERT INTO ledger_entry",
    ]  # fmt: skip
    assert Entry.objects.order_by("-seq").values_list("seq", "version").first() == (3, 3)


def test_many_at_once_make_the_same_chain(db, deeds):
    deed = deeds.machine()
    with acting(deed):
        seqs = ledger.record_many(deed, [ledger.Item(event=BellRung(times=i), stream=uuid4()) for i in range(120)])
    assert seqs == list(range(1, 121))
    proof = ledger.verify()
    assert (proof.entries, proof.broken_at) == (120, None)


def test_a_voided_entry_is_left_out_of_the_facts(db, deeds):
    first, second = ring(deeds.haneul(), 2)
    ring(deeds.haneul(), 1, voids=first)
    assert first not in ledger.facts(tags=[BellRung.tag]).values_list("seq", flat=True)
    assert second in ledger.facts(tags=[BellRung.tag]).values_list("seq", flat=True)


@pytest.mark.parametrize(
    "attack",
    [
        "update ledger_entry set tag = 'x'",
        "delete from ledger_entry",
        "truncate ledger_entry",
        "alter table ledger_entry disable trigger only_grows",
    ],
)
def test_the_app_role_cannot_change_the_ledger(real_db, deeds, addresses, attack):
    ring(deeds.haneul())
    with psycopg.connect(addresses["app"]) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(attack)


@pytest.mark.parametrize("change", ["tag = 'test:bell:cracked'", "occurred_on = '2020-01-01'", "digest = '\\x00'"])
def test_a_forged_entry_is_found_by_number(real_db, deeds, owner, change):
    ring(deeds.haneul(), 5)
    owner.execute("alter table ledger_entry disable trigger only_grows")
    try:
        owner.execute(f"update ledger_entry set {change} where seq = 3")
    finally:
        owner.execute("alter table ledger_entry enable trigger only_grows")
    assert ledger.verify().broken_at == 3


def test_a_cut_tail_is_found_by_the_head_outside(real_db, deeds, owner, tmp_path):
    ring(deeds.haneul(), 5)
    heads = tmp_path / "heads.log"
    heads.write_text("{} {}\n".format(*ledger.head()))
    assert ledger.verify(heads).broken_at is None
    owner.execute("alter table ledger_entry disable trigger only_grows")
    try:
        owner.execute("delete from ledger_entry where seq > 3")
    finally:
        owner.execute("alter table ledger_entry enable trigger only_grows")
    assert ledger.verify().broken_at is None
    proof = ledger.verify(heads)
    assert (proof.broken_at, proof.why) == (5, "cut")


@pytest.fixture
def session_zone():
    """Let Django speak to the database in another zone, as an installation may be set up."""

    def use(zone: str | None) -> None:
        connection.close()
        connection.settings_dict["TIME_ZONE"] = zone
        for cached in ("timezone", "timezone_name"):
            connections["default"].__dict__.pop(cached, None)

    yield use
    use(None)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Seoul"])
def test_the_chain_verifies_in_every_session_zone(real_db, deeds, session_zone, zone):
    ring(deeds.haneul(), 3)
    session_zone(zone)
    assert ledger.verify().broken_at is None
    with connection.cursor() as cursor:
        cursor.execute("show timezone")
        assert cursor.fetchone() == (zone,)


def test_two_writers_leave_one_unbroken_chain(real_db, deeds, django_db_blocker):
    def write() -> None:
        with django_db_blocker.unblock():
            try:
                for _ in range(10):
                    ring(deeds.haneul())
            finally:
                connection.close()

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    proof = ledger.verify()
    assert (proof.entries, proof.broken_at) == (30, None)


def test_a_follower_reads_each_entry_once(db, deeds):
    ring(deeds.haneul(), 4)
    seen: list[int] = []
    deed = deeds.machine()
    with acting(deed):
        assert ledger.follow(deed, "bells", lambda rows: seen.extend(r.seq for r in rows), limit=3) == 3
        assert ledger.follow(deed, "bells", lambda rows: seen.extend(r.seq for r in rows), limit=3) == 1
        assert ledger.follow(deed, "bells", lambda rows: seen.extend(r.seq for r in rows), limit=3) == 0
    assert seen == sorted(seen)
    assert len(seen) == 4
