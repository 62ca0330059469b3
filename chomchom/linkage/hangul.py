"""Korean names as they are typed and heard: keystrokes of the two-set keyboard, and one sound for 이·리 and 유·류."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_VOWELS, _FINALS = 21, 28
# The keys of the two-set keyboard (KS X 5002), by the order of Unicode's syllables. A capital is one key with shift.
# Korean data: where the letters stand on the keyboard
_INITIAL_KEYS = ("r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g")
# Korean data: where the letters stand on the keyboard
_VOWEL_KEYS = (
    "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l",
)  # fmt: skip
# Korean data: where the letters stand on the keyboard
_FINAL_KEYS = (
    "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "qt", "t", "T",
    "d", "w", "c", "z", "x", "v", "g",
)  # fmt: skip
_N, _R, _SILENT = 2, 5, 11
_WITH_Y = frozenset({2, 3, 6, 7, 12, 17, 20})
"""Vowels ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ: before them a first ㄹ or ㄴ is not spoken in the south."""
_YEOL_YUL = frozenset({(6, 8), (17, 8)})
"""렬 and 률: written 열 and 율 after a vowel or ㄴ (맞춤법 제11항), and often mixed up in names."""
_IN_BRACKETS = re.compile(r"[(\[{<][^)\]}>]*[)\]}>]")
# Korean data: letters of which names are made
_NOT_A_NAME = re.compile(r"[^a-z가-힣ㄱ-ㅎㅏ-ㅣ ]")


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A name without brackets (hanja, nicknames), marks and capitals, its words kept apart by single blanks."""
    text = unicodedata.normalize("NFKC", name).lower()
    return " ".join(_NOT_A_NAME.sub(" ", _IN_BRACKETS.sub(" ", text)).split())


def _parts(letter: str) -> tuple[int, int, int] | None:
    """Initial, vowel and final of a syllable by their numbers; None for anything else."""
    code = ord(letter)
    if not _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return None
    rest, final = divmod(code - _FIRST_SYLLABLE, _FINALS)
    return (*divmod(rest, _VOWELS), final)


@lru_cache(maxsize=65536)
def keystrokes(text: str) -> str:
    """What somebody presses to type a text: 김하늘 → rlagksmf. One slip of a finger is one changed letter."""
    typed = []
    for letter in text:
        parts = _parts(letter)
        typed.append(
            letter if parts is None else _INITIAL_KEYS[parts[0]] + _VOWEL_KEYS[parts[1]] + _FINAL_KEYS[parts[2]]
        )
    return "".join(typed)


@lru_cache(maxsize=65536)
def southern(name: str) -> str:
    """A name with the initial-sound rule applied, however it was written: 리·이, 류·유, 라·나, 동률·동율 become one."""
    heard = []
    for at, letter in enumerate(name):
        parts = _parts(letter)
        first = at == 0 or name[at - 1] == " "
        heard.append(letter if parts is None else _southern_syllable(*parts, first=first))
    return "".join(heard)


def _southern_syllable(initial: int, vowel: int, final: int, *, first: bool) -> str:
    softened = initial
    if (first and initial in (_N, _R) and vowel in _WITH_Y) or (initial == _R and (vowel, final) in _YEOL_YUL):
        softened = _SILENT
    elif first and initial == _R:
        softened = _N
    return chr(_FIRST_SYLLABLE + (softened * _VOWELS + vowel) * _FINALS + final)


def slips(one: str, other: str, *, at_most: int = 3) -> int:
    """How many slips lead from one text to the other: a letter wrong, missing, too many, or two that changed places.

    The unrestricted Damerau–Levenshtein distance; where it is above `at_most` the answer is `at_most` + 1.
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > at_most:
        return at_most + 1
    far = len(one) + len(other)
    table = [[far] * (len(other) + 2) for _ in range(len(one) + 2)]
    for j in range(len(other) + 1):
        table[1][j + 1] = j
    seen: dict[str, int] = {}
    for i, a in enumerate(one, start=1):
        table[i + 1][1], same = i, 0
        for j, b in enumerate(other, start=1):
            earlier, across = seen.get(b, 0), same
            if a == b:
                same = j
            table[i + 1][j + 1] = min(
                table[i][j] + (a != b),
                table[i + 1][j] + 1,
                table[i][j + 1] + 1,
                table[earlier][across] + i - earlier - 1 + 1 + j - across - 1,
            )
        seen[a] = i
    return min(table[-1][-1], at_most + 1)
