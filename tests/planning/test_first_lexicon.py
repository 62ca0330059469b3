"""The lexicon every city begins with: what it takes for work of neighbours, and what it does not."""

from __future__ import annotations

import pytest

from chomchom.linkage.programmes import concepts_in
from chomchom.planning.models import FacetWord
from chomchom.planning.reads.overlaps import lexicon

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "neighbours"),
    [
        ("통장과 이웃이 문을 두드림", True),
        ("주민 모임이 반찬을 나눔", True),
        ("주민활동가를 기름", True),
        ("주민 목소리 모으기", False),
        ("저소득 주민의 이자를 지원", False),
        ("지역주민 누구나 쓰는 쉼터", False),
    ],
)
def test_residents_alone_are_no_work_of_neighbours(deeds, text, neighbours):
    held = {one.code: one.label for one in lexicon(deeds.jiu())}
    found = {held[code] for code in concepts_in(text, lexicon(deeds.jiu()))}
    assert ("이웃 활동" in found) is neighbours


def test_no_word_of_the_first_lexicon_is_residents_as_such():
    words = [word for row in FacetWord.objects.all() for word in row.words]
    assert words
    assert "주민" not in words
