"""Finding 주민등록번호 and 외국인등록번호 in text, however they are written, so that they can be refused or masked.

The product has no field for them. A number counts when its first six digits
are a day that exists and its seventh fits, because numbers given since October
2020 no longer carry a check digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_FULL_WIDTH = {ord("０") + digit: ord("0") + digit for digit in range(10)}
# Every dash, dot and blank people put between the two halves becomes one sign of the same length.
_BREAKS = dict.fromkeys(map(ord, "-‐‑‒–—―−－﹣ー_./·ㆍ•~∼〜: \t\u00a0\u3000\u2009\u202f\u200b"), ord("-"))
_TRANSLATION = _FULL_WIDTH | _BREAKS
_HALVES = re.compile(r"(?<![0-9])([0-9]{6})-{0,5}([0-9]{7})(?![0-9])")
_SPACED = re.compile(r"(?<![0-9])(?<![0-9]-)(?:[0-9]-{1,2}){12}[0-9](?!-?[0-9])")
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CENTURY = {
    "9": 1800,
    "0": 1800,
    "1": 1900,
    "2": 1900,
    "5": 1900,
    "6": 1900,
    "3": 2000,
    "4": 2000,
    "7": 2000,
    "8": 2000,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentNumber:
    """Where a number stands in the text (end exclusive) and whether it is a foreigner's."""

    start: int
    end: int
    foreign: bool


def checksum_holds(digits: str) -> bool:
    """True when the thirteenth digit is the check digit of the first twelve (citizens before October 2020; foreigners)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    last = (11 - total % 11) % 10
    return last == int(digits[12]) or (digits[6] in "5678" and (last + 2) % 10 == int(digits[12]))


def _is_resident_number(digits: str) -> bool:
    year = _CENTURY[digits[6]] + int(digits[:2])
    try:
        date(year, int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    # Nobody born in the 1800s is alive, and company numbers have 0 in this place: only the check digit convinces.
    return digits[6] not in "90" or checksum_holds(digits)


def find_rrn(text: str) -> list[ResidentNumber]:
    """Every resident or foreigner number in `text`, also without hyphen, with dots, blanks or full-width digits."""
    plain = text.translate(_TRANSLATION)
    found: list[ResidentNumber] = []
    for pattern in (_HALVES, _SPACED):
        for match in pattern.finditer(plain):
            digits = re.sub("-", "", match.group())
            if _is_resident_number(digits):
                found.append(ResidentNumber(start=match.start(), end=match.end(), foreign=digits[6] in "5678"))
    return sorted(found, key=lambda one: one.start)


def has_rrn(text: str) -> bool:
    """True when `text` holds such a number."""
    return bool(find_rrn(text))


def mask_rrn(text: str) -> str:
    """The same text with everything behind the birth date of each such number covered: `900101-*******`."""
    for one in reversed(find_rrn(text)):
        digits = [char for char in text[one.start : one.end].translate(_TRANSLATION) if char.isdigit()]
        text = f"{text[: one.start]}{''.join(digits[:6])}-*******{text[one.end :]}"
    return text
