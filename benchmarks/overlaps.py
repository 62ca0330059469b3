"""`python -m benchmarks.overlaps`: how long it takes to compare 500 and 5,000 programmes (no database)."""

from __future__ import annotations

import time
from itertools import product

from chomchom.linkage.programmes import Corpus, Programme
from tests.linkage.invented import PROGRAMMES, lexicon

PLACES = ("일동", "이동", "사동", "본오동", "월피동", "성포동", "원곡동", "초지동", "선부동", "고잔동")


def programmes(count: int) -> list[Programme]:
    """Invented programmes: the test set again and again, each time in another place and year."""
    rows = product(range(2020, 2020 + count // 300 + 1), PLACES, PROGRAMMES)
    return [
        Programme(key=f"{year}{place}{key}", name=f"{place} {name}", text=f"{text} {year}")
        for (year, place, (key, name, text)), _ in zip(rows, range(count), strict=False)
    ]


def main() -> None:
    """Print one line a size: making the corpus, the first question, and every programme's five nearest."""
    for count in (500, 5_000):
        began = time.process_time()
        corpus = Corpus(programmes(count), lexicon())
        made = time.process_time() - began
        keys = [one.key for one in programmes(count)]
        began = time.process_time()
        corpus.like(keys[0])
        first = time.process_time() - began
        asked = keys[:200]
        began = time.process_time()
        for key in asked:
            corpus.like(key)
        each = (time.process_time() - began) / len(asked)
        print(f"{count:,} programmes: corpus {made:.2f} s, first {first:.3f} s, then {1000 * each:.1f} ms a programme")


if __name__ == "__main__":
    main()
