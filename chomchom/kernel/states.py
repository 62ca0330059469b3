"""State tables: the moves a thing may make, written as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from chomchom.kernel.verdicts import Refused

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Move(Generic[S]):
    """One named way from some states to one state.

    `who` names the roles or parts that may make it and `due` the parameter of its clock; both are printed in the
    reference so that the table is the procedure. `reason` says that the move needs a reason code.
    """

    name: str
    sources: frozenset[S]
    target: S
    who: tuple[str, ...] = ()
    due: str = ""
    reason: bool = False


class StateTable(Generic[S]):
    """All moves of one kind of thing. A move that is not listed does not exist."""

    def __init__(self, states: type[S], start: S, moves: tuple[Move[S], ...]) -> None:
        self.states, self.start = states, start
        self._moves = {move.name: move for move in moves}
        if len(self._moves) != len(moves):
            raise ValueError("two moves share a name")
        if lost := set(states) - {start} - {move.target for move in moves}:
            raise ValueError(f"no move reaches {sorted(lost)}")

    def target(self, name: str, current: S) -> S:
        """The state after the move; raises `Refused("wrong-state")` where it is not possible."""
        move = self._moves[name]
        if current not in move.sources:
            raise Refused("wrong-state", move=name, state=str(current))
        return move.target

    def move(self, name: str) -> Move[S]:
        """The move of that name; KeyError for a name that is not in the table."""
        return self._moves[name]

    def moves(self) -> tuple[Move[S], ...]:
        """All moves in the order they were written."""
        return tuple(self._moves.values())

    def leaving(self, current: S) -> tuple[Move[S], ...]:
        """The moves that are possible from a state."""
        return tuple(move for move in self._moves.values() if current in move.sources)

    def ends(self) -> frozenset[S]:
        """The states no move leaves."""
        return frozenset(state for state in self.states if not self.leaving(state))

    def mermaid(self) -> str:
        """The diagram of the table, for docs/reference; a test compares it with the page."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        for move in self._moves.values():
            lines += [f"    {source} --> {move.target}: {move.name}" for source in sorted(move.sources)]
        return "\n".join(lines) + "\n"
