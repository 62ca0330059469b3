"""Minutes written back as a paper an office files: the document tree of what was read, in the usual order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chomchom.council.rules import words
from chomchom.council.rules.shape import (
    Attendance,
    Attendee,
    Candidate,
    Decision,
    Meeting,
    Minutes,
    NextMeeting,
    Review,
    Section,
    Stated,
)
from chomchom.formats.documents import (
    Approval,
    Block,
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Picture,
    Table,
    text_cell,
)

PEOPLE_A_ROW = 2
WEEKDAYS = "월화수목금토일"  # Korean data: days of the week from Monday
TIME, PLACE, COMMITTEE, AUTHOR, CHAIR = "회의일시", "회의장소", "분과명", "작성자", "진행"  # Korean data: labels
NUMBER, OBSERVERS = "문서번호", "배석자"  # Korean data: labels
NAME, BODY, MARK = "성명", "소속", "참석여부"  # Korean data: heads of the attendance table
ROW, CONTENT, ISSUE = "구분", "주요 내용", "핵심 이슈"  # Korean data: heads of tables
CONCLUSIONS = ("구분", "사업명", "분과 정리", "반영 방향")  # Korean data: heads of the table of conclusions
ATTENDANCE, AGENDA, NEXT, PHOTOS = "참석자", "안건", "차기회의", "진행사진"  # Korean data: labels
ABSENCES = "※ 분과원 불참사유"  # Korean data: the line above the reasons
CORRECTED = "정정 사항"  # Korean data: heading of what was corrected
CORRECTED_LEAD = "위 내용은 승인된 그대로이며, 승인 뒤 아래와 같이 바로잡았음."  # Korean data: what stands above it
CORRECTED_HEADS = ("정정한 날", "곳", "승인된 내용", "바로잡은 내용")  # Korean data: heads of its table
PARTS = {
    "direction": "계획 수립 방향",
    "candidates": "신규 사업 후보",
    "follow_up": "향후 계획",
}  # Korean data: headings


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was corrected after the approval: on which day, where, what stood there and what holds now."""

    on: date
    place: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class FromRecords:
    """What a paper of our own records has besides the records: who approved and when, how the rate was counted, and
    what was corrected since.

    Such a paper follows the form: what nobody wrote down is printed as not recorded, never left out."""

    signed: tuple[str, ...] = ()
    arithmetic: str = ""
    corrected: tuple[Corrected, ...] = ()


def write_minutes(
    minutes: Minutes, *, creator: str = "", pictures: Sequence[Picture] = (), form: FromRecords | None = None
) -> Document:
    """The paper of these records. `creator` is the institution; `pictures` are the photographs of the meeting.

    Reading the paper again gives the same records. What was unread stands at the end, so that nothing is lost.
    """
    blocks: list[Block] = [*_head(minutes, form), *_attendance(minutes.attendance)]
    if form and form.arithmetic:
        blocks.append(Paragraph(f"※ {words.ARITHMETIC} : {form.arithmetic}"))
    blocks += _agenda(minutes)
    blocks += _absences(minutes.attendance)
    blocks += [block for number, name in _headings(minutes) for block in _part(minutes, number, name)]
    if minutes.form.vote or (form and minutes.decisions):
        blocks.append(Paragraph(f"{words.VOTE} : {minutes.form.vote or words.NOT_RECORDED}"))
    if minutes.next_meeting != NextMeeting():
        blocks.append(_next(minutes.next_meeting))
    if form and form.corrected:
        blocks += _corrected(form.corrected)
    if minutes.photos or pictures or "photos" in minutes.where:
        blocks += [Paragraph(PHOTOS), *pictures]
    announced = {item.no for item in minutes.agenda}
    kept = {f"{number}. {name}" for number, name in minutes.headings.items() if number not in announced}
    blocks += [Paragraph(one.text) for one in minutes.unread if one.text not in kept]
    day = date.fromisoformat(minutes.meeting.start[:10]) if minutes.meeting.start else None
    title = minutes.document.title or words.MINUTES[0]
    return Document(title=title, creator=creator, day=day, blocks=tuple(blocks))


