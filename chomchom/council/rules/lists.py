"""Lists as papers print them: whatever mark stands before an item, and whatever page cuts it in two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from chomchom.council.rules import words
from chomchom.council.rules.lines import Line

# Korean data: how pages are numbered
PAGE_NUMBER = re.compile(
    r"^(?:[-–—]\s*(\d{1,3})\s*[-–—]|(?:[-–—]\s*)?(\d{1,3})\s*/\s*\d{1,3}(?:\s*[-–—])?|(\d{1,3})\s*(?:쪽|페이지))$"
)
_LEADING = re.compile(rf"^[{re.escape(words.LEADING)}](?:\s+|$)")
_DOTS = words.MARKS[0]
# Korean data: particles and endings that never begin a word: a line that begins with one was cut in mid-word
_NEVER_FIRST = frozenset(("을", "를", "의", "은", "는", "에", "에서", "에게", "으로", "와", "과", "까지"))
# Korean data: a word without the signs around it
_BARE = re.compile(r"[^0-9A-Za-z가-힣]")


def leading_mark(text: str) -> str:
    """The mark a text begins with, followed by a blank; empty where it begins with a word."""
    return text[0] if _LEADING.match(text) else ""


def unmarked(text: str) -> str:
    """The text behind its mark."""
    return _LEADING.sub("", text).strip()


def bullets(text: str, mark: str = "") -> list[str]:
    """The items of a cell. A mark needs blanks on both sides, for a middle dot is a letter too; a full stop never
    divides. Only the mark the list begins with divides it; where it begins with none, a middle dot does."""
    family = _family(leading_mark(text) or mark or _DOTS[0])
    return [part.strip() for part in _between(family).split(text) if part.strip()]


def go_on(held: list[str], text: str, *, mark: str, vocabulary: Counter[str]) -> None:
    """After a page break: a new item where the text begins with the list's mark, else the rest of the sentence."""
    begins = leading_mark(text)
    if not held or (begins and (not mark or begins in _family(mark))):
        held.extend(bullets(text, mark))
        return
    first, *more = bullets(text, mark) if not begins else [text]
    held[-1] = rejoined(held[-1], first, vocabulary)
    held.extend(more)


def rejoined(before: str, after: str, vocabulary: Counter[str]) -> str:
    """Two parts of one sentence: with a blank between, without where the line was cut inside a word the paper knows."""
    if not before or not after:
        return before or after
    last, first = before.split()[-1], after.split()[0]
    bare, whole = _BARE.sub("", first), _BARE.sub("", last + first)
    known = vocabulary[whole] > 0 and vocabulary[bare] <= 1 and whole != bare
    return f"{before}{after}" if known or bare in _NEVER_FIRST else f"{before} {after}"


def with_marks_at_the_front(lines: Sequence[Line]) -> list[Line]:
    """A mark that was left at the end of a line stands before the next one, where it belongs."""
    kept: list[Line] = []
    for line in lines:
        mark = _left_behind(kept[-1]) if kept and len(line.cells) == 1 and line.filled else ""
        if mark and not leading_mark(line.text):
            above = kept.pop()
            *before, last = above.cells
            kept.append(Line(above.no, (*before, last[:-1].rstrip())))
            line = Line(line.no, (f"{mark} {line.cells[0]}",))
        kept.append(line)
    return kept


def _left_behind(line: Line) -> str:
    """The mark a line ends with, behind a word and a blank."""
    text = line.cells[-1]
    behind = (len(text) > 2 and text[-2] == " ") or (len(text) == 1 and len(line.cells) > 1 and len(line.filled) > 1)
    return text[-1] if behind and text[-1] in words.LEADING and not PAGE_NUMBER.match(text) else ""


def vocabulary_of(lines: Iterable[Line]) -> Counter[str]:
    """How often each word stands in a paper."""
    return Counter(_BARE.sub("", word) for line in lines for cell in line.filled for word in cell.split())


def _family(mark: str) -> str:
    return next((family for family in words.MARKS if mark in family), mark)


def _between(family: str) -> re.Pattern[str]:
    """Where items of a family divide: a hyphen between two figures is a span and no mark."""
    figures = r"(?<!\d\s)" if "-" in family else ""
    return re.compile(rf"(?:^|\s){figures}[{re.escape(family)}](?=\s|$)\s*")


def all_unmarked(parts: Sequence[str]) -> list[str]:
    """Each part behind its mark, empty ones left out."""
    return [text for text in map(unmarked, parts) if text]
