"""`python -m benchmarks`: fill a city, measure, print one table and write docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.ground import open_city
from benchmarks.report import Report, as_markdown

DOCS = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
FULL = {"households": 100_000, "entries": 5_000_000, "people": 1_000_000}
QUICK = {"households": 2_000, "entries": 100_000, "people": 20_000}


def main(words: list[str] | None = None) -> int:
    """Run what the command line asks for. 0, also where an aim was missed: a figure is no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--households", type=int, help="homes of the city (100,000)")
    parser.add_argument("--entries", type=int, help="entries in the ledger (5,000,000)")
    parser.add_argument("--people", type=int, help="persons among whom names are searched (1,000,000)")
    parser.add_argument("--quick", action="store_true", help="2,000 homes, 100,000 entries, 20,000 persons")
    parser.add_argument("--rounds", type=int, default=60, help="how often each page is asked (60)")
    parser.add_argument("--out", type=Path, default=DOCS, help="where the page goes (docs/benchmarks.md)")
    options = parser.parse_args(words)
    sizes = {
        name: getattr(options, name) if getattr(options, name) is not None else usual
        for name, usual in (QUICK if options.quick else FULL).items()
    }
    before, began = os.getloadavg()[0], time.monotonic()
    with open_city() as addresses:
        from benchmarks.run import run, server_version

        report, server = Report(), server_version(addresses)
        run(report, addresses, rounds=options.rounds, **sizes)
    seconds = time.monotonic() - began
    page = as_markdown(
        report, command=" ".join(["python -m benchmarks", *(words if words is not None else sys.argv[1:])]).strip(),
        server=server, load=f"load average {before:.1f} before, {os.getloadavg()[0]:.1f} after the run",
        sizes=", ".join(f"{size:,} {name}" for name, size in sizes.items()), seconds=seconds,
        on=datetime.now(UTC).date(),
    )  # fmt: skip
    options.out.write_text(page)
    print(page)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
