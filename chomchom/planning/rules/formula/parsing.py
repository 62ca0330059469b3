"""Reading a formula. What cannot be read is refused with its place, the word, and what could stand there."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path as File
from typing import Any as Anything

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken, VisitError

from chomchom.kernel.verdicts import Refused
from chomchom.planning.rules.formula.words import (
    MOST_AGGREGATES,
    MOST_CHARACTERS,
    MOST_DEPTH,
    MOST_LISTED,
    MOST_SIGNS,
    Aggregate,
    All,
    Any,
    Clause,
    Condition,
    Formula,
    Function,
    NullIf,
    Number,
    Op,
    Path,
    Place,
    Reckoning,
    Ref,
    Value,
    aggregates,
)

GRAMMAR = File(__file__).with_name("grammar.lark")
SAID = {"×": "*", "÷": "/", "≠": "!=", "≤": "<=", "≥": ">="}
# Korean data: the words of the language itself
FUNCTIONS = {"건수": "count", "합계": "sum", "평균": "mean", "최소": "min", "최대": "max"}
EXPECTED = {
    "FUNCTION": "count( sum( mean( min( max(", "NUMBER": "1", "NULLIF": "nullif(", "REF": "@1-4-1.links", "WHERE": "where",
    "AND": "and", "OR": "or", "BETWEEN": "between", "IN": "in [", "IS": "is null", "NULL": "null", "NOT": "not",
    "CMP": "= != < <= > >=", "LPAR": "(", "RPAR": ")", "COMMA": ",", "LSQB": "[", "RSQB": "]", "QUOTED": "\"…\"",
    "DATE": "2026-01-31", "YES": "true", "NO": "false", "DISTINCT": "distinct", "SIGN": "+ -", "MARK": "* /", "DOT": ".",
    "WORD": "…",
}  # fmt: skip


def _at(first: Token, last: Token | None = None) -> Place:
    end = last or first
    return Place((first.start_pos or 0) + 1, end.end_pos or 0)


class _Builder(Transformer[Token, Formula]):
    """Makes words of what the grammar found."""

    def start(self, parts: list[Formula]) -> Formula:
        return parts[0]

    def number(self, parts: list[Token]) -> Number:
        return Number(Decimal(parts[0]))

    def group(self, parts: list[Formula]) -> Formula:
        return parts[0]

    def plus(self, parts: list[Anything]) -> Reckoning:
        left, sign, right = parts
        return Reckoning(SAID.get(str(sign), str(sign)), left, right, at=_at(sign))

    times = plus

    def minus(self, parts: list[Token | None]) -> Decimal:
        return Decimal(f"{'-' if parts[0] == '-' else ''}{parts[1]}")

    def nullif(self, parts: list[Anything]) -> NullIf:
        return NullIf(parts[1], parts[2])

    def agg(self, parts: list[Anything]) -> Aggregate:
        name, distinct, path, _where, condition = parts
        function = Function(FUNCTIONS.get(str(name), str(name)))
        return Aggregate(function, path, distinct is not None, condition, at=_at(name))

    def ref(self, parts: list[Anything]) -> Ref:
        return Ref(str(parts[0])[1:], str(parts[1] or "this"), at=_at(parts[0]))

    def period(self, parts: list[Token]) -> Token:
        if not re.fullmatch(r"this|prev|20\d\d", parts[0]):
            raise _refused(parts[0], "this, prev, 2026")
        return parts[0]

    def path(self, parts: list[Token]) -> Path:
        return Path(tuple(str(part) for part in parts), at=_at(parts[0], parts[-1]))

    def any(self, parts: list[Anything]) -> Condition:
        return Any(_flat(Any, parts))

    def all(self, parts: list[Anything]) -> Condition:
        return All(_flat(All, parts))

    def cond_group(self, parts: list[Condition]) -> Condition:
        return parts[0]

    def compare(self, parts: list[Anything]) -> Clause:
        path, op, value = parts
        return Clause(path, Op(SAID.get(str(op), str(op))), (value,), at=path.at)

    def between(self, parts: list[Anything]) -> Clause:
        return Clause(parts[0], Op.BETWEEN, (parts[2], parts[4]), at=parts[0].at)

    def among(self, parts: list[Anything]) -> Clause:
        if len(parts) - 2 > MOST_LISTED:
            raise Refused("formula-too-much", what=MOST_LISTED)
        return Clause(parts[0], Op.IN, tuple(parts[2:]), at=parts[0].at)

    def null(self, parts: list[Anything]) -> Clause:
        return Clause(parts[0], Op.NOT_NULL if parts[2] is not None else Op.NULL, at=parts[0].at)

    def number_value(self, parts: list[Token | None]) -> Value:
        return self.minus(parts)

    def date_value(self, parts: list[Token]) -> Value:
        try:
            return date.fromisoformat(parts[0])
        except ValueError:
            raise _refused(parts[0], "2026-01-31") from None

    def word_value(self, parts: list[Token]) -> Value:
        return str(parts[0])[1:-1]

    def yes(self, _parts: list[Token]) -> Value:
        return True

    def no(self, _parts: list[Token]) -> Value:
        return False


def _flat(kind: type[All] | type[Any], parts: list[Anything]) -> tuple[Condition, ...]:
    """`a and (b and c)` is one conjunction of three; the words between are dropped."""
    found: list[Condition] = []
    for part in parts:
        if isinstance(part, kind):
            found += part.parts
        elif not isinstance(part, Token):
            found.append(part)
    return tuple(found)


def _refused(token: Token, possible: str) -> Refused:
    place = _at(token)
    return Refused("formula-not-readable", column=place.first, last=place.last, word=str(token), possible=possible)


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR.read_text(encoding="utf-8"), parser="lalr", maybe_placeholders=True)


def parse(text: str) -> Formula:
    """The formula that a text says.

    Raises `formula-empty`, `formula-too-long`, `formula-too-deep`, `formula-too-much` and `formula-not-readable` (with
    `column`, `last`, `word` and `possible`).
    """
    written = unicodedata.normalize("NFC", text).strip()
    if not written:
        raise Refused("formula-empty")
    if len(written) > MOST_CHARACTERS:
        raise Refused("formula-too-long", most=MOST_CHARACTERS, length=len(written))
    _check_depth(written)
    try:
        formula: Formula = _Builder().transform(_parser().parse(written))  # type: ignore[arg-type, assignment]
    except VisitError as fault:
        raise fault.orig_exc from None
    except UnexpectedCharacters as fault:
        raise _unread(written, fault.pos_in_stream or 0, fault.allowed) from None
    except UnexpectedEOF as fault:
        raise _unread(written, len(written), set(fault.expected)) from None
    except UnexpectedToken as fault:
        place = len(written) if fault.token.type == "$END" else int(fault.token.start_pos or 0)
        raise _unread(written, place, set(fault.accepts or fault.expected)) from None
    if sum(1 for _one in aggregates(formula)) > MOST_AGGREGATES:
        raise Refused("formula-too-much", what=MOST_AGGREGATES)
    return formula


def _check_depth(text: str) -> None:
    """Deep nesting and endless sums are refused before anything recursive sees it."""
    depth = signs = 0
    for sign in re.sub(r'"[^"\n]*"|@[\w.-]+', "", text):
        signs += sign in "+-*/×÷"
        depth += (sign in "([") - (sign in ")]")
        if depth > MOST_DEPTH:
            raise Refused("formula-too-deep", most=MOST_DEPTH)
    if signs > MOST_SIGNS:
        raise Refused("formula-too-much", what=MOST_SIGNS)


def _unread(text: str, at: int, expected: set[str] | None) -> Refused:
    found = re.match(r'"[^"\n]*"?|[\w.@-]+|\S', text[at:].lstrip())
    at += len(text[at:]) - len(text[at:].lstrip())
    word = found[0] if found else ""
    possible = " ".join(EXPECTED[one] for one in EXPECTED if one in (expected or set()))
    return Refused(
        "formula-not-readable", column=at + 1, last=at + max(1, len(word)), word=word or "…", possible=possible or "–"
    )
