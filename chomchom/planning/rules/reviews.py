"""The review round: a card a project, rows with who fills them by when, and through which states a card goes.

The states and the two ways of asking to fix follow practice: the reviewer sends a card back to its writer, and a writer
who does not agree with a review asks the reviewer to look again. A row is never silently empty: it is filled, or
somebody says why there is nothing to fill in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chomchom.kernel.roles import Role
from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused


class RoundState(StrEnum):
    """An open round takes entries; a closed one is read."""

    OPEN = "open"
    CLOSED = "closed"


class CardState(StrEnum):
    """작성, 제출, 검토, 최종."""

    WRITING = "writing"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    FINAL = "final"


FILLERS = (Role.TEAM_HEAD, Role.CITY_OFFICER, Role.PROGRAMME_OFFICER, Role.COUNCIL_OFFICE)
JUDGES = (Role.CITY_OFFICER, Role.COUNCIL_OFFICE)

CARD_MOVES = StateTable(
    CardState,
    CardState.WRITING,
    (
        Move("submit", frozenset({CardState.WRITING}), CardState.SUBMITTED, who=FILLERS, due="row due days"),
        Move(
            "ask_to_fix",
            frozenset({CardState.SUBMITTED, CardState.REVIEWED}),
            CardState.WRITING,
            who=JUDGES,
            reason=True,
        ),
        Move("review", frozenset({CardState.SUBMITTED}), CardState.REVIEWED, who=JUDGES),
        Move("ask_again", frozenset({CardState.REVIEWED}), CardState.SUBMITTED, who=FILLERS, reason=True),
        Move("finish", frozenset({CardState.REVIEWED}), CardState.FINAL, who=JUDGES),
        Move("reopen", frozenset({CardState.FINAL}), CardState.REVIEWED, who=JUDGES, reason=True),
    ),
)

OWN_WORK = frozenset({"review", "finish"})
"""Moves that whoever submitted the card does not make."""


class RowState(StrEnum):
    """What is so with one row of a card."""

    FILLED = "filled"
    EXCUSED = "excused"
    MISSING = "missing"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """One row of a card: its name, whether it is needed, when it is due, and what stands in it."""

    code: str
    label: str
    required: bool
    due_on: date
    text: str = ""
    excuse: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far a round is: cards, cards with every needed row answered, rows and rows answered; percents may be absent."""

    cards: int
    whole: int
    rows: int
    answered: int
    late: int
    final: int

    @property
    def percent(self) -> int | None:
        """Share of cards with every needed row answered, whole percent; None where there is no card."""
        return round(100 * self.whole / self.cards) if self.cards else None


def row_state(row: RowFacts, *, on: date) -> RowState:
    """Filled, said to have nothing, missing, or missing after its day."""
    if row.text.strip():
        return RowState.FILLED
    if row.excuse.strip():
        return RowState.EXCUSED
    return RowState.LATE if row.due_on < on else RowState.MISSING


ANSWERED = frozenset({RowState.FILLED, RowState.EXCUSED})


def missing_rows(rows: Iterable[RowFacts], *, on: date) -> tuple[RowFacts, ...]:
    """The needed rows nobody has answered, in their order."""
    return tuple(row for row in rows if row.required and row_state(row, on=on) not in ANSWERED)


def coverage(cards: Iterable[tuple[CardState, Sequence[RowFacts]]], *, on: date) -> Coverage:
    """How far the cards of a round are."""
    total = whole = rows_total = answered = late = final = 0
    for state, rows in cards:
        total += 1
        final += state is CardState.FINAL
        needed = [row_state(row, on=on) for row in rows if row.required]
        rows_total += len(needed)
        answered += sum(one in ANSWERED for one in needed)
        late += sum(one is RowState.LATE for one in needed)
        whole += all(one in ANSWERED for one in needed)
    return Coverage(cards=total, whole=whole, rows=rows_total, answered=answered, late=late, final=final)


def check_round(*, name: str, due_on: date, today: date, rows: int) -> None:
    """A round has a name, a day in the future and at least one row."""
    if not name.strip():
        raise Refused("review-round-needs-name")
    if due_on < today:
        raise Refused("review-due-in-the-past")
    if not rows:
        raise Refused("review-round-needs-rows")


def check_round_open(state: RoundState) -> None:
    """Nothing is written into the cards of a closed round; raises `review-round-closed`."""
    if state is RoundState.CLOSED:
        raise Refused("review-round-closed")


def check_may_write(state: CardState) -> None:
    """Rows are written while the card is with its writers; raises `card-not-in-writing`."""
    if state is not CardState.WRITING:
        raise Refused("card-not-in-writing")


def check_entry(*, text: str, excuse: str) -> None:
    """A row holds a text, or why there is none, and never both; raises `card-row-both` or `card-row-empty`."""
    if text.strip() and excuse.strip():
        raise Refused("card-row-both")
    if not text.strip() and not excuse.strip():
        raise Refused("card-row-empty")


def check_move(
    move: str, current: CardState, *, rows: Sequence[RowFacts], on: date, reason: str, own_submission: bool
) -> CardState:
    """The card's next state.

    Raises `wrong-state`, `card-rows-missing` (named) for submitting with a needed row open, `card-move-needs-reason`, and
    `card-own-submission` for whoever would review or finish what they submitted.
    """
    target = CARD_MOVES.target(move, current)
    if CARD_MOVES.move(move).reason and not reason.strip():
        raise Refused("card-move-needs-reason")
    if move in OWN_WORK and own_submission:
        raise Refused("card-own-submission")
    if move in ("submit", "finish") and (open_rows := missing_rows(rows, on=on)):
        raise Refused("card-rows-missing", rows=", ".join(row.label for row in open_rows))
    return target
