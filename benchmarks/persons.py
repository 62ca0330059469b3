"""`python -m benchmarks.persons`: how many of the persons written down twice are found, and how long it takes.

100,000 invented records, 8,000 of them second records of somebody. Beside Splink with our weights stand two simple
peers of the same run: the same name and birth date to the letter, and any two of name, birth date and phone.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from random import Random

from benchmarks.invented_persons import city
from chomchom.linkage.pairs import find_pairs
from chomchom.linkage.persons import Record, compare

LEAST = 0.8
Found = set[tuple[str, str]]


def by_keys(records: Iterable[Record], *keys: Callable[[Record], object]) -> Found:
    """Pairs that share any of these keys."""
    found: Found = set()
    for key in keys:
        shelves: defaultdict[object, list[str]] = defaultdict(list)
        for one in records:
            if (value := key(one)) is not None:
                shelves[value].append(one.key)
        for same in shelves.values():
            found |= set(combinations(sorted(same), 2))
    return found


def exact(records: list[Record]) -> Found:
    """The simple peer: name and birth date to the letter."""
    return by_keys(records, lambda one: (one.name, one.born) if one.born else None)


def two_of_three(records: list[Record]) -> Found:
    """The better peer: two of name, birth date and phone to the letter."""
    return by_keys(
        records,
        lambda one: (one.name, one.born) if one.born else None,
        lambda one: (one.name, one.phone) if one.phone else None,
        lambda one: (one.born, one.phone) if one.born and one.phone else None,
    )


def linked(records: list[Record]) -> Found:
    """What the city uses."""
    return {(pair.one, pair.other) for pair in find_pairs(records, least=LEAST)}


def measured(name: str, find: Callable[[list[Record]], Found], records: list[Record], truth: Found) -> str:
    """One line: precision, recall and the time it took."""
    began, cpu = time.perf_counter(), time.process_time()
    found = find(records)
    took, own = time.perf_counter() - began, time.process_time() - cpu
    right = len(found & truth)
    return (
        f"{name:<32} precision {right / max(len(found), 1):.4f}  recall {right / len(truth):.4f}  "
        f"found {len(found):,}  {took:.1f} s ({own:.1f} CPU s)"
    )


def shares(records: list[Record], truth: Found, *, seed: int) -> None:
    """How often each level comes among true pairs (m) and among strangers (u): where the weights come from."""
    by_key = {one.key: one for one in records}
    random = Random(seed)
    same = [compare(by_key[a], by_key[b]).codes for a, b in sorted(truth)]
    strangers = [compare(*random.sample(records, 2)).codes for _ in range(100_000)]
    m, u = (Counter(code for codes in some for code in codes) for some in (same, strangers))
    for code in sorted(m.keys() | u.keys()):
        print(f"{code:<16} m {m[code] / len(same):.5f}  u {u[code] / len(strangers):.6f}")


def main() -> None:
    """Invent a city, find the doubles in three ways, print one line each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.persons", description=__doc__)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--shares", action="store_true", help="print m and u of every level")
    options = parser.parse_args()
    records, truth = city(options.persons, seed=options.seed)
    print(f"{len(records):,} records, {len(truth):,} true pairs, seed {options.seed}")
    if options.shares:
        shares(records, truth, seed=options.seed)
    print(measured("name and birth date (peer)", exact, records, truth))
    print(measured("two of name, birth, phone (peer)", two_of_three, records, truth))
    print(measured(f"Splink, our weights, p ≥ {LEAST}", linked, records, truth))
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
