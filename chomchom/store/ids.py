"""Ids that sort by the time they were made, so that new rows lie together on disk."""

from __future__ import annotations

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """A version-7 UUID: 48 bits of milliseconds, then random. The time in it decides nothing."""
    stamp = time.time_ns() // 1_000_000
    raw = bytearray(stamp.to_bytes(6, "big") + os.urandom(10))
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return UUID(bytes=bytes(raw))
