"""Processor time of this process and of its session in a database on the same machine.

A busy machine stretches every wall; processor seconds stay what they are.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = 100
"""Ticks a second in /proc, on every Linux that is in use."""


@dataclass(slots=True)
class Spent:
    """What a stretch of work took, in seconds."""

    wall: float = 0.0
    processor: float = 0.0

    def said(self) -> str:
        """Both figures in words."""
        return f"{self.wall:.2f} s (processor {self.processor:.2f} s)"


def _fields(pid: int) -> list[int]:
    after_name = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return [int(field) for field in after_name[1:15]]


def _of_the_database() -> float:
    """The session's own time, and that of helpers which have ended: they are counted with the server that started them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        session = _fields(cursor.fetchone()[0])
    server = _fields(session[0])
    return (session[10] + session[11] + server[12] + server[13]) / TICKS


@contextmanager
def spending() -> Iterator[Spent]:
    """Measure what is done inside; the figures stand when it is over."""
    spent, before = Spent(), _of_the_database()
    own, began = time.process_time(), time.perf_counter()
    yield spent
    spent.wall = time.perf_counter() - began
    spent.processor = time.process_time() - own + _of_the_database() - before
