"""A whole house with real processes: supervisor, database, web and workers, to be killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]


def wait_until(true: Callable[[], bool], *, seconds: float, what: str) -> float:
    """Wait for something to become true; returns how long it took, fails when it takes too long."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > seconds:
            pytest.fail(f"not within {seconds} s: {what}")
        time.sleep(0.05)
    return time.monotonic() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


class House:
    """`./run` with a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.said = data.parent / f"{data.name}.out"

    def environment(self, **more: str) -> dict[str, str]:
        ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "CHOMCHOM_")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {**clean, "CHOMCHOM_DATA": str(self.data), "LANG": "ko_KR.UTF-8", **more}

    def command(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `chomchom …` on this house's data."""
        return subprocess.run(
            [sys.executable, "-m", "chomchom", *words],
            cwd=ROOT, env=self.environment(**environment), capture_output=True, text=True, timeout=110,
        )  # fmt: skip

    def begin_deed(self, *words: str) -> subprocess.Popen[str]:
        """Begin a deed of tests/chaos/city.py in a process of its own, as the app."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.city", *words],
            cwd=ROOT, env=self.environment(CHOMCHOM_DB_ROLE="app"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def deed(self, *words: str) -> object:
        """Do a deed and return what it printed."""
        out, err = self.begin_deed(*words).communicate(timeout=100)
        assert out, err
        return json.loads(out)

    def extra(self, *words: str) -> subprocess.Popen[bytes]:
        """One more process `chomchom …` beside the supervisor's, as the worker."""
        return subprocess.Popen(
            [sys.executable, "-m", "chomchom", *words],
            cwd=ROOT, env=self.environment(CHOMCHOM_DB_ROLE="worker"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def begin(self, *words: str, sink: int | None = None, **environment: str) -> None:
        """Start the supervisor and return at once; `sink` is where its words go instead of the file."""
        with self.said.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "chomchom", "serve", "--no-demo", "--port", str(self.port), *words],
                cwd=ROOT, env=self.environment(**environment), stdout=sink or file, stderr=sink or file, text=True,
                start_new_session=True,
            )  # fmt: skip

    def start(self, *words: str, **environment: str) -> float:
        """Start everything; returns the seconds until the first page is there."""
        began = time.monotonic()
        self.begin(*words, **environment)
        wait_until(lambda: self.opened() or self.process.poll() is not None, seconds=90, what="the house opens")
        assert self.process.poll() is None, self.said.read_text()
        return time.monotonic() - began

    def opened(self) -> bool:
        return "촘촘이 열렸습니다" in self.said.read_text()

    def stop(self, name: signal.Signals = signal.SIGINT) -> int:
        """Ask the supervisor to stop; returns its exit code."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(name)
        return self.process.wait(45)

    def children(self) -> dict[str, int]:
        """Name → pid of the supervisor's own children."""
        found = {}
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            with contextlib.suppress(OSError):
                if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) != self.process.pid:
                    continue
                if not is_alive(int(folder.name)):
                    continue
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                for name, mark in (
                    ("heavy", "work --heavy"), ("worker", "chomchom work"), ("web", "gunicorn"), ("postgres", "/postgres -D"),
                ):  # fmt: skip
                    if mark in line:
                        found[name] = int(folder.name)
                        break
        return found

    def kill(self, name: str) -> int:
        """kill -9 one child, with its own children where it forks them; returns the dead pid."""
        wait_until(lambda: name in self.children(), seconds=15, what=f"{name} runs")
        pid = self.children()[name]
        if name == "web":
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not is_alive(pid), seconds=5, what=f"{name} is dead")
        return pid

    def get(self, path: str = "/ready", *, timeout: float = 5) -> int:
        """Status of a page, 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=timeout) as answer:
                return answer.status
        except urllib.error.HTTPError as fault:
            return fault.code
        except OSError:
            return 0

    def address(self, role: str = "worker") -> str:
        return json.loads((self.data / "secrets" / "database.json").read_text())[role]

    def ask(self, query: str, params: list | None = None, *, role: str = "owner") -> list[tuple]:
        """Run one statement, patiently: the server may be on its way back."""
        deadline = time.monotonic() + 15
        while True:
            try:
                with psycopg.connect(self.address(role), connect_timeout=3) as connection:
                    cursor = connection.execute(query, params)
                    return cursor.fetchall() if cursor.description else []
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def heartbeat(self, name: str = "worker") -> float:
        """Seconds since a worker showed a sign of life."""
        [(age,)] = self.ask(
            "select coalesce(extract(epoch from clock_timestamp() - max(last_heartbeat)), 1e9) from procrastinate_workers"
        )
        return float(age)


@pytest.fixture(scope="session")
def house(tmp_path_factory) -> Iterator[House]:
    """One running house for all; every test leaves it running."""
    house = House(tmp_path_factory.mktemp("house") / "data")
    house.start()
    yield house
    house.stop()
