"""Which programmes may overlap: shared facets (whom, against what, by what) and names that look alike.

Half of the score is a weighted Jaccard of the facets a city's lexicon finds in the words, half the cosine of character
2–3-grams (TF-IDF) with blanks and middle dots removed. It gives an order and reasons, never a verdict: a person judges.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

FACETS_WEIGH = 0.5
LETTERS_WEIGH = 0.5
NAME_COUNTS = 2
"""A name says what a programme is more densely than its description, so its letters count twice."""
SHORTEST_SHARED = 3
"""Shared runs of letters shorter than this say nothing to a reader (지원, 사업)."""

# Blanks, middle dots of every kind, punctuation: 안심 동행, 안심·동행 and 안심동행 are one name. The old letter arae-a
# (U+318D, in NFKC U+119E), with which Korean keyboards write a middle dot, is a letter to Python.
_OUT = re.compile("[\\W_\\u318d\\u119e]+")


class Facet(StrEnum):
    """The three sides by which programmes are compared."""

    TARGET = "target"
    PROBLEM = "problem"
    MEANS = "means"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One entry of the lexicon: a facet, a label, the words that show it, and how much it says (1 is usual)."""

    code: str
    facet: Facet
    label: str
    words: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What is compared: a key, a name and what is written about it."""

    key: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two programmes are, from 0 to 1, and by what: shared concepts and shared runs of letters in the names."""

    key: str
    score: float
    facets: float
    letters: float
    shared: tuple[Concept, ...]
    runs: tuple[str, ...]


def squeeze(text: str) -> str:
    """A text without blanks, middle dots and punctuation, in one form: what is left when spelling does not matter."""
    return _OUT.sub("", unicodedata.normalize("NFKC", text)).lower()


def concepts_in(text: str, lexicon: Iterable[Concept]) -> frozenset[str]:
    """The codes of the concepts whose words stand in a text, however it is spaced."""
    plain = squeeze(text)
    return frozenset(one.code for one in lexicon if any(word and word in plain for word in map(squeeze, one.words)))


