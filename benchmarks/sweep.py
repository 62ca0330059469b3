"""One sweep in a process of its own, so that processor time and peak memory are the sweep's alone.

`python -m benchmarks.sweep MOMENT` says what it took as one line of JSON; CHOMCHOM_DATA names the city.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import datetime


def sweep_here(at: datetime) -> dict[str, float]:
    """Sweep block by block, a transaction each, and count processor, database and memory."""
    from django.db import connection

    from chomchom.kernel.deeds import machine_deed
    from chomchom.store.acting import acting
    from chomchom.wellbeing import public as wellbeing

    deed = machine_deed("sweep", at=at)
    waited: list[float] = []

    def clocked(execute, sql, params, many, context):
        began, spent = time.perf_counter(), time.process_time()
        try:
            return execute(sql, params, many, context)
        finally:
            waited.append(time.perf_counter() - began - (time.process_time() - spent))

    told = wellbeing.SweepTold()
    began, spent = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(clocked):
        with acting(deed):
            numbers = wellbeing.blocks(deed)
        for number in numbers:
            with acting(deed):
                told.add(wellbeing.sweep_block(deed, number))
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "wall": wall, "cpu": cpu, "database": sum(waited), "statements": len(waited), "peak": peak, "homes": told.homes,
        "raised": told.raised, "hours": told.hours,
    }  # fmt: skip


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(sweep_here(datetime.fromisoformat(sys.argv[1]))))
