"""The end of minutes: the table of conclusions, what follows, the next meeting, the pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chomchom.council.rules import facts, words
from chomchom.council.rules.body import DASH, FOLLOW_UP, HEADING, add_plan
from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.shape import Decision
from chomchom.council.rules.state import Reading

# Korean data: how the next meeting is announced
NEXT_PART = re.compile(
    r"[◎○●◦·-]?\s*(일\s*시|장\s*소|안\s*건)\s*[:：]\s*(.*?)(?=\s*[◎○●◦·-]?\s*(?:일\s*시|장\s*소|안\s*건)\s*[:：]|$)"
)


def decision_row(reading: Reading, line: Line) -> bool:
    """A row of the agreed conclusion; a merged first cell keeps the kind of the row above, and a row cut by a page
    break goes on where it has no name."""
    if reading.place != "decisions" or not reading.columns or HEADING.match(line.text):
        return False
    row = _in_columns(reading, line)
    if row.get("name"):
        _add_decision(reading, row)
    elif not row or not reading.minutes.decisions:
        return False
    else:
        _go_on(reading.minutes.decisions[-1], row)
    reading.minutes.at(f"decision:{len(reading.minutes.decisions) - 1}", line.no)
    return True


def _in_columns(reading: Reading, line: Line) -> dict[str, str]:
    """Column → words; nothing where the row does not fit the columns."""
    columns, cells = reading.columns, list(line.cells)
    while len(cells) > len(columns) and not cells[-1]:
        cells.pop()
    while len(cells) > len(columns) and not cells[0]:
        cells.pop(0)
    if len(line.filled) == len(columns):
        cells = list(line.filled)
    elif len(cells) == len(columns) - 1 and cells[0] and not _begins_with_kind(reading, cells):
        cells.insert(0, reading.kind)
    if len(cells) > len(columns):
        return {}
    cells += [""] * (len(columns) - len(cells))
    return dict(zip(columns, cells, strict=True))


def _begins_with_kind(reading: Reading, cells: Sequence[str]) -> bool:
    """Whether a short row has lost its last cell and not its merged first one."""
    if reading.columns[0] != "kind" or not reading.kind:
        return True
    return cells[0] == reading.kind or facts.split_code(cells[1])[0] is not None


def _add_decision(reading: Reading, row: dict[str, str]) -> None:
    reading.kind = row.get("kind", "") or reading.kind
    code, name = facts.split_code(row["name"])
    label, direction = facts.split_label(row.get("direction", ""))
    decision = Decision(reading.kind, code, name, row.get("summary", ""), direction, label, [], "")
    reading.minutes.decisions.append(decision)


def _go_on(held: Decision, row: dict[str, str]) -> None:
    held.summary = f"{held.summary} {row.get('summary', '')}".strip()
    held.direction = f"{held.direction} {row.get('direction', '')}".strip()
    if not held.label:
        held.label, held.direction = facts.split_label(held.direction)


def follow_up(reading: Reading, line: Line) -> bool:
    """`○ …` after the conclusion."""
    if reading.place != "follow_up" or key(line.filled[0]) in words.NEXT + words.PHOTOS or HEADING.match(line.text):
        return False
    held = reading.minutes.follow_up
    parts = [DASH.sub("", part).strip() for part in FOLLOW_UP.split(line.text) if part.strip()]
    if held and not DASH.match(line.text):
        first, *parts = parts
        held[-1] = f"{held[-1]} {first}"
        reading.minutes.at(f"follow_up:{len(held) - 1}", line.no)
    for part in parts:
        add_plan(reading, line.no, part)
    return True


def next_meeting(reading: Reading, line: Line) -> bool:
    """`차기회의 | ◎ 일시 : … ◎ 장소 : … ◎ 안건 : …`, or the same in cells."""
    starts = words.is_one_of(line.filled[0], words.NEXT)
    if (not starts and reading.place != "next") or words.is_one_of(line.filled[0], words.PHOTOS):
        return False
    cells = line.filled[1:] if starts else line.filled
    text = " ".join(f"{cell} :" if key(cell) in words.COMING else cell for cell in cells)
    found = {words.COMING[key(name)]: value.strip() for name, value in NEXT_PART.findall(text)}
    if not found and not starts:
        return False
    coming = reading.minutes.next_meeting
    if "time" in found:
        coming.start = facts.read_times(found["time"])[0]
        reading.leave(line.no, "" if coming.start else found["time"])
    coming.place = found.get("place", coming.place)
    coming.agenda = found.get("agenda", coming.agenda)
    before = NEXT_PART.search(text)
    reading.leave(line.no, text[: before.start()] if before else text)
    reading.place = "next"
    reading.minutes.at("next", line.no)
    return True


def vote(reading: Reading, line: Line) -> bool:
    """`의결 방법 : 이견 없음`, as our own form has it."""
    name, _, value = line.text.partition(":")
    if key(name) != key(words.VOTE):
        return False
    if value.strip() != words.NOT_RECORDED:
        reading.minutes.form.vote = value.strip()
    reading.minutes.at("vote", line.no)
    return True


def arithmetic(reading: Reading, line: Line) -> bool:
    """How our own paper counted its rate: worked out anew from the table, so that nothing of it is kept."""
    return key(line.text).startswith(key(f"※ {words.ARITHMETIC}"))


def photos(reading: Reading, line: Line) -> bool:
    """The heading of the pictures."""
    if not words.is_one_of(line.text, words.PHOTOS):
        return False
    reading.place = "photos"
    reading.minutes.at("photos", line.no)
    return True
