"""Overlaps: the same both ways round, never more for less in common, and better than counting words."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chomchom.linkage.programmes import (
    Concept,
    Corpus,
    Facet,
    Programme,
    concepts_in,
    jaccard,
    shared_runs,
    squeeze,
)
from tests.linkage.invented import RELATED, lexicon, programmes


def average_precision(order: list[frozenset[str]]) -> float:
    """Mean of the precision at each related pair of an order."""
    hits, total = 0, 0.0
    for place, pair in enumerate(order, start=1):
        if pair in RELATED:
            hits += 1
            total += hits / place
    return total / len(RELATED)


def by_words() -> list[frozenset[str]]:
    """The order plain TF-IDF over words gives: what any office gets without us."""
    texts = {one.key: Counter(f"{one.name} {one.text}".split()) for one in programmes()}
    having = Counter(word for words in texts.values() for word in words)
    weighed = {}
    for key, words in texts.items():
        weights = {
            word: (1 + math.log(n)) * (math.log((1 + len(texts)) / (1 + having[word])) + 1) for word, n in words.items()
        }
        length = math.sqrt(sum(weight**2 for weight in weights.values()))
        weighed[key] = {word: weight / length for word, weight in weights.items()}

    def cosine(one: str, other: str) -> float:
        return sum(weight * weighed[other].get(word, 0.0) for word, weight in weighed[one].items())

    return ranked(cosine)


def ranked(score) -> list[frozenset[str]]:
    """All pairs, best first; a tie is broken by name, not by luck."""
    pairs = [tuple(sorted(pair)) for pair in combinations((one.key for one in programmes()), 2)]
    return [frozenset(pair) for pair in sorted(pairs, key=lambda pair: (-round(score(*pair), 9), pair))]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus(programmes(), lexicon())


def precision_of(corpus: Corpus, side: str) -> float:
    """Average precision of one side of the likeness."""
    return average_precision(ranked(lambda one, other: getattr(corpus.likeness(one, other), side)))


def test_facets_with_letters_order_pairs_far_better_than_words(corpus):
    """Measured 2026-11: words 0.15, letters 0.40, facets 0.88, both 0.86."""
    both, letters, words = precision_of(corpus, "score"), precision_of(corpus, "letters"), average_precision(by_words())
    assert both > words + 0.4
    assert both > letters + 0.2


@pytest.mark.parametrize("start", [0, 1, 2])
def test_letters_carry_what_a_lexicon_does_not_know_yet(start):
    """With one concept in three left: facets 0.62, 0.53, 0.40; both together 0.66, 0.64, 0.47."""
    poor = Corpus(programmes(), lexicon()[start::3])
    assert precision_of(poor, "score") > precision_of(poor, "facets") + 0.03


def test_the_five_most_alike_hold_what_a_person_would_look_at(corpus):
    assert {one.key for one in corpus.like("c1")} >= {"e1", "e2"}
    assert corpus.like("c2")[0].key == "e5"
    assert corpus.like("c5")[0].key == "e10"
    assert len(corpus.like("c1")) == 5
    assert all(one.key.startswith("e") for one in corpus.like("c1", among=frozenset({"e1", "e2", "e3"})))


def test_reasons_name_what_is_shared(corpus):
    found = corpus.likeness("c2", "e5")
    assert "병원 가기 어려움" in [one.label for one in found.shared]
    assert found.score == pytest.approx(0.5 * found.facets + 0.5 * found.letters)
    assert corpus.likeness("c1", "e2").shared[0].facet is Facet.TARGET


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1인 가구 병원 안심 동행", "1인가구 병원안심동행"),
        ("자립·일자리 연계", "자립 일자리 연계"),
        ("ＡＩ 돌봄", "ai돌봄"),
        ("자립ㆍ일자리", "자립 일자리"),
    ],
)
def test_spelling_makes_no_difference(one, other):
    assert squeeze(one) == squeeze(other)
    corpus = Corpus([Programme(key="a", name=one), Programme(key="b", name=other)], [])
    assert corpus.likeness("a", "b").letters == pytest.approx(1.0)


def test_shared_runs_are_the_longest_and_none_inside_another():
    assert shared_runs("신혼부부 전세자금 대출이자 지원", "신혼 전세자금 이자지원") == ("이자지원", "전세자금")
    assert shared_runs("안심동행", "안심동행") == ("안심동행",)
    assert shared_runs("가나", "다라") == ()


def test_two_programmes_may_not_share_a_key():
    with pytest.raises(ValueError):
        Corpus([Programme(key="a", name="하나"), Programme(key="a", name="둘")], [])


def test_a_programme_with_nothing_to_say_is_like_nothing():
    corpus = Corpus([Programme(key="a", name=""), Programme(key="b", name="돌봄")], lexicon())
    assert corpus.like("a") == []
    assert corpus.likeness("a", "b").score == 0
    assert len(corpus) == 2


WORDS = st.text(alphabet="가나다라마바사아 ·1인가구돌봄병원동행", max_size=24)
CODES = st.sets(st.sampled_from("abcdefg"), max_size=7).map(frozenset)
WEIGHTS = st.tuples(*[st.integers(1, 50)] * 8).map(
    lambda tenths: dict(zip("abcdefgh", (one / 10 for one in tenths), strict=True))
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=8))
def test_likeness_is_the_same_both_ways_round(texts):
    corpus = Corpus([Programme(key=str(n), name=a, text=b) for n, (a, b) in enumerate(texts)], lexicon())
    there, back = corpus.likeness("0", "1"), corpus.likeness("1", "0")
    assert there.score == pytest.approx(back.score)
    assert there.shared == back.shared
    assert set(there.runs) == set(back.runs)
    assert 0 <= there.score <= 1 + 1e-9


@given(CODES, CODES, WEIGHTS)
def test_one_more_thing_in_common_never_makes_two_less_alike(one, other, weights):
    assert jaccard(one | {"h"}, other | {"h"}, weights) >= jaccard(one, other, weights) - 1e-12
    assert jaccard(one | {"h"}, other, weights) <= jaccard(one, other, weights) + 1e-12
    assert jaccard(one, other, weights) == jaccard(other, one, weights)


@given(CODES, WEIGHTS)
def test_a_programme_shares_all_with_itself(one, weights):
    assert jaccard(one, one, weights) == (pytest.approx(1.0) if one else 0.0)


def test_concepts_are_found_however_they_are_spaced():
    lonely = Concept(code="x", facet=Facet.TARGET, label="1인가구", words=("1인가구", ""))
    assert concepts_in("1인 가구를 돕는다", [lonely]) == {"x"}
    assert concepts_in("가구를 돕는다", [lonely]) == frozenset()
