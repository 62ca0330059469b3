"""What a formula is made of. Two formulas that mean the same piece by piece are equal; places in the text do not count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

MOST_CHARACTERS = 2000
MOST_DEPTH = 20
MOST_AGGREGATES = 40
MOST_SIGNS = 100
MOST_LISTED = 100


class Function(StrEnum):
    """How the rows that stood the filter become one number."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"


class Op(StrEnum):
    """How a field is held against a value."""

    IS = "="
    IS_NOT = "!="
    UNDER = "<"
    AT_MOST = "<="
    OVER = ">"
    AT_LEAST = ">="
    BETWEEN = "between"
    IN = "in"
    NULL = "is null"
    NOT_NULL = "is not null"


Value = Decimal | str | bool | date
"""A value as it is written; a word in quotes stays a word until it is checked against its field."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands in the text, for pointing at it: first and last character, counted from one."""

    first: int = 0
    last: int = 0


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Path:
    """A field by its Korean names: entity, then fields or a link and a field of what is linked."""

    names: tuple[str, ...]
    at: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition on one field."""

    path: Path
    op: Op
    values: tuple[Value, ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class All:
    """Every part has to hold. Tests of one link inside are about one and the same linked row."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One part is enough."""

    parts: tuple[Condition, ...]


Condition = Clause | All | Any


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Rows of an entity, filtered, made distinct where asked, become one number."""

    function: Function
    path: Path
    distinct: bool = False
    where: Condition | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Number:
    """A written number."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Ref:
    """The value of another indicator: this period, the one before, or that of a year."""

    code: str
    period: str = "this"
    at: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Two formulas and what is done with them."""

    sign: str  # + - * /
    left: Formula
    right: Formula
    at: Place = field(default=NOWHERE, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class NullIf:
    """No value where the formula gives exactly this number."""

    formula: Formula
    number: Decimal


Formula = Number | Aggregate | Ref | Reckoning | NullIf


def aggregates(formula: Formula) -> Iterator[Aggregate]:
    """All aggregates of a formula from left to right."""
    for part in pieces(formula):
        if isinstance(part, Aggregate):
            yield part


def refs(formula: Formula) -> Iterator[Ref]:
    """All references to other indicators from left to right."""
    for part in pieces(formula):
        if isinstance(part, Ref):
            yield part


def pieces(formula: Formula) -> Iterator[Formula]:
    """Every piece, without recursion: a long sum is a deep tree."""
    waiting: list[Formula] = [formula]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, Reckoning):
            waiting += [part.right, part.left]
        elif isinstance(part, NullIf):
            waiting.append(part.formula)
