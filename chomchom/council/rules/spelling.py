"""Names that are written in two ways: with and without a space or a middle dot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chomchom.council.rules.lines import Line

MOST_PARTS = 4
SHORTEST = 4  # letters of a name without its spaces
# Korean data: particles that hang on a name
PARTICLE = re.compile(
    r"(?:으로서|으로써|에서는|에서의|에게는|으로는|이라는|까지의|에서|에게|으로|까지|부터|보다|에는|과의|와의|이며|이나|라는|라도|만으로는|"
    r"은|는|이|가|을|를|의|에|도|로|와|과|만)$"
)
# Korean data: words that join names and belong to none
JOINTS = {
    "및",
    "등",
    "또는",
    "로",
    "으로",
    "를",
    "을",
    "의",
    "수",
    "것",
    "할",
    "한",
    "본",
    "각",
    "총",
    "더",
    "그",
    "이",
}
GAP, DOTS = re.compile(r"([ ·ㆍ∙]+)"), " ·ㆍ∙"  # Korean data: what stands between the words of a name
# Korean data: letters of a name
PHRASE = re.compile(r"[가-힣A-Za-z0-9][가-힣A-Za-z0-9·ㆍ∙ ]*")
# Korean data: a Korean letter
HANGUL = re.compile(r"[가-힣]")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name, its forms as printed, and the lines they stand on."""

    forms: tuple[str, ...]
    lines: tuple[int, ...]


def two_ways(lines: Iterable[Line]) -> list[Spelling]:
    """Names that differ only by spaces and middle dots; a longer one is left out where a shorter one explains it."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for line in lines:
        for cell in line.filled:
            for joined, form in _names(cell):
                found[joined][form].add(line.no)
    told: list[Spelling] = []
    explained: list[tuple[re.Pattern[str], str]] = []
    for joined in sorted((name for name, forms in found.items() if len(forms) > 1), key=lambda name: (len(name), name)):
        forms = found[joined]
        if len({_settled(form, explained) for form in forms}) < 2:
            continue
        explained.append((re.compile("[ ·]?".join(map(re.escape, joined))), joined))
        numbers = sorted({number for held in forms.values() for number in held})
        told.append(Spelling(tuple(sorted(forms)), tuple(numbers)))
    return told


def _settled(form: str, explained: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, joined in explained:
        form = pattern.sub(joined, form)
    return form


def _names(cell: str) -> Iterator[tuple[str, str]]:
    """(without spaces and dots, as printed) of every run of one to four words, with and without its last particle."""
    for phrase in PHRASE.findall(cell):
        parts = GAP.split(phrase.strip(DOTS))
        words, between = parts[0::2], ["·" if gap.strip() else " " for gap in parts[1::2]]
        for start in range(len(words)):
            for end in range(start + 1, min(start + MOST_PARTS, len(words)) + 1):
                if words[end - 1] in JOINTS:
                    break
                if words[start] in JOINTS:
                    continue
                yield from _forms(words[start:end], between[start : end - 1])


def _forms(words: Sequence[str], between: Sequence[str]) -> Iterator[tuple[str, str]]:
    bare = PARTICLE.sub("", words[-1])
    for last in {words[-1], bare} if len(bare) > 1 else {words[-1]}:
        parts = [*words[:-1], last]
        joined = "".join(parts)
        if len(joined) >= SHORTEST and HANGUL.search(joined):
            gaps = [*between, ""]
            yield joined, "".join(f"{part}{gap}" for part, gap in zip(parts, gaps, strict=True))
