"""The page of figures over the whole ledger, and how soon a figure follows its event."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from benchmarks.pages import client_of, counted
from benchmarks.report import Report, share
from chomchom.insight import public as insight
from chomchom.kernel.deeds import Deed
from chomchom.outreach import public as outreach
from chomchom.store.acting import acting, machine_acting

SECONDS, SOON = 1.0, 2.0


def catch_up() -> tuple[int, float]:
    """Let the copy follow the ledger to its end; ledger numbers passed and seconds."""
    began, passed = time.perf_counter(), 0
    while True:
        with machine_acting("figures") as deed:
            some = insight.catch_up(deed)
        passed += some
        if not some:
            return passed, time.perf_counter() - began


def measure(report: Report, *, reader: UUID, last_month: str, entries: int, rounds: int) -> None:
    """Ask for each span several times; the longest span that can be asked for is a month."""
    client = client_of(reader)
    names = {"today": "today", "month": "this month", last_month: "last month"}
    for name, label in names.items():
        walls, statements = [], []
        for _round in range(rounds):
            statements.clear()
            with counted(statements):
                began = time.perf_counter()
                answer = client.get(f"/figures/?period={name}")
                walls.append(time.perf_counter() - began)
            if answer.status_code != 200:
                raise RuntimeError(f"the page of figures answered {answer.status_code}")
        slowest = share(walls, 0.95)
        report.add(
            f"Figures, {label}, {entries / 1e6:.1f} M entries",
            f"p50 {share(walls, 0.5):.2f} s, p95 {slowest:.2f} s, {len(statements)} queries",
            aim=f"< {SECONDS:.0f} s", met=slowest < SECONDS,
        )  # fmt: skip


def follow(report: Report, *, reader: UUID, deed: Deed, signal: Callable[[], outreach.SignalIn]) -> None:
    """Seconds from the end of a signal's transaction until the page of the day has counted it."""
    client = client_of(reader)

    def counted_now() -> int:
        with acting(deed):
            counts = insight.count_period(deed, insight.period_named("today", today=deed.day))
        return sum(row[0] for doors in counts.by_source.values() for row in doors.values())

    before = counted_now()
    with acting(deed):
        outreach.receive_signal(deed, signal())
    began = time.perf_counter()
    while counted_now() == before:
        if time.perf_counter() - began > 30:
            raise RuntimeError("the figure did not follow its event")
        time.sleep(0.05)
    client.get("/figures/?period=today")
    took = time.perf_counter() - began
    report.add("A figure after its event", f"{took:.2f} s with the page", aim=f"< {SOON:.0f} s", met=took < SOON)
