"""The province's daily result as a file: which column is what, which rows can be taken, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from chomchom.formats.tables import Row, read_table
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.ui.sentences import fault_sentence
from chomchom.wellbeing.actions.provincial import ProvinceRow
from chomchom.wellbeing.rules import province
from chomchom.wellbeing.rules.words import CallResult, ProvinceGrade
from chomchom.wellbeing.sentences import PROVINCE_FAULTS

MOST_ROWS = 10_000

# Korean data: headings as the province's files write them
HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("관리번호", "대상자번호", "번호", "number"),
    "day": ("기준일", "기준일자", "날짜", "일자", "day"),
    "grade": ("등급", "위험등급", "상태", "grade"),
    "call": ("통화결과", "안부전화결과", "전화결과", "call"),
    "times": ("통화횟수", "시도횟수", "times"),
    "change": ("변동", "가입이탈", "구분", "change"),
    "reason": ("사유", "이탈사유", "중지사유", "reason"),
    "as_of": ("작성시각", "생성일시", "as_of"),
}

# Korean data: words as the province's files write them
CHANGES = {
    "가입": "joined",
    "신규": "joined",
    "joined": "joined",
    "이탈": "left",
    "해지": "left",
    "중지": "left",
    "left": "left",
}


@dataclass(frozen=True, slots=True)
class RowNote:
    """One row and what is to be said about it; `taken` when it goes in all the same."""

    row: int
    says: str
    taken: bool = False


@dataclass(slots=True)
class ProvinceFile:
    """What a file holds."""

    rows: list[ProvinceRow] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many rows stay out."""
        return sum(not note.taken for note in self.notes)


def read_province_file(content: bytes, *, filename: str, today: date) -> ProvinceFile:
    """Read a CSV or XLSX. Raises Refused: province-columns-missing, and whatever the reader of files refuses."""
    table = read_table(content, filename=filename)
    columns = _columns(table.columns)
    out = ProvinceFile(notes=[RowNote(fault.row, fault_sentence(fault)) for fault in table.faults])
    seen: set[tuple[str, date]] = set()
    for row in table.rows[:MOST_ROWS]:
        read = _row(row, columns, today=today, out=out)
        if read is None:
            continue
        if (read.number, read.day) in seen:
            out.notes.append(_note(row, "row-twice"))
            continue
        seen.add((read.number, read.day))
        out.rows.append(read)
    out.notes.sort(key=lambda note: note.row)
    return out


def _columns(names: tuple[str, ...]) -> dict[str, str]:
    plain = {"".join(name.split()).lower(): name for name in names}
    found = {what: plain[word] for what, words in HEADINGS.items() for word in reversed(words) if word in plain}
    lacking = [HEADINGS[what][0] for what in ("number", "day", "grade") if what not in found]
    if lacking:
        raise Refused("province-columns-missing", columns=", ".join(lacking))
    return found


def _row(row: Row, columns: dict[str, str], *, today: date, out: ProvinceFile) -> ProvinceRow | None:
    cells = {what: row.cells.get(name, "").strip() for what, name in columns.items()}
    day = _day(cells["day"])
    problem = "number-missing" if not cells["number"] else "day-unreadable" if day is None else ""
    if day is not None and day > today:
        problem = "day-in-the-future"
    if problem or day is None:
        out.notes.append(_note(row, problem))
        return None
    out.notes += _unknown_words(row, cells)
    times = cells.get("times", "")
    return ProvinceRow(
        number=cells["number"][:40], day=day, grade=cells["grade"][:40], call=cells.get("call", "")[:40],
        times=int(times) if times.isdecimal() and 0 < int(times) < 100 else 1,
        change=CHANGES.get("".join(cells.get("change", "").split()).lower(), ""), reason=cells.get("reason", "")[:40],
        as_of=_moment(cells.get("as_of", "")),
    )  # fmt: skip


def _unknown_words(row: Row, cells: dict[str, str]) -> Iterator[RowNote]:
    """A word nobody knows does not keep a row out: it comes in as 미확인, and is said."""
    if province.grade_from(cells["grade"]) is ProvinceGrade.UNKNOWN:
        yield _note(row, "grade-unknown", taken=True)
    word = cells.get("call", "")
    if province.call_from(word) is CallResult.ANSWERED_UNCLEAR and "".join(word.split()) not in province.CALL_WORDS:
        yield _note(row, "call-unknown", taken=True)


def _note(row: Row, code: str, *, taken: bool = False) -> RowNote:
    return RowNote(row.number, str(PROVINCE_FAULTS[code]), taken)


def _day(text: str) -> date | None:
    digits = "".join(sign for sign in text.split(" ")[0] if sign.isdigit())
    try:
        return (
            date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
            if len(digits) == 8
            else date.fromisoformat(text[:10])
        )
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.utcoffset() is not None else found.replace(tzinfo=SEOUL)
