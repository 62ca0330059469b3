"""What the engine remembers of a home between two hours, and one hour's step.

A state is 59 bytes a home and a source. `step` is a pure function of (state,
profile, new hour), vectorised over homes: the hourly sweep of a city is one
call for each block of homes, and scoring a long history is the same call in a
loop, so batch and streaming are the same numbers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.forest import AT_EASE, forest_of
from chomchom.silence.profile import GAP_STEP, KINDS, LENGTH_STEP, MOST_BITS, bits_of, events_of, short_of, strength_of
from chomchom.silence.sources import NATURE, Floats, Source

ABSENCE = 24  # hours of silence that, once ended, are remembered as an absence
MOST_SHORT = 100.0
LONG_AGO = 1500  # hours after which the last absence is forgotten

STATE = np.dtype(
    [
        ("before", "f4"),  # value of the hour before, NaN when it was missing
        ("bits", "f4", (2,)),  # accumulated surprise; of hours received, and as if the missing ones had been silent
        ("score", "f4"),
        ("short", "f4", (2,)),  # use short of the usual, in swings; a small draw does not undo it. Both ways as well
        ("missed", "f4", (KINDS,)),  # chances of an event let pass since the last, by kind
        ("quiet", "u2"),  # hours received since the last event
        ("silent", "u2"),  # hours received since a reading that was both high and moving
        ("low", "u2"),  # hours received since a reading that was high
        ("clock", "u2", (KINDS,)),  # hours on the clock since those, missing hours included
        ("since", "u2", (2,)),  # hours on the clock since an absence ended
        ("began", "u1", (KINDS,)),  # hour of day of the last event
        ("same", "u2"),  # hours received with exactly the same reading
        ("missing", "u2"),  # hours missing up to now
    ]
)

_OF_A_KIND = ("hours", "rare", "beyond", "line")
#: What the forest looks at, in this order, and the way each may move the score: +1 only up, -1 only down, 0 either.
#: Everything that grows with a silence is there twice: over the hours *received*, which may only raise, and over the
#: *clock*, which may only lower (who is silent for so long is away). So a lost reading never raises a score.
FEATURES = (
    ("hour", 0), ("since-0", 0), ("since-1", 0),
    *((f"{name}-{kind}", 0) for kind in range(KINDS) for name in ("absences", "active", "began")),
    ("bits", 1), ("bits-spread", 1), ("bits-top", 1), ("short", 1),
    ("clock-bits", -1), ("clock-bits-spread", -1), ("clock-bits-top", -1), ("clock-short", -1),
    *((f"missed-{kind}", 1) for kind in range(KINDS)),
    *((f"{name}-{kind}", 1) for kind in range(KINDS) for name in _OF_A_KIND),
    *((f"clock-{name}-{kind}", -1) for kind in range(KINDS) for name in _OF_A_KIND),
)  # fmt: skip
HOURS_0 = [name for name, _ in FEATURES].index("hours-0")


def fresh(count: int) -> NDArray[np.void]:
    """States of homes that have not been seen yet."""
    out = np.zeros(count, STATE)
    out["before"] = np.nan
    out["score"] = AT_EASE
    out["since"] = LONG_AGO
    return out


def step(
    state: NDArray[np.void], profile: NDArray[np.void], value: Floats, hour: NDArray[np.int64], source: Source
) -> Floats:
    """Take in one hour of every home and return the scores; higher is more suspicious.

    `value` [B] is what the meter sent for that hour, NaN when nothing came;
    `hour` [B] is its hour of day. The state is changed in place. A missing
    hour gives no evidence: bits, silences and score stay as they are.
    """
    there = listen(state, profile, value, hour, source)
    asked = np.flatnonzero(there & (state["quiet"] >= 2))
    score = np.where(there, np.float32(AT_EASE), state["score"])
    if len(asked):
        seen = features(state[asked], profile[asked], hour[asked])
        score[asked] = forest_of(source).score(seen)
    state["score"] = score
    return state["score"].copy()


def features(state: NDArray[np.void], profile: NDArray[np.void], hour: NDArray[np.int64]) -> Floats:
    """What the forest looks at, [B,F] in the order of FEATURES, after an hour was taken in."""
    rows = np.arange(len(state))
    out = np.empty((len(state), len(FEATURES)), np.float32)
    out[:, 0], out[:, 1:3] = hour, state["since"]
    out[:, 3:12:3], out[:, 4:12:3], out[:, 5:12:3] = profile["absences"], profile["active"], state["began"]
    at = 12
    for way in (0, 1):
        bits = state["bits"][:, way]
        out[:, at] = bits
        out[:, at + 1] = (bits - profile["peak"]) / profile["spread"]
        out[:, at + 2] = bits - profile["top"]
        out[:, at + 3] = state["short"][:, way]
        at += 4
    out[:, at : at + KINDS] = state["missed"]
    at += KINDS
    for way in (0, 1):
        for kind, name in enumerate(("quiet", "silent", "low")):
            hours = state["clock"][:, kind] if way else state[name]
            length = LENGTH_STEP[np.minimum(hours, len(LENGTH_STEP) - 1)]
            out[:, at] = hours
            out[:, at + 1] = profile["rare"][rows, kind, length]
            out[:, at + 2] = hours - profile["longest"][:, kind]
            out[:, at + 3] = hours - profile["line"][rows, kind, hour]
            at += 4
    return out


def listen(
    state: NDArray[np.void], profile: NDArray[np.void], value: Floats, hour: NDArray[np.int64], source: Source
) -> NDArray[np.bool_]:
    """Everything but the score: what this hour says of every silence. Returns which homes gave evidence."""
    nature, rows = NATURE[source], np.arange(len(value))
    feature = np.abs(value - state["before"]) if nature.by_change else value
    there, received = np.isfinite(feature), np.isfinite(value)
    known = np.nan_to_num(feature)
    strength = strength_of(known, profile["noise"])
    chance = profile["chance"][rows, hour, GAP_STEP[np.minimum(state["clock"][:, 0], len(GAP_STEP) - 1)]]
    silent_bits = bits_of(chance, np.zeros_like(strength), source)
    bits = bits_of(chance, strength, source)
    state["bits"][:, 0] = np.clip(state["bits"][:, 0] + np.where(there, bits, 0), 0, MOST_BITS)
    state["bits"][:, 1] = np.clip(state["bits"][:, 1] + np.where(there, bits, silent_bits), 0, MOST_BITS)
    mean, swing = profile["mean"][rows, hour], profile["swing"][rows, hour]
    short = np.where(received, short_of(mean, swing, np.nan_to_num(value)), 0)
    gone = np.where(received, short, short_of(mean, swing, np.zeros_like(value)))
    state["short"][:, 0] = np.clip(state["short"][:, 0] + short, 0, MOST_SHORT)
    state["short"][:, 1] = np.clip(state["short"][:, 1] + gone, 0, MOST_SHORT)
    met = events_of(value, known, profile["noise"], profile["line_level"], source)
    missed = profile["missed"][rows, :, hour]
    for kind, name in enumerate(("quiet", "silent", "low")):
        took = received if kind == KINDS - 1 else there
        event = met[kind] & took
        if kind < 2:
            ended = event & (state["clock"][:, kind] >= ABSENCE)
            state["since"][:, kind] = np.where(ended, 0, np.minimum(state["since"][:, kind] + 1, LONG_AGO))
        state[name] = np.where(event, 0, np.minimum(state[name].astype(np.int32) + took, 65000))
        state["missed"][:, kind] = np.where(event, 0, state["missed"][:, kind] + took * missed[:, kind])
        state["clock"][:, kind] = np.where(event, 0, np.minimum(state["clock"][:, kind].astype(np.int32) + 1, 65000))
        state["began"][:, kind] = np.where(event, hour, state["began"][:, kind])
    same = np.where(value == state["before"], np.minimum(state["same"].astype(np.int32) + 1, 65000), 0)
    state["same"] = np.where(received, same, state["same"])
    state["missing"] = np.where(received, 0, np.minimum(state["missing"].astype(np.int32) + 1, 65000))
    state["before"] = value
    return there
