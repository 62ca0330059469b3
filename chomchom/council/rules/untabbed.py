"""Text copied or extracted from a PDF has no cell borders: rows and cells are found again by what stands in them.

Two ways occur: columns kept apart by runs of blanks, as on the page, or one blank between everything, cell after cell.
What is found are the same numbered lines of cells that text from HWP gives, so that one grammar reads both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chomchom.council.rules import facts, words
from chomchom.council.rules.body import HEADING, LONGEST_LABEL, SENTENCE_ENDS, item_of
from chomchom.council.rules.lines import Line, clean, from_text, key, printed_lines
from chomchom.council.rules.lists import PAGE_NUMBER, leading_mark, rejoined, vocabulary_of

GAP = re.compile(r" {2,}")
CONCLUSIONS = 4  # columns of the table of conclusions
SLACK = 2  # letters by which a column may begin further left than its head
SHARE_OF_GAPS = 0.1  # from this share of lines with runs of blanks on, the columns are kept apart
_MARK = "|".join(sorted(map(re.escape, (*words.PRESENT, *words.ABSENT)), key=len, reverse=True))
PERSON = re.compile(rf"(\S+)\s+(\S.*?)\s+({_MARK})(?=\s|$)\s*", re.IGNORECASE)
# Korean data: what the first column of the conclusions says
KIND = re.compile(
    r"^((?:제\s*\d+\s*기\s*)?(?:신규|기존|계속|세부)?\s*(?:사업|후보)(?:\s*후보)?|신규|기존|계속)(?=\s|$)"
)
BOX = re.compile(
    r"^(?:담당|간사|주무관|[가-힣]{0,4}(?:위원장|국장|과장|팀장|분과장))$"
)  # Korean data: who approves a paper
# Korean data: how the last column of the conclusions is headed
LAST_HEAD = re.compile(
    r"^(\S+)\s+(\S+)\s+(\S.*?)\s+((?:제\s*\d+\s*기\s*)?(?:반영\s*방향|반영\s*결과|결정\s*\S*|방향))$"
)


def lines_of(text: str) -> list[Line]:
    """Numbered lines of cells from a text: by its tabs, or by what stands in it where it has none."""
    lines = from_text(text)
    if any(len(line.cells) > 1 for line in lines):
        return lines
    return shaped(printed_lines(text))


def shaped(printed: Sequence[str]) -> list[Line]:
    """Numbered lines of cells from lines of text without a single tab."""
    rows = [(number, line) for number, line in enumerate(printed, start=1) if clean(line)]
    rows = [(number, line) for number, line in rows if not PAGE_NUMBER.match(clean(line))]
    gaps = sum(1 for _, line in rows if GAP.search(line.strip()))
    found = _Page(rows).lines() if gaps > SHARE_OF_GAPS * len(rows) else _Stream(rows).lines()
    return [Line(number, tuple(clean(cell) for cell in cells)) for number, cells in found]


class _Shape:
    """What both ways have in common: rows that are open, and how a text goes on."""

    def __init__(self, rows: list[tuple[int, str]]) -> None:
        self.rows = rows
        self.out: list[tuple[int, list[str]]] = []
        self.known = vocabulary_of(Line(number, (clean(line),)) for number, line in rows)
        spoken = [facts.split_code(item_of(clean(line)))[1] for _, line in rows if item_of(clean(line))]
        self.names = {key(name) for name in spoken} | {key(name.partition("(")[0]) for name in spoken}

    def put(self, number: int, *cells: str) -> None:
        self.out.append((number, list(cells)))

    def add(self, column: int, text: str) -> None:
        """Text goes on in a column of the last row."""
        cells = self.out[-1][1]
        cells += [""] * (column + 1 - len(cells))
        cells[column] = rejoined(cells[column], text, self.known)


class _Page(_Shape):
    """Columns kept apart as on the page: a cell belongs to the column whose head it stands under."""

    starts: tuple[int, ...] = ()

    def lines(self) -> list[tuple[int, list[str]]]:
        for number, line in self.rows:
            parts = [(found.start(), found[0].strip()) for found in re.finditer(r"\S+(?: \S+)*", line)]
            if _is_head([text for _, text in parts]):
                self.starts = tuple(start for start, _ in parts)
                self.put(number, *(text for _, text in parts))
            elif not self.starts or _leaves_table(parts[0][1], len(parts)):
                self.starts = ()
                self.put(number, *(text for _, text in parts))
            else:
                self._row(number, parts)
        return self.out

    def _row(self, number: int, parts: list[tuple[int, str]]) -> None:
        cells = [""] * len(self.starts)
        for start, text in parts:
            column = max((n for n, at in enumerate(self.starts) if at <= start + SLACK), default=0)
            cells[column] = f"{cells[column]} {text}".strip()
        is_first = _is_head(self.out[-1][1])
        begins = cells[0] and (len(cells) > 2 or leading_mark(cells[1]) or is_first)
        if begins or (is_first and len(cells) > 2) or facts.split_code(cells[1])[0] or is_first:
            self.put(number, *cells)
        else:
            for column, text in enumerate(cells):
                if text:
                    self.add(column, text)


class _Stream(_Shape):
    """Cell after cell, a blank or a line end between them."""

    place = ""
    waiting: list[tuple[int, str]]

    def lines(self) -> list[tuple[int, list[str]]]:
        self.waiting = []
        texts = _with_their_labels([(number, clean(line)) for number, line in self.rows])
        skip = 0
        for place, (number, text) in enumerate(texts):
            if skip:
                skip -= 1
                continue
            head, used = _head_at([one for _, one in texts[place : place + 4]])
            if head:
                self._release()
                self.place, skip = ("decisions" if len(head) > 2 else "table"), used - 1
                self.put(number, *head)
            else:
                self._line(number, text)
        self._release()
        return self.out

    def _line(self, number: int, text: str) -> None:
        if HEADING.match(text) or item_of(text) or key(text.split()[0]) in words.NEXT + words.PHOTOS + words.FRAME:
            self._release()
            self.place = "next" if key(text.split()[0]) in words.NEXT else ""
            self.put(number, *_first_apart(text))
        elif self.place == "table":
            self._in_table(number, text)
        elif self.place == "decisions":
            self._in_conclusions(number, text)
        elif key(text.split()[0]) in words.ATTENDANCE:
            self.place = "people"
            self.put(number, *_first_apart(text))
        elif self.place == "people" and key(text.split()[0]) not in words.AGENDA:
            self._in_people(number, text)
        else:
            self._release()
            self.place = "" if self.place == "people" else self.place
            self.put(number, *_labelled(text))

    def _release(self) -> None:
        for number, text in self.waiting:
            self.put(number, text)
        self.waiting = []

    def _in_people(self, number: int, text: str) -> None:
        if all(key(word) in words.PERSON_COLUMNS for word in text.split()):
            return
        if "※" in text or leading_mark(text) or BOX.match(text):
            self._release()
            self.put(number, text)
            return
        self.waiting.append((number, text))
        whole = " ".join(one for _, one in self.waiting)
        people = PERSON.findall(whole)
        if people and not PERSON.sub("", whole).strip():
            self.put(self.waiting[0][0], *[cell for person in people for cell in person])
            self.waiting = []

    def _in_table(self, number: int, text: str) -> None:
        """A label, then its list: words without a mark after a finished sentence belong to the next label."""
        mark = leading_mark(text)
        label, inside = ("", text) if mark else _label_before(text)
        if mark and self.waiting:
            self.put(self.waiting[0][0], " ".join(one for _, one in self.waiting), text)
            self.waiting = []
        elif label:
            self.put(number, " ".join([*(one for _, one in self.waiting), label]), inside)
            self.waiting = []
        elif mark:
            self.put(number, "", text)
        elif self.waiting or self._sentence_is_over():
            self.waiting.append((number, text))
        else:
            self.add(len(self.out[-1][1]) - 1, text)

    def _sentence_is_over(self) -> bool:
        cells = self.out[-1][1]
        return _is_head(cells) or SENTENCE_ENDS.search(cells[-1]) is not None

    def _in_conclusions(self, number: int, text: str) -> None:
        """A row begins with its kind; its name is one the paper spoke of, its direction begins with a label."""
        kind = KIND.match(text)
        cells = self.out[-1][1]
        if kind and (len(cells) != CONCLUSIONS or _is_head(cells) or cells[3]):
            self.put(number, kind[1], "", "", "")
            text, cells = text[kind.end() :].strip(), self.out[-1][1]
        if len(cells) != CONCLUSIONS or _is_head(cells):
            self.put(number, text)
        elif cells[2] and _begins_with_label(text):
            self.add(3, text)
        elif text:
            self._name_or_summary(text, cells)

    def _name_or_summary(self, text: str, cells: list[str]) -> None:
        if cells[3]:
            self.add(3, text)
        elif cells[2] or (not text.startswith("(") and key(facts.split_code(cells[1])[1]) in self.names):
            self._summary(text)
        else:
            parts = text.split()
            whole = next((n for n in range(len(parts), 0, -1) if self._is_name(cells[1], parts[:n])), len(parts))
            self.add(1, " ".join(parts[:whole]))
            self._summary(" ".join(parts[whole:]))

    def _summary(self, text: str) -> None:
        """A summary, and the direction where that begins in the same line."""
        parts = text.split()
        cut = next((n for n in range(1, len(parts)) if _begins_with_label(" ".join(parts[n:]))), len(parts))
        for column, words_of in ((2, parts[:cut]), (3, parts[cut:])):
            if words_of:
                self.add(column, " ".join(words_of))

    def _is_name(self, before: str, parts: Sequence[str]) -> bool:
        return key(facts.split_code(f"{before} {' '.join(parts)}".strip())[1]) in self.names


def _with_their_labels(texts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """A label of the form that stands on a line of its own goes before the line below it, boxes beside each other."""
    alone = {*words.META, *words.ATTENDANCE, *words.AGENDA, *words.NEXT}
    kept: list[tuple[int, str]] = []
    for number, text in texts:
        above = kept[-1][1] if kept else ""
        boxes = bool(BOX.match(text)) and all(BOX.match(word) for word in above.split(" "))
        value = key(text) not in alone and key(text) not in words.PERSON_COLUMNS
        if kept and (boxes or (key(above) in alone and value)):
            kept[-1] = (kept[-1][0], f"{above} {text}")
        else:
            kept.append((number, text))
    return kept


def _is_head(cells: Sequence[str]) -> bool:
    plain = [key(cell) for cell in cells]
    if len(plain) == 2:
        first = plain[0] in words.ROW_HEADS or any(word in plain[0] for word in ("이슈", "쟁점"))  # Korean data: heads
        return first and plain[1] in words.CONTENT_HEADS
    return len(plain) > 2 and any(cell in words.NAME_HEADS for cell in plain)


def _leaves_table(text: str, parts: int) -> bool:
    if key(text) in words.NEXT + words.PHOTOS:
        return True
    return parts == 1 and bool(HEADING.match(text) or item_of(text))


def _head_at(texts: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """The head of a table that begins here, in one line or one a cell, and how many lines it takes."""
    words_of = texts[0].split()
    for cut in range(1, len(words_of)):
        pair = " ".join(words_of[:cut]), " ".join(words_of[cut:])
        if _is_head(pair):
            return pair, 1
    if (found := LAST_HEAD.match(texts[0])) and _is_head(found.groups()):
        return found.groups(), 1
    for used in (2, 4):
        begins = used == 2 or key(texts[0]) in words.KIND_HEADS
        if len(texts) >= used and begins and _is_head(texts[:used]):
            return tuple(texts[:used]), used
    return (), 0


def _first_apart(text: str) -> Iterator[str]:
    """The word a row of the form begins with, and what stands beside it."""
    first, _, rest = text.partition(" ")
    known = words.NEXT + words.ATTENDANCE + words.AGENDA + words.FRAME
    yield from (one for one in ((first, rest) if key(first) in known else (text,)) if one)


def _labelled(text: str) -> list[str]:
    """A row of the head: each label apart from what stands behind it."""
    if " " in text and all(BOX.search(word) for word in text.split(" ")):
        return text.split(" ")
    cells: list[str] = []
    for word in text.split(" "):
        if key(word) in words.META and (not cells or key(cells[0]) in words.META):
            cells += [word, ""]
        elif cells:
            cells[-1] = f"{cells[-1]} {word}".strip()
        else:
            cells.append(word)
    return cells if cells and key(cells[0]) in words.META else list(_first_apart(text))


def _begins_with_label(text: str) -> bool:
    label, _ = facts.split_label(text)
    return bool(label) and text[len(label) :].lstrip()[:1] in (".", ":")


def _label_before(text: str) -> tuple[str, str]:
    """A label and its list in one line; no label where a sentence stands before the mark."""
    found = re.search(rf"\s(?=[{re.escape(words.LEADING)}]\s)", text)
    label = text[: found.start()] if found else ""
    if found and len(label) <= LONGEST_LABEL * 2 and not SENTENCE_ENDS.search(label) and not label.endswith(","):
        return label, text[found.end() :]
    return "", text
