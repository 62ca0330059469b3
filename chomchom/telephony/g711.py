"""G.711 (ITU-T, 8,000 samples a second, one byte each): both laws by table, both ways."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE: Final = 8000
FRAME: Final = 160
"""Samples of one packet: 20 ms."""

ULAW, ALAW = 0, 8
"""Payload types of RFC 3551."""

SILENCE: dict[int, int] = {ULAW: 0xFF, ALAW: 0xD5}


def _ulaw_table() -> NDArray[np.int16]:
    code = ~np.arange(256, dtype=np.int32) & 0xFF
    size = (((code & 0x0F) << 3) + 0x84) << ((code >> 4) & 7)
    return np.where(code & 0x80, 0x84 - size, size - 0x84).astype(np.int16)


def _alaw_table() -> NDArray[np.int16]:
    code = np.arange(256, dtype=np.int32) ^ 0x55
    part, step = (code >> 4) & 7, (code & 0x0F) << 4
    size = np.where(part == 0, step + 8, (step + 0x108) << np.maximum(part - 1, 0))
    return np.where(code & 0x80, size, -size).astype(np.int16)


TABLES: dict[int, NDArray[np.int16]] = {ULAW: _ulaw_table(), ALAW: _alaw_table()}


def decode(payload: bytes, law: int) -> NDArray[np.int16]:
    """Samples of a payload."""
    return TABLES[law][np.frombuffer(payload, np.uint8)]


def encode(samples: NDArray[np.int16], law: int) -> bytes:
    """The code whose value lies nearest to each sample; nearness to the table is what the law's rounding means."""
    codes = np.argsort(TABLES[law], kind="stable")
    values = TABLES[law][codes].astype(np.int32)
    wanted = samples.astype(np.int32)
    above = np.clip(np.searchsorted(values, wanted), 1, 255)
    lower = np.abs(wanted - values[above - 1]) <= np.abs(values[above] - wanted)
    return codes[np.where(lower, above - 1, above)].astype(np.uint8).tobytes()


def loudness(samples: NDArray[np.int16]) -> float:
    """Root mean square of samples; speech on a telephone lies above some 300."""
    return float(np.sqrt(np.mean(np.square(samples.astype(np.float64))))) if len(samples) else 0.0
