"""What is done on a case. Each action is one deed; the door opened its transaction."""

from __future__ import annotations

from chomchom.cases.actions.closing import answer_second_look, ask_second_look, record_aftercare
from chomchom.cases.actions.moving import move
from chomchom.cases.actions.notes import hold_against_line, write_note
from chomchom.cases.actions.taking import name_owner, take_in, take_in_again

__all__ = [
    "answer_second_look",
    "ask_second_look",
    "hold_against_line",
    "move",
    "name_owner",
    "record_aftercare",
    "take_in",
    "take_in_again",
    "write_note",
]
