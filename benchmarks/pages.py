"""Board, episode and person page: time, queries, and the ratio to the peer, asked in turn in one process."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.test import Client, override_settings

from benchmarks.report import Report, share

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
QUERIES, TIMES = 10, 3.0


@dataclass(slots=True)
class View:
    """One address asked by one person, with what every asking cost."""

    label: str
    client: Client
    path: str
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    queries: set[int] = field(default_factory=set)

    def ask(self, *, keep: bool) -> bytes:
        """Ask once; raises where the page is not shown."""
        statements: list[str] = []
        with counted(statements):
            began, spent = time.perf_counter(), time.process_time()
            answer = self.client.get(self.path)
            wall, cpu = time.perf_counter() - began, time.process_time() - spent
        if answer.status_code != 200:
            raise RuntimeError(f"{self.path} answered {answer.status_code}")
        if keep:
            self.wall.append(wall * 1000)
            self.cpu.append(cpu * 1000)
            self.queries.add(len(statements))
        return bytes(answer.content)


@contextmanager
def counted(statements: list[str]):
    """Keep every statement sent to the database, those of session, login and row security too."""

    def keep(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        yield


def client_of(account_id: UUID) -> Client:
    """A browser in which somebody is logged in."""
    from chomchom.accounts.models import Account

    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(pk=account_id), backend=BACKEND)
    return client


def measure(views: list[View], *, rounds: int) -> None:
    """Ask each view in turn, so that what else the machine does falls on all of them alike."""
    with override_settings(ROOT_URLCONF="benchmarks.peer"):
        for number in range(rounds + 3):
            for view in views:
                view.ask(keep=number >= 3)


def report_pages(report: Report, peer: View, views: list[View]) -> None:
    """One line a view."""
    report.add("Peer: 50 rows, one query", _figure(peer))
    for view in views:
        ratio = share(view.wall, 0.95) / share(peer.wall, 0.95)
        usual = share(view.wall, 0.5) / share(peer.wall, 0.5)
        most = max(view.queries)
        report.add(
            view.label, f"{_figure(view)}; p95 {ratio:.1f}× and p50 {usual:.1f}× the peer",
            aim=f"p95 ≤ {TIMES:.0f}×, ≤ {QUERIES} queries", met=ratio <= TIMES and most <= QUERIES,
        )  # fmt: skip


def _figure(view: View) -> str:
    asked = "/".join(str(n) for n in sorted(view.queries))
    return (
        f"p50 {share(view.wall, 0.5):.1f} ms, p95 {share(view.wall, 0.95):.1f} ms "
        f"(own CPU {share(view.cpu, 0.5):.1f} ms), {asked} queries"
    )
