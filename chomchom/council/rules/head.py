"""The head of minutes: title, approval boxes, time and place, and the agenda."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from chomchom.council.rules import words
from chomchom.council.rules.body import HEADING, item_of
from chomchom.council.rules.dates import read_times
from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.lists import bullets, leading_mark, rejoined
from chomchom.council.rules.shape import AgendaItem
from chomchom.council.rules.state import Reading

# Korean data: patterns of printed Korean
YEAR, SESSION = re.compile(r"(\d{4})\s*년도?"), re.compile(r"(?:제\s*)?(\d+)\s*(?:차|회)(?!의)")
LABELLED = re.compile(r"^([^:：]{2,8}?)\s*[:：]\s*(.+)$")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
NUMBERED = re.compile(rf"(?:^|(?<!\d\.)\s)(?:(\d{{1,2}})\s*[.)]\s+|([{CIRCLED}])\s*)")
FRONT = ("head", "attendance", "agenda", "absences")
"""The parts before the first heading; papers print them in any order."""
BOX = 8  # letters of the longest word in an approval box


def title(reading: Reading, line: Line) -> bool:
    """`회의록(2026년 4차)` with the names of the approval boxes beside it."""
    document = reading.minutes.document
    index = next((i for i, cell in enumerate(line.filled) if any(w in key(cell) for w in words.MINUTES)), -1)
    if document.title or index < 0:
        return False
    document.title = line.filled[index]
    if found := YEAR.search(document.title):
        document.year = int(found[1])
    if found := SESSION.search(document.title):
        document.session_no = int(found[1])
    # Korean data: the word that ends the body's name
    name = re.split(r"\s*회\s*의\s*(?:록|결\s*과)", document.title)[0]
    document.body = SESSION.sub("", YEAR.sub("", name)).strip()
    document.approval_line = [cell for i, cell in enumerate(line.filled) if i != index]
    reading.minutes.at("title", line.no)
    return True


def boxes(reading: Reading, line: Line) -> bool:
    """Approval boxes that stand in a row of their own."""
    document = reading.minutes.document
    if reading.place != "head" or not document.title or document.approval_line or len(line.filled) < 2:
        return False
    if not all(len(cell) <= BOX and " " not in cell for cell in line.filled):
        return False
    document.approval_line = list(line.filled)
    reading.minutes.at("title", line.no)
    return True


def meta(reading: Reading, line: Line) -> bool:
    """Pairs of label and value (time, place, committee, author, chair); a pair of another kind is kept as unread."""
    pairs = _pairs(line.filled) if reading.place in FRONT else []
    known = [name for name, _, _ in pairs if name]
    if not known or (reading.place != "head" and len(known) < len(pairs)):
        return False
    minutes = reading.minutes
    for name, value, printed in pairs:
        if value == words.NOT_RECORDED:
            continue
        if name == "time":
            minutes.meeting.start, minutes.meeting.end = read_times(
                value, not_before=_first_of_year(minutes.document.year)
            )
        elif name in ("place", "chair"):
            setattr(minutes.meeting, name, value)
        elif name in ("observers", "onnara_no"):
            setattr(minutes.form, name, value)
        elif name:
            setattr(minutes.document, name, value)
        if not name or (name == "time" and minutes.meeting.start is None):
            reading.leave(line.no, printed)
        minutes.at(name or "meta", line.no)
    return True


def _first_of_year(year: int | None) -> date | None:
    """From when a day without a year is looked for: the year the title names."""
    return date(year, 1, 1) if year else None


def _pairs(cells: Sequence[str]) -> list[tuple[str, str, str]]:
    """(field or empty, value, as printed) of each pair, written in two cells or as `라벨: 값` in one."""
    found: list[tuple[str, str, str]] = []
    rest = list(cells)
    while rest:
        cell = rest.pop(0)
        if key(cell) in words.META:
            value = rest.pop(0) if rest and key(rest[0]) not in words.META else ""
            found.append((words.META[key(cell)] if value else "", value, f"{cell} {value}".strip()))
        elif (labelled := LABELLED.match(cell)) and key(labelled[1]) in words.META:
            found.append((words.META[key(labelled[1])], labelled[2], cell))
        else:
            value = rest.pop(0) if rest and key(rest[0]) not in words.META else ""
            found.append(("", value, f"{cell} {value}".strip()))
    return found


def agenda(reading: Reading, line: Line) -> bool:
    """`안건 | 1. … 2. …`, in one cell or going on below."""
    starts = reading.place in FRONT and words.is_one_of(line.filled[0], words.AGENDA)
    if not starts and (reading.place != "agenda" or len(line.filled) != 1):
        return False
    held = reading.minutes.agenda
    before, items = _items(" ".join(line.filled[1:] if starts else line.filled), held[-1].no + 1 if held else 1)
    if not starts and not items and (not held or HEADING.match(before) or leading_mark(before) or item_of(before)):
        return False
    if before and held and not starts:
        held[-1].title = rejoined(held[-1].title, before, reading.vocabulary)
    elif before:
        _unnumbered(reading, before, line.no)
    held.extend(items)
    reading.place = "agenda"
    reading.minutes.at("agenda", line.no)
    return True


def _items(text: str, first: int) -> tuple[str, list[AgendaItem]]:
    """What stands before the first number, and the items: only a number that is the next one divides."""
    cuts: list[tuple[int, int]] = []
    for found in NUMBERED.finditer(text):
        if _number(found) == first + len(cuts):
            cuts.append(found.span())
    if not cuts:
        return text.strip(), []
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    items = [
        AgendaItem(first + place, text[after:end].strip())
        for place, ((_, after), end) in enumerate(zip(cuts, ends, strict=True))
    ]
    return text[: cuts[0][0]].strip(), items


def _number(found: re.Match[str]) -> int:
    return int(found[1]) if found[1] else CIRCLED.index(found[2]) + 1


def _unnumbered(reading: Reading, text: str, line: int) -> None:
    """An agenda without numbers: one item a mark."""
    marked = bullets(text) if leading_mark(text) else []
    for title in marked:
        reading.minutes.agenda.append(AgendaItem(len(reading.minutes.agenda) + 1, title))
    reading.leave(line, "" if marked else text)