def _corrected(rows: Sequence[Corrected]) -> list[Block]:
    """What was corrected after the approval, the oldest first; the text above stays as it was approved."""
    heads = tuple(map(_label, CORRECTED_HEADS))
    told = [tuple(map(text_cell, (moment_words(one.on.isoformat()), one.place, one.was, one.now))) for one in rows]
    return [Heading(CORRECTED), Paragraph(CORRECTED_LEAD), Table((heads, *told), (3, 4, 6, 6), 1)]


def _label(text: str) -> Cell:
    return text_cell(text, head=True)


def _head(minutes: Minutes, form: FromRecords | None) -> list[Block]:
    document, meeting = minutes.document, minutes.meeting
    lacking = words.NOT_RECORDED if form else ""
    pairs = [(TIME, time_words(meeting)), (PLACE, meeting.place), (COMMITTEE, document.committee)]
    pairs += [(AUTHOR, document.author or lacking), (CHAIR, meeting.chair or lacking)]
    pairs += [(NUMBER, minutes.form.onnara_no or lacking), (OBSERVERS, minutes.form.observers or lacking)]
    cells = [cell for label, value in pairs if value for cell in (_label(label), text_cell(value))]
    if len(cells) % 4:
        cells[-1] = text_cell(_first_text(cells[-1]), columns=3)
    rows = tuple(tuple(cells[i : i + 4]) for i in range(0, len(cells), 4))
    blocks: list[Block] = [Heading(document.title, 1)] if document.title else []
    if document.approval_line:
        blocks.append(Approval(tuple(document.approval_line), form.signed if form else ()))
    return [*blocks, Table(rows, (2, 5, 2, 5))] if rows else blocks


def _first_text(cell: Cell) -> str:
    return next((block.text for block in cell.blocks if isinstance(block, Paragraph)), "")


def time_words(meeting: Meeting) -> str:
    """Day and times of a meeting, the way offices write them; empty where nobody knows."""
    if not meeting.start:
        return ""
    end = f"~{meeting.end.partition('T')[2]}" if meeting.end else ""
    return f"{moment_words(meeting.start)}{end}"


def moment_words(iso: str | None) -> str:
    """`2026. 5. 29.(금) 16:00`, the way offices write it."""
    if not iso:
        return ""
    day, _, clock = iso.partition("T")
    on = date.fromisoformat(day)
    return f"{on.year}. {on.month}. {on.day}.({WEEKDAYS[on.weekday()]}) {clock}".strip()


def _attendance(attendance: Attendance) -> list[Block]:
    headline = _headline(attendance.stated)
    if not attendance.rows and not headline:
        return []
    blocks: list[Block] = [Table(((_label(ATTENDANCE), text_cell(headline)),), (1, 6))]
    if attendance.rows:
        heads = tuple(_label(head) for head in (NAME, BODY, MARK) * PEOPLE_A_ROW)
        people = [attendance.rows[i : i + PEOPLE_A_ROW] for i in range(0, len(attendance.rows), PEOPLE_A_ROW)]
        blocks.append(Table((heads, *map(_people, people)), (2, 6, 2) * PEOPLE_A_ROW, 1))
    return blocks


def _absences(attendance: Attendance) -> list[Block]:
    reasons = [row for row in attendance.rows if row.absence is not None]
    return [Paragraph(ABSENCES), Bullets(tuple(map(_reason, reasons)), "-")] if reasons else []


def _headline(stated: Stated) -> str:
    figures = ""
    if stated.members is not None and stated.present is not None:
        # Korean data: how the headline is worded
        figures = f"총 분과원 {stated.members}명 중 {stated.present}명 참석"
        figures += f" ({stated.rate_percent:g}%)" if stated.rate_percent is not None else ""
    return f"{figures} ※ {stated.rule}".strip() if stated.rule else figures