def jaccard(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """Weight of what both have, over the weight of what either has; 0 where neither has anything."""
    either = math.fsum(weights[code] for code in one | other)  # fsum: the same in whatever order a set is walked
    return math.fsum(weights[code] for code in one & other) / either if either else 0.0


def grams(text: str) -> Counter[str]:
    """How often each run of two and three letters comes in a squeezed text."""
    plain = squeeze(text)
    return Counter(plain[at : at + size] for size in (2, 3) for at in range(len(plain) - size + 1))


def shared_runs(one: str, other: str, *, shortest: int = SHORTEST_SHARED) -> tuple[str, ...]:
    """The longest runs of letters two names share, longest first, none inside another."""
    left, right = squeeze(one), squeeze(other)
    found: set[str] = set()
    for start in range(len(left)):
        end = start + shortest
        while end <= len(left) and left[start:end] in right:
            end += 1
        if end - 1 - start >= shortest:
            found.add(left[start : end - 1])
    longest = sorted(found, key=lambda run: (-len(run), run))
    return tuple(run for at, run in enumerate(longest) if not any(run in before for before in longest[:at]))


@dataclass(frozen=True, slots=True)
class _Held:
    """One programme as the corpus keeps it."""

    programme: Programme
    concepts: frozenset[str]
    letters: dict[str, float]  # gram → weight, of length 1 together


class Corpus:
    """All programmes that are compared with each other, indexed once.

    The score of two programmes depends on what else is in the corpus (rare letters say more), and is the same both
    ways round.
    """

    def __init__(self, programmes: Iterable[Programme], lexicon: Sequence[Concept]) -> None:
        self._lexicon = {concept.code: concept for concept in lexicon}
        self._weights = {concept.code: concept.weight for concept in lexicon}
        words = [(concept.code, tuple(filter(None, map(squeeze, concept.words)))) for concept in lexicon]
        counted = []
        for one in programmes:
            plain = squeeze(f"{one.name} {one.text}")
            found = frozenset(code for code, forms in words if any(form in plain for form in forms))
            letters = grams(one.name)
            for gram in letters:
                letters[gram] *= NAME_COUNTS
            counted.append((one, found, letters + grams(one.text)))
        self._rarity = _rarity([letters for _, _, letters in counted])
        self._held = [_Held(one, found, self._weighed(letters)) for one, found, letters in counted]
        self._place = {held.programme.key: place for place, held in enumerate(self._held)}
        if len(self._place) != len(self._held):
            raise ValueError("two programmes share a key")

    def __len__(self) -> int:
        return len(self._held)

    def _weighed(self, letters: Counter[str]) -> dict[str, float]:
        weights = {gram: (1 + math.log(count)) * self._rarity[gram] for gram, count in letters.items()}
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
        return {gram: weight / length for gram, weight in weights.items()} if length else {}

    @cached_property
    def _postings(self) -> dict[str, tuple[NDArray[np.intp], NDArray[np.float64]]]:
        found: dict[str, list[tuple[int, float]]] = {}
        for place, held in enumerate(self._held):
            for gram, weight in held.letters.items():
                found.setdefault(gram, []).append((place, weight))
        return {
            gram: (np.array([place for place, _ in pairs], dtype=np.intp), np.array([weight for _, weight in pairs]))
            for gram, pairs in found.items()
        }

    @cached_property
    def _having(self) -> tuple[NDArray[np.float64], NDArray[np.float64], dict[str, int]]:
        """Programme × concept, the weight where it has it; the weight of all each has; concept → column."""
        columns = {code: number for number, code in enumerate(sorted(self._lexicon))}
        table = np.zeros((len(self._held), max(len(columns), 1)))
        for place, held in enumerate(self._held):
            for code in held.concepts:
                table[place, columns[code]] = self._weights[code]
        return table, table.sum(axis=1), columns

    def concepts(self, key: str) -> tuple[Concept, ...]:
        """The concepts found in a programme, by facet and label."""
        return _sorted(self._lexicon[code] for code in self._held[self._place[key]].concepts)

    def _scores(self, place: int) -> tuple[NDArray[Any], NDArray[Any]]:
        """Facet and letter scores of one programme against all."""
        held = self._held[place]
        letters = np.zeros(len(self._held))
        for gram, weight in held.letters.items():
            places, weights = self._postings[gram]
            letters[places] += weight * weights
        table, whole, columns = self._having
        mine = [columns[code] for code in held.concepts]
        both = table[:, mine].sum(axis=1)
        either = whole + whole[place] - both
        facets = np.divide(both, either, out=np.zeros(len(self._held)), where=either > 0)
        return facets, np.minimum(letters, 1.0)

    def like(self, key: str, *, most: int = 5, among: frozenset[str] | None = None) -> list[Likeness]:
        """The programmes most like one of the corpus, best first, those without any likeness left out.

        `among` keeps only some keys. Raises KeyError for a key that is not in the corpus.
        """
        place = self._place[key]
        facets, letters = self._scores(place)
        scores = FACETS_WEIGH * facets + LETTERS_WEIGH * letters
        order = sorted(
            range(len(self._held)), key=lambda at: (-round(float(scores[at]), 9), self._held[at].programme.key)
        )
        chosen = [
            at for at in order
            if at != place and scores[at] > 0 and (among is None or self._held[at].programme.key in among)
        ]  # fmt: skip
        return [self._likeness(place, at, float(facets[at]), float(letters[at])) for at in chosen[:most]]

    def likeness(self, one: str, other: str) -> Likeness:
        """How alike two programmes of the corpus are. Raises KeyError for a key that is not there."""
        place, at = self._place[one], self._place[other]
        facets, letters = self._scores(place)
        return self._likeness(place, at, float(facets[at]), float(letters[at]))

    def _likeness(self, place: int, at: int, facets: float, letters: float) -> Likeness:
        one, other = self._held[place], self._held[at]
        return Likeness(
            key=other.programme.key,
            score=FACETS_WEIGH * facets + LETTERS_WEIGH * letters,
            facets=facets,
            letters=letters,
            shared=_sorted(self._lexicon[code] for code in one.concepts & other.concepts),
            runs=shared_runs(one.programme.name, other.programme.name),
        )


def _rarity(texts: Sequence[Counter[str]]) -> dict[str, float]:
    """How much a gram says: the fewer programmes have it, the more. Never nothing, so that two alone can be compared."""
    having = Counter(gram for letters in texts for gram in letters)
    return {gram: math.log((1 + len(texts)) / (1 + count)) + 1 for gram, count in having.items()}


_ORDER = {facet: number for number, facet in enumerate(Facet)}


def _sorted(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    return tuple(sorted(concepts, key=lambda one: (_ORDER[one.facet], -one.weight, one.label)))
