"""Finding a person by two syllables of the name among a million, under row security."""

from __future__ import annotations

import time
from random import Random

import psycopg

from benchmarks.report import Report, share
from chomchom.kernel.deeds import Deed
from chomchom.people import public as people
from chomchom.rulebook import dongs
from chomchom.site.demo.invent import FIRST, SECOND, SURNAMES, Inventor
from chomchom.store.acting import acting

AT_ONCE = 5000
MOST_MS = 20.0
SEED = 7


def register(deed: Deed, count: int, *, say=lambda _line: None) -> None:
    """Write down `count` more invented persons, spread over the dongs."""
    inventor, every = Inventor(SEED), dongs.dongs()
    for start in range(0, count, AT_ONCE):
        rows = []
        for number in range(start, min(count, start + AT_ONCE)):
            dong = every[number % len(every)]
            one = inventor.resident(dong=dong.code, dong_name=dong.name, today=deed.day)
            rows.append(
                people.NewPerson(
                    name=one.name, dong=one.dong, birth_date=one.birth_date, phone=one.phone,
                    sex=people.Sex.FEMALE if one.sex == "f" else people.Sex.MALE, address=one.address,
                    household_kind=one.household_kind,
                )
            )  # fmt: skip
        with acting(deed):
            people.register_many(deed, rows)
        if (start // AT_ONCE) % 20 == 19:
            say(f"{start + len(rows):,} more persons")


def multiply(owner: str, upto: int) -> None:
    """Write every person again under new ids, inside the database, until there are `upto`; names as frequent as before."""
    with psycopg.connect(owner) as tables:
        count = tables.execute("select count(*) from people_person").fetchone()[0]
        missing = upto - count
        if missing <= 0:
            return
        tables.execute(
            "create temp table again as select p.id as old, gen_random_uuid() as new from people_person p"
            " cross join generate_series(1, %s) limit %s",
            [-(-missing // count), missing],
        )
        for table, key in (("people_person", "id"), ("people_namegram", "person_id")):
            names = [
                name for (name,) in tables.execute(
                    "select column_name from information_schema.columns where table_name = %s and is_identity = 'NO'"
                    " order by ordinal_position", [table],
                )
            ]  # fmt: skip
            into = ", ".join(f'"{name}"' for name in names)
            taken = ", ".join("again.new" if name == key else f'source."{name}"' for name in names)
            tables.execute(
                f"insert into {table} ({into}) select {taken} from {table} source join again on again.old = source.{key}"
            )


def two_syllables(count: int) -> list[str]:
    """Two syllables as somebody would type them: half a given name, half a surname with the next syllable."""
    random, decks = Random(SEED), list(FIRST)
    found = []
    for number in range(count):
        deck = random.choice(decks)
        first = random.choice(FIRST[deck])
        found.append(first + random.choice(SECOND[deck]) if number % 2 else random.choice(SURNAMES) + first)
    return found


def measure(report: Report, readers: dict[str, Deed], *, persons: int, count: int) -> None:
    """Search as each reader; one line each."""
    for label, deed in readers.items():
        walls, hits = [], 0
        for words in two_syllables(count + 5):
            with acting(deed):
                began = time.perf_counter()
                hits += bool(people.find(deed, name=words))
                walls.append((time.perf_counter() - began) * 1000)
        walls = walls[5:]
        slowest = share(walls, 0.95)
        report.add(
            f"Two syllables of a name among {persons:,}, {label}",
            f"p50 {share(walls, 0.5):.1f} ms, p95 {slowest:.1f} ms ({hits} of {count + 5} found somebody)",
            aim=f"p95 < {MOST_MS:.0f} ms", met=slowest < MOST_MS,
        )  # fmt: skip