def _people(people: Sequence[Attendee]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for person in people:
        mark = "O" if person.present else "X"
        cells += [
            text_cell(person.name, align="center"),
            text_cell(person.organisation),
            text_cell(mark, align="center"),
        ]
    return tuple(cells + [Cell()] * (3 * (PEOPLE_A_ROW - len(people))))


def _reason(person: Attendee) -> str:
    reason = person.absence.reason if person.absence else ""
    return f"{person.organisation} {person.name} : {reason}".strip()


def _agenda(minutes: Minutes) -> list[Block]:
    if not minutes.agenda:
        return []
    items = tuple(Paragraph(f"{item.no}. {item.title}") for item in minutes.agenda)
    return [Table(((_label(AGENDA), Cell(items)),), (1, 6))]


def _headings(minutes: Minutes) -> list[tuple[int, str]]:
    """Number and name of each part: as printed, else as the agenda has it, else the usual name where one is needed."""
    named = {item.no: item.title for item in minutes.agenda} | minutes.headings
    has = {
        "direction": bool(minutes.direction.bullets or minutes.direction.issues),
        "candidates": bool(minutes.candidates),
        "follow_up": bool(minutes.follow_up),
    }
    for part, needed in has.items():
        if needed and part not in {words.part_of(name) for name in named.values()}:
            named[max(named, default=0) + 1] = PARTS[part]
    if (minutes.reviews or minutes.decisions) and "part" not in {words.part_of(name) for name in named.values()}:
        named[0] = ""
    return sorted(named.items())


def _part(minutes: Minutes, number: int, name: str) -> list[Block]:
    """One part with what belongs to it; reviews stand in the first plain part, conclusions in the last."""
    headings = _headings(minutes)
    first = {part: one for one, part in reversed([(one, words.part_of(title)) for one, title in headings])}
    plain = [one for one, title in headings if words.part_of(title) == "part"]
    blocks: list[Block] = [Heading(f"{number}. {name}")] if name else []
    part = words.part_of(name)
    if plain and number == plain[0]:
        blocks += [block for review in minutes.reviews for block in _item(review)]
    if part == "direction" and first[part] == number:
        blocks += _direction(minutes)
    if part == "candidates" and first[part] == number:
        blocks += [block for candidate in minutes.candidates for block in _item(candidate)]
    if plain and number == plain[-1] and minutes.decisions:
        blocks.append(_conclusions(minutes.decisions))
    if part == "follow_up" and first[part] == number and minutes.follow_up:
        blocks.append(Bullets(tuple(minutes.follow_up), "○"))
    return blocks


def _item(item: Review | Candidate) -> list[Block]:
    code = f"{item.code} " if isinstance(item, Review) and item.code else ""
    heading = Heading(f"□ {code}{item.name}", 3)
    if not item.sections:
        return [heading]
    rows = tuple(_section(section) for section in item.sections)
    return [heading, Table(((_label(ROW), _label(CONTENT)), *rows), (1, 5), 1)]


def _section(section: Section) -> tuple[Cell, Cell]:
    return text_cell(section.label), _bulleted(section.bullets)


def _bulleted(bullets: Sequence[str]) -> Cell:
    return Cell((Bullets(tuple(bullets)),) if bullets else ())


def _direction(minutes: Minutes) -> list[Block]:
    direction = minutes.direction
    blocks: list[Block] = [Bullets(tuple(direction.bullets), "-")] if direction.bullets else []
    if direction.issues:
        rows = tuple((text_cell(issue.title), _bulleted(issue.bullets)) for issue in direction.issues)
        blocks.append(Table(((_label(ISSUE), _label(CONTENT)), *rows), (1, 3), 1))
    return blocks


def _conclusions(decisions: Sequence[Decision]) -> Table:
    heads = tuple(_label(head) for head in CONCLUSIONS)
    return Table((heads, *map(_decision, decisions)), (2, 4, 6, 6), 1)


def _decision(decision: Decision) -> tuple[Cell, ...]:
    name = f"{decision.code} {decision.name}" if decision.code else decision.name
    direction = f"{decision.label}. {decision.direction}".strip() if decision.label else decision.direction
    return tuple(map(text_cell, (decision.kind, name, decision.summary, direction)))


def _next(coming: NextMeeting) -> Table:
    # Korean data: how the next meeting is announced
    parts = (
        ("일시", moment_words(coming.start) if coming.start else ""),
        ("장소", coming.place),
        ("안건", coming.agenda),
    )
    lines = tuple(Paragraph(f"◎ {label} : {value}") for label, value in parts if value)
    return Table(((_label(NEXT), Cell(lines)),), (1, 6))
