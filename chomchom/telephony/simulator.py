"""A line that rings nobody: what would be pressed goes through the real dialogue, so that its facts are real ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chomchom.telephony.dialogue import SCRIPTS, Conversation, End
from chomchom.telephony.facts import Fact, Order, Result

Behaviour = Result | Sequence[str]
"""How the other side behaves: a result of the line itself, or what is pressed ("" is silence, "!" hanging up)."""


class SimulatedLine:
    """Rings nobody. `behave` says for an order what the other side does."""

    longest_seconds = 0

    def __init__(self, behave: Callable[[Order], Behaviour]) -> None:
        self._behave = behave

    def place(self, order: Order) -> Fact:
        """The fact such a call would have found."""
        found = self._behave(order)
        if isinstance(found, Result):
            return Fact(result=found)
        return talk(Conversation(SCRIPTS[order.script]), found)


def talk(conversation: Conversation, pressed: Sequence[str]) -> Fact:
    """Lead a dialogue by a list of presses; when they are used up there is silence."""
    conversation.begin()
    waiting = list(pressed)
    while True:
        press = waiting.pop(0) if waiting else ""
        if press == "!":
            return conversation.hung_up()
        told = conversation.key(press) if press else conversation.silence()
        if isinstance(told, End):
            return told.fact
