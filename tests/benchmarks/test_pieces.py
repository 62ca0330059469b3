"""The benchmark's pieces do what they say; how fast they are is not asked here."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from benchmarks import entries, figures, homes, names, pages
from benchmarks import run as stages
from benchmarks.report import Report, as_markdown, share
from benchmarks.sweep import sweep_here
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.roles import Role
from chomchom.ledger import public as ledger
from chomchom.site.demo import bodies, city, offers
from chomchom.site.demo.bodies import id_of
from chomchom.store.acting import acting, city_now
from chomchom.wellbeing.models import Feed


@pytest.fixture
def town(db) -> city.DemoCity:
    """A demo city without its stories."""
    made = city.DemoCity(city.demo_deed(city_now()), city.Inventor(city.SEED))
    with acting(made.deed):
        bodies.found_bodies(made.deed)
        bodies.employ(made.deed)
        offers.open_services(made.deed)
        city._people(made, 450)
    return made


@pytest.fixture
def head() -> Deed:
    return Deed(actor_id=id_of("오세빈"), at=city_now(), roles=frozenset({Role.TEAM_HEAD}), whole_city=True)


def test_the_filled_ledger_is_sound_and_the_copy_follows_it(town) -> None:
    with acting(town.deed):
        before = ledger.head()[0]
    people = [(one, "4127151000") for one in town.person_ids]
    wrote = entries.fill(town.deed, people, upto=before + 700)
    assert wrote == 700
    with acting(town.deed):
        proof = ledger.verify()
    assert (proof.entries, proof.broken_at) == (before + 700, None)
    assert figures.catch_up()[0] == before + 700


def test_the_peer_asks_once_and_the_board_asks_no_more_for_fifty_rows_than_for_one(town) -> None:
    stages._fill_boards(town, city_now())
    client = pages.client_of(id_of("오세빈"))
    peer = pages.View("peer", client, "/peer/")
    many, one = pages.View("many", client, "/"), pages.View("one", client, f"/?dong={stages._code(stages.ALONE)}")
    pages.measure([peer, many, one], rounds=2)
    assert peer.queries == {3}  # session, account, list
    assert many.queries == one.queries
    # The transaction around a test turns a deed's own into a savepoint and its release, and gives back the test's reach.
    # One more than the aim: who on the board announced to be away.
    assert max(many.queries) - 3 <= pages.QUERIES + 1
    with pages.override_settings(ROOT_URLCONF="benchmarks.peer"):
        assert peer.ask(keep=False).count(b"<tr>") == 51
        assert many.ask(keep=False).count(b'class="cc-workitem"') == 50
        assert one.ask(keep=False).count(b'class="cc-workitem"') == 1


@pytest.mark.parametrize("hour", [3, 21])
def test_readings_come_in_whole_and_the_sweep_steps_the_next_hour(town, hour) -> None:
    now = city_now().astimezone(SEOUL).replace(hour=hour) - timedelta(days=1)
    deed = town.at(now)
    numbers = homes.watch_everyone(deed, town.person_ids[:40], first=0)
    homes.load_past(deed, numbers, end=now, days=2)
    assert sweep_here(now)["homes"] == 40
    later = town.at(now + timedelta(hours=1))
    delivery = homes.hours(numbers, end=later.at, count=1, seed=3)
    with acting(later):
        told = homes.wellbeing.load_readings(later, delivery)
    assert (told.taken, told.refused) == (40, 0)
    with acting(later):
        assert not Feed.objects.filter(redo_from__isnull=False).exists()  # an hour in time is not late
    assert sweep_here(later.at)["hours"] == 1
    plain = homes.plain_rows(delivery.second, delivery.meter.astype("i8"), delivery.value)
    assert len(plain) == 40
    assert plain.itemsize == 32


def test_two_syllables_find_somebody(town, head) -> None:
    names.register(town.deed, 300)
    report = Report()
    names.measure(report, {"whole city": head}, persons=750, count=20)
    assert "of 25 found somebody" in report.lines[0].figure
    assert not report.lines[0].figure.endswith("(0 of 25 found somebody)")


def test_a_figure_follows_its_event(town) -> None:
    report, now = Report(), city_now()
    person_id = town.of_dong(stages.BUSY)[0]
    figures.follow(
        report, reader=id_of("오세빈"), deed=town.at(now),
        signal=lambda: stages._signal("follow", person_id, stages.BUSY, now),
    )  # fmt: skip
    assert report.lines[0].met is not None


def test_the_page_holds_every_line() -> None:
    report = Report()
    report.add("One thing", "1 s", aim="< 2 s", met=True)
    report.add("Another", "3 s", aim="< 2 s", met=False)
    page = as_markdown(report, command="x", server="y", load="z", sizes="0", seconds=60, on=date(2026, 6, 22))
    assert "| One thing | 1 s | < 2 s | yes |" in page
    assert "| Another | 3 s | < 2 s | **no** |" in page
    assert share([1, 2, 3, 4], 0.5) == 2
    assert share([1, 2, 3, 4], 0.95) == 4
