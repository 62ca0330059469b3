"""Deeds of pages that join rooms: each calls the rooms' front desks inside one transaction."""

from __future__ import annotations

from chomchom.flows.actions.episodes import close_episode, log_attempt, open_person, refer
from chomchom.flows.actions.planned import apply_change, enter_said, take_up

__all__ = [
    "apply_change",
    "close_episode",
    "enter_said",
    "log_attempt",
    "open_person",
    "refer",
    "take_up",
]
