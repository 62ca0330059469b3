"""Lists of ledger numbers small enough to keep with a figure, and the digest that proves them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence

import numpy as np


def pack(numbers: Sequence[int]) -> bytes:
    """Rising numbers as their differences, compressed."""
    return zlib.compress(np.diff(np.asarray([0, *numbers], dtype="<i8")).tobytes(), 6)


def unpack(packed: bytes) -> list[int]:
    """The numbers again."""
    return np.cumsum(np.frombuffer(zlib.decompress(packed), dtype="<i8")).tolist()


def digest_of(lists: Iterable[tuple[str, int, Sequence[int]]]) -> str:
    """SHA-256 over (part, position, numbers) in their order."""
    found = hashlib.sha256()
    for part, position, numbers in lists:
        found.update(f"{part}:{position}:{','.join(map(str, numbers))}\n".encode())
    return found.hexdigest()
