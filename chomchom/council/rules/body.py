"""The middle of minutes: numbered parts, projects and candidates with their tables, the direction of the next plan."""

from __future__ import annotations

import re

from chomchom.council.rules import facts, words
from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.shape import Candidate, Issue, Review, Section
from chomchom.council.rules.state import Reading

HEADING = re.compile(r"^(\d{1,2})\s*\.\s*(?!\d)(.+)$")
ITEM = re.compile(r"^[□■▢◇❏]\s*(.+)$")
# Korean data: marks of lists
BULLET = re.compile(r"(?:^|\s)[·•∙ㆍ‧]\s+")
DASH = re.compile(r"^[-–·○◦]\s+")
FOLLOW_UP = re.compile(r"(?:^|\s)[○◦●]\s+")


def heading(reading: Reading, line: Line) -> bool:
    """`1. …` begins a part; what follows a □ in the same cell is its first item, after ○ its plans."""
    match = HEADING.match(line.text)
    if not match or (len(line.filled) > 1 and reading.place in ("item", "candidate", "issues", "decisions")):
        return False
    name, _, item = match[2].partition("□")
    name, *plans = FOLLOW_UP.split(name)
    number = int(match[1])
    reading.section = reading.item = None
    reading.columns = ()
    reading.place = words.part_of(name)
    reading.minutes.at(f"part:{number}", line.no)
    if number in reading.minutes.headings:
        reading.leave(line.no, f"{number}. {name.strip()}")
    reading.minutes.headings.setdefault(number, name.strip())
    if item:
        return item_start(reading, Line(line.no, ("□ " + item.strip(),)))
    for plan in plans:
        add_plan(reading, line.no, plan)
    return True


def add_plan(reading: Reading, number: int, text: str) -> None:
    """One more thing to do after the meeting."""
    if text.strip():
        reading.minutes.at(f"follow_up:{len(reading.minutes.follow_up)}", number)
        reading.minutes.follow_up.append(text.strip())


def item_start(reading: Reading, line: Line) -> bool:
    """`□ I-1-3 이름`: a project with a code, or a candidate without."""
    match = ITEM.match(line.text)
    if not match:
        return False
    minutes = reading.minutes
    code, name = facts.split_code(match[1])
    if code or reading.place not in ("candidates", "candidate"):
        reading.item, reading.place = Review(code, name), "item"
        minutes.reviews.append(reading.item)
    else:
        reading.item, reading.place = Candidate(name), "candidate"
        minutes.candidates.append(reading.item)
    minutes.at(reading.item_place(), line.no)
    reading.section, reading.columns = None, ()
    return True


def header(reading: Reading, line: Line) -> bool:
    """A header row; it comes again after a page break."""
    cells = tuple(key(cell) for cell in line.filled)
    if len(cells) >= 3 and any(cell in words.NAME_HEADS for cell in cells):
        columns = tuple(words.column_of(cell) for cell in cells)
        if len(set(columns)) < len(columns):
            return False
        reading.columns, reading.place, reading.item = columns, "decisions", None
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
    if len(cells) == 2 and not BULLET.match(cells[0]):
        reading.section = Section(cells[0], bullets(cells[1]))
        reading.item.sections.append(reading.section)
    elif len(cells) == 1 and label_alone(line):
        reading.section = Section(cells[0])
        reading.item.sections.append(reading.section)
    elif len(cells) == 1 and reading.section is not None:
        go_on(reading.section.bullets, cells[0])
    else:
        return False
    reading.minutes.at(f"{reading.item_place()}:{len(reading.item.sections) - 1}", line.no)
    return True


def label_alone(line: Line) -> bool:
    """A row whose first cell is filled and whose others are there but empty."""
    return len(line.cells) > 1 and bool(line.cells[0]) and not BULLET.match(line.cells[0])


def bullets(text: str) -> list[str]:
    """The bullets of a cell; a middle dot without blanks on both sides is a letter, a full stop never splits."""
    return [part.strip() for part in BULLET.split(text) if part.strip()]


def go_on(held: list[str], text: str) -> None:
    """After a page break: a new bullet where the text begins with one, else the rest of the sentence."""
    if BULLET.match(text) or not held:
        held.extend(bullets(text))
        return
    first, *more = bullets(text)
    held[-1] = f"{held[-1]} {first}"
    held.extend(more)


def direction_bullet(reading: Reading, line: Line) -> bool:
    """`- …` in the part about the next plan."""
    if reading.place != "direction":
        return False
    held = reading.minutes.direction.bullets
    if found := DASH.match(line.text):
        held.append(line.text[found.end() :].strip())
    elif held and len(line.filled) == 1 and not ITEM.match(line.text) and not HEADING.match(line.text):
        held[-1] = f"{held[-1]} {line.text}"
    else:
        return False
    reading.minutes.at(f"direction:{len(held) - 1}", line.no)
    return True


def issue_row(reading: Reading, line: Line) -> bool:
    """`이슈 | · … · …`."""
    if reading.place != "issues":
        return False
    issues = reading.minutes.direction.issues
    if len(line.filled) == 2:
        issues.append(Issue(line.filled[0], bullets(line.filled[1])))
    elif len(line.filled) == 1 and label_alone(line):
        issues.append(Issue(line.filled[0]))
    elif len(line.filled) == 1 and issues:
        go_on(issues[-1].bullets, line.filled[0])
    else:
        return False
    reading.minutes.at(f"issue:{len(issues) - 1}", line.no)
    return True
