"""The moves of an episode and of a site check."""

from __future__ import annotations

from chomchom.kernel.states import Move, StateTable
from chomchom.outreach.rules.words import OPEN_STATES, CheckState, EpisodeState

E, C = EpisodeState, CheckState
PERSON = ("person",)
ANYBODY = ("person", "machine")

EPISODE_STATES: StateTable[EpisodeState] = StateTable(
    EpisodeState,
    start=E.OPEN,
    moves=(
        Move("contact", frozenset({E.OPEN, E.CONTACTING}), E.CONTACTING, who=ANYBODY),
        Move("answer", OPEN_STATES, E.ANSWERED, who=ANYBODY),
        Move("worry", OPEN_STATES, E.OPEN, who=ANYBODY),
        Move(
            "ask_site_check",
            frozenset({E.OPEN, E.CONTACTING, E.ANSWERED}),
            E.CHECK_ASKED,
            who=PERSON,
            due="outreach.check_due_minutes",
        ),
        Move("set_out", frozenset({E.CHECK_ASKED}), E.CHECKING, who=PERSON),
        Move("confirm", frozenset({E.ANSWERED}), E.SETTLED, who=PERSON),
        Move("settle", OPEN_STATES, E.SETTLED, who=PERSON),
        Move("refer", OPEN_STATES, E.REFERRED, who=PERSON),
        Move("open_case", OPEN_STATES, E.CASE_OPENED, who=PERSON),
        Move("watch", OPEN_STATES, E.WATCHED, who=PERSON),
        Move("drop_out", OPEN_STATES, E.DROPPED_OUT, who=PERSON, reason=True),
        Move("join", OPEN_STATES, E.JOINED, who=PERSON),
    ),
)
"""Nothing a machine may do leads to an end (decisions.md, Who closes)."""

CHECK_STATES: StateTable[CheckState] = StateTable(
    CheckState,
    start=C.ASKED,
    moves=(
        Move("set_out", frozenset({C.ASKED}), C.ON_WAY, who=PERSON),
        Move(
            "report",
            frozenset({C.ASKED, C.ON_WAY, C.EMERGENCY, C.CAME_BACK, C.WITHDRAWN}),
            C.REPORTED,
            who=PERSON,
        ),
        Move("call_119", frozenset(CheckState), C.EMERGENCY, who=PERSON),
        Move("bring_back", frozenset({C.ASKED, C.ON_WAY, C.EMERGENCY}), C.CAME_BACK, who=ANYBODY),
        Move("withdraw", frozenset({C.ASKED, C.ON_WAY, C.EMERGENCY}), C.WITHDRAWN, who=PERSON),
    ),
)
"""An answer counts also when it comes late; 119 may be pressed at any time."""
