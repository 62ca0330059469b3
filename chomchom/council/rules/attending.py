"""Who came, counted by the body's own written rule, and whether that was enough. Pure.

The rate itself is `counting.rate`, the same function that checks minutes which were brought in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chomchom.council.rules.counting import count_attendance, rate
from chomchom.council.rules.meetings import Mark, MeetingState
from chomchom.council.rules.shape import Attendance, Attendee, Computed, Stated
from chomchom.kernel.verdicts import Refused

MARKABLE = frozenset({MeetingState.CALLED, MeetingState.HELD, MeetingState.DRAFT})
"""Who came may be written down from the day of the notice until the minutes go round."""

HERE = frozenset({Mark.PRESENT, Mark.WRITTEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """One row of the list."""

    name: str
    organisation: str
    counts: bool
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The arithmetic of a rate: listed − not counted = members; present of them."""

    listed: int
    not_counted: int
    members: int
    present: int
    proxies: int
    unmarked: int
    rate: float | None
    quorum: int

    @property
    def reached(self) -> bool:
        """Whether enough members came for the meeting to open."""
        return self.members > 0 and self.present >= self.quorum


def is_here(mark: str, *, proxy_counts: bool) -> bool:
    """Whether a mark counts as having come."""
    return mark in HERE or (mark == Mark.PROXY and proxy_counts)


def quorum(members: int, *, over: int, of: int) -> int:
    """The smallest number that is more than `over` out of `of`: 11 of 20 where more than half must come."""
    return members * over // of + 1 if members else 0


def count(rows: Sequence[Came], *, over: int, of: int, proxy_counts: bool) -> Count:
    """What the list gives by the rule that decided which rows count."""
    members = [row for row in rows if row.counts]
    present = sum(is_here(row.mark, proxy_counts=proxy_counts) for row in members)
    return Count(
        listed=len(rows),
        not_counted=len(rows) - len(members),
        members=len(members),
        present=present,
        proxies=sum(row.mark == Mark.PROXY for row in members),
        unmarked=sum(not row.mark for row in members),
        rate=rate(present, len(members)),
        quorum=quorum(len(members), over=over, of=of),
    )


def offers(rows: Sequence[Came], stated: Stated, *, proxy_counts: bool) -> list[Computed]:
    """Which further bodies would have to be left out to get the printed figures; a question, never an answer."""
    people = [Attendee(row.name, row.organisation, is_here(row.mark, proxy_counts=proxy_counts)) for row in rows]
    return count_attendance(Attendance(stated=stated, rows=people))


def check_mark(mark: str, *, proxy_name: str, category: str) -> None:
    """Raises `proxy-needs-a-name`, `absence-but-came`."""
    if mark == Mark.PROXY and not proxy_name:
        raise Refused("proxy-needs-a-name")
    if mark not in (Mark.ABSENT, Mark.EXCUSED) and category:
        raise Refused("absence-but-came")


def check_markable(state: MeetingState) -> None:
    """Raises `attendance-is-closed` where the minutes went round already, or nobody was called yet."""
    if state not in MARKABLE:
        raise Refused("attendance-is-closed")


def check_all_marked(unmarked: int) -> None:
    """Raises `attendance-unmarked`: a meeting was held only when it is known who was there."""
    if unmarked:
        raise Refused("attendance-unmarked", n=unmarked)
