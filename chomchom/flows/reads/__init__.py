"""What the joining pages need from the rooms, gathered by a fixed number of calls."""

from __future__ import annotations

from chomchom.flows.reads.around import (
    KINDS,
    SERVICES_SHOWN,
    AroundEpisode,
    NotNow,
    PersonPage,
    StoryLine,
    VisitorGroup,
    around_episode,
    evidence_of,
    last_sweep,
    person_page,
    what_next,
    with_trips,
)
from chomchom.flows.reads.planned import ToBack, ToMake, to_back, to_make

__all__ = [
    "KINDS",
    "SERVICES_SHOWN",
    "AroundEpisode",
    "NotNow",
    "PersonPage",
    "StoryLine",
    "ToBack",
    "ToMake",
    "VisitorGroup",
    "around_episode",
    "evidence_of",
    "last_sweep",
    "person_page",
    "to_back",
    "to_make",
    "what_next",
    "with_trips",
]
