"""Closed lists as columns: the database knows the same words as the code."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db import models


def state_field(kind: type[StrEnum], **options: Any) -> models.CharField[str, str]:
    """A column for one word of a closed list; pair it with `known()` in the table's constraints."""
    options.setdefault("max_length", max(32, *(len(word) for word in kind)))
    return models.CharField(**options)


def known(kind: type[StrEnum], field: str, name: str, *, blank: bool = False) -> models.CheckConstraint:
    """The check constraint that lets only the words of the list in (`blank` also lets the empty word in)."""
    words = [str(word) for word in kind] + ([""] if blank else [])
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": words}), name=name)
