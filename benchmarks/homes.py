"""A whole city under watch: loading its readings against COPY, and the hourly sweep of its homes.

The sweep runs in a process of its own (`benchmarks.sweep`): its peak memory is not that of a run that loaded a city.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import numpy as np
import psycopg
from numpy.typing import NDArray

from benchmarks.report import Report
from chomchom.kernel.deeds import Deed
from chomchom.site.demo import meters
from chomchom.store.acting import acting
from chomchom.wellbeing import public as wellbeing

AT_ONCE = 5000
PAST_DAYS = 8
ENOUGH = 50_000
COPY_SHARE, ENGINE_SECONDS, MOST_MEMORY = 0.4, 2.0, 1000
HEAD, TAIL = b"PGCOPY\n\xff\r\n\x00" + bytes(8), b"\xff\xff"
PLAIN = np.dtype(
    [("n", ">i2"), ("a", ">i4"), ("at", ">i8"), ("b", ">i4"), ("feed", ">i8"), ("c", ">i4"), ("value", ">i2")]
)


def watch_everyone(deed: Deed, ids: Sequence[UUID], *, first: int) -> list[str]:
    """Bring persons under watch with a power meter each; returns the meters. `first` numbers them."""
    random = Random(first)
    made: list[str] = []
    for start in range(0, len(ids), AT_ONCE):
        some = list(ids[start : start + AT_ONCE])
        with acting(deed):
            made += _watch(deed, some, random=random, first=first + start)
    return made


def _watch(deed: Deed, ids: list[UUID], *, random: Random, first: int) -> list[str]:
    from chomchom.people import public as people

    cards = people.cards(deed, ids)
    until = deed.day + timedelta(days=400)
    given = people.give_consents(
        deed,
        [
            people.ConsentIn(
                person_id=one, purpose=people.Purpose.WELLBEING, recipient="city", fields=meters.FIELDS, until_on=until,
                required=True,
            )
            for one in ids
        ],
    )  # fmt: skip
    rows, numbers = [], []
    for place, (one, consent_id) in enumerate(zip(ids, given, strict=True)):
        meter = f"B{first + place:07d}"
        numbers.append(meter)
        rows.append(
            wellbeing.NewHome(
                person_id=one, household_id=cards[one].household_id, dong=cards[one].dong, consent_id=consent_id,
                choice=meters._choice(random, passive=True),
                feeds={wellbeing.Source.ELECTRICITY: wellbeing.FeedChoice(meter=meter)},
                since_on=deed.day - timedelta(days=100), province_number=f"B{first + place:07d}",
            )
        )  # fmt: skip
    wellbeing.watch_many(deed, rows)
    return numbers


def hours(numbers: Sequence[str], *, end: datetime, count: int, seed: int) -> wellbeing.Delivery:
    """Hourly readings of these meters for the `count` hours before `end`."""
    rng = np.random.default_rng(seed)
    last = int(end.astimezone(UTC).replace(minute=0, second=0, microsecond=0).timestamp())
    seconds = last - 3600 * np.arange(count, 0, -1, dtype=np.int64)
    awake = ((seconds // 3600 + 9) % 24) >= 6
    busy = rng.random((len(numbers), count)) < np.where(awake, 0.7, 0.06)
    values = np.round(50 + np.where(busy, rng.gamma(2.2, 120.0, (len(numbers), count)), 0.0))
    return wellbeing.Delivery(
        source=wellbeing.Source.ELECTRICITY, meters=tuple(numbers),
        meter=np.repeat(np.arange(len(numbers), dtype=np.int32), count), second=np.tile(seconds, len(numbers)),
        value=values.reshape(-1), row=np.arange(len(numbers) * count, dtype=np.int64) + 1, minutes=60,
    )  # fmt: skip


def load_past(deed: Deed, numbers: Sequence[str], *, end: datetime, days: int = PAST_DAYS) -> None:
    """The days a sweep learns from, some thousand meters at a time."""
    for start in range(0, len(numbers), AT_ONCE):
        with acting(deed):
            some = numbers[start : start + AT_ONCE]
            wellbeing.load_readings(deed, hours(some, end=end, count=days * 24, seed=start))


def measure_loading(report: Report, deed: Deed, numbers: Sequence[str], *, owner: str, end: datetime) -> None:
    """A day of hourly readings of every home, through the front desk and by plain COPY of one row a reading."""
    delivery = hours(numbers, end=end, count=24, seed=1)
    count = len(delivery.value)
    began, spent = time.perf_counter(), time.process_time()
    with acting(deed):
        told = wellbeing.load_readings(deed, delivery)
    ours, cpu = time.perf_counter() - began, time.process_time() - spent
    if told.taken != count:
        raise RuntimeError(f"{count - told.taken} readings were refused")
    plain = copy_plain(owner, delivery)
    ratio = plain / ours
    report.add(
        f"Loading {count / 1e6:.2f} M readings",
        f"{count / ours / 1000:,.0f} k/s ({ours:.1f} s, own CPU {cpu:.1f} s); binary COPY into a plain table with the "
        f"key (time, feed): {count / plain / 1000:,.0f} k/s; share {ratio:.2f}",
        aim=f"≥ {COPY_SHARE}", met=ratio >= COPY_SHARE,
    )  # fmt: skip


def copy_plain(owner: str, delivery: wellbeing.Delivery) -> float:
    """Seconds to COPY the same readings, one row each, into a table with the key (time, feed); nothing is checked."""
    rows = plain_rows(delivery.second, delivery.meter.astype(np.int64), delivery.value)
    with psycopg.connect(owner) as plain:
        plain.execute(
            "create table bench_plain (at timestamptz not null, feed_id bigint not null, value smallint not null,"
            " primary key (at, feed_id))"
        )
        plain.commit()
        began = time.perf_counter()
        with plain.cursor() as cursor, cursor.copy("copy bench_plain from stdin (format binary)") as out:
            out.write(HEAD)
            out.write(rows.tobytes())
            out.write(TAIL)
        plain.commit()
        took = time.perf_counter() - began
        plain.execute("drop table bench_plain")
    return took


def plain_rows(second: NDArray[np.int64], feed: NDArray[np.int64], value: NDArray[np.float64]) -> NDArray[np.void]:
    """Readings as binary COPY rows in the order of the key, which is the kindest to the plain table."""
    order = np.lexsort((feed, second))
    rows = np.zeros(len(second), PLAIN)
    rows["n"], rows["a"], rows["b"], rows["c"] = 3, 8, 8, 2
    rows["at"] = (second[order] - 946_684_800) * 1_000_000
    rows["feed"], rows["value"] = feed[order], value[order]
    return rows


def measure_sweep(report: Report, deed: Deed, numbers: Sequence[str], *, now: datetime) -> None:
    """Let the first sweep learn, bring one more hour of every home, and sweep again as every hour does."""
    first = _sweep_apart(now)
    report.add(
        "First sweep: learn every home from its past",
        f"{first['homes']:,} homes in {first['wall']:.1f} s, own CPU {first['cpu']:.1f} s, peak {first['peak']:.0f} MB",
    )
    later = now + timedelta(hours=1)
    with acting(replace(deed, at=later)):
        wellbeing.load_readings(replace(deed, at=later), hours(numbers, end=later, count=1, seed=7))
    found = _sweep_apart(later)
    engine = found["cpu"]
    large = found["homes"] >= ENOUGH  # a small city says nothing about a large one: most of it is starting
    report.add(
        f"Hourly sweep of {found['homes']:,} homes: the engine",
        f"{engine:.2f} s of one core (arrays decoded, one hour stepped, judged), peak {found['peak']:.0f} MB",
        aim=f"< {ENGINE_SECONDS:.0f} s and {MOST_MEMORY} MB for 100,000" if large else "",
        met=engine * 100_000 / found["homes"] < ENGINE_SECONDS and found["peak"] < MOST_MEMORY if large else None,
    )
    report.add(
        "Hourly sweep: waiting for the database",
        f"{found['database']:.2f} s in {found['statements']} statements; {found['wall']:.2f} s in all, "
        f"{found['raised']} alerts raised, {found['hours']} hours stepped",
    )


def _sweep_apart(at: datetime) -> dict[str, float]:
    """Sweep in a process of its own at a moment; what it says of itself."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.sweep", at.isoformat()], env=os.environ, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])
