"""What the engine remembers of a home between two hours, and one hour's step.

A state is 61 bytes a home and a source. `step` is a pure function of (state,
profile, new hour), vectorised over homes: the hourly sweep of a city is one
call for each block of homes, and scoring a long history is the same call in a
loop, so batch and streaming are the same numbers.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from chomchom.silence.forest import AT_EASE, forest_of
from chomchom.silence.profile import (
    BIT,
    GAP_STEP,
    KINDS,
    LENGTH_STEP,
    LINE,
    LONG,
    MOST_BITS,
    NAT,
    SWING,
    bits_table,
    events_of,
    short_of,
    strength_of,
)
from chomchom.silence.sources import NATURE, Floats, Source
from chomchom.silence.trailing import BLOCKS, WINDOWS, little, shift

ABSENCE = 24  # hours of silence that, once ended, are remembered as an absence
MOST_SHORT = 100.0
SEEN_LATELY = 2  # hours: an event in this or the last one is life
COMMON_SCORE, COMMON_STEP, COMMON_MOST = -8.9, 0.1, 30  # of a silence too common to be weighed, by its hours
ASKED_LONG, ASKED_SCORE = 96, -5.0  # hours after which the trees are asked no more, and the score in the end
LATE_UNTIL, LATE_DAYS = 160, 28.0  # for so long, and as one moment in so many days, it is asked after once more
LONG_AGO = 1500  # hours after which the last absence is forgotten

STATE = np.dtype(
    [
        ("before", "f4"),  # value of the hour before, NaN when it was missing
        ("score", "f4"),
        ("bits", "u2", (2,)),  # surprise so far in 1/BIT; of hours received, and as if the missing ones had been silent
        ("short", "u2", (2,)),  # use short of the usual, in 1/SWING; a small draw does not undo it. Both ways as well
        ("missed", "u2", (KINDS,)),  # chances of an event let pass since the last, by kind, in 1/NAT
        ("quiet", "u2"),  # hours received since the last event
        ("silent", "u2"),  # hours received since a reading that was both high and moving
        ("low", "u2"),  # hours received since a reading that was high
        ("clock", "u2", (KINDS,)),  # hours on the clock since those, missing hours included
        ("since", "u2", (2,)),  # hours on the clock since an absence ended
        ("began", "u1", (KINDS,)),  # hour of day of the last event
        ("same", "u2"),  # hours received with exactly the same reading
        ("missing", "u2"),  # hours missing up to now
        ("used", "u2", (len(WINDOWS), BLOCKS)),  # of water: in the last day and the last two, a missing hour as usual
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
    ("little-24", 1), ("little-48", 1),
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
    score, asked = common_scores(state, profile, source)
    score = np.where(there, score, state["score"])
    places = np.flatnonzero(asked & there)
    if len(places):
        seen = features(state[places], profile[places], hour[places], source)
        score[places] = forest_of(source).score(seen)
    state["score"] = score
    return state["score"].copy()


@cache
def late_score(source: Source) -> float:
    """The score of a silence of four days: once in LATE_DAYS, so that whom no tree found is still asked after."""
    forest = forest_of(source)
    return float(np.interp(np.log(LATE_DAYS), np.log(forest.rarity_days), forest.rarity_score))


def common_scores(
    state: NDArray[np.void], profile: NDArray[np.void], source: Source
) -> tuple[Floats, NDArray[np.bool_]]:
    """Scores of homes that need no weighing, and which homes need it.

    A silence that this home shows more than four times a month stays below what homes show once a week, and so below
    every limit in use: it scores by its hours alone, and the trees are not asked. Hours received decide, so that a lost
    reading never brings a home before the trees. After four days on the clock the trees are asked no more either:
    a silence of which all of them were received is asked after once more, and then it is an absence.
    """
    score = (COMMON_SCORE + COMMON_STEP * np.minimum(state["quiet"], COMMON_MOST)).astype(np.float32)
    score = np.where(state["quiet"] < SEEN_LATELY, np.float32(AT_EASE), score)
    long = state["clock"][:, 0] > ASKED_LONG
    asked = np.zeros(len(state), bool)
    for kind, name in enumerate(("quiet", "silent", "low")):
        asked |= state[name] >= profile["gate"][:, kind]
    score = np.where(long & (state["quiet"] >= SEEN_LATELY), np.float32(ASKED_SCORE), score)
    late = (state["quiet"] > ASKED_LONG) & (state["clock"][:, 0] <= LATE_UNTIL)
    score = np.where(late, np.float32(late_score(source)), score)
    return score, asked & (state["quiet"] >= SEEN_LATELY) & ~long


def features(state: NDArray[np.void], profile: NDArray[np.void], hour: NDArray[np.int64], source: Source) -> Floats:
    """What the forest looks at, [B,F] in the order of FEATURES, after an hour was taken in."""
    rows = np.arange(len(state))
    out = np.empty((len(state), len(FEATURES)), np.float32)
    out[:, 0], out[:, 1:3] = hour, state["since"]
    out[:, 3:12:3], out[:, 4:12:3], out[:, 5:12:3] = profile["absences"], profile["active"], state["began"]
    at = 12
    for way in (0, 1):
        bits = state["bits"][:, way] * np.float32(1 / BIT)
        out[:, at] = bits
        out[:, at + 1] = (bits - profile["peak"]) / profile["spread"]
        out[:, at + 2] = bits - profile["top"]
        out[:, at + 3] = state["short"][:, way] * np.float32(1 / SWING)
        at += 4
    out[:, at : at + KINDS] = state["missed"] * np.float32(1 / NAT)
    at += KINDS
    for way in (0, 1):
        for kind, name in enumerate(("quiet", "silent", "low")):
            hours = state["clock"][:, kind] if way else state[name]
            length = LENGTH_STEP[np.minimum(hours, len(LENGTH_STEP) - 1)]
            out[:, at] = hours
            out[:, at + 1] = profile["rare"][rows, kind, length] * np.float32(1 / LONG)
            out[:, at + 2] = hours - profile["longest"][:, kind]
            out[:, at + 3] = hours - profile["line"][rows, kind, hour] * np.float32(1 / LINE)
            at += 4
    out[:, at:] = 0 if NATURE[source].by_change else little(state["used"], profile["used"], profile["known"])
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
    table = bits_table(source)
    bits, silent_bits = table[strength, chance], table[0, chance]
    for way, more in enumerate((np.where(there, bits, 0), np.where(there, bits, silent_bits))):
        state["bits"][:, way] = np.clip(state["bits"][:, way] + more, 0, int(MOST_BITS * BIT))
    mean, swing = profile["mean"][rows, hour], profile["swing"][rows, hour]
    short = np.rint(short_of(mean, swing, np.nan_to_num(value)) * np.float32(SWING)).astype(np.int32)
    gone = np.rint(short_of(mean, swing, np.zeros_like(value)) * np.float32(SWING)).astype(np.int32)
    for way, more in enumerate((np.where(received, short, 0), np.where(received, short, gone))):
        state["short"][:, way] = np.clip(state["short"][:, way] + more, 0, int(MOST_SHORT * SWING))
    if not nature.by_change:  # of electricity a level says nothing: a lamp left on is much use
        state["used"] = shift(state["used"], np.where(received, np.nan_to_num(value), mean), hour)
    met = events_of(value, known, profile["noise"], profile["line_level"], source)
    missed = profile["missed"][rows, :, hour]
    for kind, name in enumerate(("quiet", "silent", "low")):
        took = received if kind == KINDS - 1 else there
        event = met[kind] & took
        if kind < 2:
            ended = event & (state["clock"][:, kind] >= ABSENCE)
            state["since"][:, kind] = np.where(ended, 0, np.minimum(state["since"][:, kind] + 1, LONG_AGO))
        state[name] = np.where(event, 0, np.minimum(state[name].astype(np.int32) + took, 65000))
        let_pass = np.minimum(state["missed"][:, kind].astype(np.int32) + took * missed[:, kind], 65000)
        state["missed"][:, kind] = np.where(event, 0, let_pass)
        state["clock"][:, kind] = np.where(event, 0, np.minimum(state["clock"][:, kind].astype(np.int32) + 1, 65000))
        state["began"][:, kind] = np.where(event, hour, state["began"][:, kind])
    same = np.where(value == state["before"], np.minimum(state["same"].astype(np.int32) + 1, 65000), 0)
    state["same"] = np.where(received, same, state["same"])
    state["missing"] = np.where(received, 0, np.minimum(state["missing"].astype(np.int32) + 1, 65000))
    state["before"] = value
    return there
