"""Keyset paging: the next page starts after the last row seen, however long the list is."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import F, Model, Q, QuerySet

from chomchom.kernel.verdicts import Refused

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of one page and the token of the next; an empty token means that this is the last."""

    rows: tuple[T, ...]
    next: str = ""


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def token_of(row: Any, order: Sequence[str]) -> str:
    """The token of a row: where the page after it starts."""
    values = [_plain(getattr(row, name.lstrip("-"))) for name in order]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def values_of(token: str, order: Sequence[str]) -> list[Any]:
    """The values a token holds. Raises Refused("bad-page") for anything that is not one of ours."""
    try:
        values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except ValueError:
        raise Refused("bad-page") from None
    if not isinstance(values, list) or len(values) != len(order):
        raise Refused("bad-page")
    return values


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after the given one: the first differing column decides."""
    beyond, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        column = name.lstrip("-")
        beyond |= equal & Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{column: value})
    return beyond


def page(rows: QuerySet[Any], *, order: Sequence[str], after: str = "", size: int = 50) -> Page[Any]:
    """One page of a queryset ordered by non-null columns of which the last is unique.

    One query. Raises Refused("bad-page") for a token that is not one of ours.
    """
    ordered = rows.order_by(*(F(n[1:]).desc() if n.startswith("-") else F(n).asc() for n in order))
    if after:
        ordered = ordered.filter(_beyond(order, values_of(after, order)))
    try:
        found: list[Model] = list(ordered[: size + 1])
    except (ValueError, TypeError):
        raise Refused("bad-page") from None
    more = len(found) > size
    return Page(tuple(found[:size]), token_of(found[size - 1], order) if more else "")
