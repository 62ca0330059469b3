"""Papers around a meeting: the written notice, the sheet to sign, the sheet of allowances. Pure document trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chomchom.council.rules.bodies import MEMBERS, SeatRole
from chomchom.council.rules.meetings import Mark
from chomchom.formats.documents import Block, Cell, Document, Heading, Paragraph, Table, text_cell

WEEKDAYS = "월화수목금토일"  # Korean data: days of the week from Monday
NOTICE = "회의 개최 통지"  # Korean data: name of a paper
SIGNATURES, ALLOWANCES = "참석자 서명부", "참석수당 지급 명세"  # Korean data: names of papers
WHEN, PLACE, AGENDA, TITLE = "회의일시", "회의장소", "안건", "회의"  # Korean data: labels
NUMBER, NAME, ORGANISATION, ROLE = "연번", "성명", "소속", "구분"  # Korean data: heads of a table
SIGNATURE, NOTE, AMOUNT, SUM = "서명", "비고", "금액(원)", "합계"  # Korean data: heads of a table
ROLES = {
    "chair": "위원장",
    "vice_chair": "부위원장",
    "member": "위원",
    "secretariat": "사무국",
    "observer": "배석",
    "guest": "초청",
    "speaker": "발표",
}  # Korean data: roles as printed
WHY = {"officer": "공무원", "proxy": "대리 참석", "away": "불참", "written": "서면"}  # Korean data: as printed
PROXY, WRITTEN_MEETING = "대리: {name}", "서면심의"  # Korean data: as printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every paper of a meeting begins with; times are Korean."""

    title: str
    creator: str
    starts: datetime
    ends: datetime | None
    place: str
    written: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One row of the list as papers need it."""

    name: str
    organisation: str
    role: SeatRole
    mark: str
    proxy: str
    public_officer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What attending is worth: a sum, and a further one where a meeting took longer than so many hours."""

    won: int
    hours: int
    more_won: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What one member gets and, where it is nothing, why."""

    won: int
    why: str = ""


def allowance(person: Person, rates: Rates, *, minutes: int) -> Allowance:
    """A member who came in person gets the sum of the day; officers, proxies and whoever was away get nothing."""
    if person.public_officer:
        return Allowance(won=0, why="officer")
    if person.mark == Mark.PRESENT:
        longer = minutes > rates.hours * 60
        return Allowance(won=rates.won + (rates.more_won if longer else 0))
    return Allowance(
        won=0, why={Mark.PROXY: "proxy", Mark.WRITTEN: "written"}.get(Mark(person.mark or "absent"), "away")
    )


def official(day: date) -> str:
    """2026. 7. 3.(금), as offices write it."""
    return f"{day.year}. {day.month}. {day.day}.({WEEKDAYS[day.weekday()]})"


def time_words(head: Head) -> str:
    """When a meeting is: 2026. 7. 3.(금) 10:00~12:00."""
    words = f"{official(head.starts.date())} {head.starts:%H:%M}"
    return words if head.ends is None else f"{words}~{head.ends:%H:%M}"


def _head(head: Head, kind: str) -> list[Block]:
    rows = [(TITLE, head.title), (WHEN, time_words(head)), (PLACE, WRITTEN_MEETING if head.written else head.place)]
    cells = tuple((text_cell(label, head=True), text_cell(value)) for label, value in rows)
    return [Heading(kind, 1), Table(cells, (1, 5))]


def _paper(head: Head, kind: str, blocks: Sequence[Block]) -> Document:
    title = f"{head.title} {kind}"
    return Document(title=title, creator=head.creator, day=head.starts.date(), blocks=(*_head(head, kind), *blocks))


def notice(head: Head, agenda: Sequence[str]) -> Document:
    """The written notice with its agenda."""
    items = tuple((text_cell(str(number)), text_cell(item)) for number, item in enumerate(agenda, start=1))
    table = Table(((text_cell(NUMBER, head=True), text_cell(AGENDA, head=True)), *items), (1, 9), 1)
    return _paper(head, NOTICE, [table])


def signatures(head: Head, people: Sequence[Person]) -> Document:
    """A row a person with room to sign; whoever was marked away has none."""
    heads = tuple(text_cell(word, head=True) for word in (NUMBER, NAME, ORGANISATION, ROLE, SIGNATURE, NOTE))
    rows = tuple(
        (
            text_cell(str(number)),
            text_cell(one.name),
            text_cell(one.organisation),
            text_cell(ROLES[one.role]),
            text_cell(""),
            text_cell(_note(one)),
        )
        for number, one in enumerate(people, start=1)
    )
    return _paper(head, SIGNATURES, [Table((heads, *rows), (1, 2, 4, 2, 3, 3), 1)])


def _note(person: Person) -> str:
    if person.mark == Mark.PROXY:
        return PROXY.format(name=person.proxy)
    return WHY["away"] if person.mark in (Mark.ABSENT, Mark.EXCUSED) else ""


def allowances(head: Head, people: Sequence[Person], rates: Rates, *, minutes: int, source: str) -> Document:
    """What each member gets, the sum, and where the amounts are written."""
    heads = tuple(text_cell(word, head=True) for word in (NUMBER, NAME, ORGANISATION, AMOUNT, SIGNATURE, NOTE))
    members = [one for one in people if one.role in MEMBERS]
    given = [(one, allowance(one, rates, minutes=minutes)) for one in members]
    rows = tuple(
        (
            text_cell(str(number)),
            text_cell(one.name),
            text_cell(one.organisation),
            _won(paid.won),
            text_cell(""),
            text_cell(WHY.get(paid.why, "")),
        )
        for number, (one, paid) in enumerate(given, start=1)
    )
    total = (text_cell(SUM, head=True, columns=3), _won(sum(paid.won for _, paid in given)), text_cell("", columns=2))
    table = Table((heads, *rows, total), (1, 2, 4, 2, 3, 3), 1)
    return _paper(head, ALLOWANCES, [table, Paragraph(source)])


def _won(amount: int) -> Cell:
    return text_cell(f"{amount:,}", align="right")
