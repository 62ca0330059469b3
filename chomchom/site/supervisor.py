"""`./run`: one process that starts the database, the web server and the worker, and keeps them alive.

It hears Ctrl-C and TERM itself and stops everything in order: first who writes, last the database.
Nothing here is needed for correctness: whatever dies, dies, and what was promised is in the database.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from importlib import metadata
from pathlib import Path
from types import FrameType

import psycopg

from chomchom.site import databases
from chomchom.site.embedded import EmbeddedServer, EmbeddedServerFault
from chomchom.site.processes import RESTART_LAST, Child, StepFailed, environment_for, leash, own_command, run_step
from chomchom.site.terminal import complain, tell
from chomchom.site.terminal import gettext as _

STOP_PATIENCE = 20.0
# The worker writes its heartbeat every ten seconds; one that hangs is as bad as one that is dead.
HANGS_AFTER = 120.0
LOOK_EVERY = 15.0


class Stopped(Exception):
    """Somebody asked us to stop while we were still starting."""


class CannotStart(Exception):
    """The sentence says what is wrong and what to do."""


@dataclass(kw_only=True)
class Options:
    """What the command line said."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    web_processes: int = 2
    demo: bool = True
    database_url: str = ""


class Supervisor:
    """Starts everything in order, watches it, stops it in order."""

    def __init__(self, options: Options) -> None:
        self.options = options
        os.environ.setdefault("CHOMCHOM_URL", f"http://localhost:{options.port}")
        self.server: EmbeddedServer | None = None
        self.children: list[Child] = []
        self.stopping = False
        self._wake_read, self._wake_write = os.pipe()
        self._looked = time.monotonic()

    # The whole life ---------------------------------------------------------------------------

    def run(self) -> int:
        """Run until asked to stop; returns the exit code of the process."""
        self._hear_signals()
        try:
            self._set_out()
            self._watch()
        except Stopped:
            pass
        except (CannotStart, EmbeddedServerFault, databases.UnsafeDatabase) as fault:
            if not self.stopping:
                complain(str(fault))
                return 1
        except psycopg.OperationalError as fault:
            complain(_("데이터베이스에 연결할 수 없습니다: {fault}").format(fault=str(fault).strip()))
            return 1
        finally:
            self._stop_all()
        tell(_("모두 멈췄습니다. 자료는 {data}에 그대로 있습니다.").format(data=self.options.data))
        return 0

    def _set_out(self) -> None:
        self._check_port()
        began = time.monotonic()
        addresses = self._start_database()
        self._check_keys(addresses)
        self._migrate(addresses["owner"])
        wake_demo(addresses["owner"])
        self._load_demo(addresses)
        web, worker, heavy = self.children = [self._web(), *self._workers()]
        web.start()
        worker.start()
        self._wait_for_web()
        self._greet(seconds=time.monotonic() - began)
        # Nobody waits for what takes minutes; it need not slow the first page.
        heavy.start()

    def _watch(self) -> None:
        while not self.stopping:
            self._sleep(0.5)
            if self.stopping:
                return
            self._keep_database_alive()
            for child in self.children:
                if child.process and child.process.poll() is not None and child.last_words:
                    complain(f"[{child.name}] " + "\n    ".join(list(child.last_words)[-3:]))
                    child.last_words.clear()
                if child.keep_alive():
                    tell(_("{name} 프로세스를 다시 시작했습니다.").format(name=child.name))
            self._end_a_hanging_worker()

    def _stop_all(self) -> None:
        for child in reversed(self.children):
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_PATIENCE
        for child in self.children:
            child.wait_stopped(deadline=deadline)
        if self.server is not None:
            self.server.stop()

    # Signals ----------------------------------------------------------------------------------

    def _hear_signals(self) -> None:
        os.set_blocking(self._wake_write, False)
        os.set_blocking(self._wake_read, False)
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Under nohup a hang-up is ignored already, and should stay so. Interrupts are ignored by every shell that
            # starts us in the background, and still mean us.
            if name is not signal.SIGHUP or signal.getsignal(name) is not signal.SIG_IGN:
                signal.signal(name, self._on_stop)
        # A handler that does nothing, so that the death of a child ends our sleep.
        signal.signal(signal.SIGCHLD, lambda *_args: None)
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)

    def _on_stop(self, _signal: int, _frame: FrameType | None) -> None:
        if not self.stopping:
            tell("\n" + _("멈추는 중…"))
        self.stopping = True

    def _sleep(self, seconds: float) -> None:
        ready, _w, _x = select.select([self._wake_read], [], [], seconds)
        if ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._wake_read, 4096)

    # Database ---------------------------------------------------------------------------------

    def _start_database(self) -> dict[str, str]:
        data = self.options.data
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in ("log", "static", "files", "outbox"):
            (data / folder).mkdir(exist_ok=True, mode=0o700)
        if self.options.database_url:
            admin = self.options.database_url
        else:
            self.server = EmbeddedServer(data / "postgres")
            self.server.cancelled = lambda: self.stopping
            self.server.start()
            admin = self.server.admin_dsn
        if self.stopping:
            raise Stopped
        return prepare_addresses(data, admin)

    def _keep_database_alive(self) -> None:
        if self.server is None or self.server.pid is not None:
            return
        complain(_("데이터베이스가 멈춰 다시 시작합니다."))
        try:
            # The same port: web and worker find it again without a restart of their own.
            self.server.start()
        except EmbeddedServerFault as fault:
            complain(str(fault))
            self._sleep(RESTART_LAST)

    # Steps before the first page --------------------------------------------------------------

    def _step(self, *words: str, role: str) -> None:
        try:
            run_step(self.options.data, *words, role=role, rest=self._sleep, stop=lambda: self.stopping)
        except StepFailed as fault:
            raise CannotStart(str(fault)) from fault
        if self.stopping:
            raise Stopped

    def _check_keys(self, addresses: dict[str, str]) -> None:
        """New keys for old data would make every name unreadable, and nobody would notice before the first page."""
        path = self.options.data / "secrets" / "keyring.json"
        if not path.exists() and databases.has_people(addresses["owner"]):
            raise CannotStart(
                _(
                    "열쇠 파일 {path}이(가) 없습니다. 데이터베이스의 이름과 주소는 이 열쇠로만 열립니다. 되돌려 놓은 뒤 시작하십시오."
                ).format(path=path)
            )

    def _migrate(self, owner_dsn: str) -> None:
        """Bring the tables up to the code; where both are as they were at the last start there is nothing to look for."""
        mark = self.options.data / "migrated"
        if mark.exists() and mark.read_text() == migration_mark(owner_dsn):
            return
        self._step("manage", "migrate", "--no-input", "--verbosity=0", role="owner")
        mark.write_text(migration_mark(owner_dsn))

    def _load_demo(self, addresses: dict[str, str]) -> None:
        if not self.options.demo:
            return
        if databases.has_people(addresses["owner"]):
            if self.options.database_url and not (self.options.data / "demo-loaded").exists():
                tell(_("이 데이터베이스에는 이미 자료가 있어 시연 도시를 넣지 않습니다."))
            return
        tell(_("시연 도시를 만드는 중… (처음 한 번)"))
        self._step("demo", "load", role="app")
        (self.options.data / "demo-loaded").touch()

    # Children ---------------------------------------------------------------------------------

    def _web(self) -> Child:
        command = [
            *leash(), sys.executable, "-m", "gunicorn", "chomchom.site.wsgi:application",
            "--bind", f"{self.options.host}:{self.options.port}",
            "--worker-class", "gthread", "--workers", str(self.options.web_processes), "--threads", "4",
            "--preload", "--timeout", "60", "--graceful-timeout", "10", "--keep-alive", "5",
            "--log-level", "warning", "--no-control-socket",
        ]  # fmt: skip
        return self._child("web", command, role="app")

    def _workers(self) -> list[Child]:
        """Alerts and everything quick in one process, what takes minutes in another: it must not make alerts wait."""
        return [
            self._child("worker", own_command("work"), role="worker"),
            self._child("heavy", own_command("work", "--heavy"), role="worker"),
        ]

    def _child(self, name: str, command: list[str], *, role: str) -> Child:
        return Child(
            name=name,
            command=command,
            environment=environment_for(self.options.data, role=role),
            log=self.options.data / "log" / f"{name}.log",
        )

    def _end_a_hanging_worker(self) -> None:
        """A worker whose heartbeat stopped is ended; keep_alive starts the next one."""
        if time.monotonic() - self._looked < LOOK_EVERY:
            return
        self._looked = time.monotonic()
        worker = next(child for child in self.children if child.name == "worker")
        if not worker.alive or worker.age < HANGS_AFTER:
            return
        silent = seconds_since_heartbeat(databases.read_addresses(self.options.data).get("owner", ""))
        if silent is not None and silent > HANGS_AFTER:
            complain(_("worker가 {seconds}초째 응답이 없어 다시 시작합니다.").format(seconds=int(silent)))
            worker.kill()

    # The door ---------------------------------------------------------------------------------

    def _check_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.options.host, self.options.port))
            except OSError as fault:
                raise CannotStart(
                    _(
                        "{host}:{port}을(를) 열 수 없습니다({fault}). 다른 번호로 시작하십시오: ./run --port {other}"
                    ).format(
                        host=self.options.host,
                        port=self.options.port,
                        fault=fault.strerror,
                        other=self.options.port + 1,
                    )
                ) from None

    def _wait_for_web(self) -> None:
        web = self.children[0]
        address = ("127.0.0.1" if self.options.host == "0.0.0.0" else self.options.host, self.options.port)  # noqa: S104
        while not self.stopping:
            if not web.alive:
                time.sleep(0.2)
                raise CannotStart("web:\n" + "\n".join(web.last_words))
            try:
                with socket.create_connection(address, timeout=5) as line:
                    line.sendall(b"GET /alive HTTP/1.0\r\nHost: localhost\r\n\r\n")
                    line.settimeout(30)
                    if line.recv(12).startswith(b"HTTP/"):
                        return
            except OSError:
                self._sleep(0.1)
        raise Stopped

    def _greet(self, *, seconds: float) -> None:
        host = "localhost" if self.options.host in ("127.0.0.1", "0.0.0.0") else self.options.host  # noqa: S104
        tell("")
        tell(_("촘촘이 열렸습니다: {address} ({seconds}초)").format(
            address=f"http://{host}:{self.options.port}/", seconds=f"{seconds:.1f}"
        ))  # fmt: skip
        logins = self.options.data / "demo-logins.txt"
        if logins.exists():
            tell(logins.read_text().rstrip())
        tell(_("자료: {data}   멈추려면 Ctrl-C").format(data=self.options.data))


