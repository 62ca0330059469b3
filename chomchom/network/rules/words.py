"""Finding Korean words with spaces left out and a letter mistyped: syllables are taken apart into their letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LETTERS_A_TYPO = 4
"""One wrong letter is forgiven for so many letters (a syllable has two or three)."""

SHARED_AT_LEAST = 0.5
"""Part of a word's pairs of letters that a text must hold before it is looked at closely."""

_TAIL_FIRST = 0x11A8
_HEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"  # Korean data: the letters a syllable begins with
_TAILS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"  # Korean data: the letters a syllable ends with


def letters(text: str) -> str:
    """반찬 → ㅂㅏㄴㅊㅏㄴ: letters and digits only, lower case, a head and a tail of one sound written alike."""
    found = []
    for sign in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold()):
        code = ord(sign)
        if 0x1100 <= code <= 0x1112:
            found.append(_HEADS[code - 0x1100])
        elif 0x1161 <= code <= 0x1175:
            found.append(chr(code - 0x1161 + 0x314F))
        elif _TAIL_FIRST <= code <= 0x11C2:
            found.append(_TAILS[code - _TAIL_FIRST])
        elif sign.isalnum():
            found.append(sign)
    return "".join(found)


def pairs(text: str) -> tuple[str, ...]:
    """Every pair of neighbouring letters once, in order; what an index is made of."""
    whole = letters(text)
    return tuple(sorted({whole[at : at + 2] for at in range(len(whole) - 1)}))


def query_words(query: str) -> tuple[str, ...]:
    """The words somebody typed, as letters; those of a single letter say nothing and are left out."""
    return tuple(word for word in (letters(part) for part in query.split()[:6]) if len(word) > 1)


@lru_cache(maxsize=4096)
def distance(word: str, text: str) -> int:
    """The fewest letters to change, add or leave out so that `word` stands somewhere in `text` (both as letters)."""
    row = [0] * (len(text) + 1)
    for count, sign in enumerate(word, start=1):
        before, row[0] = row[0], count
        for at, other in enumerate(text, start=1):
            before, row[at] = row[at], min(before + (sign != other), row[at] + 1, row[at - 1] + 1)
    return min(row)


def nearness(query: str, text_letters: str) -> int | None:
    """How many letters a text is away from all words of a query, or None where one of them is not in it."""
    total = 0
    for word in query_words(query):
        away = 0 if word in text_letters else distance(word[:60], text_letters)
        if away > len(word) // LETTERS_A_TYPO:
            return None
        total += away
    return total
