"""The stages of a run, in the order in which they need each other."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import psycopg

from benchmarks import entries, figures, homes, names, pages
from benchmarks.ground import settle
from benchmarks.report import Report
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.outreach import public as outreach
from chomchom.outreach.public import Door, Reason, SignalIn
from chomchom.rulebook import dongs
from chomchom.site.demo import city as demo
from chomchom.site.demo.bodies import id_of
from chomchom.store.acting import acting, city_now

BUSY, ALONE = "일동", "대부동"
WAITING = 120
AT_THE_DESK = 20_000
"""So many persons are registered as the product does it; the others of the names' stage are copies of them."""


def run(report: Report, addresses: dict[str, str], *, households: int, entries: int, people: int, rounds: int) -> None:
    """Fill, then measure, stage by stage."""
    city = load_city(report, households)
    fill_ledger(report, city, upto=entries)
    settle(addresses)
    measure_pages(report, city, rounds=rounds)
    measure_figures(report, city, entries=entries, rounds=max(3, rounds // 6))
    measure_homes(report, city, addresses)
    measure_names(report, city, addresses, people=people, rounds=max(20, rounds * 3))


def server_version(addresses: dict[str, str]) -> str:
    """Which server it was."""
    with psycopg.connect(addresses["owner"]) as owner:
        return f"PostgreSQL {owner.info.server_version // 10000}.{owner.info.server_version % 10000}, as installed"


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Say a stage and how long it took."""
    print(f"== {name}", flush=True)
    began = time.monotonic()
    yield
    print(f"   {time.monotonic() - began:.0f} s", flush=True)


def load_city(report: Report, households: int) -> demo.DemoCity:
    """The demo city, as `chomchom demo load` makes it."""
    with stage("city"):
        began = time.monotonic()
        city = demo.load(households, say=lambda line: print(f"   {line} {time.monotonic() - began:.0f} s", flush=True))
        took = time.monotonic() - began
    aim = {300: 20, 100_000: 600}.get(households)
    report.add(
        f"Loading the demo city of {households:,} households", f"{took:.0f} s", aim=f"< {aim} s" if aim else "",
        met=took < aim if aim else None,
    )  # fmt: skip
    return city


def fill_ledger(report: Report, city: demo.DemoCity, *, upto: int) -> None:
    """Four years of events, and the copy that figures are read from."""
    with stage("ledger"):
        people = list(zip(city.person_ids, (one.dong for one in city.residents), strict=True))
        began = time.perf_counter()
        wrote = entries.fill(city.deed, people, upto=upto, say=lambda line: print(f"   {line}", flush=True))
        took = time.perf_counter() - began
        if wrote:
            report.add(
                "Recording into the ledger's chain", f"{wrote / took / 1000:.1f} k entries/s ({wrote:,} entries)"
            )
        passed, seconds = figures.catch_up()
        report.add("Copying the ledger for figures", f"{passed / max(seconds, 0.001) / 1000:.1f} k entries/s")


def measure_pages(report: Report, city: demo.DemoCity, *, rounds: int) -> None:
    """Board, episode and person page; the board with one row and with fifty."""
    with stage("pages"):
        now = city_now()
        opened = _fill_boards(city, now)
        haneul, head = pages.client_of(id_of("김하늘")), pages.client_of(id_of("오세빈"))
        code = _code(ALONE)
        peer = pages.View("peer", head, "/peer/")
        views = [
            pages.View("Board of one dong, 50 rows", haneul, "/"),
            pages.View("Board of the whole city, 50 rows", head, "/"),
            pages.View("Board, 1 row", head, f"/?dong={code}"),
            pages.View("Episode page", haneul, f"/episodes/{opened[0].episode_id}/"),
            pages.View("Person page", haneul, f"/persons/{city.of_dong(BUSY)[30]}/"),
        ]
        pages.measure([peer, *views], rounds=rounds)
        pages.report_pages(report, peer, views)


def _fill_boards(city: demo.DemoCity, now: datetime) -> list[outreach.Received]:
    """Fifty rows and more wait in one dong and in the city, and one in another dong."""
    signals = []
    for number, person_id in enumerate(city.of_dong(BUSY)[30 : 30 + WAITING]):
        signals.append(_signal(f"here-{number}", person_id, BUSY, now))
    others = [d.name for d in dongs.dongs() if d.name not in (BUSY, ALONE)]
    for name in others:
        for person_id in city.of_dong(name)[20:30]:
            signals.append(_signal(f"there-{name}-{person_id}", person_id, name, now))
    signals += [_signal("alone", person_id, ALONE, now) for person_id in city.of_dong(ALONE)[:1]]
    with acting(city.at(now)) as deed:
        return outreach.receive_many(deed, signals)


def _signal(source_id: str, person_id: UUID, dong: str, now: datetime) -> SignalIn:
    return SignalIn(
        door=Door.PHONE, source_id=f"bench-{source_id}", occurred_at=now - timedelta(minutes=20), dong=_code(dong),
        person_id=person_id, reasons=(Reason("rent-arrears", {"months": 2}), Reason("said-by-person")),
    )  # fmt: skip


def _code(name: str) -> str:
    return next(dong.code for dong in dongs.dongs() if dong.name == name)


def measure_figures(report: Report, city: demo.DemoCity, *, entries: int, rounds: int) -> None:
    """The page of figures for each kind of span, and a signal that turns up in it."""
    with stage("figures"):
        now = city_now()
        reader = id_of("오세빈")
        last = (city.at(now).day.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
        figures.measure(report, reader=reader, last_month=last, entries=entries, rounds=rounds)
        person_id = city.of_dong(BUSY)[10]
        figures.follow(report, reader=reader, deed=city.at(now), signal=lambda: _signal("follow", person_id, BUSY, now))


def measure_homes(report: Report, city: demo.DemoCity, addresses: dict[str, str]) -> None:
    """Everybody else comes under watch; readings come in; the sweep runs."""
    with stage("homes"):
        now = city_now()
        deed = city.at(now)
        with acting(deed):
            from chomchom.wellbeing.public import homes_of

            known = homes_of(deed, city.person_ids)
        rest = [one for one in city.person_ids if one not in known]
        began = time.monotonic()
        numbers = homes.watch_everyone(deed, rest, first=0)
        print(f"   {len(rest):,} more homes under watch, {time.monotonic() - began:.0f} s", flush=True)
        yesterday = now - timedelta(days=1)
        homes.load_past(deed, numbers, end=yesterday)
        homes.measure_loading(report, deed, numbers, owner=addresses["owner"], end=now)
        settle(addresses)
        homes.measure_sweep(report, deed, numbers, now=now)


def measure_names(report: Report, city: demo.DemoCity, addresses: dict[str, str], *, people: int, rounds: int) -> None:
    """As many persons as were asked for, then searches by one dong's officer and by the head of the team."""
    with stage("names"):
        began = time.perf_counter()
        more = min(AT_THE_DESK, max(0, people - len(city.person_ids)))
        names.register(city.deed, more, say=lambda line: print(f"   {line}", flush=True))
        took = time.perf_counter() - began
        if more:
            report.add("Registering persons in bulk", f"{more / took:,.0f} persons/s ({more:,})")
        names.multiply(addresses["owner"], people)
        settle(addresses)
        now = city_now()
        readers = {
            "one dong": Deed(
                actor_id=id_of("김하늘"), at=now, roles=frozenset({Role.DONG_OFFICER}), areas=frozenset({_code(BUSY)})
            ),
            "whole city": Deed(actor_id=id_of("오세빈"), at=now, roles=frozenset({Role.TEAM_HEAD}), whole_city=True),
        }
        names.measure(report, readers, persons=max(people, len(city.person_ids)), count=rounds)
