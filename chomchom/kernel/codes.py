"""Codes of a plan's projects, such as Ⅰ-4-10: read in every way they are printed, kept as numbers, shown in one way.

Minutes print `I-4-10`, `Ⅰ-4-10`, `1-4-10` or, scanned, `l-4-10` for the same project. Kept as numbers it sorts by
number, so that 10 stands after 9.
"""

from __future__ import annotations

import re

ROMAN_SIGNS = dict(
    zip(
        "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ",
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"),
        strict=True,
    )
)
SIGN_OF = {letters: sign for sign, letters in ROMAN_SIGNS.items()}
_STEPS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_DASH = r"\s*[-–‐‑−－]\s*"
_CODE = rf"([IVXl{''.join(ROMAN_SIGNS)}]+|\d{{1,2}}){_DASH}(\d{{1,2}}){_DASH}(\d{{1,2}})({_DASH}\d{{1,2}})?[.)]?"
_LEADING = re.compile(rf"^\s*{_CODE}\s+(?=\S)")
_ALONE = re.compile(rf"\s*{_CODE}\s*")
_WIDTH = 4


def split_code(text: str) -> tuple[str | None, str]:
    """Code in its one letter form (`I-1-3`) and name; `1-1-3` and `Ⅰ-1-3` are the same project."""
    found = _LEADING.match(text)
    return (_lettered(found), text[found.end() :].strip()) if found else (None, text.strip())


def printed_code(text: str) -> str:
    """The code as it was printed, empty where the text does not begin with one."""
    found = _LEADING.match(text)
    return found[0].strip() if found else ""


def _lettered(found: re.Match[str]) -> str:
    tail = re.findall(r"\d+", found[4] or "")
    return "-".join([roman(found[1]), str(int(found[2])), str(int(found[3])), *tail])


def roman(strategy: str) -> str:
    """The number of a strategy as Roman numeral letters."""
    letters = "".join(ROMAN_SIGNS.get(sign, sign) for sign in strategy).replace("l", "I")
    return letters if not letters.isdigit() else _written(int(letters))


def _written(number: int) -> str:
    written = ""
    for value, sign in _STEPS:
        written += sign * (number // value)
        number %= value
    return written


def _read(letters: str) -> int | None:
    """The number of Roman letters; None where no such numeral is written."""
    number, left = 0, letters
    for value, sign in _STEPS:
        while left.startswith(sign):
            number, left = number + value, left[len(sign) :]
    return number if not left and number and _written(number) == letters else None


def numbers_of(text: str) -> tuple[int, ...] | None:
    """The numbers of a code that stands alone, however it is printed; None where the text is no code."""
    found = _ALONE.fullmatch(text)
    first = _read(roman(found[1])) if found else None
    if found is None or first is None:
        return None
    return (first, int(found[2]), int(found[3]), *(int(tail) for tail in re.findall(r"\d+", found[4] or "")))


def as_kept(numbers: tuple[int, ...]) -> str:
    """The form in the tables: `1-4-10`."""
    return "-".join(str(number) for number in numbers)


def as_sorted(numbers: tuple[int, ...]) -> str:
    """The same, each number equally wide, so that text sorts by number."""
    return "".join(f"{number:0{_WIDTH}d}" for number in numbers)


def as_shown(kept: str) -> str:
    """The form on screens and papers: `Ⅰ-4-10`; empty stays empty. Raises ValueError for what is no kept code."""
    if not kept:
        return ""
    first, *rest = kept.split("-")
    return "-".join([numeral(int(first)), *rest])


def numeral(number: int) -> str:
    """A strategy's number as its sign: Ⅰ, Ⅱ, up to Ⅻ; above, letters."""
    letters = _written(number)
    return SIGN_OF.get(letters, letters)
