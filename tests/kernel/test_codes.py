"""Codes of projects and names of things, however they are printed."""

from __future__ import annotations

import random

import pytest

from chomchom.kernel.codes import as_kept, as_shown, as_sorted, numbers_of, numeral, roman, split_code
from chomchom.kernel.names import compared

PRINTED = ["Ⅰ-4-10", "I-4-10", "1-4-10", "l-4-10", " Ⅰ - 4 - 10 ", "Ⅰ–4–10", "I-04-10.", "Ⅰ－4－10"]


@pytest.mark.parametrize("text", PRINTED)
def test_one_code_is_read_however_it_is_printed(text):
    assert numbers_of(text) == (1, 4, 10)


@pytest.mark.parametrize("text", ["", "4-10", "Ⅰ-4", "IIX-1-1", "VV-1-1", "0-1-1", "I-4-10 이름", "a-1-1", "I-4-100"])
def test_what_is_no_code_is_not_guessed(text):
    assert numbers_of(text) is None


def test_every_strategy_is_written_and_read_back():
    for number in range(1, 40):
        for printed in (numeral(number), roman(numeral(number)), str(number)):
            assert numbers_of(f"{printed}-2-3") == (number, 2, 3), printed
        assert as_shown(f"{number}-2-3") == f"{numeral(number)}-2-3"
    assert as_shown("") == ""


def test_codes_sort_by_number():
    numbers = [(a, b, c, *d) for a in (1, 2, 10) for b in (1, 9, 12) for c in (1, 9, 10, 99) for d in ((), (1,), (11,))]
    mixed = numbers[:]
    random.Random(3).shuffle(mixed)
    assert sorted(mixed, key=as_sorted) == sorted(numbers)


def test_a_code_with_a_task_keeps_its_fourth_number():
    found = numbers_of("Ⅱ-1-3-2")
    assert found == (2, 1, 3, 2)
    assert as_shown(as_kept(found)) == "Ⅱ-1-3-2"
    assert split_code("Ⅱ-1-3-2 마을 밥상") == ("II-1-3-2", "마을 밥상")


def test_names_are_compared_without_blanks_dots_and_quotes():
    assert compared("1인가구 · 고립예방「사업」") == compared("1인 가구고립예방 사업") != compared("고립예방 사업")