def prepare_addresses(data: Path, admin_dsn: str) -> dict[str, str]:
    """Roles, database and addresses for this data folder, checked. Raises UnsafeDatabase."""
    name = databases.database_named_by(admin_dsn)
    passwords = databases.passwords_of(databases.read_addresses(data))
    addresses = databases.prepare(admin_dsn, name, passwords)
    for role in ("app", "worker"):
        databases.check_serving_role(addresses[role])
    databases.write_addresses(data, addresses)
    return addresses


def migration_mark(owner_dsn: str) -> str:
    """A fingerprint of the code's migrations and of the database they were applied to; "" where none were."""
    package = Path(__file__).resolve().parents[1]
    names = sorted(str(path.relative_to(package)) for path in package.rglob("migrations/*.py"))
    others = [
        f"{name}={metadata.version(name)}" for name in ("django", "django-allauth", "django-axes", "procrastinate")
    ]
    try:
        with psycopg.connect(owner_dsn) as connection:
            row = connection.execute(
                "select d.oid, d.datname, count(*), max(m.id) from pg_database d, django_migrations m"
                " where d.datname = current_database() group by 1, 2"
            ).fetchone()
    except psycopg.errors.UndefinedTable:
        return ""
    return hashlib.sha256(repr((names, others, row)).encode()).hexdigest()


