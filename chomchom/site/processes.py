"""Processes of our own: the environment they get, one that must always run, one that runs to its end."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

# A child that keeps dying is started again ever more slowly, but always started again.
RESTART_FIRST, RESTART_LAST = 0.2, 3.0
STEADY_AFTER = 30.0
LOG_BYTES, LOG_FILES = 5_000_000, 4


class StepFailed(RuntimeError):
    """A command of our own ended badly; the message holds its last words."""


def environment_for(data: Path, *, role: str) -> dict[str, str]:
    """What every process of ours is told: where the data lies, and as whom it talks to the database."""
    return {
        **os.environ,
        "CHOMCHOM_DATA": str(data),
        "CHOMCHOM_DB_ROLE": role,
        "DJANGO_SETTINGS_MODULE": "chomchom.site.settings",
        "PYTHONUNBUFFERED": "1",
    }


def own_command(*words: str) -> list[str]:
    """The command line of `chomchom …` as a child that ends with us."""
    return [*leash(), sys.executable, "-m", "chomchom", *words]


def leash() -> list[str]:
    """Children end with us, even when we are killed; where the tool is missing they are ended at the next start."""
    return ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


def run_step(
    data: Path,
    *words: str,
    role: str,
    rest: Callable[[float], None] = time.sleep,
    stop: Callable[[], bool] = lambda: False,
) -> str:
    """Run one command of our own to its end and return what it said last.

    `rest` waits between two looks and `stop` says that somebody wants us to end; then the command is ended and ""
    returned. Raises StepFailed with the command's last words.
    """
    process = subprocess.Popen(
        own_command(*words),
        env=environment_for(data, role=role),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    said: deque[bytes] = deque(maxlen=40)
    assert process.stdout is not None
    reader = threading.Thread(target=said.extend, args=(process.stdout,), daemon=True)
    reader.start()
    while process.poll() is None:
        rest(0.05)
        if stop():
            process.terminate()
            process.wait()
            return ""
    reader.join(5)
    process.stdout.close()
    last = b"".join(said).decode(errors="replace").strip()
    if process.returncode != 0:
        raise StepFailed(f"chomchom {' '.join(words)}:\n{last}")
    return last


@dataclass(kw_only=True)
class Child:
    """One process that must always run; its words go to a log that cannot fill the disk."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    last_words: deque[str] = field(default_factory=lambda: deque(maxlen=12))
    _started: float = 0.0
    _not_before: float = 0.0
    _delay: float = RESTART_FIRST

    @property
    def age(self) -> float:
        """Seconds since the process was started last."""
        return time.monotonic() - self._started

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start the process; its output is read by a thread until it ends."""
        self._started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        threading.Thread(target=self._listen, args=(self.process.stdout,), daemon=True).start()

    def keep_alive(self) -> bool:
        """Start the process again when it died and its time has come; True when it was started."""
        now = time.monotonic()
        if self.alive:
            if now - self._started > STEADY_AFTER:
                self._delay = RESTART_FIRST
            return False
        if not self._not_before:
            self._not_before = now + self._delay
            self._delay = min(self._delay * 2, RESTART_LAST)
        if now < self._not_before:
            return False
        self._not_before = 0.0
        self.restarts += 1
        self.start()
        return True

    def ask_to_stop(self) -> None:
        """Let the process finish what it has in hand."""
        if self.alive and self.process:
            self.process.terminate()

    def wait_stopped(self, *, deadline: float) -> None:
        """Wait until `deadline` (monotonic seconds), then end the process and its own children."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process and everything it started, at once."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _listen(self, stream: IO[bytes]) -> None:
        sink = RotatingFileHandler(self.log, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
        with contextlib.closing(sink), stream:
            for raw in stream:
                line = raw.decode(errors="replace").rstrip()
                self.last_words.append(line)
                # Straight to the handler: the logger tree is for one process, these lines are another's.
                sink.emit(logging.makeLogRecord({"msg": line}))
