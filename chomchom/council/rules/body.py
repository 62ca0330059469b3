"""The middle of minutes: numbered parts, projects and candidates with their tables, the direction of the next plan."""

from __future__ import annotations

import re
from itertools import pairwise

from chomchom.council.rules import facts, words
from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.lists import bullets, go_on, leading_mark, rejoined, unmarked
from chomchom.council.rules.shape import Candidate, Issue, Review, Section
from chomchom.council.rules.state import Reading

# Korean data: numbers of parts, which some papers write as Roman numerals
HEADING = re.compile(r"^(\d{1,2}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])\s*\.\s*(?!\d)(.+)$")
ITEM = re.compile(rf"^[{words.SQUARES}]\s*(?<!ㅁ)(.+)$|^ㅁ\s+(.+)$")  # Korean data: a letter typed for a square
IN_HEADING = re.compile(rf"[{words.SQUARES[:-1]}]|\sㅁ\s")  # Korean data: a letter typed for a square
FOLLOW_UP = re.compile(r"(?:^|\s)[○◦●❍]\s+")
SENTENCE_ENDS = re.compile(r"(?:[가-힣)”’]\.|[)함됨음임])$")  # Korean data: how a sentence of a report ends
LONGEST_LABEL = 20
ALIKE = 0.3  # from this share of letter pairs on a heading is the one the agenda announced
TABLES = ("item", "candidate", "issues", "decisions")


def item_of(text: str) -> str:
    """What stands behind the square of a project or candidate; empty where none does."""
    found = ITEM.match(text)
    return (found[1] or found[2]).strip() if found else ""


def heading(reading: Reading, line: Line) -> bool:
    """`1. …` begins a part; what follows a □ in the same cell is its first item, after ○ its plans."""
    match = HEADING.match(line.text)
    if not match or (len(line.filled) > 1 and reading.place in ("item", "candidate", "issues", "decisions")):
        return False
    number = int(match[1]) if match[1].isdigit() else words.ROMAN.index(match[1]) + 1
    name, *item = IN_HEADING.split(match[2], maxsplit=1)
    name, *plans = FOLLOW_UP.split(name)
    if not _is_next(reading, number, name) or not _may_begin(reading, line, number, name):
        return False
    _begin_part(reading, number, name.strip(), line.no)
    if item:
        return item_start(reading, Line(line.no, ("□ " + item[0].strip(),)))
    for plan in plans:
        add_plan(reading, line.no, plan)
    return True


def _is_next(reading: Reading, number: int, name: str) -> bool:
    """Numbers of parts rise, as the agenda has them; one that comes again is the same part over a new page, and any
    other number begins a sentence."""
    headings = reading.minutes.headings
    if number in headings:
        return key(headings[number]) == key(name)
    last, announced = max(headings, default=0), {item.no for item in reading.minutes.agenda}
    return number > last and (not announced or number in announced or number == last + 1)


def _may_begin(reading: Reading, line: Line, number: int, name: str) -> bool:
    """Inside a table a number may be the rest of a date or a sentence: it begins a part where the agenda says so, or
    where the sentence before has ended and the row is none of the table's."""
    if reading.place not in TABLES:
        return True
    announced = next((item.title for item in reading.minutes.agenda if item.no == number), "")
    if alike(name, announced) >= ALIKE:
        return True
    said = _last_said(reading)
    in_table = len(line.cells) > 1 and not line.cells[0]
    return not in_table and (not said or SENTENCE_ENDS.search(said) is not None)


def _last_said(reading: Reading) -> str:
    """The last words of the table that is open."""
    if reading.place == "decisions" and reading.minutes.decisions:
        return reading.minutes.decisions[-1].direction
    if reading.place == "issues" and reading.minutes.direction.issues:
        return next(reversed(reading.minutes.direction.issues[-1].bullets), "")
    return next(reversed(reading.section.bullets), "") if reading.section else ""


def alike(one: str, two: str) -> float:
    """How many of the letter pairs of the shorter text the other has too, from 0 to 1."""
    pairs = [{a + b for a, b in pairwise(key(text))} for text in (one, two)]
    return len(pairs[0] & pairs[1]) / min(map(len, pairs)) if all(pairs) else 0.0


def _begin_part(reading: Reading, number: int, name: str, line: int) -> None:
    reading.minutes.at(f"part:{number}", line)
    if number in reading.minutes.headings:
        return
    reading.minutes.headings[number] = name
    reading.section = reading.item = None
    reading.columns, reading.mark = (), ""
    reading.place = words.part_of(name)


def add_plan(reading: Reading, number: int, text: str) -> None:
    """One more thing to do after the meeting."""
    if text.strip():
        reading.minutes.at(f"follow_up:{len(reading.minutes.follow_up)}", number)
        reading.minutes.follow_up.append(text.strip())


