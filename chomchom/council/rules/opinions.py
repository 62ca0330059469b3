"""Opinions by source beside each other: what the task force found, what the committee added, what the field says.

Labels are data: a city adds its own sources, and what a paper printed stays as it was printed. A source that is
expected and silent is a gap with a name, never a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chomchom.council.rules.lines import key
from chomchom.council.rules.subjects import Subject
from chomchom.kernel.verdicts import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One row of the city's list of sources. `expected` names what it should have spoken about."""

    code: str
    label: str
    expected: frozenset[Subject]
    position: int
    from_on: date
    until_on: date | None = None
    also_printed: tuple[str, ...] = ()

    def in_use(self, on: date) -> bool:
        """Whether it may be chosen on a day; what was said under it before stays."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


def source_of(label: str, sources: Sequence[Source]) -> Source | None:
    """The source a printed label means: its own words or one of those it is also printed as; longer words first."""
    plain = key(label)
    known = [(key(words), one) for one in sources for words in (one.label, *one.also_printed)]
    for words, one in sorted(known, key=lambda pair: -len(pair[0])):
        if words and words in plain:
            return one
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One source of one subject: what it said, or that it has not spoken yet."""

    code: str
    label: str
    opinions: tuple[int, ...]

    @property
    def missing(self) -> bool:
        """Whether this is a gap."""
        return not self.opinions


@dataclass(frozen=True, slots=True)
class Said:
    """Under which source an opinion stands, and the label as printed."""

    source: str
    label: str


def columns(said: Sequence[Said], sources: Sequence[Source], *, subject: Subject, on: date) -> list[Column]:
    """The columns of one subject in the order of the list: expected sources always, others where they spoke, and
    labels nobody knows at the end. An opinion is named by its place in `said`."""
    found: list[Column] = []
    for source in sorted(sources, key=lambda one: (one.position, one.code)):
        places = tuple(place for place, one in enumerate(said) if one.source == source.code)
        label = said[places[0]].label if places else source.label
        if places or (subject in source.expected and source.in_use(on)):
            found.append(Column(code=source.code, label=label, opinions=places))
    strangers: dict[str, list[int]] = {}
    known = {one.code for one in sources}
    for place, one in enumerate(said):
        if one.source not in known:
            strangers.setdefault(one.label, []).append(place)
    return found + [Column(code="", label=label, opinions=tuple(places)) for label, places in strangers.items()]


def gaps(found: Iterable[Column]) -> list[str]:
    """The names of the sources that have not spoken."""
    return [one.label for one in found if one.missing]


def check_text(text: str, *, most: int) -> str:
    """The words of an opinion, trimmed. Raises `opinion-is-empty`, `opinion-too-long`."""
    plain = text.strip()
    if not plain:
        raise Refused("opinion-is-empty")
    if len(plain) > most:
        raise Refused("opinion-too-long", most=most, length=len(plain))
    return plain


def came_after(received_at: datetime, *, ended_at: datetime | None, handed_in: bool) -> bool:
    """Whether an opinion was handed in after the meeting was over. What the office writes down of the meeting itself
    was said there, however late it is written."""
    return handed_in and ended_at is not None and received_at > ended_at


def check_source_in_use(source: Source, *, on: date) -> None:
    """Raises `opinion-source-not-in-use`."""
    if not source.in_use(on):
        raise Refused("opinion-source-not-in-use", source=source.label)


def check_list_row(*, label: str, from_on: date, until_on: date | None) -> None:
    """A row of a dated list of the city. Raises `list-row-needs-a-label`, `list-row-ends-before-it-begins`."""
    if not label.strip():
        raise Refused("list-row-needs-a-label")
    if until_on is not None and until_on < from_on:
        raise Refused("list-row-ends-before-it-begins")
