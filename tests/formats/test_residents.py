"""Resident numbers, however they are written. All numbers here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.formats.residents import checksum_holds, find_rrn, has_rrn, mask_rrn


def with_check_digit(twelve: str) -> str:
    return next(twelve + last for last in "0123456789" if checksum_holds(twelve + last))


GOOD = with_check_digit("440311212345")


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"{GOOD[:6]}-{GOOD[6:]}",
        f"{GOOD[:6]} - {GOOD[6:]}",
        f"{GOOD[:6]}.{GOOD[6:]}",
        f"{GOOD[:6]}–{GOOD[6:]}",
        f"{GOOD[:6]}　{GOOD[6:]}",
        f"{GOOD[:6]}－{GOOD[6:]}",
        "".join(chr(ord(digit) + 0xFEE0) for digit in GOOD),
        " ".join(GOOD),
        ".".join(GOOD),
        f"번호는{GOOD}입니다",
        f"({GOOD[:6]}-{GOOD[6:]})",
        "440311-2123451",
        "991231-5123456",
        "010229-1123456".replace("0102", "0402").replace("-1", "-3"),
    ],
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert len(find_rrn(text)) == 1
    assert not has_rrn(mask_rrn(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "010-1234-5678",
        "01012345678 12",
        "440311",
        "440311-2******",
        "441311-2123456",  # month 13
        "440332-2123456",  # day 32
        "230229-1123456",  # no 29 February in 1923
        "110111-0001234",  # a company's number
        "4403112123456789",
        "1780000000000",
        "4127151000 4127151500",
        "2026-05-29 09:30:00",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_rrn(text) == []
    assert mask_rrn(text) == text


def test_a_foreigner_is_told_apart() -> None:
    assert [one.foreign for one in find_rrn("991231-5123456, 440311-2123456")] == [True, False]


def test_masking_keeps_the_birth_date_and_the_words_around() -> None:
    assert mask_rrn("김○늘 440311 2123456 님, 991231-5123456") == "김○늘 440311-******* 님, 991231-*******"


@given(
    st.dates(min_value=__import__("datetime").date(1900, 1, 1), max_value=__import__("datetime").date(1999, 12, 31)),
    st.sampled_from("1256"),
    st.integers(0, 999999),
    st.sampled_from(["", "-", " ", ".", " - ", "–"]),
)
def test_every_plausible_number_is_found(born, gender: str, serial: int, gap: str) -> None:
    assert has_rrn(f"{born:%y%m%d}{gap}{gender}{serial:06d}")


@given(st.text(max_size=200))
def test_masking_never_fails_and_leaves_nothing_to_find(text: str) -> None:
    assert not has_rrn(mask_rrn(text))