def item_start(reading: Reading, line: Line) -> bool:
    """`□ I-1-3 이름`: a project with a code, or a candidate without. A square before words without a code is a mark of
    a list where no projects are spoken of."""
    named = item_of(line.text)
    if not named:
        return False
    minutes = reading.minutes
    code, name = facts.split_code(named)
    if code is None and (reading.place in ("direction", "follow_up") or named in words.NEXT):
        return False
    if code or reading.place not in ("candidates", "candidate"):
        reading.item, reading.place = Review(code, name), "item"
        minutes.reviews.append(reading.item)
    else:
        reading.item, reading.place = Candidate(name), "candidate"
        minutes.candidates.append(reading.item)
    minutes.at(reading.item_place(), line.no)
    reading.section, reading.columns, reading.mark = None, (), ""
    return True


def header(reading: Reading, line: Line) -> bool:
    """A header row; it comes again after a page break."""
    cells = tuple(key(cell) for cell in line.filled)
    if len(cells) >= 3 and any(cell in words.NAME_HEADS for cell in cells):
        reading.columns = tuple(words.column_of(cell) for cell in cells)
        reading.place, reading.item = "decisions", None
        return True
    if len(cells) != 2 or cells[1] not in words.CONTENT_HEADS:
        return False
    # Korean data: the head of the table of issues
    if "이슈" in cells[0] or ("쟁점" in cells[0] and reading.item is None):
        reading.place, reading.item, reading.section = "issues", None, None
        return True
    return cells[0] in words.ROW_HEADS


def item_row(reading: Reading, line: Line) -> bool:
    """`라벨 | · … · …` in the table of a project or candidate."""
    if reading.item is None or reading.place not in ("item", "candidate"):
        return False
    cells = line.filled
    if len(cells) == 2 and not leading_mark(cells[0]):
        reading.section = Section(cells[0], _listed(reading, cells[1]))
        reading.item.sections.append(reading.section)
    elif len(cells) == 1 and (label_alone(line) or _label_above(reading, line)):
        reading.section = Section(cells[0])
        reading.item.sections.append(reading.section)
    elif len(cells) == 1 and reading.section is not None:
        _continue(reading, reading.section.bullets, cells[0])
    else:
        return False
    reading.minutes.at(f"{reading.item_place()}:{len(reading.item.sections) - 1}", line.no)
    return True


def _listed(reading: Reading, text: str) -> list[str]:
    reading.mark = leading_mark(text) or reading.mark
    return bullets(text, reading.mark)


def _continue(reading: Reading, held: list[str], text: str) -> None:
    if not held or not reading.mark:
        reading.mark = leading_mark(text) or reading.mark
    go_on(held, text, mark=reading.mark, vocabulary=reading.vocabulary)


def label_alone(line: Line) -> bool:
    """A row whose first cell is filled and whose others are there but empty."""
    return len(line.cells) > 1 and bool(line.cells[0]) and not leading_mark(line.cells[0])


def _label_above(reading: Reading, line: Line) -> bool:
    """A label on a line of its own, as papers come out where each cell is a line: short, no sentence, a list below it."""
    below, held = reading.following, reading.section.bullets if reading.section else []
    if below is None or not leading_mark(below.text) or len(below.filled) > 1 or leading_mark(line.text):
        return False
    if reading.section is not None and not (held and SENTENCE_ENDS.search(held[-1])):
        return False
    return len(line.text) <= LONGEST_LABEL and not SENTENCE_ENDS.search(line.text)


def direction_bullet(reading: Reading, line: Line) -> bool:
    """`- …` in the part about the next plan."""
    if reading.place != "direction" or len(line.filled) != 1:
        return False
    held = reading.minutes.direction.bullets
    mark = leading_mark(line.text)
    if mark and (not reading.mark or mark == reading.mark):
        reading.mark = mark
        held += bullets(line.text, mark)
    elif held:
        held[-1] = rejoined(held[-1], line.text, reading.vocabulary)
    elif line.text:
        held.append(unmarked(line.text))
    reading.minutes.at(f"direction:{len(held) - 1}", line.no)
    return True


def issue_row(reading: Reading, line: Line) -> bool:
    """`이슈 | · … · …`."""
    if reading.place != "issues":
        return False
    issues = reading.minutes.direction.issues
    if len(line.filled) == 2:
        issues.append(Issue(line.filled[0], _listed(reading, line.filled[1])))
    elif len(line.filled) == 1 and label_alone(line):
        issues.append(Issue(line.filled[0]))
    elif len(line.filled) == 1 and issues:
        _continue(reading, issues[-1].bullets, line.filled[0])
    else:
        return False
    reading.minutes.at(f"issue:{len(issues) - 1}", line.no)
    return True
