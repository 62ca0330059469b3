"""Invented homes: hourly electricity in Wh and water in litres, with a fridge, a night and a person."""

from __future__ import annotations

import numpy as np

DAY = 24


def electricity(days: int, *, homes: int = 4, seed: int = 0) -> np.ndarray:
    """Fridge and standby all the time, a person's use by day."""
    rng = np.random.default_rng(seed)
    hours = np.arange(days * DAY) % DAY
    awake = np.where((hours >= 7) & (hours < 23), 0.55, 0.04)
    base = 60 + 8 * rng.standard_normal((homes, days * DAY))
    use = (rng.random((homes, days * DAY)) < awake) * rng.gamma(2.0, 180.0, (homes, days * DAY))
    return np.maximum(base + use, 5).round().astype(np.float32)


def water(days: int, *, homes: int = 4, seed: int = 0) -> np.ndarray:
    """Draws by day, none at night."""
    rng = np.random.default_rng(seed + 100)
    hours = np.arange(days * DAY) % DAY
    awake = np.where((hours >= 7) & (hours < 23), 0.5, 0.03)
    drawn = (rng.random((homes, days * DAY)) < awake) * rng.gamma(1.5, 12.0, (homes, days * DAY))
    return drawn.round().astype(np.float32)


def unattended(hours: int, *, seed: int = 1) -> np.ndarray:
    """What a fridge draws when nobody is there."""
    return np.maximum(60 + 8 * np.random.default_rng(seed).standard_normal(hours), 5).round().astype(np.float32)
