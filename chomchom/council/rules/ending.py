"""The end of minutes: the table of conclusions, what follows, the next meeting, the pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from chomchom.council.rules import facts, words
from chomchom.council.rules.body import FOLLOW_UP, HEADING, add_plan
from chomchom.council.rules.dates import read_times
from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.lists import all_unmarked, leading_mark, rejoined
from chomchom.council.rules.shape import Decision
from chomchom.council.rules.state import Reading

# Korean data: how the next meeting is announced
NEXT_PART = re.compile(
    r"[◎○●◦·•-]?\s*((?:개최|회의)?\s*일\s*시|(?:회의)?\s*장\s*소|(?:주요)?\s*안\s*건)\s*[:：]\s*"
    r"(.*?)(?=\s*[◎○●◦·•-]?\s*(?:(?:개최|회의)?\s*일\s*시|(?:회의)?\s*장\s*소|(?:주요)?\s*안\s*건)\s*[:：]|$)"
)


def decision_row(reading: Reading, line: Line) -> bool:
    """A row of the agreed conclusion; a merged first cell keeps the kind of the row above, and a row cut by a page
    break goes on where it has no name, or only the rest of one."""
    if reading.place != "decisions" or not reading.columns or (HEADING.match(line.text) and len(line.filled) == 1):
        return False
    decisions = reading.minutes.decisions
    if len(line.cells) == 1 and decisions:
        _go_on(reading, {reading.column: line.cells[0]})
    elif row := _in_columns(reading, line):
        if row.get("name") and not _is_rest_of_name(reading, row):
            _add_decision(reading, row)
        elif decisions:
            _go_on(reading, row)
        else:
            return False
        reading.column = next((name for name in reversed(reading.columns) if row.get(name)), reading.column)
        reading.leave(line.no, "" if row.get("note", "").isdigit() else row.get("note", ""))
    else:
        return False
    reading.minutes.at(f"decision:{len(decisions) - 1}", line.no)
    return True


def _in_columns(reading: Reading, line: Line) -> dict[str, str]:
    """Column → words, those of two columns of one sort together; nothing where the row does not fit the columns."""
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
    row: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        row[column] = (
            f"{row[column]}{'' if column != 'direction' else '.'} {cell}"
            if row.get(column) and cell
            else (row.get(column) or cell)
        )
    return row


def _begins_with_kind(reading: Reading, cells: Sequence[str]) -> bool:
    """Whether a short row has lost its last cell and not its merged first one."""
    if reading.columns[0] != "kind" or not reading.kind:
        return True
    return cells[0] == reading.kind or facts.split_code(cells[1])[0] is not None


def _is_rest_of_name(reading: Reading, row: dict[str, str]) -> bool:
    """Whether the name's cell holds the end of the name above, by the names the paper has spoken of."""
    decisions = reading.minutes.decisions
    if not decisions or row.get("kind") or facts.split_code(row["name"])[0]:
        return False
    minutes = reading.minutes
    spoken = {key(one.name) for one in minutes.reviews} | {key(one.name) for one in minutes.candidates}
    whole = key(decisions[-1].name + row["name"])
    return whole in spoken and key(row["name"]) not in spoken and key(decisions[-1].name) not in spoken


def _add_decision(reading: Reading, row: dict[str, str]) -> None:
    reading.kind = row.get("kind", "") or reading.kind
    code, name = facts.split_code(row["name"])
    label, direction = facts.split_label(row.get("direction", ""))
    decision = Decision(reading.kind, code, name, row.get("summary", ""), direction, label, [], "")
    reading.minutes.decisions.append(decision)


def _go_on(reading: Reading, row: dict[str, str]) -> None:
    held, known = reading.minutes.decisions[-1], reading.vocabulary
    held.name = rejoined(held.name, row.get("name", ""), known)
    held.summary = rejoined(held.summary, row.get("summary", ""), known)
    held.direction = rejoined(held.direction, row.get("direction", ""), known)
    if not held.label:
        held.label, held.direction = facts.split_label(held.direction)
    if key(row.get("kind", "")) != key(held.kind):
        held.kind = rejoined(held.kind, row.get("kind", ""), known)
        reading.kind = held.kind


def follow_up(reading: Reading, line: Line) -> bool:
    """`○ …` after the conclusion."""
    if reading.place != "follow_up" or key(line.filled[0]) in words.NEXT + words.PHOTOS:
        return False
    held, mark = reading.minutes.follow_up, leading_mark(line.text)
    reading.mark = reading.mark or mark
    if held and mark != reading.mark:
        held[-1] = rejoined(held[-1], line.text, reading.vocabulary)
        reading.minutes.at(f"follow_up:{len(held) - 1}", line.no)
        return True
    for part in all_unmarked([part for part in FOLLOW_UP.split(line.text) if part.strip()]):
        add_plan(reading, line.no, part)
    return True


def _held_on(reading: Reading) -> date | None:
    """The day of the meeting, from which a day without a year is looked for."""
    held = reading.minutes.meeting.start
    return date.fromisoformat(held[:10]) if held else None


def next_meeting(reading: Reading, line: Line) -> bool:
    """`차기회의 | ◎ 일시 : … ◎ 장소 : … ◎ 안건 : …`, or the same in cells; read as a whole when all is there."""
    starts = words.is_one_of(line.filled[0], words.NEXT)
    if (not starts and reading.place != "next") or words.is_one_of(line.filled[0], words.PHOTOS):
        return False
    cells = line.filled[1:] if starts else line.filled
    text = " ".join(f"{cell} :" if key(cell) in words.COMING else cell for cell in cells)
    above = reading.coming[-1][0] if reading.coming else 0
    if not starts and not NEXT_PART.search(text) and (line.no != above + 1 or len(line.filled) > 1):
        return False
    reading.coming.append((line.no, text))
    reading.place = "next"
    reading.minutes.at("next", line.no)
    return True


def settle_next(reading: Reading) -> None:
    """Read what was said of the next meeting; what is no part of it stays unread."""
    text = ""
    for _, part in reading.coming:
        text = rejoined(text, part, reading.vocabulary)
    found = {words.COMING[key(name)]: value.strip() for name, value in NEXT_PART.findall(text)}
    coming, line = reading.minutes.next_meeting, reading.coming[0][0] if reading.coming else 0
    if "time" in found:
        coming.start = read_times(found["time"], not_before=_held_on(reading))[0]
        reading.leave(line, "" if coming.start else found["time"])
    coming.place, coming.agenda = found.get("place", ""), found.get("agenda", "")
    first = NEXT_PART.search(text)
    reading.leave(line, (text[: first.start()] if first else text).strip())


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
