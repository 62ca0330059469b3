"""What the hash chain runs over: canonical bytes, the same in every session and time zone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

GENESIS = b"\x00" * 32
COLUMNS = (
    "seq", "stream", "version", "tag", "payload", "actor_id", "agency_id", "reason", "at", "recorded_at", "occurred_on",
    "sector", "programme", "dong", "age_band", "household_kind", "person_id", "voids",
)  # fmt: skip
"""The hashed columns in their fixed order; `previous` and `digest` follow them in the table."""


def _canonical(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def digest(previous: bytes, fields: Sequence[Any]) -> bytes:
    """SHA-256 over the previous digest and the entry's fields in their fixed order."""
    text = json.dumps([_canonical(value) for value in fields], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(previous + text.encode()).digest()
