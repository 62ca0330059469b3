"""Minutes that were brought in: what a person decided about their lines, and the text that follows from it.

The printed lines never change. A proposed correction is accepted or left, a line is rewritten by hand, and the records
are read anew from what comes out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chomchom.council.rules.bodies import MEMBERS, SeatRole
from chomchom.council.rules.counting import rate
from chomchom.council.rules.lines import Line, clean, key
from chomchom.council.rules.reading import read_minutes
from chomchom.council.rules.shape import Attendee, Computed, Correction, Minutes
from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused

LONGEST_LINE = 20_000
BORDER = " | "
"""What stands between the cells of a line that is rewritten by hand."""
OFFICE = ("council_office", "city_officer")


class ReadingState(StrEnum):
    """How far minutes that were brought in are."""

    READ = "read"
    RECORDED = "recorded"
    DISCARDED = "discarded"


READING_STATES: StateTable[ReadingState] = StateTable(
    ReadingState,
    start=ReadingState.READ,
    moves=(
        Move("record", frozenset({ReadingState.READ}), ReadingState.RECORDED, who=OFFICE),
        Move("discard", frozenset({ReadingState.READ}), ReadingState.DISCARDED, who=OFFICE),
    ),
)


@dataclass(slots=True)
class Decided:
    """What was decided: proposals by their name (accepted or left as printed), lines by hand, roles by place."""

    accepted: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    by_hand: dict[int, str] = field(default_factory=dict)
    roles: dict[int, SeatRole] = field(default_factory=dict)

    def as_plain(self) -> dict[str, Any]:
        """As values that can be kept."""
        return {
            "accepted": sorted(self.accepted), "left": sorted(self.left),
            "by_hand": {str(number): text for number, text in sorted(self.by_hand.items())},
            "roles": {str(place): str(role) for place, role in sorted(self.roles.items())},
        }  # fmt: skip

    @classmethod
    def from_plain(cls, held: Mapping[str, Any]) -> Decided:
        """Back from what was kept."""
        return cls(
            set(held.get("accepted", ())), set(held.get("left", ())),
            {int(number): text for number, text in held.get("by_hand", {}).items()},
            {int(place): SeatRole(role) for place, role in held.get("roles", {}).items()},
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction with the name it is decided by."""

    name: str
    correction: Correction
    nth: int

    @property
    def can_be_taken(self) -> bool:
        """Whether there is a word to put in its place; else only a person can say what was meant."""
        return bool(self.correction.suggest)


def proposals(corrections: Iterable[Correction]) -> list[Proposal]:
    """Each correction under a lasting name: its line, its words, and the how-manieth of them in that line."""
    seen: Counter[tuple[int, str]] = Counter()
    found = []
    for one in corrections:
        nth = seen[(one.line, one.raw)]
        seen[(one.line, one.raw)] += 1
        found.append(Proposal(f"{one.line}:{nth}:{one.raw}", one, nth))
    return found


def corrected(lines: Sequence[Line], decided: Decided, offered: Iterable[Proposal]) -> list[Line]:
    """The lines as a person wants them read: by hand where somebody wrote them, else with the accepted corrections."""
    taken: dict[int, list[Proposal]] = {}
    for one in offered:
        if one.name in decided.accepted and one.can_be_taken:
            taken.setdefault(one.correction.line, []).append(one)
    return [_line(line, decided.by_hand.get(line.no), taken.get(line.no, ())) for line in lines]


def _line(line: Line, by_hand: str | None, taken: Sequence[Proposal]) -> Line:
    if by_hand is not None:
        return Line(line.no, tuple(clean(cell) for cell in by_hand.split("|")))
    cells = list(line.cells)
    # From the last to the first, so that the places of those in front stay what they were.
    for one in sorted(taken, key=lambda proposal: -proposal.nth):
        cells = _replaced(cells, one)
    return Line(line.no, tuple(cells)) if taken else line


def _replaced(cells: list[str], one: Proposal) -> list[str]:
    before = 0
    for place, cell in enumerate(cells):
        found = list(re.finditer(re.escape(one.correction.raw), cell))
        if one.nth < before + len(found):
            match = found[one.nth - before]
            changed = f"{cell[: match.start()]}{one.correction.suggest}{cell[match.end() :]}"
            return [*cells[:place], changed, *cells[place + 1 :]]
        before += len(found)
    return cells


def read_corrected(lines: Sequence[Line], decided: Decided, *, photos: int) -> tuple[Minutes, Minutes]:
    """(as printed, as decided): the same twice where nothing was decided about the lines."""
    printed = read_minutes(lines, photos=photos)
    if not decided.accepted and not decided.by_hand:
        return printed, printed
    return printed, read_minutes(corrected(lines, decided, proposals(printed.corrections)), photos=photos)


def check_line(text: str) -> str:
    """A line as somebody rewrote it, on one line. Raises Refused "line-too-long"."""
    plain = " ".join(text.replace("\x00", "").split())
    if len(plain) > LONGEST_LINE:
        raise Refused("line-too-long", most=LONGEST_LINE)
    return plain


# --- who counts ---------------------------------------------------------------------------------------------


def offers(minutes: Minutes) -> list[Computed]:
    """The ways of leaving somebody out that give the printed figures; a question to the office, never applied."""
    return [way for way in minutes.attendance.computed if way.matches_stated and way.excluded]


def roles_of_offer(rows: Sequence[Attendee], excluded: Iterable[str]) -> dict[int, SeatRole]:
    """The roles an agreed offer gives: the council's own office is its secretariat, others who are left out are guests."""
    out = {key(body) for body in excluded}
    office = "협의체"  # Korean data: a word of the council's own name
    return {
        place: SeatRole.SECRETARIAT if office in row.organisation else SeatRole.GUEST
        for place, row in enumerate(rows)
        if key(row.organisation) in out
    }


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of those who count came."""

    members: int
    present: int

    @property
    def percent(self) -> float | None:
        """In percent; None where nobody counts."""
        return rate(self.present, self.members)


def count(rows: Sequence[Attendee], roles: Mapping[int, SeatRole]) -> Counted:
    """The count by the chosen roles; who has none is a member."""
    members = [row for place, row in enumerate(rows) if roles.get(place, SeatRole.MEMBER) in MEMBERS]
    return Counted(len(members), sum(row.present for row in members))


def match_seats(rows: Sequence[Attendee], seats: Iterable[tuple[str, str, str]]) -> dict[int, str]:
    """Place in the table → id of the seat of the same name; the organisation decides between two of one name, and
    where it does not, nobody is matched. `seats` are (id, name, organisation)."""
    by_name: dict[str, list[tuple[str, str]]] = {}
    for number, name, organisation in seats:
        by_name.setdefault(key(name), []).append((number, key(organisation)))
    found: dict[int, str] = {}
    for place, row in enumerate(rows):
        held = by_name.get(key(row.name), [])
        if len(held) > 1:
            held = [one for one in held if one[1] == key(row.organisation)]
        if len(held) == 1 and held[0][0] not in found.values():
            found[place] = held[0][0]
    return found


def same_meeting(minutes: Minutes, *, year: int, session_no: int | None, day: str) -> bool:
    """Whether a meeting of the same body is the one these minutes are about: the same session, else the same day."""
    document = minutes.document
    if document.year == year and session_no is not None and document.session_no is not None:
        return document.session_no == session_no
    return (minutes.meeting.start or "")[:10] == day
