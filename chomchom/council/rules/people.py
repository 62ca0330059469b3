"""Who was there and why some were away: the headline, the table of people, the reasons of those who did not come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chomchom.council.rules import facts, words
from chomchom.council.rules.body import HEADING, item_of
from chomchom.council.rules.head import FRONT
from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.lists import rejoined
from chomchom.council.rules.shape import Absence, Attendee
from chomchom.council.rules.state import Reading

# Korean data: patterns of printed Korean
HEADLINE = re.compile(
    r"(?:총|재적|위촉|전체)?\s*(?:[가-힣]{0,6}(?:위원|분과원|인원|원))?\s*(?<!\d)(\d+)\s*(?:명|인)\s*(?:중|,|/)\s*"
    r"(?:참석|출석)?\s*(\d+)\s*(?:명|인)\s*(?:이|의)?\s*(?:참석|출석)?(?:함)?"
    r"\s*(?:[(\[]\s*(?:참석률|출석률)?\s*:?\s*(\d+(?:\.\d+)?)\s*%\s*[)\]])?"
)
# Korean data: the rate where it stands apart
RATE = re.compile(r"[(\[]?\s*(?:참석률|출석률)\s*:?\s*(\d+(?:\.\d+)?)\s*%\s*[)\]]?|[(\[]\s*(\d+(?:\.\d+)?)\s*%\s*[)\]]")
# Korean data: the words above the reasons
ABSENT_HEAD = re.compile(
    r"^.{0,20}?(?:불참\s*(?:위원|분과원)?\s*(?:자)?\s*(?:사유|현황|명단)?|결석\s*사유)\s*[:：]?\s*"
)
_MARKS = re.escape(words.LEADING)
ABSENCE = re.compile(
    rf"(?:^|\s)[{_MARKS}]\s*([^:：]{{1,80}}?)\s*[:：]\s*(.{{1,200}}?)(?=\s+[{_MARKS}]\s+[^:：]{{1,80}}[:：]|$)"
)
UNMARKED = re.compile(r"^([^:：]{1,80}?)\s*[:：]\s*(.{1,200})$")
NOBODY = re.compile(r"^(?:해당\s*)?없음\.?$|^전원\s*참석")  # Korean data: nobody was away
_KNOWN = frozenset((*words.PRESENT, *words.ABSENT))
# Korean data: what stands behind a name
HONORIFIC = re.compile(
    r"(?:위원장|부위원장|위원|분과장|관장|센터장|소장|원장|국장|과장|팀장|부장|사무국장|실장|주무관|님)$"
)


def headline(reading: Reading, line: Line) -> bool:
    """`참석자 | 총 분과원 20명 중 13명 참석 (65%) ※ …`."""
    cells = line.filled
    if reading.place not in FRONT or key(cells[0]) not in words.ATTENDANCE or _columns(cells):
        return False
    stated = reading.minutes.attendance.stated
    if len(cells) == 1 and reading.minutes.attendance.rows:
        return False
    text = " ".join(cells[1:])
    if found := HEADLINE.search(text):
        stated.members, stated.present = int(found[1]), int(found[2])
        stated.rate_percent = float(found[3]) if found[3] else None
        text = f"{text[: found.start()]} {text[found.end() :]}"
    if stated.rate_percent is None and (rate := RATE.search(text)):
        stated.rate_percent = float(rate[1] or rate[2])
        text = f"{text[: rate.start()]} {text[rate.end() :]}"
    stated.rule = f"{stated.rule} {' '.join(text.split()).strip(' ※')}".strip()
    reading.place = "attendance"
    reading.minutes.at("attendance", line.no)
    return True


def attendance_header(reading: Reading, line: Line) -> bool:
    """`성명 | 소속 | 참석`, once or repeated, above the names."""
    if reading.place not in FRONT or not _columns(line.filled):
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
    if _goes_on_headline(reading, line):
        stated = reading.minutes.attendance.stated
        stated.rule = rejoined(stated.rule, line.text, reading.vocabulary)
        reading.minutes.at("attendance", line.no)
        return True
    people = _people(line, reading.person_columns or ("name", "organisation", "mark"))
    for person in people:
        present = key(person["mark"]) in words.PRESENT
        row = Attendee(person["name"], person.get("organisation", ""), present)
        reading.minutes.attendance.rows.append(row)
        reading.minutes.at(f"person:{row.name}", line.no)
        if note := person.get("note", ""):
            if present:
                reading.leave(line.no, note)
            else:
                row.absence = Absence(note, *facts.absence_category(note))
        if not person.get("", "").isdigit():
            reading.leave(line.no, person.get("", ""))
    return bool(people)


def _goes_on_headline(reading: Reading, line: Line) -> bool:
    """The rest of the rule beside the headline, on the line right below it."""
    above = reading.minutes.where.get("attendance", [0])[-1]
    stands = len(line.cells) == 1 and line.no == above + 1 and not reading.person_columns
    return (
        stands
        and bool(reading.minutes.attendance.stated.rule)
        and _goes_on(line.text)
        and not reading.minutes.attendance.rows
    )


def _people(line: Line, columns: Sequence[str]) -> list[dict[str, str]]:
    """Field → words of each person in a row; none where one group has no name or no mark we know."""
    for cells in (line.filled, _trimmed(line.cells), line.cells, line.cells[1:]):
        groups = [cells[i : i + len(columns)] for i in range(0, len(cells), len(columns))]
        people = [dict(_named(columns, group)) for group in groups if any(group)]
        marks = {key(person.get("mark", "")) for person in people}
        if people and marks <= _KNOWN and all(person.get("name") for person in people):
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


def absences(reading: Reading, line: Line) -> bool:
    """`※ 분과원 불참사유 - 기관 이름 : 사유 - …`, in one cell or line by line; read as a whole when all is there."""
    text = line.text
    if reading.place not in FRONT:
        return False
    if any(word in key(text[:30]) for word in words.ABSENCES):
        head = ABSENT_HEAD.match(text)
        text = text[head.end() :] if head else text
    elif (
        reading.place != "absences"
        or not _goes_on(text)
        or key(line.filled[0]) in words.NEXT + words.PHOTOS
        or (len(line.filled) > 1 and ":" not in text)
    ):
        return False
    reading.place = "absences"
    reading.minutes.at("absences", line.no)
    reading.reasons.append((line.no, text))
    return True


def _goes_on(text: str) -> bool:
    return not (HEADING.match(text) or item_of(text))


def settle_reasons(reading: Reading) -> None:
    """Give each reason to its people; one that fits nobody in the table stays unread."""
    whole, starts = _whole(reading)
    found = list(ABSENCE.finditer(whole))
    first = found[0].start() if found else len(whole)
    if alone := UNMARKED.match(whole[:first].strip()):
        found.insert(0, alone)
    elif not NOBODY.match(whole[:first].strip()):
        reading.leave(starts[0][1] if starts else 0, whole[:first])
    for match in found:
        number = next(line for start, line in reversed(starts) if start <= match.start(1))
        _give(reading, match[1].strip(), match[2].strip(), number)


def _whole(reading: Reading) -> tuple[str, list[tuple[int, int]]]:
    """The reasons as one text, and where in it each printed line begins."""
    whole, starts = "", []
    for number, text in reading.reasons:
        joined = rejoined(whole, text, reading.vocabulary)
        starts.append((len(joined) - len(text), number))
        whole = joined
    return whole, starts


def _give(reading: Reading, who: str, reason: str, number: int) -> None:
    rows = reading.minutes.attendance.rows
    one = _person_named(rows, who)
    several = [_person_named(rows, part) for part in re.split(r"\s*,\s*", who)] if one is None else [one]
    people = [person for person in several if person is not None and person.absence is None]
    if len(people) < len(several):
        reading.leave(number, f"{who} : {reason}")
        return
    for person in people:
        person.absence = Absence(reason, *facts.absence_category(reason))
        reading.minutes.at(f"absence:{person.name}", number)


def _person_named(rows: Iterable[Attendee], who: str) -> Attendee | None:
    """The name is the last word, before what somebody is called, or stands before brackets; the organisation decides
    between two of one name."""
    if "," in who:
        return None
    parts = re.sub(r"[()]", " ", who).split()
    bare = [HONORIFIC.sub("", part) or part for part in parts]
    called = [part for part in (*reversed(parts), *reversed(bare)) if part]
    name = next((part for part in called if any(row.name == part for row in rows)), None)
    named = [row for row in rows if row.name == name]
    if len(named) > 1:
        told = key(who)
        named = [row for row in named if row.organisation and key(row.organisation) in told] or [
            row
            for row in named
            if key(who.replace(row.name, "")) and key(who.replace(row.name, "")) in key(row.organisation)
        ]
    return named[0] if len(named) == 1 else None
