"""The head of minutes: title, time and place, who was there, the agenda, and why some were away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chomchom.council.rules import facts, words
from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.shape import Absence, AgendaItem, Attendee
from chomchom.council.rules.state import Reading

# Korean data: patterns of printed Korean
YEAR, SESSION = re.compile(r"(\d{4})\s*년"), re.compile(r"(?:제\s*)?(\d+)\s*(?:차|회)(?!의)")
LABELLED = re.compile(r"^([^:：]{2,8}?)\s*[:：]\s*(.+)$")
# Korean data: patterns of printed Korean
HEADLINE = re.compile(
    r"(?:총|재적|위촉)\s*[가-힣]*\s*(\d+)\s*명\s*중\s*(?:참석|출석)?\s*(\d+)\s*명\s*(?:참석|출석)?"
    r"\s*(?:\(\s*(?:참석률|출석률)?\s*(\d+(?:\.\d+)?)\s*%\s*\))?"
)
NUMBERED = re.compile(r"(?:^|\s)(\d{1,2})\s*\.\s+")
ABSENCE = re.compile(r"(?:^|\s)[-–]\s*(.{1,60}?)\s*[:：]\s*(.{1,200}?)(?=\s+[-–]\s+[^:：]{1,60}[:：]|$)")
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
    name = re.split(r"\s*회의\s*(?:록|결과)", document.title)[0]
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
    if reading.place != "head":
        return False
    pairs = _pairs(line.filled)
    if not any(name for name, _, _ in pairs):
        return False
    minutes = reading.minutes
    for name, value, printed in pairs:
        if value == words.NOT_RECORDED:
            continue
        if name == "time":
            minutes.meeting.start, minutes.meeting.end = facts.read_times(value)
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


def headline(reading: Reading, line: Line) -> bool:
    """`참석자 | 총 분과원 20명 중 13명 참석 (65%) ※ …`."""
    cells = line.filled
    if reading.place not in ("head", "attendance") or key(cells[0]) not in words.ATTENDANCE:
        return False
    if reading.place == "attendance" and _columns(cells):
        return False
    text = " ".join(cells[1:])
    stated = reading.minutes.attendance.stated
    if found := HEADLINE.search(text):
        stated.members, stated.present = int(found[1]), int(found[2])
        stated.rate_percent = float(found[3]) if found[3] else None
        text = f"{text[: found.start()]} {text[found.end() :]}"
    stated.rule = text.strip(" ※").strip()
    reading.place = "attendance"
    reading.minutes.at("attendance", line.no)
    return True


def attendance_header(reading: Reading, line: Line) -> bool:
    """`성명 | 소속 | 참석`, once or repeated, above the names."""
    if reading.place not in ("attendance", "head") or not _columns(line.filled):
        return False
    reading.place, reading.person_columns = "attendance", _columns(line.filled)
    return True


def _columns(cells: Sequence[str]) -> tuple[str, ...]:
    """The columns of one person, where a row is nothing but heads and has a name and a mark among them."""
    heads = [words.PERSON_COLUMNS.get(key(cell)) for cell in cells]
    if None in heads or not {"name", "mark"} <= set(heads):
        return ()
    unit = tuple(str(head) for head in heads[: len(heads) // heads.count("name")])
    return unit if unit * heads.count("name") == tuple(heads) else tuple(str(head) for head in heads)


def attendees(reading: Reading, line: Line) -> bool:
    """Any number of people in a row, each with organisation and mark."""
    if reading.place != "attendance":
        return False
    people = _people(line, reading.person_columns or ("name", "organisation", "mark"))
    for person in people:
        mark = key(person["mark"]) in words.PRESENT
        reading.minutes.attendance.rows.append(Attendee(person["name"], person.get("organisation", ""), mark))
        reading.minutes.at(f"person:{person['name']}", line.no)
        if not person.get("", "").isdigit():
            reading.leave(line.no, person.get("", ""))
    return bool(people)


def _people(line: Line, columns: Sequence[str]) -> list[dict[str, str]]:
    """Field → words of each person in a row; none where one group has no name or no mark we know."""
    for cells in (line.filled, _trimmed(line.cells)):
        groups = [cells[i : i + len(columns)] for i in range(0, len(cells), len(columns))]
        people = [dict(_named(columns, group)) for group in groups if any(group)]
        marks = {person.get("mark", "") for person in people}
        known = all(key(mark) in words.PRESENT + words.ABSENT for mark in marks)
        if people and known and all(person.get("name") for person in people):
            return people
    return []


def _named(columns: Sequence[str], group: Sequence[str]) -> Iterable[tuple[str, str]]:
    held: dict[str, str] = {}
    for column, cell in zip(columns, group, strict=False):
        held[column] = f"{held[column]} {cell}".strip() if column in held else cell
    return held.items()


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    filled = [i for i, cell in enumerate(cells) if cell]
    return tuple(cells[filled[0] : filled[-1] + 1])


def agenda(reading: Reading, line: Line) -> bool:
    """`안건 | 1. … 2. …`, in one cell or going on below."""
    starts = reading.place in ("head", "attendance", "absences") and words.is_one_of(line.filled[0], words.AGENDA)
    goes_on = reading.place == "agenda" and _goes_on(reading, line)
    if not starts and not goes_on:
        return False
    reading.place = "agenda"
    before, *parts = NUMBERED.split(" ".join(line.filled[1:] if starts else line.filled))
    for number, title_ in zip(parts[0::2], parts[1::2], strict=True):
        reading.minutes.agenda.append(AgendaItem(int(number), title_.strip()))
    reading.leave(line.no, before)
    reading.minutes.at("agenda", line.no)
    return True


def _goes_on(reading: Reading, line: Line) -> bool:
    """A numbered line under the agenda belongs to it while its number is the next one."""
    found = NUMBERED.match(line.filled[0])
    have = [item.no for item in reading.minutes.agenda]
    return bool(found) and len(line.filled) == 1 and int(found[1]) == (have[-1] + 1 if have else 1)  # type: ignore[index]


def absences(reading: Reading, line: Line) -> bool:
    """`※ 분과원 불참사유 - 기관 이름 : 사유 - …`."""
    text = line.text
    if reading.place not in ("head", "attendance", "agenda", "absences"):
        return False
    inside = reading.place == "absences" and text.startswith(("-", "–"))
    if not inside and not any(word in key(text) for word in words.ABSENCES):
        return False
    found = list(ABSENCE.finditer(text))
    for match in found:
        reading.reasons.append((match[1].strip(), match[2].strip(), line.no))
    reading.place = "absences"
    reading.minutes.at("absences", line.no)
    if inside and not found:
        reading.leave(line.no, text)
    return True


def settle_reasons(reading: Reading) -> None:
    """Give each reason to its person; one that fits nobody in the table stays unread."""
    rows = reading.minutes.attendance.rows
    for who, reason, number in reading.reasons:
        person = _person_named(rows, who)
        if person is None or person.absence is not None:
            reading.leave(number, f"{who} : {reason}")
            continue
        category, sensitive = facts.absence_category(reason)
        person.absence = Absence(reason, category, sensitive)
        reading.minutes.at(f"absence:{person.name}", number)


def _person_named(rows: Iterable[Attendee], who: str) -> Attendee | None:
    """The name is the last word; the organisation decides between two of one name."""
    parts = who.split()
    named = [row for row in rows if parts and row.name == parts[-1]]
    if len(named) > 1:
        named = [row for row in named if key(row.organisation) == key(" ".join(parts[:-1]))]
    return named[0] if len(named) == 1 else None
