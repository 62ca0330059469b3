"""What a run found, as one table."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One measured thing: the figure in words, the aim in words, and whether it was met (None: nothing was aimed at)."""

    what: str
    figure: str
    aim: str = ""
    met: bool | None = None


@dataclass(slots=True)
class Report:
    """The lines of a run, said aloud as they come."""

    lines: list[Line] = field(default_factory=list)

    def add(self, what: str, figure: str, *, aim: str = "", met: bool | None = None) -> None:
        """Keep a line and say it."""
        self.lines.append(Line(what, figure, aim, met))
        print(f"  {what}: {figure}" + (f"   [{aim}: {'met' if met else 'MISSED'}]" if aim else ""), flush=True)


def share(values: Sequence[float], part: float) -> float:
    """The value below which `part` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def machine() -> str:
    """Processor, cores, memory, Python; no name of the machine."""
    model = next(
        (line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return f"{os.cpu_count()} cores ({model}), {memory / 1024**2:.0f} GB, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def as_markdown(report: Report, *, command: str, server: str, load: str, sizes: str, seconds: float, on: date) -> str:
    """The page for docs/."""
    mark = {True: "yes", False: "**no**", None: ""}
    rows = "\n".join(f"| {one.what} | {one.figure} | {one.aim} | {mark[one.met]} |" for one in report.lines)
    return f"""# How fast it is

Made by `{command}`; it starts a server of its own, fills a city and writes this page. Pages are measured in one
process with Django's test client, as the database role that serves pages, under row security; the *peer* is a list of
50 rows from one query behind the same middleware and session (`benchmarks/peer.py`), asked in turn with the pages in
the same run. Waits for the disk are on.

* Date: {on:%Y-%m-%d}
* Machine: {machine()}; {server}
* Others at work on it: {load}
* City: {sizes}
* The whole run: {seconds / 60:.1f} minutes

| What | Figure | Aim | Met |
|---|---|---|---|
{rows}
"""
