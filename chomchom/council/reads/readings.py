"""The page of minutes that were brought in: the printed lines beside what they became, what to decide, and the count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.council import sentences
from chomchom.council.access import visible_bodies, visible_seats
from chomchom.council.access.papers import load_reading, visible_readings
from chomchom.council.models import Reading
from chomchom.council.reads.differences import TITLES, DifferenceRow, difference_rows, said_value, title_of
from chomchom.council.recorded import differing
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.rules.lines import Line
from chomchom.council.rules.readings import (
    BORDER,
    Decided,
    Proposal,
    ReadingState,
    corrected,
    count,
    match_seats,
    offers,
    proposals,
)
from chomchom.council.rules.records import Record, RecordKind, to_records
from chomchom.council.rules.shape import Attendee, Minutes
from chomchom.council.sentences.papers import FIELD_NAMES, READING_STATES, RECORD_KINDS
from chomchom.kernel.deeds import Deed
from chomchom.store.paging import Page, page


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters of a cell; `mark` is empty, or how a proposal in it stands: open, accepted, left."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One printed line: its cells in pieces, what was written in its place by hand, and the records it became."""

    no: int
    cells: tuple[tuple[Piece, ...], ...]
    by_hand: str
    editable: str
    unread: bool
    records: tuple[str, ...]

    @property
    def records_text(self) -> str:
        """The anchors for the script."""
        return " ".join(self.records)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One record as it would be made: a title, its other fields, and the lines it was read from."""

    anchor: str
    title: str
    rest: tuple[tuple[str, str], ...]
    lines: tuple[int, ...]

    @property
    def lines_text(self) -> str:
        """The anchors for the script."""
        return " ".join(f"l-{number}" for number in self.lines)


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """The records of one kind."""

    kind: str
    label: str
    rows: tuple[RecordRow, ...]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A slip: what is printed, what was probably meant, and how it was decided."""

    name: str
    line: int
    raw: str
    suggest: str
    state: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something that does not agree, as a question with its lines."""

    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A way of leaving bodies out that gives the printed figures."""

    number: int
    bodies: str
    counted: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the table and what they are said to be."""

    place: int
    name: str
    organisation: str
    present: bool
    role: SeatRole
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """Everything the page of one reading shows."""

    reading_id: UUID
    name: str
    state: ReadingState
    state_label: str
    brought_at: datetime
    brought_by: str
    title: str
    body_id: UUID | None
    bodies: tuple[tuple[UUID, str], ...]
    meeting_id: UUID | None
    lines: tuple[LineRow, ...]
    groups: tuple[RecordGroup, ...]
    proposals: tuple[ProposalRow, ...]
    findings: tuple[FindingRow, ...]
    unread: int
    offers: tuple[OfferRow, ...]
    people: tuple[PersonRow, ...]
    counted: str
    stated: str
    agrees: bool
    total: int
    earlier: str
    differences: tuple[DifferenceRow, ...]

    @property
    def open_proposals(self) -> int:
        """How many proposals nobody decided on."""
        return sum(row.state == "open" for row in self.proposals)

    @property
    def open_suggested(self) -> bool:
        """Whether one of them says how to read it: only those can be accepted all at once."""
        return any(row.state == "open" and row.suggest for row in self.proposals)

    @property
    def open(self) -> bool:
        """Whether it can still be decided about."""
        return self.state is ReadingState.READ


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """One reading of the list."""

    id: UUID
    name: str
    body: str
    state_label: str
    brought_at: datetime
    brought_by: str
    meeting_id: UUID | None


def readings(deed: Deed, *, after: str = "") -> Page[ReadingRow]:
    """The minutes that were brought in and not thrown away, the newest first. Two queries."""
    rows = visible_readings(deed).exclude(state=ReadingState.DISCARDED).select_related("body")
    found = page(rows, order=("-brought_at", "-id"), after=after, size=30)
    names = accounts.accounts_named({row.brought_by for row in found.rows})
    return Page(tuple(_listed(row, names) for row in found.rows), found.next)


def _listed(row: Reading, names: Mapping[UUID, str]) -> ReadingRow:
    return ReadingRow(
        id=row.pk, name=str(row.name), body=row.body.name if row.body else "",
        state_label=str(READING_STATES[ReadingState(row.state)]), brought_at=row.brought_at,
        brought_by=names.get(row.brought_by, ""), meeting_id=row.meeting_id,
    )  # fmt: skip


def reading_page(deed: Deed, reading_id: UUID) -> ReadingPage:
    """Everything about one reading. The text is read anew each time. Raises `reading-not-found`."""
    reading = load_reading(deed, reading_id)
    lines, decided = reading.printed(), reading.choices()
    printed, minutes = reading.minutes()
    offered = proposals(printed.corrections)
    records = to_records(minutes)
    anchors = {id(one): f"r-{number}" for number, one in enumerate(records, start=1)}
    rows = minutes.attendance.rows
    earlier, found = differing(reading) if reading.state == ReadingState.READ else (None, [])
    counted, stated = count(rows, decided.roles), minutes.attendance.stated
    bodies = tuple((body.pk, body.name) for body in visible_bodies(deed).order_by("kind", "name"))
    names = accounts.accounts_named({reading.brought_by})
    return ReadingPage(
        reading_id=reading.pk, name=str(reading.name), state=ReadingState(reading.state),
        state_label=str(READING_STATES[ReadingState(reading.state)]), brought_at=reading.brought_at,
        brought_by=names.get(reading.brought_by, ""), title=minutes.document.title,
        body_id=reading.body_id, bodies=bodies, meeting_id=reading.meeting_id,
        lines=_lines(lines, decided, offered, minutes, _by_line(records, anchors)),
        groups=_groups(records, anchors), proposals=tuple(_proposal(one, decided) for one in offered),
        findings=tuple(FindingRow(sentences.finding_sentence(one), tuple(one.lines)) for one in minutes.findings),
        unread=len(minutes.unread), offers=_offers(minutes), people=_people(rows, decided, _seats(deed, reading, minutes)),
        counted=_sum(counted.members, counted.present, counted.percent),
        stated=_sum(stated.members, stated.present, stated.rate_percent),
        agrees=(counted.members, counted.present) == (stated.members, stated.present),
        total=len(records), earlier=earlier.title if earlier else "", differences=difference_rows(found),
    )  # fmt: skip


def _sum(members: int | None, present: int | None, percent: float | None) -> str:
    if members is None or present is None:
        return ""
    rate = "" if percent is None else f" ({percent:g}%)"
    return _("%(members)d명 중 %(present)d명%(rate)s") % {"members": members, "present": present, "rate": rate}


def _by_line(records: Iterable[Record], anchors: Mapping[int, str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in records:
        for number in one.lines:
            found.setdefault(number, []).append(anchors[id(one)])
    return found


def _lines(
    lines: Sequence[Line],
    decided: Decided,
    offered: Sequence[Proposal],
    minutes: Minutes,
    records: Mapping[int, list[str]],
) -> tuple[LineRow, ...]:
    unread = {one.line for one in minutes.unread}
    slips: dict[int, list[Proposal]] = {}
    for one in offered:
        slips.setdefault(one.correction.line, []).append(one)
    now = {line.no: line for line in corrected(lines, decided, offered)}
    return tuple(
        LineRow(
            no=line.no, cells=tuple(_pieces(line, slips.get(line.no, ()), decided)),
            by_hand=decided.by_hand.get(line.no, ""), editable=BORDER.join(now[line.no].cells),
            unread=line.no in unread, records=tuple(records.get(line.no, ())),
        )
        for line in lines
        if line.filled
    )  # fmt: skip


def _pieces(line: Line, slips: Sequence[Proposal], decided: Decided) -> Iterator[tuple[Piece, ...]]:
    """The filled cells, each cut where a proposed slip stands."""
    passed: Counter[str] = Counter()
    for cell in line.cells:
        if not cell:
            continue
        cuts = []
        for raw in {one.correction.raw for one in slips}:
            places = [match.start() for match in re.finditer(re.escape(raw), cell)]
            named = {one.nth: one for one in slips if one.correction.raw == raw}
            for nth, start in enumerate(places, start=passed[raw]):
                if nth in named:
                    cuts.append((start, start + len(raw), _state(named[nth].name, decided)))
            passed[raw] += len(places)
        yield tuple(_cut(cell, sorted(cuts)))


def _cut(cell: str, cuts: Iterable[tuple[int, int, str]]) -> Iterator[Piece]:
    at = 0
    for start, end, state in cuts:
        if start < at:
            continue
        if start > at:
            yield Piece(cell[at:start])
        yield Piece(cell[start:end], state)
        at = end
    if at < len(cell):
        yield Piece(cell[at:])


def _state(name: str, decided: Decided) -> str:
    return "accepted" if name in decided.accepted else "left" if name in decided.left else "open"


def _proposal(one: Proposal, decided: Decided) -> ProposalRow:
    state = _state(one.name, decided)
    if one.correction.line in decided.by_hand:
        state = "by_hand"
    return ProposalRow(one.name, one.correction.line, one.correction.raw, one.correction.suggest, state)


def _groups(records: Sequence[Record], anchors: Mapping[int, str]) -> tuple[RecordGroup, ...]:
    found = []
    for kind in RecordKind:
        rows = tuple(_record(one, anchors[id(one)]) for one in records if one.kind is kind)
        if rows:
            found.append(RecordGroup(str(kind), str(RECORD_KINDS[kind]), rows))
    return tuple(found)


def _record(one: Record, anchor: str) -> RecordRow:
    heads = TITLES[one.kind]
    rest = tuple(
        (str(FIELD_NAMES[name]), said_value(name, value))
        for name, value in one.fields.items()
        if name in FIELD_NAMES and name not in heads and name != "subject" and value not in (None, "", [], 0)
    )
    return RecordRow(anchor=anchor, title=title_of(one.kind, one.fields), rest=rest, lines=one.lines)


def _offers(minutes: Minutes) -> tuple[OfferRow, ...]:
    return tuple(
        OfferRow(number, ", ".join(way.excluded), _sum(way.members, way.present, way.rate_percent))
        for number, way in enumerate(offers(minutes))
    )


def _people(rows: Sequence[Attendee], decided: Decided, seats: Mapping[int, str]) -> tuple[PersonRow, ...]:
    return tuple(
        PersonRow(
            place,
            row.name,
            row.organisation,
            row.present,
            decided.roles.get(place, SeatRole.MEMBER),
            seats.get(place, ""),
        )
        for place, row in enumerate(rows)
    )


def _seats(deed: Deed, reading: Reading, minutes: Minutes) -> dict[int, str]:
    """The post of the seat each row belongs to, by its place; nothing before the body was chosen."""
    if reading.body_id is None or minutes.meeting.start is None:
        return {}
    on = date.fromisoformat(minutes.meeting.start[:10])
    held = Q(ends_on=None) | Q(ends_on__gte=on)
    seats = list(visible_seats(deed).filter(held, body_id=reading.body_id, starts_on__lte=on))
    matched = match_seats(
        minutes.attendance.rows, [(str(n), s.person_name, s.organisation) for n, s in enumerate(seats)]
    )
    return {place: seats[int(name)].post or seats[int(name)].organisation for place, name in matched.items()}
