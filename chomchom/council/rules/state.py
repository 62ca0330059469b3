"""Where the reader of minutes stands while it goes from line to line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from chomchom.council.rules.lines import Line
from chomchom.council.rules.shape import Candidate, Minutes, Review, Section, Unread


@dataclass(slots=True)
class Reading:
    """What was read so far and what the next row belongs to."""

    minutes: Minutes = field(default_factory=Minutes)
    place: str = "head"
    item: Review | Candidate | None = None
    section: Section | None = None
    person_columns: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    kind: str = ""
    reasons: list[tuple[int, str]] = field(default_factory=list)
    coming: list[tuple[int, str]] = field(default_factory=list)
    mark: str = ""  # of the list that is open
    page: int = 0  # the last page number that was printed
    column: str = ""  # of the conclusions: the one that was filled last
    following: Line | None = None  # the next printed line
    vocabulary: Counter[str] = field(default_factory=Counter)

    def leave(self, line: int, text: str) -> None:
        """Keep what no rule understood."""
        if text.strip():
            self.minutes.unread.append(Unread(line, text.strip()))

    def item_place(self) -> str:
        """The name under which the open item's lines are remembered."""
        if isinstance(self.item, Review):
            return f"review:{len(self.minutes.reviews) - 1}"
        return f"candidate:{len(self.minutes.candidates) - 1}"