def wake_demo(owner_dsn: str) -> float:
    """A demo that slept goes on where it stopped instead of firing every escalation it slept through.

    The city's clock is set back by the hours it was off, and deliveries wait ten minutes. A real city is never touched.
    Returns the hours it slept, 0 where nothing was done.
    """
    with psycopg.connect(owner_dsn) as connection:
        row = connection.execute(
            "select clock_timestamp() - tried_at from site_sign, store_city"
            " where site_sign.name = 'life' and store_city.demo and frozen_at is null"
            " and clock_timestamp() - tried_at > interval '1 hour'"
        ).fetchone()
        if row is None:
            return 0
        slept: timedelta = row[0]
        connection.execute("update store_city set clock_offset = clock_offset - %s", [slept])
        connection.execute("update store_city set muted_until = city_now() + interval '10 minutes'")
    return slept.total_seconds() / 3600


def seconds_since_heartbeat(owner_dsn: str) -> float | None:
    """How long no worker has shown a sign of life, by the database's clock; None when that cannot be told."""
    try:
        with psycopg.connect(owner_dsn, connect_timeout=5) as connection:
            row = connection.execute(
                "select extract(epoch from clock_timestamp() - max(last_heartbeat)) from procrastinate_workers"
            ).fetchone()
    except psycopg.Error:
        return None
    return float(row[0]) if row and row[0] is not None else None
