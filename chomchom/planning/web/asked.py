"""What an address or a form says, read without believing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def as_id(value: Any) -> UUID | None:
    """An id as a form gives it; None for nothing and for what is no id."""
    try:
        return UUID(str(value))
    except ValueError:
        return None
